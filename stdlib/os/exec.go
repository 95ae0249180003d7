package os

import (
	"errors"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
	"unsafe"
)

// Signal is a signal of the system.
type Signal interface {
	String() string
	Signal() // marks the type
}

// The signals that exist on all systems.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// ErrProcessDone is the error of signalling a process that has finished.
var ErrProcessDone = errors.New("os: process already finished")

// Process is a process that was started or found.
type Process struct {
	Pid  int
	done atomic.Bool
	mu   sync.RWMutex // held for writing while the system forgets the id, for reading while it is signalled
}

// ProcAttr describes a process to be started.
type ProcAttr struct {
	Dir   string               // working directory; "" is that of this program
	Env   []string             // environment; nil is that of this program
	Files []*File              // descriptors 0, 1, 2 and on; nil is closed
	Sys   *syscall.SysProcAttr // what else the system offers
}

func newProcess(pid int) *Process {
	p := &Process{Pid: pid}
	runtime.SetFinalizer(p, (*Process).Release)
	return p
}

// FindProcess returns a Process for an id, whether there is one or not.
func FindProcess(pid int) (*Process, error) { return newProcess(pid), nil }

// StartProcess starts a program. Package os/exec is easier to use.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr != nil && attr.Dir != "" {
		// A missing directory would look like a missing program.
		if _, err := Stat(attr.Dir); err != nil {
			e := err.(*PathError)
			e.Op = "chdir"
			return nil, e
		}
	}
	sys := &syscall.ProcAttr{}
	if attr != nil {
		sys.Dir, sys.Env, sys.Sys = attr.Dir, attr.Env, attr.Sys
		for _, f := range attr.Files {
			sys.Files = append(sys.Files, f.Fd())
		}
	}
	if sys.Env == nil {
		sys.Env = Environ()
	}
	pid, _, err := syscall.StartProcess(name, argv, sys)
	runtime.KeepAlive(attr)
	if err != nil {
		return nil, &PathError{Op: "fork/exec", Path: name, Err: err}
	}
	return newProcess(pid), nil
}

// Kill makes the process exit at once.
func (p *Process) Kill() error { return p.Signal(Kill) }

// Release gives up a Process that is not waited for.
func (p *Process) Release() error {
	p.Pid = -1
	runtime.SetFinalizer(p, nil)
	return nil
}

// Signal sends a signal to the process.
func (p *Process) Signal(sig Signal) error {
	switch p.Pid {
	case -1:
		return errors.New("os: process already released")
	case 0:
		return errors.New("os: process not initialized")
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	if p.done.Load() {
		return ErrProcessDone
	}
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	err := syscall.Kill(p.Pid, s)
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// Wait waits until the process has ended, and returns how.
func (p *Process) Wait() (*ProcessState, error) {
	if p.Pid == -1 {
		return nil, syscall.EINVAL
	}
	// As long as the process has not been waited for, its id can't be used for another one.
	switch err := waitForEnd(p.Pid); err {
	case nil:
		p.mu.Lock()
		p.done.Store(true)
		p.mu.Unlock()
	case syscall.ENOSYS:
	default:
		return nil, NewSyscallError("waitid", err)
	}
	var status syscall.WaitStatus
	var usage syscall.Rusage
	pid := 0
	err := retry(func() (err error) {
		pid, err = syscall.Wait4(p.Pid, &status, 0, &usage)
		return err
	})
	if err != nil {
		return nil, NewSyscallError("wait", err)
	}
	if pid != 0 {
		p.done.Store(true)
	}
	return &ProcessState{pid, status, &usage}, nil
}

// waitForEnd waits until a process has ended without making the system forget it.
func waitForEnd(pid int) error {
	const byPid = 1
	info := new([16]uint64) // siginfo_t
	return retry(func() error {
		_, _, e := syscall.Syscall6(syscall.SYS_WAITID, byPid, uintptr(pid), uintptr(unsafe.Pointer(info)), syscall.WEXITED|syscall.WNOWAIT, 0, 0)
		if e != 0 {
			return e
		}
		return nil
	})
}

// ProcessState tells how a process ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	usage  *syscall.Rusage
}

// Pid returns the id that the process had.
func (p *ProcessState) Pid() int { return p.pid }

// Exited reports whether the program ended by itself.
func (p *ProcessState) Exited() bool { return p.status.Exited() }

// Success reports whether the status was 0.
func (p *ProcessState) Success() bool { return p.status.ExitStatus() == 0 }

// ExitCode returns the status, -1 if there is none.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

// Sys returns the system's information, a syscall.WaitStatus.
func (p *ProcessState) Sys() any { return p.status }

// SysUsage returns what the process has used, a *syscall.Rusage.
func (p *ProcessState) SysUsage() any { return p.usage }

// UserTime returns the processor time of the process and its children.
func (p *ProcessState) UserTime() time.Duration {
	return time.Duration(p.usage.Utime.Nano()) * time.Nanosecond
}

// SystemTime returns the processor time that the system spent for them.
func (p *ProcessState) SystemTime() time.Duration {
	return time.Duration(p.usage.Stime.Nano()) * time.Nanosecond
}

// String describes the end.
func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	s := p.status
	text := ""
	switch {
	case s.Exited():
		text = "exit status " + itoa(s.ExitStatus())
	case s.Signaled():
		text = "signal: " + s.Signal().String()
	case s.Stopped():
		text = "stop signal: " + s.StopSignal().String()
		if s.StopSignal() == syscall.SIGTRAP && s.TrapCause() != 0 {
			text += " (trap " + itoa(s.TrapCause()) + ")"
		}
	case s.Continued():
		text = "continued"
	}
	if s.CoreDump() {
		text += " (core dumped)"
	}
	return text
}
