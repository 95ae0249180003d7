package os

import (
	"syscall"
	"unsafe"
)

// Args holds the command line, beginning with the name of the program.
var Args []string = runtimeArgs()

func runtimeArgs() []string

// Exit ends the program with a status; deferred functions are not called.
func Exit(code int) { syscall.Exit(code) }

// Getuid returns the user's id.
func Getuid() int { return syscall.Getuid() }

// Geteuid returns the effective user's id.
func Geteuid() int { return syscall.Geteuid() }

// Getgid returns the group's id.
func Getgid() int { return syscall.Getgid() }

// Getegid returns the effective group's id.
func Getegid() int { return syscall.Getegid() }

// Getgroups returns the ids of the groups that the user belongs to.
func Getgroups() ([]int, error) {
	gids, err := syscall.Getgroups()
	return gids, NewSyscallError("getgroups", err)
}

// Getpid returns the id of the process.
func Getpid() int { return syscall.Getpid() }

// Getppid returns the id of the parent process.
func Getppid() int { return syscall.Getppid() }

// Getpagesize returns the size of the system's memory pages.
func Getpagesize() int { return syscall.Getpagesize() }

// Hostname returns the name of the system.
func Hostname() (name string, err error) {
	var u syscall.Utsname
	if err := syscall.Uname(&u); err != nil {
		return "", NewSyscallError("uname", err)
	}
	n := 0
	for n < len(u.Nodename) && u.Nodename[n] != 0 {
		n++
	}
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(u.Nodename[i])
	}
	return string(b), nil
}

// Executable returns the name of the file that is being run.
func Executable() (string, error) {
	name, err := Readlink("/proc/self/exe")
	const gone = " (deleted)"
	if n := len(name) - len(gone); n > 0 && name[n:] == gone {
		name = name[:n]
	}
	return name, err
}

// bytesOf returns the bytes of s, which must not be changed.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }
