// Times from text.
package time

import "errors"

// ParseError tells where a text does not fit its layout, or what is wrong with the time in it.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

// Error returns the message.
func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) +
		": cannot parse " + quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

// Parse reads a time that is written as the layout shows. What the layout lacks is zero, or January 1; without a zone the time
// is UTC. An offset or abbreviation that the local zone uses at that time gives a local time, others a location of their own.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is Parse with loc in the place of both UTC and the local zone.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

// parser holds what has been read so far. Numbers are -1 until they occur, where zero is not what is assumed then.
type parser struct {
	value string // what is left

	year, month, day, yearDay  int
	hour, minute, second, nsec int
	pm, am                     bool
	isUTC                      bool
	offset                     int // -1: none. An offset of -1 s is lost by this, as it is for gc.
	zone                       string
	outOfRange                 string // name of an element whose value is impossible
}

func parse(layout, value string, assumed, local *Location) (Time, error) {
	if layout == RFC3339 || layout == RFC3339Nano {
		if t, ok := parseRFC3339(value, local); ok {
			return t, nil
		}
	}
	p := parser{value: value, month: -1, day: -1, yearDay: -1, offset: -1}
	fail := func(layoutElem, valueElem, message string) (Time, error) {
		return Time{}, &ParseError{copyOf(layout), copyOf(value), layoutElem, copyOf(valueElem), message}
	}
	for rest := layout; ; {
		before, e, after := nextElement(rest)
		if !p.literal(before) {
			return fail(before, p.value, "")
		}
		if e == noElement {
			break
		}
		text := rest[len(before) : len(rest)-len(after)]
		rest = after
		start := p.value
		ok := p.element(e, rest)
		if p.outOfRange != "" {
			return fail(text, p.value, ": "+p.outOfRange+" out of range")
		}
		if !ok {
			return fail(text, start, "")
		}
	}
	if p.value != "" {
		return fail("", p.value, ": extra text: "+quote(p.value))
	}
	if message := p.complete(); message != "" {
		return fail("", p.value, message)
	}
	return p.result(assumed, local), nil
}

// copyOf keeps an error from holding on to a text that is part of a large one.
func copyOf(s string) string { return string([]byte(s)) }

// literal takes off the text between elements; runs of spaces match others, and none at the end.
func (p *parser) literal(text string) bool {
	for text != "" {
		if text[0] == ' ' {
			if p.value != "" && p.value[0] != ' ' {
				return false
			}
			text = withoutSpaces(text)
			p.value = withoutSpaces(p.value)
			continue
		}
		if p.value == "" || p.value[0] != text[0] {
			return false
		}
		text, p.value = text[1:], p.value[1:]
	}
	return true
}

func withoutSpaces(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

// element reads one element; rest is the layout after it.
func (p *parser) element(e element, rest string) bool {
	switch e.kind() {
	case shortYear:
		return p.shortYear()
	case longYear:
		return p.longYear()
	case longMonth, shortMonth:
		m, ok := p.name(monthNames, monthEnds, e == shortMonth)
		p.month = m + 1
		return ok
	case numMonth, zeroMonth:
		ok := p.number(&p.month, 2, e == zeroMonth)
		if ok && (p.month < 1 || p.month > 12) {
			p.outOfRange = "month"
		}
		return ok
	case longWeekday, shortWeekday: // only checked for being one
		_, ok := p.name(dayNames, dayEnds, e == shortWeekday)
		return ok
	case day, spaceDay, zeroDay:
		if e == spaceDay && p.value != "" && p.value[0] == ' ' {
			p.value = p.value[1:]
		}
		return p.number(&p.day, 2, e == zeroDay)
	case spaceYearDay, zeroYearDay:
		for i := 0; i < 2 && e == spaceYearDay && p.value != "" && p.value[0] == ' '; i++ {
			p.value = p.value[1:]
		}
		return p.number(&p.yearDay, 3, e == zeroYearDay)
	case hour24:
		return p.inRange(&p.hour, false, 23, "hour")
	case hour12, zeroHour12:
		return p.inRange(&p.hour, e == zeroHour12, 12, "hour")
	case minute, zeroMinute:
		return p.inRange(&p.minute, e == zeroMinute, 59, "minute")
	case second, zeroSecond:
		ok := p.inRange(&p.second, e == zeroSecond, 59, "second")
		if ok && p.outOfRange == "" {
			p.unaskedFraction(rest)
		}
		return ok
	case upperPM:
		return p.half("AM", "PM")
	case lowerPM:
		return p.half("am", "pm")
	case zoneOffset:
		return p.zoneOffset(e)
	case zoneName:
		return p.zoneName()
	case fractionZeros:
		n := 1 + e.digits()
		if len(p.value) < n {
			return false
		}
		ok := p.fraction(n)
		p.value = p.value[n:]
		return ok
	}
	p.optionalFraction()
	return true
}

// number reads up to width digits, or exactly that many.
func (p *parser) number(v *int, width int, exactly bool) bool {
	n := 0
	for n < width && isDigit(p.value, n) {
		n++
	}
	if n == 0 || exactly && n != width {
		*v = 0
		return false
	}
	*v, _ = atoi(p.value[:n])
	p.value = p.value[n:]
	return true
}

func (p *parser) inRange(v *int, exactly bool, max int, name string) bool {
	ok := p.number(v, 2, exactly)
	if *v > max {
		p.outOfRange = name
	}
	return ok
}

// atoi reads a number that may have a sign.
func atoi(s string) (v int, ok bool) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "" || digitCount(s) != len(s) {
		return 0, false
	}
	u, ok := atou(s)
	v = int(u)
	if negative {
		v = -v
	}
	return v, ok
}

func (p *parser) shortYear() bool {
	if len(p.value) < 2 {
		return false
	}
	y, ok := atoi(p.value[:2])
	if !ok {
		return false
	}
	if y >= 69 { // 1970 begins in 1969 in some zones
		y += 1900
	} else {
		y += 2000
	}
	p.year, p.value = y, p.value[2:]
	return true
}

func (p *parser) longYear() bool {
	if len(p.value) < 4 || !isDigit(p.value, 0) {
		return false
	}
	y, ok := atoi(p.value[:4])
	p.year, p.value = y, p.value[4:]
	return ok
}

// name reads one of the names between ends, of which only three letters count if short is set. Letters match in both cases.
func (p *parser) name(names, ends string, short bool) (int, bool) {
	for i := 0; i+1 < len(ends); i++ {
		name := names[ends[i]:ends[i+1]]
		if short {
			name = name[:3]
		}
		if len(p.value) >= len(name) && sameLetters(p.value[:len(name)], name) {
			p.value = p.value[len(name):]
			return i, true
		}
	}
	return -1, false
}

func sameLetters(a, b string) bool {
	for i := 0; i < len(a); i++ {
		x, y := a[i], b[i]
		if x != y {
			x, y = x|0x20, y|0x20
			if x != y || x < 'a' || x > 'z' {
				return false
			}
		}
	}
	return true
}

func (p *parser) half(am, pm string) bool {
	if len(p.value) < 2 {
		return false
	}
	text := p.value[:2]
	p.value = p.value[2:]
	switch text {
	case pm:
		p.pm = true
	case am:
		p.am = true
	default:
		return false
	}
	return true
}

func isSeparator(c byte) bool { return c == '.' || c == ',' }

// unaskedFraction reads a fraction after seconds that the layout does not mention.
func (p *parser) unaskedFraction(rest string) {
	if len(p.value) < 2 || !isSeparator(p.value[0]) || !isDigit(p.value, 1) {
		return
	}
	if _, e, _ := nextElement(rest); e.kind() == fractionZeros || e.kind() == fractionNines {
		return
	}
	p.optionalFraction()
}

func (p *parser) optionalFraction() {
	if len(p.value) < 2 || !isSeparator(p.value[0]) {
		return
	}
	n := digitCount(p.value[1:])
	if n > 0 {
		p.fraction(1 + n)
		p.value = p.value[1+n:]
	}
}

// fraction takes the nanoseconds from the first n bytes, a separator and digits; what is finer is cut off.
func (p *parser) fraction(n int) bool {
	if !isSeparator(p.value[0]) {
		return false
	}
	if n > 10 {
		n = 10
	}
	ns, ok := atoi(p.value[1:n])
	if !ok {
		return false
	}
	if ns < 0 {
		p.outOfRange = "fractional second"
		return true
	}
	for ; n < 10; n++ {
		ns *= 10
	}
	p.nsec = ns
	return true
}

func (p *parser) zoneOffset(e element) bool {
	if e&offsetZ != 0 && p.value != "" && p.value[0] == 'Z' && e&offsetSeconds == 0 {
		p.value = p.value[1:]
		p.isUTC = true
		return true
	}
	s := p.value
	// Positions of minutes and seconds, and the length of the whole.
	minutes, seconds := 3, 5
	if e&offsetColons != 0 {
		minutes, seconds = 4, 7
	}
	n := 3
	if e&offsetMinutes != 0 {
		n = minutes + 2
	}
	if e&offsetSeconds != 0 {
		n = seconds + 2
	}
	if len(s) < n || e&offsetColons != 0 && (s[3] != ':' || e&offsetSeconds != 0 && s[6] != ':') {
		return false
	}
	p.value = s[n:]
	h, ok := twoDigits(s[1:])
	m, sec := 0, 0
	if ok && e&offsetMinutes != 0 {
		m, ok = twoDigits(s[minutes:])
	}
	if ok && e&offsetSeconds != 0 {
		sec, ok = twoDigits(s[seconds:])
	}
	// Offsets of 24 hours, 60 minutes or 60 seconds do occur.
	switch {
	case sec > 60:
		p.outOfRange = "time zone offset second"
	case m > 60:
		p.outOfRange = "time zone offset minute"
	case h > 24:
		p.outOfRange = "time zone offset hour"
	}
	p.offset = (h*60+m)*60 + sec
	switch s[0] {
	case '+':
	case '-':
		p.offset = -p.offset
	default:
		return false
	}
	return ok
}

func twoDigits(s string) (int, bool) {
	if !isDigit(s, 0) || !isDigit(s, 1) {
		return 0, false
	}
	return int(s[0]-'0')*10 + int(s[1]-'0'), true
}

func (p *parser) zoneName() bool {
	if hasPrefix(p.value, "UTC") {
		p.isUTC = true
		p.value = p.value[3:]
		return true
	}
	n := abbreviation(p.value)
	p.zone, p.value = p.value[:n], p.value[n:]
	return n > 0
}

// abbreviation returns the length of the zone abbreviation that s begins with, 0 if it does not look like one.
func abbreviation(s string) int {
	if len(s) < 3 {
		return 0
	}
	if hasPrefix(s, "ChST") || hasPrefix(s, "MeST") { // the only ones with a small letter
		return 4
	}
	if hasPrefix(s, "GMT") { // may have an offset
		return 3 + hourOffset(s[3:])
	}
	if s[0] == '+' || s[0] == '-' { // some zones have no name
		return hourOffset(s)
	}
	letters := 0
	for letters < len(s) && letters < 6 && 'A' <= s[letters] && s[letters] <= 'Z' {
		letters++
	}
	switch {
	case letters == 3, (letters == 4 || letters == 5) && s[letters-1] == 'T', letters == 4 && s[:4] == "WITA":
		return letters
	}
	return 0
}

// hourOffset returns the length of a signed number up to 23 at the beginning of s.
func hourOffset(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	n := digitCount(s[1:])
	if v, ok := atou(s[1 : 1+n]); n == 0 || !ok || v > 23 {
		return 0
	}
	return 1 + n
}

// complete settles hour and date, and returns what is wrong with them.
func (p *parser) complete() string {
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if p.yearDay >= 0 {
		days := 365
		if isLeap(p.year) {
			days++
		}
		if p.yearDay < 1 || p.yearDay > days {
			return ": day-of-year out of range"
		}
		_, m, d := civil(yearDays(p.year) + uint64(p.yearDay-1))
		if p.month >= 0 && p.month != int(m) {
			return ": day-of-year does not match month"
		}
		if p.day >= 0 && p.day != d {
			return ": day-of-year does not match day"
		}
		p.month, p.day = int(m), d
	}
	if p.month < 0 {
		p.month = int(January)
	}
	if p.day < 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(Month(p.month), p.year) {
		return ": day out of range"
	}
	return ""
}

func (p *parser) date(loc *Location) Time {
	return Date(p.year, Month(p.month), p.day, p.hour, p.minute, p.second, p.nsec, loc)
}

func (p *parser) result(assumed, local *Location) Time {
	switch {
	case p.isUTC:
		return p.date(UTC)
	case p.offset != -1:
		t := p.date(UTC)
		t.addSec(-int64(p.offset))
		t.setOffset(p.offset, p.zone, local)
		return t
	case p.zone != "":
		t := p.date(UTC)
		if offset, ok := local.offsetOf(p.zone, t.unixSec()); ok {
			t.addSec(-int64(offset))
			t.setLoc(local)
			return t
		}
		offset := 0 // unknown
		if len(p.zone) > 3 && p.zone[:3] == "GMT" {
			offset, _ = atoi(p.zone[3:])
			offset *= secondsPerHour
		}
		t.setLoc(FixedZone(copyOf(p.zone), offset))
		return t
	}
	return p.date(assumed)
}

// setOffset shows t in local if that has the offset (and name, if there is one) then, else in a location of its own.
func (t *Time) setOffset(offset int, zone string, local *Location) {
	name, there, _, _, _ := local.lookup(t.unixSec())
	if there == offset && (zone == "" || name == zone) {
		t.setLoc(local)
	} else {
		t.setLoc(FixedZone(copyOf(zone), offset))
	}
}

// parseRFC3339 reads the most common form without a look at its layout. It knows no errors: what it does not understand is left
// to the general way.
func parseRFC3339(s string, local *Location) (t Time, ok bool) {
	const fixed = len("2006-01-02T15:04:05")
	if len(s) <= fixed || s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':' {
		return Time{}, false
	}
	ok = true
	field := func(at, min, max int) int {
		v, digits := twoDigits(s[at:])
		ok = ok && digits && min <= v && v <= max
		return v
	}
	year := field(0, 0, 99)*100 + field(2, 0, 99)
	month := Month(field(5, 1, 12))
	day := field(8, 1, 31)
	hour, min, sec := field(11, 0, 23), field(14, 0, 59), field(17, 0, 59)
	if !ok || day > daysIn(month, year) {
		return Time{}, false
	}
	rest := s[fixed:]
	nsec := 0
	if rest[0] == '.' && isDigit(rest, 1) {
		n := digitCount(rest[1:])
		for i := 1; i <= 9; i++ {
			nsec *= 10
			if i <= n {
				nsec += int(rest[i] - '0')
			}
		}
		rest = rest[1+n:]
	}
	t = Date(year, month, day, hour, min, sec, nsec, UTC)
	if rest == "Z" {
		return t, true
	}
	if len(rest) != len("-07:00") || rest[0] != '+' && rest[0] != '-' || rest[3] != ':' {
		return Time{}, false
	}
	at := len(s) - len("07:00")
	offset := (field(at, 0, 23)*60 + field(at+3, 0, 59)) * 60
	if !ok {
		return Time{}, false
	}
	if rest[0] == '-' {
		offset = -offset
	}
	t.addSec(-int64(offset))
	t.setOffset(offset, "", local)
	return t, true
}

// Encodings. JSON and text use RFC 3339's form with as many digits as needed.

// MarshalJSON returns t as a quoted text.
func (t Time) MarshalJSON() ([]byte, error) {
	b := append(make([]byte, 0, len(RFC3339Nano)+2), '"')
	b, err := t.appendStrict(b)
	if err != nil {
		return nil, errors.New("Time.MarshalJSON: " + err.Error())
	}
	return append(b, '"'), nil
}

// UnmarshalJSON is the reverse of MarshalJSON; null changes nothing.
func (t *Time) UnmarshalJSON(data []byte) error {
	if string(data) == "null" {
		return nil
	}
	if len(data) < 2 || data[0] != '"' || data[len(data)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	return t.UnmarshalText(data[1 : len(data)-1])
}

// MarshalText returns t as a text.
func (t Time) MarshalText() ([]byte, error) {
	b, err := t.appendStrict(make([]byte, 0, len(RFC3339Nano)))
	if err != nil {
		return nil, errors.New("Time.MarshalText: " + err.Error())
	}
	return b, nil
}

// UnmarshalText is the reverse of MarshalText.
func (t *Time) UnmarshalText(data []byte) error {
	var err error
	*t, err = Parse(RFC3339, string(data))
	return err
}

// The binary form: a version, then big-endian seconds since year 1 (8 bytes), nanoseconds (4), minutes of the offset (2, -1 for
// UTC), and in version 2 its seconds (1).

// MarshalBinary returns t in binary form.
func (t Time) MarshalBinary() ([]byte, error) {
	offset, seconds, version := int16(-1), int8(0), byte(1)
	if t.Location() != UTC {
		_, east := t.Zone()
		if east%60 != 0 {
			version = 2
			seconds = int8(east % 60)
		}
		east /= 60
		if east < -1<<15 || east == -1 || east > 1<<15-1 {
			return nil, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
		offset = int16(east)
	}
	b := append(make([]byte, 0, 16), version)
	sec, nsec := t.sec(), t.nsec()
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(sec>>uint(shift)))
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b = append(b, byte(nsec>>uint(shift)))
	}
	b = append(b, byte(offset>>8), byte(offset))
	if version == 2 {
		b = append(b, byte(seconds))
	}
	return b, nil
}

// UnmarshalBinary is the reverse of MarshalBinary.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	want := 15
	switch data[0] {
	case 1:
	case 2:
		want++
	default:
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	offset := int(int16(data[13])<<8|int16(data[14])) * 60
	if data[0] == 2 {
		offset += int(data[15])
	}
	*t = Time{wall: uint64(big32(data[9:])), ext: big64(data[1:])}
	if offset == -1*60 {
		t.setLoc(&utcLoc)
	} else {
		t.setOffset(offset, "", Local)
	}
	return nil
}

// GobEncode returns t in binary form.
func (t Time) GobEncode() ([]byte, error) { return t.MarshalBinary() }

// GobDecode is the reverse of GobEncode.
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }
