// Package time measures and shows time. This file has the Time type and its arithmetic; the calendar is in calendar.go,
// texts in format.go and parse.go, zones in zone.go, timers in timer.go.
package time

// Time is an instant with nanosecond precision, together with the Location in which it is shown.
//
// The top bit of wall says which of two forms it has. With a reading of the monotonic clock: 33 bits of seconds since 1885,
// 30 bits of nanoseconds, and ext is the reading in nanoseconds since the program began. Without: the 33 bits are zero and
// ext is the full signed number of seconds since year 1. loc is nil for UTC.
type Time struct {
	wall uint64
	ext  int64
	loc  *Location
}

const (
	monotonicBit = 1 << 63
	nsecBits     = 30
	nsecMask     = 1<<nsecBits - 1

	secondsPerMinute = 60
	secondsPerHour   = 60 * secondsPerMinute
	secondsPerDay    = 24 * secondsPerHour
	secondsPerWeek   = 7 * secondsPerDay

	// Seconds from year 1 to 1970 and to 1885.
	unixEpoch = (1969*365 + 1969/4 - 1969/100 + 1969/400) * secondsPerDay
	wallEpoch = (1884*365 + 1884/4 - 1884/100 + 1884/400) * secondsPerDay

	firstWall = wallEpoch
	lastWall  = wallEpoch + 1<<33 - 1
)

func (t *Time) nsec() int32 { return int32(t.wall & nsecMask) }

// sec returns the seconds since year 1.
func (t *Time) sec() int64 {
	if t.wall&monotonicBit != 0 {
		return wallEpoch + int64(t.wall<<1>>(nsecBits+1))
	}
	return t.ext
}

func (t *Time) unixSec() int64 { return t.sec() - unixEpoch }

// addSec adds seconds to the wall clock time. Overflow of the form without a monotonic reading saturates.
func (t *Time) addSec(d int64) {
	if t.wall&monotonicBit != 0 {
		sec := int64(t.wall << 1 >> (nsecBits + 1))
		moved := sec + d
		if 0 <= moved && moved <= 1<<33-1 {
			t.wall = t.wall&nsecMask | uint64(moved)<<nsecBits | monotonicBit
			return
		}
		t.dropMono()
	}
	sum := t.ext + d
	if (sum > t.ext) == (d > 0) {
		t.ext = sum
	} else if d > 0 {
		t.ext = 1<<63 - 1
	} else {
		t.ext = -(1<<63 - 1)
	}
}

func (t *Time) setLoc(loc *Location) {
	if loc == &utcLoc {
		loc = nil
	}
	t.dropMono()
	t.loc = loc
}

func (t *Time) dropMono() {
	if t.wall&monotonicBit != 0 {
		t.ext = t.sec()
		t.wall &= nsecMask
	}
}

func hasMono(t, u *Time) bool { return t.wall&u.wall&monotonicBit != 0 }

// After reports whether t is later than u.
func (t Time) After(u Time) bool {
	if hasMono(&t, &u) {
		return t.ext > u.ext
	}
	ts, us := t.sec(), u.sec()
	return ts > us || ts == us && t.nsec() > u.nsec()
}

// Before reports whether t is earlier than u.
func (t Time) Before(u Time) bool { return u.After(t) }

// Compare returns -1, 0 or +1 as t is before, the same as, or after u.
func (t Time) Compare(u Time) int {
	switch {
	case t.After(u):
		return 1
	case u.After(t):
		return -1
	}
	return 0
}

// Equal reports whether t and u are the same instant, which may be shown in different locations.
func (t Time) Equal(u Time) bool {
	if hasMono(&t, &u) {
		return t.ext == u.ext
	}
	return t.sec() == u.sec() && t.nsec() == u.nsec()
}

// IsZero reports whether t is January 1, year 1, 00:00:00 UTC.
func (t Time) IsZero() bool { return t.sec() == 0 && t.nsec() == 0 }

// Add returns t+d.
func (t Time) Add(d Duration) Time {
	sec := int64(d / Second)
	nsec := t.nsec() + int32(d%Second)
	if nsec >= 1e9 {
		sec++
		nsec -= 1e9
	} else if nsec < 0 {
		sec--
		nsec += 1e9
	}
	t.wall = t.wall&^nsecMask | uint64(nsec)
	t.addSec(sec)
	if t.wall&monotonicBit != 0 {
		mono := t.ext + int64(d)
		if d < 0 && mono > t.ext || d > 0 && mono < t.ext {
			t.dropMono() // the reading would overflow
		} else {
			t.ext = mono
		}
	}
	return t
}

// Sub returns t-u, or the nearest Duration there is.
func (t Time) Sub(u Time) Duration {
	if hasMono(&t, &u) {
		return subMono(t.ext, u.ext)
	}
	d := Duration(t.sec()-u.sec())*Second + Duration(t.nsec()-u.nsec())
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	default:
		return maxDuration
	}
}

func subMono(t, u int64) Duration {
	d := Duration(t - u)
	if d < 0 && t > u {
		return maxDuration
	}
	if d > 0 && t < u {
		return minDuration
	}
	return d
}

// Since returns the time that has passed since t.
func Since(t Time) Duration {
	if t.wall&monotonicBit != 0 {
		return subMono(runtimeNano()-startNano, t.ext)
	}
	return Now().Sub(t)
}

// Until returns the time that passes until t.
func Until(t Time) Duration {
	if t.wall&monotonicBit != 0 {
		return subMono(t.ext, runtimeNano()-startNano)
	}
	return t.Sub(Now())
}

// AddDate returns t with years, months and days added, normalized as Date does.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec()), t.Location())
}

// Now returns the current local time, with a reading of the monotonic clock.
func Now() Time {
	sec, nsec, mono := now()
	mono -= startNano
	sec += unixEpoch - wallEpoch
	if uint64(sec)>>33 != 0 { // outside of 1885 to 2157
		return Time{uint64(nsec), sec + wallEpoch, Local}
	}
	return Time{monotonicBit | uint64(sec)<<nsecBits | uint64(nsec), mono, Local}
}

// startNano is the monotonic clock when the program began; one less, so that no reading is zero.
var startNano = runtimeNano() - 1

// now reads both clocks.
func now() (sec int64, nsec int32, mono int64)

// runtimeNano reads the monotonic clock.
func runtimeNano() int64

// UTC returns t shown in UTC.
func (t Time) UTC() Time {
	t.setLoc(&utcLoc)
	return t
}

// Local returns t shown in local time.
func (t Time) Local() Time {
	t.setLoc(Local)
	return t
}

// In returns t shown in loc.
func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.setLoc(loc)
	return t
}

// Location returns where t is shown.
func (t Time) Location() *Location {
	if t.loc == nil {
		return UTC
	}
	return t.loc
}

// Unix returns the Time sec seconds and nsec nanoseconds after 1970 began in UTC.
func Unix(sec int64, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return unixTime(sec, int32(nsec))
}

func unixTime(sec int64, nsec int32) Time { return Time{uint64(nsec), sec + unixEpoch, Local} }

// UnixMilli returns the Time msec milliseconds after 1970 began in UTC.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, (msec%1e3)*1e6) }

// UnixMicro returns the Time usec microseconds after 1970 began in UTC.
func UnixMicro(usec int64) Time { return Unix(usec/1e6, (usec%1e6)*1e3) }

// Unix returns t in seconds since 1970 began in UTC.
func (t Time) Unix() int64 { return t.unixSec() }

// UnixMilli returns t in milliseconds since 1970 began in UTC.
func (t Time) UnixMilli() int64 { return t.unixSec()*1e3 + int64(t.nsec())/1e6 }

// UnixMicro returns t in microseconds since 1970 began in UTC.
func (t Time) UnixMicro() int64 { return t.unixSec()*1e6 + int64(t.nsec())/1e3 }

// UnixNano returns t in nanoseconds since 1970 began in UTC.
func (t Time) UnixNano() int64 { return t.unixSec()*1e9 + int64(t.nsec()) }

// Truncate rounds t down to a multiple of d since the zero time; d <= 0 only drops the monotonic reading.
func (t Time) Truncate(d Duration) Time {
	t.dropMono()
	if d <= 0 {
		return t
	}
	return t.Add(-sinceMultiple(t, d))
}

// Round rounds t to the nearest multiple of d since the zero time, halves up; d <= 0 only drops the monotonic reading.
func (t Time) Round(d Duration) Time {
	t.dropMono()
	if d <= 0 {
		return t
	}
	r := sinceMultiple(t, d)
	if r < 0 {
		r += d
	}
	if lessThanHalf(r, d) {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// sinceMultiple returns how long before t the last multiple of d since the zero time was.
func sinceMultiple(t Time, d Duration) Duration {
	sec, nsec := t.sec(), int64(t.nsec())
	negative := sec < 0
	if negative {
		sec, nsec = -sec, -nsec
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	r := Duration(remainder(uint64(sec), uint64(nsec), uint64(d)))
	if negative && r != 0 {
		r = d - r
	}
	return r
}

// remainder returns (sec*1e9 + nsec) mod d for a sum of up to 94 bits.
func remainder(sec, nsec, d uint64) uint64 {
	const e9 = 1000000000
	if sec < 1<<63/e9 {
		return (sec*e9 + nsec) % d
	}
	// Bit by bit from the top: r stays below d <= 1<<63.
	r := uint64(0)
	for bit := 63; bit >= 0; bit-- {
		r = 2 * r % d
		if sec>>uint(bit)&1 != 0 {
			r = (r + 1) % d
		}
	}
	// Now times 1e9, likewise.
	product := uint64(0)
	for bit := 29; bit >= 0; bit-- {
		product = 2 * product % d
		if e9>>uint(bit)&1 != 0 {
			product = (product + r) % d
		}
	}
	return (product + nsec%d) % d
}
