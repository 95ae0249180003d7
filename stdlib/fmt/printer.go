// The printer: output buffer, state of the current directive, padding, and the State interface
// that custom formatters see. It knows nothing of format strings (directive.go) or of types.
package fmt

import (
	"reflect"
	"strconv"
	"unicode/utf8"
)

// State is what a Formatter sees of the printer: where to write and which flags were given.
type State interface {
	// Write appends formatted text to the output.
	Write(b []byte) (n int, err error)
	// Width returns the width option and whether it was set.
	Width() (wid int, ok bool)
	// Precision returns the precision option and whether it was set.
	Precision() (prec int, ok bool)
	// Flag reports whether the flag character c was given.
	Flag(c int) bool
}

// Formatter is implemented by values that control how every verb prints them.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by values that have a native text form, used by %s, %v and Print.
type Stringer interface {
	String() string
}

// GoStringer is implemented by values that define their own Go syntax, used by %#v.
type GoStringer interface {
	GoString() string
}

// flags is the set of options of one directive.
type flags uint16

const (
	minus flags = 1 << iota
	plus
	sharp
	space
	zero     // pad on the left with zeros; never set together with minus
	plusV    // %+v: plus is cleared so that it does not reach the elements' numbers
	sharpV   // %#v: likewise for sharp
	hasWidth // width is valid
	hasPrec  // prec is valid
)

// printer holds the state of one call of a printing function.
type printer struct {
	buf   []byte
	flags flags
	width int
	prec  int

	arg any           // the operand, for methods and complaints; nil once val took over
	val reflect.Value // the operand where it cannot be had as an interface

	complaining bool  // inside a bad-verb report: methods are not called
	panicking   bool  // printing the value of a method's panic
	reordered   bool  // the format used an explicit argument index
	wrapOK      bool  // Errorf: %w is a legal verb
	wrapped     []int // operand numbers of the %w directives

	first [64]byte // initial storage of buf, so that short output needs one allocation
}

func newPrinter() *printer {
	p := new(printer)
	p.buf = p.first[:0]
	return p
}

func (p *printer) has(f flags) bool { return p.flags&f != 0 }

// Write implements State.
func (p *printer) Write(b []byte) (n int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString lets io.WriteString reach the buffer without a copy.
func (p *printer) WriteString(s string) (n int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

// Width implements State.
func (p *printer) Width() (wid int, ok bool) {
	if !p.has(hasWidth) {
		return 0, false
	}
	return p.width, true
}

// Precision implements State.
func (p *printer) Precision() (prec int, ok bool) {
	if !p.has(hasPrec) {
		return 0, false
	}
	return p.prec, true
}

// Flag implements State.
func (p *printer) Flag(c int) bool {
	switch c {
	case '-':
		return p.has(minus)
	case '+':
		return p.has(plus | plusV)
	case '#':
		return p.has(sharp | sharpV)
	case ' ':
		return p.has(space)
	case '0':
		return p.has(zero)
	}
	return false
}

// FormatString rebuilds the directive that state and verb describe, beginning with the
// percent sign and the flags, then width and precision as far as they are set.
func FormatString(state State, verb rune) string {
	b := append(make([]byte, 0, 16), '%')
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if prec, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(prec), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

func (p *printer) writeString(s string) { p.buf = append(p.buf, s...) }
func (p *printer) writeByte(c byte)     { p.buf = append(p.buf, c) }
func (p *printer) writeRune(r rune)     { p.buf = utf8.AppendRune(p.buf, r) }

// fill appends n copies of c; n may be zero or negative.
func (p *printer) fill(n int, c byte) {
	for ; n > 0; n-- {
		p.buf = append(p.buf, c)
	}
}

// padByte is what fills the space to the left of a field.
func (p *printer) padByte() byte {
	if p.has(zero) {
		return '0'
	}
	return ' '
}

// padString appends s, brought to the width that the directive asks for.
func (p *printer) padString(s string) {
	if !p.has(hasWidth) {
		p.buf = append(p.buf, s...)
		return
	}
	gap := p.width - utf8.RuneCountInString(s)
	if p.has(minus) {
		p.buf = append(p.buf, s...)
		p.fill(gap, ' ')
		return
	}
	p.fill(gap, p.padByte())
	p.buf = append(p.buf, s...)
}

// padTail pads what has been appended since offset start, as padString does; it serves
// fields that are built in place in the buffer.
func (p *printer) padTail(start int) {
	if !p.has(hasWidth) {
		return
	}
	gap := p.width - utf8.RuneCount(p.buf[start:])
	if gap <= 0 {
		return
	}
	end := len(p.buf)
	if p.has(minus) {
		p.fill(gap, ' ')
		return
	}
	p.fill(gap, p.padByte())
	copy(p.buf[start+gap:], p.buf[start:end])
	pad := p.padByte()
	for i := start; i < start+gap; i++ {
		p.buf[i] = pad
	}
}
