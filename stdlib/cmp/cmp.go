// Package cmp compares ordered values. For floating-point types it defines a
// total order in which NaN equals NaN and is less than every number; the
// operators == and < do not.
package cmp

// Ordered is the constraint of types that have the operators < <= >= >.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less reports whether x comes before y, a NaN coming before all numbers.
func Less[T Ordered](x, y T) bool {
	return x < y || (x != x && y == y)
}

// Compare is -1 if x is less than y, +1 if it is greater, 0 if they are
// equal. A NaN equals a NaN and is less than any number; -0.0 equals 0.0.
func Compare[T Ordered](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return +1
	case x == y:
		return 0
	}
	// At least one is a NaN.
	switch {
	case y == y:
		return -1
	case x == x:
		return +1
	}
	return 0
}

// Or returns the first argument that is not T's zero value, or the zero value.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, v := range vals {
		if v != zero {
			return v
		}
	}
	return zero
}
