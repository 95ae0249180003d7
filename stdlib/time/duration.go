package time

import "errors"

// Duration is a span of time in nanoseconds.
type Duration int64

const (
	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// Common durations.
const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute
)

// Nanoseconds returns d as a number of nanoseconds.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns d as a number of microseconds.
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

// Milliseconds returns d as a number of milliseconds.
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

// Whole and fraction are added last, so that no precision is lost before.

// Seconds returns d in seconds.
func (d Duration) Seconds() float64 { return float64(d/Second) + float64(d%Second)/1e9 }

// Minutes returns d in minutes.
func (d Duration) Minutes() float64 { return float64(d/Minute) + float64(d%Minute)/(60*1e9) }

// Hours returns d in hours.
func (d Duration) Hours() float64 { return float64(d/Hour) + float64(d%Hour)/(60*60*1e9) }

// Truncate rounds d toward zero to a multiple of m; m <= 0 changes nothing.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

func lessThanHalf(x, y Duration) bool { return uint64(x)+uint64(x) < uint64(y) }

// Round rounds d to the nearest multiple of m, halves away from zero, and to the nearest Duration in case of overflow;
// m <= 0 changes nothing.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		if r = -r; lessThanHalf(r, m) {
			return d + r
		}
		if rounded := d - m + r; rounded < d {
			return rounded
		}
		return minDuration
	}
	if lessThanHalf(r, m) {
		return d - r
	}
	if rounded := d + m - r; rounded > d {
		return rounded
	}
	return maxDuration
}

// Abs returns the absolute value of d; that of the least Duration is the greatest.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

// String returns d like "72h3m0.5s"; below a second with the unit that gives a number from 1 on: "1.5ms".
func (d Duration) String() string {
	var buf [32]byte
	return string(buf[d.fill(&buf):])
}

// fill writes the text to the end of buf and returns where it begins.
func (d Duration) fill(buf *[32]byte) int {
	w := len(buf)
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	w--
	buf[w] = 's'
	if u < uint64(Second) {
		digits := 0
		switch {
		case u == 0:
			w--
			buf[w] = '0'
			return w
		case u < uint64(Microsecond):
			w--
			buf[w] = 'n'
		case u < uint64(Millisecond):
			digits = 3
			w -= len("µ")
			copy(buf[w:], "µ")
		default:
			digits = 6
			w--
			buf[w] = 'm'
		}
		w, u = fillFraction(buf[:w], u, digits)
		w = fillInt(buf[:w], u)
	} else {
		w, u = fillFraction(buf[:w], u, 9)
		w = fillInt(buf[:w], u%60)
		if u /= 60; u > 0 {
			w--
			buf[w] = 'm'
			w = fillInt(buf[:w], u%60)
			if u /= 60; u > 0 {
				w--
				buf[w] = 'h'
				w = fillInt(buf[:w], u)
			}
		}
	}
	if d < 0 {
		w--
		buf[w] = '-'
	}
	return w
}

// fillFraction writes v/10**digits without trailing zeros to the end of buf, nothing if it is zero, and returns where that
// begins and the integer part.
func fillFraction(buf []byte, v uint64, digits int) (int, uint64) {
	w := len(buf)
	begun := false
	for i := 0; i < digits; i++ {
		digit := byte(v % 10)
		v /= 10
		if begun = begun || digit != 0; begun {
			w--
			buf[w] = '0' + digit
		}
	}
	if begun {
		w--
		buf[w] = '.'
	}
	return w, v
}

func fillInt(buf []byte, v uint64) int {
	w := len(buf)
	for {
		w--
		buf[w] = byte('0' + v%10)
		if v /= 10; v == 0 {
			return w
		}
	}
}

// ParseDuration understands sums of decimal numbers with units, like "300ms", "-1.5h" or "2h45m". Units are "ns", "us" (or
// "µs"), "ms", "s", "m" and "h".
func ParseDuration(s string) (Duration, error) {
	whole := s
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return 0, invalidDuration(whole)
	}
	var total uint64
	for s != "" {
		part, rest, err := parsePart(s, whole)
		if err != nil {
			return 0, err
		}
		if total += part; total > 1<<63 {
			return 0, invalidDuration(whole)
		}
		s = rest
	}
	if negative {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return 0, invalidDuration(whole)
	}
	return Duration(total), nil
}

func invalidDuration(s string) error { return errors.New("time: invalid duration " + quote(s)) }

// parsePart reads one number with its unit.
func parsePart(s, whole string) (value uint64, rest string, err error) {
	n := digitCount(s)
	v, ok := atou(s[:n])
	if !ok {
		return 0, "", invalidDuration(whole)
	}
	s = s[n:]
	var fraction uint64
	scale := 1.0
	if s != "" && s[0] == '.' {
		m := digitCount(s[1:])
		if n == 0 && m == 0 {
			return 0, "", invalidDuration(whole)
		}
		fraction, scale = leadingFraction(s[1 : 1+m])
		s = s[1+m:]
	} else if n == 0 {
		return 0, "", invalidDuration(whole)
	}
	i := 0
	for i < len(s) && s[i] != '.' && (s[i] < '0' || s[i] > '9') {
		i++
	}
	if i == 0 {
		return 0, "", errors.New("time: missing unit in duration " + quote(whole))
	}
	unit := unitOf(s[:i])
	if unit == 0 {
		return 0, "", errors.New("time: unknown unit " + quote(s[:i]) + " in duration " + quote(whole))
	}
	if v > 1<<63/unit {
		return 0, "", invalidDuration(whole)
	}
	v *= unit
	if fraction > 0 {
		// The rounding of this product is visible in the last digit.
		v += uint64(float64(fraction) * (float64(unit) / scale))
		if v > 1<<63 {
			return 0, "", invalidDuration(whole)
		}
	}
	return v, s[i:], nil
}

func digitCount(s string) int {
	i := 0
	for i < len(s) && '0' <= s[i] && s[i] <= '9' {
		i++
	}
	return i
}

// atou returns the value of digits, which may be up to 1<<63.
func atou(s string) (v uint64, ok bool) {
	for i := 0; i < len(s); i++ {
		if v > 1<<63/10 {
			return 0, false
		}
		if v = v*10 + uint64(s[i]-'0'); v > 1<<63 {
			return 0, false
		}
	}
	return v, true
}

// leadingFraction returns the value of as many digits as fit, and 10 to the power of their number.
func leadingFraction(s string) (v uint64, scale float64) {
	scale = 1
	for i := 0; i < len(s) && v <= (1<<63-1)/10; i++ {
		next := v*10 + uint64(s[i]-'0')
		if next > 1<<63 {
			break
		}
		v = next
		scale *= 10
	}
	return v, scale
}

func unitOf(s string) uint64 {
	switch s {
	case "ns":
		return uint64(Nanosecond)
	case "us", "µs", "μs": // micro sign and Greek letter mu
		return uint64(Microsecond)
	case "ms":
		return uint64(Millisecond)
	case "s":
		return uint64(Second)
	case "m":
		return uint64(Minute)
	case "h":
		return uint64(Hour)
	}
	return 0
}

// quote puts s in quotes. Control characters, quotes, backslashes and whatever is not ASCII are escaped byte by byte.
func quote(s string) string {
	const hex = "0123456789abcdef"
	buf := make([]byte, 1, len(s)+2)
	buf[0] = '"'
	for i, c := range s {
		if c < ' ' || c >= 0x80 {
			width := 1
			if c == 0xFFFD {
				if i+2 < len(s) && s[i:i+3] == "\uFFFD" {
					width = 3
				}
			} else {
				width = len(string(c))
			}
			for j := 0; j < width; j++ {
				buf = append(buf, '\\', 'x', hex[s[i+j]>>4], hex[s[i+j]&15])
			}
			continue
		}
		if c == '"' || c == '\\' {
			buf = append(buf, '\\')
		}
		buf = append(buf, byte(c))
	}
	return string(append(buf, '"'))
}
