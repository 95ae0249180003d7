// Package poll reads and writes descriptors. Those that the system can watch (pipes, sockets, terminals) make only the goroutine
// wait, and know deadlines; see runtime/sched/netpoll.h.
package poll

import "errors"

// ErrNetClosing and ErrFileClosing are the errors of using something that is closed, or while it is closed.
var (
	ErrNetClosing  error = netClosingError{}
	ErrFileClosing       = errors.New("use of closed file")
)

type netClosingError struct{}

func (netClosingError) Error() string   { return "use of closed network connection" }
func (netClosingError) Timeout() bool   { return false }
func (netClosingError) Temporary() bool { return false }

// ErrNoDeadline is the error of setting a deadline where none is possible.
var ErrNoDeadline = errors.New("file type does not support deadline")

// ErrDeadlineExceeded is the error of an expired deadline.
var ErrDeadlineExceeded error = &DeadlineExceededError{}

// DeadlineExceededError is the type of ErrDeadlineExceeded.
type DeadlineExceededError struct{}

func (*DeadlineExceededError) Error() string   { return "i/o timeout" }
func (*DeadlineExceededError) Timeout() bool   { return true }
func (*DeadlineExceededError) Temporary() bool { return true }

// ErrNotPollable is the error of polling a file that is always ready.
var ErrNotPollable = errors.New("not pollable")
