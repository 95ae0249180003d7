// Kernel structures of linux/amd64 for files, processes, time and the system. Names and layout are the
// kernel's, with padding spelled out; sockets are in types_socket.go, netlink in types_netlink.go.
package syscall

// Timespec is a time or duration in seconds and nanoseconds.
type Timespec struct {
	Sec  int64
	Nsec int64
}

// Timeval is a time or duration in seconds and microseconds.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Timex controls the clock in Adjtimex.
type Timex struct {
	Modes     uint32
	Pad_cgo_0 [4]uint8
	Offset    int64
	Freq      int64
	Maxerror  int64
	Esterror  int64
	Status    int32
	Pad_cgo_1 [4]uint8
	Constant  int64
	Precision int64
	Tolerance int64
	Time      Timeval
	Tick      int64
	Ppsfreq   int64
	Jitter    int64
	Shift     int32
	Pad_cgo_2 [4]uint8
	Stabil    int64
	Jitcnt    int64
	Calcnt    int64
	Errcnt    int64
	Stbcnt    int64
	Tai       int32
	Pad_cgo_3 [44]uint8
}

// Tms holds processor times in clock ticks.
type Tms struct {
	Utime  int64
	Stime  int64
	Cutime int64
	Cstime int64
}

// Utimbuf holds the file times of Utime.
type Utimbuf struct {
	Actime  int64
	Modtime int64
}

// Rusage holds what a process has used.
type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

// Rlimit holds a resource limit, soft and hard.
type Rlimit struct {
	Cur uint64
	Max uint64
}

// Stat_t describes a file.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

// Statfs_t describes a file system.
type Statfs_t struct {
	Type    int64
	Bsize   int64
	Blocks  uint64
	Bfree   uint64
	Bavail  uint64
	Files   uint64
	Ffree   uint64
	Fsid    Fsid
	Namelen int64
	Frsize  int64
	Flags   int64
	Spare   [4]int64
}

// Fsid identifies a file system.
type Fsid struct {
	X__val [2]int32
}

// Dirent is a directory entry as Getdents delivers it.
type Dirent struct {
	Ino       uint64
	Off       int64
	Reclen    uint16
	Type      uint8
	Name      [256]int8
	Pad_cgo_0 [5]uint8
}

// Flock_t describes a file lock.
type Flock_t struct {
	Type      int16
	Whence    int16
	Pad_cgo_0 [4]uint8
	Start     int64
	Len       int64
	Pid       int32
	Pad_cgo_1 [4]uint8
}

// FdSet is the set of descriptors of Select.
type FdSet struct {
	Bits [16]int64
}

// Ustat_t describes a file system in Ustat.
type Ustat_t struct {
	Tfree     int32
	Pad_cgo_0 [4]uint8
	Tinode    uint64
	Fname     [6]int8
	Fpack     [6]int8
	Pad_cgo_1 [4]uint8
}

// Utsname holds the names of the system, NUL-terminated.
type Utsname struct {
	Sysname    [65]int8
	Nodename   [65]int8
	Release    [65]int8
	Version    [65]int8
	Machine    [65]int8
	Domainname [65]int8
}

// Sysinfo_t holds figures about the system.
type Sysinfo_t struct {
	Uptime    int64
	Loads     [3]uint64
	Totalram  uint64
	Freeram   uint64
	Sharedram uint64
	Bufferram uint64
	Totalswap uint64
	Freeswap  uint64
	Procs     uint16
	Pad       uint16
	Pad_cgo_0 [4]uint8
	Totalhigh uint64
	Freehigh  uint64
	Unit      uint32
	X_f       [0]uint8
	Pad_cgo_1 [4]uint8
}

// Termios holds the settings of a terminal.
type Termios struct {
	Iflag     uint32
	Oflag     uint32
	Cflag     uint32
	Lflag     uint32
	Line      uint8
	Cc        [32]uint8
	Pad_cgo_0 [3]uint8
	Ispeed    uint32
	Ospeed    uint32
}

// EpollEvent is an event of epoll.
type EpollEvent struct {
	Events uint32
	Fd     int32
	Pad    int32
}

// InotifyEvent is an event of inotify; the name follows it.
type InotifyEvent struct {
	Wd     int32
	Mask   uint32
	Cookie uint32
	Len    uint32
	Name   [0]uint8
}

// PtraceRegs holds the registers of a traced process.
type PtraceRegs struct {
	R15      uint64
	R14      uint64
	R13      uint64
	R12      uint64
	Rbp      uint64
	Rbx      uint64
	R11      uint64
	R10      uint64
	R9       uint64
	R8       uint64
	Rax      uint64
	Rcx      uint64
	Rdx      uint64
	Rsi      uint64
	Rdi      uint64
	Orig_rax uint64
	Rip      uint64
	Cs       uint64
	Eflags   uint64
	Rsp      uint64
	Ss       uint64
	Fs_base  uint64
	Gs_base  uint64
	Ds       uint64
	Es       uint64
	Fs       uint64
	Gs       uint64
}
