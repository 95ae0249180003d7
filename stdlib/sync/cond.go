package sync

import "sync/atomic"

// notifyList is two tickets; the runtime keeps the waiters by its address.
type notifyList struct {
	wait, notify uint32
}

func notifyListAdd(l *notifyList) uint32
func notifyListWait(l *notifyList, ticket uint32)
func notifyListNotifyAll(l *notifyList)
func notifyListNotifyOne(l *notifyList)

// Cond implements a condition variable. L is held while observing or changing the condition.
type Cond struct {
	noCopy  noCopy
	L       Locker
	notify  notifyList
	checker atomic.Pointer[Cond] // the address at first use
}

// NewCond returns a new Cond with Locker l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

func (c *Cond) checkCopied() {
	if c.checker.Load() != c && !c.checker.CompareAndSwap(nil, c) && c.checker.Load() != c {
		panic("sync.Cond is copied")
	}
}

// Wait atomically unlocks c.L and suspends the goroutine; it locks c.L before returning.
func (c *Cond) Wait() {
	c.checkCopied()
	t := notifyListAdd(&c.notify)
	c.L.Unlock()
	notifyListWait(&c.notify, t)
	c.L.Lock()
}

// Signal wakes one goroutine waiting on c, if there is any.
func (c *Cond) Signal() {
	c.checkCopied()
	notifyListNotifyOne(&c.notify)
}

// Broadcast wakes all goroutines waiting on c.
func (c *Cond) Broadcast() {
	c.checkCopied()
	notifyListNotifyAll(&c.notify)
}
