// Processes: identities, limits, signals, waiting. Starting them is exec.go.
package syscall

import (
	"runtime"
	"unsafe"
)

func id(trap uintptr) int {
	r, _, _ := RawSyscall(trap, 0, 0, 0)
	return int(r)
}

// Getpid returns the process's id.
func Getpid() int { return id(SYS_GETPID) }

// Getppid returns the parent process's id.
func Getppid() int { return id(SYS_GETPPID) }

// Gettid returns the thread's id.
func Gettid() int { return id(SYS_GETTID) }

// Getuid returns the user id.
func Getuid() int { return id(SYS_GETUID) }

// Geteuid returns the effective user id.
func Geteuid() int { return id(SYS_GETEUID) }

// Getgid returns the group id.
func Getgid() int { return id(SYS_GETGID) }

// Getegid returns the effective group id.
func Getegid() int { return id(SYS_GETEGID) }

// Getpgrp returns the process group of the process.
func Getpgrp() int {
	pgid, _ := Getpgid(0)
	return pgid
}

// Getpgid returns the process group of a process.
func Getpgid(pid int) (pgid int, err error) { return call(SYS_GETPGID, uintptr(pid), 0, 0) }

// Setpgid sets the process group of a process.
func Setpgid(pid int, pgid int) error { return do(SYS_SETPGID, uintptr(pid), uintptr(pgid), 0) }

// Setsid begins a new session.
func Setsid() (pid int, err error) { return call(SYS_SETSID, 0, 0, 0) }

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return 4096 }

// Exit ends the program.
func Exit(code int) { runtimeExit(code) }

// Getgroups returns the supplementary groups.
func Getgroups() (gids []int, err error) {
	n, err := ptr2(SYS_GETGROUPS, 0, nil, 0, 0)
	if err != nil || n == 0 {
		return nil, err
	}
	raw := make([]uint32, n)
	n, err = ptr2(SYS_GETGROUPS, uintptr(n), unsafe.Pointer(&raw[0]), 0, 0)
	if err != nil {
		return nil, err
	}
	gids = make([]int, n)
	for i := range gids {
		gids[i] = int(raw[i])
	}
	return gids, nil
}

// Setgroups sets the supplementary groups.
func Setgroups(gids []int) error {
	raw := make([]uint32, len(gids)+1)
	for i, g := range gids {
		raw[i] = uint32(g)
	}
	_, err := ptr2(SYS_SETGROUPS, uintptr(len(gids)), unsafe.Pointer(&raw[0]), 0, 0)
	return err
}

// Setuid sets the user ids; like all calls of this kind here it does so in one thread only.
func Setuid(uid int) error { return do(SYS_SETUID, uintptr(uid), 0, 0) }

// Setgid sets the group ids.
func Setgid(gid int) error { return do(SYS_SETGID, uintptr(gid), 0, 0) }

// Seteuid sets the effective user id.
func Seteuid(euid int) error { return Setresuid(-1, euid, -1) }

// Setegid sets the effective group id.
func Setegid(egid int) error { return Setresgid(-1, egid, -1) }

// Setreuid sets the real and effective user ids.
func Setreuid(ruid, euid int) error { return do(SYS_SETREUID, uintptr(ruid), uintptr(euid), 0) }

// Setregid sets the real and effective group ids.
func Setregid(rgid, egid int) error { return do(SYS_SETREGID, uintptr(rgid), uintptr(egid), 0) }

// Setresuid sets the real, effective and saved user ids.
func Setresuid(ruid, euid, suid int) error {
	return do(SYS_SETRESUID, uintptr(ruid), uintptr(euid), uintptr(suid))
}

// Setresgid sets the real, effective and saved group ids.
func Setresgid(rgid, egid, sgid int) error {
	return do(SYS_SETRESGID, uintptr(rgid), uintptr(egid), uintptr(sgid))
}

// Setfsuid sets the user id for access to files.
func Setfsuid(uid int) error { return do(SYS_SETFSUID, uintptr(uid), 0, 0) }

// Setfsgid sets the group id for access to files.
func Setfsgid(gid int) error { return do(SYS_SETFSGID, uintptr(gid), 0, 0) }

// Getpriority returns a scheduling priority, in the kernel's form from 1 to 40.
func Getpriority(which int, who int) (prio int, err error) {
	return call(SYS_GETPRIORITY, uintptr(which), uintptr(who), 0)
}

// Setpriority sets a scheduling priority.
func Setpriority(which int, who int, prio int) error {
	return do(SYS_SETPRIORITY, uintptr(which), uintptr(who), uintptr(prio))
}

// Getrlimit stores a limit of the process in rlim.
func Getrlimit(resource int, rlim *Rlimit) error {
	_, err := ptr2(SYS_GETRLIMIT, uintptr(resource), unsafe.Pointer(rlim), 0, 0)
	return err
}

// Setrlimit sets a limit of the process.
func Setrlimit(resource int, rlim *Rlimit) error {
	_, err := ptr2(SYS_SETRLIMIT, uintptr(resource), unsafe.Pointer(rlim), 0, 0)
	return err
}

// Getrusage stores what the process has used in rusage.
func Getrusage(who int, rusage *Rusage) error {
	_, err := ptr2(SYS_GETRUSAGE, uintptr(who), unsafe.Pointer(rusage), 0, 0)
	return err
}

// Kill sends a signal to a process.
func Kill(pid int, sig Signal) error { return do(SYS_KILL, uintptr(pid), uintptr(sig), 0) }

// Tgkill sends a signal to a thread.
func Tgkill(tgid int, tid int, sig Signal) error {
	return do(SYS_TGKILL, uintptr(tgid), uintptr(tid), uintptr(sig))
}

// Pause waits for a signal.
func Pause() error { return do(SYS_PAUSE, 0, 0, 0) }

// WaitStatus tells how a process ended or what happened to it.
type WaitStatus uint32

// Exited reports whether the process exited.
func (w WaitStatus) Exited() bool { return w&0x7f == 0 }

// Signaled reports whether a signal ended the process.
func (w WaitStatus) Signaled() bool { return w&0x7f != 0x7f && w&0x7f != 0 }

// Stopped reports whether a signal stopped the process.
func (w WaitStatus) Stopped() bool { return w&0xff == 0x7f }

// Continued reports whether the process goes on after a stop.
func (w WaitStatus) Continued() bool { return w == 0xffff }

// CoreDump reports whether the process left a dump of its memory.
func (w WaitStatus) CoreDump() bool { return w.Signaled() && w&0x80 != 0 }

// ExitStatus returns the exit status, or -1.
func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w>>8) & 0xff
}

// Signal returns the signal that ended the process, or -1.
func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7f)
}

// StopSignal returns the signal that stopped the process, or -1.
func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w>>8) & 0xff
}

// TrapCause returns the event that stopped a traced process, or -1.
func (w WaitStatus) TrapCause() int {
	if w.StopSignal() != SIGTRAP {
		return -1
	}
	return int(w>>16) >> 8
}

// Wait4 waits for a child process.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	var status int32
	r, _, e := Syscall6(SYS_WAIT4, uintptr(pid), uintptr(unsafe.Pointer(&status)), uintptr(options), uintptr(unsafe.Pointer(rusage)), 0, 0)
	runtime.KeepAlive(rusage)
	if wstatus != nil {
		*wstatus = WaitStatus(status)
	}
	return int(r), errnoErr(e)
}
