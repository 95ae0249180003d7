// run
// env: TZ=America/New_York
// Times and durations as text and back, zones, calendar.
package main

import (
	"fmt"
	"time"
)

var layouts = []string{time.Layout, time.ANSIC, time.UnixDate, time.RubyDate, time.RFC822, time.RFC822Z, time.RFC850, time.RFC1123,
	time.RFC1123Z, time.RFC3339, time.RFC3339Nano, time.Kitchen, time.Stamp, time.StampMilli, time.StampNano,
	"2006 06 01 1 Jan January 02 2 _2 002 __2 Mon Monday 15 3 03 4 04 5 05 PM pm MST", "Z0700 Z07:00 Z07 -07 -070000 Z07:00:00",
	".000 .999 ,000 ,9 .0", "Janu Mond _2006", ""}

func main() {
	berlin, err := time.LoadLocation("Europe/Berlin")
	fmt.Println(berlin, err)
	_, err = time.LoadLocation("Nowhere/City")
	fmt.Println(err)
	_, err = time.LoadLocation("../etc")
	fmt.Println(err)
	times := []time.Time{
		{},
		time.Unix(0, 0),
		time.Unix(1e9, 123456789).UTC(),
		time.Date(2024, 2, 29, 23, 59, 59, 5e8, berlin),
		time.Date(2024, 3, 31, 2, 30, 0, 0, berlin),
		time.Date(2024, 10, 27, 2, 30, 0, 0, berlin),
		time.Date(2100, 7, 1, 0, 0, 0, 1000, time.Local),
		time.Date(-44, 3, 15, 12, 0, 0, 0, time.UTC),
		time.Date(2023, 14, 35, 25, 61, 61, -1, time.FixedZone("", 5*3600+1800)),
		time.Date(12345, 1, 1, 0, 0, 0, 0, time.FixedZone("X", -30)),
	}
	for _, t := range times {
		fmt.Println(t)
		fmt.Printf("%#v\n", t)
		for _, l := range layouts {
			fmt.Printf("%q ", t.Format(l))
		}
		y, w := t.ISOWeek()
		name, offset := t.Zone()
		start, end := t.ZoneBounds()
		fmt.Println(y, w, t.YearDay(), t.Weekday(), t.Unix(), t.UnixNano(), t.IsDST(), name, offset, start, end)
		fmt.Println(t.AddDate(1, -13, 40), t.Add(-time.Hour), t.Truncate(7*time.Minute), t.Round(time.Hour), t.Sub(times[2]))
		j, err := t.MarshalJSON()
		fmt.Println(string(j), err)
		b, err := t.MarshalBinary()
		fmt.Println(b, err)
	}
	for _, c := range [][2]string{
		{time.RFC3339, "2024-02-30T00:00:00Z"}, {time.RFC3339, "2024-02-29T00:00:00.5+01:00"}, {time.RFC3339, "2024-02-29 00:00:00Z"},
		{time.ANSIC, "Mon Jan  2 15:04:05 2006"}, {time.UnixDate, "Mon Jan  2 15:04:05 EDT 2006"}, {time.RFC1123, "Tue, 10 Nov 2009 23:00:00 XYZ"},
		{time.Kitchen, "3:04AM"}, {time.Kitchen, "13:04AM"}, {"2006-002", "2024-366"}, {"2006-002", "2023-366"}, {"15:04:05", "12:34:56.789"},
		{"15:04:05", "12:34:60"}, {"Jan _2 06", "feb 30 69"}, {"2006-01-02", "2006-01-02x"}, {"-0700", "+0130"}, {"MST", "GMT+3"}, {"MST", "lower"},
		{"02 Jan 2006 (MST)", "31 Dec 1999 (UTC)"}, {"2006", "é"}, {"03PM", "12AM"}, {"03PM", "12PM"},
	} {
		t, err := time.Parse(c[0], c[1])
		fmt.Println(t, err)
	}
	t, err := time.ParseInLocation("2006-01-02 15:04", "2024-07-01 12:00", berlin)
	fmt.Println(t, err, t.Equal(t.UTC()), t == t.UTC(), t.In(time.Local))
	for _, d := range []time.Duration{0, 1, 1100, 2200000, 3300000000, 90 * time.Minute, -time.Hour, 1<<63 - 1, -1 << 63, 1500 * time.Microsecond} {
		fmt.Println(d, d.Hours(), d.Minutes(), d.Seconds(), d.Milliseconds(), d.Round(time.Second), d.Truncate(time.Minute), d.Abs())
	}
	for _, s := range []string{"1h2m3.5s", "-1.5h", "10", "", "1x", "3000000h", ".5s", "1.s", "+5us", "9223372036854775807ns", "9223372036854775808ns", "1h1", "é"} {
		d, err := time.ParseDuration(s)
		fmt.Println(d, err)
	}
	fmt.Println(time.Month(13), time.Weekday(-1), time.UTC, time.Local, time.UnixMilli(-1).UTC(), time.UnixMicro(1).UTC())
}
