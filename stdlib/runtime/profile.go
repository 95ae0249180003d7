package runtime

// Profiles, first form: nothing is recorded yet, so every profile is empty.

// A StackRecord describes a single execution stack.
type StackRecord struct {
	Stack0 [32]uintptr // up to the first 0
}

// Stack returns the stack trace associated with the record.
func (r *StackRecord) Stack() []uintptr { return upToZero(r.Stack0[:]) }

func upToZero(pcs []uintptr) []uintptr {
	for i, pc := range pcs {
		if pc == 0 {
			return pcs[:i]
		}
	}
	return pcs
}

// A MemProfileRecord describes the live objects allocated by a particular call sequence.
type MemProfileRecord struct {
	AllocBytes, FreeBytes     int64
	AllocObjects, FreeObjects int64
	Stack0                    [32]uintptr // up to the first 0
}

// InUseBytes returns the number of bytes in use.
func (r *MemProfileRecord) InUseBytes() int64 { return r.AllocBytes - r.FreeBytes }

// InUseObjects returns the number of objects in use.
func (r *MemProfileRecord) InUseObjects() int64 { return r.AllocObjects - r.FreeObjects }

// Stack returns the stack trace associated with the record.
func (r *MemProfileRecord) Stack() []uintptr { return upToZero(r.Stack0[:]) }

// BlockProfileRecord describes blocking events originated at a particular call sequence.
type BlockProfileRecord struct {
	Count  int64
	Cycles int64
	StackRecord
}

// MemProfile returns a profile of memory allocated and freed per allocation site.
func MemProfile(p []MemProfileRecord, inuseZero bool) (n int, ok bool) { return 0, true }

// BlockProfile returns the records of the current blocking profile.
func BlockProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// MutexProfile returns the records of the current mutex profile.
func MutexProfile(p []BlockProfileRecord) (n int, ok bool) { return 0, true }

// ThreadCreateProfile returns the records of the thread creation profile.
func ThreadCreateProfile(p []StackRecord) (n int, ok bool) { return 0, true }

// goroutineStacks fills p with the stacks of all goroutines, if it has room for them, and returns how many there are.
func goroutineStacks(p []StackRecord) int

// GoroutineProfile returns the stacks of the active goroutines.
func GoroutineProfile(p []StackRecord) (n int, ok bool) {
	n = goroutineStacks(p)
	return n, n <= len(p)
}

// SetBlockProfileRate controls the fraction of goroutine blocking events that are reported in the blocking profile.
func SetBlockProfileRate(rate int) {}

var mutexFraction int

// SetMutexProfileFraction controls the fraction of mutex contention events that are reported in the mutex profile, and
// returns the previous rate; a negative rate only asks.
func SetMutexProfileFraction(rate int) int {
	old := mutexFraction
	if rate >= 0 {
		mutexFraction = rate
	}
	return old
}

// SetCPUProfileRate sets the CPU profiling rate to hz samples per second.
func SetCPUProfileRate(hz int) {}

// CPUProfile panics: it was the interface of old profilers.
func CPUProfile() []byte { panic("CPUProfile no longer available") }

// ---- the execution tracer: not there yet

// StartTrace enables tracing for the current process.
func StartTrace() error { return errorString("tracing is not supported") }

// StopTrace stops tracing, if it was enabled.
func StopTrace() {}

// ReadTrace returns the next chunk of binary tracing data, nil when tracing is off.
func ReadTrace() []byte { return nil }
