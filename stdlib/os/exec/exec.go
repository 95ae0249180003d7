// Package exec runs other programs. Programs are not run by a shell: arguments are passed on as they are.
package exec

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Error is the error of a program that can't be found.
type Error struct {
	Name string
	Err  error
}

// Error returns the message.
func (e *Error) Error() string { return "exec: " + strconv.Quote(e.Name) + ": " + e.Err.Error() }

// Unwrap returns the error without the name.
func (e *Error) Unwrap() error { return e.Err }

// ErrWaitDelay is what Wait returns if the program succeeded, but its output was not closed within WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

// ExitError is the error of a program that did not succeed. Stderr is a part of its error output if Output was used and Stderr
// not set.
type ExitError struct {
	*os.ProcessState
	Stderr []byte
}

// Error returns the message.
func (e *ExitError) Error() string { return e.ProcessState.String() }

// Cmd is a program to be run, or running. It can be used once.
type Cmd struct {
	Path string   // of the program; relative to Dir
	Args []string // beginning with the name; if empty, Path alone
	Env  []string // nil means that of this program; of several entries for a key the last counts
	Dir  string   // working directory; "" means that of this program

	// Nil is the null device. Files are passed on; everything else is copied by goroutines that Wait waits for. If Stdout and
	// Stderr are the same, only one goroutine at a time writes.
	Stdin  io.Reader
	Stdout io.Writer
	Stderr io.Writer

	ExtraFiles  []*os.File           // descriptors 3 and on
	SysProcAttr *syscall.SysProcAttr // what else the system offers

	Process      *os.Process      // set by Start
	ProcessState *os.ProcessState // set by Wait

	Err error // of looking for the program

	Cancel    func() error  // called when the Context is done; kills by default
	WaitDelay time.Duration // how long Wait lets the program live after that, and its output be open after its end; 0: no limit

	ctx        context.Context
	childFiles []io.Closer       // closed after Start
	pipes      []io.Closer       // our ends, closed by Wait
	copying    []func() error    // what Start runs in goroutines
	copied     chan error        // their results
	cancelled  chan cancelResult // of the goroutine that watches the Context
	looked     bool              // Path was looked for
}

type cancelResult struct {
	err       error
	timer     *time.Timer // what is left of WaitDelay
	abandoned bool        // the pipes were closed, so that errors of copying mean nothing
}

// Command returns a Cmd for a program, which is looked for with LookPath if the name has no slash, and its arguments.
func Command(name string, arg ...string) *Cmd {
	c := &Cmd{Path: name, Args: append([]string{name}, arg...)}
	if filepath.Base(name) == name {
		path, err := LookPath(name)
		c.looked = true
		if path != "" {
			c.Path = path
		}
		if err != nil {
			c.Err = err
		}
	}
	return c
}

// CommandContext is Command for a program that is ended when ctx is done.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// String returns the command for people to read. It is not fit for a shell.
func (c *Cmd) String() string {
	if c.Err != nil || c.looked && c.Path == "" {
		return strings.Join(c.Args, " ") // the name that was looked for
	}
	if len(c.Args) < 2 {
		return c.Path
	}
	return c.Path + " " + strings.Join(c.Args[1:], " ")
}

func (c *Cmd) argv() []string {
	if len(c.Args) > 0 {
		return c.Args
	}
	return []string{c.Path}
}

// Environ returns the environment that the program will get.
func (c *Cmd) Environ() []string {
	env, _ := c.environ()
	return env
}

func (c *Cmd) environ() (env []string, err error) {
	env = c.Env
	if env == nil {
		env = os.Environ()
		if c.Dir != "" {
			// The variable PWD has to fit.
			dir, e := filepath.Abs(c.Dir)
			if e == nil {
				env = append(env, "PWD="+dir)
			} else {
				err = e
			}
		}
	}
	env, e := lastOfEach(env)
	if err == nil {
		err = e
	}
	return env, err
}

// lastOfEach leaves out what later entries for the same key replace, and entries that the system can't take.
func lastOfEach(env []string) (list []string, err error) {
	seen := make(map[string]bool, len(env))
	for i := len(env) - 1; i >= 0; i-- {
		entry := env[i]
		if strings.IndexByte(entry, 0) >= 0 {
			err = errors.New("exec: environment variable contains NUL")
			continue
		}
		eq := strings.IndexByte(entry, '=')
		if eq == 0 { // such names exist elsewhere
			if next := strings.IndexByte(entry[1:], '='); next >= 0 {
				eq = next + 1
			}
		}
		if eq < 0 {
			if entry != "" {
				list = append(list, entry)
			}
			continue
		}
		if key := entry[:eq]; !seen[key] {
			seen[key] = true
			list = append(list, entry)
		}
	}
	for i, j := 0, len(list)-1; i < j; i, j = i+1, j-1 {
		list[i], list[j] = list[j], list[i]
	}
	return list, err
}

// Run starts the program and waits for its end.
func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// Start starts the program. Wait has to be called afterwards.
func (c *Cmd) Start() error {
	if c.Path == "" && c.Err == nil && !c.looked {
		c.Err = errors.New("exec: no command")
	}
	started := false
	defer func() {
		closeAll(c.childFiles)
		c.childFiles = nil
		if !started {
			closeAll(c.pipes)
			c.pipes = nil
		}
	}()
	switch {
	case c.Err != nil:
		return c.Err
	case c.Process != nil:
		return errors.New("exec: already started")
	case c.Cancel != nil && c.ctx == nil:
		return errors.New("exec: command with a non-nil Cancel was not created with CommandContext")
	}
	if c.ctx != nil {
		select {
		case <-c.ctx.Done():
			return c.ctx.Err()
		default:
		}
	}
	files, err := c.files()
	if err != nil {
		return err
	}
	env, err := c.environ()
	if err != nil {
		return err
	}
	c.Process, err = os.StartProcess(c.Path, c.argv(), &os.ProcAttr{Dir: c.Dir, Files: files, Env: env, Sys: c.SysProcAttr})
	if err != nil {
		return err
	}
	started = true
	if len(c.copying) > 0 {
		c.copied = make(chan error, len(c.copying))
		for _, f := range c.copying {
			go func(f func() error) { c.copied <- f() }(f)
		}
		c.copying = nil
	}
	if c.ctx != nil && c.ctx.Done() != nil && (c.Cancel != nil || c.WaitDelay != 0) {
		c.cancelled = make(chan cancelResult)
		go c.watch()
	}
	return nil
}

func closeAll(list []io.Closer) {
	for _, f := range list {
		f.Close()
	}
}

// files returns the program's descriptors.
func (c *Cmd) files() ([]*os.File, error) {
	in, err := c.inputFile()
	if err != nil {
		return nil, err
	}
	out, err := c.outputFile(c.Stdout)
	if err != nil {
		return nil, err
	}
	errOut := out
	if c.Stderr == nil || !same(c.Stderr, c.Stdout) {
		if errOut, err = c.outputFile(c.Stderr); err != nil {
			return nil, err
		}
	}
	return append([]*os.File{in, out, errOut}, c.ExtraFiles...), nil
}

// same compares two writers, whose types may not be comparable.
func same(a, b io.Writer) bool {
	defer func() { recover() }()
	return a == b
}

func (c *Cmd) nullDevice(flag int) (*os.File, error) {
	f, err := os.OpenFile(os.DevNull, flag, 0)
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, f)
	return f, nil
}

func (c *Cmd) inputFile() (*os.File, error) {
	if c.Stdin == nil {
		return c.nullDevice(os.O_RDONLY)
	}
	if f, ok := c.Stdin.(*os.File); ok {
		return f, nil
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, r)
	c.pipes = append(c.pipes, w)
	c.copying = append(c.copying, func() error {
		_, err := io.Copy(w, c.Stdin)
		if brokenInput(err) {
			err = nil
		}
		if e := w.Close(); err == nil {
			err = e
		}
		return err
	})
	return r, nil
}

// brokenInput reports whether the program has not read all of its input, which is its own business.
func brokenInput(err error) bool {
	e, ok := err.(*os.PathError)
	return ok && e.Op == "write" && e.Path == "|1" && e.Err == syscall.EPIPE
}

func (c *Cmd) outputFile(w io.Writer) (*os.File, error) {
	if w == nil {
		return c.nullDevice(os.O_WRONLY)
	}
	if f, ok := w.(*os.File); ok {
		return f, nil
	}
	r, pw, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.childFiles = append(c.childFiles, pw)
	c.pipes = append(c.pipes, r)
	c.copying = append(c.copying, func() error {
		_, err := io.Copy(w, r)
		r.Close() // a program that goes on writing gets an error
		return err
	})
	return pw, nil
}

// watch ends the program when the Context is done before Wait has seen the end, and tells Wait.
func (c *Cmd) watch() {
	select {
	case c.cancelled <- cancelResult{}:
		return
	case <-c.ctx.Done():
	}
	var err error
	if c.Cancel != nil {
		switch e := c.Cancel(); {
		case e == nil:
			err = c.ctx.Err()
		case errors.Is(e, os.ErrProcessDone):
		default:
			err = wrapped{"exec: canceling Cmd", e}
		}
	}
	if c.WaitDelay == 0 {
		c.cancelled <- cancelResult{err: err}
		return
	}
	timer := time.NewTimer(c.WaitDelay)
	select {
	case c.cancelled <- cancelResult{err: err, timer: timer}:
		return
	case <-timer.C:
	}
	if e := c.Process.Kill(); e != nil && !errors.Is(e, os.ErrProcessDone) {
		err = wrapped{"exec: killing Cmd", e}
	}
	closeAll(c.pipes) // whoever else holds the other ends
	c.cancelled <- cancelResult{err: err, abandoned: true}
}

// wrapped is an error with a text before it.
type wrapped struct {
	prefix string
	err    error
}

func (w wrapped) Error() string { return w.prefix + ": " + w.err.Error() }
func (w wrapped) Unwrap() error { return w.err }

// Wait waits for the end of the program and of copying its input and output. The error is an *ExitError if the program did not
// succeed.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	c.ProcessState = state
	var timer *time.Timer
	abandoned := false
	if c.cancelled != nil {
		result := <-c.cancelled
		timer = result.timer
		// How the program ended comes first.
		if err == nil {
			err = result.err
		}
		abandoned = result.abandoned
	}
	if e := c.awaitCopies(timer); err == nil && !abandoned {
		err = e
	}
	closeAll(c.pipes)
	c.pipes = nil
	return err
}

// awaitCopies waits for the goroutines that copy, no longer than timer or WaitDelay.
func (c *Cmd) awaitCopies(timer *time.Timer) (first error) {
	defer func() {
		if timer != nil {
			timer.Stop()
		}
	}()
	if c.copied == nil {
		return nil
	}
	var expired <-chan time.Time
	if timer == nil && c.WaitDelay != 0 {
		timer = time.NewTimer(c.WaitDelay)
	}
	if timer != nil {
		expired = timer.C
	}
	for left := cap(c.copied); left > 0; {
		select {
		case err := <-c.copied:
			left--
			if first == nil {
				first = err
			}
		case <-expired:
			expired = nil
			closeAll(c.pipes)
			// Their errors are now those of closed files.
			for ; left > 0; left-- {
				<-c.copied
			}
			if first == nil {
				first = ErrWaitDelay
			}
		}
	}
	return first
}

// Output runs the program and returns what it writes to its standard output.
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	var saved *ends
	if c.Stderr == nil {
		saved = &ends{n: 32 << 10}
		c.Stderr = saved
	}
	err := c.Run()
	if e, ok := err.(*ExitError); ok && saved != nil {
		e.Stderr = saved.Bytes()
	}
	return out.Bytes(), err
}

// CombinedOutput runs the program and returns what it writes to its standard output and error output.
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errors.New("exec: Stdout already set")
	}
	if c.Stderr != nil {
		return nil, errors.New("exec: Stderr already set")
	}
	var out bytes.Buffer
	c.Stdout = &out
	c.Stderr = &out
	err := c.Run()
	return out.Bytes(), err
}

// StdinPipe returns a pipe to the program's standard input, which Wait closes.
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	if c.Stdin != nil {
		return nil, errors.New("exec: Stdin already set")
	}
	if c.Process != nil {
		return nil, errors.New("exec: StdinPipe after process started")
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	c.Stdin = r
	c.childFiles = append(c.childFiles, r)
	c.pipes = append(c.pipes, w)
	return w, nil
}

// StdoutPipe returns a pipe from the program's standard output, which Wait closes: all has to be read before.
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) { return c.outputPipe("Stdout", &c.Stdout) }

// StderrPipe is StdoutPipe for the error output.
func (c *Cmd) StderrPipe() (io.ReadCloser, error) { return c.outputPipe("Stderr", &c.Stderr) }

func (c *Cmd) outputPipe(name string, target *io.Writer) (io.ReadCloser, error) {
	if *target != nil {
		return nil, errors.New("exec: " + name + " already set")
	}
	if c.Process != nil {
		return nil, errors.New("exec: " + name + "Pipe after process started")
	}
	r, w, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	*target = w
	c.childFiles = append(c.childFiles, w)
	c.pipes = append(c.pipes, r)
	return r, nil
}

// ends keeps the first and the last n bytes that are written to it.
type ends struct {
	n       int
	prefix  []byte
	suffix  []byte // a ring once it is full
	at      int    // where the ring goes on
	skipped int64
}

func (e *ends) Write(p []byte) (int, error) {
	total := len(p)
	if room := e.n - len(e.prefix); room > 0 {
		if room > len(p) {
			room = len(p)
		}
		e.prefix = append(e.prefix, p[:room]...)
		p = p[room:]
	}
	// Only the end of p can stay.
	if over := len(p) - e.n; over > 0 {
		p = p[over:]
		e.skipped += int64(over)
	}
	if room := e.n - len(e.suffix); room > 0 {
		if room > len(p) {
			room = len(p)
		}
		e.suffix = append(e.suffix, p[:room]...)
		p = p[room:]
	}
	for len(p) > 0 {
		n := copy(e.suffix[e.at:], p)
		p = p[n:]
		e.skipped += int64(n)
		if e.at += n; e.at == e.n {
			e.at = 0
		}
	}
	return total, nil
}

// Bytes returns what was kept, with a note of what was not.
func (e *ends) Bytes() []byte {
	if e.suffix == nil {
		return e.prefix
	}
	var b bytes.Buffer
	b.Write(e.prefix)
	if e.skipped > 0 {
		b.WriteString("\n... omitting ")
		b.WriteString(strconv.FormatInt(e.skipped, 10))
		b.WriteString(" bytes ...\n")
	}
	b.Write(e.suffix[e.at:])
	b.Write(e.suffix[:e.at])
	return b.Bytes()
}
