// Package utf8 converts between runes and UTF-8 (RFC 3629: at most four bytes,
// no surrogates, shortest forms only). Bytes that are not part of a valid
// encoding count as RuneError of width 1 each.
//
// The decoder knows a sequence from its first byte: `leads` tells the length,
// and which interval the second byte must be in; later bytes are 80 to BF.
package utf8

const (
	RuneError = '\uFFFD'     // stands for what is not valid; the "Unicode replacement character"
	RuneSelf  = 0x80         // smaller runes are one byte, their value
	MaxRune   = '\U0010FFFF' // the greatest rune
	UTFMax    = 4            // the most bytes of an encoded rune
)

const (
	surrogateMin = 0xD800
	surrogateMax = 0xDFFF

	max2 = 1<<11 - 1 // the greatest rune of two bytes
	max3 = 1<<16 - 1 // of three

	contMin  = 0x80 // continuation bytes
	contMax  = 0xBF
	contMask = 0x3F
)

// lead is what a first byte says.
type lead struct {
	size   uint8 // bytes in all; 0: never a first byte
	lo, hi uint8 // interval of the second byte
}

// leads is indexed by first byte - 0xC0.
var leads = [64]lead{
	{}, {}, // C0, C1 would begin overlong forms
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax}, {2, contMin, contMax},
	{2, contMin, contMax}, {2, contMin, contMax},
	{3, 0xA0, contMax}, // E0: not overlong
	{3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax},
	{3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax},
	{3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax}, {3, contMin, contMax},
	{3, contMin, 0x9F}, // ED: no surrogates
	{3, contMin, contMax}, {3, contMin, contMax},
	{4, 0x90, contMax}, // F0: not overlong
	{4, contMin, contMax}, {4, contMin, contMax}, {4, contMin, contMax},
	{4, contMin, 0x8F}, // F4: not above MaxRune
}

// text is what the functions with and without InString have in common.
type text interface{ ~[]byte | ~string }

// FullRune reports whether p begins with a whole encoded rune. Invalid bytes
// are whole, of width 1.
func FullRune(p []byte) bool { return fullRune(p) }

// FullRuneInString is FullRune of a string.
func FullRuneInString(s string) bool { return fullRune(s) }

func fullRune[T text](p T) bool {
	if len(p) == 0 {
		return false
	}
	if p[0] < 0xC0 {
		return true
	}
	l := leads[p[0]-0xC0]
	if len(p) >= int(l.size) {
		return true
	}
	// Too short for its first byte; but already invalid?
	if len(p) > 1 && (p[1] < l.lo || l.hi < p[1]) {
		return true
	}
	return len(p) > 2 && (p[2] < contMin || contMax < p[2])
}

// DecodeRune decodes the rune at the start of p and returns it and its width
// in bytes. The result is (RuneError, 0) for an empty p and (RuneError, 1) for
// an invalid encoding.
func DecodeRune(p []byte) (rune, int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decode(p)
}

// DecodeRuneInString is DecodeRune of a string.
func DecodeRuneInString(s string) (rune, int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decode(s)
}

// decode decodes a first rune that is not ASCII.
func decode[T text](p T) (rune, int) {
	n := len(p)
	if n == 0 {
		return RuneError, 0
	}
	b0 := p[0]
	if b0 < 0xC0 || n < 2 {
		return RuneError, 1
	}
	l := leads[b0-0xC0]
	b1 := p[1]
	if n < int(l.size) || b1 < l.lo || l.hi < b1 {
		return RuneError, 1
	}
	if l.size == 2 {
		return rune(b0&0x1F)<<6 | rune(b1&contMask), 2
	}
	b2 := p[2]
	if b2 < contMin || contMax < b2 {
		return RuneError, 1
	}
	if l.size == 3 {
		return rune(b0&0x0F)<<12 | rune(b1&contMask)<<6 | rune(b2&contMask), 3
	}
	b3 := p[3]
	if b3 < contMin || contMax < b3 {
		return RuneError, 1
	}
	return rune(b0&0x07)<<18 | rune(b1&contMask)<<12 | rune(b2&contMask)<<6 | rune(b3&contMask), 4
}

// DecodeLastRune decodes the rune at the end of p and returns it and its width
// in bytes: (RuneError, 0) for an empty p, (RuneError, 1) when p does not end
// in a valid encoding.
func DecodeLastRune(p []byte) (rune, int) {
	start := lastStart(p)
	if start < 0 {
		return RuneError, 0
	}
	r, size := DecodeRune(p[start:])
	if start+size != len(p) {
		return RuneError, 1
	}
	return r, size
}

// DecodeLastRuneInString is DecodeLastRune of a string.
func DecodeLastRuneInString(s string) (rune, int) {
	start := lastStart(s)
	if start < 0 {
		return RuneError, 0
	}
	r, size := DecodeRuneInString(s[start:])
	if start+size != len(s) {
		return RuneError, 1
	}
	return r, size
}

// lastStart is where the last rune of p may begin: the last byte that is no
// continuation, if it is near enough, else the last one; -1 if p is empty.
func lastStart[T text](p T) int {
	last := len(p) - 1
	for i := last; i >= 0 && i > last-UTFMax; i-- {
		if RuneStart(p[i]) {
			return i
		}
	}
	return last
}

// RuneLen is the number of bytes of the encoded rune, -1 if it is not valid.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < RuneSelf:
		return 1
	case r <= max2:
		return 2
	case surrogateMin <= r && r <= surrogateMax:
		return -1
	case r <= max3:
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes r's encoding to p, which must be long enough, and returns
// its length. It writes RuneError for an invalid r.
func EncodeRune(p []byte, r rune) int {
	switch u := uint32(r); {
	case u < RuneSelf:
		p[0] = byte(u)
		return 1
	case u <= max2:
		_ = p[1]
		p[0] = byte(0xC0 | u>>6)
		p[1] = byte(0x80 | u&contMask)
		return 2
	case u > MaxRune, surrogateMin <= u && u <= surrogateMax:
		_ = p[2]
		p[0], p[1], p[2] = 0xEF, 0xBF, 0xBD
		return 3
	case u <= max3:
		_ = p[2]
		p[0] = byte(0xE0 | u>>12)
		p[1] = byte(0x80 | u>>6&contMask)
		p[2] = byte(0x80 | u&contMask)
		return 3
	default:
		_ = p[3]
		p[0] = byte(0xF0 | u>>18)
		p[1] = byte(0x80 | u>>12&contMask)
		p[2] = byte(0x80 | u>>6&contMask)
		p[3] = byte(0x80 | u&contMask)
		return 4
	}
}

// AppendRune appends r's encoding to p, RuneError's for an invalid r.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) < RuneSelf {
		return append(p, byte(r))
	}
	var b [UTFMax]byte
	n := EncodeRune(b[:], r)
	return append(p, b[:n]...)
}

// RuneCount counts the runes in p, one for each invalid byte.
func RuneCount(p []byte) int

// RuneCountInString is RuneCount of a string.
func RuneCountInString(s string) int

// RuneStart reports whether b can be the first byte of a rune, if perhaps an
// invalid one: it is no continuation byte.
func RuneStart(b byte) bool { return b&0xC0 != 0x80 }

// Valid reports whether p is valid UTF-8 throughout.
func Valid(p []byte) bool

// ValidString reports whether s is valid UTF-8 throughout.
func ValidString(s string) bool

// ValidRune reports whether r can be encoded: it is neither out of range nor a
// surrogate.
func ValidRune(r rune) bool {
	return uint32(r) < surrogateMin || surrogateMax < r && r <= MaxRune
}
