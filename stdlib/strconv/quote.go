// Quoting: text as Go literals. Reading them is unquote.go's.

package strconv

import "unicode/utf8"

// How to quote: which runes stay as they are.
const (
	asPrint   = iota // what IsPrint has
	asASCII          // the same of ASCII
	asGraphic        // what IsGraphic has
)

// Quote is a double-quoted Go string literal for s, with escapes for what
// IsPrint does not have.
func Quote(s string) string { return quote(s, asPrint) }

// QuoteToASCII is Quote with escapes for everything beyond ASCII, too.
func QuoteToASCII(s string) string { return quote(s, asASCII) }

// QuoteToGraphic is Quote with escapes for what IsGraphic does not have.
func QuoteToGraphic(s string) string { return quote(s, asGraphic) }

// AppendQuote appends Quote of s to dst.
func AppendQuote(dst []byte, s string) []byte { return appendQuote(dst, s, asPrint) }

// AppendQuoteToASCII appends QuoteToASCII of s to dst.
func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuote(dst, s, asASCII) }

// AppendQuoteToGraphic appends QuoteToGraphic of s to dst.
func AppendQuoteToGraphic(dst []byte, s string) []byte { return appendQuote(dst, s, asGraphic) }

// QuoteRune is a single-quoted Go character literal for r, with an escape if
// IsPrint does not have it; for U+FFFD if r is not valid.
func QuoteRune(r rune) string { return quoteRune(r, asPrint) }

// QuoteRuneToASCII is QuoteRune with an escape beyond ASCII.
func QuoteRuneToASCII(r rune) string { return quoteRune(r, asASCII) }

// QuoteRuneToGraphic is QuoteRune with an escape if IsGraphic does not have r.
func QuoteRuneToGraphic(r rune) string { return quoteRune(r, asGraphic) }

// AppendQuoteRune appends QuoteRune of r to dst.
func AppendQuoteRune(dst []byte, r rune) []byte { return appendQuoteRune(dst, r, asPrint) }

// AppendQuoteRuneToASCII appends QuoteRuneToASCII of r to dst.
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return appendQuoteRune(dst, r, asASCII) }

// AppendQuoteRuneToGraphic appends QuoteRuneToGraphic of r to dst.
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte { return appendQuoteRune(dst, r, asGraphic) }

func quote(s string, how int) string {
	var buf [64]byte
	n := putQuoted(buf[:], s, '"', how)
	if n < 0 {
		return string(appendQuote(make([]byte, 0, -n), s, how))
	}
	return string(buf[:n])
}

func appendQuote(dst []byte, s string, how int) []byte {
	n := putQuoted(dst[len(dst):cap(dst)], s, '"', how)
	if n < 0 {
		dst = withRoom(dst, -n)
		n = putQuoted(dst[len(dst):cap(dst)], s, '"', how)
	}
	return dst[:len(dst)+n]
}

func quoteRune(r rune, how int) string {
	var buf [12]byte // '\U0010ffff'
	return string(appendQuoteRune(buf[:0], r, how))
}

func appendQuoteRune(dst []byte, r rune, how int) []byte {
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	s := string(buf[:n])
	n = putQuoted(dst[len(dst):cap(dst)], s, '\'', how)
	if n < 0 {
		dst = withRoom(dst, -n)
		n = putQuoted(dst[len(dst):cap(dst)], s, '\'', how)
	}
	return dst[:len(dst)+n]
}

// putQuoted writes s in quotes to dst and returns the length, negated if dst is
// too short. What it has written then is meaningless.
func putQuoted(dst []byte, s string, quote byte, how int) int

// IsPrint is unicode.IsPrint: letters, marks, numbers, punctuation, symbols
// and the ASCII space.
func IsPrint(r rune) bool

// IsGraphic is unicode.IsGraphic: what IsPrint has, and all spaces.
func IsGraphic(r rune) bool

// CanBackquote reports whether s can be a raw string literal on one line: it is
// valid UTF-8 without backquotes, control characters but tabs, and byte order
// marks.
func CanBackquote(s string) bool {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case r == '\t':
		case r < ' ', r == '`', r == 0x7F, r == '\uFEFF', r == utf8.RuneError && size == 1:
			return false
		}
	}
	return true
}
