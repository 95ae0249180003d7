// Package log writes lines with a prefix, the time and the caller's position, as far as the
// flags ask for them. The functions of the package use a standard logger to standard error.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"time"
)

// Flags: what a line begins with.
const (
	Ldate         = 1 << iota // 2009/01/23
	Ltime                     // 01:23:23
	Lmicroseconds             // 01:23:23.123123
	Llongfile                 // /a/b/c/d.go:23
	Lshortfile                // d.go:23
	LUTC                      // UTC instead of local time
	Lmsgprefix                // prefix before the message instead of the line
	LstdFlags     = Ldate | Ltime
)

// Logger writes each message by one call of its writer's Write. It can be used by several
// goroutines at once.
type Logger struct {
	mu     sync.Mutex // guards all fields, and keeps writes apart
	out    io.Writer
	prefix string
	flag   int
	buf    []byte // of the line being made; kept for the next
}

// New returns a logger that writes to out.
func New(out io.Writer, prefix string, flag int) *Logger {
	return &Logger{out: out, prefix: prefix, flag: flag}
}

var std = New(os.Stderr, "", LstdFlags)

// Default returns the standard logger.
func Default() *Logger { return std }

// Output writes a message. calldepth says whose position is meant: 1 is Output's caller.
func (l *Logger) Output(calldepth int, s string) error {
	return l.write(calldepth+1, func(b []byte) []byte { return append(b, s...) })
}

// write makes a line of what add appends. calldepth 1 means its caller.
func (l *Logger) write(calldepth int, add func([]byte) []byte) error {
	now := time.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	file, line := "", 0
	if l.flag&(Lshortfile|Llongfile) != 0 {
		l.mu.Unlock() // finding the position is slow
		var ok bool
		_, file, line, ok = runtime.Caller(calldepth)
		if !ok {
			file, line = "???", 0
		}
		l.mu.Lock()
	}
	l.buf = l.header(l.buf[:0], now, file, line)
	l.buf = add(l.buf)
	if n := len(l.buf); n == 0 || l.buf[n-1] != '\n' {
		l.buf = append(l.buf, '\n')
	}
	_, err := l.out.Write(l.buf)
	if cap(l.buf) > 64<<10 {
		l.buf = nil
	}
	return err
}

// header appends what comes before the message.
func (l *Logger) header(b []byte, now time.Time, file string, line int) []byte {
	if l.flag&Lmsgprefix == 0 {
		b = append(b, l.prefix...)
	}
	if l.flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		b = l.appendTime(b, now)
	}
	if l.flag&(Lshortfile|Llongfile) != 0 {
		if l.flag&Lshortfile != 0 {
			file = lastElement(file)
		}
		b = append(b, file...)
		b = append(b, ':')
		b = appendInt(b, line, 1)
		b = append(b, ": "...)
	}
	if l.flag&Lmsgprefix != 0 {
		b = append(b, l.prefix...)
	}
	return b
}

func (l *Logger) appendTime(b []byte, now time.Time) []byte {
	if l.flag&LUTC != 0 {
		now = now.UTC()
	}
	if l.flag&Ldate != 0 {
		year, month, day := now.Date()
		b = append(appendInt(b, year, 4), '/')
		b = append(appendInt(b, int(month), 2), '/')
		b = append(appendInt(b, day, 2), ' ')
	}
	if l.flag&(Ltime|Lmicroseconds) != 0 {
		hour, min, sec := now.Clock()
		b = append(appendInt(b, hour, 2), ':')
		b = append(appendInt(b, min, 2), ':')
		b = appendInt(b, sec, 2)
		if l.flag&Lmicroseconds != 0 {
			b = append(b, '.')
			b = appendInt(b, now.Nanosecond()/1000, 6)
		}
		b = append(b, ' ')
	}
	return b
}

// appendInt appends i, which is not negative, with leading zeros up to the width.
func appendInt(b []byte, i, width int) []byte {
	var digits [20]byte
	at := len(digits)
	for i > 0 || width > 0 {
		at--
		digits[at] = byte('0' + i%10)
		i /= 10
		width--
	}
	return append(b, digits[at:]...)
}

func lastElement(file string) string {
	for i := len(file) - 1; i > 0; i-- {
		if file[i] == '/' {
			return file[i+1:]
		}
	}
	return file
}

// silent tells whether all output is thrown away, so that formatting can be saved.
func (l *Logger) silent() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out == io.Discard
}

// line, linef and lineln serve the exported functions, which are two calls above write.
func (l *Logger) line(v []any) {
	if !l.silent() {
		l.write(3, func(b []byte) []byte { return fmt.Append(b, v...) })
	}
}

func (l *Logger) linef(format string, v []any) {
	if !l.silent() {
		l.write(3, func(b []byte) []byte { return fmt.Appendf(b, format, v...) })
	}
}

func (l *Logger) lineln(v []any) {
	if !l.silent() {
		l.write(3, func(b []byte) []byte { return fmt.Appendln(b, v...) })
	}
}

// text is line for a message that is made already.
func (l *Logger) text(s string) {
	l.write(3, func(b []byte) []byte { return append(b, s...) })
}

// Print logs its operands in the manner of fmt.Print.
func (l *Logger) Print(v ...any) { l.line(v) }

// Printf logs in the manner of fmt.Printf.
func (l *Logger) Printf(format string, v ...any) { l.linef(format, v) }

// Println logs its operands in the manner of fmt.Println.
func (l *Logger) Println(v ...any) { l.lineln(v) }

// Fatal is Print followed by os.Exit(1).
func (l *Logger) Fatal(v ...any) {
	l.text(fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is Printf followed by os.Exit(1).
func (l *Logger) Fatalf(format string, v ...any) {
	l.text(fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is Println followed by os.Exit(1).
func (l *Logger) Fatalln(v ...any) {
	l.text(fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is Print followed by a panic with the message.
func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.text(s)
	panic(s)
}

// Panicf is Printf followed by a panic with the message.
func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.text(s)
	panic(s)
}

// Panicln is Println followed by a panic with the message.
func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.text(s)
	panic(s)
}

// Flags returns the flags.
func (l *Logger) Flags() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.flag
}

// SetFlags sets the flags.
func (l *Logger) SetFlags(flag int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.flag = flag
}

// Prefix returns the prefix.
func (l *Logger) Prefix() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.prefix
}

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.prefix = prefix
}

// Writer returns the destination.
func (l *Logger) Writer() io.Writer {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.out
}

// SetOutput sets the destination.
func (l *Logger) SetOutput(w io.Writer) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.out = w
}

// SetOutput sets the standard logger's destination.
func SetOutput(w io.Writer) { std.SetOutput(w) }

// Flags returns the standard logger's flags.
func Flags() int { return std.Flags() }

// SetFlags sets the standard logger's flags.
func SetFlags(flag int) { std.SetFlags(flag) }

// Prefix returns the standard logger's prefix.
func Prefix() string { return std.Prefix() }

// SetPrefix sets the standard logger's prefix.
func SetPrefix(prefix string) { std.SetPrefix(prefix) }

// Writer returns the standard logger's destination.
func Writer() io.Writer { return std.Writer() }

// Output is the standard logger's Output.
func Output(calldepth int, s string) error {
	return std.write(calldepth+1, func(b []byte) []byte { return append(b, s...) })
}

// Print is the standard logger's Print.
func Print(v ...any) { std.line(v) }

// Printf is the standard logger's Printf.
func Printf(format string, v ...any) { std.linef(format, v) }

// Println is the standard logger's Println.
func Println(v ...any) { std.lineln(v) }

// Fatal is the standard logger's Fatal.
func Fatal(v ...any) {
	std.text(fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is the standard logger's Fatalf.
func Fatalf(format string, v ...any) {
	std.text(fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is the standard logger's Fatalln.
func Fatalln(v ...any) {
	std.text(fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is the standard logger's Panic.
func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.text(s)
	panic(s)
}

// Panicf is the standard logger's Panicf.
func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.text(s)
	panic(s)
}

// Panicln is the standard logger's Panicln.
func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.text(s)
	panic(s)
}
