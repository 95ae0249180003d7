// Starting programs, in new processes or in this one.
package syscall

import (
	"runtime"
	"sync"
	"unsafe"
)

// ForkLock is held for writing while a process is started. Code that makes descriptors without
// close-on-exec and then marks them holds it for reading.
var ForkLock sync.RWMutex

// ProcAttr describes a new process.
type ProcAttr struct {
	Dir   string    // working directory
	Env   []string  // environment; nil means that of this program
	Files []uintptr // descriptors
	Sys   *SysProcAttr
}

// SysProcAttr holds the parts of the description that are particular to Linux.
type SysProcAttr struct {
	Chroot                     string         // root directory
	Credential                 *Credential    // user and groups
	Ptrace                     bool           // be traced by the parent
	Setsid                     bool           // begin a session
	Setpgid                    bool           // join process group Pgid, or begin a new one if that is 0
	Setctty                    bool           // make descriptor Ctty, as the child numbers it, the controlling terminal
	Noctty                     bool           // give up the controlling terminal on descriptor 0
	Ctty                       int            //
	Foreground                 bool           // make the process group the foreground one of the terminal Ctty
	Pgid                       int            //
	Pdeathsig                  Signal         // signal to get when the parent thread ends
	Cloneflags                 uintptr        // for clone
	Unshareflags               uintptr        // for unshare
	UidMappings                []SysProcIDMap // of a user namespace
	GidMappings                []SysProcIDMap //
	GidMappingsEnableSetgroups bool           // allow setgroups in the user namespace
	AmbientCaps                []uintptr      // ambient capabilities
	UseCgroupFD                bool           // start in the cgroup of descriptor CgroupFD
	CgroupFD                   int            //
	PidFD                      *int           // where to store a descriptor of the process
}

// Credential holds the user and groups of a new process.
type Credential struct {
	Uid         uint32
	Gid         uint32
	Groups      []uint32
	NoSetGroups bool
}

// SysProcIDMap maps a range of user or group ids of a user namespace to the host's.
type SysProcIDMap struct {
	ContainerID int
	HostID      int
	Size        int
}

// forkSpec is what the native that starts processes reads. Its layout is known in C++.
type forkSpec struct {
	cwd          int // directory to begin in
	chroot       *byte
	dir          *byte
	files        *int
	fileCount    int
	groups       *uint32
	groupCount   int
	caps         *uintptr
	capCount     int
	uidMap       *byte // text for /proc/PID/uid_map; nil without mappings
	gidMap       *byte
	ctty         int
	pgid         int
	deathSignal  int
	cloneFlags   uintptr
	unshareFlags uintptr
	uid          uint32
	gid          uint32
	flags        uint32
	pidfd        int32 // result: descriptor of the process
}

// Flags of forkSpec.
const (
	forkPtrace = 1 << iota
	forkSetsid
	forkSetpgid
	forkSetctty
	forkNoctty
	forkForeground
	forkCredential
	forkGroups
	forkAllowSetgroups
	forkPidFD
)

// ForkExec starts a program and returns its process id.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	path, err := BytePtrFromString(argv0)
	if err != nil {
		return 0, err
	}
	args, err := SlicePtrFromStrings(argv)
	if err != nil {
		return 0, err
	}
	environ := attr.Env
	if environ == nil {
		environ = Environ()
	}
	envs, err := SlicePtrFromStrings(environ)
	if err != nil {
		return 0, err
	}
	spec, err := newSpec(attr)
	if err != nil {
		return 0, err
	}
	ForkLock.Lock()
	pid, e := forkExec(path, &args[0], &envs[0], spec)
	ForkLock.Unlock()
	runtime.KeepAlive(args)
	runtime.KeepAlive(envs)
	runtime.KeepAlive(spec)
	if e != 0 {
		return 0, e
	}
	if sys := attr.Sys; sys != nil && sys.PidFD != nil {
		*sys.PidFD = int(spec.pidfd)
	}
	return pid, nil
}

// newSpec translates attr for the native.
func newSpec(attr *ProcAttr) (*forkSpec, error) {
	s := &forkSpec{cwd: cwd(), pidfd: -1}
	var err error
	if attr.Dir != "" {
		if s.dir, err = BytePtrFromString(attr.Dir); err != nil {
			return nil, err
		}
	}
	files := make([]int, len(attr.Files)+1)
	for i, fd := range attr.Files {
		files[i] = int(fd)
	}
	s.files, s.fileCount = &files[0], len(attr.Files)
	if attr.Sys == nil {
		return s, nil
	}
	return s, s.addSys(attr.Sys)
}

func (s *forkSpec) addSys(sys *SysProcAttr) (err error) {
	if sys.Setctty && sys.Foreground {
		return EINVAL
	}
	if sys.UseCgroupFD {
		return EOPNOTSUPP
	}
	if sys.Chroot != "" {
		if s.chroot, err = BytePtrFromString(sys.Chroot); err != nil {
			return err
		}
	}
	s.setFlag(sys.Ptrace, forkPtrace)
	s.setFlag(sys.Setsid, forkSetsid)
	s.setFlag(sys.Setpgid, forkSetpgid)
	s.setFlag(sys.Setctty, forkSetctty)
	s.setFlag(sys.Noctty, forkNoctty)
	s.setFlag(sys.Foreground, forkForeground)
	s.setFlag(sys.GidMappingsEnableSetgroups, forkAllowSetgroups)
	s.setFlag(sys.PidFD != nil, forkPidFD)
	s.ctty, s.pgid, s.deathSignal = sys.Ctty, sys.Pgid, int(sys.Pdeathsig)
	s.cloneFlags, s.unshareFlags = sys.Cloneflags, sys.Unshareflags
	if c := sys.Credential; c != nil {
		s.flags |= forkCredential
		s.uid, s.gid = c.Uid, c.Gid
		s.setFlag(!c.NoSetGroups, forkGroups)
		if len(c.Groups) > 0 {
			s.groups, s.groupCount = &c.Groups[0], len(c.Groups)
		}
	}
	if len(sys.AmbientCaps) > 0 {
		s.caps, s.capCount = &sys.AmbientCaps[0], len(sys.AmbientCaps)
	}
	s.uidMap = mapText(sys.UidMappings)
	s.gidMap = mapText(sys.GidMappings)
	return nil
}

func (s *forkSpec) setFlag(on bool, flag uint32) {
	if on {
		s.flags |= flag
	}
}

// mapText returns the lines that a mapping file wants, or nil.
func mapText(maps []SysProcIDMap) *byte {
	if maps == nil {
		return nil
	}
	lines := ""
	for _, m := range maps {
		lines += itoa(m.ContainerID) + " " + itoa(m.HostID) + " " + itoa(m.Size) + "\n"
	}
	return StringBytePtr(lines)
}

// StartProcess is ForkExec under a name that other systems have too; handle has no meaning.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// Exec replaces this process by another program.
func Exec(argv0 string, argv []string, envv []string) error {
	path, err := BytePtrFromString(argv0)
	if err != nil {
		return err
	}
	args, err := SlicePtrFromStrings(argv)
	if err != nil {
		return err
	}
	envs, err := SlicePtrFromStrings(envv)
	if err != nil {
		return err
	}
	if dir := cwd(); dir != atCWD { // the program inherits the process's directory
		RawSyscall(SYS_FCHDIR, uintptr(dir), 0, 0)
	}
	_, _, e := RawSyscall(SYS_EXECVE, uintptr(unsafe.Pointer(path)), uintptr(unsafe.Pointer(&args[0])), uintptr(unsafe.Pointer(&envs[0])))
	runtime.KeepAlive(path)
	runtime.KeepAlive(args)
	runtime.KeepAlive(envs)
	return e
}
