// Unquoting: the values of Go literals.

package strconv

import "unicode/utf8"

// Unquote is the value of s, which is a Go string literal in double or back
// quotes, or a character literal, whose value is a string of one character.
func Unquote(s string) (string, error) {
	end, escapes := literalEnd(s)
	if end < 0 || end != len(s) {
		return "", ErrSyntax
	}
	body := s[1 : end-1]
	switch {
	case !escapes:
		return body, nil
	case s[0] == '`':
		return withoutCR(body), nil
	}
	buf := make([]byte, 0, len(body))
	for len(body) > 0 {
		r, multibyte, tail, _ := UnquoteChar(body, s[0])
		body = tail
		if multibyte {
			buf = utf8.AppendRune(buf, r)
		} else {
			buf = append(buf, byte(r))
		}
	}
	return string(buf), nil
}

// QuotedPrefix is the literal, as for Unquote, at the start of s, in its quotes.
func QuotedPrefix(s string) (string, error) {
	end, _ := literalEnd(s)
	if end < 0 {
		return "", ErrSyntax
	}
	return s[:end], nil
}

// literalEnd is the length of the literal at the start of s, -1 if there is
// none, and whether its value differs from the text between its quotes.
func literalEnd(s string) (end int, escapes bool) {
	if len(s) < 2 {
		return -1, false
	}
	quote := s[0]
	switch quote {
	case '`':
		n := indexByte(s[1:], '`')
		if n < 0 {
			return -1, false
		}
		return n + 2, indexByte(s[1:n+1], '\r') >= 0
	case '"', '\'':
	default:
		return -1, false
	}
	rest := s[1:]
	for rest != "" && rest[0] != quote {
		if quote == '"' {
			// What needs no attention is skipped at once.
			if n := plainPrefix(rest); n > 0 {
				rest = rest[n:]
				continue
			}
		}
		_, multibyte, tail, err := UnquoteChar(rest, quote)
		if err != nil || rest[0] == '\n' {
			return -1, false
		}
		// An invalid byte has U+FFFD as its value.
		if rest[0] == '\\' || multibyte && len(rest)-len(tail) == 1 {
			escapes = true
		}
		rest = tail
		if quote == '\'' {
			break
		}
	}
	if rest == "" || rest[0] != quote {
		return -1, false
	}
	// An empty character literal cannot be: UnquoteChar does not accept ''.
	if quote == '\'' && len(s)-len(rest) == 1 {
		return -1, false
	}
	return len(s) - len(rest) + 1, escapes
}

// plainPrefix is how many bytes of s are printable ASCII other than a double
// quote or backslash.
func plainPrefix(s string) int

// indexByte is the index of the first c in s, or -1.
func indexByte(s string, c byte) int

func withoutCR(s string) string {
	buf := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\r' {
			buf = append(buf, s[i])
		}
	}
	return string(buf)
}

// UnquoteChar decodes the first character of s, the inside of a literal in the
// given quotes. value is a rune if multibyte, else a byte. Only the quote in
// question may be escaped, and must be; with 0 neither may, but both can stand
// as they are.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" {
		return 0, false, "", ErrSyntax
	}
	switch c := s[0]; {
	case c == quote && (quote == '\'' || quote == '"'):
		return 0, false, "", ErrSyntax
	case c >= utf8.RuneSelf:
		r, size := utf8.DecodeRuneInString(s)
		return r, true, s[size:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) < 2 {
		return 0, false, "", ErrSyntax
	}
	c, tail := s[1], s[2:]
	digits, base := 0, rune(16)
	switch c {
	case 'a':
		return '\a', false, tail, nil
	case 'b':
		return '\b', false, tail, nil
	case 'f':
		return '\f', false, tail, nil
	case 'n':
		return '\n', false, tail, nil
	case 'r':
		return '\r', false, tail, nil
	case 't':
		return '\t', false, tail, nil
	case 'v':
		return '\v', false, tail, nil
	case '\\':
		return '\\', false, tail, nil
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		return rune(c), false, tail, nil
	case 'x':
		digits = 2
	case 'u':
		digits = 4
	case 'U':
		digits = 8
	case '0', '1', '2', '3', '4', '5', '6', '7':
		digits, base = 3, 8
		tail = s[1:]
	default:
		return 0, false, "", ErrSyntax
	}
	if len(tail) < digits {
		return 0, false, "", ErrSyntax
	}
	for i := 0; i < digits; i++ {
		d := digit(tail[i])
		if d >= base {
			return 0, false, "", ErrSyntax
		}
		value = value*base + d // eight digits may overflow, to what is not valid
	}
	tail = tail[digits:]
	switch c {
	case 'x':
		return value, false, tail, nil
	case 'u', 'U':
		if !utf8.ValidRune(value) {
			return 0, false, "", ErrSyntax
		}
		return value, true, tail, nil
	}
	if value > 255 {
		return 0, false, "", ErrSyntax
	}
	return value, false, tail, nil
}

// digit is the value of a digit in base 16, 16 for anything else.
func digit(c byte) rune {
	switch {
	case '0' <= c && c <= '9':
		return rune(c - '0')
	case 'a' <= c && c <= 'f':
		return rune(c - 'a' + 10)
	case 'A' <= c && c <= 'F':
		return rune(c - 'A' + 10)
	}
	return 16
}
