// The builtin functions min and max of two operands, under other names.

package slices

import "cmp"

// lesser is NaN if an operand is, and takes -0.0 to be less than 0.0.
func lesser[E cmp.Ordered](a, b E) E { return min(a, b) }

// greater is NaN if an operand is, and takes -0.0 to be less than 0.0.
func greater[E cmp.Ordered](a, b E) E { return max(a, b) }
