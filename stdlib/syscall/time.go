// Times and clocks.
package syscall

import "unsafe"

// Unix returns ts as seconds and nanoseconds.
func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }

// Unix returns tv as seconds and nanoseconds.
func (tv *Timeval) Unix() (sec int64, nsec int64) { return tv.Sec, tv.Usec * 1000 }

// Nano returns ts in nanoseconds.
func (ts *Timespec) Nano() int64 { return ts.Sec*1e9 + ts.Nsec }

// Nano returns tv in nanoseconds.
func (tv *Timeval) Nano() int64 { return tv.Sec*1e9 + tv.Usec*1000 }

// TimespecToNsec returns ts in nanoseconds.
func TimespecToNsec(ts Timespec) int64 { return ts.Nano() }

// TimevalToNsec returns tv in nanoseconds.
func TimevalToNsec(tv Timeval) int64 { return tv.Nano() }

// NsecToTimespec splits nanoseconds.
func NsecToTimespec(nsec int64) Timespec {
	sec, nsec := split(nsec)
	return Timespec{Sec: sec, Nsec: nsec}
}

// NsecToTimeval splits nanoseconds, rounded up to microseconds.
func NsecToTimeval(nsec int64) Timeval {
	sec, nsec := split(nsec + 999)
	return Timeval{Sec: sec, Usec: nsec / 1000}
}

// split divides nanoseconds so that the rest is not negative.
func split(nsec int64) (sec, rest int64) {
	sec, rest = nsec/1e9, nsec%1e9
	if rest < 0 {
		rest += 1e9
		sec--
	}
	return sec, rest
}

// Time returns the time in seconds, and stores it in t unless that is nil.
func Time(t *Time_t) (tt Time_t, err error) {
	var tv Timeval
	if err = Gettimeofday(&tv); err != nil {
		return 0, err
	}
	if t != nil {
		*t = Time_t(tv.Sec)
	}
	return Time_t(tv.Sec), nil
}

// Time_t is a time in seconds.
type Time_t int64

// Gettimeofday stores the time in tv.
func Gettimeofday(tv *Timeval) error {
	_, err := ptr1(SYS_GETTIMEOFDAY, unsafe.Pointer(tv), 0, 0)
	return err
}

// Settimeofday sets the system's time.
func Settimeofday(tv *Timeval) error {
	_, err := ptr1(SYS_SETTIMEOFDAY, unsafe.Pointer(tv), 0, 0)
	return err
}

// Adjtimex reads or adjusts the clock.
func Adjtimex(buf *Timex) (state int, err error) {
	return ptr1(SYS_ADJTIMEX, unsafe.Pointer(buf), 0, 0)
}

// Times stores the processor times of the process and its children.
func Times(tms *Tms) (ticks uintptr, err error) {
	n, err := ptr1(SYS_TIMES, unsafe.Pointer(tms), 0, 0)
	return uintptr(n), err
}

// Nanosleep waits; what is left after an interruption goes to leftover.
func Nanosleep(time *Timespec, leftover *Timespec) error {
	_, err := ptr12(SYS_NANOSLEEP, unsafe.Pointer(time), unsafe.Pointer(leftover), 0, 0, 0)
	return err
}
