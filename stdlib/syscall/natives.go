package syscall

// What this package needs from C++ (syscall.cpp). Everything else is Go over these.

// Syscall makes a system call that may block; other goroutines run meanwhile.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)

// Syscall6 is Syscall with six arguments.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)

// RawSyscall makes a system call that does not block for long.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno)

// RawSyscall6 is RawSyscall with six arguments.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno)

// readFD and writeFD are read(2) and write(2).
func readFD(fd int, p []byte) (n int, err Errno)
func writeFD(fd int, p []byte) (n int, err Errno)

// forkExec starts a process. No Go code runs between fork and exec.
func forkExec(path *byte, argv, envv **byte, spec *forkSpec) (pid int, err Errno)

// runtimeEnvs returns the environment that the instance began with.
func runtimeEnvs() []string

// setDebug makes the runtime follow a new value of GODEBUG, as far as it can while the program runs.
func setDebug(value string)

// runtimeExit ends the instance without running deferred calls.
func runtimeExit(code int)
