// The working directory. It belongs to the program, not to the process, which may run several
// programs: Chdir keeps the directory open and all calls with relative paths start from there.
package syscall

import (
	"sync/atomic"
	"unsafe"
)

const (
	atCWD             = -100 // AT_FDCWD: the directory of the process
	atSymlinkNoFollow = 0x100
	atRemoveDir       = 0x200
	oPath             = 0x200000
)

// cwdFD is the directory that Chdir has opened, or atCWD before the first. Descriptors of
// earlier directories stay open, as a call may be using one; Chdir is rare.
var cwdFD int64 = atCWD

func cwd() int { return int(atomic.LoadInt64(&cwdFD)) }

// start is the directory that relative paths start from when a call names dir.
func start(dir int) int {
	if dir == atCWD {
		return cwd()
	}
	return dir
}

// Chdir makes path the working directory.
func Chdir(path string) error {
	fd, err := Open(path, O_RDONLY|O_DIRECTORY|O_CLOEXEC|oPath, 0)
	if err != nil {
		return err
	}
	return enter(fd)
}

// Fchdir makes the open directory fd the working directory.
func Fchdir(fd int) error {
	copied, err := Openat(fd, ".", O_RDONLY|O_DIRECTORY|O_CLOEXEC|oPath, 0)
	if err != nil {
		return err
	}
	return enter(copied)
}

// enter makes the directory fd, which it owns, the working directory if it may be searched.
func enter(fd int) error {
	const search = 1
	if _, err := withPath(SYS_FACCESSAT, fd, ".", search, 0, 0); err != nil {
		Close(fd)
		return err
	}
	atomic.StoreInt64(&cwdFD, int64(fd))
	return nil
}

// Getcwd stores the name of the working directory and a NUL in buf and returns their length.
func Getcwd(buf []byte) (n int, err error) {
	if cwd() == atCWD {
		return ptr1(SYS_GETCWD, addr(buf), uintptr(len(buf)), 0)
	}
	name, err := openName(cwd())
	if err != nil {
		return 0, err
	}
	if len(name)+1 > len(buf) {
		return 0, ERANGE
	}
	n = copy(buf, name)
	buf[n] = 0
	return n + 1, nil
}

// openName returns the name of an open file, as far as it still has one.
func openName(fd int) (string, error) {
	var buf [PathMax]byte
	p, err := BytePtrFromString("/proc/self/fd/" + itoa(fd))
	if err != nil {
		return "", err
	}
	n, err := ptr12(SYS_READLINK, unsafe.Pointer(p), unsafe.Pointer(&buf[0]), PathMax, 0, 0)
	if err != nil {
		return "", err
	}
	name := string(buf[:n])
	const gone = " (deleted)"
	if len(name) > len(gone) && name[len(name)-len(gone):] == gone {
		return "", ENOENT
	}
	return name, nil
}

// Getwd returns the name of the working directory.
func Getwd() (string, error) {
	var buf [PathMax]byte
	n, err := Getcwd(buf[:])
	if err != nil {
		return "", err
	}
	if n < 1 || n > len(buf) || buf[n-1] != 0 {
		return "", EINVAL
	}
	if buf[0] != '/' { // outside of the root directory
		return "", ENOENT
	}
	return string(buf[:n-1]), nil
}

// absolute makes a relative path usable in calls that start from the process's directory.
func absolute(path string) string {
	if cwd() == atCWD || path == "" || path[0] == '/' {
		return path
	}
	return "/proc/self/fd/" + itoa(cwd()) + "/" + path
}
