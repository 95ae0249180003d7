package os

import (
	"internal/poll"
	"io/fs"
	"syscall"
)

// Errors of this package; test for them with errors.Is.
var (
	ErrInvalid    = fs.ErrInvalid    // "invalid argument"
	ErrPermission = fs.ErrPermission // "permission denied"
	ErrExist      = fs.ErrExist      // "file already exists"
	ErrNotExist   = fs.ErrNotExist   // "file does not exist"
	ErrClosed     = fs.ErrClosed     // "file already closed"

	ErrNoDeadline             = poll.ErrNoDeadline
	ErrDeadlineExceeded error = poll.ErrDeadlineExceeded
)

// PathError tells which operation failed on which file.
type PathError = fs.PathError

// LinkError tells which operation on two names failed.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

// Error returns the message.
func (e *LinkError) Error() string { return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error() }

// Unwrap returns the error without the names.
func (e *LinkError) Unwrap() error { return e.Err }

// SyscallError tells which system call failed.
type SyscallError struct {
	Syscall string
	Err     error
}

// Error returns the message.
func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }

// Unwrap returns the error without the name.
func (e *SyscallError) Unwrap() error { return e.Err }

// Timeout reports whether the error is a timeout.
func (e *SyscallError) Timeout() bool {
	t, ok := e.Err.(timeout)
	return ok && t.Timeout()
}

type timeout interface{ Timeout() bool }

// NewSyscallError returns err with the name of a system call, nil for nil.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// The functions below are older than errors.Is, and look only into the errors of this package.

// IsExist reports whether err says that a file exists already.
func IsExist(err error) bool { return underlyingIs(err, ErrExist) }

// IsNotExist reports whether err says that a file does not exist.
func IsNotExist(err error) bool { return underlyingIs(err, ErrNotExist) }

// IsPermission reports whether err says that something is not permitted.
func IsPermission(err error) bool { return underlyingIs(err, ErrPermission) }

// IsTimeout reports whether err says that a timeout occurred.
func IsTimeout(err error) bool {
	t, ok := underlying(err).(timeout)
	return ok && t.Timeout()
}

func underlyingIs(err, target error) bool {
	err = underlying(err)
	if err == target {
		return true
	}
	e, ok := err.(syscall.Errno) // the Is of other types is not asked
	return ok && e.Is(target)
}

func underlying(err error) error {
	switch e := err.(type) {
	case *PathError:
		return e.Err
	case *LinkError:
		return e.Err
	case *SyscallError:
		return e.Err
	}
	return err
}
