// Package testing runs tests, benchmarks and examples: functions TestXxx(*testing.T), BenchmarkXxx(*testing.B), FuzzXxx(*testing.F)
// and Example(). This file has what T, B and F share; tests are in test.go, benchmarks in benchmark.go, fuzz tests in fuzz.go,
// examples in example.go, and the main program of a test in main.go.
package testing

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
	"unicode/utf8"
)

// TB is what T, B and F have in common.
type TB interface {
	Cleanup(func())
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	private() // more methods may come
}

var (
	_ TB = (*T)(nil)
	_ TB = (*B)(nil)
	_ TB = (*F)(nil)
)

// common is a running test or benchmark.
type common struct {
	mu       sync.RWMutex // guards the group
	output   []byte       // made by the test, not printed yet
	ran      bool         // it, or a test in it, was executed
	failed   bool
	skipped  bool
	done     bool // it has ended, and so have its parallel tests
	helpers  map[string]bool
	cleanups []func()
	tempDir  string
	tempSeq  int32

	finished   atomic.Bool // the function has returned, or FailNow or SkipNow were called
	runner     string      // name of the function that runs it, where looking for the caller ends
	isParallel bool
	isEnvSet   bool

	name     string
	level    int // of nesting
	parent   *common
	start    time.Time
	duration time.Duration
	barrier  chan bool // closed when parallel tests inside may go on
	signal   chan bool // sent on when the test is done
	sub      []*T      // parallel tests inside
	bench    bool
}

func (c *common) private() {}

// Name returns the name of the test.
func (c *common) Name() string { return c.name }

// Fail marks the test as failed and goes on.
func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

// Failed reports whether the test has failed.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// FailNow marks the test as failed and ends it by ending its goroutine.
func (c *common) FailNow() {
	c.Fail()
	c.finished.Store(true)
	runtime.Goexit()
}

// Skipped reports whether the test was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// SkipNow marks the test as skipped and ends it by ending its goroutine.
func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.mu.Unlock()
	c.finished.Store(true)
	runtime.Goexit()
}

// Log formats its arguments like Println and records the text.
func (c *common) Log(args ...any) { c.log(fmt.Sprintln(args...)) }

// Logf formats its arguments like Printf and records the text.
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

// Error is Log and Fail.
func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

// Errorf is Logf and Fail.
func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

// Fatal is Log and FailNow.
func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

// Fatalf is Logf and FailNow.
func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip is Log and SkipNow.
func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

// Skipf is Logf and SkipNow.
func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Helper marks the calling function: positions of messages are those of its caller.
func (c *common) Helper() {
	c.mu.Lock()
	defer c.mu.Unlock()
	var pc [1]uintptr
	if runtime.Callers(2, pc[:]) == 0 {
		panic("testing: zero callers found")
	}
	frame, _ := runtime.CallersFrames(pc[:]).Next()
	if c.helpers == nil {
		c.helpers = make(map[string]bool)
	}
	c.helpers[frame.Function] = true
}

// position returns the file and line of the caller outside of helpers and this package's log functions.
func (c *common) position() string {
	var pcs [50]uintptr
	n := runtime.Callers(4, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	file, line := "???", 1
	for {
		frame, more := frames.Next()
		if frame.File != "" {
			file, line = frame.File, frame.Line
		}
		if frame.Function == c.runner || !c.isHelper(frame.Function) || !more {
			break
		}
	}
	if i := strings.LastIndexAny(file, `/\`); i >= 0 {
		file = file[i+1:]
	}
	return fmt.Sprintf("%s:%d: ", file, line)
}

func (c *common) isHelper(function string) bool {
	for ; c != nil; c = c.parent {
		c.mu.RLock()
		helper := c.helpers[function]
		c.mu.RUnlock()
		if helper {
			return true
		}
	}
	return false
}

// log records a message with its position. It is called by the exported functions, which tell how deep the caller is.
func (c *common) log(s string) {
	s = strings.TrimSuffix(s, "\n")
	s = "    " + c.position() + strings.ReplaceAll(s, "\n", "\n        ") + "\n"
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		// The nearest test that still runs takes it.
		for p := c.parent; p != nil; p = p.parent {
			p.mu.Lock()
			if !p.done {
				p.output = append(p.output, s...)
				p.mu.Unlock()
				return
			}
			p.mu.Unlock()
		}
		panic("Log in goroutine after " + c.name + " has completed: " + strings.TrimSpace(s))
	}
	if Verbose() && !c.bench {
		announce("CONT", c.name)
		writeIndented(os.Stdout, s, c.level)
		return
	}
	c.output = append(c.output, s...)
}

// indented returns text with four more spaces for each level before its lines.
func indented(text string, level int) string {
	if level <= 1 {
		return text
	}
	margin := strings.Repeat("    ", level-1)
	var b strings.Builder
	for text != "" {
		i := strings.IndexByte(text, '\n') + 1
		if i == 0 {
			i = len(text)
		}
		b.WriteString(margin)
		b.WriteString(text[:i])
		text = text[i:]
	}
	return b.String()
}

func writeIndented(f *os.File, text string, level int) { f.WriteString(indented(text, level)) }

// flushToParent hands a result line and the output of the test on, to be printed when the outermost test is done.
func (c *common) flushToParent(line string) {
	c.mu.Lock()
	text := line + string(c.output)
	c.output = nil
	c.mu.Unlock()
	if Verbose() && !c.bench {
		os.Stdout.WriteString(indented(text, c.level))
		return
	}
	p := c.parent
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.parent == nil {
		os.Stdout.WriteString(text)
		return
	}
	p.output = append(p.output, indented(text, 2)...)
}

// Cleanup calls f when the test and all tests in it are done, the last registered first.
func (c *common) Cleanup(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, f)
}

func (c *common) runCleanups() {
	for {
		c.mu.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.mu.Unlock()
			return
		}
		f := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.mu.Unlock()
		func() {
			defer func() {
				// The others run even if one ends the goroutine.
				c.mu.Lock()
				left := len(c.cleanups)
				c.mu.Unlock()
				if left > 0 {
					c.runCleanups()
				}
			}()
			f()
		}()
	}
}

// TempDir returns a new directory, which is removed when the test is done.
func (c *common) TempDir() string {
	c.mu.Lock()
	seq := c.tempSeq
	c.tempSeq++
	base := c.tempDir
	c.mu.Unlock()
	if _, err := os.Stat(base); base == "" || os.IsNotExist(err) { // a clean-up may come after its removal
		base = c.newTempBase()
	}
	dir := fmt.Sprintf("%s%c%03d", base, os.PathSeparator, seq+1)
	if err := os.Mkdir(dir, 0777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// newTempBase makes the directory that holds those of TempDir.
func (c *common) newTempBase() string {
	dir, err := os.MkdirTemp("", strings.Map(tempNameRune, c.name))
	if err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	c.mu.Lock()
	c.tempDir = dir
	c.mu.Unlock()
	c.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			c.Errorf("TempDir RemoveAll cleanup: %v", err)
		}
	})
	return dir
}

// tempNameRune leaves out what could trouble file systems.
func tempNameRune(r rune) rune {
	letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	if r < utf8.RuneSelf && (letter || strings.ContainsRune("!#$%&()+,-.=@^_{}~ ", r)) {
		return r
	}
	if r >= utf8.RuneSelf && (unicode.IsLetter(r) || unicode.IsNumber(r)) {
		return r
	}
	return -1
}

// Setenv sets an environment variable until the test is done.
func (c *common) Setenv(key, value string) {
	old, found := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	if found {
		c.Cleanup(func() { os.Setenv(key, old) })
	} else {
		c.Cleanup(func() { os.Unsetenv(key) })
	}
}

// announce prints a line about a test's progress.
func announce(what, name string) {
	progress.mu.Lock()
	defer progress.mu.Unlock()
	if what == "CONT" && progress.last == name {
		return
	}
	progress.last = name
	fmt.Fprintf(os.Stdout, "=== %-5s %s\n", what, name)
}

// progress remembers which test was announced last.
var progress struct {
	mu   sync.Mutex
	last string
}

// errNilPanicOrGoexit is the panic of a test whose goroutine has ended without FailNow or the like.
var errNilPanicOrGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// Short reports whether the flag -test.short is set.
func Short() bool {
	if flags.short == nil {
		panic("testing: Short called before Init")
	}
	if !flags.parsed() {
		panic("testing: Short called before Parse")
	}
	return *flags.short
}

// Verbose reports whether the flag -test.v is set.
func Verbose() bool {
	if flags.verbose == nil {
		return false
	}
	return *flags.verbose
}

// Testing reports whether the program is a test.
func Testing() bool { return inTest }

// AllocsPerRun returns how many objects a call of f allocates on average. f is called once before.
func AllocsPerRun(runs int, f func()) (avg float64) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	before := stats.Mallocs
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&stats)
	return float64((stats.Mallocs - before) / uint64(runs)) // whole numbers only
}

// functionName returns the name of the function that called it.
func functionName(skip int) string {
	var pc [1]uintptr
	if runtime.Callers(skip+2, pc[:]) == 0 {
		return ""
	}
	frame, _ := runtime.CallersFrames(pc[:]).Next()
	return frame.Function
}
