// Reading time zone files, RFC 8536.
package time

import (
	"errors"
	"syscall"
)

// largestZoneFile keeps a wrong name (/dev/zero) from filling the memory.
const largestZoneFile = 10 << 20

// loadZoneFile loads a location from a directory or a zip archive.
func loadZoneFile(source, name string) (*Location, error) {
	var data []byte
	var err error
	if isZip(source) {
		data, err = readZoneZip(source, name)
	} else {
		data, err = readZoneFile(source + "/" + name)
	}
	if err != nil {
		return nil, err
	}
	return LoadLocationFromTZData(name, data)
}

func readZoneFile(file string) ([]byte, error) {
	fd, err := syscall.Open(file, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	data := make([]byte, 0, 4096)
	for {
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
		n, err := syscall.Read(fd, data[len(data):cap(data)])
		if err == syscall.EINTR {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n == 0 {
			return data, nil
		}
		data = data[:len(data)+n]
		if len(data) > largestZoneFile {
			return nil, errors.New("time: file " + file + " is too large")
		}
	}
}

var errBadZone = errors.New("malformed time zone information")

// cursor takes parts off the front of a file's contents; short is set once there is too little.
type cursor struct {
	rest  []byte
	short bool
}

func (c *cursor) take(n int) []byte {
	if n < 0 || len(c.rest) < n {
		c.rest, c.short = nil, true
		return nil
	}
	p := c.rest[:n]
	c.rest = c.rest[n:]
	return p
}

func big32(p []byte) uint32 {
	return uint32(p[0])<<24 | uint32(p[1])<<16 | uint32(p[2])<<8 | uint32(p[3])
}

func big64(p []byte) int64 { return int64(uint64(big32(p))<<32 | uint64(big32(p[4:]))) }

// zoneHeader holds the numbers of things in a file.
type zoneHeader struct {
	version                                          byte
	utcMarks, stdMarks, leaps, changes, zones, chars int
}

func (c *cursor) header() (h zoneHeader, ok bool) {
	p := c.take(4 + 16 + 6*4)
	if p == nil || string(p[:4]) != "TZif" {
		return h, false
	}
	h.version = p[4]
	counts := p[20:]
	for i, n := range []*int{&h.utcMarks, &h.stdMarks, &h.leaps, &h.changes, &h.zones, &h.chars} {
		*n = int(big32(counts[4*i:]))
	}
	return h, h.version == 0 || '2' <= h.version && h.version <= '4'
}

// size returns the length of what follows the header, with times of the given size.
func (h *zoneHeader) size(timeSize int) int {
	return h.changes*(timeSize+1) + h.zones*6 + h.chars + h.leaps*(timeSize+4) + h.stdMarks + h.utcMarks
}

// LoadLocationFromTZData makes a Location of the contents of a file of the time zone database.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	c := &cursor{rest: data}
	h, ok := c.header()
	if !ok {
		return nil, errBadZone
	}
	timeSize := 4
	if h.version != 0 { // the same follows once more, with longer times
		c.take(h.size(4))
		if h, ok = c.header(); !ok {
			return nil, errBadZone
		}
		timeSize = 8
	}
	times := c.take(h.changes * timeSize)
	indexes := c.take(h.changes)
	zones := c.take(h.zones * 6)
	names := c.take(h.chars)
	c.take(h.leaps*(timeSize+4) + h.stdMarks + h.utcMarks)
	if c.short || h.zones == 0 {
		return nil, errBadZone
	}
	l := &Location{name: name}
	if rest := c.rest; len(rest) > 2 && rest[0] == '\n' && rest[len(rest)-1] == '\n' {
		l.rule = string(rest[1 : len(rest)-1])
	}
	l.zones = make([]zone, h.zones)
	for i := range l.zones {
		p := zones[6*i:]
		if int(p[5]) >= len(names) {
			return nil, errBadZone
		}
		l.zones[i] = zone{cString(names[p[5]:]), int(int32(big32(p))), p[4] != 0}
	}
	l.changes = make([]change, h.changes)
	for i := range l.changes {
		if int(indexes[i]) >= h.zones {
			return nil, errBadZone
		}
		when := int64(0)
		if timeSize == 8 {
			when = big64(times[8*i:])
		} else {
			when = int64(int32(big32(times[4*i:])))
		}
		l.changes[i] = change{when, indexes[i]}
	}
	if len(l.changes) == 0 {
		l.changes = []change{{alpha, 0}} // one zone for all time
	}
	sec, _, _ := now()
	l.cached = l.find(sec)
	return l, nil
}

// cString returns the text up to the first NUL.
func cString(p []byte) string {
	for i, b := range p {
		if b == 0 {
			return string(p[:i])
		}
	}
	return string(p)
}
