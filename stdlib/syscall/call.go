// Package syscall is the interface to the Linux kernel on amd64. Its functions mostly pass their
// arguments to one system call; errors are of type Errno.
//
// This file has the helpers that the wrappers rest on. Addresses are passed as unsafe.Pointer up
// to here, so that what they point to is alive during the call.
//
// Relative paths are relative to the working directory of the program, which need not be that
// of the process: see cwd.go.
package syscall

import (
	"runtime"
	"unsafe"
)

// Descriptors of the standard streams.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// call makes a call without addresses.
func call(trap, a, b, c uintptr) (int, error) {
	r, _, e := Syscall(trap, a, b, c)
	return int(r), errnoErr(e)
}

// do is call without a result.
func do(trap, a, b, c uintptr) error {
	_, _, e := Syscall(trap, a, b, c)
	return errnoErr(e)
}

// do6 is do with six arguments.
func do6(trap, a, b, c, d, e, f uintptr) error {
	_, _, err := Syscall6(trap, a, b, c, d, e, f)
	return errnoErr(err)
}

// ptr1, ptr2 and ptr3 make a call whose first, second or third argument is an address.
func ptr1(trap uintptr, p unsafe.Pointer, b, c uintptr) (int, error) {
	r, _, e := Syscall(trap, uintptr(p), b, c)
	runtime.KeepAlive(p)
	return int(r), errnoErr(e)
}

func ptr2(trap, a uintptr, p unsafe.Pointer, c, d uintptr) (int, error) {
	r, _, e := Syscall6(trap, a, uintptr(p), c, d, 0, 0)
	runtime.KeepAlive(p)
	return int(r), errnoErr(e)
}

func ptr3(trap, a, b uintptr, p unsafe.Pointer, d, e uintptr) (int, error) {
	r, _, err := Syscall6(trap, a, b, uintptr(p), d, e, 0)
	runtime.KeepAlive(p)
	return int(r), errnoErr(err)
}

// ptr12 makes a call whose first two arguments are addresses.
func ptr12(trap uintptr, p, q unsafe.Pointer, c, d, e uintptr) (int, error) {
	r, _, err := Syscall6(trap, uintptr(p), uintptr(q), c, d, e, 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(q)
	return int(r), errnoErr(err)
}

// withPath makes a call that takes a directory, a path, and up to three more arguments.
func withPath(trap uintptr, dir int, path string, c, d, e uintptr) (int, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	r, _, errno := Syscall6(trap, uintptr(start(dir)), uintptr(unsafe.Pointer(p)), c, d, e, 0)
	runtime.KeepAlive(p)
	return int(r), errnoErr(errno)
}

// withPaths makes a call that takes two pairs of directory and path, and flags.
func withPaths(trap uintptr, dir1 int, path1 string, dir2 int, path2 string, flags int) error {
	p, err := BytePtrFromString(path1)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(path2)
	if err != nil {
		return err
	}
	_, _, errno := Syscall6(trap, uintptr(start(dir1)), uintptr(unsafe.Pointer(p)), uintptr(start(dir2)), uintptr(unsafe.Pointer(q)), uintptr(flags), 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(q)
	return errnoErr(errno)
}

// plainPath makes a call whose first argument is a path and that knows no directory.
func plainPath(trap uintptr, path string, b, c uintptr) error {
	p, err := BytePtrFromString(absolute(path))
	if err != nil {
		return err
	}
	_, err = ptr1(trap, unsafe.Pointer(p), b, c)
	return err
}

// zero is where the address of an empty slice points.
var zero uintptr

// addr returns the address of b's bytes, which is never nil.
func addr(b []byte) unsafe.Pointer {
	if len(b) > 0 {
		return unsafe.Pointer(&b[0])
	}
	return unsafe.Pointer(&zero)
}

// AllThreadsSyscall would make a call in every thread of the process; threads here belong to
// the host program too.
func AllThreadsSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	return minus1, minus1, ENOTSUP
}

// AllThreadsSyscall6 is AllThreadsSyscall with six arguments.
func AllThreadsSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	return minus1, minus1, ENOTSUP
}

const minus1 = ^uintptr(0)

// ByteSliceFromString returns the bytes of s and a NUL, or EINVAL if s has a NUL itself.
func ByteSliceFromString(s string) ([]byte, error) {
	if hasNUL(s) {
		return nil, EINVAL
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b, nil
}

// BytePtrFromString is ByteSliceFromString's address.
func BytePtrFromString(s string) (*byte, error) {
	b, err := ByteSliceFromString(s)
	if err != nil {
		return nil, err
	}
	return &b[0], nil
}

func hasNUL(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return true
		}
	}
	return false
}

// StringByteSlice is ByteSliceFromString with a panic for an error; it exists for old programs.
func StringByteSlice(s string) []byte {
	b, err := ByteSliceFromString(s)
	if err != nil {
		panic("syscall: string with NUL passed to StringByteSlice")
	}
	return b
}

// StringBytePtr is StringByteSlice's address.
func StringBytePtr(s string) *byte { return &StringByteSlice(s)[0] }

// SlicePtrFromStrings returns a nil-terminated array of NUL-terminated strings.
func SlicePtrFromStrings(ss []string) ([]*byte, error) {
	list := make([]*byte, len(ss)+1)
	for i, s := range ss {
		p, err := BytePtrFromString(s)
		if err != nil {
			return nil, err
		}
		list[i] = p
	}
	return list, nil
}

// StringSlicePtr is SlicePtrFromStrings with a panic for an error; it exists for old programs.
func StringSlicePtr(ss []string) []*byte {
	list := make([]*byte, len(ss)+1)
	for i, s := range ss {
		list[i] = StringBytePtr(s)
	}
	return list
}

// text returns the bytes of b up to the first NUL.
func text(b []byte) string {
	for i, c := range b {
		if c == 0 {
			return string(b[:i])
		}
	}
	return string(b)
}
