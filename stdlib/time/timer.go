// Timers and sleeping, over the scheduler's timers (runtime/sched/timer.h).
package time

import "unsafe"

// clockTimer is rt::Timer, followed by what the natives of this package add. It lies in Go memory; while it runs, the
// scheduler keeps it alive.
type clockTimer struct {
	when, period int64
	fire         uintptr
	owner        unsafe.Pointer
	heapOwner    bool
	index        int32
	order        uint64

	kind    int32
	runtime uintptr // rt::Runtime
	g       uintptr // who sleeps
	channel chan Time
	f       func()
	local   *Location // for the times that are sent
	start   int64     // startNano
}

// Kinds of timers: what happens when the time has come.
const (
	wakeSleeper = iota
	sendTime
	callFunc
)

// startTimer starts t, which is not running, at a reading of the monotonic clock.
func startTimer(t *clockTimer, when, period int64, kind int32)

// stopTimer stops t and reports whether it was running, or had sent a time that nobody has received.
func stopTimer(t *clockTimer) bool

// sleepUntil waits for a reading of the monotonic clock.
func sleepUntil(t *clockTimer, when int64)

// hideBuffer makes c look unbuffered (go1.23): its buffer is only where a time waits until it is received or the timer stopped.
func hideBuffer(c chan Time)

// Sleep pauses the goroutine for at least d.
func Sleep(d Duration) {
	if d > 0 {
		sleepUntil(new(clockTimer), after(d))
	}
}

// after returns the reading of the monotonic clock in d; timers do not overflow.
func after(d Duration) int64 {
	now := runtimeNano()
	if d <= 0 {
		return now
	}
	when := now + int64(d)
	if when < 0 {
		return 1<<63 - 1
	}
	return when
}

func newClockTimer() *clockTimer {
	c := make(chan Time, 1)
	hideBuffer(c)
	return &clockTimer{channel: c, local: Local, start: startNano}
}

// Timer is a single event. Unless made by AfterFunc, it sends the time on C.
type Timer struct {
	C <-chan Time
	t *clockTimer
}

// NewTimer returns a Timer that sends the time on its channel after d.
func NewTimer(d Duration) *Timer {
	t := newClockTimer()
	startTimer(t, after(d), 0, sendTime)
	return &Timer{t.channel, t}
}

// AfterFunc calls f in its own goroutine after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{nil, &clockTimer{f: f}}
	startTimer(t.t, after(d), 0, callFunc)
	return t
}

// After returns a channel on which the time is sent after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// Stop keeps the Timer from firing, and reports whether it did. No time is received from C afterwards.
func (t *Timer) Stop() bool {
	if t.t == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(t.t)
}

// Reset makes the Timer fire after d, and reports whether it was running.
func (t *Timer) Reset(d Duration) bool {
	if t.t == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	kind := int32(sendTime)
	if t.t.f != nil {
		kind = callFunc
	}
	running := stopTimer(t.t)
	startTimer(t.t, after(d), 0, kind)
	return running
}

// Ticker sends the time on C at intervals, leaving out what is not received in time.
type Ticker struct {
	C <-chan Time
	t *clockTimer
}

// NewTicker returns a Ticker with the period d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	t := newClockTimer()
	startTimer(t, after(d), int64(d), sendTime)
	return &Ticker{t.channel, t}
}

// Stop turns off the Ticker. Its channel is not closed.
func (t *Ticker) Stop() {
	if t.t != nil { // stopping a Ticker that is none has never been an error
		stopTimer(t.t)
	}
}

// Reset stops the Ticker and sets its period to d.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.t == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	stopTimer(t.t)
	startTimer(t.t, after(d), int64(d), sendTime)
}

// Tick returns the channel of a new Ticker, nil for d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}
