// Iterators over slices, and slices made from iterators.

package slices

import (
	"cmp"
	"iter"
)

// All iterates over indexes and elements in order.
func All[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

// Backward iterates over indexes and elements, the last first.
func Backward[S ~[]E, E any](s S) iter.Seq2[int, E] {
	return func(yield func(int, E) bool) {
		for i := len(s) - 1; i >= 0; i-- {
			if !yield(i, s[i]) {
				return
			}
		}
	}
}

// Values iterates over elements in order.
func Values[S ~[]E, E any](s S) iter.Seq[E] {
	return func(yield func(E) bool) {
		for _, v := range s {
			if !yield(v) {
				return
			}
		}
	}
}

// AppendSeq appends seq's values to s.
func AppendSeq[S ~[]E, E any](s S, seq iter.Seq[E]) S {
	seq(func(v E) bool {
		s = append(s, v)
		return true
	})
	return s
}

// Collect makes a slice of seq's values; it is nil if there are none.
func Collect[E any](seq iter.Seq[E]) []E {
	return AppendSeq([]E(nil), seq)
}

// Sorted makes a sorted slice of seq's values.
func Sorted[E cmp.Ordered](seq iter.Seq[E]) []E {
	s := Collect(seq)
	Sort(s)
	return s
}

// SortedFunc makes a slice of seq's values, sorted by compare.
func SortedFunc[E any](seq iter.Seq[E], compare func(E, E) int) []E {
	s := Collect(seq)
	SortFunc(s, compare)
	return s
}

// SortedStableFunc makes a slice of seq's values, sorted by compare, equal
// ones in seq's order.
func SortedStableFunc[E any](seq iter.Seq[E], compare func(E, E) int) []E {
	s := Collect(seq)
	SortStableFunc(s, compare)
	return s
}

// Chunk iterates over neighbouring parts of s of n elements each, the last
// one perhaps shorter. A part has no spare capacity. It panics if n < 1.
func Chunk[S ~[]E, E any](s S, n int) iter.Seq[S] {
	if n < 1 {
		panic("cannot be less than 1")
	}
	return func(yield func(S) bool) {
		for rest := s; len(rest) > 0; {
			k := n
			if k > len(rest) {
				k = len(rest)
			}
			if !yield(rest[:k:k]) {
				return
			}
			rest = rest[k:]
		}
	}
}
