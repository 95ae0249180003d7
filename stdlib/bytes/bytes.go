// Package bytes has functions on slices of bytes, most often UTF-8, as package
// strings has on strings.
//
// Searching is here; case.go maps runes, split.go splits, joins and replaces,
// trim.go trims. buffer.go and reader.go have the types. Positions are found by
// internal/text, which is shared with package strings.
package bytes

import (
	"internal/text"
	"unicode/utf8"
)

// MinRead is the least room that Buffer.ReadFrom offers to Read.
const MinRead = 512

// Equal reports whether a and b have the same bytes; nil is empty.
func Equal(a, b []byte) bool

// Compare is -1, 0 or +1 as a is less than, equal to or greater than b; nil is
// empty.
func Compare(a, b []byte) int

// Index is the index of the first sep in s, or -1.
func Index(s, sep []byte) int

// IndexByte is the index of the first c in b, or -1.
func IndexByte(b []byte, c byte) int

// LastIndex is the index of the last sep in s, or -1.
func LastIndex(s, sep []byte) int

// LastIndexByte is the index of the last c in s, or -1.
func LastIndexByte(s []byte, c byte) int

// Count counts sep in s without overlaps. For an empty sep it is one more than
// the number of runes.
func Count(s, sep []byte) int

// IndexRune is the index of the first r in s, or -1. For U+FFFD it is that of
// the first invalid byte or U+FFFD; an r that is not valid is nowhere.
func IndexRune(s []byte, r rune) int { return text.IndexRune(text.View(s), r) }

// IndexAny is the index of the first rune of s that is in chars, or -1.
func IndexAny(s []byte, chars string) int { return text.IndexAny(text.View(s), chars) }

// LastIndexAny is the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s []byte, chars string) int { return text.LastIndexAny(text.View(s), chars) }

// IndexFunc is the index of the first rune of which f is true, or -1.
func IndexFunc(s []byte, f func(r rune) bool) int { return text.IndexFunc(text.View(s), f, true) }

// LastIndexFunc is the index of the last rune of which f is true, or -1.
func LastIndexFunc(s []byte, f func(r rune) bool) int {
	i, _ := text.LastIndexFunc(text.View(s), f, true)
	return i
}

// Contains reports whether subslice is in b.
func Contains(b, subslice []byte) bool { return Index(b, subslice) >= 0 }

// ContainsAny reports whether a rune of chars is in b.
func ContainsAny(b []byte, chars string) bool { return IndexAny(b, chars) >= 0 }

// ContainsRune reports whether r is in b.
func ContainsRune(b []byte, r rune) bool { return IndexRune(b, r) >= 0 }

// ContainsFunc reports whether f is true of a rune of b.
func ContainsFunc(b []byte, f func(rune) bool) bool { return IndexFunc(b, f) >= 0 }

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool {
	return len(s) >= len(prefix) && Equal(s[:len(prefix)], prefix)
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) && Equal(s[len(s)-len(suffix):], suffix)
}

// EqualFold reports whether s and t, as UTF-8, are equal under simple case
// folding, which ignores case in a way that depends on no language.
func EqualFold(s, t []byte) bool { return text.EqualFold(text.View(s), text.View(t)) }

// Cut cuts s around the first sep. Without one it returns s, nil, false. The
// results are parts of s.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix is s without the prefix, and whether it had it.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix is s without the suffix, and whether it had it.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// Clone copies b; nil stays nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Repeat is count copies of b, one after the other. It panics if count is
// negative or the length overflows.
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if count == 0 || len(b) == 0 {
		return []byte{}
	}
	if len(b) > maxInt/count {
		panic("bytes: Repeat count causes overflow")
	}
	all := make([]byte, len(b)*count)
	for n := copy(all, b); n < len(all); {
		n += copy(all[n:], all[:n])
	}
	return all
}

const maxInt = int(^uint(0) >> 1)

// Runes is the runes of s, U+FFFD for each invalid byte.
func Runes(s []byte) []rune {
	return []rune(text.View(s))
}

// ToValidUTF8 is a copy of s with each run of invalid bytes replaced.
func ToValidUTF8(s, replacement []byte) []byte {
	b := make([]byte, 0, len(s)+len(replacement))
	replaced := false // the previous byte was invalid
	start := 0        // of what is valid and not copied yet
	for i := 0; i < len(s); {
		_, size := utf8.DecodeRune(s[i:])
		invalid := size == 1 && s[i] >= utf8.RuneSelf
		if invalid {
			b = append(b, s[start:i]...)
			start = i + 1
			if !replaced {
				b = append(b, replacement...)
			}
		}
		replaced = invalid
		i += size
	}
	return append(b, s[start:]...)
}
