// Sorting. The algorithm is internal/pdq's, stencilled for the element type.

package slices

import (
	"cmp"
	"internal/pdq"
)

// Sort sorts x in ascending order, NaNs first.
func Sort[S ~[]E, E cmp.Ordered](x S) {
	pdq.Sort(ordered[E](x), len(x))
}

// SortFunc sorts x by compare, which is negative when a belongs before b and
// must be a strict weak ordering. Equal elements may end up in any order.
func SortFunc[S ~[]E, E any](x S, compare func(a, b E) int) {
	pdq.Sort(compared[E]{x, compare}, len(x))
}

// SortStableFunc is SortFunc that keeps equal elements in their order.
func SortStableFunc[S ~[]E, E any](x S, compare func(a, b E) int) {
	pdq.Stable(compared[E]{x, compare}, len(x))
}

type ordered[E cmp.Ordered] []E

func (x ordered[E]) Less(i, j int) bool { return cmp.Less(x[i], x[j]) }
func (x ordered[E]) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

type compared[E any] struct {
	x       []E
	compare func(a, b E) int
}

func (c compared[E]) Less(i, j int) bool { return c.compare(c.x[i], c.x[j]) < 0 }
func (c compared[E]) Swap(i, j int)      { c.x[i], c.x[j] = c.x[j], c.x[i] }
