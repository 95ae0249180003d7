// Files: opening, reading, writing, names, attributes.
package syscall

import (
	"runtime"
	"unsafe"
)

// Open opens a file and returns its descriptor.
func Open(path string, mode int, perm uint32) (fd int, err error) {
	return Openat(cwd(), path, mode, perm)
}

// Openat is Open with relative paths starting at the open directory dirfd.
func Openat(dirfd int, path string, flags int, mode uint32) (fd int, err error) {
	fd, err = withPath(SYS_OPENAT, dirfd, path, uintptr(flags|O_LARGEFILE), uintptr(mode), 0)
	if err != nil {
		return -1, err
	}
	return fd, nil
}

// Creat creates or truncates a file for writing.
func Creat(path string, mode uint32) (fd int, err error) {
	return Open(path, O_CREAT|O_WRONLY|O_TRUNC, mode)
}

// Close closes a descriptor.
func Close(fd int) error { return do(SYS_CLOSE, uintptr(fd), 0, 0) }

// Read reads up to len(p) bytes; 0 without an error is the end of the file.
func Read(fd int, p []byte) (n int, err error) {
	n, e := readFD(fd, p)
	return n, errnoErr(e)
}

// Write writes up to len(p) bytes.
func Write(fd int, p []byte) (n int, err error) {
	n, e := writeFD(fd, p)
	return n, errnoErr(e)
}

// Pread reads at an offset, leaving the current one alone.
func Pread(fd int, p []byte, offset int64) (n int, err error) {
	return ptr2(SYS_PREAD64, uintptr(fd), addr(p), uintptr(len(p)), uintptr(offset))
}

// Pwrite writes at an offset, leaving the current one alone.
func Pwrite(fd int, p []byte, offset int64) (n int, err error) {
	return ptr2(SYS_PWRITE64, uintptr(fd), addr(p), uintptr(len(p)), uintptr(offset))
}

// Seek sets the offset of fd.
func Seek(fd int, offset int64, whence int) (off int64, err error) {
	n, err := call(SYS_LSEEK, uintptr(fd), uintptr(offset), uintptr(whence))
	return int64(n), err
}

// Fsync writes the file's data and description to the disk.
func Fsync(fd int) error { return do(SYS_FSYNC, uintptr(fd), 0, 0) }

// Fdatasync writes the file's data to the disk.
func Fdatasync(fd int) error { return do(SYS_FDATASYNC, uintptr(fd), 0, 0) }

// Sync writes all files to the disks.
func Sync() { Syscall(SYS_SYNC, 0, 0, 0) }

// SyncFileRange writes a part of a file to the disk.
func SyncFileRange(fd int, off int64, n int64, flags int) error {
	return do6(SYS_SYNC_FILE_RANGE, uintptr(fd), uintptr(off), uintptr(n), uintptr(flags), 0, 0)
}

// Ftruncate sets the length of an open file.
func Ftruncate(fd int, length int64) error {
	return do(SYS_FTRUNCATE, uintptr(fd), uintptr(length), 0)
}

// Truncate sets the length of a file.
func Truncate(path string, length int64) error {
	return plainPath(SYS_TRUNCATE, path, uintptr(length), 0)
}

// Fallocate allocates or frees space in a file.
func Fallocate(fd int, mode uint32, off int64, len int64) error {
	return do6(SYS_FALLOCATE, uintptr(fd), uintptr(mode), uintptr(off), uintptr(len), 0, 0)
}

// Dup returns a new descriptor for the same open file.
func Dup(oldfd int) (fd int, err error) { return call(SYS_DUP, uintptr(oldfd), 0, 0) }

// Dup2 makes newfd a descriptor for the same open file.
func Dup2(oldfd int, newfd int) error { return do(SYS_DUP2, uintptr(oldfd), uintptr(newfd), 0) }

// Dup3 is Dup2 with flags.
func Dup3(oldfd int, newfd int, flags int) error {
	return do(SYS_DUP3, uintptr(oldfd), uintptr(newfd), uintptr(flags))
}

// Pipe makes a pipe and stores its two ends in p.
func Pipe(p []int) error { return Pipe2(p, 0) }

// Pipe2 is Pipe with flags.
func Pipe2(p []int, flags int) error {
	if len(p) != 2 {
		return EINVAL
	}
	var ends [2]int32
	_, err := ptr1(SYS_PIPE2, unsafe.Pointer(&ends), uintptr(flags), 0)
	if err == nil {
		p[0], p[1] = int(ends[0]), int(ends[1])
	}
	return err
}

func fcntl(fd int, cmd int, arg int) (int, error) {
	return call(SYS_FCNTL, uintptr(fd), uintptr(cmd), uintptr(arg))
}

// CloseOnExec marks fd to be closed in programs that are started.
func CloseOnExec(fd int) { fcntl(fd, F_SETFD, FD_CLOEXEC) }

// SetNonblock sets whether reads and writes of fd wait.
func SetNonblock(fd int, nonblocking bool) error {
	flags, err := fcntl(fd, F_GETFL, 0)
	if err != nil {
		return err
	}
	wanted := flags &^ O_NONBLOCK
	if nonblocking {
		wanted |= O_NONBLOCK
	}
	if wanted == flags {
		return nil
	}
	_, err = fcntl(fd, F_SETFL, wanted)
	return err
}

// FcntlFlock makes a call of fcntl that deals with file locks.
func FcntlFlock(fd uintptr, cmd int, lk *Flock_t) error {
	_, err := ptr3(SYS_FCNTL, fd, uintptr(cmd), unsafe.Pointer(lk), 0, 0)
	return err
}

// Flock locks or unlocks a whole file.
func Flock(fd int, how int) error { return do(SYS_FLOCK, uintptr(fd), uintptr(how), 0) }

// fstatat describes a file.
func fstatat(dirfd int, path string, stat *Stat_t, flags int) error {
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	_, _, e := Syscall6(SYS_NEWFSTATAT, uintptr(start(dirfd)), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(stat)), uintptr(flags), 0, 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(stat)
	return errnoErr(e)
}

// Stat describes a file, or what a symbolic link points to.
func Stat(path string, stat *Stat_t) error { return fstatat(cwd(), path, stat, 0) }

// Lstat describes a file, or a symbolic link itself.
func Lstat(path string, stat *Stat_t) error {
	return fstatat(cwd(), path, stat, atSymlinkNoFollow)
}

// Fstat describes an open file.
func Fstat(fd int, stat *Stat_t) error {
	_, err := ptr2(SYS_FSTAT, uintptr(fd), unsafe.Pointer(stat), 0, 0)
	return err
}

// Statfs describes the file system of a file.
func Statfs(path string, buf *Statfs_t) error {
	p, err := BytePtrFromString(absolute(path))
	if err == nil {
		_, err = ptr12(SYS_STATFS, unsafe.Pointer(p), unsafe.Pointer(buf), 0, 0, 0)
	}
	return err
}

// Fstatfs describes the file system of an open file.
func Fstatfs(fd int, buf *Statfs_t) error {
	_, err := ptr2(SYS_FSTATFS, uintptr(fd), unsafe.Pointer(buf), 0, 0)
	return err
}

// Ustat describes the file system of a device.
func Ustat(dev int, ubuf *Ustat_t) error {
	_, err := ptr2(SYS_USTAT, uintptr(dev), unsafe.Pointer(ubuf), 0, 0)
	return err
}

// Access checks whether the file can be used as mode says.
func Access(path string, mode uint32) error { return Faccessat(cwd(), path, mode, 0) }

// Faccessat is Access relative to an open directory. The kernel knows no flags here: those that
// do not need its help are dealt with.
func Faccessat(dirfd int, path string, mode uint32, flags int) error {
	const eaccess = 0x200
	if flags&^(atSymlinkNoFollow|eaccess) != 0 {
		return EINVAL
	}
	if flags == 0 || flags == eaccess && Getuid() == Geteuid() && Getgid() == Getegid() {
		_, err := withPath(SYS_FACCESSAT, dirfd, path, uintptr(mode), 0, 0)
		return err
	}
	var st Stat_t
	if err := fstatat(dirfd, path, &st, flags&atSymlinkNoFollow); err != nil {
		return err
	}
	return permitted(&st, mode&7, flags&eaccess != 0)
}

// permitted checks the permission bits of a file for the current user.
func permitted(st *Stat_t, mode uint32, effective bool) error {
	uid, gid := Getuid(), Getgid()
	if effective {
		uid, gid = Geteuid(), Getegid()
	}
	if mode == 0 || uid == 0 && (mode&1 == 0 || st.Mode&0111 != 0) {
		return nil
	}
	allowed := st.Mode & 7
	if uid == int(st.Uid) {
		allowed = st.Mode >> 6 & 7
	} else if gid == int(st.Gid) || inGroups(int(st.Gid)) {
		allowed = st.Mode >> 3 & 7
	}
	if allowed&mode == mode {
		return nil
	}
	return EACCES
}

func inGroups(gid int) bool {
	groups, _ := Getgroups()
	for _, g := range groups {
		if g == gid {
			return true
		}
	}
	return false
}

// Chmod sets the permissions of a file.
func Chmod(path string, mode uint32) error { return Fchmodat(cwd(), path, mode, 0) }

// Fchmod sets the permissions of an open file.
func Fchmod(fd int, mode uint32) error { return do(SYS_FCHMOD, uintptr(fd), uintptr(mode), 0) }

// Fchmodat is Chmod relative to an open directory; the kernel knows no flags here.
func Fchmodat(dirfd int, path string, mode uint32, flags int) error {
	if flags&^atSymlinkNoFollow != 0 {
		return EINVAL
	}
	if flags&atSymlinkNoFollow != 0 {
		return EOPNOTSUPP
	}
	_, err := withPath(SYS_FCHMODAT, dirfd, path, uintptr(mode), 0, 0)
	return err
}

// Chown sets the owner of a file.
func Chown(path string, uid int, gid int) error { return Fchownat(cwd(), path, uid, gid, 0) }

// Lchown sets the owner of a file, or of a symbolic link itself.
func Lchown(path string, uid int, gid int) error {
	return Fchownat(cwd(), path, uid, gid, atSymlinkNoFollow)
}

// Fchown sets the owner of an open file.
func Fchown(fd int, uid int, gid int) error {
	return do(SYS_FCHOWN, uintptr(fd), uintptr(uid), uintptr(gid))
}

// Fchownat is Chown relative to an open directory.
func Fchownat(dirfd int, path string, uid int, gid int, flags int) error {
	_, err := withPath(SYS_FCHOWNAT, dirfd, path, uintptr(uid), uintptr(gid), uintptr(flags))
	return err
}

// Link makes newpath another name of the file oldpath.
func Link(oldpath string, newpath string) error {
	return withPaths(SYS_LINKAT, cwd(), oldpath, cwd(), newpath, 0)
}

// Symlink makes newpath a symbolic link to oldpath.
func Symlink(oldpath string, newpath string) error {
	p, err := BytePtrFromString(oldpath)
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(newpath)
	if err != nil {
		return err
	}
	_, _, e := Syscall(SYS_SYMLINKAT, uintptr(unsafe.Pointer(p)), uintptr(cwd()), uintptr(unsafe.Pointer(q)))
	runtime.KeepAlive(p)
	runtime.KeepAlive(q)
	return errnoErr(e)
}

// Readlink stores what a symbolic link points to in buf.
func Readlink(path string, buf []byte) (n int, err error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return 0, err
	}
	r, _, e := Syscall6(SYS_READLINKAT, uintptr(cwd()), uintptr(unsafe.Pointer(p)), uintptr(addr(buf)), uintptr(len(buf)), 0, 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(buf)
	return int(r), errnoErr(e)
}

// Rename renames a file.
func Rename(oldpath string, newpath string) error {
	return Renameat(cwd(), oldpath, cwd(), newpath)
}

// Renameat is Rename relative to open directories.
func Renameat(olddirfd int, oldpath string, newdirfd int, newpath string) error {
	return withPaths(SYS_RENAMEAT, olddirfd, oldpath, newdirfd, newpath, 0)
}

// Unlink removes a name of a file that is not a directory.
func Unlink(path string) error { return Unlinkat(cwd(), path) }

// Unlinkat is Unlink relative to an open directory.
func Unlinkat(dirfd int, path string) error {
	_, err := withPath(SYS_UNLINKAT, dirfd, path, 0, 0, 0)
	return err
}

// Rmdir removes an empty directory.
func Rmdir(path string) error {
	_, err := withPath(SYS_UNLINKAT, cwd(), path, atRemoveDir, 0, 0)
	return err
}

// Mkdir makes a directory.
func Mkdir(path string, mode uint32) error { return Mkdirat(cwd(), path, mode) }

// Mkdirat is Mkdir relative to an open directory.
func Mkdirat(dirfd int, path string, mode uint32) error {
	_, err := withPath(SYS_MKDIRAT, dirfd, path, uintptr(mode), 0, 0)
	return err
}

// Mknod makes a file of any kind.
func Mknod(path string, mode uint32, dev int) error { return Mknodat(cwd(), path, mode, dev) }

// Mknodat is Mknod relative to an open directory.
func Mknodat(dirfd int, path string, mode uint32, dev int) error {
	_, err := withPath(SYS_MKNODAT, dirfd, path, uintptr(mode), uintptr(dev), 0)
	return err
}

// Mkfifo makes a named pipe.
func Mkfifo(path string, mode uint32) error { return Mknod(path, mode|S_IFIFO, 0) }

// Umask sets the mask of permissions that new files do not get and returns the old one.
func Umask(mask int) (oldmask int) {
	r, _, _ := RawSyscall(SYS_UMASK, uintptr(mask), 0, 0)
	return int(r)
}

// Getxattr stores an extended attribute of a file in dest.
func Getxattr(path string, attr string, dest []byte) (sz int, err error) {
	return xattr(SYS_GETXATTR, path, attr, dest, 0)
}

// Setxattr sets an extended attribute of a file.
func Setxattr(path string, attr string, data []byte, flags int) error {
	_, err := xattr(SYS_SETXATTR, path, attr, data, flags)
	return err
}

// Removexattr removes an extended attribute of a file.
func Removexattr(path string, attr string) error {
	_, err := xattr(SYS_REMOVEXATTR, path, attr, nil, 0)
	return err
}

func xattr(trap uintptr, path, attr string, data []byte, flags int) (int, error) {
	p, err := BytePtrFromString(absolute(path))
	if err != nil {
		return 0, err
	}
	q, err := BytePtrFromString(attr)
	if err != nil {
		return 0, err
	}
	r, _, e := Syscall6(trap, uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(q)), uintptr(addr(data)), uintptr(len(data)), uintptr(flags), 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(q)
	runtime.KeepAlive(data)
	return int(r), errnoErr(e)
}

// Listxattr stores the names of a file's extended attributes in dest.
func Listxattr(path string, dest []byte) (sz int, err error) {
	p, err := BytePtrFromString(absolute(path))
	if err != nil {
		return 0, err
	}
	return ptr12(SYS_LISTXATTR, unsafe.Pointer(p), addr(dest), uintptr(len(dest)), 0, 0)
}

// Sendfile copies between descriptors in the kernel.
func Sendfile(outfd int, infd int, offset *int64, count int) (written int, err error) {
	return ptr3(SYS_SENDFILE, uintptr(outfd), uintptr(infd), unsafe.Pointer(offset), uintptr(count), 0)
}

// Splice moves data between a pipe and another descriptor.
func Splice(rfd int, roff *int64, wfd int, woff *int64, len int, flags int) (n int64, err error) {
	r, _, e := Syscall6(SYS_SPLICE, uintptr(rfd), uintptr(unsafe.Pointer(roff)), uintptr(wfd), uintptr(unsafe.Pointer(woff)), uintptr(len), uintptr(flags))
	runtime.KeepAlive(roff)
	runtime.KeepAlive(woff)
	return int64(r), errnoErr(e)
}

// Tee copies data between pipes.
func Tee(rfd int, wfd int, len int, flags int) (n int64, err error) {
	r, _, e := Syscall6(SYS_TEE, uintptr(rfd), uintptr(wfd), uintptr(len), uintptr(flags), 0, 0)
	return int64(r), errnoErr(e)
}

// Utime sets the times of a file.
func Utime(path string, buf *Utimbuf) error {
	tv := []Timeval{{Sec: buf.Actime}, {Sec: buf.Modtime}}
	return Utimes(path, tv)
}

// Utimes sets the times of a file: access, then modification.
func Utimes(path string, tv []Timeval) error { return Futimesat(cwd(), path, tv) }

// Futimesat is Utimes relative to an open directory.
func Futimesat(dirfd int, path string, tv []Timeval) error {
	if len(tv) != 2 {
		return EINVAL
	}
	p, err := BytePtrFromString(path)
	if err == nil {
		_, _, e := Syscall(SYS_FUTIMESAT, uintptr(start(dirfd)), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&tv[0])))
		runtime.KeepAlive(p)
		runtime.KeepAlive(tv)
		err = errnoErr(e)
	}
	return err
}

// Futimes sets the times of an open file.
func Futimes(fd int, tv []Timeval) error {
	return Utimes("/proc/self/fd/"+itoa(fd), tv)
}

// UtimesNano is Utimes with nanoseconds.
func UtimesNano(path string, ts []Timespec) error {
	if len(ts) != 2 {
		return EINVAL
	}
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	_, _, e := Syscall6(SYS_UTIMENSAT, uintptr(cwd()), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&ts[0])), 0, 0, 0)
	runtime.KeepAlive(p)
	runtime.KeepAlive(ts)
	return errnoErr(e)
}
