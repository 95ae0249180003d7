// Sorting slices whose type is not known here, with a less function. What it
// takes to exchange elements of any type is internal/swapper's.

package sort

import (
	"internal/pdq"
	"internal/swapper"
)

// lessSwap is a Data of two functions.
type lessSwap struct {
	less func(i, j int) bool
	swap func(i, j int)
}

func (d lessSwap) Less(i, j int) bool { return d.less(i, j) }
func (d lessSwap) Swap(i, j int)      { d.swap(i, j) }

// Slice sorts the slice x by less, which compares elements by index. Equal
// elements may end up in any order. It panics if x is not a slice.
func Slice(x any, less func(i, j int) bool) {
	swap, n := swapper.Of(x)
	pdq.Sort(lessSwap{less, swap}, n)
}

// SliceStable sorts the slice x by less and keeps equal elements in their
// original order. It panics if x is not a slice.
func SliceStable(x any, less func(i, j int) bool) {
	swap, n := swapper.Of(x)
	pdq.Stable(lessSwap{less, swap}, n)
}

// SliceIsSorted reports whether the slice x is sorted by less. It panics if x
// is not a slice.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	for i := swapper.Len(x) - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}
