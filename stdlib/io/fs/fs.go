// Package fs defines what a file system looks like to a program: the FS interface, the
// descriptions of files, and their errors. Functions over any FS are in files.go (read, list,
// stat), glob.go, sub.go and walk.go; the operating system's files are package os.
package fs

import (
	"internal/oserror"
	"time"
	"unicode/utf8"
)

// FS is a tree of files. Open's errors should be of type *PathError with Op "open", and names
// that ValidPath rejects should fail with ErrInvalid or ErrNotExist.
type FS interface {
	Open(name string) (File, error)
}

// File is one open file; directories should also implement ReadDirFile.
type File interface {
	Stat() (FileInfo, error)
	Read([]byte) (int, error)
	Close() error
}

// ReadDirFile is an open directory. ReadDir(n) returns up to n entries in directory order,
// io.EOF after the last; n <= 0 asks for all that are left.
type ReadDirFile interface {
	File
	ReadDir(n int) ([]DirEntry, error)
}

// DirEntry is one entry of a directory.
type DirEntry interface {
	// Name returns the last element of the file's path.
	Name() string
	// IsDir reports whether the entry is a directory.
	IsDir() bool
	// Type returns the type bits of the file's mode.
	Type() FileMode
	// Info describes the file itself, a symbolic link included, now or as of the listing.
	Info() (FileInfo, error)
}

// FileInfo describes a file.
type FileInfo interface {
	Name() string       // last element of the path
	Size() int64        // length in bytes of regular files
	Mode() FileMode     // type and permissions
	ModTime() time.Time // time of the last change
	IsDir() bool        // short for Mode().IsDir()
	Sys() any           // the underlying data, or nil
}

// FileMode holds a file's type and permissions. The low nine bits are Unix's rwxrwxrwx.
type FileMode uint32

// The bits beside the permissions, from the most significant one down.
const (
	ModeDir        FileMode = 1 << (31 - iota) // d: directory
	ModeAppend                                 // a: append-only
	ModeExclusive                              // l: exclusive use
	ModeTemporary                              // T: temporary file
	ModeSymlink                                // L: symbolic link
	ModeDevice                                 // D: device file
	ModeNamedPipe                              // p: named pipe
	ModeSocket                                 // S: Unix domain socket
	ModeSetuid                                 // u: setuid
	ModeSetgid                                 // g: setgid
	ModeCharDevice                             // c: character device, together with ModeDevice
	ModeSticky                                 // t: sticky
	ModeIrregular                              // ?: a file of another, unknown kind

	// ModeType masks the bits that make the type; regular files have none of them.
	ModeType = ModeDir | ModeSymlink | ModeNamedPipe | ModeSocket | ModeDevice | ModeCharDevice | ModeIrregular

	// ModePerm masks the permission bits.
	ModePerm FileMode = 0777
)

// String returns letters for the set bits, or a dash, and the permissions as in ls -l.
func (m FileMode) String() string {
	const letters = "dalTLDpSugct?"
	const perms = "rwxrwxrwx"
	b := make([]byte, 0, 32)
	for i := 0; i < len(letters); i++ {
		if m&(1<<uint(31-i)) != 0 {
			b = append(b, letters[i])
		}
	}
	if len(b) == 0 {
		b = append(b, '-')
	}
	for i := 0; i < len(perms); i++ {
		if m&(1<<uint(8-i)) != 0 {
			b = append(b, perms[i])
		} else {
			b = append(b, '-')
		}
	}
	return string(b)
}

// IsDir reports whether m describes a directory.
func (m FileMode) IsDir() bool { return m&ModeDir != 0 }

// IsRegular reports whether m describes a regular file.
func (m FileMode) IsRegular() bool { return m&ModeType == 0 }

// Perm returns the permission bits of m.
func (m FileMode) Perm() FileMode { return m & ModePerm }

// Type returns the type bits of m.
func (m FileMode) Type() FileMode { return m & ModeType }

// Errors that file systems report; test for them with errors.Is.
var (
	ErrInvalid    = oserror.ErrInvalid
	ErrPermission = oserror.ErrPermission
	ErrExist      = oserror.ErrExist
	ErrNotExist   = oserror.ErrNotExist
	ErrClosed     = oserror.ErrClosed
)

// PathError tells which operation failed on which file, and why.
type PathError struct {
	Op   string
	Path string
	Err  error
}

func (e *PathError) Error() string { return e.Op + " " + e.Path + ": " + e.Err.Error() }

func (e *PathError) Unwrap() error { return e.Err }

// Timeout reports whether the error is a timeout.
func (e *PathError) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// ValidPath reports whether name can be the argument of Open: "." or elements separated by
// single slashes, none of them empty, "." or "..", in valid UTF-8.
func ValidPath(name string) bool {
	if !utf8.ValidString(name) {
		return false
	}
	if name == "." {
		return true
	}
	start := 0
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		switch name[start:i] {
		case "", ".", "..":
			return false
		}
		start = i + 1
	}
	return true
}
