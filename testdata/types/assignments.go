// check
// Assignments, initialisations, short variable declarations, results.
package main

type T struct{ f int }

func two() (int, string) { return 0, "" }
func none()              {}

var g1 int = "a" // ERROR "cannot use \"a\" (untyped string constant) as int value in variable declaration"
var g2, g3 = 1 // ERROR "assignment mismatch: 2 variables but 1 value"
var g4, g5 = 1, 2, 3 // ERROR "extra init expr 3"
var g6, g7 int = two() // ERROR "cannot use two() (value of type string) as int value in assignment"
var g8 = none() // ERROR "none() (no value) used as value"
var g9 = nil // ERROR "use of untyped nil in variable declaration"
var g10 *int = nil
var g11, g12 = two()
var g13 = two() // ERROR "multiple-value two() (value of type (int, string)) in single-value context"
var g14 float32 = 1e100 // ERROR "cannot use 1e100 (untyped float constant 1e+100) as float32 value in variable declaration (overflows)"
var g15 uint = -1 // ERROR "cannot use -1 (untyped int constant) as uint value in variable declaration (overflows)"
var g16 int = 1.0

func assign(m map[string]T, pt *T) {
	var i int
	var s string
	var e any
	i = "a" // ERROR "cannot use \"a\" (untyped string constant) as int value in assignment"
	i = 1.5 // ERROR "cannot use 1.5 (untyped float constant) as int value in assignment (truncated)"
	i, s = 1 // ERROR "assignment mismatch: 2 variables but 1 value"
	i, s = two()
	s, i = two() // ERROR "cannot use two() (value of type int) as string value in assignment" // ERROR "cannot use two() (value of type string) as int value in assignment"
	i = two() // ERROR "assignment mismatch: 1 variable but two returns 2 values"
	i, s = 1, "a", 2 // ERROR "assignment mismatch: 2 variables but 3 values"
	i, i = 1, 2
	1 = i // ERROR "cannot assign to 1 (neither addressable nor a map index expression)"
	i + 1 = 2 // ERROR "cannot assign to i + 1 (neither addressable nor a map index expression)"
	none() = 1 // ERROR "none() (no value) used as value"
	m["a"].f = 1 // ERROR "cannot assign to struct field m[\"a\"].f in map"
	pt.f = "x" // ERROR "cannot use \"x\" (untyped string constant) as int value in assignment"
	T{}.f = 1 // ERROR "cannot assign to T{}.f (neither addressable nor a map index expression)"
	main = nil // ERROR "cannot assign to main (neither addressable nor a map index expression)"
	T = nil // ERROR "T (type) is not an expression"
	nil = nil // ERROR "cannot assign to nil (neither addressable nor a map index expression)"
	_ = nil // ERROR "use of untyped nil in assignment to _ identifier"
	e = nil
	e = i
	_ = none() // ERROR "none() (no value) used as value"
	_, _ = two()
	undefined = 1 // ERROR "undefined: undefined"
	i = undefined // ERROR "undefined: undefined"
	len = nil // ERROR "len (built-in) must be called"
	i++
	s++ // ERROR "invalid operation: s++ (non-numeric type string)"
	e++ // ERROR "invalid operation: e++ (non-numeric type any)"
	i += 1.5 // ERROR "1.5 (untyped float constant) truncated to int"
	s += "a"
	s -= "a" // ERROR "invalid operation: operator - not defined on s (variable of type string)"
	_ = s
	_ = e
}

func short() {
	a := 1
	a := 2 // ERROR "no new variables on left side of :="
	a, b := 1, 2
	a, a := 1, 2 // ERROR "a repeated on left side of :="
	_ := 1 // ERROR "no new variables on left side of :="
	c, d := two()
	x, y := 1 // ERROR "assignment mismatch: 2 variables but 1 value"
	z := none() // ERROR "none() (no value) used as value"
	w := nil // ERROR "use of untyped nil in assignment"
	v.f := 1 // ERROR "undefined: v" // ERROR "non-name v.f on left side of :="
	_, _, _, _, _, _, _, _ = a, b, c, d, x, y, z, w
}

func results() (int, error) {
	if true {
		return // ERROR "not enough return values"
	}
	if true {
		return 1 // ERROR "not enough return values"
	}
	if true {
		return 1, nil, 2 // ERROR "too many return values"
	}
	if true {
		return "a", nil // ERROR "cannot use \"a\" (untyped string constant) as int value in return statement"
	}
	if true {
		return two() // ERROR "cannot use two() (value of type string) as error value in return statement: string does not implement error (missing method Error)"
	}
	return nil, 1 // ERROR "cannot use nil as int value in return statement" // ERROR "cannot use 1 (constant of type int) as error value in return statement: int does not implement error (missing method Error)"
}

func noresult() {
	return 1 // ERROR "too many return values"
}

func main() {}
