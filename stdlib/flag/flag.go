// Package flag parses command lines. This file holds flag sets: defining, finding and parsing
// flags; the value types are in values.go, the usage text in usage.go, and the functions on
// the command line's own set in commandline.go.
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"sort"
)

// ErrHelp is the error for -help or -h where no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

// Value is what a flag's text is stored in. Set is called in command line order, once for each
// occurrence; String must work on a zero value. A method IsBoolFlag() bool that returns true
// makes -name mean -name=true.
type Value interface {
	String() string
	Set(string) error
}

// Getter is a Value whose contents can be had.
type Getter interface {
	Value
	Get() any
}

// ErrorHandling says what Parse does about an error.
type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota // return it
	ExitOnError                          // os.Exit(2), or os.Exit(0) for help
	PanicOnError                         // panic with it
)

// Flag describes one flag.
type Flag struct {
	Name     string
	Usage    string
	Value    Value
	DefValue string // the default as text
}

// FlagSet is a set of flags; its zero value has no name and continues on errors.
type FlagSet struct {
	// Usage is called on a parse error and for help.
	Usage func()

	name     string
	parsed   bool
	actual   map[string]*Flag // those that were set
	formal   map[string]*Flag
	args     []string // after the flags
	handling ErrorHandling
	output   io.Writer         // nil means os.Stderr
	undef    map[string]string // flags that were set before they were defined, and where
}

// NewFlagSet returns an empty flag set.
func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

// Init sets name and error handling.
func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name = name
	f.handling = errorHandling
}

// Name returns the name of the set.
func (f *FlagSet) Name() string { return f.name }

// ErrorHandling returns the error handling of the set.
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }

// Output returns where usage and error messages go.
func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

// SetOutput sets where usage and error messages go; nil means os.Stderr.
func (f *FlagSet) SetOutput(output io.Writer) { f.output = output }

// VisitAll calls fn for all flags in order of their names.
func (f *FlagSet) VisitAll(fn func(*Flag)) { visit(f.formal, fn) }

// Visit calls fn for the flags that were set, in order of their names.
func (f *FlagSet) Visit(fn func(*Flag)) { visit(f.actual, fn) }

func visit(flags map[string]*Flag, fn func(*Flag)) {
	list := make([]*Flag, 0, len(flags))
	for _, flag := range flags {
		list = append(list, flag)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	for _, flag := range list {
		fn(flag)
	}
}

// Lookup returns the named flag, or nil.
func (f *FlagSet) Lookup(name string) *Flag { return f.formal[name] }

// Set sets the named flag.
func (f *FlagSet) Set(name, value string) error {
	flag, ok := f.formal[name]
	if !ok {
		f.setTooEarly(name)
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := flag.Value.Set(value); err != nil {
		return err
	}
	f.markSet(name, flag)
	return nil
}

func (f *FlagSet) markSet(name string, flag *Flag) {
	if f.actual == nil {
		f.actual = make(map[string]*Flag)
	}
	f.actual[name] = flag
}

// setTooEarly remembers a Set of a flag that may yet be defined, which is then a bug.
func (f *FlagSet) setTooEarly(name string) {
	info := ""
	if _, file, line, ok := runtime.Caller(2); ok {
		info = fmt.Sprintf("%s:%d", file, line)
	}
	if f.undef == nil {
		f.undef = make(map[string]string)
	}
	f.undef[name] = info
}

// NFlag returns how many flags were set.
func (f *FlagSet) NFlag() int { return len(f.actual) }

// Arg returns the i'th argument after the flags, or "".
func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// NArg returns how many arguments follow the flags.
func (f *FlagSet) NArg() int { return len(f.args) }

// Args returns the arguments after the flags.
func (f *FlagSet) Args() []string { return f.args }

// Parsed reports whether Parse was called.
func (f *FlagSet) Parsed() bool { return f.parsed }

// Var defines a flag stored in value, whose text now is the default.
func (f *FlagSet) Var(value Value, name string, usage string) {
	f.checkName(name)
	if f.formal == nil {
		f.formal = make(map[string]*Flag)
	}
	f.formal[name] = &Flag{name, usage, value, value.String()}
}

// checkName panics, with the message on the output too, if name cannot be defined.
func (f *FlagSet) checkName(name string) {
	msg := ""
	if len(name) > 0 && name[0] == '-' {
		msg = fmt.Sprintf("flag %q begins with -", name)
	} else if cut(name) >= 0 {
		msg = fmt.Sprintf("flag %q contains =", name)
	} else if _, dup := f.formal[name]; dup {
		msg = "flag redefined: " + name
		if f.name != "" {
			msg = f.name + " " + msg
		}
	} else if pos := f.undef[name]; pos != "" {
		panic(fmt.Sprintf("flag %s set at %s before being defined", name, pos))
	} else {
		return
	}
	fmt.Fprintln(f.Output(), msg)
	panic(msg)
}

// cut returns the offset of the first equals sign in s, or -1.
func cut(s string) int {
	for i := 0; i < len(s); i++ {
		if s[i] == '=' {
			return i
		}
	}
	return -1
}

// Parse parses arguments, which do not include the command's name.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		more, err := f.parseOne()
		if err != nil {
			return f.handle(err)
		}
		if !more {
			return nil
		}
	}
}

// handle does what the set's error handling says.
func (f *FlagSet) handle(err error) error {
	switch f.handling {
	case ExitOnError:
		if err == ErrHelp {
			os.Exit(0)
		}
		os.Exit(2)
	case PanicOnError:
		panic(err)
	}
	return err
}

// parseOne takes one flag from the arguments; more is false at their end, at the first one
// that is not a flag, and after "--".
func (f *FlagSet) parseOne() (more bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	arg := f.args[0]
	if len(arg) < 2 || arg[0] != '-' {
		return false, nil
	}
	name := arg[1:]
	if name[0] == '-' {
		name = name[1:]
		if name == "" {
			f.args = f.args[1:]
			return false, nil
		}
	}
	if name[0] == '-' || name[0] == '=' {
		return false, f.fail("bad flag syntax: %s", arg)
	}
	f.args = f.args[1:]
	value, hasValue := "", false
	if i := cut(name); i > 0 {
		value, hasValue = name[i+1:], true
		name = name[:i]
	}
	flag, ok := f.formal[name]
	if !ok {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.fail("flag provided but not defined: -%s", name)
	}
	if err := f.assign(flag, name, value, hasValue); err != nil {
		return false, err
	}
	f.markSet(name, flag)
	return true, nil
}

// assign sets flag, from the next argument if it needs a value and has none.
func (f *FlagSet) assign(flag *Flag, name, value string, hasValue bool) error {
	if b, ok := flag.Value.(boolFlag); ok && b.IsBoolFlag() {
		if !hasValue {
			if err := b.Set("true"); err != nil {
				return f.fail("invalid boolean flag %s: %v", name, err)
			}
		} else if err := b.Set(value); err != nil {
			return f.fail("invalid boolean value %q for -%s: %v", value, name, err)
		}
		return nil
	}
	if !hasValue {
		if len(f.args) == 0 {
			return f.fail("flag needs an argument: -%s", name)
		}
		value, f.args = f.args[0], f.args[1:]
	}
	if err := flag.Value.Set(value); err != nil {
		return f.fail("invalid value %q for flag -%s: %v", value, name, err)
	}
	return nil
}

// fail prints a message and the usage and returns the message as an error.
func (f *FlagSet) fail(format string, a ...any) error {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	f.usage()
	return errors.New(msg)
}
