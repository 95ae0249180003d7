// Package swapper exchanges elements of a slice whose type is known at run
// time only. It is what sort.Slice and reflect.Swapper need, without reflect.
//
// Elements of common shapes are swapped by Go code through a slice of the same
// layout: pointers and strings as such, so that the collector sees them,
// pointer-free words as integers. The other shapes go to a native.
package swapper

import "unsafe"

// Shapes of elements, as the native shape tells them.
const (
	notSlice = iota - 1
	other
	word8       // 1 byte, no pointers
	word16      // 2 bytes
	word32      // 4 bytes
	word64      // 8 bytes, no pointers
	pointer     // 8 bytes, a pointer
	stringShape // a string's layout: pointer, pointer-free word
)

// Of returns a function that swaps elements of the slice x, and x's length.
func Of(x any) (swap func(i, j int), n int) {
	n = Len(x)
	switch p := data(x); shape(x) {
	case word64:
		swap = in(*(*[]int64)(p))
	case stringShape:
		swap = in(*(*[]string)(p))
	case pointer:
		swap = in(*(*[]unsafe.Pointer)(p))
	case word32:
		swap = in(*(*[]int32)(p))
	case word16:
		swap = in(*(*[]int16)(p))
	case word8:
		swap = in(*(*[]int8)(p))
	default:
		swap = func(i, j int) {
			if uint(i) >= uint(n) || uint(j) >= uint(n) {
				panic("reflect: slice index out of range")
			}
			swapElems(x, i, j)
		}
	}
	return swap, n
}

// Len is the length of the slice x.
func Len(x any) int {
	if shape(x) == notSlice {
		panic(&ValueError{"Swapper", kindName(x)})
	}
	return *(*int)(unsafe.Add(data(x), 8))
}

// ValueError reports a value that is no slice, in package reflect's words.
type ValueError struct {
	Method string
	Kind   string // empty: the nil interface
}

func (e *ValueError) Error() string {
	if e.Kind == "" {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind + " Value"
}

func in[E any](s []E) func(i, j int) {
	return func(i, j int) { s[i], s[j] = s[j], s[i] }
}

// data is the second word of the interface x, a pointer to the slice header.
func data(x any) unsafe.Pointer {
	return (*[2]unsafe.Pointer)(unsafe.Pointer(&x))[1]
}

// shape tells what x's elements look like.
func shape(x any) int

// kindName is the reflect name of x's kind, empty for a nil x.
func kindName(x any) string

// swapElems exchanges elements i and j, both in range, of the slice x.
func swapElems(x any, i, j int)
