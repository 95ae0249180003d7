// Formatting of integers, floating-point and complex numbers, booleans and addresses. The
// digits come from strconv; this file adds signs, prefixes, precision and padding.
package fmt

import (
	"strconv"
	"unicode/utf8"
)

func (p *printer) formatBool(v bool, verb rune) {
	if verb != 't' && verb != 'v' {
		p.badVerb(verb)
		return
	}
	if v {
		p.padString("true")
	} else {
		p.padString("false")
	}
}

// formatInt handles the verbs of signed integers.
func (p *printer) formatInt(v int64, verb rune) {
	if p.flags == 0 && (verb == 'd' || verb == 'v') {
		p.buf = strconv.AppendInt(p.buf, v, 10)
		return
	}
	u, negative := uint64(v), v < 0
	if negative {
		u = -u
	}
	p.formatMagnitude(u, negative, uint64(v), verb)
}

// formatUint handles the verbs of unsigned integers.
func (p *printer) formatUint(v uint64, verb rune) {
	if verb == 'v' && p.has(sharpV) {
		p.hexLiteral(v)
		return
	}
	if p.flags == 0 && (verb == 'd' || verb == 'v') {
		p.buf = strconv.AppendUint(p.buf, v, 10)
		return
	}
	p.formatMagnitude(v, false, v, verb)
}

// formatMagnitude formats the integer of absolute value u; raw is its bits unchanged, for
// the verbs that print a character.
func (p *printer) formatMagnitude(u uint64, negative bool, raw uint64, verb rune) {
	switch verb {
	case 'd', 'v':
		p.integer(u, negative, 10, verb)
	case 'b':
		p.integer(u, negative, 2, verb)
	case 'o', 'O':
		p.integer(u, negative, 8, verb)
	case 'x', 'X':
		p.integer(u, negative, 16, verb)
	case 'c':
		p.padString(string(charOf(raw)))
	case 'q':
		p.quoteRune(charOf(raw))
	case 'U':
		p.unicode(raw)
	default:
		p.badVerb(verb)
	}
}

// charOf limits u to the valid code points.
func charOf(u uint64) rune {
	if u > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(u)
}

// hexLiteral formats v as %#x does, whatever flags are set beside it.
func (p *printer) hexLiteral(v uint64) {
	saved := p.flags
	p.flags |= sharp
	p.integer(v, false, 16, 'x')
	p.flags = saved
}

// integer formats sign, prefix, leading zeros and digits, in a field.
func (p *printer) integer(u uint64, negative bool, base int, verb rune) {
	sign := p.sign(negative)
	zeros := 0
	flags := p.flags
	var scratch [64]byte
	digits := strconv.AppendUint(scratch[:0], u, base)
	switch {
	case flags&hasPrec != 0:
		if p.prec == 0 && u == 0 {
			p.blank()
			return
		}
		zeros = p.prec - len(digits)
	case flags&(zero|hasWidth) == zero|hasWidth:
		zeros = p.width - len(digits)
		if sign != 0 {
			zeros--
		}
	}
	start := len(p.buf)
	if sign != 0 {
		p.buf = append(p.buf, sign)
	}
	p.prefix(base, verb, zeros > 0 || digits[0] == '0')
	p.fill(zeros, '0')
	if verb == 'X' {
		upper(digits)
	}
	p.buf = append(p.buf, digits...)
	p.flags &^= zero
	p.padTail(start)
	p.flags = flags
}

// sign returns the character in front of a number, or 0 for none.
func (p *printer) sign(negative bool) byte {
	switch {
	case negative:
		return '-'
	case p.has(plus):
		return '+'
	case p.has(space):
		return ' '
	}
	return 0
}

// prefix appends what the sharp flag or %O puts before the digits.
func (p *printer) prefix(base int, verb rune, leadingZero bool) {
	if verb == 'O' {
		p.writeString("0o")
	}
	if !p.has(sharp) {
		return
	}
	switch {
	case base == 2:
		p.writeString("0b")
	case base == 8 && !leadingZero:
		p.writeByte('0')
	case base == 16 && verb == 'X':
		p.writeString("0X")
	case base == 16:
		p.writeString("0x")
	}
}

// blank fills a field that has no content with spaces.
func (p *printer) blank() {
	if p.has(hasWidth) {
		p.fill(p.width, ' ')
	}
}

// upper raises the hexadecimal digits in b.
func upper(b []byte) {
	for i, c := range b {
		if 'a' <= c && c <= 'f' {
			b[i] = c - 'a' + 'A'
		}
	}
}

// unicode formats u as U+0078, or with the sharp flag as U+0078 'x'.
func (p *printer) unicode(u uint64) {
	var scratch [16]byte
	digits := strconv.AppendUint(scratch[:0], u, 16)
	upper(digits)
	want := 4
	if p.has(hasPrec) && p.prec > 4 {
		want = p.prec
	}
	start := len(p.buf)
	p.writeString("U+")
	p.fill(want-len(digits), '0')
	p.buf = append(p.buf, digits...)
	if p.has(sharp) && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		p.writeString(" '")
		p.writeRune(rune(u))
		p.writeByte('\'')
	}
	saved := p.flags
	p.flags &^= zero
	p.padTail(start)
	p.flags = saved
}

// formatFloat handles the verbs of a float of the given size in bits.
func (p *printer) formatFloat(v float64, bits int, verb rune) {
	switch verb {
	case 'v':
		if p.flags == 0 { // strconv also writes the plus of +Inf
			p.buf = strconv.AppendFloat(p.buf, v, 'g', -1, bits)
			return
		}
		p.float(v, bits, 'g', -1)
	case 'b', 'g', 'G', 'x', 'X':
		p.float(v, bits, byte(verb), -1)
	case 'f', 'e', 'E':
		p.float(v, bits, byte(verb), 6)
	case 'F':
		p.float(v, bits, 'f', 6)
	default:
		p.badVerb(verb)
	}
}

// float formats v with strconv's format character; prec counts unless the directive has one.
func (p *printer) float(v float64, bits int, format byte, prec int) {
	if p.has(hasPrec) {
		prec = p.prec
	}
	var scratch [80]byte
	num := strconv.AppendFloat(scratch[:0], v, format, prec, bits)
	negative := num[0] == '-'
	explicit := negative || num[0] == '+' // +Inf comes with its sign
	if explicit {
		num = num[1:]
	}
	sign := p.sign(negative)
	saved := p.flags
	if num[0] == 'I' || num[0] == 'N' {
		p.flags &^= zero
		if explicit && sign == 0 {
			sign = '+'
		}
	} else if p.has(sharp) && format != 'b' {
		num = expandFloat(num, format, prec)
	}
	p.signed(sign, num)
	p.flags = saved
}

// signed appends a sign, if any, and a number; zero padding goes between the two.
func (p *printer) signed(sign byte, num []byte) {
	start := len(p.buf)
	if sign != 0 {
		p.buf = append(p.buf, sign)
		if p.flags&(zero|hasWidth) == zero|hasWidth {
			p.fill(p.width-1-len(num), '0')
		}
	}
	p.buf = append(p.buf, num...)
	p.padTail(start)
}

// expandFloat implements the sharp flag: a decimal point always, and for the formats that
// drop trailing zeros the digits up to the precision (6 where none is given).
func expandFloat(num []byte, format byte, prec int) []byte {
	missing := 0
	switch format {
	case 'g', 'G', 'x':
		if missing = prec; prec == -1 {
			missing = 6
		}
	}
	cut := exponentStart(num, format)
	point, significant := false, false
	for _, c := range num[:cut] {
		if c == '.' {
			point = true
			continue
		}
		if c != '0' {
			significant = true
		}
		if significant {
			missing--
		}
	}
	out := make([]byte, 0, len(num)+8)
	out = append(out, num[:cut]...)
	if !point {
		if len(out) == 1 && out[0] == '0' {
			missing--
		}
		out = append(out, '.')
	}
	for ; missing > 0; missing-- {
		out = append(out, '0')
	}
	return append(out, num[cut:]...)
}

// exponentStart returns the offset of the exponent in num, or its length without one.
func exponentStart(num []byte, format byte) int {
	hex := format == 'x' || format == 'X'
	for i, c := range num {
		switch c {
		case 'p', 'P':
			return i
		case 'e', 'E':
			if !hex {
				return i
			}
		}
	}
	return len(num)
}

// formatComplex formats both parts as floats, the imaginary one with its sign always.
func (p *printer) formatComplex(v complex128, bits int, verb rune) {
	switch verb {
	case 'v', 'b', 'g', 'G', 'x', 'X', 'f', 'F', 'e', 'E':
	default:
		p.badVerb(verb)
		return
	}
	saved := p.flags
	p.writeByte('(')
	p.formatFloat(real(v), bits/2, verb)
	p.flags |= plus
	p.formatFloat(imag(v), bits/2, verb)
	p.writeString("i)")
	p.flags = saved
}
