// Package sort sorts collections given by methods, and slices of any type.
//
// The algorithm lives in internal/pdq; package slices has the generic
// functions. Searching is in search.go, sorting slices through closures in
// slice.go.
package sort

import "internal/pdq"

// Interface is a collection whose elements are known by index.
type Interface interface {
	// Len is the number of elements.
	Len() int
	// Less reports whether element i must come before element j. It must be
	// transitive, and so must be its negation in both directions (equality).
	Less(i, j int) bool
	// Swap exchanges elements i and j.
	Swap(i, j int)
}

// Sort sorts data in ascending order with O(n log n) calls of Less and Swap.
// Equal elements may end up in any order.
func Sort(data Interface) {
	if n := data.Len(); n > 1 {
		pdq.Sort(data, n)
	}
}

// Stable sorts data and keeps equal elements in their original order. It
// calls Less O(n log n) times and Swap O(n log² n) times.
func Stable(data Interface) {
	pdq.Stable(data, data.Len())
}

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

type reverse struct {
	Interface
}

func (r reverse) Less(i, j int) bool {
	return r.Interface.Less(j, i)
}

// Reverse gives data the opposite order.
func Reverse(data Interface) Interface {
	return &reverse{data}
}

// IntSlice is a []int that implements Interface in increasing order.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x in increasing order.
func (x IntSlice) Sort() { Sort(x) }

// Float64Slice is a []float64 that implements Interface in increasing order,
// NaNs before all other values.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }

// Less orders as < does, with the addition that a NaN is less than any number.
func (x Float64Slice) Less(i, j int) bool {
	return x[i] < x[j] || (x[i] != x[i] && x[j] == x[j])
}

func (x Float64Slice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

// Sort sorts x in increasing order.
func (x Float64Slice) Sort() { Sort(x) }

// StringSlice is a []string that implements Interface in increasing order.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x in increasing order.
func (x StringSlice) Sort() { Sort(x) }

// Ints sorts x in increasing order.
func Ints(x []int) { pdq.Sort(IntSlice(x), len(x)) }

// Float64s sorts x in increasing order, NaNs first.
func Float64s(x []float64) { pdq.Sort(Float64Slice(x), len(x)) }

// Strings sorts x in increasing order.
func Strings(x []string) { pdq.Sort(StringSlice(x), len(x)) }

// IntsAreSorted reports whether x is in increasing order.
func IntsAreSorted(x []int) bool { return inOrder(IntSlice(x), len(x)) }

// Float64sAreSorted reports whether x is in increasing order, NaNs first.
func Float64sAreSorted(x []float64) bool { return inOrder(Float64Slice(x), len(x)) }

// StringsAreSorted reports whether x is in increasing order.
func StringsAreSorted(x []string) bool { return inOrder(StringSlice(x), len(x)) }

// inOrder is IsSorted without dynamic calls.
func inOrder[D pdq.Data](d D, n int) bool {
	for i := n - 1; i > 0; i-- {
		if d.Less(i, i-1) {
			return false
		}
	}
	return true
}
