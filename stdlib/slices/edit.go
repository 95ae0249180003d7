// Insertion, removal, and what changes a slice's length or capacity. Elements
// that fall out of a slice are zeroed, so that they keep nothing alive. Loops
// do that, where the builtin clear would, for the sake of older compilers.

package slices

import (
	"math/bits"
	"unsafe"
)

// Insert puts vs into s before s[i] and returns the changed slice. It panics
// if i is out of range.
func Insert[S ~[]E, E any](s S, i int, vs ...E) S {
	_ = s[i:] // the bounds check
	m, n := len(vs), len(s)
	switch {
	case m == 0:
		return s
	case i == n:
		return append(s, vs...)
	case n+m > cap(s):
		// append chooses the new capacity.
		grown := append(s[:i], make(S, n+m-i)...)
		copy(grown[i:], vs)
		copy(grown[i+m:], s[i:])
		return grown
	}
	s = s[:n+m]
	if !overlaps(vs, s[i+m:]) {
		copy(s[i+m:], s[i:n])
		copy(s[i:], vs)
		return s
	}
	// vs lies, at least in part, where elements move: put it behind the end
	// (over the old end of s, which moves last) and rotate it into place.
	copy(s[n:], vs)
	rotateRight(s[i:], m)
	return s
}

// Delete removes s[i:j] and returns the shorter slice. It panics if s[i:j] is
// not a valid slice of s. The elements behind the new end become zero.
func Delete[S ~[]E, E any](s S, i, j int) S {
	_ = s[i:j:len(s)] // the bounds check
	if i == j {
		return s
	}
	n := len(s)
	s = append(s[:i], s[j:]...)
	zero(s[len(s):n])
	return s
}

// DeleteFunc removes the elements of which del is true and returns the shorter
// slice. The elements behind the new end become zero.
func DeleteFunc[S ~[]E, E any](s S, del func(E) bool) S {
	k := IndexFunc(s, del)
	if k < 0 {
		return s
	}
	for i := k + 1; i < len(s); i++ {
		if v := s[i]; !del(v) {
			s[k] = v
			k++
		}
	}
	zero(s[k:])
	return s[:k]
}

// Replace puts v in the place of s[i:j] and returns the changed slice. It
// panics if s[i:j] is not a valid slice of s. When s gets shorter, the
// elements behind the new end become zero.
func Replace[S ~[]E, E any](s S, i, j int, v ...E) S {
	_ = s[i:j] // the bounds check
	if i == j {
		return Insert(s, i, v...)
	}
	if j == len(s) {
		n := len(s)
		s2 := append(s[:i], v...)
		if len(s2) < n {
			zero(s[len(s2):])
		}
		return s2
	}
	total := len(s) - (j - i) + len(v)
	if total > cap(s) {
		grown := append(s[:i], make(S, total-i)...)
		copy(grown[i:], v)
		copy(grown[i+len(v):], s[j:])
		return grown
	}
	r := s[:total]
	if i+len(v) <= j { // shorter or as long: v moves first
		copy(r[i:], v)
		copy(r[i+len(v):], s[j:])
		zero(s[total:])
		return r
	}
	if overlaps(r[i+len(v):], v) {
		v = append([]E(nil), v...) // the moving tail would overwrite it
	}
	copy(r[i+len(v):], s[j:])
	copy(r[i:], v)
	return r
}

// Clone copies s, elements by assignment. It keeps nil nil.
func Clone[S ~[]E, E any](s S) S {
	return append(s[:0:0], s...)
}

// Compact drops all but the first of each run of equal elements and returns
// the shorter slice. The elements behind the new end become zero.
//
// Neighbours are compared, and s[i-1] is never overwritten before s[i] is seen.
func Compact[S ~[]E, E comparable](s S) S {
	if len(s) < 2 {
		return s
	}
	k := 1
	for i := 1; i < len(s); i++ {
		if s[i] != s[i-1] {
			if k != i {
				s[k] = s[i]
			}
			k++
		}
	}
	zero(s[k:])
	return s[:k]
}

// CompactFunc is Compact with eq in place of ==. Of a run it keeps the first.
func CompactFunc[S ~[]E, E any](s S, eq func(E, E) bool) S {
	if len(s) < 2 {
		return s
	}
	k := 1
	for i := 1; i < len(s); i++ {
		if !eq(s[i], s[i-1]) {
			if k != i {
				s[k] = s[i]
			}
			k++
		}
	}
	zero(s[k:])
	return s[:k]
}

// Grow gives s room for n more elements. It panics if n is negative or too
// large.
func Grow[S ~[]E, E any](s S, n int) S {
	if n < 0 {
		panic("cannot be negative")
	}
	if n -= cap(s) - len(s); n > 0 {
		s = append(s[:cap(s)], make([]E, n)...)[:len(s)]
	}
	return s
}

// Clip makes s's capacity its length.
func Clip[S ~[]E, E any](s S) S {
	return s[:len(s):len(s)]
}

// Concat returns a new slice of the elements of all the slices.
func Concat[S ~[]E, E any](slices ...S) S {
	size := 0
	for _, s := range slices {
		size += len(s)
		if size < 0 {
			panic("len out of range")
		}
	}
	all := Grow[S](nil, size)
	for _, s := range slices {
		all = append(all, s...)
	}
	return all
}

// Repeat returns a new slice of count copies of x, one after the other. It
// panics if count is negative or the length overflows.
func Repeat[S ~[]E, E any](x S, count int) S {
	if count < 0 {
		panic("cannot be negative")
	}
	const maxInt = ^uint(0) >> 1
	if hi, lo := bits.Mul(uint(len(x)), uint(count)); hi > 0 || lo > maxInt {
		panic("the result of (len(x) * count) overflows")
	}
	all := make(S, len(x)*count)
	for n := copy(all, x); n < len(all); {
		n += copy(all[n:], all[:n])
	}
	return all
}

func zero[E any](s []E) {
	var z E
	for i := range s {
		s[i] = z
	}
}

// rotateLeft moves the first k elements of s behind the others.
func rotateLeft[E any](s []E, k int) {
	Reverse(s[:k])
	Reverse(s[k:])
	Reverse(s)
}

// rotateRight moves the last k elements of s before the others.
func rotateRight[E any](s []E, k int) {
	rotateLeft(s, len(s)-k)
}

// overlaps reports whether a and b share an element's memory.
func overlaps[E any](a, b []E) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	size := unsafe.Sizeof(a[0])
	if size == 0 {
		return false
	}
	return uintptr(unsafe.Pointer(&a[0])) <= uintptr(unsafe.Pointer(&b[len(b)-1]))+(size-1) &&
		uintptr(unsafe.Pointer(&b[0])) <= uintptr(unsafe.Pointer(&a[len(a)-1]))+(size-1)
}
