// Package strings has functions on UTF-8 encoded strings.
//
// Searching is here; case.go maps runes, split.go splits, joins and replaces,
// trim.go trims. builder.go, reader.go and replacer.go have the types. What
// package bytes needs, too, is in internal/text.
package strings

import (
	"internal/text"
	"unicode/utf8"
)

// Index is the index of the first substr in s, or -1.
func Index(s, substr string) int

// IndexByte is the index of the first c in s, or -1.
func IndexByte(s string, c byte) int

// LastIndex is the index of the last substr in s, or -1.
func LastIndex(s, substr string) int

// LastIndexByte is the index of the last c in s, or -1.
func LastIndexByte(s string, c byte) int

// Count counts substr in s without overlaps. For an empty substr it is one more
// than the number of runes.
func Count(s, substr string) int

// Compare is -1, 0 or +1 as a is less than, equal to or greater than b. The
// operators do the same more clearly.
func Compare(a, b string) int

// IndexRune is the index of the first r in s, or -1. For U+FFFD it is that of
// the first invalid byte or U+FFFD; an r that is not valid is nowhere.
func IndexRune(s string, r rune) int { return text.IndexRune(s, r) }

// IndexAny is the index of the first rune of s that is in chars, or -1.
func IndexAny(s, chars string) int { return text.IndexAny(s, chars) }

// LastIndexAny is the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s, chars string) int { return text.LastIndexAny(s, chars) }

// IndexFunc is the index of the first rune of which f is true, or -1.
func IndexFunc(s string, f func(rune) bool) int { return text.IndexFunc(s, f, true) }

// LastIndexFunc is the index of the last rune of which f is true, or -1.
func LastIndexFunc(s string, f func(rune) bool) int {
	i, _ := text.LastIndexFunc(s, f, true)
	return i
}

// Contains reports whether substr is in s.
func Contains(s, substr string) bool { return Index(s, substr) >= 0 }

// ContainsAny reports whether a rune of chars is in s.
func ContainsAny(s, chars string) bool { return text.IndexAny(s, chars) >= 0 }

// ContainsRune reports whether r is in s.
func ContainsRune(s string, r rune) bool { return text.IndexRune(s, r) >= 0 }

// ContainsFunc reports whether f is true of a rune of s.
func ContainsFunc(s string, f func(rune) bool) bool { return text.IndexFunc(s, f, true) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// EqualFold reports whether s and t are equal under simple case folding, which
// ignores case in a way that depends on no language.
func EqualFold(s, t string) bool { return text.EqualFold(s, t) }

// Cut cuts s around the first sep. Without one it returns s, "", false.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix is s without the prefix, and whether it had it.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix is s without the suffix, and whether it had it.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// Clone copies s, so that a larger string that it is part of can be freed.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	return text.View([]byte(s))
}

// Repeat is count copies of s, one after the other. It panics if count is
// negative or the length overflows.
func Repeat(s string, count int) string {
	switch count {
	case 0:
		return ""
	case 1:
		return s
	}
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if len(s) == 0 {
		return ""
	}
	if len(s) > maxInt/count {
		panic("strings: Repeat count causes overflow")
	}
	b := make([]byte, len(s)*count)
	for n := copy(b, s); n < len(b); {
		n += copy(b[n:], b[:n])
	}
	return text.View(b)
}

const maxInt = int(^uint(0) >> 1)

// ToValidUTF8 is s with each run of invalid bytes replaced.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b Builder
	b.Grow(len(s) + len(replacement))
	replaced := false // the previous byte was invalid
	start := 0        // of what is valid and not written yet
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRuneInString(s[i:])
		invalid := size == 1 && s[i] >= utf8.RuneSelf
		if invalid {
			b.WriteString(s[start:i])
			start = i + 1
			if !replaced {
				b.WriteString(replacement)
			}
		}
		replaced = invalid
		i += size
	}
	b.WriteString(s[start:])
	return b.String()
}
