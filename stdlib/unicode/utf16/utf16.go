// Package utf16 converts between runes and UTF-16, where a rune above FFFF is
// a pair of surrogates: the first from D800 to DBFF, the second from DC00 to
// DFFF, ten bits of the rune less 10000 in each.
package utf16

const (
	replacement = '\uFFFD'
	maxRune     = '\U0010FFFF'

	firstMin  = 0xD800
	secondMin = 0xDC00
	afterBoth = 0xE000
	pairMin   = 0x10000
)

// IsSurrogate reports whether r is one half of a pair.
func IsSurrogate(r rune) bool {
	return firstMin <= r && r < afterBoth
}

// DecodeRune is the rune of a pair, U+FFFD if it is not a valid one.
func DecodeRune(r1, r2 rune) rune {
	if firstMin <= r1 && r1 < secondMin && secondMin <= r2 && r2 < afterBoth {
		return (r1-firstMin)<<10 | (r2 - secondMin) + pairMin
	}
	return replacement
}

// EncodeRune is r's pair of surrogates, U+FFFD twice if r needs none or is not
// valid.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < pairMin || maxRune < r {
		return replacement, replacement
	}
	r -= pairMin
	return firstMin + r>>10, secondMin + r&0x3FF
}

// RuneLen is the number of 16-bit words that r takes, -1 if it is not valid.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < firstMin, afterBoth <= r && r < pairMin:
		return 1
	case pairMin <= r && r <= maxRune:
		return 2
	}
	return -1
}

// Encode is the UTF-16 of the runes, U+FFFD for each invalid one.
func Encode(s []rune) []uint16 {
	n := len(s)
	for _, r := range s {
		if r >= pairMin {
			n++
		}
	}
	a := make([]uint16, 0, n)
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// AppendRune appends r's UTF-16 to a, U+FFFD for an invalid r.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Decode is the runes of the UTF-16 in s, U+FFFD for each half without the
// other.
func Decode(s []uint16) []rune {
	buf := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			var second rune
			if i+1 < len(s) {
				second = rune(s[i+1])
			}
			// No pair decodes to the replacement character.
			if r = DecodeRune(r, second); r != replacement {
				i++
			}
		}
		buf = append(buf, r)
	}
	return buf
}
