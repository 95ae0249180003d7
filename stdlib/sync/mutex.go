// Package sync provides basic synchronization primitives. Waiting goroutines park in the scheduler on semaphores;
// everything else is atomics on small words.
package sync

import "sync/atomic"

// Natives: runtime/sched/sema.h.

// semacquire waits until *s > 0 and takes one; lifo waiters go to the front. reason is one of the wait constants.
func semacquire(s *uint32, reason int, lifo bool)

// semrelease gives one; with handoff the first waiter runs next.
func semrelease(s *uint32, handoff bool)

// fatal ends the program with "fatal error: text"; it can't be recovered.
func fatal(text string)
func nanotime() int64

const (
	waitMutex = iota
	waitRWRead
	waitRWWrite
	waitGroup
)

// A Locker represents an object that can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a mutual exclusion lock. The zero value is an unlocked mutex.
//
// state: bit 0 locked, bit 1 a waiter has been woken and competes, bit 2 starving (ownership is handed over), the
// rest is the number of waiters.
type Mutex struct {
	state int32
	sema  uint32
}

const (
	mutexLocked   = 1
	mutexWoken    = 2
	mutexStarving = 4
	mutexWaiter   = 8

	// A waiter that could not get the lock for this long (ns) asks for hand-over.
	starvationLimit = 1e6
)

// Lock locks m, waiting while it is in use.
func (m *Mutex) Lock() {
	if !atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		m.lockSlow()
	}
}

// TryLock tries to lock m and reports whether it succeeded.
func (m *Mutex) TryLock() bool {
	old := m.state
	return old&(mutexLocked|mutexStarving) == 0 && atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked)
}

func (m *Mutex) lockSlow() {
	var since int64
	woken, starving := false, false
	for {
		old := atomic.LoadInt32(&m.state)
		next := old
		if old&mutexStarving == 0 {
			next |= mutexLocked
		}
		busy := old&(mutexLocked|mutexStarving) != 0
		if busy {
			next += mutexWaiter
			if starving && old&mutexLocked != 0 {
				next |= mutexStarving
			}
		}
		if woken {
			next &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, next) {
			continue
		}
		if !busy {
			return
		}
		again := since != 0
		if !again {
			since = nanotime()
		}
		semacquire(&m.sema, waitMutex, again)
		starving = starving || nanotime()-since > starvationLimit
		if old = atomic.LoadInt32(&m.state); old&mutexStarving != 0 {
			// The lock was handed to this goroutine: it stays locked, and one waiter less.
			delta := int32(mutexLocked - mutexWaiter)
			if !starving || old/mutexWaiter == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.state, delta)
			return
		}
		woken = true
	}
}

// Unlock unlocks m. It is a fatal error if m is not locked.
func (m *Mutex) Unlock() {
	if next := atomic.AddInt32(&m.state, -mutexLocked); next != 0 {
		m.unlockSlow(next)
	}
}

func (m *Mutex) unlockSlow(state int32) {
	if (state+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if state&mutexStarving != 0 {
		semrelease(&m.sema, true)
		return
	}
	for {
		if state < mutexWaiter || state&(mutexLocked|mutexWoken|mutexStarving) != 0 {
			return
		}
		if atomic.CompareAndSwapInt32(&m.state, state, state-mutexWaiter|mutexWoken) {
			semrelease(&m.sema, false)
			return
		}
		state = atomic.LoadInt32(&m.state)
	}
}
