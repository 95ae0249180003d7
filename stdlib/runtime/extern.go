// Package runtime tells the program about the gosub instance that runs it: goroutines, stacks, memory, build. Most
// functions are natives (runtime/…); what they promise is the documentation of Go's package runtime.
package runtime

import "unsafe"

const (
	// Compiler is the name of the compiler toolchain that built the running program. Programs choose code by it, and
	// layouts and semantics here are gc's.
	Compiler = "gc"

	// GOOS is the running program's operating system target.
	GOOS = "linux"

	// GOARCH is the running program's architecture target.
	GOARCH = "amd64"
)

// MemProfileRate controls the fraction of memory allocations that are recorded in the memory profile.
var MemProfileRate int = 512 * 1024

// Gosched yields the processor, allowing other goroutines to run.
func Gosched()

// Goexit terminates the goroutine that calls it, after running all deferred calls.
func Goexit()

// NumGoroutine returns the number of goroutines that currently exist.
func NumGoroutine() int

// NumCPU returns the number of logical CPUs usable by the current process.
func NumCPU() int

// NumCgoCall returns the number of cgo calls made by the current process: none.
func NumCgoCall() int64 { return 0 }

// SetCgoTraceback accepts functions that would describe C stacks; there are none.
func SetCgoTraceback(version int, traceback, context, symbolizer unsafe.Pointer) {
	if version != 0 {
		panic("unsupported version")
	}
}

// GOMAXPROCS sets the maximum number of CPUs that can execute simultaneously and returns the previous setting.
func GOMAXPROCS(n int) int

// GC runs a garbage collection.
func GC()

// LockOSThread wires the calling goroutine to its current operating system thread.
func LockOSThread()

// UnlockOSThread undoes an earlier call to LockOSThread.
func UnlockOSThread()

// Breakpoint executes a breakpoint trap.
func Breakpoint()

// KeepAlive marks its argument as currently reachable.
func KeepAlive(x any)

// SetFinalizer sets the finalizer associated with obj to the provided finalizer function.
func SetFinalizer(obj, finalizer any) { setFinalizer(obj, finalizer, runFinalizers) }

// setFinalizer starts a goroutine for loop when there is a finalizer to call.
func setFinalizer(obj, finalizer any, loop func())

// runFinalizers is the finalizer goroutine.
func runFinalizers() {
	for {
		callFinalizer()
	}
}

// callFinalizer waits for an unreachable object and calls its finalizer.
func callFinalizer()

// Version returns the Go release that gosub follows.
func Version() string

// GOROOT returns the root of the Go tree: the GOROOT environment variable, else where Go is installed.
func GOROOT() string

// Stack formats a stack trace of the calling goroutine into buf, of all goroutines when all is set, and returns the
// number of bytes written.
func Stack(buf []byte, all bool) int

// callers fills pcs with the program counters of the calling goroutine's frames; skip 0 is the caller of callers.
func callers(skip int, pcs []uintptr) int

// A location is what the runtime knows of a program counter. Those that callers makes stand for one call each, inlined or
// not.
type location struct {
	function  string
	file      string
	line      int
	startLine int
	entry     uintptr
	fn        *Func // nil for an inlined call
}

// locate describes a program counter.
func locate(pc uintptr) (loc location, ok bool)

// funcOf returns the function that contains pc, nil if none.
func funcOf(pc uintptr) *Func

// Caller reports file and line number information about function invocations on the calling goroutine's stack.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	if skip < 0 {
		return
	}
	var pcs [1]uintptr
	if callers(skip+1, pcs[:]) < 1 {
		return
	}
	f, _ := CallersFrames(pcs[:]).Next()
	return pcs[0], f.File, f.Line, f.PC != 0
}

// Callers fills pc with the return program counters of function invocations on the calling goroutine's stack.
func Callers(skip int, pc []uintptr) int {
	if len(pc) == 0 {
		return 0
	}
	return callers(skip, pc)
}

// Frames may be used to get function/file/line information for a slice of PC values returned by Callers.
type Frames struct {
	pcs   []uintptr
	next  Frame
	ready bool
}

// Frame is the information returned by Frames for each call frame.
type Frame struct {
	PC        uintptr
	Func      *Func
	Function  string
	File      string
	Line      int
	startLine int
	Entry     uintptr
}

// CallersFrames takes a slice of PC values returned by Callers and prepares to return function/file/line information.
func CallersFrames(callers []uintptr) *Frames { return &Frames{pcs: callers} }

func (f *Frames) advance() (Frame, bool) {
	for len(f.pcs) > 0 {
		pc := f.pcs[0]
		f.pcs = f.pcs[1:]
		if loc, ok := locate(pc); ok {
			return Frame{pc, loc.fn, loc.function, loc.file, loc.line, loc.startLine, loc.entry}, true
		}
	}
	return Frame{}, false
}

// Next returns the next call frame; more reports whether there are more to come.
func (f *Frames) Next() (frame Frame, more bool) {
	if !f.ready {
		f.next, _ = f.advance()
		f.ready = true
	}
	frame = f.next
	f.next, more = f.advance()
	return frame, more
}

// A Func represents a Go function in the running binary. It is the runtime's own record, not a Go object.
type Func struct {
	opaque struct{}
}

// FuncForPC returns the Func that contains the given program counter address, or nil.
func FuncForPC(pc uintptr) *Func { return funcOf(pc) }

func funcName(f *Func) string
func funcEntry(f *Func) uintptr
func funcLine(f *Func, pc uintptr) (file string, line int)

// Name returns the name of the function.
func (f *Func) Name() string {
	if f == nil {
		return ""
	}
	return funcName(f)
}

// Entry returns the entry address of the function.
func (f *Func) Entry() uintptr { return funcEntry(f) }

// FileLine returns the file name and line number of the source code corresponding to the program counter pc.
func (f *Func) FileLine(pc uintptr) (file string, line int) { return funcLine(f, pc) }

// A Pinner is a set of pinned Go objects. Objects never move here, so pinning only keeps them alive.
type Pinner struct {
	objects []any
}

// Pin pins a Go object.
func (p *Pinner) Pin(pointer any) {
	if pointer == nil {
		panic(errorString("runtime.Pinner: argument is nil"))
	}
	if t := *(**typeDesc)(unsafe.Pointer(&pointer)); t.flags[3] != kindPointer && t.flags[3] != kindUnsafePointer {
		panic(errorString("runtime.Pinner: argument is not a pointer: " + t.text))
	}
	p.objects = append(p.objects, pointer)
}

const kindPointer, kindUnsafePointer = 22, 26

// typeDesc is the beginning of a type descriptor (runtime/abi/typedesc.h).
type typeDesc struct {
	size, ptrBytes uintptr
	hash           uint32
	flags          [4]uint8 // the last is the kind
	mask           unsafe.Pointer
	text           string
}

// Unpin unpins all pinned objects of the Pinner.
func (p *Pinner) Unpin() { p.objects = nil }
