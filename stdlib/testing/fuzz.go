package testing

import (
	"fmt"
	"reflect"
	"time"
)

// InternalFuzzTarget is a fuzz test as the go command knows it.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is a running fuzz test. Its function is run with the inputs given by Add; new ones are not made up.
type F struct {
	common
	ctx    *testContext
	corpus [][]any
	called bool
}

// Setenv sets an environment variable until the test is done.
func (f *F) Setenv(key, value string) {
	f.isEnvSet = true
	f.common.Setenv(key, value)
}

// Add adds an input.
func (f *F) Add(args ...any) {
	for i := range args {
		if !fuzzable(reflect.TypeOf(args[i])) {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", reflect.TypeOf(args[i])))
		}
	}
	f.corpus = append(f.corpus, args)
}

func fuzzable(t reflect.Type) bool {
	if t == nil {
		return false
	}
	switch t.Kind() {
	case reflect.Slice:
		return t == reflect.TypeOf([]byte(nil))
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return t.PkgPath() == ""
	}
	return false
}

// Fuzz runs ff, a function of a *T and inputs, with each input given by Add.
func (f *F) Fuzz(ff any) {
	if f.called {
		panic("testing: F.Fuzz called more than once")
	}
	f.called = true
	if f.Failed() {
		return
	}
	fn := reflect.ValueOf(ff)
	typ := fn.Type()
	if typ.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if typ.NumIn() < 2 || typ.In(0) != reflect.TypeOf((*T)(nil)) {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if typ.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	for i := 1; i < typ.NumIn(); i++ {
		if !fuzzable(typ.In(i)) {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", typ.In(i)))
		}
	}
	for _, input := range f.corpus {
		if len(input) != typ.NumIn()-1 {
			f.Fatalf("wrong number of values in corpus entry: %d, want %d", len(input), typ.NumIn()-1)
		}
		for i, v := range input {
			if reflect.TypeOf(v) != typ.In(i+1) {
				f.Fatalf("mismatched types in corpus entry: %v, want %v", input, typ)
			}
		}
	}
	for i, input := range f.corpus {
		f.runInput(fmt.Sprintf("seed#%d", i), fn, input)
	}
	f.finished.Store(true)
}

func (f *F) runInput(name string, fn reflect.Value, input []any) {
	full, ok, _ := f.ctx.match.fullName(&f.common, name)
	if !ok {
		return
	}
	t := &T{
		common: common{barrier: make(chan bool), signal: make(chan bool, 1), name: full, parent: &f.common, level: f.level + 1},
		ctx:    f.ctx,
	}
	if Verbose() {
		announce("RUN", t.name)
	}
	go runTest(t, func(t *T) {
		args := []reflect.Value{reflect.ValueOf(t)}
		for _, v := range input {
			args = append(args, reflect.ValueOf(v))
		}
		fn.Call(args)
	})
	<-t.signal
}

// runFuzzTests runs fuzz tests with their inputs.
func runFuzzTests(match func(pat, str string) (bool, error), tests []InternalFuzzTarget, deadline time.Time) (ran, ok bool) {
	ok = true
	if len(tests) == 0 {
		return false, true
	}
	ctx := newTestContext(flags.parallelOr1(), newMatcher(match, flags.text(flags.run), "-test.run", flags.text(flags.skip)))
	ctx.deadline = deadline
	root := &common{barrier: make(chan bool)}
	for _, test := range tests {
		full, match, _ := ctx.match.fullName(nil, test.Name)
		if !match {
			continue
		}
		ran = true
		f := &F{common: common{signal: make(chan bool, 1), barrier: make(chan bool), name: full, parent: root, level: 1}, ctx: ctx}
		if Verbose() {
			announce("RUN", f.name)
		}
		go runFuzzTest(f, test.Fn)
		<-f.signal
		ok = ok && !f.Failed()
	}
	return ran, ok
}

func runFuzzTest(f *F, fn func(*F)) {
	f.runner = functionName(0)
	f.start = time.Now()
	t := &T{common: common{}, ctx: f.ctx}
	defer func() {
		err := recover()
		if err == nil && !f.finished.Load() {
			err = errNilPanicOrGoexit
		}
		f.duration += time.Since(f.start)
		if err != nil {
			f.Fail()
			t.flushToParentOf(&f.common)
			panic(err)
		}
		f.runCleanups()
		result := "PASS"
		if f.Failed() {
			result = "FAIL"
		} else if f.Skipped() {
			result = "SKIP"
		}
		if result == "FAIL" || Verbose() {
			f.flushToParent(fmt.Sprintf("--- %s: %s (%.2fs)\n", result, f.name, f.duration.Seconds()))
		}
		f.done = true
		f.signal <- true
	}()
	fn(f)
	f.finished.Store(true)
}

// flushToParentOf prints the failure of a fuzz test that has panicked.
func (t *T) flushToParentOf(c *common) {
	c.flushToParent(fmt.Sprintf("--- FAIL: %s (%.2fs)\n", c.name, c.duration.Seconds()))
}
