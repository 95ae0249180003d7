// The rules of the variable TZ (POSIX), which zone files end with: "CET-1CEST,M3.5.0,M10.5.0/3".
package time

// ruleReader takes parts off the front of a rule.
type ruleReader struct {
	s      string
	failed bool
}

func (r *ruleReader) next() byte {
	if r.s == "" {
		return 0
	}
	return r.s[0]
}

// accept takes c off if it comes next.
func (r *ruleReader) accept(c byte) bool {
	if r.next() != c || c == 0 {
		return false
	}
	r.s = r.s[1:]
	return true
}

func (r *ruleReader) expect(c byte) {
	if !r.accept(c) {
		r.failed = true
	}
}

// name reads an abbreviation: at least three letters, or anything in angle brackets.
func (r *ruleReader) name() string {
	if r.accept('<') {
		for i := 0; i < len(r.s); i++ {
			if r.s[i] == '>' {
				name := r.s[:i]
				r.s = r.s[i+1:]
				return name
			}
		}
		r.failed = true
		return ""
	}
	i := 0
	for i < len(r.s) && !ruleDelimiter(r.s[i]) {
		i++
	}
	if i < 3 {
		r.failed = true
		return ""
	}
	name := r.s[:i]
	r.s = r.s[i:]
	return name
}

func ruleDelimiter(c byte) bool { return '0' <= c && c <= '9' || c == ',' || c == '-' || c == '+' }

// number reads an unsigned number between min and max.
func (r *ruleReader) number(min, max int) int {
	n := digitCount(r.s)
	v := 0
	for i := 0; i < n && v <= max; i++ {
		v = v*10 + int(r.s[i]-'0')
	}
	if n == 0 || v < min || v > max {
		r.failed = true
		return 0
	}
	r.s = r.s[n:]
	return v
}

// seconds reads a time of the form [+-]hh[:mm[:ss]].
func (r *ruleReader) seconds() int {
	negative := r.accept('-')
	if !negative {
		r.accept('+')
	}
	v := r.number(0, 24*7) * secondsPerHour
	if r.accept(':') {
		v += r.number(0, 59) * secondsPerMinute
		if r.accept(':') {
			v += r.number(0, 59)
		}
	}
	if negative {
		return -v
	}
	return v
}

// yearlyDate is when in each year the zone changes.
type yearlyDate struct {
	kind             byte // 'J': day 1 to 365 without leap days; 'D': day 0 to 365; 'M': weekday of the n-th week of a month
	day, week, month int
	at               int // seconds of the day
}

func (r *ruleReader) date() (d yearlyDate) {
	switch {
	case r.accept('J'):
		d.kind = 'J'
		d.day = r.number(1, 365)
	case r.accept('M'):
		d.kind = 'M'
		d.month = r.number(1, 12)
		r.expect('.')
		d.week = r.number(1, 5)
		r.expect('.')
		d.day = r.number(0, 6)
	default:
		d.kind = 'D'
		d.day = r.number(0, 365)
	}
	d.at = 2 * secondsPerHour
	if r.accept('/') {
		d.at = r.seconds()
	}
	return d
}

// inYear returns the change's time in seconds since the year began in UTC; offset holds before it.
func (d yearlyDate) inYear(year, offset int) int {
	day := 0
	switch d.kind {
	case 'J':
		day = d.day - 1
		if isLeap(year) && d.day >= 60 {
			day++
		}
	case 'D':
		day = d.day
	case 'M':
		month := Month(d.month)
		first := daysBeforeMonth(month)
		if isLeap(year) && month > February {
			first++
		}
		weekday := int((yearDays(year) + uint64(first) + uint64(Monday)) % 7)
		n := (d.day - weekday + 7) % 7 // day of the month, from 0 on
		for i := 1; i < d.week && n+7 < daysIn(month, year); i++ {
			n += 7
		}
		day = first + n
	}
	return day*secondsPerDay + d.at - offset
}

// spanByRule returns the zone that a rule gives for sec. lastChange is the end of what is known otherwise.
func spanByRule(rule string, lastChange, sec int64) (s span, ok bool) {
	r := &ruleReader{s: rule}
	std := zone{name: r.name()}
	std.offset = -r.seconds() // the rule counts westwards
	if r.failed {
		return s, false
	}
	if c := r.next(); c == 0 || c == ',' {
		return span{std, lastChange, omega}, true
	}
	dst := zone{name: r.name(), isDST: true}
	if c := r.next(); c == 0 || c == ',' {
		dst.offset = std.offset + secondsPerHour
	} else {
		dst.offset = -r.seconds()
	}
	if r.s == "" {
		r.s = ",M3.2.0,M11.1.0"
	}
	if !r.accept(',') {
		r.expect(';')
	}
	toDST := r.date()
	r.expect(',')
	toStd := r.date()
	if r.failed || r.s != "" {
		return s, false
	}

	days := absolute(sec) / secondsPerDay
	year, _, _ := civil(days)
	yearStart := int64(yearDays(year)*secondsPerDay) - (unixEpoch + internalToAbsolute)
	inYear := sec - yearStart
	start := int64(toDST.inYear(year, std.offset))
	end := int64(toStd.inYear(year, dst.offset))
	if end < start { // the southern hemisphere: summer time is at both ends of the year
		start, end = end, start
		std, dst = dst, std
	}
	// Only close to a change are these bounds those of the zone; that is where they matter.
	switch {
	case inYear < start:
		return span{std, yearStart, yearStart + start}, true
	case inYear >= end:
		return span{std, yearStart + end, yearStart + 365*secondsPerDay}, true
	}
	return span{dst, yearStart + start, yearStart + end}, true
}
