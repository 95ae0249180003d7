// The stable sort: blocks sorted by insertion, then merged in place by
// symmetric comparisons (Kim and Kutzner, "Stable Minimum Storage Merging by
// Symmetric Comparisons", ESA 2004). It needs no memory beyond the stack,
// O(n log n) comparisons and O(n log² n) swaps.

package pdq

const blockSize = 20

// Stable sorts elements 0 to n-1 and keeps the order of equal ones.
func Stable[D Data](d D, n int) {
	lo := 0
	for ; lo+blockSize <= n; lo += blockSize {
		insertionSort(d, lo, lo+blockSize)
	}
	insertionSort(d, lo, n)
	for size := blockSize; size < n; size *= 2 {
		for lo = 0; lo+2*size <= n; lo += 2 * size {
			merge(d, lo, lo+size, lo+2*size)
		}
		if lo+size < n {
			merge(d, lo, lo+size, n)
		}
	}
}

// merge merges the sorted ranges [lo, mid) and [mid, hi), neither empty.
func merge[D Data](d D, lo, mid, hi int) {
	if mid-lo == 1 {
		insertFirst(d, lo, hi)
		return
	}
	if hi-mid == 1 {
		insertLast(d, lo, mid)
		return
	}
	// Elements i of the left and sum-1-i of the right range are compared to
	// find how many of the left's last and the right's first change places.
	half := int(uint(lo+hi) >> 1)
	sum := half + mid
	from, to := lo, mid
	if mid > half {
		from, to = sum-hi, half
	}
	for from < to {
		i := int(uint(from+to) >> 1)
		if d.Less(sum-1-i, i) {
			to = i
		} else {
			from = i + 1
		}
	}
	end := sum - from
	if from < mid && mid < end {
		rotate(d, from, mid, end)
	}
	if lo < from && from < half {
		merge(d, lo, from, half)
	}
	if half < end && end < hi {
		merge(d, half, end, hi)
	}
}

// insertFirst moves element lo up into the sorted range after it, before the
// elements that are not less.
func insertFirst[D Data](d D, lo, hi int) {
	i, j := lo+1, hi
	for i < j {
		h := int(uint(i+j) >> 1)
		if d.Less(h, lo) {
			i = h + 1
		} else {
			j = h
		}
	}
	for k := lo; k < i-1; k++ {
		d.Swap(k, k+1)
	}
}

// insertLast moves element last down into the sorted range [lo, last), after
// the elements that are not greater.
func insertLast[D Data](d D, lo, last int) {
	i, j := lo, last
	for i < j {
		h := int(uint(i+j) >> 1)
		if d.Less(last, h) {
			j = h
		} else {
			i = h + 1
		}
	}
	for k := last; k > i; k-- {
		d.Swap(k, k-1)
	}
}

// rotate exchanges the neighbours [lo, mid) and [mid, hi) by swapping blocks.
func rotate[D Data](d D, lo, mid, hi int) {
	left, right := mid-lo, hi-mid
	for left != right {
		if left > right {
			swapBlocks(d, mid-left, mid, right)
			left -= right
		} else {
			swapBlocks(d, mid-left, mid+right-left, left)
			right -= left
		}
	}
	swapBlocks(d, mid-left, mid, left)
}

func swapBlocks[D Data](d D, a, b, n int) {
	for i := 0; i < n; i++ {
		d.Swap(a+i, b+i)
	}
}
