// Layouts: how the reference time Mon Jan 2 15:04:05 MST 2006 (-0700) is written shows how others are to be.
package time

// Layouts in common use.
const (
	Layout      = "01/02 03:04:05PM '06 -0700" // the reference time in numerical order
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// element is what a part of a layout stands for.
type element int

const (
	noElement     element = iota
	longYear              // 2006
	shortYear             // 06
	longMonth             // January
	shortMonth            // Jan
	numMonth              // 1
	zeroMonth             // 01
	day                   // 2
	spaceDay              // _2
	zeroDay               // 02
	spaceYearDay          // __2
	zeroYearDay           // 002
	longWeekday           // Monday
	shortWeekday          // Mon
	hour24                // 15
	hour12                // 3
	zeroHour12            // 03
	minute                // 4
	zeroMinute            // 04
	second                // 5
	zeroSecond            // 05
	upperPM               // PM
	lowerPM               // pm
	zoneName              // MST
	zoneOffset            // -0700 and its kin, with flags
	fractionZeros         // .000
	fractionNines         // .999

	elementMask = 1<<8 - 1

	// Flags of zoneOffset.
	offsetZ       element = 1 << 8  // Z for UTC
	offsetColons  element = 1 << 9  //
	offsetMinutes element = 1 << 10 //
	offsetSeconds element = 1 << 11 //

	// Fractions: the separator and the number of digits.
	fractionComma element = 1 << 8
	digitsShift           = 16
)

func (e element) kind() element { return e & elementMask }

// digits returns how many digits a fraction has in the layout.
func (e element) digits() int { return int(e >> digitsShift) }

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// nextElement splits a layout at its first element.
func nextElement(layout string) (before string, e element, after string) {
	for i := 0; i < len(layout); i++ {
		if c := layout[i]; c < '0' && c != '-' && c != '.' && c != ',' || c > 'p' { // most of what is not an element
			continue
		}
		if e, skip, n := elementAt(layout[i:]); e != noElement {
			return layout[:i+skip], e, layout[i+n:]
		}
	}
	return layout, noElement, ""
}

// elementAt returns the element that s begins with, if any. It ends at n; the first skip bytes do not belong to it.
func elementAt(s string) (e element, skip, n int) {
	switch s[0] {
	case 'J':
		if hasPrefix(s, "January") {
			return longMonth, 0, 7
		}
		if hasPrefix(s, "Jan") && !lowerFollows(s, 3) {
			return shortMonth, 0, 3
		}
	case 'M':
		if hasPrefix(s, "Monday") {
			return longWeekday, 0, 6
		}
		if hasPrefix(s, "Mon") && !lowerFollows(s, 3) {
			return shortWeekday, 0, 3
		}
		if hasPrefix(s, "MST") {
			return zoneName, 0, 3
		}
	case '0':
		if len(s) < 2 {
			return noElement, 0, 0
		}
		switch s[1] {
		case '1':
			return zeroMonth, 0, 2
		case '2':
			return zeroDay, 0, 2
		case '3':
			return zeroHour12, 0, 2
		case '4':
			return zeroMinute, 0, 2
		case '5':
			return zeroSecond, 0, 2
		case '6':
			return shortYear, 0, 2
		case '0':
			if isDigit(s, 2) && s[2] == '2' {
				return zeroYearDay, 0, 3
			}
		}
	case '1':
		if len(s) > 1 && s[1] == '5' {
			return hour24, 0, 2
		}
		return numMonth, 0, 1
	case '2':
		if hasPrefix(s, "2006") {
			return longYear, 0, 4
		}
		return day, 0, 1
	case '_':
		if hasPrefix(s, "_2006") {
			return longYear, 1, 5
		}
		if hasPrefix(s, "_2") {
			return spaceDay, 0, 2
		}
		if hasPrefix(s, "__2") {
			return spaceYearDay, 0, 3
		}
	case '3':
		return hour12, 0, 1
	case '4':
		return minute, 0, 1
	case '5':
		return second, 0, 1
	case 'P':
		if hasPrefix(s, "PM") {
			return upperPM, 0, 2
		}
	case 'p':
		if hasPrefix(s, "pm") {
			return lowerPM, 0, 2
		}
	case '-':
		return offsetAt(s, 0)
	case 'Z':
		return offsetAt(s, offsetZ)
	case '.', ',':
		return fractionAt(s)
	}
	return noElement, 0, 0
}

// lowerFollows reports whether a lower case letter makes the name before it the beginning of some word.
func lowerFollows(s string, i int) bool { return i < len(s) && 'a' <= s[i] && s[i] <= 'z' }

// offsetAt recognizes what may follow the sign or Z of an offset, the longest form first.
func offsetAt(s string, flags element) (e element, skip, n int) {
	e = zoneOffset | flags
	switch rest := s[1:]; {
	case hasPrefix(rest, "070000"):
		return e | offsetMinutes | offsetSeconds, 0, 7
	case hasPrefix(rest, "07:00:00"):
		return e | offsetMinutes | offsetSeconds | offsetColons, 0, 9
	case hasPrefix(rest, "0700"):
		return e | offsetMinutes, 0, 5
	case hasPrefix(rest, "07:00"):
		return e | offsetMinutes | offsetColons, 0, 6
	case hasPrefix(rest, "07"):
		return e, 0, 3
	}
	return noElement, 0, 0
}

// fractionAt recognizes a fraction of a second: all zeros or all nines, and no other digit after them.
func fractionAt(s string) (e element, skip, n int) {
	if len(s) < 2 || s[1] != '0' && s[1] != '9' {
		return noElement, 0, 0
	}
	n = 1
	for n < len(s) && s[n] == s[1] {
		n++
	}
	if isDigit(s, n) {
		return noElement, 0, 0
	}
	e = fractionZeros
	if s[1] == '9' {
		e = fractionNines
	}
	if s[0] == ',' {
		e |= fractionComma
	}
	return e | element(n-1)<<digitsShift, 0, n
}
