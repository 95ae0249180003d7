// check
// Range loops over everything.
package main

type ints []int
type gen[T any] struct{ next *gen[T] }

func (g *gen[T]) all(yield func(T) bool)            {}
func (g *gen[T]) pairs(yield func(int, T) bool)     {}
func (g *gen[T]) bad1(yield func(int, T))           {}
func (g *gen[T]) bad2(yield func(int, T, T) bool)   {}
func (g *gen[T]) bad3(yield int)                    {}
func (g *gen[T]) bad4(yield func() bool) int        { return 1 }

func slices[S ~[]E, E any](s S, m map[string]E, a [3]E) {
	for i, x := range s {
		var _ int = i
		var _ E = x
	}
	for k, x := range m {
		var _ string = k
		var _ E = x
	}
	for i, x := range &a {
		_, _ = i, x
	}
}

func noCore[T []int | map[int]int | string](t T) {
	for range t { // ERROR "cannot range over t (variable of type T constrained by []int | map[int]int | string): no core type"
	}
}

func main() {
	var c chan int
	var s chan<- int
	var p *int
	var g gen[string]
	var f float64
	for i := range 10 {
		var _ int = i
	}
	for i := range uint8(10) {
		var _ uint8 = i
	}
	for i, j := range 10 { // ERROR "i declared and not used" // ERROR "range over 10 (untyped int constant) permits only one iteration variable"
	}
	for i := range 1.5 { // ERROR "cannot range over 1.5 (untyped float constant)"
	}
	for i := range 1 << 70 { // ERROR "i declared and not used" // ERROR "cannot use 1 << 70 (untyped int constant 1180591620717411303424) as int value in range clause (overflows)"
	}
	for range f { // ERROR "cannot range over f (variable of type float64)"
	}
	for i, r := range "abc" {
		var _ rune = r
		var _ byte = i // ERROR "cannot use i (variable of type int) as byte value in variable declaration"
	}
	for x := range c {
		var _ string = x // ERROR "cannot use x (variable of type int) as string value in variable declaration"
	}
	for x, y := range c { // ERROR "x declared and not used" // ERROR "range over c (variable of type chan int) permits only one iteration variable"
	}
	for range s { // ERROR "cannot range over s (variable of type chan<- int): receive from send-only channel"
	}
	for range p { // ERROR "cannot range over p (variable of type *int)"
	}
	for range nil { // ERROR "cannot range over nil"
	}
	for x := range g.all {
		var _ string = x
	}
	for x, y := range g.all { // ERROR "x declared and not used" // ERROR "range over g.all (value of type func(yield func(string) bool)) permits only one iteration variable"
	}
	for x, y := range g.pairs {
		var _, _ string = x, y // ERROR "cannot use x (variable of type int) as string value in variable declaration"
	}
	for range g.pairs {
	}
	for x := range func(func() bool) {} { // ERROR "range over func(func() bool) {} (value of type func(func() bool)) permits no iteration variables"
	}
	for range g.bad1 { // ERROR "cannot range over g.bad1 (value of type func(yield func(int, string))): func must be func(yield func(...) bool): yield func does not return bool"
	}
	for range g.bad2 { // ERROR "cannot range over g.bad2 (value of type func(yield func(int, string, string) bool)): func must be func(yield func(...) bool): yield func has too many parameters"
	}
	for range g.bad3 { // ERROR "cannot range over g.bad3 (value of type func(yield int)): func must be func(yield func(...) bool): argument is not func"
	}
	for range g.bad4 { // ERROR "cannot range over g.bad4 (value of type func(yield func() bool) int): func must be func(yield func(...) bool): unexpected results"
	}
	for range main { // ERROR "cannot range over main (value of type func()): func must be func(yield func(...) bool): wrong argument count"
	}
	var k string // ERROR "k declared and not used"
	var v int // ERROR "v declared and not used"
	for k, v = range []int{1} { // ERROR "cannot use k (value of type int) as string value in assignment"
	}
	for k = range 5 { // ERROR "cannot use 5 (untyped int constant) as string value in range clause"
	}
	for v = range 5 {
	}
	for _, _ := range "a" { // ERROR "no new variables on left side of :="
	}
	for _ = range "a" {
	}
	for a, b, c := range "a" { // ERROR "a declared and not used" // ERROR "b declared and not used" // ERROR "range clause permits at most two iteration variables"
	}
	for i := range (ints{1, 2}) {
		i := i // ERROR "i declared and not used"
	}
	for g.next = range 3 { // ERROR "cannot use 3 (untyped int constant) as *gen[string] value in range clause"
	}
}
