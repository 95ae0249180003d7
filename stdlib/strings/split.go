// Splitting, joining, replacing. Many replacements at once are replacer.go's.

package strings

import (
	"internal/text"
	"unicode/utf8"
)

// Split cuts s at each sep. With an empty sep it cuts after each rune; without
// a sep in s the result is s alone.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitN is Split into n parts at most, the last one uncut; nil for n == 0, all
// for n < 0.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfter is Split that leaves each sep at the end of its part.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

// SplitAfterN is SplitN that leaves each sep at the end of its part.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// split keeps the first `keep` bytes of the separators.
func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	} else if n > len(s)+1 {
		n = len(s) + 1
	}
	parts := make([]string, n)
	i := 0
	for ; i < n-1; i++ {
		at := Index(s, sep)
		if at < 0 {
			break
		}
		parts[i] = s[:at+keep]
		s = s[at+len(sep):]
	}
	parts[i] = s
	return parts[:i+1]
}

// explode cuts s into n runes at most, for n < 0 into all.
func explode(s string, n int) []string {
	if count := utf8.RuneCountInString(s); n < 0 || n > count {
		n = count
	}
	parts := make([]string, n)
	for i := range parts {
		if i == n-1 {
			parts[i] = s
			break
		}
		_, size := utf8.DecodeRuneInString(s)
		parts[i], s = s[:size], s[size:]
	}
	return parts
}

// Fields is the parts of s between white space. There are no empty ones.
func Fields(s string) []string {
	fields := make([]string, text.CountFields(s))
	start, end := 0, 0
	for i := range fields {
		start, end = text.NextField(s, end)
		fields[i] = s[start:end]
	}
	return fields
}

// FieldsFunc is the parts of s between runes of which f is true. There are no
// empty ones.
func FieldsFunc(s string, f func(rune) bool) []string {
	var fields []string
	start := -1 // of the current part
	for i, r := range s {
		if sep := f(r); !sep && start < 0 {
			start = i
		} else if sep && start >= 0 {
			fields = append(fields, s[start:i])
			start = -1
		}
	}
	if start >= 0 {
		fields = append(fields, s[start:])
	}
	if fields == nil {
		return []string{}
	}
	return fields
}

// Join is the elements with sep between them.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	size := joinedLen(elems, len(sep))
	if size < 0 {
		panic("strings: Join output length overflow")
	}
	b := make([]byte, size)
	joinInto(b, elems, sep)
	return text.View(b)
}

// joinedLen is the length of all elements and of the separators between them;
// it is negative when that overflows.
func joinedLen(elems []string, sepLen int) int

// joinInto writes the elements and separators to dst, which has their length.
func joinInto(dst []byte, elems []string, sep string)

// Replace is s with the first n old replaced by new, without overlaps; with all
// of them for n < 0. An empty old is before the first rune and after each.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	count := Count(s, old)
	if count == 0 {
		return s
	}
	if n < 0 || n > count {
		n = count
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	for i := 0; i < n; i++ {
		at := 0
		if old != "" {
			at = Index(s, old)
		} else if i > 0 {
			_, at = utf8.DecodeRuneInString(s)
		}
		b.WriteString(s[:at])
		b.WriteString(new)
		s = s[at+len(old):]
	}
	b.WriteString(s)
	return b.String()
}

// ReplaceAll is s with each old replaced by new.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }
