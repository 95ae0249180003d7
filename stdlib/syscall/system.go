// The system as a whole, polling, notification, privileges and tracing.
package syscall

import (
	"runtime"
	"unsafe"
)

// Uname stores the names of the system in buf.
func Uname(buf *Utsname) error {
	_, err := ptr1(SYS_UNAME, unsafe.Pointer(buf), 0, 0)
	return err
}

// Sysinfo stores figures about the system in info.
func Sysinfo(info *Sysinfo_t) error {
	_, err := ptr1(SYS_SYSINFO, unsafe.Pointer(info), 0, 0)
	return err
}

// Sethostname sets the name of the host.
func Sethostname(p []byte) error {
	_, err := ptr1(SYS_SETHOSTNAME, addr(p), uintptr(len(p)), 0)
	return err
}

// Setdomainname sets the name of the domain.
func Setdomainname(p []byte) error {
	_, err := ptr1(SYS_SETDOMAINNAME, addr(p), uintptr(len(p)), 0)
	return err
}

// Klogctl reads or controls the kernel's log.
func Klogctl(typ int, buf []byte) (n int, err error) {
	return ptr2(SYS_SYSLOG, uintptr(typ), addr(buf), uintptr(len(buf)), 0)
}

// Reboot restarts or halts the system.
func Reboot(cmd int) error {
	return do(SYS_REBOOT, LINUX_REBOOT_MAGIC1, LINUX_REBOOT_MAGIC2, uintptr(cmd))
}

// Acct switches accounting of processes.
func Acct(path string) error { return plainPath(SYS_ACCT, path, 0, 0) }

// Chroot sets the root directory.
func Chroot(path string) error { return plainPath(SYS_CHROOT, path, 0, 0) }

// PivotRoot exchanges the root file system.
func PivotRoot(newroot string, putold string) error {
	p, err := BytePtrFromString(absolute(newroot))
	if err != nil {
		return err
	}
	q, err := BytePtrFromString(absolute(putold))
	if err != nil {
		return err
	}
	_, err = ptr12(SYS_PIVOT_ROOT, unsafe.Pointer(p), unsafe.Pointer(q), 0, 0, 0)
	return err
}

// Mount mounts a file system.
func Mount(source string, target string, fstype string, flags uintptr, data string) error {
	src, err := BytePtrFromString(source)
	if err != nil {
		return err
	}
	dst, err := BytePtrFromString(absolute(target))
	if err != nil {
		return err
	}
	typ, err := BytePtrFromString(fstype)
	if err != nil {
		return err
	}
	var opts *byte
	if data != "" {
		if opts, err = BytePtrFromString(data); err != nil {
			return err
		}
	}
	_, _, e := Syscall6(SYS_MOUNT, uintptr(unsafe.Pointer(src)), uintptr(unsafe.Pointer(dst)), uintptr(unsafe.Pointer(typ)), flags, uintptr(unsafe.Pointer(opts)), 0)
	runtime.KeepAlive(src)
	runtime.KeepAlive(dst)
	runtime.KeepAlive(typ)
	runtime.KeepAlive(opts)
	return errnoErr(e)
}

// Unmount unmounts a file system.
func Unmount(target string, flags int) error {
	return plainPath(SYS_UMOUNT2, target, uintptr(flags), 0)
}

// Unshare gives the thread namespaces of its own.
func Unshare(flags int) error { return do(SYS_UNSHARE, uintptr(flags), 0, 0) }

// Ioperm sets access to ports.
func Ioperm(from int, num int, on int) error {
	return do(SYS_IOPERM, uintptr(from), uintptr(num), uintptr(on))
}

// Iopl sets the privilege for ports.
func Iopl(level int) error { return do(SYS_IOPL, uintptr(level), 0, 0) }

// Select waits until descriptors are ready.
func Select(nfd int, r *FdSet, w *FdSet, e *FdSet, timeout *Timeval) (n int, err error) {
	res, _, errno := Syscall6(SYS_SELECT, uintptr(nfd), uintptr(unsafe.Pointer(r)), uintptr(unsafe.Pointer(w)), uintptr(unsafe.Pointer(e)), uintptr(unsafe.Pointer(timeout)), 0)
	runtime.KeepAlive(r)
	runtime.KeepAlive(w)
	runtime.KeepAlive(e)
	runtime.KeepAlive(timeout)
	return int(res), errnoErr(errno)
}

// EpollCreate makes an epoll descriptor; size has no meaning but must be positive.
func EpollCreate(size int) (fd int, err error) {
	if size <= 0 {
		return -1, EINVAL
	}
	return EpollCreate1(0)
}

// EpollCreate1 makes an epoll descriptor.
func EpollCreate1(flag int) (fd int, err error) {
	return call(SYS_EPOLL_CREATE1, uintptr(flag), 0, 0)
}

// EpollCtl adds, changes or removes a descriptor to wait for.
func EpollCtl(epfd int, op int, fd int, event *EpollEvent) error {
	_, _, e := RawSyscall6(SYS_EPOLL_CTL, uintptr(epfd), uintptr(op), uintptr(fd), uintptr(unsafe.Pointer(event)), 0, 0)
	runtime.KeepAlive(event)
	return errnoErr(e)
}

// EpollWait waits for events, msec milliseconds or without a limit for -1.
func EpollWait(epfd int, events []EpollEvent, msec int) (n int, err error) {
	var p unsafe.Pointer
	if len(events) > 0 {
		p = unsafe.Pointer(&events[0])
	} else {
		p = unsafe.Pointer(&zero)
	}
	return ptr2(SYS_EPOLL_PWAIT, uintptr(epfd), p, uintptr(len(events)), uintptr(msec))
}

// InotifyInit makes an inotify descriptor.
func InotifyInit() (fd int, err error) { return InotifyInit1(0) }

// InotifyInit1 makes an inotify descriptor.
func InotifyInit1(flags int) (fd int, err error) {
	return call(SYS_INOTIFY_INIT1, uintptr(flags), 0, 0)
}

// InotifyAddWatch watches a file.
func InotifyAddWatch(fd int, pathname string, mask uint32) (watchdesc int, err error) {
	return withPath(SYS_INOTIFY_ADD_WATCH, fd, absolute(pathname), uintptr(mask), 0, 0)
}

// InotifyRmWatch ends a watch.
func InotifyRmWatch(fd int, watchdesc uint32) (success int, err error) {
	return call(SYS_INOTIFY_RM_WATCH, uintptr(fd), uintptr(watchdesc), 0)
}

// PC returns the program counter.
func (r *PtraceRegs) PC() uint64 { return r.Rip }

// SetPC sets the program counter.
func (r *PtraceRegs) SetPC(pc uint64) { r.Rip = pc }

func ptrace(request, pid int, address, data uintptr) error {
	return do6(SYS_PTRACE, uintptr(request), uintptr(pid), address, data, 0, 0)
}

func ptraceInto(request, pid int, address uintptr, p unsafe.Pointer) error {
	_, _, e := Syscall6(SYS_PTRACE, uintptr(request), uintptr(pid), address, uintptr(p), 0, 0)
	runtime.KeepAlive(p)
	return errnoErr(e)
}

// PtraceAttach begins to trace a process.
func PtraceAttach(pid int) error { return ptrace(PTRACE_ATTACH, pid, 0, 0) }

// PtraceDetach ends tracing a process.
func PtraceDetach(pid int) error { return ptrace(PTRACE_DETACH, pid, 0, 0) }

// PtraceCont lets a stopped process go on, with a signal.
func PtraceCont(pid int, signal int) error { return ptrace(PTRACE_CONT, pid, 0, uintptr(signal)) }

// PtraceSyscall is PtraceCont up to the next system call.
func PtraceSyscall(pid int, signal int) error {
	return ptrace(PTRACE_SYSCALL, pid, 0, uintptr(signal))
}

// PtraceSingleStep lets a process do one instruction.
func PtraceSingleStep(pid int) error { return ptrace(PTRACE_SINGLESTEP, pid, 0, 0) }

// PtraceSetOptions sets options of the trace.
func PtraceSetOptions(pid int, options int) error {
	return ptrace(PTRACE_SETOPTIONS, pid, 0, uintptr(options))
}

// PtraceGetEventMsg returns the message of the last event.
func PtraceGetEventMsg(pid int) (msg uint, err error) {
	var data uintptr
	err = ptraceInto(PTRACE_GETEVENTMSG, pid, 0, unsafe.Pointer(&data))
	return uint(data), err
}

// PtraceGetRegs stores the registers of a stopped process.
func PtraceGetRegs(pid int, regsout *PtraceRegs) error {
	return ptraceInto(PTRACE_GETREGS, pid, 0, unsafe.Pointer(regsout))
}

// PtraceSetRegs sets the registers of a stopped process.
func PtraceSetRegs(pid int, regs *PtraceRegs) error {
	return ptraceInto(PTRACE_SETREGS, pid, 0, unsafe.Pointer(regs))
}

const wordSize = 8

// PtracePeekText reads the memory of a stopped process.
func PtracePeekText(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKTEXT, pid, addr, out)
}

// PtracePeekData is PtracePeekText.
func PtracePeekData(pid int, addr uintptr, out []byte) (count int, err error) {
	return peek(PTRACE_PEEKDATA, pid, addr, out)
}

// peek reads word by word, at aligned addresses.
func peek(request, pid int, address uintptr, out []byte) (count int, err error) {
	for count < len(out) {
		var word [wordSize]byte
		at := address + uintptr(count)
		skip := at % wordSize
		if err := ptraceInto(request, pid, at-skip, unsafe.Pointer(&word)); err != nil {
			return count, err
		}
		count += copy(out[count:], word[skip:])
	}
	return count, nil
}

// PtracePokeText writes the memory of a stopped process.
func PtracePokeText(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_POKETEXT, PTRACE_PEEKTEXT, pid, addr, data)
}

// PtracePokeData is PtracePokeText.
func PtracePokeData(pid int, addr uintptr, data []byte) (count int, err error) {
	return poke(PTRACE_POKEDATA, PTRACE_PEEKDATA, pid, addr, data)
}

// poke writes word by word; the bytes around the data are read first.
func poke(request, read, pid int, address uintptr, data []byte) (count int, err error) {
	for count < len(data) {
		var word [wordSize]byte
		at := address + uintptr(count)
		skip := at % wordSize
		if skip != 0 || len(data)-count < wordSize {
			if err := ptraceInto(read, pid, at-skip, unsafe.Pointer(&word)); err != nil {
				return count, err
			}
		}
		n := copy(word[skip:], data[count:])
		value := *(*uintptr)(unsafe.Pointer(&word))
		if err := ptrace(request, pid, at-skip, value); err != nil {
			return count, err
		}
		count += n
	}
	return count, nil
}
