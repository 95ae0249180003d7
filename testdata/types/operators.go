// check
// Unary and binary operators, comparisons, shifts, constants.
package main

type S struct{ f func() }
type I interface{ m() }

var (
	i   int
	u8  uint8
	f64 float64
	str string
	b   bool
	p   *int
	sl  []int
	s   S
	c   chan<- int
	e   any
	it  I
)

func two() (int, error) { return 0, nil }
func none()             {}

func unary() {
	_ = !i // ERROR "invalid operation: operator ! not defined on i (variable of type int)"
	_ = -str // ERROR "invalid operation: operator - not defined on str (variable of type string)"
	_ = ^f64 // ERROR "invalid operation: operator ^ not defined on f64 (variable of type float64)"
	_ = +b // ERROR "invalid operation: operator + not defined on b (variable of type bool)"
	_ = &1 // ERROR "invalid operation: cannot take address of 1 (untyped int constant)"
	_ = &two // ERROR "invalid operation: cannot take address of two (value of type func() (int, error))"
	_ = *i // ERROR "invalid operation: cannot indirect i (variable of type int)"
	_ = <-i // ERROR "invalid operation: cannot receive from non-channel i (variable of type int)"
	_ = <-c // ERROR "invalid operation: cannot receive from send-only channel c (variable of type chan<- int)"
	_ = -none() // ERROR "none() (no value) used as value"
	_ = ^uint8(0)
	const neg uint8 = -1 // ERROR "cannot use -1 (untyped int constant) as uint8 value in constant declaration (overflows)"
	_ = ~i // ERROR "cannot use ~ outside of interface or type constraint (use ^ for bitwise complement)"
}

func binary() {
	_ = i + f64 // ERROR "invalid operation: i + f64 (mismatched types int and float64)"
	_ = i + 1.5 // ERROR "1.5 (untyped float constant) truncated to int"
	_ = u8 + 256 // ERROR "256 (untyped int constant) overflows uint8"
	_ = str - str // ERROR "invalid operation: operator - not defined on str (variable of type string)"
	_ = b + b // ERROR "invalid operation: operator + not defined on b (variable of type bool)"
	_ = i && b // ERROR "invalid operation: i && b (mismatched types int and bool)"
	_ = i % f64 // ERROR "invalid operation: i % f64 (mismatched types int and float64)"
	_ = f64 % 2 // ERROR "invalid operation: operator % not defined on f64 (variable of type float64)"
	_ = i / 0 // ERROR "invalid operation: division by zero"
	_ = 1 / 0.0 // ERROR "invalid operation: division by zero"
	_ = f64 / 0
	_ = i + two() // ERROR "multiple-value two() (value of type (int, error)) in single-value context"
	_ = i + nil // ERROR "invalid operation: i + nil (mismatched types int and untyped nil)"
	_ = p + 1 // ERROR "invalid operation: p + 1 (mismatched types *int and untyped int)"
	_ = str + 'a' // ERROR "invalid operation: str + 'a' (mismatched types string and untyped rune)"
	i += "a" // ERROR "invalid operation: i += \"a\" (mismatched types int and untyped string)"
	i <<= 1.5 // ERROR "1.5 (untyped float constant) truncated to uint"
	b += true // ERROR "invalid operation: operator + not defined on b (variable of type bool)"
}

func comparisons() {
	_ = i == str // ERROR "invalid operation: i == str (mismatched types int and string)"
	_ = i == nil // ERROR "invalid operation: i == nil (mismatched types int and untyped nil)"
	_ = nil == nil // ERROR "invalid operation: nil == nil (operator == not defined on untyped nil)"
	_ = sl == sl // ERROR "invalid operation: sl == sl (slice can only be compared to nil)"
	_ = sl == nil
	_ = two == nil
	_ = s == s // ERROR "invalid operation: s == s (struct containing func() cannot be compared)"
	_ = s == nil // ERROR "invalid operation: s == nil (mismatched types S and untyped nil)"
	_ = b < b // ERROR "invalid operation: b < b (operator < not defined on bool)"
	_ = p < p // ERROR "invalid operation: p < p (operator < not defined on pointer)"
	_ = it == i // ERROR "invalid operation: it == i (mismatched types I and int)"
	_ = e == sl // ERROR "invalid operation: e == sl (slice can only be compared to nil)"
	_ = e == 1
	_ = 1 == "a" // ERROR "invalid operation: 1 == \"a\" (mismatched types untyped int and untyped string)"
	_ = u8 == 300 // ERROR "300 (untyped int constant) overflows uint8"
	_ = [2]func(){} == [2]func(){} // ERROR "invalid operation: [2]func(){} == [2]func(){} ([2]func() cannot be compared)"
	_ = map[int]int{} == nil
}

func shifts(s uint) {
	_ = 1 << -1 // ERROR "invalid operation: negative shift count -1 (untyped int constant)"
	_ = 1 << 1.5 // ERROR "1.5 (untyped float constant) truncated to uint"
	_ = 1.5 << 1 // ERROR "invalid operation: shifted operand 1.5 (untyped float constant) must be integer"
	_ = f64 << 1 // ERROR "invalid operation: shifted operand f64 (variable of type float64) must be integer"
	_ = str << 1 // ERROR "invalid operation: shifted operand str (variable of type string) must be integer"
	_ = 1 << f64 // ERROR "invalid operation: shift count f64 (variable of type float64) must be integer"
	_ = 1 << str // ERROR "invalid operation: shift count str (variable of type string) must be integer"
	_ = 1 << 10000 // ERROR "invalid operation: invalid shift count 10000 (untyped int constant)"
	_ = i << -i
	var x float64 = 1 << s // ERROR "invalid operation: shifted operand 1 (type float64) must be integer"
	var y = 1.0 << s // ERROR "invalid operation: shifted operand 1.0 (type float64) must be integer"
	var z int64 = 1.0 << s
	_, _, _ = x, y, z
	_ = uint8(1) << 8 // ERROR "uint8(1) << 8 (constant 256 of type uint8) overflows uint8"
	_ = uint8(1) << s
	_ = make([]int, 1.0<<s)
	_ = []int{}[1.0<<s]
}

const (
	big    = 1 << 600 // ERROR "constant shift overflow"
	over   = int8(100) + 100 // ERROR "int8(100) + 100 (constant 200 of type int8) overflows int8"
	huge   = 1e400
	f      float32 = 1e39 // ERROR "cannot use 1e39 (untyped float constant 1e+39) as float32 value in constant declaration (overflows)"
	ok     = big>>590 - 1
	div    = 7 / 2 * 2.0
	r      rune = 'a' * 1e9 // ERROR "cannot use 'a' * 1e9 (untyped float constant 9.7e+10) as rune value in constant declaration (truncated)"
	notcon = i // ERROR "i (variable of type int) is not constant"
	cplx   int = 1 + 0i
	bad    int = 1 + 1i // ERROR "cannot use 1 + 1i (untyped complex constant (1 + 1i)) as int value in constant declaration (truncated)"
)

func main() {
	i // ERROR "i (variable of type int) is not used"
	i + 1 // ERROR "i + 1 (value of type int) is not used"
	-i // ERROR "-i (value of type int) is not used"
	two // ERROR "two (value of type func() (int, error)) is not used"
	<-c // ERROR "invalid operation: cannot receive from send-only channel c (variable of type chan<- int)"
	len(str) // ERROR "len(str) (value of type int) is not used"
	(none())
	func() {} // ERROR "func() {} (value of type func()) is not used"
}
