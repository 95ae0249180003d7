// The engine of Printf: splits a format string into literal text and directives, finds each
// directive's operand, and reports malformed ones in the text.
package fmt

import (
	"reflect"
	"unicode/utf8"
)

// maxNumber bounds widths, precisions and argument indexes: a larger one is a mistake.
const maxNumber = 1000000

// directive is the part of the parse that goes from one directive to the next: position in
// the format and in the operands.
type directive struct {
	format string
	pos    int
	args   []any
	next   int  // index of the operand for the next verb
	index  bool // an explicit index stands right before pos
	bad    bool // an index was malformed, misplaced or out of range
}

func (p *printer) printf(format string, args []any) {
	d := directive{format: format, args: args}
	for {
		start := d.pos
		for d.pos < len(format) && format[d.pos] != '%' {
			d.pos++
		}
		p.buf = append(p.buf, format[start:d.pos]...)
		if d.pos >= len(format) {
			break
		}
		d.pos++
		p.flags = 0
		if !p.simple(&d) {
			p.full(&d)
		}
	}
	if !p.reordered && d.next < len(args) {
		p.extra(args[d.next:])
	}
}

// simple handles a directive that is only flags and a lower-case letter and whose operand
// exists. Otherwise it leaves pos after the flags and returns false.
func (p *printer) simple(d *directive) bool {
	for d.pos < len(d.format) {
		c := d.format[d.pos]
		if 'a' <= c && c <= 'z' {
			if d.next >= len(d.args) {
				return false
			}
			d.pos++
			if c == 'v' || c == 'w' {
				p.beginV(c == 'w', d.next)
			}
			arg := d.args[d.next]
			d.next++
			p.formatArg(arg, rune(c))
			return true
		}
		if !p.setFlag(c) {
			return false
		}
		d.pos++
	}
	return false
}

// setFlag records a flag character and reports whether c is one.
func (p *printer) setFlag(c byte) bool {
	switch c {
	case '#':
		p.flags |= sharp
	case '+':
		p.flags |= plus
	case ' ':
		p.flags |= space
	case '-':
		p.flags = p.flags&^zero | minus
	case '0':
		if p.flags&minus == 0 {
			p.flags |= zero
		}
	default:
		return false
	}
	return true
}

// beginV moves the flags that mean something else to %v and %w out of the numbers' way.
func (p *printer) beginV(wrap bool, operand int) {
	if wrap {
		p.wrapped = append(p.wrapped, operand)
	}
	if p.flags&sharp != 0 {
		p.flags = p.flags&^sharp | sharpV
	}
	if p.flags&plus != 0 {
		p.flags = p.flags&^plus | plusV
	}
}

// full handles what follows the flags in the general case: indexes, width, precision, verb.
func (p *printer) full(d *directive) {
	d.bad = false
	p.argIndex(d)
	p.parseWidth(d)
	if d.pos+1 < len(d.format) && d.format[d.pos] == '.' { // a final dot is taken for a verb
		d.pos++
		p.parsePrecision(d)
	}
	if !d.index {
		p.argIndex(d)
	}
	d.index = false
	if d.pos >= len(d.format) {
		p.writeString("%!(NOVERB)")
		return
	}
	verb, size := rune(d.format[d.pos]), 1
	if verb >= utf8.RuneSelf {
		verb, size = utf8.DecodeRuneInString(d.format[d.pos:])
	}
	d.pos += size
	switch {
	case verb == '%':
		p.writeByte('%')
	case d.bad:
		p.complaint(verb, "(BADINDEX)")
	case d.next >= len(d.args):
		p.complaint(verb, "(MISSING)")
	default:
		if verb == 'v' || verb == 'w' {
			p.beginV(verb == 'w', d.next)
		}
		arg := d.args[d.next]
		d.next++
		p.formatArg(arg, verb)
	}
}

func (p *printer) parseWidth(d *directive) {
	if d.pos < len(d.format) && d.format[d.pos] == '*' {
		d.pos++
		n, ok := d.intOperand()
		if !ok {
			p.writeString("%!(BADWIDTH)")
			p.width = 0
			return
		}
		if n < 0 {
			n = -n
			p.flags = p.flags&^zero | minus
		}
		p.width = n
		p.flags |= hasWidth
		return
	}
	n, ok := d.number()
	p.width = n
	if ok {
		p.flags |= hasWidth
		if d.index { // a literal width cannot follow an index, as in %[3]2d
			d.bad = true
		}
	}
}

func (p *printer) parsePrecision(d *directive) {
	if d.index { // nor can a precision, as in %[3].2d
		d.bad = true
	}
	p.argIndex(d)
	p.prec = 0
	if d.pos < len(d.format) && d.format[d.pos] == '*' {
		d.pos++
		n, ok := d.intOperand()
		if !ok || n < 0 {
			p.writeString("%!(BADPREC)")
			return
		}
		p.prec = n
		p.flags |= hasPrec
		return
	}
	n, _ := d.number() // a lone dot means precision zero
	p.prec = n
	p.flags |= hasPrec
}

// intOperand consumes the operand of a '*'.
func (d *directive) intOperand() (n int, ok bool) {
	d.index = false
	if d.next >= len(d.args) {
		return 0, false
	}
	arg := d.args[d.next]
	d.next++
	n, ok = arg.(int)
	if !ok {
		n, ok = intOf(arg)
	}
	if n > maxNumber || n < -maxNumber {
		return 0, false
	}
	return n, ok
}

// intOf converts an operand of any integer kind.
func intOf(arg any) (n int, ok bool) {
	v := reflect.ValueOf(arg)
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		i := v.Int()
		return int(i), int64(int(i)) == i
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		u := v.Uint()
		return int(u), int64(u) >= 0 && uint64(int(u)) == u
	}
	return 0, false
}

// number reads decimal digits at pos. A number beyond maxNumber swallows the rest of the
// format, so that the directive ends up without a verb.
func (d *directive) number() (n int, ok bool) {
	for d.pos < len(d.format) {
		c := d.format[d.pos]
		if c < '0' || c > '9' {
			break
		}
		if n > maxNumber {
			d.pos = len(d.format)
			return 0, false
		}
		n = n*10 + int(c-'0')
		ok = true
		d.pos++
	}
	return n, ok
}

// argIndex handles an optional [n] at pos, which selects the operand for what follows.
func (p *printer) argIndex(d *directive) {
	d.index = false
	if d.pos >= len(d.format) || d.format[d.pos] != '[' {
		return
	}
	p.reordered = true
	n, size, ok := bracketNumber(d.format[d.pos:])
	d.pos += size
	d.index = ok
	if ok && 0 <= n && n < len(d.args) {
		d.next = n
		return
	}
	d.bad = true
}

// bracketNumber parses s, which begins with '[', and returns the zero-based number in the
// brackets and how much text to skip: only the bracket where there is no room for a number
// or it is never closed.
func bracketNumber(s string) (n, size int, ok bool) {
	if len(s) < len("[n]") {
		return 0, 1, false
	}
	end := 1
	for end < len(s) && s[end] != ']' {
		end++
	}
	if end >= len(s) {
		return 0, 1, false
	}
	d := directive{format: s[1:end]}
	n, ok = d.number()
	if !ok || d.pos != len(d.format) {
		return 0, end + 1, false
	}
	return n - 1, end + 1, true
}

// extra reports operands that no directive used.
func (p *printer) extra(args []any) {
	p.flags = 0
	p.writeString("%!(EXTRA ")
	for i, arg := range args {
		if i > 0 {
			p.writeString(", ")
		}
		if arg == nil {
			p.writeString("<nil>")
			continue
		}
		p.writeString(reflect.TypeOf(arg).String())
		p.writeByte('=')
		p.formatArg(arg, 'v')
	}
	p.writeByte(')')
}

func (p *printer) complaint(verb rune, text string) {
	p.writeString("%!")
	p.writeRune(verb)
	p.writeString(text)
}
