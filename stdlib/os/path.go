package os

import (
	"io"
	"syscall"
	"time"
	"unsafe"
)

// Separators of names, and of names in lists.
const (
	PathSeparator     = '/'
	PathListSeparator = ':'
)

// IsPathSeparator reports whether c separates the elements of names.
func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// onPath makes a PathError of what a system call returns.
func onPath(op, name string, call func() error) error {
	if err := retry(call); err != nil {
		return &PathError{Op: op, Path: name, Err: err}
	}
	return nil
}

// onPaths makes a LinkError of what a system call returns.
func onPaths(op, old, new string, call func() error) error {
	if err := retry(call); err != nil {
		return &LinkError{op, old, new, err}
	}
	return nil
}

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	err := onPath("mkdir", name, func() error { return syscall.Mkdir(name, sysMode(perm)) })
	if err == nil && perm&ModeSticky != 0 {
		return nil // Linux keeps the bit
	}
	return err
}

// MkdirAll makes a directory and those above it that are missing; if there is one already it does nothing.
func MkdirAll(path string, perm FileMode) error {
	info, err := Stat(path)
	if err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{Op: "mkdir", Path: path, Err: syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err = Mkdir(path, perm)
	if err != nil {
		// Someone else may have made it, or the name ends in "." or "..".
		if info, e := Lstat(path); e == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	err := retry(func() error { return syscall.Unlink(name) })
	if err == nil {
		return nil
	}
	err2 := retry(func() error { return syscall.Rmdir(name) })
	if err2 == nil {
		return nil
	}
	// The error of the right call is wanted: rmdir's, unless it says that this is no directory.
	if err2 != syscall.ENOTDIR {
		err = err2
	}
	return &PathError{Op: "remove", Path: name, Err: err}
}

// Rename renames a file; one that has the new name is replaced unless it is a directory.
func Rename(oldpath, newpath string) error {
	info, err := Lstat(newpath)
	if err == nil && info.IsDir() {
		// Wrong old names go first, then the same file under a name that differs in case only is right.
		old, err := Lstat(oldpath)
		if err != nil {
			if e, ok := err.(*PathError); ok {
				err = e.Err
			}
			return &LinkError{"rename", oldpath, newpath, err}
		}
		if newpath == oldpath || !SameFile(info, old) {
			return &LinkError{"rename", oldpath, newpath, syscall.EEXIST}
		}
	}
	return onPaths("rename", oldpath, newpath, func() error { return syscall.Rename(oldpath, newpath) })
}

// Link makes newname another name of a file.
func Link(oldname, newname string) error {
	return onPaths("link", oldname, newname, func() error { return syscall.Link(oldname, newname) })
}

// Symlink makes newname a symbolic link to oldname.
func Symlink(oldname, newname string) error {
	return onPaths("symlink", oldname, newname, func() error { return syscall.Symlink(oldname, newname) })
}

// Readlink returns what a symbolic link points to.
func Readlink(name string) (string, error) {
	for size := 128; ; size *= 2 {
		buf := make([]byte, size)
		n := 0
		err := onPath("readlink", name, func() (err error) {
			n, err = syscall.Readlink(name, buf)
			return err
		})
		if err != nil {
			return "", err
		}
		if n < size {
			return string(buf[:n]), nil
		}
	}
}

// Truncate sets the size of a file.
func Truncate(name string, size int64) error {
	return onPath("truncate", name, func() error { return syscall.Truncate(name, size) })
}

// Chmod sets the permissions of a file.
func Chmod(name string, mode FileMode) error {
	return onPath("chmod", name, func() error { return syscall.Chmod(name, sysMode(mode)) })
}

// Chown sets owner and group of a file, or of what a symbolic link points to; -1 leaves one as it is.
func Chown(name string, uid, gid int) error {
	return onPath("chown", name, func() error { return syscall.Chown(name, uid, gid) })
}

// Lchown is Chown for a symbolic link itself.
func Lchown(name string, uid, gid int) error {
	return onPath("lchown", name, func() error { return syscall.Lchown(name, uid, gid) })
}

// Chtimes sets the times of a file; a zero Time leaves one as it is.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	const omit = 1<<30 - 2 // UTIME_OMIT
	times := make([]syscall.Timespec, 2)
	for i, t := range [...]time.Time{atime, mtime} {
		if t.IsZero() {
			times[i] = syscall.Timespec{Sec: 0, Nsec: omit}
		} else {
			times[i] = syscall.NsecToTimespec(t.UnixNano())
		}
	}
	return onPath("chtimes", name, func() error { return syscall.UtimesNano(name, times) })
}

// Chdir makes a directory the working directory.
func Chdir(dir string) error {
	return onPath("chdir", dir, func() error { return syscall.Chdir(dir) })
}

// Getwd returns the name of the working directory: the variable PWD if that is a name of it.
func Getwd() (dir string, err error) {
	if dir := Getenv("PWD"); len(dir) > 0 && dir[0] == '/' {
		here, err := Stat(".")
		if err != nil {
			return "", err
		}
		if info, err := Stat(dir); err == nil && SameFile(here, info) {
			return dir, nil
		}
	}
	err = retry(func() (err error) {
		dir, err = syscall.Getwd()
		return err
	})
	return dir, NewSyscallError("getwd", err)
}

// RemoveAll removes a file or a directory with everything in it. That there is none is no error.
func RemoveAll(path string) error {
	if path == "" {
		return nil
	}
	if path == "." || len(path) >= 2 && path[len(path)-1] == '.' && path[len(path)-2] == '/' {
		return &PathError{Op: "RemoveAll", Path: path, Err: syscall.EINVAL}
	}
	if err := Remove(path); err == nil || IsNotExist(err) {
		return nil
	}
	dir, base := splitPath(path)
	parent, err := Open(dir)
	if IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer parent.Close()
	if err := removeFrom(parent.fd.Sysfd, base); err != nil {
		err.Path = dir + "/" + err.Path
		return err
	}
	return nil
}

// splitPath splits before the last element, which may be followed by slashes.
func splitPath(path string) (dir, base string) {
	for len(path) > 1 && path[0] == '/' && path[1] == '/' {
		path = path[1:]
	}
	for len(path) > 1 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	for i := len(path) - 1; i >= 0; i-- {
		if path[i] == '/' {
			if i == 0 {
				return "/", path[1:]
			}
			return path[:i], path[i+1:]
		}
	}
	return ".", path
}

const (
	atRemoveDir       = 0x200
	atSymlinkNoFollow = 0x100
)

func unlinkAt(dir int, name string, flags uintptr) error {
	p, err := syscall.BytePtrFromString(name)
	if err != nil {
		return err
	}
	return retry(func() error {
		_, _, e := syscall.Syscall(syscall.SYS_UNLINKAT, uintptr(dir), uintptr(unsafe.Pointer(p)), flags)
		if e != 0 {
			return e
		}
		return nil
	})
}

func isDirAt(dir int, name string) (bool, error) {
	p, err := syscall.BytePtrFromString(name)
	if err != nil {
		return false, err
	}
	st := new(syscall.Stat_t)
	_, _, e := syscall.Syscall6(syscall.SYS_NEWFSTATAT, uintptr(dir), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(st)), atSymlinkNoFollow, 0, 0)
	if e != 0 {
		return false, e
	}
	return st.Mode&syscall.S_IFMT == syscall.S_IFDIR, nil
}

// removeFrom removes name in the open directory parent. Going through descriptors, it can't be led elsewhere by links.
func removeFrom(parent int, name string) *PathError {
	err := unlinkAt(parent, name, 0)
	if err == nil || IsNotExist(err) {
		return nil
	}
	if err != syscall.EISDIR && err != syscall.EPERM && err != syscall.EACCES {
		return &PathError{Op: "unlinkat", Path: name, Err: err}
	}
	isDir, statErr := isDirAt(parent, name)
	if IsNotExist(statErr) {
		return nil
	}
	if statErr != nil {
		return &PathError{Op: "fstatat", Path: name, Err: statErr}
	}
	if !isDir {
		return &PathError{Op: "unlinkat", Path: name, Err: err}
	}
	inside := emptyDir(parent, name)
	err = unlinkAt(parent, name, atRemoveDir)
	if err == nil || IsNotExist(err) {
		return nil
	}
	if inside != nil {
		return inside
	}
	return &PathError{Op: "unlinkat", Path: name, Err: err}
}

// emptyDir removes what is in a directory, and returns the first error.
func emptyDir(parent int, name string) (first *PathError) {
	const portion = 1024
	for {
		var fd int
		err := retry(func() (err error) {
			fd, err = syscall.Openat(parent, name, O_RDONLY|syscall.O_CLOEXEC, 0)
			return err
		})
		if IsNotExist(err) {
			return first
		}
		if err != nil {
			return &PathError{Op: "openfdat", Path: name, Err: err}
		}
		f := newOwned(fd, name, false)
		more, progress := false, false
		for !progress {
			names, err := f.Readdirnames(portion)
			if err != nil && err != io.EOF {
				f.Close()
				if IsNotExist(err) {
					return first
				}
				return &PathError{Op: "readdirnames", Path: name, Err: err}
			}
			more = len(names) == portion
			progress = !more
			for _, entry := range names {
				if err := removeFrom(fd, entry); err == nil {
					progress = true
				} else if first == nil {
					err.Path = name + "/" + err.Path
					first = err
				}
			}
		}
		// Removing may have moved entries: begin again until one portion holds them all.
		f.Close()
		if !more {
			return first
		}
	}
}
