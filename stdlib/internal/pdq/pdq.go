// Package pdq is the sorting algorithm behind packages sort and slices:
// pattern-defeating quicksort (O. Peters, arXiv 2106.05123), which falls back
// to heap sort when pivots keep being bad.
//
// The order in which elements are compared and swapped is part of what
// programs can see (ties of an unstable sort), so it follows gc's library
// step by step: thresholds, pivot choice, and the generator that breaks
// patterns. The stable sort is in stable.go.
package pdq

import "math/bits"

// Data is what is sorted: elements known by index only. The functions are
// generic, not dynamic, so that a slice's Less and Swap can be inlined.
type Data interface {
	Less(i, j int) bool
	Swap(i, j int)
}

const (
	insertionMax = 12 // up to this length insertion sort wins
	ninther      = 50 // from this length a pivot is a median of medians
	shiftMin     = 50 // below this length misplaced elements are not shifted
	shiftSteps   = 5  // how many misplaced elements are shifted before giving up
)

// order is what choosing a pivot learned about a range.
type order int

const (
	unknown order = iota
	ascending
	descending
)

// Sort sorts elements 0 to n-1.
func Sort[D Data](d D, n int) {
	quick(d, 0, n, bits.Len(uint(n)))
}

// quick sorts [lo, hi). bad is how many more unbalanced splits are tolerated.
func quick[D Data](d D, lo, hi, bad int) {
	balanced, clean := true, true // of the previous split: its halves' sizes; it moved nothing
	for hi-lo > insertionMax {
		if bad == 0 {
			heapSort(d, lo, hi)
			return
		}
		if !balanced {
			scatter(d, lo, hi)
			bad--
		}
		pivot, seen := choosePivot(d, lo, hi)
		if seen == descending {
			reverse(d, lo, hi)
			pivot = lo + hi - 1 - pivot
			seen = ascending
		}
		if balanced && clean && seen == ascending && finishSorted(d, lo, hi) {
			return
		}
		// The element before the range is a lower bound of it. A pivot that
		// equals it heads a run of equal elements, to be skipped at once.
		if lo > 0 && !d.Less(lo-1, pivot) {
			lo = splitEqual(d, lo, hi, pivot)
			continue
		}
		var mid int
		enough := (hi - lo) / 8
		mid, clean = split(d, lo, hi, pivot)
		if mid-lo < hi-mid {
			balanced = mid-lo >= enough
			quick(d, lo, mid, bad)
			lo = mid + 1
		} else {
			balanced = hi-mid >= enough
			quick(d, mid+1, hi, bad)
			hi = mid
		}
	}
	insertionSort(d, lo, hi)
}

func insertionSort[D Data](d D, lo, hi int) {
	for i := lo + 1; i < hi; i++ {
		for j := i; j > lo && d.Less(j, j-1); j-- {
			d.Swap(j, j-1)
		}
	}
}

// split moves what is less than the pivot before it and the rest after it. It
// returns the pivot's place and whether the range was split already.
func split[D Data](d D, lo, hi, pivot int) (int, bool) {
	d.Swap(lo, pivot)
	i, j := lo+1, hi-1
	clean := true
	for {
		for i <= j && d.Less(i, lo) {
			i++
		}
		for i <= j && !d.Less(j, lo) {
			j--
		}
		if i > j {
			d.Swap(j, lo)
			return j, clean
		}
		clean = false
		d.Swap(i, j)
		i++
		j--
	}
}

// splitEqual moves what equals the pivot to the front, in a range without
// smaller elements, and returns where the greater ones begin.
func splitEqual[D Data](d D, lo, hi, pivot int) int {
	d.Swap(lo, pivot)
	i, j := lo+1, hi-1
	for {
		for i <= j && !d.Less(lo, i) {
			i++
		}
		for i <= j && d.Less(lo, j) {
			j--
		}
		if i > j {
			return i
		}
		d.Swap(i, j)
		i++
		j--
	}
}

// finishSorted sorts a range that looks sorted if few elements are misplaced,
// and reports whether the range is sorted now.
func finishSorted[D Data](d D, lo, hi int) bool {
	i := lo + 1
	for step := 0; step < shiftSteps; step++ {
		for i < hi && !d.Less(i, i-1) {
			i++
		}
		if i == hi {
			return true
		}
		if hi-lo < shiftMin {
			return false
		}
		d.Swap(i, i-1)
		if i-lo >= 2 { // the smaller of the two goes further down
			for j := i - 1; j >= 1 && d.Less(j, j-1); j-- {
				d.Swap(j, j-1)
			}
		}
		if hi-i >= 2 { // the greater one goes further up
			for j := i + 1; j < hi && d.Less(j, j-1); j++ {
				d.Swap(j, j-1)
			}
		}
	}
	return false
}

// scatter swaps three elements in the middle with arbitrary ones, to break a
// pattern that makes splits unbalanced. The choice depends on the length only.
func scatter[D Data](d D, lo, hi int) {
	n := hi - lo
	mask := uint(1)<<bits.Len(uint(n)) - 1
	x := uint64(n) // the state of an xorshift generator
	middle := lo + n/4*2
	for i := middle - 1; i <= middle+1; i++ {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		k := int(uint(x) & mask)
		if k >= n {
			k -= n
		}
		d.Swap(i, lo+k)
	}
}

// choosePivot picks an element near the median of a range longer than
// insertionMax, and guesses from the elements it saw whether it is sorted.
func choosePivot[D Data](d D, lo, hi int) (int, order) {
	quarter := (hi - lo) / 4
	i, j, k := lo+quarter, lo+quarter*2, lo+quarter*3
	swaps := 0
	if hi-lo >= ninther {
		i = median(d, i-1, i, i+1, &swaps)
		j = median(d, j-1, j, j+1, &swaps)
		k = median(d, k-1, k, k+1, &swaps)
	}
	j = median(d, i, j, k, &swaps)
	switch swaps {
	case 0:
		return j, ascending
	case 4 * 3: // every comparison of four medians found a descent
		return j, descending
	}
	return j, unknown
}

// median returns which of a, b, c is in the middle, and counts in swaps how
// far from ascending they were.
func median[D Data](d D, a, b, c int, swaps *int) int {
	if d.Less(b, a) {
		*swaps++
		a, b = b, a
	}
	if d.Less(c, b) {
		*swaps++
		b = c
	}
	if d.Less(b, a) {
		*swaps++
		b = a
	}
	return b
}

func reverse[D Data](d D, lo, hi int) {
	for i, j := lo, hi-1; i < j; i, j = i+1, j-1 {
		d.Swap(i, j)
	}
}

func heapSort[D Data](d D, lo, hi int) {
	n := hi - lo
	for root := (n - 1) / 2; root >= 0; root-- {
		siftDown(d, lo, root, n)
	}
	for last := n - 1; last >= 0; last-- {
		d.Swap(lo, lo+last)
		siftDown(d, lo, 0, last)
	}
}

// siftDown restores the heap of n elements at base below root.
func siftDown[D Data](d D, base, root, n int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && d.Less(base+child, base+child+1) {
			child++
		}
		if !d.Less(base+root, base+child) {
			return
		}
		d.Swap(base+root, base+child)
		root = child
	}
}
