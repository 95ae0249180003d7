// Times as text.
package time

import "errors"

// appendInt appends x with zeros in front up to width digits.
func appendInt(b []byte, x int, width int) []byte {
	u := uint(x)
	if x < 0 {
		b = append(b, '-')
		u = uint(-x)
	}
	var buf [20]byte
	i := len(buf)
	for u >= 10 {
		i--
		buf[i] = byte('0' + u%10)
		u /= 10
	}
	i--
	buf[i] = byte('0' + u)
	for n := len(buf) - i; n < width; n++ {
		b = append(b, '0')
	}
	return append(b, buf[i:]...)
}

// shown is a Time taken apart, as far as the elements of a layout have asked for.
type shown struct {
	abs                  uint64
	offset               int
	zone                 string
	nsec                 int
	haveDate             bool
	year                 int
	month                Month
	day, yearDay         int
	haveClock            bool
	hour, minute, second int
}

func (t Time) shown() shown {
	s := shown{nsec: int(t.nsec())}
	sec := t.unixSec()
	if t.loc == nil {
		s.zone = "UTC"
	} else {
		s.zone, s.offset, _, _, _ = t.loc.lookup(sec)
	}
	s.abs = absolute(sec + int64(s.offset))
	return s
}

func (s *shown) date() {
	if !s.haveDate {
		days := s.abs / secondsPerDay
		s.year, s.month, s.day = civil(days)
		s.yearDay = int(days-yearDays(s.year)) + 1
		s.haveDate = true
	}
}

func (s *shown) clock() {
	if !s.haveClock {
		s.hour, s.minute, s.second = clock(s.abs)
		s.haveClock = true
	}
}

// String formats t like "2006-01-02 15:04:05.999999999 -0700 MST", with "m=±seconds" added for a monotonic reading.
func (t Time) String() string {
	b := t.AppendFormat(make([]byte, 0, 64), "2006-01-02 15:04:05.999999999 -0700 MST")
	if t.wall&monotonicBit != 0 {
		m := uint64(t.ext)
		b = append(b, " m="...)
		if t.ext < 0 {
			m = -m
			b = append(b, '-')
		} else {
			b = append(b, '+')
		}
		b = appendInt(b, int(m/1e9), 0)
		b = append(b, '.')
		b = appendInt(b, int(m%1e9), 9)
	}
	return string(b)
}

// GoString formats t as Go source text.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	b := append(make([]byte, 0, 70), "time.Date("...)
	b = appendInt(b, year, 0)
	b = append(b, ", time."...)
	b = append(b, month.String()...)
	for _, n := range [...]int{day, hour, min, sec, t.Nanosecond()} {
		b = append(b, ", "...)
		b = appendInt(b, n, 0)
	}
	b = append(b, ", "...)
	switch loc := t.Location(); loc {
	case UTC:
		b = append(b, "time.UTC"...)
	case Local:
		b = append(b, "time.Local"...)
	default:
		b = append(b, "time.Location("...)
		b = append(b, quote(loc.name)...)
		b = append(b, ')')
	}
	return string(append(b, ')'))
}

// Format returns t as the layout shows it.
func (t Time) Format(layout string) string {
	var buf [64]byte
	if len(layout)+10 > len(buf) {
		return string(t.AppendFormat(make([]byte, 0, len(layout)+10), layout))
	}
	return string(t.AppendFormat(buf[:0], layout))
}

// AppendFormat is Format appended to b.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	s := t.shown()
	if layout == RFC3339 || layout == RFC3339Nano {
		return s.appendRFC3339(b, layout == RFC3339Nano)
	}
	for layout != "" {
		before, e, after := nextElement(layout)
		b = append(b, before...)
		if e == noElement {
			break
		}
		layout = after
		b = s.appendElement(b, e)
	}
	return b
}

func (s *shown) appendRFC3339(b []byte, nano bool) []byte {
	s.date()
	s.clock()
	b = append(appendInt(b, s.year, 4), '-')
	b = append(appendInt(b, int(s.month), 2), '-')
	b = append(appendInt(b, s.day, 2), 'T')
	b = append(appendInt(b, s.hour, 2), ':')
	b = append(appendInt(b, s.minute, 2), ':')
	b = appendInt(b, s.second, 2)
	if nano {
		b = s.appendFraction(b, fractionNines|9<<digitsShift)
	}
	return s.appendOffset(b, zoneOffset|offsetZ|offsetColons|offsetMinutes)
}

func (s *shown) appendElement(b []byte, e element) []byte {
	switch e.kind() {
	case longYear, shortYear, longMonth, shortMonth, numMonth, zeroMonth, day, spaceDay, zeroDay, spaceYearDay, zeroYearDay:
		s.date()
		return s.appendDate(b, e)
	case longWeekday:
		return append(b, weekdayOf(s.abs).String()...)
	case shortWeekday:
		return append(b, weekdayOf(s.abs).String()[:3]...)
	case zoneName:
		if s.zone != "" {
			return append(b, s.zone...)
		}
		return s.appendOffset(b, zoneOffset|offsetMinutes) // something must be shown
	case zoneOffset:
		return s.appendOffset(b, e)
	case fractionZeros, fractionNines:
		return s.appendFraction(b, e)
	}
	s.clock()
	return s.appendClock(b, e)
}

func (s *shown) appendDate(b []byte, e element) []byte {
	switch e {
	case longYear:
		return appendInt(b, s.year, 4)
	case shortYear:
		y := s.year % 100
		if y < 0 {
			y = -y
		}
		return appendInt(b, y, 2)
	case longMonth:
		return append(b, s.month.String()...)
	case shortMonth:
		return append(b, s.month.String()[:3]...)
	case numMonth:
		return appendInt(b, int(s.month), 0)
	case zeroMonth:
		return appendInt(b, int(s.month), 2)
	case day:
		return appendInt(b, s.day, 0)
	case spaceDay:
		if s.day < 10 {
			b = append(b, ' ')
		}
		return appendInt(b, s.day, 0)
	case zeroDay:
		return appendInt(b, s.day, 2)
	case spaceYearDay:
		for limit := 100; limit > s.yearDay && limit > 1; limit /= 10 {
			b = append(b, ' ')
		}
		return appendInt(b, s.yearDay, 0)
	}
	return appendInt(b, s.yearDay, 3)
}

func (s *shown) appendClock(b []byte, e element) []byte {
	switch e {
	case hour24:
		return appendInt(b, s.hour, 2)
	case hour12, zeroHour12:
		h := (s.hour+11)%12 + 1
		if e == hour12 {
			return appendInt(b, h, 0)
		}
		return appendInt(b, h, 2)
	case minute:
		return appendInt(b, s.minute, 0)
	case zeroMinute:
		return appendInt(b, s.minute, 2)
	case second:
		return appendInt(b, s.second, 0)
	case zeroSecond:
		return appendInt(b, s.second, 2)
	}
	half := "AMPMampm"
	if e == lowerPM {
		half = half[4:]
	}
	if s.hour >= 12 {
		half = half[2:]
	}
	return append(b, half[:2]...)
}

func (s *shown) appendOffset(b []byte, e element) []byte {
	if e&offsetZ != 0 && s.offset == 0 {
		return append(b, 'Z')
	}
	offset := s.offset
	// An offset of less than a minute to the west has no sign.
	if offset/60 < 0 {
		b = append(b, '-')
		offset = -offset
	} else {
		b = append(b, '+')
	}
	minutes := offset / 60
	b = appendInt(b, minutes/60, 2)
	if e&offsetMinutes != 0 {
		if e&offsetColons != 0 {
			b = append(b, ':')
		}
		b = appendInt(b, minutes%60, 2)
	}
	if e&offsetSeconds != 0 {
		if e&offsetColons != 0 {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}

func (s *shown) appendFraction(b []byte, e element) []byte {
	digits := e.digits()
	nines := e.kind() == fractionNines
	if nines && (digits == 0 || s.nsec == 0) {
		return b
	}
	if e&fractionComma != 0 {
		b = append(b, ',')
	} else {
		b = append(b, '.')
	}
	b = appendInt(b, s.nsec, 9)
	if digits < 9 {
		b = b[:len(b)-9+digits]
	}
	if nines {
		for len(b) > 0 && b[len(b)-1] == '0' {
			b = b[:len(b)-1]
		}
		if len(b) > 0 && (b[len(b)-1] == '.' || b[len(b)-1] == ',') {
			b = b[:len(b)-1]
		}
	}
	return b
}

// appendStrict appends t in RFC 3339's form, if that can show it.
func (t Time) appendStrict(b []byte) ([]byte, error) {
	s := t.shown()
	n := len(b)
	b = s.appendRFC3339(b, true)
	text := b[n:]
	if len(text) < 5 || text[4] != '-' { // the year has four digits
		return b, errors.New("year outside of range [0,9999]")
	}
	if text[len(text)-1] != 'Z' {
		hour := text[len(text)-6:]
		if c := hour[0]; '0' <= c && c <= '9' || (hour[1]-'0')*10+hour[2]-'0' >= 24 {
			return b, errors.New("timezone hour outside of range [0,23]")
		}
	}
	return b, nil
}
