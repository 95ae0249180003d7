package os

import (
	"io/fs"
	"syscall"
	"time"
)

// fileStat describes a file as stat(2) does.
type fileStat struct {
	name    string
	size    int64
	mode    FileMode
	modTime time.Time
	sys     syscall.Stat_t
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return s.modTime }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return &s.sys }

// complete fills in what is derived from sys.
func (s *fileStat) complete(name string) {
	s.name = baseName(name)
	s.size = s.sys.Size
	s.modTime = time.Unix(s.sys.Mtim.Sec, s.sys.Mtim.Nsec)
	s.mode = FileMode(s.sys.Mode&0777) | fileType(s.sys.Mode)
	if s.sys.Mode&syscall.S_ISGID != 0 {
		s.mode |= ModeSetgid
	}
	if s.sys.Mode&syscall.S_ISUID != 0 {
		s.mode |= ModeSetuid
	}
	if s.sys.Mode&syscall.S_ISVTX != 0 {
		s.mode |= ModeSticky
	}
}

// fileType translates the type bits of stat.
func fileType(mode uint32) FileMode {
	switch mode & syscall.S_IFMT {
	case syscall.S_IFBLK:
		return ModeDevice
	case syscall.S_IFCHR:
		return ModeDevice | ModeCharDevice
	case syscall.S_IFDIR:
		return ModeDir
	case syscall.S_IFIFO:
		return ModeNamedPipe
	case syscall.S_IFLNK:
		return ModeSymlink
	case syscall.S_IFSOCK:
		return ModeSocket
	}
	return 0
}

// sysMode translates permissions for the system.
func sysMode(m FileMode) uint32 {
	mode := uint32(m.Perm())
	if m&ModeSetuid != 0 {
		mode |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		mode |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		mode |= syscall.S_ISVTX
	}
	return mode
}

// baseName returns the last element of a name.
func baseName(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0 && len(name) > 1; i-- {
		if name[i] == '/' {
			return name[i+1:]
		}
	}
	return name
}

// Stat describes a file, or what a symbolic link points to.
func Stat(name string) (FileInfo, error) { return statBy("stat", name, syscall.Stat) }

// Lstat describes a file, or a symbolic link itself.
func Lstat(name string) (FileInfo, error) { return statBy("lstat", name, syscall.Lstat) }

func statBy(op, name string, call func(string, *syscall.Stat_t) error) (FileInfo, error) {
	s := new(fileStat)
	if err := retry(func() error { return call(name, &s.sys) }); err != nil {
		return nil, &PathError{Op: op, Path: name, Err: err}
	}
	s.complete(name)
	return s, nil
}

// retry repeats a system call that a signal has interrupted.
func retry(call func() error) error {
	for {
		if err := call(); err != syscall.EINTR {
			return err
		}
	}
}

// Stat describes the open file.
func (f *File) Stat() (FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	s := new(fileStat)
	if err := f.fd.Do(func(fd int) error { return syscall.Fstat(fd, &s.sys) }); err != nil {
		return nil, &PathError{Op: "stat", Path: f.name, Err: err}
	}
	s.complete(f.name)
	return s, nil
}

// SameFile reports whether both descriptions, from this package, are of the same file.
func SameFile(fi1, fi2 FileInfo) bool {
	a, ok1 := fi1.(*fileStat)
	b, ok2 := fi2.(*fileStat)
	return ok1 && ok2 && a.sys.Dev == b.sys.Dev && a.sys.Ino == b.sys.Ino
}

var _ fs.FileInfo = (*fileStat)(nil)
