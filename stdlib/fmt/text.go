// Formatting of strings and byte slices: plain, quoted, hexadecimal, and as lists of bytes.
package fmt

import (
	"strconv"
)

const (
	lowerHex = "0123456789abcdef"
	upperHex = "0123456789ABCDEF"
)

// formatString handles the verbs of strings.
func (p *printer) formatString(s string, verb rune) {
	switch verb {
	case 's':
		p.text(s)
	case 'v':
		if p.has(sharpV) {
			p.quote(s)
		} else {
			p.text(s)
		}
	case 'q':
		p.quote(s)
	case 'x':
		p.hexString(s, lowerHex)
	case 'X':
		p.hexString(s, upperHex)
	default:
		p.badVerb(verb)
	}
}

// text appends s, cut to the precision and padded to the width.
func (p *printer) text(s string) {
	if p.flags == 0 {
		p.buf = append(p.buf, s...)
		return
	}
	p.padString(p.cut(s))
}

// cut shortens s to the precision, counted in runes.
func (p *printer) cut(s string) string {
	if !p.has(hasPrec) {
		return s
	}
	n := p.prec
	for i := range s {
		if n == 0 {
			return s[:i]
		}
		n--
	}
	return s
}

// quote appends s as a Go string literal; with the sharp flag as a raw one where possible.
func (p *printer) quote(s string) {
	s = p.cut(s)
	start := len(p.buf)
	switch {
	case p.has(sharp) && strconv.CanBackquote(s):
		p.writeByte('`')
		p.writeString(s)
		p.writeByte('`')
	case p.has(plus):
		p.buf = strconv.AppendQuoteToASCII(p.buf, s)
	default:
		p.buf = strconv.AppendQuote(p.buf, s)
	}
	p.padTail(start)
}

func (p *printer) quoteRune(r rune) {
	start := len(p.buf)
	if p.has(plus) {
		p.buf = strconv.AppendQuoteRuneToASCII(p.buf, r)
	} else {
		p.buf = strconv.AppendQuoteRune(p.buf, r)
	}
	p.padTail(start)
}

// hexString appends the bytes of s in hexadecimal. The precision limits the bytes taken; the
// space flag separates them; the sharp flag prefixes 0x once, or each with space.
func (p *printer) hexString(s string, digits string) {
	if p.has(hasPrec) && p.prec < len(s) {
		s = s[:p.prec]
	}
	start := len(p.buf)
	for i := 0; i < len(s); i++ {
		if p.has(space) && i > 0 {
			p.writeByte(' ')
		}
		if p.has(sharp) && (i == 0 || p.has(space)) {
			p.buf = append(p.buf, '0', digits[10]+('x'-'a'))
		}
		p.buf = append(p.buf, digits[s[i]>>4], digits[s[i]&15])
	}
	p.padTail(start)
}

// formatBytes handles the verbs of byte slices and arrays; typ is the type's name for %#v.
func (p *printer) formatBytes(b []byte, verb rune, typ string) {
	switch verb {
	case 'v', 'd':
		if p.has(sharpV) {
			p.byteLiteral(b, typ)
		} else {
			p.byteList(b, verb)
		}
	case 's':
		if p.flags == 0 {
			p.buf = append(p.buf, b...)
		} else {
			p.text(string(b))
		}
	case 'x':
		p.hexString(string(b), lowerHex)
	case 'X':
		p.hexString(string(b), upperHex)
	case 'q':
		p.quote(string(b))
	}
}

// byteLiteral appends b as a composite literal.
func (p *printer) byteLiteral(b []byte, typ string) {
	p.writeString(typ)
	if b == nil {
		p.writeString("(nil)")
		return
	}
	p.writeByte('{')
	for i, c := range b {
		if i > 0 {
			p.writeString(", ")
		}
		p.hexLiteral(uint64(c))
	}
	p.writeByte('}')
}

// byteList appends b as numbers in brackets.
func (p *printer) byteList(b []byte, verb rune) {
	p.writeByte('[')
	for i, c := range b {
		if i > 0 {
			p.writeByte(' ')
		}
		p.formatUint(uint64(c), verb)
	}
	p.writeByte(']')
}

// isBytesVerb tells whether formatBytes handles verb itself.
func isBytesVerb(verb rune) bool {
	switch verb {
	case 'v', 'd', 's', 'x', 'X', 'q':
		return true
	}
	return false
}
