// Package signal tells the program about signals that it gets. What the process does with signals is its host's affair: without
// one that passes them on, nothing ever arrives.
package signal

import (
	"context"
	"os"
	"runtime"
	"sync"
	"syscall"
)

const signalCount = 65

// signalSet is a set of signal numbers.
type signalSet [(signalCount + 63) / 64]uint64

func (s *signalSet) has(n int) bool { return s[n/64]>>uint(n%64)&1 != 0 }
func (s *signalSet) add(n int)      { s[n/64] |= 1 << uint(n%64) }
func (s *signalSet) remove(n int)   { s[n/64] &^= 1 << uint(n%64) }

var watchers struct {
	sync.Mutex
	list     map[chan<- os.Signal]*signalSet
	stopping []stopped        // channels that Stop is about to leave alone
	count    [signalCount]int // channels that want the signal
	started  bool
}

type stopped struct {
	c   chan<- os.Signal
	set *signalSet
}

// inboxState is where signals arrive. Its layout is known in C++.
type inboxState struct {
	pending [2]uint64 // signals that nobody has received
	waiter  uintptr   // the goroutine that waits for one
}

var inbox inboxState

// Actions of setAction.
const (
	toDefault = iota
	toIgnore
	toNotify
)

// Natives.

// setAction says what happens when the process gets a signal.
func setAction(signal, action int)

// isIgnored reports whether a signal is ignored.
func isIgnored(signal int) bool

// open makes signals arrive in the inbox.
func open(in *inboxState)

// receive waits for a signal.
func receive(in *inboxState) int

// settled reports whether no signal that was caught is on its way to a channel.
func settled(in *inboxState) bool

func number(sig os.Signal) int {
	if s, ok := sig.(syscall.Signal); ok && s >= 0 && s < signalCount {
		return int(s)
	}
	return -1
}

// each calls f for the numbers of some signals, of all if there are none.
func each(sigs []os.Signal, f func(n int)) {
	if len(sigs) == 0 {
		for n := 1; n < signalCount; n++ {
			f(n)
		}
		return
	}
	for _, s := range sigs {
		if n := number(s); n >= 0 {
			f(n)
		}
	}
}

// Notify sends signals on c, all if none are named, without waiting for room in it.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	watchers.Lock()
	defer watchers.Unlock()
	set := watchers.list[c]
	if set == nil {
		if watchers.list == nil {
			watchers.list = make(map[chan<- os.Signal]*signalSet)
		}
		set = new(signalSet)
		watchers.list[c] = set
	}
	if !watchers.started {
		watchers.started = true
		open(&inbox)
		go deliver()
	}
	each(sig, func(n int) {
		if set.has(n) {
			return
		}
		set.add(n)
		if watchers.count[n] == 0 {
			setAction(n, toNotify)
		}
		watchers.count[n]++
	})
}

// deliver passes signals on to channels.
func deliver() {
	for {
		n := receive(&inbox)
		watchers.Lock()
		for c, set := range watchers.list {
			send(c, set, n)
		}
		for _, s := range watchers.stopping {
			send(s.c, s.set, n)
		}
		watchers.Unlock()
	}
}

func send(c chan<- os.Signal, set *signalSet, n int) {
	if set.has(n) {
		select {
		case c <- syscall.Signal(n):
		default:
		}
	}
}

// Stop ends sending signals on c. When it returns, c gets no more.
func Stop(c chan<- os.Signal) {
	watchers.Lock()
	defer watchers.Unlock()
	set := watchers.list[c]
	if set == nil {
		return
	}
	delete(watchers.list, c)
	watchers.stopping = append(watchers.stopping, stopped{c, set})
	for n := 0; n < signalCount; n++ {
		if set.has(n) {
			release(n)
		}
	}
	// What the process has caught until now still goes to c: it did not have its default effect.
	watchers.Unlock()
	for !settled(&inbox) {
		runtime.Gosched()
	}
	watchers.Lock()
	for i, s := range watchers.stopping {
		if s.c == c {
			watchers.stopping = append(watchers.stopping[:i], watchers.stopping[i+1:]...)
			break
		}
	}
}

// release takes a signal from one channel.
func release(n int) {
	watchers.count[n]--
	if watchers.count[n] == 0 {
		setAction(n, toDefault)
	}
}

// forget takes signals from all channels.
func forget(sigs []os.Signal, action int) {
	watchers.Lock()
	defer watchers.Unlock()
	each(sigs, func(n int) {
		for c, set := range watchers.list {
			if set.has(n) {
				set.remove(n)
				watchers.count[n]--
				if *set == (signalSet{}) {
					delete(watchers.list, c)
				}
			}
		}
		setAction(n, action)
	})
}

// Ignore makes the process ignore signals, all if none are named.
func Ignore(sig ...os.Signal) { forget(sig, toIgnore) }

// Reset undoes Notify for signals, all if none are named.
func Reset(sig ...os.Signal) { forget(sig, toDefault) }

// Ignored reports whether a signal is ignored.
func Ignored(sig os.Signal) bool {
	n := number(sig)
	return n >= 0 && isIgnored(n)
}

// NotifyContext returns a copy of parent that is done when one of the signals arrives. stop ends that and should be called.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	ctx, cancel := context.WithCancel(parent)
	c := &signalCtx{ctx, cancel, signals, make(chan os.Signal, 1)}
	Notify(c.arrived, signals...)
	if ctx.Err() == nil {
		go func() {
			select {
			case <-c.arrived:
				c.cancel()
			case <-c.Done():
			}
		}()
	}
	return c, c.stop
}

type signalCtx struct {
	context.Context
	cancel  context.CancelFunc
	signals []os.Signal
	arrived chan os.Signal
}

func (c *signalCtx) stop() {
	c.cancel()
	Stop(c.arrived)
}

// String shows the parent, which the inner context's text ends with ".WithCancel" for, and the signals.
func (c *signalCtx) String() string {
	name := c.Context.(interface{ String() string }).String()
	text := "signal.NotifyContext(" + name[:len(name)-len(".WithCancel")]
	if len(c.signals) != 0 {
		text += ", ["
		for i, s := range c.signals {
			if i > 0 {
				text += " "
			}
			text += s.String()
		}
		text += "]"
	}
	return text + ")"
}
