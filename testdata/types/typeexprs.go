// check
// Type expressions: arrays, maps, structs, interfaces, instances, type parameters.
package main

import "unsafe"

var n = 3
const neg = -1

var a1 [n]int // ERROR "invalid array length n"
var a2 [neg]int // ERROR "invalid array length neg (untyped int constant -1)"
var a3 [1.5]int // ERROR "array length 1.5 (untyped float constant) must be integer"
var a4 [2.0]int
var a5 ["a"]int // ERROR "array length \"a\" (untyped string constant) must be integer"
var a6 [...]int // ERROR "invalid use of [...] array (outside a composite literal)"
var a7 [1 << 62]int
var a8 [undefined]int // ERROR "undefined array length undefined or missing type constraint"
var a9 [len("abc")]int
var m1 map[[]int]int // ERROR "invalid map key type []int"
var m2 map[func()]int // ERROR "invalid map key type func()"
var m3 map[struct{ f []int }]int // ERROR "invalid map key type struct{f []int}"
var m4 map[any]int
var p1 *n // ERROR "n (variable of type int) is not a type"
var t1 unsafe.Foo // ERROR "undefined: unsafe.Foo"
var t2 unsafe // ERROR "use of package unsafe not in selector"

type S struct {
	unsafe.Pointer // ERROR "embedded field type cannot be unsafe.Pointer"
	*I // ERROR "embedded field type cannot be a pointer to an interface"
	*PI // ERROR "embedded field type cannot be a pointer"
	PI // ERROR "PI redeclared" // ERROR "embedded field type cannot be a pointer"
	int
	*string
	a, a int // ERROR "a redeclared"
	_, _ int
}
type I interface{ m() }
type PI *int

type J interface {
	m()
	m() // ERROR "duplicate method m"
	_() // ERROR "methods must have a unique non-blank name"
	I
	int
	~string
	~MyInt // ERROR "invalid use of ~ (underlying type of MyInt is int)"
	MyInt | ~int // ERROR "overlapping terms ~int and main.MyInt"
	int | I // ERROR "cannot use main.I in union (main.I contains methods)"
	int | int // ERROR "overlapping terms int and int"
	comparable
	int | comparable // ERROR "cannot use comparable in union"
}
type MyInt int
type Num interface{ ~int | ~float64 }

var v1 Num // ERROR "cannot use type Num outside a type constraint: interface contains type constraints"
var v2 comparable // ERROR "cannot use type comparable outside a type constraint: interface is (or embeds) comparable"
var v3 interface{ int } // ERROR "cannot use type interface{int} outside a type constraint: interface contains type constraints"
var v4 []Num // ERROR "cannot use type Num outside a type constraint: interface contains type constraints"

type G[P any] struct{ p P }
type H[P Num, Q comparable] struct {
	p P
	q Q
}

var g1 G // ERROR "cannot use generic type G[P any] without instantiation"
var g2 G[int]
var g3 G[int, string] // ERROR "too many type arguments for type G: have 2, want 1"
var g4 H[int] // ERROR "not enough type arguments for type H: have 1, want 2"
var g5 H[string, int] // ERROR "string does not satisfy Num (string missing in ~int | ~float64)"
var g6 H[int, []int] // ERROR "[]int does not satisfy comparable"
var g7 MyInt[int] // ERROR "invalid operation: MyInt[int] (MyInt is not a generic type)"
var g8 n[int] // ERROR "n (variable of type int) is not a type"
var g9 G[n] // ERROR "n (variable of type int) is not a type"
var g10 G[Num] // ERROR "cannot use type Num outside a type constraint: interface contains type constraints"

type K[P any] P // ERROR "cannot use a type parameter as RHS in type declaration"
type L[P P] int // ERROR "cannot use a type parameter as constraint"
type M[P, P any] int // ERROR "P redeclared in this block"
type N[P, Q interface{ ~[]P }] struct{}
type O[P *T, Q any] int // ERROR "cannot use generic type T[P int | string] without instantiation"
type Q[P any] struct{ P } // ERROR "embedded field type cannot be a (pointer to a) type parameter"
type T[P int | string] struct{}

func f[P any](p P) { var _ P = p; var _ int = p } // ERROR "cannot use p (variable of type P constrained by any) as int value in variable declaration"
func (g G[P]) m1() P       { return g.p }
func (g G[int]) m2() int   { return g.p }
func (g G) m3()            {} // ERROR "cannot use generic type G[P any] without instantiation"
func (g G[P, Q]) m4()      {} // ERROR "too many type arguments for type G: have 2, want 1"
func (g G[string]) m5()    { var _ string = "a" } // ERROR "cannot use \"a\" (untyped string constant) as string /*"
func (g *H[_, Q]) m6(q Q)  { g.q = q }
func (g H[P]) m7()         {} // ERROR "got 1 type parameter, but receiver base type declares 2" // ERROR "not enough type arguments for type H: have 1, want 2"
func (g G[[]P]) m8()       {} // ERROR "receiver type parameter []P must be an identifier" // ERROR "undefined: P"
func (x MyInt) m9(y MyInt) (x MyInt) { return } // ERROR "x redeclared in this block" // ERROR "result parameter x not in scope at return"
func g[T any]() // ERROR "generic function is missing function body"
func init[T any]() {} // ERROR "func init must have no type parameters"
func main[T any]() {} // ERROR "func main must have no type parameters"
