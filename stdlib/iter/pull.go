// Pull and Pull2: an iterator's loop runs on a goroutine of its own, and
// control passes to and fro; never do both sides run.
//
// The hand-off is two unbuffered channels: resume starts or continues the
// loop, paused says that it has a value, has ended, or has died. A panic of
// the iterator is raised again in the caller of next or stop, and Goexit
// likewise. A goroutine is started by the first next, so that a puller that
// is stopped unused costs none; one that is dropped half-way stays parked.

package iter

import "runtime"

// Pull starts no iteration itself: next does the first time, and then returns
// the following value and true, or the zero value and false when seq is at its
// end. stop ends the iteration early: yield returns false. Both may be called
// again after the end, but not at the same time from several goroutines.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var v V
	c := &coro{}
	c.loop = func() {
		seq(func(x V) bool {
			v = x
			return c.yield()
		})
	}
	next = func() (V, bool) {
		ok := c.next()
		result := v
		var zero V
		v = zero
		return result, ok
	}
	return next, c.stop
}

// Pull2 is Pull for pairs.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var k K
	var v V
	c := &coro{}
	c.loop = func() {
		seq(func(x K, y V) bool {
			k, v = x, y
			return c.yield()
		})
	}
	next = func() (K, V, bool) {
		ok := c.next()
		rk, rv := k, v
		var zk K
		var zv V
		k, v = zk, zv
		return rk, rv, ok
	}
	return next, c.stop
}

// coro is an iterator's loop and what its two sides tell each other. All
// fields belong to the side that runs.
type coro struct {
	loop     func()
	resume   chan struct{}
	paused   chan struct{}
	started  bool
	done     bool // the loop has ended, or will not be started
	stopping bool // yield shall return false
	waiting  bool // the caller waits in next or stop
	has      bool // yield has passed a value since next
	panicked bool
	value    any // of the panic
	goexit   bool
}

// next runs the loop up to its next yield and reports whether there was one.
func (c *coro) next() bool {
	if c.done {
		return false
	}
	c.has = false
	c.run()
	return c.has
}

// stop lets a suspended yield return false and waits for the loop to end.
func (c *coro) stop() {
	if c.done {
		return
	}
	if !c.started {
		c.done = true
		return
	}
	c.stopping = true
	c.run()
}

// run gives control to the loop until it yields or ends.
func (c *coro) run() {
	if c.waiting {
		panic("iter.Pull: next called again before yield")
	}
	c.waiting = true
	if c.started {
		c.resume <- struct{}{}
	} else {
		c.started = true
		c.resume = make(chan struct{})
		c.paused = make(chan struct{})
		go c.body()
	}
	<-c.paused
	c.waiting = false
	switch {
	case c.panicked:
		c.panicked = false
		panic(c.value)
	case c.goexit:
		c.goexit = false
		runtime.Goexit()
	}
}

// body is the loop's goroutine.
func (c *coro) body() {
	returned := false
	defer func() {
		if !returned {
			// A Goexit leaves nothing to recover; nor does panic(nil) with
			// an old language version, which then counts as one.
			c.value = recover()
			c.panicked = c.value != nil
			c.goexit = !c.panicked
		}
		c.has = false
		c.done = true
		c.paused <- struct{}{}
	}()
	c.loop()
	returned = true
}

// yield hands control back to the caller; it reports whether to go on.
func (c *coro) yield() bool {
	if c.done || c.stopping {
		return false
	}
	if !c.waiting || c.has {
		panic("iter.Pull: yield called again before next")
	}
	c.has = true
	c.paused <- struct{}{}
	<-c.resume
	return !c.stopping
}
