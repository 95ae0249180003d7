// run
// oracle: no newer than the installed Go
// Other programs: input, output, ends, contexts.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	p := fmt.Println
	for _, c := range [][]string{
		{"echo", "a", "b"}, {"sh", "-c", "echo out; echo err >&2; exit 3"}, {"no-such-program"}, {"/none/x"}, {"sh", "-c", "kill $$"},
	} {
		out, err := exec.Command(c[0], c[1:]...).Output()
		var exit *exec.ExitError
		stderr := ""
		if errors.As(err, &exit) {
			stderr = string(exit.Stderr)
		}
		p(string(out), err, stderr, errors.Is(err, exec.ErrNotFound))
	}
	c := exec.Command("tr", "a-z", "A-Z")
	c.Stdin = strings.NewReader("hello")
	var out bytes.Buffer
	c.Stdout = &out
	p(c.Run(), out.String(), c.ProcessState, c.ProcessState.Success())
	p(c.Run(), c.Wait())
	c = exec.Command("cat")
	w, _ := c.StdinPipe()
	r, _ := c.StdoutPipe()
	p(c.Start())
	io.WriteString(w, "piped")
	w.Close()
	b, _ := io.ReadAll(r)
	p(string(b), c.Wait())
	c = exec.Command("sh", "-c", "echo $FOO $PWD; pwd")
	c.Env = []string{"FOO=1", "FOO=2"}
	c.Dir = "/usr"
	b, err := c.CombinedOutput()
	p(string(b), err)
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	start := time.Now()
	p(exec.CommandContext(ctx, "sleep", "5").Run(), ctx.Err(), time.Since(start) < 3*time.Second)
	p(exec.CommandContext(ctx, "sleep", "5").Run())
	c = exec.Command("true")
	c.Stdin = strings.NewReader(strings.Repeat("x", 1<<20))
	p(c.Run())
	c = exec.Command("sh", "-c", "sleep 2 & echo hi")
	c.WaitDelay = 50 * time.Millisecond
	c.Stdout = &out
	p(c.Run())
	c = exec.Command("sh", "-c", "echo >&3 extra")
	rr, ww, _ := os.Pipe()
	c.ExtraFiles = []*os.File{ww}
	p(c.Run())
	ww.Close()
	b, _ = io.ReadAll(rr)
	p(string(b))
	p((&exec.Cmd{}).Run(), (&exec.Cmd{}).Wait())
	proc, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 7"}, &os.ProcAttr{})
	p(err)
	state, err := proc.Wait()
	p(state, err, state.ExitCode(), state.Exited(), proc.Kill())
}
