// Package bytealg stands in for Go's package of the same name, which libraries of a Go tree use to search bytes.
package bytealg

import "internal/text"

// MaxLen is the longest substring that Index takes.
var MaxLen = int(^uint(0) >> 1)

// MaxBruteForce is the length up to which searching a string of that length is a single step.
const MaxBruteForce = 64

// PrimeRK is the prime of rolling hashes.
const PrimeRK = 16777619

// Cutover is how many failures of IndexByte are worth more than one Index.
func Cutover(n int) int { return (n + 16) / 8 }

// IndexByte is the index of the first c in b, or -1.
func IndexByte(b []byte, c byte) int { return text.IndexByte(text.View(b), c) }

// IndexByteString is the index of the first c in s, or -1.
func IndexByteString(s string, c byte) int { return text.IndexByte(s, c) }

// LastIndexByte is the index of the last c in b, or -1.
func LastIndexByte(b []byte, c byte) int { return LastIndexByteString(text.View(b), c) }

// LastIndexByteString is the index of the last c in s, or -1.
func LastIndexByteString(s string, c byte) int {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// Index is the index of the first b in a, or -1.
func Index(a, b []byte) int { return text.Index(text.View(a), text.View(b)) }

// IndexString is the index of the first b in a, or -1.
func IndexString(a, b string) int { return text.Index(a, b) }

// Count counts c in b.
func Count(b []byte, c byte) int { return CountString(text.View(b), c) }

// CountString counts c in s.
func CountString(s string, c byte) (n int) {
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			n++
		}
	}
	return n
}

// Equal reports whether a and b have the same bytes.
func Equal(a, b []byte) bool { return string(a) == string(b) }

// Compare is -1, 0 or +1 as a is less than, equal to or greater than b.
func Compare(a, b []byte) int {
	switch s, t := text.View(a), text.View(b); {
	case s < t:
		return -1
	case s > t:
		return +1
	}
	return 0
}

// MakeNoZero makes a byte slice whose content is not to be relied upon.
func MakeNoZero(n int) []byte { return make([]byte, n) }
