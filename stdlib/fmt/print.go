// Package fmt formats and scans text in the manner of C's printf and scanf.
//
// This file holds the printing functions a program calls. The machinery is split by subject:
// printer.go (buffer, flags, padding), directive.go (format strings), number.go and text.go
// (basic kinds), value.go (methods and reflection), mapsort.go (order of map keys), error.go
// (Errorf), scan.go and scanverb.go (input).
package fmt

import (
	"io"
	"os"
)

// Fprintf formats according to format and writes the text to w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.printf(format, a)
	return w.Write(p.buf)
}

// Printf formats according to format and writes the text to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return Fprintf(os.Stdout, format, a...)
}

// Sprintf formats according to format and returns the text.
func Sprintf(format string, a ...any) string {
	p := newPrinter()
	p.printf(format, a)
	return string(p.buf)
}

// Appendf formats according to format, appends the text to b and returns the longer slice.
func Appendf(b []byte, format string, a ...any) []byte {
	p := newPrinter()
	p.buf = b
	p.printf(format, a)
	return p.buf
}

// Fprint writes its operands to w in their default formats, with a space between two
// operands when neither is a string.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.print(a)
	return w.Write(p.buf)
}

// Print writes its operands to standard output as Fprint does.
func Print(a ...any) (n int, err error) {
	return Fprint(os.Stdout, a...)
}

// Sprint returns the text that Fprint would write.
func Sprint(a ...any) string {
	p := newPrinter()
	p.print(a)
	return string(p.buf)
}

// Append appends the text that Fprint would write to b and returns the longer slice.
func Append(b []byte, a ...any) []byte {
	p := newPrinter()
	p.buf = b
	p.print(a)
	return p.buf
}

// Fprintln writes its operands to w in their default formats, separated by spaces and
// followed by a newline.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.println(a)
	return w.Write(p.buf)
}

// Println writes its operands to standard output as Fprintln does.
func Println(a ...any) (n int, err error) {
	return Fprintln(os.Stdout, a...)
}

// Sprintln returns the text that Fprintln would write.
func Sprintln(a ...any) string {
	p := newPrinter()
	p.println(a)
	return string(p.buf)
}

// Appendln appends the text that Fprintln would write to b and returns the longer slice.
func Appendln(b []byte, a ...any) []byte {
	p := newPrinter()
	p.buf = b
	p.println(a)
	return p.buf
}

// print implements the rule of Print: spaces only between two operands that are not strings.
func (p *printer) print(a []any) {
	afterString := true
	for _, arg := range a {
		_, isString := arg.(string)
		if !isString && arg != nil {
			isString = stringKind(arg)
		}
		if !afterString && !isString {
			p.buf = append(p.buf, ' ')
		}
		p.plain(arg)
		afterString = isString
	}
}

// println implements the rule of Println.
func (p *printer) println(a []any) {
	for i, arg := range a {
		if i > 0 {
			p.buf = append(p.buf, ' ')
		}
		p.plain(arg)
	}
	p.buf = append(p.buf, '\n')
}
