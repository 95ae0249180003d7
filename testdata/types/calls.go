// check
// Calls, conversions, builtin functions.
package main

import "unsafe"

type T struct{ n int }

func (T) val(int)      {}
func (*T) ptr()        {}
func f(a int, b string) {}
func v(a int, b ...string) {}
func two() (int, string) { return 0, "" }
func one() int { return 0 }

var t T
var i int
var ss []string
var is []int

func calls() {
	f() // ERROR "not enough arguments in call to f"
	f(1) // ERROR "not enough arguments in call to f"
	f(1, "a", 2) // ERROR "too many arguments in call to f"
	f("a", 1) // ERROR "cannot use \"a\" (untyped string constant) as int value in argument to f" // ERROR "cannot use 1 (untyped int constant) as string value in argument to f"
	f(two())
	f(two(), 1) // ERROR "multiple-value two() (value of type (int, string)) in single-value context" // ERROR "cannot use 1 (untyped int constant) as string value in argument to f"
	f(one()) // ERROR "not enough arguments in call to f"
	f(ss...) // ERROR "cannot use ... in call to non-variadic f"
	v() // ERROR "not enough arguments in call to v"
	v(1)
	v(1, "a", "b")
	v(1, 2) // ERROR "cannot use 2 (untyped int constant) as string value in argument to v"
	v(1, ss...)
	v(1, "a", ss...) // ERROR "too many arguments in call to v"
	v(1, is...) // ERROR "cannot use is (variable of type []int) as []string value in argument to v"
	v(two())
	t() // ERROR "invalid operation: cannot call non-function t (variable of type T)"
	i() // ERROR "invalid operation: cannot call non-function i (variable of type int)"
	nil() // ERROR "invalid operation: cannot call non-function nil"
	x := f(1, "a") // ERROR "x declared and not used" // ERROR "f(1, \"a\") (no value) used as value"
	_ = f
	_ = f(1, "a") // ERROR "f(1, \"a\") (no value) used as value"
	T.val(t, 1)
	T.val(1, t) // ERROR "cannot use 1 (untyped int constant) as T value in argument to T.val" // ERROR "cannot use t (variable of type T) as int value in argument to T.val"
	T.ptr(&t) // ERROR "invalid method expression T.ptr (needs pointer receiver (*T).ptr)"
	(*T).ptr(&t)
	T{}.ptr() // ERROR "cannot call pointer method ptr on T"
	T{}.val(1)
	t.missing() // ERROR "t.missing undefined (type T has no field or method missing)"
	t.Val(1) // ERROR "t.Val undefined (type T has no field or method Val, but does have val)"
	two().x() // ERROR "multiple-value two() (value of type (int, string)) in single-value context"
	one().x // ERROR "one().x undefined (type int has no field or method x)"
	undefined(1, two()) // ERROR "undefined: undefined"
	f(undefined, 1) // ERROR "undefined: undefined" // ERROR "cannot use 1 (untyped int constant) as string value in argument to f"
}

func conversions() {
	_ = int() // ERROR "missing argument in conversion to int"
	_ = int(1, 2) // ERROR "too many arguments in conversion to int"
	_ = int("a") // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	_ = int(1.5) // ERROR "cannot convert 1.5 (untyped float constant) to type int"
	_ = int8(200) // ERROR "constant 200 overflows int8"
	_ = string(i)
	_ = string(1.5) // ERROR "cannot convert 1.5 (untyped float constant) to type string"
	_ = []byte(i) // ERROR "cannot convert i (variable of type int) to type []byte"
	_ = []byte("abc")
	_ = T(i) // ERROR "cannot convert i (variable of type int) to type T"
	_ = (*int)(&t) // ERROR "cannot convert &t (value of type *T) to type *int"
	_ = func()(nil) // ERROR "func() nil (type) is not an expression" // ERROR "nil is not a type"
	_ = (func())(nil)
	_ = float64("x") // ERROR "cannot convert \"x\" (untyped string constant) to type float64"
	_ = bool(1) // ERROR "cannot convert 1 (untyped int constant) to type bool"
	_ = unsafe.Pointer(i) // ERROR "cannot convert i (variable of type int) to type unsafe.Pointer"
	_ = uintptr(unsafe.Pointer(&i))
	_ = [4]int(is)
	_ = (*[4]int)(is)
	_ = [4]string(is) // ERROR "cannot convert is (variable of type []int) to type [4]string"
	_ = chan<- int(make(chan int))
	_ = interface{ m() }(t) // ERROR "cannot convert t (variable of type T) to type interface{m()}: T does not implement interface{m()} (missing method m)"
	_ = int(is...) // ERROR "invalid use of ... in conversion to int"
}

func builtins(c chan<- int, r <-chan int, m map[string]int, a [3]int) {
	_ = append(i, 1) // ERROR "first argument to append must be a slice; have i (variable of type int)"
	_ = append(is, "a") // ERROR "cannot use \"a\" (untyped string constant) as int value in argument to append"
	_ = append(nil, 1) // ERROR "first argument to append must be a slice; have untyped nil"
	_ = append() // ERROR "invalid operation: not enough arguments for append() (expected 1, found 0)"
	append(is, 1) // ERROR "append(is, 1) (value of type []int) is not used"
	_ = append([]byte{}, "abc"...)
	_ = cap(m) // ERROR "invalid argument: m (variable of type map[string]int) for cap"
	_ = cap(a)
	_ = len(i) // ERROR "invalid argument: i (variable of type int) for len"
	_ = len(1) // ERROR "invalid argument: 1 (untyped int constant) for len"
	_ = len() // ERROR "invalid operation: not enough arguments for len() (expected 1, found 0)"
	_ = len(is, is) // ERROR "invalid operation: too many arguments for len(is, is) (expected 1, found 2)"
	_ = len(is...) // ERROR "invalid operation: invalid use of ... with built-in len"
	len(is) // ERROR "len(is) (value of type int) is not used"
	clear(a) // ERROR "invalid argument: cannot clear a (variable of type [3]int): argument must be (or constrained by) map or slice"
	close(i) // ERROR "invalid operation: cannot close non-channel i (variable of type int)"
	close(r) // ERROR "invalid operation: cannot close receive-only channel r (variable of type <-chan int)"
	close(c)
	copy(is, ss) // ERROR "invalid argument: arguments to copy is (variable of type []int) and ss (variable of type []string) have different element types int and string"
	copy(a, is) // ERROR "invalid argument: copy expects slice arguments; found a (variable of type [3]int) and is (variable of type []int)"
	copy(is, a[:])
	delete(is, 1) // ERROR "invalid argument: is (variable of type []int) is not a map"
	delete(m, 1) // ERROR "cannot use 1 (untyped int constant) as string value in argument to delete"
	delete(m, "a", "b") // ERROR "invalid operation: too many arguments for delete(m, \"a\", \"b\") (expected 2, found 3)"
	_ = make(int) // ERROR "invalid argument: cannot make int; type must be slice, map, or channel"
	_ = make([]int) // ERROR "invalid operation: make([]int) expects 2 or 3 arguments; found 1"
	_ = make([]int, -1) // ERROR "invalid argument: index -1 (constant of type int) must not be negative"
	_ = make([]int, 2, 1) // ERROR "invalid argument: length and capacity swapped"
	_ = make([]int, "a") // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	_ = make([]int, 1, 2, 3) // ERROR "invalid operation: make([]int, 1, 2, 3) expects 2 or 3 arguments; found 4"
	_ = make([]int, 1.0)
	_ = new(1) // ERROR "1 is not a type"
	_ = new(int, int) // ERROR "invalid operation: too many arguments for new(int, int) (expected 1, found 2)"
	panic() // ERROR "invalid operation: not enough arguments for panic() (expected 1, found 0)"
	panic(1, 2) // ERROR "invalid operation: too many arguments for panic(1, 2) (expected 1, found 2)"
	_ = panic(1) // ERROR "panic(1) (no value) used as value"
	print(nil) // ERROR "use of untyped nil in argument to print"
	println(f)
	_ = recover(1) // ERROR "invalid operation: too many arguments for recover(1) (expected 0, found 1)"
	_ = complex(1, "a") // ERROR "invalid operation: complex(1, \"a\") (mismatched types untyped float and untyped string)"
	_ = complex(float32(1), float64(2)) // ERROR "invalid operation: complex(float32(1), float64(2)) (mismatched types float32 and float64)"
	_ = real("a") // ERROR "invalid argument: argument has type untyped string, expected complex type"
	_ = imag(1)
	_ = max("a", 1) // ERROR "invalid argument: mismatched types untyped string (previous argument) and untyped int (type of 1)"
	_ = min() // ERROR "invalid operation: not enough arguments for min() (expected 1, found 0)"
	_ = min(1, 2.5)
	_ = max(is) // ERROR "invalid argument: is (variable of type []int) cannot be ordered"
	_ = len // ERROR "len (built-in) must be called"
	_ = unsafe.Sizeof() // ERROR "invalid operation: not enough arguments for unsafe.Sizeof() (expected 1, found 0)"
	_ = unsafe.Offsetof(i) // ERROR "invalid argument: i is not a selector expression"
	_ = unsafe.Offsetof(t.n)
	_ = unsafe.Add(1, 2) // ERROR "cannot use 1 (untyped int constant) as unsafe.Pointer value in argument to unsafe.Add"
	_ = unsafe.Slice(i, 1) // ERROR "invalid argument: i (variable of type int) is not a pointer"
	_ = unsafe.String(1, 2) // ERROR "cannot use 1 (untyped int constant) as *byte value in argument to unsafe.String"
}

func main() {}
