// Package os is the operating system as programs see it, alike on all systems: files, processes, environment. This file has
// open files; names and directories are in path.go and dir.go, descriptions in stat.go, processes in exec.go.
//
// Working directory and environment are those of the program, which need not be those of the process: see package syscall.
package os

import (
	"errors"
	"internal/poll"
	"io"
	"io/fs"
	"runtime"
	"syscall"
	"time"
)

// Flags of OpenFile: exactly one of the first three, and any of the others.
const (
	O_RDONLY int = syscall.O_RDONLY // only reading
	O_WRONLY int = syscall.O_WRONLY // only writing
	O_RDWR   int = syscall.O_RDWR   // both
	O_APPEND int = syscall.O_APPEND // write at the end
	O_CREATE int = syscall.O_CREAT  // make the file if there is none
	O_EXCL   int = syscall.O_EXCL   // with O_CREATE: there must be none
	O_SYNC   int = syscall.O_SYNC   // writes reach the disk
	O_TRUNC  int = syscall.O_TRUNC  // make it empty
)

// Values of Seek's whence; package io has them too.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

// DevNull is the name of the null device.
const DevNull = "/dev/null"

// Types that package io/fs defines.
type (
	FileInfo = fs.FileInfo
	FileMode = fs.FileMode
	DirEntry = fs.DirEntry
)

// The bits of a FileMode.
const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular

	ModeType = fs.ModeType
	ModePerm = fs.ModePerm
)

// File is an open file.
type File struct {
	*file
}

// file is what a File refers to, so that copying a File does not copy the descriptor.
type file struct {
	fd          poll.FD
	name        string
	dir         *dirReader // while a directory is read
	appending   bool
	stdoutOrErr bool
}

// The standard streams.
var (
	Stdin  = NewFile(uintptr(syscall.Stdin), "/dev/stdin")
	Stdout = NewFile(uintptr(syscall.Stdout), "/dev/stdout")
	Stderr = NewFile(uintptr(syscall.Stderr), "/dev/stderr")
)

// NewFile returns a File for an open descriptor, nil if it can't be one.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	return &File{&file{
		fd:          poll.FD{Sysfd: int(fd), IsStream: true, ZeroReadIsEOF: true, IsFile: true},
		name:        name,
		stdoutOrErr: fd == 1 || fd == 2,
	}}
}

// newOwned returns a File for a descriptor that this package has opened. Pipes and the like are given to the poller.
func newOwned(fd int, name string, pollable bool) *File {
	f := NewFile(uintptr(fd), name)
	if pollable && f.fd.Watch() == nil {
		syscall.SetNonblock(fd, true)
	}
	runtime.SetFinalizer(f.file, (*file).close)
	return f
}

// valid checks for a nil File.
func (f *File) valid(op string) error {
	if f == nil {
		return ErrInvalid
	}
	return nil
}

// wrap makes a PathError of what an operation on f returned.
//
//go:noinline
func (f *File) wrap(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if err == poll.ErrFileClosing {
		err = ErrClosed
	}
	return &PathError{Op: op, Path: f.name, Err: err}
}

// Name returns the name that the file was opened with.
func (f *File) Name() string { return f.name }

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create makes a file, or an existing one empty, and opens it for reading and writing.
func Create(name string) (*File, error) { return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666) }

// OpenFile opens a file as flag says; perm are the permissions, before the umask, of one that is made.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	var fd int
	for {
		var err error
		fd, err = syscall.Open(name, flag|syscall.O_CLOEXEC, sysMode(perm))
		if err == nil {
			break
		}
		if err != syscall.EINTR {
			return nil, &PathError{Op: "open", Path: name, Err: err}
		}
	}
	f := newOwned(fd, name, true)
	f.appending = flag&O_APPEND != 0
	return f, nil
}

// Close makes the File unusable. Operations that wait return ErrClosed.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	return f.file.close()
}

func (f *file) close() error {
	if f == nil {
		return syscall.EINVAL
	}
	f.dir = nil
	var result error
	if err := f.fd.Close(); err != nil {
		if err == poll.ErrFileClosing {
			err = ErrClosed
		}
		result = &PathError{Op: "close", Path: f.name, Err: err}
	}
	runtime.SetFinalizer(f, nil)
	return result
}

// Read reads up to len(b) bytes; at the end of the file it returns 0 and io.EOF.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, errInvalid()
	}
	n, err = f.fd.Read(b)
	if err != nil {
		return n, f.wrap("read", err)
	}
	return n, nil
}

// errInvalid keeps the common functions from having to do with the variable.
//
//go:noinline
func errInvalid() error { return ErrInvalid }

// ReadAt reads len(b) bytes at an offset; less comes with an error, io.EOF at the end of the file.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if err := f.valid("read"); err != nil {
		return 0, err
	}
	if off < 0 {
		return 0, &PathError{Op: "readat", Path: f.name, Err: errors.New("negative offset")}
	}
	for len(b) > 0 {
		m, e := f.fd.Pread(b, off)
		if e != nil {
			err = f.wrap("read", e)
			break
		}
		n += m
		b = b[m:]
		off += int64(m)
	}
	return n, err
}

// ReadFrom copies from r until its end.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if err := f.valid("write"); err != nil {
		return 0, err
	}
	return io.Copy(fileWithoutReadFrom{f}, r)
}

// WriteTo copies the rest of the file to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if err := f.valid("read"); err != nil {
		return 0, err
	}
	return io.Copy(w, fileWithoutWriteTo{f})
}

// These hide the methods that io.Copy would call again.
type fileWithoutReadFrom struct{ f *File }

func (w fileWithoutReadFrom) Write(b []byte) (int, error) { return w.f.Write(b) }

type fileWithoutWriteTo struct{ f *File }

func (r fileWithoutWriteTo) Read(b []byte) (int, error) { return r.f.Read(b) }

// Write writes all of b, unless there is an error.
func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, errInvalid()
	}
	n, err = f.fd.Write(b)
	if err != nil {
		return n, f.writeFailed(err)
	}
	return n, nil
}

//go:noinline
func (f *File) writeFailed(err error) error {
	if f.stdoutOrErr && err == syscall.EPIPE {
		brokenPipe()
	}
	return f.wrap("write", err)
}

// brokenPipe ends the program as the signal SIGPIPE would, if nothing else is wanted for that.
func brokenPipe()

var errAppendMode = errors.New("os: invalid use of WriteAt on file opened with O_APPEND")

// WriteAt writes all of b at an offset, unless there is an error.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if err := f.valid("write"); err != nil {
		return 0, err
	}
	if f.appending {
		return 0, errAppendMode
	}
	if off < 0 {
		return 0, &PathError{Op: "writeat", Path: f.name, Err: errors.New("negative offset")}
	}
	n, err = f.fd.Pwrite(b, off)
	return n, f.wrap("write", err)
}

// WriteString is Write for a string.
func (f *File) WriteString(s string) (n int, err error) { return f.Write(bytesOf(s)) }

// Seek sets the offset for the next Read or Write, relative to the start (0), the current offset (1) or the end (2).
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	if err := f.valid("seek"); err != nil {
		return 0, err
	}
	reading := f.dir != nil
	f.dir = nil // its buffer no longer fits
	ret, err = f.fd.Seek(offset, whence)
	if err == nil && reading && ret != 0 {
		err = syscall.EISDIR
	}
	if err != nil {
		return 0, f.wrap("seek", err)
	}
	return ret, nil
}

// do calls a system call on the descriptor.
func (f *File) do(op string, call func(fd int) error) error {
	if err := f.valid(op); err != nil {
		return err
	}
	return f.wrap(op, f.fd.Do(call))
}

// Sync writes the file's contents to the disk.
func (f *File) Sync() error { return f.do("sync", syscall.Fsync) }

// Truncate sets the file's size, without moving the offset.
func (f *File) Truncate(size int64) error {
	return f.do("truncate", func(fd int) error { return syscall.Ftruncate(fd, size) })
}

// Chmod sets the file's permissions.
func (f *File) Chmod(mode FileMode) error {
	return f.do("chmod", func(fd int) error { return syscall.Fchmod(fd, sysMode(mode)) })
}

// Chown sets the file's owner and group; -1 leaves one as it is.
func (f *File) Chown(uid, gid int) error {
	return f.do("chown", func(fd int) error { return syscall.Fchown(fd, uid, gid) })
}

// Chdir makes the directory the working directory.
func (f *File) Chdir() error { return f.do("chdir", syscall.Fchdir) }

// SetDeadline sets the time after which reads and writes fail, for files that wait; the zero Time removes it.
func (f *File) SetDeadline(t time.Time) error {
	if err := f.valid("SetDeadline"); err != nil {
		return err
	}
	return f.fd.SetDeadline(t)
}

// SetReadDeadline is SetDeadline for reading only.
func (f *File) SetReadDeadline(t time.Time) error {
	if err := f.valid("SetReadDeadline"); err != nil {
		return err
	}
	return f.fd.SetReadDeadline(t)
}

// SetWriteDeadline is SetDeadline for writing only.
func (f *File) SetWriteDeadline(t time.Time) error {
	if err := f.valid("SetWriteDeadline"); err != nil {
		return err
	}
	return f.fd.SetWriteDeadline(t)
}

// Fd returns the descriptor, set to blocking. It is valid until the File is closed or collected.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	f.fd.GiveAway()
	return uintptr(f.fd.Sysfd)
}

// SyscallConn returns access to the descriptor.
func (f *File) SyscallConn() (syscall.RawConn, error) {
	if err := f.valid("SyscallConn"); err != nil {
		return nil, err
	}
	return &rawConn{f}, nil
}

type rawConn struct{ file *File }

func (c *rawConn) Control(f func(uintptr)) error {
	if err := c.file.valid("SyscallConn"); err != nil {
		return err
	}
	err := c.file.fd.RawControl(f)
	runtime.KeepAlive(c.file)
	return err
}

func (c *rawConn) Read(f func(uintptr) bool) error {
	if err := c.file.valid("SyscallConn"); err != nil {
		return err
	}
	err := c.file.fd.RawRead(f)
	runtime.KeepAlive(c.file)
	return err
}

func (c *rawConn) Write(f func(uintptr) bool) error {
	if err := c.file.valid("SyscallConn"); err != nil {
		return err
	}
	err := c.file.fd.RawWrite(f)
	runtime.KeepAlive(c.file)
	return err
}

// Pipe returns two connected Files: what is written to w is read from r.
func Pipe() (r *File, w *File, err error) {
	var ends [2]int
	if err := syscall.Pipe2(ends[:], syscall.O_CLOEXEC); err != nil {
		return nil, nil, NewSyscallError("pipe2", err)
	}
	return newOwned(ends[0], "|0", true), newOwned(ends[1], "|1", true), nil
}

// ReadFile returns the contents of a file.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 0
	if info, err := f.Stat(); err == nil && int64(int(info.Size())) == info.Size() {
		size = int(info.Size())
	}
	// One more than needed, so that the end is found without growing; files in /proc say that they are empty.
	size++
	if size < 512 {
		size = 512
	}
	data := make([]byte, 0, size)
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err != nil {
			if err == io.EOF {
				err = nil
			}
			return data, err
		}
		if len(data) >= cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile makes data the contents of a file; perm are the permissions of a new one.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if e := f.Close(); e != nil && err == nil {
		err = e
	}
	return err
}
