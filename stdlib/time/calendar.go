// The calendar: dates of instants and instants of dates, in the Gregorian calendar for all years.
package time

// Month is a month of the year, January is 1.
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

const monthNames = "JanuaryFebruaryMarchAprilMayJuneJulyAugustSeptemberOctoberNovemberDecember"

// monthEnds are offsets in monthNames.
const monthEnds = "\x00\x07\x0f\x14\x19\x1c\x20\x24\x2a\x33\x3a\x42\x4a"

// String returns the English name.
func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[monthEnds[m-1]:monthEnds[m]]
	}
	return outOfRange("%!Month(", uint64(m))
}

func outOfRange(prefix string, v uint64) string {
	var buf [20]byte
	return prefix + string(buf[fillInt(buf[:], v):]) + ")"
}

// Weekday is a day of the week, Sunday is 0.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

const dayNames = "SundayMondayTuesdayWednesdayThursdayFridaySaturday"
const dayEnds = "\x00\x06\x0c\x13\x1c\x24\x2a\x32"

// String returns the English name.
func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[dayEnds[d]:dayEnds[d+1]]
	}
	return outOfRange("%!Weekday(", uint64(d))
}

// Absolute seconds count from the start of a year so early that no Time is before it, and which begins a cycle of 400 years
// as the year 1 does. All calendar arithmetic is done with them, without signs.
const (
	absoluteYear = -292277022399

	daysPer400Years = 365*400 + 97
)

// daysToMarch is the number of days from March 1 to the end of the year.
const daysToMarch = 306

func (t Time) abs() uint64 {
	sec := t.unixSec()
	if l := t.loc; l != nil {
		if l == &localLoc {
			l = l.get()
		}
		_, offset, _, _, _ := l.lookup(sec)
		sec += int64(offset)
	}
	return absolute(sec)
}

// absolute converts seconds since 1970.
func absolute(unix int64) uint64 { return uint64(unix + (unixEpoch + internalToAbsolute)) }

// Seconds from the absolute year to year 1.
const internalToAbsolute = (1 - absoluteYear) / 400 * daysPer400Years * secondsPerDay

// civil returns the date of a day, counted from the start of the absolute year.
func civil(days uint64) (year int, month Month, day int) {
	// Count from a March 1: then leap days are at the end of years, and months have a regular pattern.
	days += daysToMarch
	cycle := days / daysPer400Years
	d := days % daysPer400Years
	y := (d - d/1460 + d/36524 - d/146096) / 365
	d -= 365*y + y/4 - y/100
	m := (5*d + 2) / 153
	day = int(d - (153*m+2)/5 + 1)
	year = int(int64(cycle*400+y)) + absoluteYear - 1
	if m < 10 {
		return year, Month(m + 3), day
	}
	return year + 1, Month(m - 9), day
}

// yearDays returns the number of days from the start of the absolute year to that of another.
func yearDays(year int) uint64 {
	y := uint64(int64(year) - absoluteYear)
	return y*365 + y/4 - y/100 + y/400
}

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

// daysBeforeMonth is for years without a leap day.
func daysBeforeMonth(m Month) int {
	if m <= February {
		return 31 * int(m-1)
	}
	return (153*int(m-3)+2)/5 + 59
}

func daysIn(m Month, year int) int {
	switch m {
	case February:
		if isLeap(year) {
			return 29
		}
		return 28
	case April, June, September, November:
		return 30
	}
	return 31
}

func weekdayOf(abs uint64) Weekday {
	return Weekday((abs/secondsPerDay + uint64(Monday)) % 7) // the absolute year begins on a Monday
}

// Date returns the year, month and day of t.
func (t Time) Date() (year int, month Month, day int) { return civil(t.abs() / secondsPerDay) }

// Year returns the year of t.
func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}

// Month returns the month of t.
func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}

// Day returns the day of the month of t.
func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}

// Weekday returns the day of the week of t.
func (t Time) Weekday() Weekday { return weekdayOf(t.abs()) }

// ISOWeek returns the year and number of the week of t: weeks begin on Monday, and belong to the year of their Thursday.
func (t Time) ISOWeek() (year, week int) {
	days := t.abs() / secondsPerDay
	thursday := days + 3 - days%7 // days%7 is 0 on Mondays
	year, _, _ = civil(thursday)
	return year, int(thursday-yearDays(year))/7 + 1
}

// YearDay returns the day of the year of t, from 1 on.
func (t Time) YearDay() int {
	days := t.abs() / secondsPerDay
	year, _, _ := civil(days)
	return int(days-yearDays(year)) + 1
}

// Clock returns the hour, minute and second of t.
func (t Time) Clock() (hour, min, sec int) { return clock(t.abs()) }

func clock(abs uint64) (hour, min, sec int) {
	sec = int(abs % secondsPerDay)
	hour = sec / secondsPerHour
	sec -= hour * secondsPerHour
	min = sec / secondsPerMinute
	return hour, min, sec - min*secondsPerMinute
}

// Hour returns the hour of t.
func (t Time) Hour() int { return int(t.abs()%secondsPerDay) / secondsPerHour }

// Minute returns the minute of t.
func (t Time) Minute() int { return int(t.abs()%secondsPerHour) / secondsPerMinute }

// Second returns the second of t.
func (t Time) Second() int { return int(t.abs() % secondsPerMinute) }

// Nanosecond returns the nanoseconds of t within its second.
func (t Time) Nanosecond() int { return int(t.nsec()) }

// carry moves what is too much in low, a digit of the given base, to high.
func carry(high, low, base int) (int, int) {
	if low < 0 {
		n := (-low-1)/base + 1
		high -= n
		low += n * base
	}
	if low >= base {
		n := low / base
		high += n
		low -= n * base
	}
	return high, low
}

// Date returns the Time of a date and clock time in loc. Values outside of their usual ranges are normalized: October 32 is
// November 1. For a clock time that occurs twice or never, when the offset changes, one of the two offsets is used.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	m := int(month) - 1
	year, m = carry(year, m, 12)
	month = Month(m) + 1
	sec, nsec = carry(sec, nsec, 1e9)
	min, sec = carry(min, sec, 60)
	hour, min = carry(hour, min, 60)
	day, hour = carry(day, hour, 24)

	d := yearDays(year) + uint64(daysBeforeMonth(month))
	if isLeap(year) && month >= March {
		d++
	}
	d += uint64(day - 1)
	abs := d*secondsPerDay + uint64(hour*secondsPerHour+min*secondsPerMinute+sec)
	unix := int64(abs) - (unixEpoch + internalToAbsolute)

	// The offset depends on the instant that is looked for: begin with that of the same time in UTC, and if the result lies
	// on the other side of a change, take the other offset.
	if loc != &utcLoc {
		_, offset, start, end, _ := loc.get().lookup(unix)
		if offset != 0 {
			utc := unix - int64(offset)
			if utc < start || utc >= end {
				_, offset, _, _, _ = loc.get().lookup(utc)
			}
			unix -= int64(offset)
		}
	}
	t := unixTime(unix, int32(nsec))
	t.setLoc(loc)
	return t
}
