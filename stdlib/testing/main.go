package testing

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"reflect"
	"runtime"
	"strconv"
	"strings"
	"time"
)

// flags are those of the go command's tests; they are registered by Init.
var flags flagSet

type flagSet struct {
	short, verbose, failfast, benchmem *bool
	run, skip, bench, list, cpu        *string
	count                              *uint
	parallel                           *int
	timeout                            *time.Duration
	shuffle                            *string
	bt                                 benchTime
}

func (f *flagSet) parsed() bool { return flag.Parsed() }

func (f *flagSet) text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

func (f *flagSet) countOr1() uint {
	if f.count == nil {
		return 1
	}
	return *f.count
}

func (f *flagSet) parallelOr1() int {
	if f.parallel == nil || *f.parallel < 1 {
		return runtime.GOMAXPROCS(0)
	}
	return *f.parallel
}

func (f *flagSet) benchTimeOr1s() benchTime {
	if f.bt == (benchTime{}) {
		return benchTime{d: time.Second}
	}
	return f.bt
}

// cpuList returns the values of GOMAXPROCS to run with.
func (f *flagSet) cpuList() []int {
	var list []int
	for _, s := range strings.Split(f.text(f.cpu), ",") {
		if s = strings.TrimSpace(s); s == "" {
			continue
		}
		n, err := strconv.Atoi(s)
		if err != nil || n <= 0 {
			fmt.Fprintf(os.Stderr, "testing: invalid value %q for -test.cpu\n", s)
			os.Exit(1)
		}
		list = append(list, n)
	}
	if list == nil {
		list = []int{runtime.GOMAXPROCS(-1)}
	}
	return list
}

var (
	initRan bool
	inTest  bool
)

// Init registers the flags of tests. Programs that use this package outside of go test call it before flag.Parse, if at all.
func Init() {
	if initRan {
		return
	}
	initRan = true
	f := &flags
	f.short = flag.Bool("test.short", false, "run smaller test suite to save time")
	f.failfast = flag.Bool("test.failfast", false, "do not start new tests after the first test failure")
	f.list = flag.String("test.list", "", "list tests, examples, and benchmarks matching `regexp` then exit")
	f.run = flag.String("test.run", "", "run only tests and examples matching `regexp`")
	f.skip = flag.String("test.skip", "", "do not list or run tests matching `regexp`")
	f.bench = flag.String("test.bench", "", "run only benchmarks matching `regexp`")
	f.benchmem = flag.Bool("test.benchmem", false, "print memory allocations for benchmarks")
	flag.Var(&f.bt, "test.benchtime", "run each benchmark for duration `d` or N times if `d` is of the form Nx")
	f.verbose = flag.Bool("test.v", false, "verbose: print additional output")
	f.count = flag.Uint("test.count", 1, "run tests and benchmarks `n` times")
	f.cpu = flag.String("test.cpu", "", "comma-separated `list` of cpu counts to run each test with")
	f.parallel = flag.Int("test.parallel", runtime.GOMAXPROCS(0), "run at most `n` tests in parallel")
	f.timeout = flag.Duration("test.timeout", 0, "panic test binary after duration `d` (default 0, timeout disabled)")
	f.shuffle = flag.String("test.shuffle", "off", "randomize the execution order of tests and benchmarks")
	// Known, so that the go command's calls work, but without effect here.
	for _, name := range []string{"test.coverprofile", "test.outputdir", "test.cpuprofile", "test.memprofile", "test.blockprofile",
		"test.mutexprofile", "test.trace", "test.testlogfile", "test.gocoverdir", "test.fuzz", "test.fuzzcachedir"} {
		flag.String(name, "", "has no effect")
	}
	flag.Int("test.memprofilerate", 0, "has no effect")
	flag.Int("test.blockprofilerate", 1, "has no effect")
	flag.Int("test.mutexprofilefraction", 1, "has no effect")
	flag.Bool("test.paniconexit0", false, "has no effect")
	flag.Bool("test.fullpath", false, "has no effect")
	flag.Bool("test.fuzzworker", false, "has no effect")
	flag.String("test.fuzztime", "", "has no effect")
	flag.String("test.fuzzminimizetime", "", "has no effect")
}

// testDeps is what the go command's main program of a test gives to MainStart.
type testDeps interface {
	ImportPath() string
	MatchString(pat, str string) (bool, error)
	SetPanicOnExit0(bool)
	StartCPUProfile(io.Writer) error
	StopCPUProfile()
	StartTestLog(io.Writer)
	StopTestLog() error
	WriteProfileTo(string, io.Writer, int) error
	CoordinateFuzzing(time.Duration, int64, time.Duration, int64, int, []corpusEntry, []reflect.Type, string, string) error
	RunFuzzWorker(func(corpusEntry) error) error
	ReadCorpus(string, []reflect.Type) ([]corpusEntry, error)
	CheckCorpus([]any, []reflect.Type) error
	ResetCoverage()
	SnapshotCoverage()
	InitRuntimeCoverage() (mode string, tearDown func(coverprofile string, gocoverdir string) (string, error), snapcov func() float64)
}

// corpusEntry is an input of a fuzz test.
type corpusEntry = struct {
	Parent     string
	Path       string
	Data       []byte
	Values     []any
	Generation int
	IsSeed     bool
}

// onlyMatch are the testDeps of Main.
type onlyMatch func(pat, str string) (bool, error)

var errMain = errors.New("testing: unexpected use of func Main")

func (f onlyMatch) MatchString(pat, str string) (bool, error)   { return f(pat, str) }
func (f onlyMatch) ImportPath() string                          { return "" }
func (f onlyMatch) SetPanicOnExit0(bool)                        {}
func (f onlyMatch) StartCPUProfile(io.Writer) error             { return errMain }
func (f onlyMatch) StopCPUProfile()                             {}
func (f onlyMatch) StartTestLog(io.Writer)                      {}
func (f onlyMatch) StopTestLog() error                          { return errMain }
func (f onlyMatch) WriteProfileTo(string, io.Writer, int) error { return errMain }
func (f onlyMatch) RunFuzzWorker(func(corpusEntry) error) error { return errMain }
func (f onlyMatch) CheckCorpus([]any, []reflect.Type) error     { return nil }
func (f onlyMatch) ResetCoverage()                              {}
func (f onlyMatch) SnapshotCoverage()                           {}
func (f onlyMatch) CoordinateFuzzing(time.Duration, int64, time.Duration, int64, int, []corpusEntry, []reflect.Type, string, string) error {
	return errMain
}
func (f onlyMatch) ReadCorpus(string, []reflect.Type) ([]corpusEntry, error) { return nil, errMain }
func (f onlyMatch) InitRuntimeCoverage() (mode string, tearDown func(coverprofile string, gocoverdir string) (string, error), snapcov func() float64) {
	return "", nil, nil
}

// Main is an old form of MainStart.
func Main(matchString func(pat, str string) (bool, error), tests []InternalTest, benchmarks []InternalBenchmark, examples []InternalExample) {
	os.Exit(MainStart(onlyMatch(matchString), tests, benchmarks, nil, examples).Run())
}

// M is passed to a test's TestMain, which calls Run.
type M struct {
	deps       testDeps
	tests      []InternalTest
	benchmarks []InternalBenchmark
	fuzzTests  []InternalFuzzTarget
	examples   []InternalExample
	exitCode   int
}

// MainStart is for the main programs that the go command makes.
func MainStart(deps testDeps, tests []InternalTest, benchmarks []InternalBenchmark, fuzzTargets []InternalFuzzTarget, examples []InternalExample) *M {
	Init()
	inTest = true
	return &M{deps: deps, tests: tests, benchmarks: benchmarks, fuzzTests: fuzzTargets, examples: examples}
}

// Run runs the tests and returns the status to exit with.
func (m *M) Run() (code int) {
	defer func() { code = m.exitCode }()
	if !flag.Parsed() {
		flag.Parse()
	}
	if *flags.parallel < 1 {
		fmt.Fprintln(os.Stderr, "testing: -parallel can only be given a positive integer")
		flag.Usage()
		m.exitCode = 2
		return
	}
	if list := *flags.list; list != "" {
		m.list(list)
		return
	}
	var deadline time.Time
	if d := *flags.timeout; d > 0 {
		deadline = time.Now().Add(d)
		alarm := time.AfterFunc(d, func() { panic(fmt.Sprintf("test timed out after %v", d)) })
		defer alarm.Stop()
	}
	match := m.deps.MatchString
	testRan, testOK := runTests(match, m.tests, deadline)
	fuzzRan, fuzzOK := runFuzzTests(match, m.fuzzTests, deadline)
	exampleRan, exampleOK := runExamples(match, m.examples)
	if !testRan && !fuzzRan && !exampleRan && *flags.bench == "" {
		fmt.Fprintln(os.Stderr, "testing: warning: no tests to run")
	}
	if !testOK || !fuzzOK || !exampleOK || !runBenchmarks(m.deps.ImportPath(), match, m.benchmarks) {
		fmt.Println("FAIL")
		m.exitCode = 1
		return
	}
	fmt.Println("PASS")
	return
}

// list prints the names that match.
func (m *M) list(pattern string) {
	if _, err := m.deps.MatchString(pattern, "non-empty"); err != nil {
		fmt.Fprintf(os.Stderr, "testing: invalid regexp in -test.list (%q): %s\n", pattern, err)
		os.Exit(1)
	}
	show := func(name string) {
		if ok, _ := m.deps.MatchString(pattern, name); ok {
			fmt.Println(name)
		}
	}
	for _, t := range m.tests {
		show(t.Name)
	}
	for _, b := range m.benchmarks {
		show(b.Name)
	}
	for _, f := range m.fuzzTests {
		show(f.Name)
	}
	for _, e := range m.examples {
		show(e.Name)
	}
}
