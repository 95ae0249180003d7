// Package debug contains facilities for programs to debug themselves while they are running.
package debug

import (
	"internal/poll"
	"os"
	"runtime"
	"syscall"
	"time"
)

// Natives over the collector and the stacks.

func setGCPercent(percent int) int
func setMaxStack(bytes int) int
func setMaxThreads(n int) int
func setCrashFD(fd int) (old int) // -1: none
func setMemoryLimit(limit int64) int64
func setPanicOnFault(enabled bool) bool
func setTraceback(level string)
func freeOSMemory()
func writeHeapDump(fd uintptr)

// WriteHeapDump writes a description of the heap and the objects in it to the given file descriptor.
func WriteHeapDump(fd uintptr) { writeHeapDump(fd) }

// CrashOptions provides options that control the formatting of the fatal crash message.
type CrashOptions struct{}

// SetCrashOutput makes the reports of unhandled panics and other fatal errors go to f as well as to standard error; nil ends that.
// It has a descriptor of its own, so f may be closed.
func SetCrashOutput(f *os.File, opts CrashOptions) error {
	fd := -1
	if f != nil {
		var err error
		if fd, _, err = poll.DupCloseOnExec(int(f.Fd())); err != nil {
			return err
		}
		runtime.KeepAlive(f)
	}
	if old := setCrashFD(fd); old >= 0 {
		syscall.Close(old)
	}
	return nil
}

// SetGCPercent sets the garbage collection target percentage and returns the previous setting; negative turns it off.
func SetGCPercent(percent int) int { return setGCPercent(percent) }

// SetMaxStack sets the maximum amount of memory that can be used by a single goroutine stack.
func SetMaxStack(bytes int) int { return setMaxStack(bytes) }

// SetMaxThreads sets the maximum number of operating system threads that the program can use.
func SetMaxThreads(threads int) int { return setMaxThreads(threads) }

// SetMemoryLimit provides the runtime with a soft memory limit; a negative value only asks.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// SetPanicOnFault controls the runtime's behavior when a program faults at an unexpected address.
func SetPanicOnFault(enabled bool) bool { return setPanicOnFault(enabled) }

// SetTraceback sets the amount of detail printed by the runtime in the traceback of an unrecovered panic.
func SetTraceback(level string) { setTraceback(level) }

// FreeOSMemory forces a garbage collection and returns as much memory to the operating system as possible.
func FreeOSMemory() { freeOSMemory() }

// PrintStack prints to standard error the stack trace returned by Stack.
func PrintStack() { os.Stderr.Write(Stack()) }

// Stack returns a formatted stack trace of the goroutine that calls it.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// GCStats collect information about recent garbage collections.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration // most recent first
	PauseEnd       []time.Time
	PauseQuantiles []time.Duration
}

// ReadGCStats reads statistics about garbage collection into stats.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	n := int(m.NumGC)
	if n > len(m.PauseNs) {
		n = len(m.PauseNs)
	}
	stats.Pause = stats.Pause[:0]
	stats.PauseEnd = stats.PauseEnd[:0]
	for i := 0; i < n; i++ {
		k := (int(m.NumGC) - 1 - i) % len(m.PauseNs)
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[k]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[k])))
	}
	if q := stats.PauseQuantiles; len(q) > 0 {
		sorted := append([]time.Duration(nil), stats.Pause...)
		for i := 1; i < len(sorted); i++ {
			for j := i; j > 0 && sorted[j] < sorted[j-1]; j-- {
				sorted[j], sorted[j-1] = sorted[j-1], sorted[j]
			}
		}
		for i := range q {
			q[i] = 0
			if len(sorted) > 0 {
				at := 0
				if len(q) > 1 {
					at = i * (len(sorted) - 1) / (len(q) - 1)
				}
				q[i] = sorted[at]
			}
		}
	}
}
