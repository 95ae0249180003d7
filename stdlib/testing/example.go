package testing

import (
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
	"time"
)

// InternalExample is an example as the go command knows it.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// RunExamples runs examples; the go command uses MainStart.
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(matchString, examples)
	return ok
}

func runExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ran, ok bool) {
	ok = true
	m := newMatcher(matchString, flags.text(flags.run), "-test.run", flags.text(flags.skip))
	for _, e := range examples {
		if _, match, _ := m.fullName(nil, e.Name); match {
			ran = true
			ok = runExample(e) && ok
		}
	}
	return ran, ok
}

// runExample runs an example and compares what it prints.
func runExample(e InternalExample) bool {
	if Verbose() {
		announce("RUN", e.Name)
	}
	stdout := os.Stdout
	r, w, err := os.Pipe()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Stdout = w
	printed := make(chan string)
	go func() {
		var b strings.Builder
		_, err := io.Copy(&b, r)
		r.Close()
		if err != nil {
			fmt.Fprintf(os.Stderr, "testing: copying pipe: %v\n", err)
			os.Exit(1)
		}
		printed <- b.String()
	}()
	start := time.Now()
	finished := false
	ok := true
	func() {
		defer func() {
			took := time.Since(start)
			w.Close()
			os.Stdout = stdout
			got := <-printed
			err := recover()
			ok = e.judge(got, took, finished, err)
		}()
		e.F()
		finished = true
	}()
	return ok
}

func (e *InternalExample) judge(printed string, took time.Duration, finished bool, err any) bool {
	got, want := strings.TrimSpace(printed), strings.TrimSpace(e.Output)
	failure := ""
	if e.Unordered {
		if sortedLines(got) != sortedLines(want) && err == nil {
			failure = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", printed, e.Output)
		}
	} else if got != want && err == nil {
		failure = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	if failure != "" || !finished || err != nil {
		fmt.Printf("--- FAIL: %s (%.2fs)\n%s", e.Name, took.Seconds(), failure)
		if err != nil {
			panic(err)
		}
		if !finished {
			panic(errNilPanicOrGoexit)
		}
		return false
	}
	if Verbose() {
		fmt.Printf("--- PASS: %s (%.2fs)\n", e.Name, took.Seconds())
	}
	return true
}

func sortedLines(s string) string {
	lines := strings.Split(s, "\n")
	sort.Strings(lines)
	return strings.Join(lines, "\n")
}
