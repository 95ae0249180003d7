// Binary search in anything that is known by index, and in sorted slices.

package sort

// Search finds the smallest i in [0, n) for which f(i) is true, provided that
// f is false up to some point and true from there on. It is n if there is none.
func Search(n int, f func(int) bool) int {
	lo, hi := 0, n // f is false before lo and true from hi on
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if f(mid) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// Find finds the smallest i in [0, n) for which cmp(i) <= 0, provided that cmp
// is positive for a prefix, then zero, then negative. It is n if there is
// none; found tells whether cmp(i) == 0.
func Find(n int, cmp func(int) int) (i int, found bool) {
	lo, hi := 0, n // cmp is > 0 before lo and <= 0 from hi on
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if cmp(mid) > 0 {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo, lo < n && cmp(lo) == 0
}

// SearchInts finds x, or the place for it, in the ascending slice a.
func SearchInts(a []int, x int) int { return lowerBound(a, x) }

// SearchFloat64s finds x, or the place for it, in the ascending slice a.
func SearchFloat64s(a []float64, x float64) int { return lowerBound(a, x) }

// SearchStrings finds x, or the place for it, in the ascending slice a.
func SearchStrings(a []string, x string) int { return lowerBound(a, x) }

// Search is SearchInts of p.
func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

// Search is SearchFloat64s of p.
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

// Search is SearchStrings of p.
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

func lowerBound[T int | float64 | string](a []T, x T) int {
	lo, hi := 0, len(a)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if a[mid] >= x {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}
