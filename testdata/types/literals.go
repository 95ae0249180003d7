// check
// Literals, index and slice expressions, type assertions.
package main

type P struct {
	X, Y int
	z    string
}
type E struct {
	P
	*Q
}
type Q struct{ n int }
type M map[string]P

func composites() {
	_ = P{1} // ERROR "too few values in struct literal of type P"
	_ = P{1, 2, "z", 4} // ERROR "too many values in struct literal of type P"
	_ = P{1, 2, 3} // ERROR "cannot use 3 (untyped int constant) as string value in struct literal"
	_ = P{X: 1, 2} // ERROR "mixture of field:value and value elements in struct literal"
	_ = P{1, Y: 2} // ERROR "mixture of field:value and value elements in struct literal" // ERROR "too few values in struct literal of type P"
	_ = P{X: 1, X: 2} // ERROR "duplicate field name X in struct literal"
	_ = P{W: 1} // ERROR "unknown field W in struct literal of type P"
	_ = P{x: 1} // ERROR "unknown field x in struct literal of type P"
	_ = P{"X": 1} // ERROR "invalid field name \"X\" in struct literal"
	_ = E{X: 1} // ERROR "unknown field X in struct literal of type E"
	_ = []int{0: 1, 0: 2} // ERROR "duplicate index 0 in array or slice literal"
	_ = []int{-1: 1} // ERROR "invalid argument: index -1 (constant of type int) must not be negative"
	_ = []int{"a": 1} // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	_ = [2]int{1, 2, 3} // ERROR "index 2 is out of bounds (>= 2)"
	_ = [2]int{5: 1} // ERROR "invalid argument: index 5 out of bounds [0:2]"
	_ = [...]int{5: 1, 2}
	_ = []int{1.5} // ERROR "cannot use 1.5 (untyped float constant) as int value in array or slice literal (truncated)"
	_ = []P{{1, 2, "a"}, {X: "s"}, P{}} // ERROR "cannot use \"s\" (untyped string constant) as int value in struct literal"
	_ = []*P{{1, 2, "a"}, &P{}, nil}
	_ = map[string]int{"a": 1, "a": 2} // ERROR "duplicate key \"a\" in map literal"
	_ = map[string]int{1: 1} // ERROR "cannot use 1 (untyped int constant) as string value in map literal"
	_ = map[string]int{"a"} // ERROR "missing key in map literal"
	_ = map[P]int{{1, 2, ""}: 1}
	_ = map[any]int{1: 1, 1.0: 2, "1": 3, 1: 4} // ERROR "duplicate key 1 in map literal"
	_ = M{"a": {}, "b": {X: 1}}
	_ = int{1} // ERROR "invalid composite literal type int"
}

func indexing(a [3]int, pa *[3]int, s []int, m map[string]int, str string, f func()) {
	_ = a[3] // ERROR "invalid argument: index 3 out of bounds [0:3]"
	_ = a[-1] // ERROR "invalid argument: index -1 (constant of type int) must not be negative"
	_ = a["x"] // ERROR "cannot convert \"x\" (untyped string constant) to type int"
	_ = a[1.5] // ERROR "1.5 (untyped float constant) truncated to int"
	_ = a[1.0]
	_ = pa[5] // ERROR "invalid argument: index 5 out of bounds [0:3]"
	_ = s[1<<70] // ERROR "1 << 70 (untyped int constant 1180591620717411303424) overflows int"
	_ = m[1] // ERROR "cannot use 1 (untyped int constant) as string value in map index"
	_ = str["a"] // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	_ = "abc"[5] // ERROR "invalid argument: index 5 out of bounds [0:3]"
	_ = f[0] // ERROR "invalid operation: cannot index f (variable of type func())"
	_ = a[2:1] // ERROR "invalid slice indices: 1 < 2"
	_ = a[:4] // ERROR "invalid argument: index 4 out of bounds [0:4]"
	_ = s[:1:0] // ERROR "invalid slice indices: 0 < 1"
	_ = [3]int{}[:] // ERROR "invalid operation: [3]int{} (value of type [3]int) (slice of unaddressable value)"
	_ = m[1:2] // ERROR "invalid operation: cannot slice m (variable of type map[string]int)"
	_ = s["a":] // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	_ = f[:] // ERROR "invalid operation: cannot slice f (variable of type func())"
	str[0] = 'x' // ERROR "cannot assign to str[0] (neither addressable nor a map index expression)"
	m["a"]++
	"abc"[0]++ // ERROR "cannot assign to \"abc\"[0] (neither addressable nor a map index expression)"
	_ = &m["a"] // ERROR "invalid operation: cannot take address of m[\"a\"] (map index expression of type int)"
	_ = &str[0] // ERROR "invalid operation: cannot take address of str[0] (value of type byte)"
	_ = &a[0]
}

type I interface{ m() }
type J interface{ m(int) }

func (P) m() {}

func assertions(i I, e any, p P) {
	_ = i.(P)
	_ = i.(*P)
	_ = i.(int) // ERROR "impossible type assertion: i.(int)"
	_ = i.(J)
	_ = e.(undefined) // ERROR "undefined: undefined"
	_ = p.(I) // ERROR "invalid operation: p (variable of type P) is not an interface"
	_ = e.(I).m
	_, _ = e.(int)
	_, _, _ = e.(int) // ERROR "assignment mismatch: 3 variables but 1 value"
	switch i.(type) {
	case int: // ERROR "impossible type switch case: int"
	case P, *P:
	case J:
	case nil:
	}
}


func main() {}
