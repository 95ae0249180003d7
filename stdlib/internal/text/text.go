// Package text is what packages strings and bytes have in common: functions on
// strings whose results are positions and truth values. Package bytes passes
// views of its slices (View).
//
// What runs over bytes without calling Go is native, see natives.def.
package text

import (
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// View is a string that shares b's bytes. It must not outlive the call it is
// made for, since b can change.
func View(b []byte) string {
	return *(*string)(unsafe.Pointer(&b))
}

// IndexByte is the index of the first c in s, or -1.
func IndexByte(s string, c byte) int

// Index is the index of the first sub in s, or -1.
func Index(s, sub string) int

// ASCIIClass tells what is in s, as a sum of the constants below.
func ASCIIClass(s string) int

const (
	HasLower    = 1 << iota // a to z
	HasUpper                // A to Z
	HasNonASCII             // a byte above 7F
)

// ASCIIUpper copies s to dst, which has its length, with a to z in upper case.
func ASCIIUpper(dst []byte, s string)

// ASCIILower copies s to dst, which has its length, with A to Z in lower case.
func ASCIILower(dst []byte, s string)

// CountFields counts the runs of what is not white space.
func CountFields(s string) int

// NextField finds the first run, at or after from, of what is not white space.
// There must be one.
func NextField(s string, from int) (start, end int)

// SpaceBounds is where s begins and ends without white space around it. Both
// are 0 if it is all white space.
func SpaceBounds(s string) (start, end int)

// foldASCII compares s and t without case as long as both are ASCII: 1 equal,
// 0 different, -1-i when byte i of one is not ASCII, up to which they agree.
func foldASCII(s, t string) int

// IndexRune is the index of the first r in s, or -1. An invalid byte counts as
// U+FFFD, and an r that is not valid is nowhere.
func IndexRune(s string, r rune) int {
	switch {
	case uint32(r) < utf8.RuneSelf:
		return IndexByte(s, byte(r))
	case r == utf8.RuneError:
		for i, c := range s {
			if c == utf8.RuneError {
				return i
			}
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	return Index(s, View(buf[:n]))
}

// IndexFunc is the index of the first rune for which f is truth, or -1.
func IndexFunc(s string, f func(rune) bool, truth bool) int {
	for i, r := range s {
		if f(r) == truth {
			return i
		}
	}
	return -1
}

// LastIndexFunc is the index of the last rune for which f is truth, or -1, and
// the index behind that rune.
func LastIndexFunc(s string, f func(rune) bool, truth bool) (i, end int) {
	for end = len(s); end > 0; end = i {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		i = end - size
		if f(r) == truth {
			return i, end
		}
	}
	return -1, 0
}

// IndexAny is the index of the first rune of s that is in chars, or -1.
func IndexAny(s, chars string) int {
	set := MakeSet(chars)
	if set.ascii {
		for i := 0; i < len(s); i++ {
			if set.hasByte(s[i]) {
				return i
			}
		}
		return -1
	}
	for i, r := range s {
		if set.Has(r) {
			return i
		}
	}
	return -1
}

// LastIndexAny is the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s, chars string) int {
	set := MakeSet(chars)
	if set.ascii {
		for i := len(s) - 1; i >= 0; i-- {
			if set.hasByte(s[i]) {
				return i
			}
		}
		return -1
	}
	i, _ := LastIndexFunc(s, set.Has, true)
	return i
}

// Set is a set of runes, those of a string. Invalid bytes count as U+FFFD.
type Set struct {
	chars string
	bits  [2]uint64 // which of ASCII are in it
	ascii bool      // nothing else is
}

// MakeSet makes the set of the runes in chars.
func MakeSet(chars string) Set {
	set := Set{chars: chars, ascii: true}
	for i := 0; i < len(chars); i++ {
		if c := chars[i]; c < utf8.RuneSelf {
			set.bits[c>>6] |= 1 << (c & 63)
		} else {
			set.ascii = false
		}
	}
	return set
}

func (set *Set) hasByte(c byte) bool {
	return c < utf8.RuneSelf && set.bits[c>>6]>>(c&63)&1 != 0
}

// Has reports whether r is in the set.
func (set *Set) Has(r rune) bool {
	if uint32(r) < utf8.RuneSelf {
		return set.hasByte(byte(r))
	}
	return !set.ascii && IndexRune(set.chars, r) >= 0
}

// SkipSet is where the first rune of s that is not in set begins.
func SkipSet(s string, set *Set) int {
	i := 0
	for i < len(s) {
		if s[i] < utf8.RuneSelf || set.ascii {
			if !set.hasByte(s[i]) {
				break
			}
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		if !set.Has(r) {
			break
		}
		i += size
	}
	return i
}

// SkipSetBack is where the last rune of s that is not in set ends.
func SkipSetBack(s string, set *Set) int {
	end := len(s)
	for end > 0 {
		if c := s[end-1]; c < utf8.RuneSelf || set.ascii {
			if !set.hasByte(c) {
				break
			}
			end--
			continue
		}
		r, size := utf8.DecodeLastRuneInString(s[:end])
		if !set.Has(r) {
			break
		}
		end -= size
	}
	return end
}

// EqualFold reports whether s and t are equal under simple case folding.
func EqualFold(s, t string) bool {
	n := foldASCII(s, t)
	if n >= 0 {
		return n == 1
	}
	s, t = s[-1-n:], t[-1-n:]
	for _, sr := range s {
		if t == "" {
			return false
		}
		tr, size := utf8.DecodeRuneInString(t)
		t = t[size:]
		if sr != tr && !equalFoldRune(sr, tr) {
			return false
		}
	}
	return t == ""
}

// equalFoldRune looks for b in a's orbit.
func equalFoldRune(a, b rune) bool {
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

// Titler maps runes to title case at the start of words; its method Map sees
// them in order. Words are what Title has always taken for them: sequences of
// letters, digits and underscores, and of what is not a space beyond ASCII.
type Titler struct {
	InWord bool
}

// Map maps the next rune.
func (t *Titler) Map(r rune) rune {
	starts := !t.InWord
	t.InWord = !isSeparator(r)
	if starts {
		return unicode.ToTitle(r)
	}
	return r
}

func isSeparator(r rune) bool {
	switch {
	case r > unicode.MaxASCII:
		return unicode.IsSpace(r) && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	case r == '_', '0' <= r && r <= '9', 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z':
		return false
	}
	return true
}
