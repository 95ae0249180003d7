// run
// exit: 3
// oracle: no since Go 1.23
// stderr~: ^child: exit status 2$
// stderr~: ^crash file: panic: for both$
// stderr~: ^both alike: true$

// The report of a crash goes to a second file, which may be closed meanwhile.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime/debug"
)

func crash(name string) {
	f, err := os.Create(name)
	if err != nil {
		panic(err)
	}
	if err := debug.SetCrashOutput(f, debug.CrashOptions{}); err != nil {
		panic(err)
	}
	f.Close()
	panic("for both")
}

func main() {
	if len(os.Args) > 1 {
		crash(os.Args[1])
	}
	f, _ := os.CreateTemp("", "crash")
	defer os.Remove(f.Name())
	self, _ := os.Readlink("/proc/self/exe")
	var stderr bytes.Buffer
	c := exec.Command(self, "run", "crash_output.go", f.Name())
	c.Stderr = &stderr
	fmt.Fprintln(os.Stderr, "child:", c.Run())
	report, _ := os.ReadFile(f.Name())
	line, _, _ := bytes.Cut(report, []byte("\n"))
	fmt.Fprintf(os.Stderr, "crash file: %s\n", line)
	fmt.Fprintln(os.Stderr, "both alike:", bytes.Equal(report, stderr.Bytes()))
	err := debug.SetCrashOutput(nil, debug.CrashOptions{})
	f.Close()
	if err == nil && debug.SetCrashOutput(f, debug.CrashOptions{}) != nil {
		os.Exit(3)
	}
}
