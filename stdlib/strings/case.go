// Mapping rune by rune, most often to another case.

package strings

import (
	"internal/text"
	"unicode"
	"unicode/utf8"
)

// Map is s with each rune mapped. A negative result drops the rune. Invalid
// bytes are mapped as U+FFFD.
func Map(mapping func(rune) rune, s string) string {
	for i, c := range s {
		r := mapping(c)
		if r == c && (c != utf8.RuneError || !invalidAt(s, i)) {
			continue
		}
		// The first change: what is before it is copied as it is.
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		writeMapped(&b, r)
		size := 1
		if c != utf8.RuneError {
			size = utf8.RuneLen(c)
		} else if !invalidAt(s, i) {
			size = len("\uFFFD")
		}
		for _, c := range s[i+size:] {
			writeMapped(&b, mapping(c))
		}
		return b.String()
	}
	return s
}

// invalidAt reports whether the U+FFFD at s[i] stands for an invalid byte.
func invalidAt(s string, i int) bool {
	_, size := utf8.DecodeRuneInString(s[i:])
	return size == 1
}

func writeMapped(b *Builder, r rune) {
	if r >= 0 {
		b.WriteRune(r)
	}
}

// ToUpper is s in upper case.
func ToUpper(s string) string {
	class := text.ASCIIClass(s)
	switch {
	case class&text.HasNonASCII != 0:
		return Map(unicode.ToUpper, s)
	case class&text.HasLower == 0:
		return s
	}
	b := make([]byte, len(s))
	text.ASCIIUpper(b, s)
	return text.View(b)
}

// ToLower is s in lower case.
func ToLower(s string) string {
	class := text.ASCIIClass(s)
	switch {
	case class&text.HasNonASCII != 0:
		return Map(unicode.ToLower, s)
	case class&text.HasUpper == 0:
		return s
	}
	b := make([]byte, len(s))
	text.ASCIILower(b, s)
	return text.View(b)
}

// ToTitle is s with all letters in title case.
func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is s in upper case by c's rules first.
func ToUpperSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToUpper, s) }

// ToLowerSpecial is s in lower case by c's rules first.
func ToLowerSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToLower, s) }

// ToTitleSpecial is s with all letters in title case by c's rules first.
func ToTitleSpecial(c unicode.SpecialCase, s string) string { return Map(c.ToTitle, s) }

// Title is s with the first letter of each word in title case.
//
// Deprecated: it does not know about punctuation in words.
func Title(s string) string {
	var t text.Titler
	return Map(t.Map, s)
}
