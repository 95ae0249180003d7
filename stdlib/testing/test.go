package testing

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
	"time"
)

// T is a running test.
type T struct {
	common
	ctx *testContext
}

// testContext is shared by all tests of a run.
type testContext struct {
	match    *matcher
	deadline time.Time

	mu      sync.Mutex
	start   chan bool // parallel tests wait here for their turn
	running int
	waiting int
	max     int
}

func newTestContext(max int, m *matcher) *testContext {
	return &testContext{match: m, start: make(chan bool), max: max, running: 1}
}

func (c *testContext) waitParallel() {
	c.mu.Lock()
	if c.running < c.max {
		c.running++
		c.mu.Unlock()
		return
	}
	c.waiting++
	c.mu.Unlock()
	<-c.start
}

func (c *testContext) release() {
	c.mu.Lock()
	if c.waiting == 0 {
		c.running--
		c.mu.Unlock()
		return
	}
	c.waiting--
	c.mu.Unlock()
	c.start <- true // the turn goes to another test
}

// Parallel lets the test run together with other parallel tests, once the test around it has returned.
func (t *T) Parallel() {
	if t.isParallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.isEnvSet {
		panic("testing: t.Parallel called after t.Setenv; cannot set environment variables in parallel tests")
	}
	t.isParallel = true
	if t.parent.barrier == nil { // in a fuzz test
		return
	}
	t.duration += time.Since(t.start)
	t.parent.mu.Lock()
	t.parent.sub = append(t.parent.sub, t)
	t.parent.mu.Unlock()
	if Verbose() {
		announce("PAUSE", t.name)
	}
	t.signal <- true
	<-t.parent.barrier
	t.ctx.waitParallel()
	if Verbose() {
		announce("CONT", t.name)
	}
	t.start = time.Now()
}

// Setenv sets an environment variable until the test is done; it can't be used in parallel tests.
func (t *T) Setenv(key, value string) {
	for c := &t.common; c != nil; c = c.parent {
		if c.isParallel {
			panic("testing: t.Setenv called after t.Parallel; cannot set environment variables in parallel tests")
		}
	}
	t.isEnvSet = true
	t.common.Setenv(key, value)
}

// Deadline returns when the flag -test.timeout will end the tests.
func (t *T) Deadline() (deadline time.Time, ok bool) {
	deadline = t.ctx.deadline
	return deadline, !deadline.IsZero()
}

// Run runs f as a test inside of t, named name, and reports whether it succeeded (or waits to be run in parallel).
func (t *T) Run(name string, f func(t *T)) bool {
	full, ok, _ := t.ctx.match.fullName(&t.common, name)
	if !ok || t.finished.Load() {
		return true
	}
	sub := &T{
		common: common{
			barrier: make(chan bool),
			signal:  make(chan bool, 1),
			name:    full,
			parent:  &t.common,
			level:   t.level + 1,
		},
		ctx: t.ctx,
	}
	if Verbose() {
		announce("RUN", sub.name)
	}
	go runTest(sub, f)
	if !<-sub.signal {
		// A test inside has ended this goroutine's test by FailNow on it.
		runtime.Goexit()
	}
	return !sub.Failed()
}

// runTest runs the function of a test on its goroutine.
func runTest(t *T, f func(t *T)) {
	t.runner = functionName(0)
	defer func() {
		err := recover()
		signal := true
		t.mu.RLock()
		finished := t.finished.Load()
		t.mu.RUnlock()
		if !finished && err == nil {
			err = errNilPanicOrGoexit
			for p := t.parent; p != nil; p = p.parent {
				if p.finished.Load() {
					t.Errorf("%v: subtest may have called FailNow on a parent test", err)
					err = nil
					signal = false
					break
				}
			}
		}
		if err != nil {
			t.panicked(err)
		}
		t.duration += time.Since(t.start)
		t.runParallel()
		t.report()
		t.mu.Lock()
		t.done = true
		if t.parent != nil {
			t.ran = true
		}
		t.mu.Unlock()
		t.signal <- signal
	}()
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanups()
		}
	}()
	t.start = time.Now()
	f(t)
	t.mu.Lock()
	t.finished.Store(true)
	t.mu.Unlock()
}

// runParallel lets the parallel tests inside go on, and waits for them.
func (t *T) runParallel() {
	if len(t.sub) == 0 {
		if t.isParallel {
			t.ctx.release()
		}
		return
	}
	t.ctx.release()
	close(t.barrier)
	for _, sub := range t.sub {
		<-sub.signal
	}
	before := time.Now()
	func() {
		defer func() {
			if err := recover(); err != nil {
				t.panicked(err)
			}
		}()
		t.runCleanups()
	}()
	t.duration += time.Since(before)
	if !t.isParallel {
		t.ctx.waitParallel()
	}
}

// panicked reports a test that has panicked, and those around it, and panics again.
func (t *T) panicked(err any) {
	t.Fail()
	t.duration += time.Since(t.start)
	for c := &t.common; c.parent != nil; c = c.parent {
		line := fmt.Sprintf("--- FAIL: %s (%.2fs)\n", c.name, c.duration.Seconds())
		c.mu.Lock()
		text := line + string(c.output)
		c.output = nil
		c.mu.Unlock()
		os.Stdout.WriteString(indented(text, c.level))
	}
	panic(err)
}

// report prints the result of the test, if it is asked for.
func (t *T) report() {
	if t.parent == nil {
		return
	}
	result := "PASS"
	if t.Failed() {
		result = "FAIL"
	} else if t.Skipped() {
		result = "SKIP"
	}
	if result == "FAIL" || Verbose() {
		t.flushToParent(fmt.Sprintf("--- %s: %s (%.2fs)\n", result, t.name, t.duration.Seconds()))
	}
}

// InternalTest is a test as the go command knows it.
type InternalTest struct {
	Name string
	F    func(*T)
}

// RunTests runs tests; the go command uses MainStart.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	var deadline time.Time
	if flags.timeout != nil && *flags.timeout > 0 {
		deadline = time.Now().Add(*flags.timeout)
	}
	ran, ok := runTests(matchString, tests, deadline)
	if !ran {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	return ok
}

func runTests(matchString func(pat, str string) (bool, error), tests []InternalTest, deadline time.Time) (ran, ok bool) {
	ok = true
	for i := uint(0); i < flags.countOr1(); i++ {
		ctx := newTestContext(flags.parallelOr1(), newMatcher(matchString, flags.text(flags.run), "-test.run", flags.text(flags.skip)))
		ctx.deadline = deadline
		root := &T{common: common{signal: make(chan bool, 1), barrier: make(chan bool)}, ctx: ctx}
		runTest(root, func(t *T) {
			for _, test := range tests {
				t.Run(test.Name, test.F)
			}
		})
		<-root.signal
		ok = ok && !root.Failed()
		for _, test := range tests {
			if _, match, _ := ctx.match.fullName(nil, test.Name); match {
				ran = true
			}
		}
		if flags.failfast != nil && *flags.failfast && !ok {
			break
		}
	}
	return ran, ok
}

// matcher selects tests by the elements of a pattern, and makes names unique.
type matcher struct {
	patterns []string
	skips    []string
	match    func(pat, str string) (bool, error)
	mu       sync.Mutex
	used     map[string]int32
}

func newMatcher(match func(pat, str string) (bool, error), pattern, flag, skip string) *matcher {
	m := &matcher{match: match, used: make(map[string]int32)}
	m.patterns = splitPattern(pattern)
	m.skips = splitPattern(skip)
	for _, p := range append(append([]string{}, m.patterns...), m.skips...) {
		if _, err := match(p, "non-empty"); err != nil {
			fmt.Fprintf(os.Stderr, "testing: invalid regexp for %s (%q): %s\n", flag, p, err)
			os.Exit(1)
		}
	}
	return m
}

// splitPattern splits at slashes outside of brackets.
func splitPattern(s string) []string {
	if s == "" {
		return nil
	}
	var parts []string
	brackets, parens, start := 0, 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '[':
			brackets++
		case ']':
			if brackets--; brackets < 0 {
				brackets = 0
			}
		case '(':
			if brackets == 0 {
				parens++
			}
		case ')':
			if brackets == 0 {
				parens--
			}
		case '\\':
			i++
		case '/':
			if brackets == 0 && parens == 0 {
				parts = append(parts, rewriteName(s[start:i]))
				start = i + 1
			}
		}
	}
	return append(parts, rewriteName(s[start:]))
}

// fullName returns the unique name of a test inside of c and whether it is selected; partial means that only tests inside may be.
func (m *matcher) fullName(c *common, name string) (full string, ok, partial bool) {
	full = name
	if c == nil {
		return full, m.selected(full), false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if c.level > 0 {
		full = m.unique(c.name, rewriteName(name))
	}
	return full, m.selected(full), false
}

func (m *matcher) selected(full string) bool {
	if m.match == nil {
		return true
	}
	elems := strings.Split(full, "/")
	for i, elem := range elems {
		if i >= len(m.patterns) {
			break
		}
		if ok, _ := m.match(m.patterns[i], elem); !ok {
			return false
		}
	}
	if len(m.skips) == 0 || len(elems) < len(m.skips) {
		return true
	}
	for i := range m.skips {
		if ok, _ := m.match(m.skips[i], elems[i]); !ok {
			return true
		}
	}
	return false
}

// unique adds a number to names that were used before.
func (m *matcher) unique(parent, name string) string {
	base := parent + "/" + name
	for {
		n := m.used[base]
		m.used[base] = n + 1
		if n == 0 && name != "" {
			return base
		}
		candidate := fmt.Sprintf("%s#%02d", base, n)
		if m.used[candidate] == 0 {
			m.used[candidate] = 1
			return candidate
		}
	}
}

// rewriteName makes a name printable: spaces become underscores, what can't be printed is escaped.
func rewriteName(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case isSpace(r):
			b = append(b, '_')
		case r < ' ' || r == 0x7f || r == 0xFFFD:
			q := fmt.Sprintf("%q", r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

func isSpace(r rune) bool {
	switch r {
	case '\t', '\n', '\v', '\f', '\r', ' ', 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
