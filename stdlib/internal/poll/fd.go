package poll

import (
	"io"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

// FD is an open descriptor. Read operations exclude each other, and write operations do; Close makes waiting ones return, and
// the last one to leave closes the descriptor.
type FD struct {
	// Known in C++ are these four.
	Sysfd   int
	state   atomic.Int32 // 1: closed; plus 2 for each user
	reading sync.Mutex
	writing sync.Mutex

	IsStream      bool // not a disk file, or one that is read and written like a stream
	ZeroReadIsEOF bool // reads of no bytes mean the end
	IsFile        bool // and not a network connection

	handle   uint64        // of the poller; 0: not pollable
	ends     *[2]deadline  // when one was set
	blocking atomic.Bool   // given away by SetBlocking
	gone     chan struct{} // closed with the descriptor, when Close waits for that
}

const (
	closedBit = 1
	oneUser   = 2

	forRead  = 0
	forWrite = 1
)

// deadline is the limit for one direction.
type deadline struct {
	expired atomic.Bool
	mu      sync.Mutex // guards timer
	timer   *time.Timer
}

// Natives over the poller.

func pollOpen(fd int) (handle uint64, err syscall.Errno)
func pollClose(handle uint64)
func pollReset(handle uint64, mode int)
func pollWait(handle uint64, mode int)
func pollEvict(handle uint64, mode int)

// Watch gives the descriptor to the poller; the caller sets it to non-blocking if that succeeds.
func (fd *FD) Watch() error {
	handle, e := pollOpen(fd.Sysfd)
	if e != 0 {
		return e
	}
	fd.handle = handle
	return nil
}

// watch gives a descriptor that turned out to be non-blocking to the poller.
func (fd *FD) watch() bool {
	if fd.handle == 0 && !fd.blocking.Load() {
		if handle, e := pollOpen(fd.Sysfd); e == 0 {
			fd.handle = handle
		}
	}
	return fd.handle != 0
}

func nonblocking(fd int) bool {
	flags, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_GETFL, 0)
	return e == 0 && flags&syscall.O_NONBLOCK != 0
}

// Pollable reports whether waiting for the descriptor leaves the thread free.
func (fd *FD) Pollable() bool { return fd.handle != 0 }

func (fd *FD) closing() error {
	if fd.IsFile {
		return ErrFileClosing
	}
	return ErrNetClosing
}

// enter registers a user.
func (fd *FD) enter() error {
	if fd.state.Add(oneUser)&closedBit != 0 {
		fd.leave()
		return fd.closing()
	}
	return nil
}

// leave undoes enter.
func (fd *FD) leave() error {
	if fd.state.Add(-oneUser) == closedBit {
		return fd.destroy()
	}
	return nil
}

func (fd *FD) destroy() error {
	if !fd.state.CompareAndSwap(closedBit, closedBit-1<<20) { // once
		return nil
	}
	if fd.handle != 0 {
		pollClose(fd.handle)
	}
	err := CloseFunc(fd.Sysfd)
	fd.Sysfd = -1
	if fd.gone != nil {
		close(fd.gone)
	}
	return err
}

// Close closes the descriptor as soon as nobody uses it, and makes those return who wait for it. It waits for them, too: then the
// descriptor's number, or a listener's port, is free.
func (fd *FD) Close() error {
	for {
		s := fd.state.Load()
		if s&closedBit != 0 {
			return fd.closing()
		}
		if fd.state.CompareAndSwap(s, s+oneUser|closedBit) {
			break
		}
	}
	var gone chan struct{}
	if fd.handle != 0 {
		if fd.state.Load() > oneUser|closedBit && !fd.blocking.Load() {
			gone = make(chan struct{}) // before we leave: nobody else looks at it yet
			fd.gone = gone
		}
		pollEvict(fd.handle, forRead)
		pollEvict(fd.handle, forWrite)
	}
	err := fd.leave()
	if gone != nil {
		<-gone
	}
	return err
}

// ready prepares an attempt in a direction.
func (fd *FD) ready(mode int) error {
	if fd.handle == 0 {
		return nil
	}
	pollReset(fd.handle, mode) // before the look: what expires after it makes the wait return
	return fd.expired(mode)
}

func (fd *FD) expired(mode int) error {
	if fd.ends != nil && fd.ends[mode].expired.Load() {
		return ErrDeadlineExceeded
	}
	return nil
}

// again waits after an attempt that found nothing to do, and reports whether to try once more; else err is the result.
func (fd *FD) again(mode int, e error) (bool, error) {
	if e == syscall.EINTR {
		return true, nil
	}
	if e != syscall.EAGAIN || !fd.watch() {
		return false, e
	}
	if fd.state.Load()&closedBit != 0 {
		return false, fd.closing()
	}
	pollWait(fd.handle, mode)
	if fd.state.Load()&closedBit != 0 {
		return false, fd.closing()
	}
	return true, fd.ready(mode)
}

// Some systems can't do more at once; the kernel does a little less than this by itself.
const mostAtOnce = 1 << 30

// readNow and writeNow do what a single system call can do without waiting. A negative n means that it can't. Other values of
// settle than 0 say what is left to do to the FD: see settled.
func readNow(fd *FD, p []byte) (n, settle int)
func writeNow(fd *FD, p []byte) (n, settle int)

//go:noinline
func (fd *FD) settled(mutex *sync.Mutex, settle int) {
	if settle&1 != 0 {
		mutex.Unlock()
	}
	if settle&2 != 0 {
		fd.destroy()
	}
}

// Functions that are not inlined are the rare cases: the usual ones get by without compiling them.

// Read reads once; the end of a stream is io.EOF.
func (fd *FD) Read(p []byte) (int, error) {
	if len(p) > 0 && len(p) <= mostAtOnce && fd.ends == nil {
		n, settle := readNow(fd, p)
		if settle != 0 {
			fd.settled(&fd.reading, settle)
		}
		if n > 0 {
			return n, nil
		}
		if n == 0 {
			return fd.end()
		}
	}
	return fd.readSlowly(p)
}

// end is the result of a read of no bytes.
//
//go:noinline
func (fd *FD) end() (int, error) {
	if fd.ZeroReadIsEOF {
		return 0, io.EOF
	}
	return 0, nil
}

//go:noinline
func (fd *FD) readSlowly(p []byte) (int, error) {
	if err := fd.enter(); err != nil {
		return 0, err
	}
	fd.reading.Lock()
	n, err := fd.read(p)
	fd.reading.Unlock()
	fd.leave()
	return n, err
}

func (fd *FD) read(p []byte) (int, error) {
	if len(p) == 0 { // after the check for being closed
		return 0, nil
	}
	if err := fd.ready(forRead); err != nil {
		return 0, err
	}
	if fd.IsStream && len(p) > mostAtOnce {
		p = p[:mostAtOnce]
	}
	for {
		n, err := syscall.Read(fd.Sysfd, p)
		if err == nil {
			if n == 0 && fd.ZeroReadIsEOF {
				err = io.EOF
			}
			return n, err
		}
		if more, err := fd.again(forRead, err); !more || err != nil {
			return 0, err
		}
	}
}

// Write writes all of p, unless there is an error.
func (fd *FD) Write(p []byte) (int, error) {
	n := 0
	if len(p) <= mostAtOnce && fd.ends == nil {
		var settle int
		n, settle = writeNow(fd, p)
		if settle != 0 {
			fd.settled(&fd.writing, settle)
		}
		if n == len(p) {
			return n, nil
		}
	}
	return fd.writeSlowly(p, n)
}

// writeSlowly goes on after the first done bytes.
//
//go:noinline
func (fd *FD) writeSlowly(p []byte, done int) (int, error) {
	if done < 0 {
		done = 0
	}
	if err := fd.enter(); err != nil {
		return done, err
	}
	fd.writing.Lock()
	n, err := fd.write(p[done:])
	fd.writing.Unlock()
	fd.leave()
	return done + n, err
}

func (fd *FD) write(p []byte) (int, error) {
	if err := fd.ready(forWrite); err != nil {
		return 0, err
	}
	done := 0
	for {
		part := p[done:]
		if fd.IsStream && len(part) > mostAtOnce {
			part = part[:mostAtOnce]
		}
		n, err := syscall.Write(fd.Sysfd, part)
		if n > 0 {
			done += n
		}
		if done == len(p) {
			return done, err
		}
		if err == nil && n == 0 {
			return done, io.ErrUnexpectedEOF
		}
		if err == nil {
			continue
		}
		if more, err := fd.again(forWrite, err); !more || err != nil {
			return done, err
		}
	}
}

// Pread reads once at an offset.
func (fd *FD) Pread(p []byte, offset int64) (n int, err error) {
	if err := fd.enter(); err != nil {
		return 0, err
	}
	defer fd.leave()
	if fd.IsStream && len(p) > mostAtOnce {
		p = p[:mostAtOnce]
	}
	for {
		n, err = syscall.Pread(fd.Sysfd, p, offset)
		if err != syscall.EINTR {
			break
		}
	}
	if err != nil {
		return 0, err
	}
	if n == 0 && len(p) > 0 && fd.ZeroReadIsEOF {
		err = io.EOF
	}
	return n, err
}

// Pwrite writes all of p at an offset, unless there is an error.
func (fd *FD) Pwrite(p []byte, offset int64) (int, error) {
	if err := fd.enter(); err != nil {
		return 0, err
	}
	defer fd.leave()
	done := 0
	for {
		n, err := syscall.Pwrite(fd.Sysfd, p[done:], offset+int64(done))
		if err == syscall.EINTR {
			continue
		}
		if n > 0 {
			done += n
		}
		if done == len(p) || err != nil {
			return done, err
		}
		if n == 0 {
			return done, io.ErrUnexpectedEOF
		}
	}
}

// Do calls f with the descriptor kept open.
func (fd *FD) Do(f func(fd int) error) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	for {
		if err := f(fd.Sysfd); err != syscall.EINTR {
			return err
		}
	}
}

// Seek sets the offset.
func (fd *FD) Seek(offset int64, whence int) (pos int64, err error) {
	err = fd.Do(func(n int) (err error) {
		pos, err = syscall.Seek(n, offset, whence)
		return err
	})
	return pos, err
}

// ReadDirent reads directory entries in the system's form.
func (fd *FD) ReadDirent(buf []byte) (n int, err error) {
	err = fd.Do(func(sys int) (err error) {
		n, err = syscall.ReadDirent(sys, buf)
		return err
	})
	if err != nil {
		return 0, err
	}
	return n, nil
}

// GiveAway prepares for the use of the descriptor by others, who expect reads and writes to wait in the system.
func (fd *FD) GiveAway() {
	if fd.handle != 0 || !fd.blocking.Load() && nonblocking(fd.Sysfd) {
		fd.SetBlocking()
	}
	fd.blocking.Store(true)
}

// SetBlocking makes reads and writes wait in the system.
func (fd *FD) SetBlocking() error {
	fd.blocking.Store(true)
	return fd.Do(func(n int) error { return syscall.SetNonblock(n, false) })
}

// Raw reads and writes, for syscall.RawConn: f is called until it is done, with waiting in between.

// RawControl calls f with the descriptor.
func (fd *FD) RawControl(f func(uintptr)) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	f(uintptr(fd.Sysfd))
	return nil
}

// RawRead calls f whenever the descriptor can be read until it returns true.
func (fd *FD) RawRead(f func(uintptr) bool) error { return fd.raw(forRead, &fd.reading, f) }

// RawWrite calls f whenever the descriptor can be written until it returns true.
func (fd *FD) RawWrite(f func(uintptr) bool) error { return fd.raw(forWrite, &fd.writing, f) }

func (fd *FD) raw(mode int, mu *sync.Mutex, f func(uintptr) bool) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	mu.Lock()
	defer mu.Unlock()
	if err := fd.ready(mode); err != nil {
		return err
	}
	for !f(uintptr(fd.Sysfd)) {
		if more, err := fd.again(mode, syscall.EAGAIN); !more || err != nil {
			return err
		}
	}
	return nil
}

// Deadlines: a timer marks a direction as expired and wakes who waits there.

// SetDeadline sets the limit for both directions; the zero Time removes it.
func (fd *FD) SetDeadline(t time.Time) error { return fd.setDeadline(t, true, true) }

// SetReadDeadline sets the limit for reading.
func (fd *FD) SetReadDeadline(t time.Time) error { return fd.setDeadline(t, true, false) }

// SetWriteDeadline sets the limit for writing.
func (fd *FD) SetWriteDeadline(t time.Time) error { return fd.setDeadline(t, false, true) }

func (fd *FD) setDeadline(t time.Time, read, write bool) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	if fd.handle == 0 && (!nonblocking(fd.Sysfd) || !fd.watch()) {
		return ErrNoDeadline
	}
	if read {
		fd.limit(forRead, t)
	}
	if write {
		fd.limit(forWrite, t)
	}
	return nil
}

func (fd *FD) limit(mode int, t time.Time) {
	if fd.ends == nil {
		fd.ends = new([2]deadline)
	}
	d := &fd.ends[mode]
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil {
		d.timer.Stop()
		d.timer = nil
	}
	d.expired.Store(false)
	if t.IsZero() {
		return
	}
	left := time.Until(t)
	if left <= 0 {
		d.expired.Store(true)
		pollEvict(fd.handle, mode)
		return
	}
	var self *time.Timer
	self = time.AfterFunc(left, func() {
		d.mu.Lock()
		current := d.timer == self
		if current {
			d.expired.Store(true)
		}
		d.mu.Unlock()
		if current {
			pollEvict(fd.handle, mode)
		}
	})
	d.timer = self
}
