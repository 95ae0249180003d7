// Locations: which offset from UTC holds where and when. Reading the system's files is in zonefile.go, the rule for years after
// the last change in a file is in zonerule.go.
package time

import (
	"errors"
	"sync"
	"syscall"
)

// Location maps instants to the time zone in use at that time.
type Location struct {
	name    string
	zones   []zone
	changes []change
	rule    string // for the time after the last change, in the form of the TZ variable
	cached  span   // around the time when the location was loaded
}

// zone is one combination of abbreviation and offset, like CEST.
type zone struct {
	name   string
	offset int // seconds east of UTC
	isDST  bool
}

// change says that a zone holds from some instant on.
type change struct {
	when  int64 // seconds since 1970
	index uint8 // of the zone
}

// span is a stretch of time in which one zone holds.
type span struct {
	zone
	start, end int64
}

const (
	alpha = -1 << 63  // the beginning of time
	omega = 1<<63 - 1 // and its end
)

var utcLoc = Location{name: "UTC"}

// UTC is Universal Coordinated Time.
var UTC *Location = &utcLoc

// Local is the system's time zone, or that of the variable TZ. localLoc is filled when first used.
var Local *Location = &localLoc

var (
	localLoc  Location
	localOnce sync.Once
)

func (l *Location) get() *Location {
	if l == nil {
		return &utcLoc
	}
	if l == &localLoc {
		localOnce.Do(initLocal)
	}
	return l
}

// String returns the name that the location was made with.
func (l *Location) String() string { return l.get().name }

// fixedHours holds the nameless locations of whole hours, which parsing makes again and again.
var (
	fixedHours     []*Location
	fixedHoursOnce sync.Once
)

const mostHours = 14 // east or west, +14 to -12 are in use

// FixedZone returns a location that always uses the given name and offset in seconds.
func FixedZone(name string, offset int) *Location {
	hour := offset / secondsPerHour
	if name != "" || hour < -mostHours || hour > mostHours || offset%secondsPerHour != 0 {
		return newFixed(name, offset)
	}
	fixedHoursOnce.Do(func() {
		fixedHours = make([]*Location, 2*mostHours+1)
		for h := range fixedHours {
			fixedHours[h] = newFixed("", (h-mostHours)*secondsPerHour)
		}
	})
	return fixedHours[hour+mostHours]
}

func newFixed(name string, offset int) *Location {
	z := zone{name, offset, false}
	return &Location{
		name:    name,
		zones:   []zone{z},
		changes: []change{{alpha, 0}},
		cached:  span{z, alpha, omega},
	}
}

// lookup returns the zone at a time, and from when to when it holds.
func (l *Location) lookup(sec int64) (name string, offset int, start, end int64, isDST bool) {
	l = l.get()
	if len(l.zones) == 0 {
		return "UTC", 0, alpha, omega, false
	}
	s := &l.cached
	if sec < s.start || sec >= s.end {
		found := l.find(sec)
		s = &found
	}
	return s.name, s.offset, s.start, s.end, s.isDST
}

func (l *Location) find(sec int64) span {
	if len(l.changes) == 0 || sec < l.changes[0].when {
		s := span{l.zones[l.firstZone()], alpha, omega}
		if len(l.changes) > 0 {
			s.end = l.changes[0].when
		}
		return s
	}
	lo, hi := 0, len(l.changes) // changes[lo].when <= sec < changes[hi].when
	for hi-lo > 1 {
		mid := int(uint(lo+hi) / 2)
		if sec < l.changes[mid].when {
			hi = mid
		} else {
			lo = mid
		}
	}
	last := hi == len(l.changes)
	if last && l.rule != "" {
		if s, ok := spanByRule(l.rule, l.changes[lo].when, sec); ok {
			return s
		}
	}
	s := span{l.zones[l.changes[lo].index], l.changes[lo].when, omega}
	if !last {
		s.end = l.changes[hi].when
	}
	return s
}

// firstZone returns the index of the zone before the first change: zone 0 if no change leads to it; else, before a change to
// summer time, the last standard zone ahead of that; else the first standard zone.
func (l *Location) firstZone() int {
	used := false
	for _, c := range l.changes {
		used = used || c.index == 0
	}
	if !used {
		return 0
	}
	if len(l.changes) > 0 && l.zones[l.changes[0].index].isDST {
		for i := int(l.changes[0].index) - 1; i >= 0; i-- {
			if !l.zones[i].isDST {
				return i
			}
		}
	}
	for i := range l.zones {
		if !l.zones[i].isDST {
			return i
		}
	}
	return 0
}

// offsetOf returns the offset of the zone with that name which holds at the local time unix, or of any with that name.
func (l *Location) offsetOf(name string, unix int64) (offset int, ok bool) {
	l = l.get()
	for i := range l.zones {
		z := &l.zones[i]
		if z.name != name {
			continue
		}
		// Two zones may share an abbreviation: prefer the one in use then.
		if there, offset, _, _, _ := l.lookup(unix - int64(z.offset)); there == name {
			return offset, true
		}
	}
	for i := range l.zones {
		if l.zones[i].name == name {
			return l.zones[i].offset, true
		}
	}
	return 0, false
}

// Zone returns the abbreviation and the offset in seconds east of UTC of the zone in use at t.
func (t Time) Zone() (name string, offset int) {
	name, offset, _, _, _ = t.loc.lookup(t.unixSec())
	return name, offset
}

// ZoneBounds returns from when to when the zone in use at t holds; a zero Time where that has no limit.
func (t Time) ZoneBounds() (start, end Time) {
	_, _, first, last, _ := t.loc.lookup(t.unixSec())
	if first != alpha {
		start = unixTime(first, 0)
		start.setLoc(t.loc)
	}
	if last != omega {
		end = unixTime(last, 0)
		end.setLoc(t.loc)
	}
	return start, end
}

// IsDST reports whether t is in summer time.
func (t Time) IsDST() bool {
	_, _, _, _, isDST := t.loc.lookup(t.Unix())
	return isDST
}

var errLocation = errors.New("time: invalid location name")

// zoneDirs is where the system keeps its files.
const zoneDirs = "/usr/share/zoneinfo/\x00/usr/share/lib/zoneinfo/\x00/usr/lib/locale/TZ/\x00/etc/zoneinfo/\x00"

// LoadLocation returns the location of that name: "" or "UTC", "Local", or a name of the time zone database like
// "Europe/Berlin", from the directory or zip archive in the variable ZONEINFO, those of the system, package time/tzdata if the
// program has it, or an installed Go tree.
func LoadLocation(name string) (*Location, error) {
	switch {
	case name == "" || name == "UTC":
		return UTC, nil
	case name == "Local":
		return Local, nil
	case hasDotDot(name) || name[0] == '/' || name[0] == '\\':
		return nil, errLocation
	}
	var firstErr error
	if dir, _ := syscall.Getenv("ZONEINFO"); dir != "" {
		l, err := loadZoneFile(dir, name)
		if err == nil {
			return l, nil
		}
		if err != syscall.ENOENT {
			firstErr = err
		}
	}
	l, err := loadFrom(zoneDirs, name)
	if err != nil && firstErr != nil {
		err = firstErr
	}
	return l, err
}

// hasDotDot reports whether a name would lead out of the directory.
func hasDotDot(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		if s[i] == '.' && s[i+1] == '.' {
			return true
		}
	}
	return false
}

// loadFrom tries the directories, each ended by a slash and a NUL, then what is carried along.
func loadFrom(dirs, name string) (*Location, error) {
	var firstErr error
	for dirs != "" {
		end := 0
		for dirs[end] != 0 {
			end++
		}
		l, err := loadZoneFile(dirs[:end-1], name)
		if err == nil {
			return l, nil
		}
		if firstErr == nil && err != syscall.ENOENT {
			firstErr = err
		}
		dirs = dirs[end+1:]
	}
	l, err := loadCarried(name)
	if err == nil {
		return l, nil
	}
	if firstErr != nil {
		return nil, firstErr
	}
	return nil, errors.New("unknown time zone " + name)
}

// initLocal finds the local zone: the variable TZ names a file, or a location; without it the system has a file of its own.
func initLocal() {
	tz, ok := syscall.Getenv("TZ")
	if !ok {
		if l, err := loadFrom("/etc/\x00", "localtime"); err == nil {
			localLoc = *l
			localLoc.name = "Local"
			return
		}
	} else if tz != "" {
		if tz[0] == ':' {
			tz = tz[1:]
		}
		if tz != "" && tz[0] == '/' {
			if l, err := loadZoneFile("", tz); err == nil {
				localLoc = *l
				if tz == "/etc/localtime" {
					localLoc.name = "Local"
				}
				return
			}
		} else if tz != "" && tz != "UTC" {
			if l, err := loadFrom(zoneDirs, tz); err == nil {
				localLoc = *l
				return
			}
		}
	}
	localLoc.name = "UTC"
}
