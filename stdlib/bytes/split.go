// Splitting, joining, replacing. Parts share s's memory, and have no spare
// capacity that would reach into the next one.

package bytes

import (
	"internal/text"
	"unicode/utf8"
)

// Split cuts s at each sep. With an empty sep it cuts after each rune; without
// a sep in s the result is s alone.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitN is Split into n parts at most, the last one uncut; nil for n == 0, all
// for n < 0.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfter is Split that leaves each sep at the end of its part.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

// SplitAfterN is SplitN that leaves each sep at the end of its part.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// split keeps the first `keep` bytes of the separators.
func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	} else if n > len(s)+1 {
		n = len(s) + 1
	}
	parts := make([][]byte, n)
	i := 0
	for ; i < n-1; i++ {
		at := Index(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[: at+keep : at+keep]
		s = s[at+len(sep):]
	}
	parts[i] = s
	return parts[:i+1]
}

// explode cuts s into n runes at most, for n < 0 into all.
func explode(s []byte, n int) [][]byte {
	if count := utf8.RuneCount(s); n < 0 || n > count {
		n = count
	}
	parts := make([][]byte, n)
	for i := range parts {
		if i == n-1 {
			parts[i] = s
			break
		}
		_, size := utf8.DecodeRune(s)
		parts[i], s = s[:size:size], s[size:]
	}
	return parts
}

// Fields is the parts of s between white space. There are no empty ones.
func Fields(s []byte) [][]byte {
	view := text.View(s)
	fields := make([][]byte, text.CountFields(view))
	start, end := 0, 0
	for i := range fields {
		start, end = text.NextField(view, end)
		fields[i] = s[start:end:end]
	}
	return fields
}

// FieldsFunc is the parts of s between runes of which f is true. There are no
// empty ones.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	fields := [][]byte{}
	start := -1 // of the current part
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if sep := f(r); !sep && start < 0 {
			start = i
		} else if sep && start >= 0 {
			fields = append(fields, s[start:i:i])
			start = -1
		}
		i += size
	}
	if start >= 0 {
		fields = append(fields, s[start:len(s):len(s)])
	}
	return fields
}

// Join is a new slice of the elements with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	size := joinedLen(s, len(sep))
	if size < 0 {
		panic("bytes: Join output length overflow")
	}
	b := make([]byte, size)
	joinInto(b, s, sep)
	return b
}

// joinedLen is the length of all elements and of the separators between them;
// it is negative when that overflows.
func joinedLen(s [][]byte, sepLen int) int

// joinInto writes the elements and separators to dst, which has their length.
func joinInto(dst []byte, s [][]byte, sep []byte)

// Replace is a copy of s with the first n old replaced by new, without
// overlaps; with all of them for n < 0. An empty old is before the first rune
// and after each.
func Replace(s, old, new []byte, n int) []byte {
	count := 0
	if n != 0 {
		count = Count(s, old)
	}
	if count == 0 {
		return append([]byte(nil), s...)
	}
	if n < 0 || n > count {
		n = count
	}
	b := make([]byte, 0, len(s)+n*(len(new)-len(old)))
	for i := 0; i < n; i++ {
		at := 0
		if len(old) != 0 {
			at = Index(s, old)
		} else if i > 0 {
			_, at = utf8.DecodeRune(s)
		}
		b = append(b, s[:at]...)
		b = append(b, new...)
		s = s[at+len(old):]
	}
	return append(b, s...)
}

// ReplaceAll is a copy of s with each old replaced by new.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }
