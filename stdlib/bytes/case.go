// Mapping rune by rune, most often to another case. The result is a new slice.

package bytes

import (
	"internal/text"
	"unicode"
	"unicode/utf8"
)

// Map is a copy of s with each rune mapped. A negative result drops the rune.
// Invalid bytes are mapped as U+FFFD.
func Map(mapping func(r rune) rune, s []byte) []byte {
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		i += size
		if r = mapping(r); r >= 0 {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// ToUpper is a copy of s in upper case.
func ToUpper(s []byte) []byte {
	if text.ASCIIClass(text.View(s))&text.HasNonASCII != 0 {
		return Map(unicode.ToUpper, s)
	}
	b := make([]byte, len(s))
	text.ASCIIUpper(b, text.View(s))
	return b
}

// ToLower is a copy of s in lower case.
func ToLower(s []byte) []byte {
	if text.ASCIIClass(text.View(s))&text.HasNonASCII != 0 {
		return Map(unicode.ToLower, s)
	}
	b := make([]byte, len(s))
	text.ASCIILower(b, text.View(s))
	return b
}

// ToTitle is a copy of s with all letters in title case.
func ToTitle(s []byte) []byte { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is a copy of s in upper case by c's rules first.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToUpper, s) }

// ToLowerSpecial is a copy of s in lower case by c's rules first.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToLower, s) }

// ToTitleSpecial is a copy of s with all letters in title case by c's rules
// first.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte { return Map(c.ToTitle, s) }

// Title is a copy of s with the first letter of each word in title case.
//
// Deprecated: it does not know about punctuation in words.
func Title(s []byte) []byte {
	var t text.Titler
	return Map(t.Map, s)
}
