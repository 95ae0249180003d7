package testing

import (
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// InternalBenchmark is a benchmark as the go command knows it.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// benchTime is the value of -test.benchtime: a duration, or a number of iterations like 100x.
type benchTime struct {
	d time.Duration
	n int
}

func (t *benchTime) String() string {
	if t.n > 0 {
		return fmt.Sprintf("%dx", t.n)
	}
	return t.d.String()
}

func (t *benchTime) Set(s string) error {
	if strings.HasSuffix(s, "x") {
		n, err := strconv.ParseInt(s[:len(s)-1], 10, 0)
		if err != nil || n <= 0 {
			return fmt.Errorf("invalid count")
		}
		*t = benchTime{n: int(n)}
		return nil
	}
	d, err := time.ParseDuration(s)
	if err != nil || d <= 0 {
		return fmt.Errorf("invalid duration")
	}
	*t = benchTime{d: d}
	return nil
}

var _ flag.Value = (*benchTime)(nil)

// benchmarking is held by the benchmark that runs.
var benchmarking sync.Mutex

// B is a running benchmark, whose function has to do its work N times.
type B struct {
	common
	N int

	match       *matcher
	time        benchTime
	f           func(b *B)
	timerOn     bool
	showAllocs  bool
	bytes       int64
	parallelism int
	result      BenchmarkResult
	extra       map[string]float64
	hasSub      bool
	missingB    bool

	startAllocs, startBytes uint64 // at the start of the timer
	netAllocs, netBytes     uint64
}

// StartTimer goes on measuring time after StopTimer.
func (b *B) StartTimer() {
	if b.timerOn {
		return
	}
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	b.startAllocs, b.startBytes = stats.Mallocs, stats.TotalAlloc
	b.start = time.Now()
	b.timerOn = true
}

// StopTimer stops measuring time.
func (b *B) StopTimer() {
	if !b.timerOn {
		return
	}
	b.duration += time.Since(b.start)
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	b.netAllocs += stats.Mallocs - b.startAllocs
	b.netBytes += stats.TotalAlloc - b.startBytes
	b.timerOn = false
}

// ResetTimer forgets what was measured so far.
func (b *B) ResetTimer() {
	if b.extra == nil {
		b.extra = make(map[string]float64, 16)
	} else {
		for k := range b.extra {
			delete(b.extra, k)
		}
	}
	if b.timerOn {
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		b.startAllocs, b.startBytes = stats.Mallocs, stats.TotalAlloc
		b.start = time.Now()
	}
	b.duration, b.netAllocs, b.netBytes = 0, 0, 0
}

// SetBytes says how many bytes an iteration deals with.
func (b *B) SetBytes(n int64) { b.bytes = n }

// ReportAllocs adds the numbers of allocations to the result.
func (b *B) ReportAllocs() { b.showAllocs = true }

// ReportMetric adds a value to the result, or replaces one of this package's.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.IndexFunc(unit, isSpace) >= 0 {
		panic("metric unit must not contain whitespace")
	}
	if b.extra == nil {
		b.extra = make(map[string]float64, 16)
	}
	b.extra[unit] = n
}

// Elapsed returns the time measured so far.
func (b *B) Elapsed() time.Duration {
	d := b.duration
	if b.timerOn {
		d += time.Since(b.start)
	}
	return d
}

// SetParallelism makes RunParallel use p goroutines for each processor.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.parallelism = p
	}
}

// runN runs the function for n iterations.
func (b *B) runN(n int) {
	benchmarking.Lock()
	defer benchmarking.Unlock()
	defer b.runCleanups()
	runtime.GC()
	b.N = n
	b.parallelism = 1
	b.ResetTimer()
	b.StartTimer()
	b.f(b)
	b.StopTimer()
}

// apart calls f on a goroutine of its own, which may end by FailNow, and waits for its end.
func (b *B) apart(f func()) {
	done := make(chan bool)
	go func() {
		defer close(done)
		b.runner = functionName(0)
		f()
	}()
	<-done
}

// first runs one iteration, and reports whether more are to be run.
func (b *B) first() bool {
	b.apart(func() { b.runN(1) })
	if b.Failed() {
		b.flushToParent(fmt.Sprintf("--- FAIL: %s\n", b.name))
		return false
	}
	b.mu.RLock()
	finished := b.finished.Load()
	b.mu.RUnlock()
	if b.hasSub || finished {
		tag := "BENCH"
		if b.Skipped() {
			tag = "SKIP"
		}
		if Verbose() && (len(b.output) > 0 || finished) {
			b.flushToParent(fmt.Sprintf("--- %s: %s\n", tag, b.name))
		}
		return false
	}
	return true
}

// measure runs more and more iterations until they take long enough.
func (b *B) measure() BenchmarkResult {
	b.apart(func() {
		if b.time.n > 0 {
			if b.time.n > 1 {
				b.runN(b.time.n)
			}
		} else {
			for n := int64(1); !b.Failed() && b.duration < b.time.d && n < 1e9; {
				last := n
				n = b.predict(last)
				b.runN(int(n))
			}
		}
		b.result = BenchmarkResult{b.N, b.duration, b.bytes, b.netAllocs, b.netBytes, b.extra}
	})
	return b.result
}

// predict returns how many iterations to try next: enough for the time wanted and a fifth more, but no more than 100 times as many.
func (b *B) predict(last int64) int64 {
	took := b.duration.Nanoseconds()
	if took <= 0 {
		took = 1
	}
	n := b.time.d.Nanoseconds() * int64(b.N) / took
	n += n / 5
	if n > 100*last {
		n = 100 * last
	}
	if n < last+1 {
		n = last + 1
	}
	if n > 1e9 {
		n = 1e9
	}
	return n
}

// BenchmarkResult is what a benchmark has measured.
type BenchmarkResult struct {
	N         int                // iterations
	T         time.Duration      // in all
	Bytes     int64              // dealt with in one iteration
	MemAllocs uint64             // in all
	MemBytes  uint64             // in all
	Extra     map[string]float64 // of ReportMetric
}

// NsPerOp returns the time of an iteration.
func (r BenchmarkResult) NsPerOp() int64 {
	if v, ok := r.Extra["ns/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return (float64(r.Bytes) * float64(r.N) / 1e6) / r.T.Seconds()
}

// AllocsPerOp returns the allocations of an iteration.
func (r BenchmarkResult) AllocsPerOp() int64 { return r.perOp("allocs/op", r.MemAllocs) }

// AllocedBytesPerOp returns the bytes that an iteration allocates.
func (r BenchmarkResult) AllocedBytesPerOp() int64 { return r.perOp("B/op", r.MemBytes) }

func (r BenchmarkResult) perOp(unit string, total uint64) int64 {
	if v, ok := r.Extra[unit]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(total) / int64(r.N)
}

// MemString returns the allocations of an iteration as go test prints them.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

// String returns the result as go test prints it, without allocations.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteByte('\t')
		writeNumber(&b, ns, "ns/op")
	}
	if mb := r.mbPerSec(); mb != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mb)
	}
	var units []string
	for unit := range r.Extra {
		switch unit {
		case "ns/op", "MB/s", "B/op", "allocs/op":
		default:
			units = append(units, unit)
		}
	}
	sort.Strings(units)
	for _, unit := range units {
		b.WriteByte('\t')
		writeNumber(&b, r.Extra[unit], unit)
	}
	return b.String()
}

// writeNumber shows four digits of small numbers, with points below each other.
func writeNumber(w io.Writer, x float64, unit string) {
	digits := 0
	if y := math.Abs(x); y != 0 {
		for limit := 999.95; y < limit && digits < 7; limit /= 10 {
			digits++
		}
	}
	width := 10
	if digits > 0 {
		width += 1 + digits
	}
	fmt.Fprintf(w, "%*.*f %s", width, digits, x, unit)
}

// Run runs f as a benchmark inside of b, and reports whether it did not fail. A benchmark with others inside is not measured.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSub = true
	benchmarking.Unlock()
	defer benchmarking.Lock()
	full, ok := b.name, true
	if b.match != nil {
		full, ok, _ = b.match.fullName(&b.common, name)
	}
	if !ok {
		return true
	}
	sub := &B{
		common: common{signal: make(chan bool), name: full, parent: &b.common, level: b.level + 1, bench: true},
		match:  b.match,
		time:   b.time,
		f:      f,
	}
	if sub.first() {
		if b.match != nil {
			sub.processAll()
		} else {
			sub.measure()
		}
	}
	b.addResult(sub.result)
	return !sub.Failed()
}

// addResult sums up the results inside, for Benchmark.
func (b *B) addResult(other BenchmarkResult) {
	r := &b.result
	r.N = 1
	r.T += time.Duration(other.NsPerOp())
	if other.Bytes == 0 {
		b.missingB = true
	}
	r.Bytes += other.Bytes
	if b.missingB {
		r.Bytes = 0
	}
	r.MemAllocs += uint64(other.AllocsPerOp())
	r.MemBytes += uint64(other.AllocedBytesPerOp())
}

// processAll measures the benchmark as often as the flags say, and prints the results.
func (b *B) processAll() {
	for i, procs := range flags.cpuList() {
		for j := uint(0); j < flags.countOr1(); j++ {
			runtime.GOMAXPROCS(procs)
			name := b.name
			if procs != 1 {
				name = fmt.Sprintf("%s-%d", name, procs)
			}
			if i > 0 || j > 0 {
				f := b.f
				*b = B{common: common{signal: make(chan bool), name: b.name, parent: b.parent, level: b.level, bench: true},
					match: b.match, time: b.time, f: f}
				b.apart(func() { b.runN(1) })
			}
			fmt.Fprintf(os.Stdout, "%-*s\t", b.nameWidth(), name)
			r := b.measure()
			if b.Failed() {
				fmt.Fprintf(os.Stdout, "--- FAIL: %s\n%s", name, b.output)
				continue
			}
			text := r.String()
			if flags.benchmem != nil && *flags.benchmem || b.showAllocs {
				text += "\t" + r.MemString()
			}
			fmt.Fprintln(os.Stdout, text)
			if len(b.output) > 0 {
				fmt.Fprintf(os.Stdout, "--- BENCH: %s\n%s", name, b.output)
				b.output = nil
			}
		}
	}
}

var benchNameWidth atomic.Int64

func (b *B) nameWidth() int {
	if n := int64(len(b.name)); n > benchNameWidth.Load() {
		benchNameWidth.Store(n)
	}
	return int(benchNameWidth.Load())
}

// PB is used by the goroutines of RunParallel.
type PB struct {
	next  *atomic.Uint64 // iterations given out
	grain uint64         // how many at once
	cache uint64         // of those, how many are left
	n     uint64
}

// Next reports whether there are more iterations to do.
func (p *PB) Next() bool {
	if p.cache == 0 {
		n := p.next.Add(p.grain)
		switch {
		case n <= p.n:
			p.cache = p.grain
		case n < p.n+p.grain:
			p.cache = p.n + p.grain - n
		default:
			return false
		}
	}
	p.cache--
	return true
}

// RunParallel runs body on several goroutines, which share the iterations.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	// Portions of about 100 microseconds.
	grain := uint64(1)
	if took := uint64(b.result.T); took > 0 {
		grain = 1e5 * uint64(b.result.N) / took
	}
	if grain < 1 {
		grain = 1
	}
	if grain > 1e4 {
		grain = 1e4
	}
	var next atomic.Uint64
	goroutines := b.parallelism * runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	group.Add(goroutines)
	for i := 0; i < goroutines; i++ {
		go func() {
			defer group.Done()
			body(&PB{next: &next, grain: grain, n: uint64(b.N)})
		}()
	}
	group.Wait()
	if next.Load() <= uint64(b.N) && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// RunBenchmarks runs benchmarks; the go command uses MainStart.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	runBenchmarks("", matchString, benchmarks)
}

func runBenchmarks(importPath string, matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) bool {
	pattern := flags.text(flags.bench)
	if pattern == "" {
		return true
	}
	m := newMatcher(matchString, pattern, "-test.bench", flags.text(flags.skip))
	var selected []InternalBenchmark
	for _, b := range benchmarks {
		if _, ok, _ := m.fullName(nil, b.Name); ok {
			selected = append(selected, b)
		}
	}
	if len(selected) > 0 {
		fmt.Fprintf(os.Stdout, "goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
		if importPath != "" {
			fmt.Fprintf(os.Stdout, "pkg: %s\n", importPath)
		}
	}
	root := &B{
		common: common{bench: true},
		match:  m,
		time:   flags.benchTimeOr1s(),
		f: func(b *B) {
			for _, x := range selected {
				b.Run(x.Name, x.F)
			}
		},
	}
	root.runN(1)
	return !root.Failed()
}

// Benchmark measures f by itself, outside of go test.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{
		common: common{signal: make(chan bool), bench: true, level: 1, parent: &common{}},
		f:      f,
		time:   flags.benchTimeOr1s(),
	}
	if b.first() {
		b.measure()
	}
	return b.result
}
