// check
// Generic functions and types: instantiation, inference, constraints, type parameters as operands.
package main

type Number interface{ ~int | ~float64 }
type Stringer interface{ String() string }
type Set[K comparable] map[K]bool
type Pair[A, B any] struct {
	a A
	b B
}

func id[T any](x T) T                       { return x }
func pair[T any](a, b T)                    {}
func mk[T any]() (t T)                      { return }
func num[T Number](x T) T                   { return x }
func key[K comparable, V any](m map[K]V)    {}
func conv[To, From any](x From) (t To)      { return }
func apply[A, B any](f func(A) B, x A) B    { return f(x) }
func str[T Stringer](x T)                   {}
func variadic[T any](xs ...T)               {}
func elems[S ~[]E, E any](s S) (e E)        { return }

type myInt int

func (myInt) String() string { return "" }

func calls() {
	id(1)
	pair(1, 2.5)
	pair(1, "a") // ERROR "mismatched types untyped int and untyped string (cannot infer T)"
	pair("a", 1) // ERROR "mismatched types untyped string and untyped int (cannot infer T)"
	mk() // ERROR "cannot infer T"
	mk[int]()
	mk[int, int]() // ERROR "got 2 type arguments but want 1"
	num("a") // ERROR "string does not satisfy Number (string missing in ~int | ~float64)"
	num(1)
	num(myInt(1))
	num[string]("a") // ERROR "string does not satisfy Number (string missing in ~int | ~float64)"
	key(map[string]int{})
	key[[]int, int](nil) // ERROR "[]int does not satisfy comparable"
	key(1) // ERROR "cannot infer K"
	conv[int](1.5)
	conv(1.5) // ERROR "cannot infer To"
	apply(id[int], 1)
	apply(id, 1)
	apply(num, "a") // ERROR "string does not satisfy Number (string missing in ~int | ~float64)"
	str(myInt(1))
	str(1) // ERROR "int does not satisfy Stringer (missing method String)"
	variadic() // ERROR "cannot infer T"
	variadic(1, 2, 3)
	variadic(1, "a") // ERROR "mismatched types untyped int and untyped string (cannot infer T)"
	variadic([]int{1}...)
	elems([]string{})
	elems(1) // ERROR "cannot infer E"
	var f func(int) int = id
	var g func(int) string = id // ERROR "inferred type func(x int) int for func(x T) T does not match type func(int) string of g"
	var h func(string) string = num // ERROR "string does not satisfy Number (string missing in ~int | ~float64)"
	_, _, _ = f, g, h
	_ = id // ERROR "cannot use generic function id without instantiation"
	id = nil // ERROR "cannot use generic function id without instantiation"
	x := id // ERROR "x declared and not used" // ERROR "cannot use generic function id without instantiation"
	y := id[int]
	_ = y
	_ = id(nil) // ERROR "cannot infer T"
	_ = id[undefined] // ERROR "undefined: undefined"
	_ = id[int]("a") // ERROR "cannot use \"a\" (untyped string constant) as int value in argument to id[int]"
	id[int, string](1) // ERROR "got 2 type arguments but want 1"
}

var p1 Pair // ERROR "cannot use generic type Pair[A, B any] without instantiation"
var p2 Pair[int] // ERROR "not enough type arguments for type Pair: have 1, want 2"
var p3 Pair[int, string]
var p4 Pair[int, string, bool] // ERROR "too many type arguments for type Pair: have 3, want 2"
var s1 Set[[]int] // ERROR "[]int does not satisfy comparable"
var s2 Set[any]
var s3 Set[func()] // ERROR "func() does not satisfy comparable"
var n Number // ERROR "cannot use type Number outside a type constraint: interface contains type constraints"
var _ = Pair[int, int]{1, "a"} // ERROR "cannot use \"a\" (untyped string constant) as int value in struct literal"
var _ = Pair{1, 2} // ERROR "cannot use generic type Pair[A, B any] without instantiation"
var _ = int[string] // ERROR "invalid operation: int[string] (int is not a generic type)"

func operands[T any, N Number, S ~[]E | ~string, E any, C comparable, F func(int) | func(string)](t T, n N, s S, c C, f F) {
	_ = t + t // ERROR "invalid operation: operator + not defined on t (variable of type T constrained by any)"
	_ = n + n
	_ = n + 1
	_ = n + 1.5 // ERROR "cannot convert 1.5 (untyped float constant) to type N"
	_ = n + "a" // ERROR "invalid operation: n + \"a\" (mismatched types N and untyped string)"
	_ = n % n // ERROR "invalid operation: operator % not defined on n (variable of type N constrained by Number)"
	_ = t == t // ERROR "invalid operation: t == t (incomparable types in type set)"
	_ = c == c
	_ = c < c // ERROR "invalid operation: c < c (type parameter C is not comparable with <)"
	_ = t.foo // ERROR "t.foo undefined (type T has no field or method foo)"
	_ = t.(int) // ERROR "invalid operation: cannot use type assertion on type parameter value t (variable of type T constrained by any)"
	_ = any(t).(int)
	_ = s[0] // ERROR "invalid operation: cannot index s (variable of type S constrained by ~[]E | ~string)"
	_ = len(s)
	_ = f(1) // ERROR "invalid operation: cannot call non-function f (variable of type F constrained by func(int) | func(string))"
	_ = N(1)
	_ = N("a") // ERROR "cannot convert \"a\" (untyped string value) to type N: cannot convert \"a\" (untyped string constant) to type int (in N)"
	_ = T(1) // ERROR "cannot convert 1 (untyped int value) to type T: T does not contain specific types"
	_ = int(n)
	_ = string(n) // ERROR "cannot convert n (variable of type N constrained by Number) to type string: cannot convert float64 (in N) to type string"
	_ = T{} // ERROR "invalid composite literal type T"
	var x T = nil // ERROR "cannot use nil as T value in variable declaration"
	var y *T = nil
	t = 1 // ERROR "cannot use 1 (untyped int constant) as T value in assignment"
	n = 1
	_, _ = x, y
	switch t.(type) { // ERROR "cannot use type switch on type parameter value t (variable of type T constrained by any)"
	}
	for range s { // ERROR "cannot range over s (variable of type S constrained by ~[]E | ~string): no core type"
	}
}

type Rec[T any] struct{ next *Rec[[]T] }

func grow[T any](n int) {
	grow[*T](n)
}

func main() {}
