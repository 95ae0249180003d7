package sync

import "sync/atomic"

// Once is an object that will perform exactly one action.
type Once struct {
	done atomic.Uint32
	m    Mutex
}

// Do calls f if and only if Do is called for the first time for this Once.
func (o *Once) Do(f func()) {
	if o.done.Load() == 0 {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.m.Lock()
	defer o.m.Unlock()
	if o.done.Load() == 0 {
		defer o.done.Store(1)
		f()
	}
}

// onceCall remembers how the only call ended, so that a panic is repeated for every caller.
type onceCall struct {
	once  Once
	valid bool
	p     any
}

func (c *onceCall) run(f func()) {
	c.once.Do(func() {
		defer func() {
			if !c.valid {
				c.p = recover()
				panic(c.p)
			}
		}()
		f()
		c.valid = true
	})
	if !c.valid {
		panic(c.p)
	}
}

// OnceFunc returns a function that invokes f only once.
func OnceFunc(f func()) func() {
	c := new(onceCall)
	return func() { c.run(f) }
}

// OnceValue returns a function that invokes f only once and returns the value returned by f.
func OnceValue[T any](f func() T) func() T {
	c := new(onceCall)
	var result T
	return func() T {
		c.run(func() { result = f() })
		return result
	}
}

// OnceValues returns a function that invokes f only once and returns the values returned by f.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	c := new(onceCall)
	var r1 T1
	var r2 T2
	return func() (T1, T2) {
		c.run(func() { r1, r2 = f() })
		return r1, r2
	}
}
