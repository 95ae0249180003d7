// check
// Statements: conditions, switches, select, go and defer, returns, labels.
package main

import "fmt"

func results() (int, error) { return 0, nil }
func missing(x int) int {
	if x > 0 {
		return 1
	}
} // ERROR "missing return"
func endless() int {
	for {
	}
}
func breaks() int {
	for {
		break
	}
} // ERROR "missing return"
func labelled(x int) int {
outer:
	for {
		switch x {
		case 1:
			break outer
		}
	}
} // ERROR "missing return"
func panics() int { panic("x") }
func switches(x int) int {
	switch x {
	case 1:
		return 1
	default:
		panic(2)
	}
}
func falls(x int) int {
	switch {
	case x > 1:
		fallthrough
	case x > 2:
		return 1
	default:
		fallthrough // ERROR "cannot fallthrough final case in switch"
	}
}

func returns() (err error, n int) {
	if true {
		return nil // ERROR "not enough return values"
	}
	if true {
		return nil, 1, 2 // ERROR "too many return values"
	}
	if true {
		return results() // ERROR "cannot use results() (value of type int) as error value in return statement: int does not implement error (missing method Error)" // ERROR "cannot use results() (value of type error) as int value in return statement"
	}
	{
		n := 1
		_ = n
		return // ERROR "result parameter n not in scope at return"
	}
	return "x", 1 // ERROR "cannot use \"x\" (constant of type string) as error value in return statement: string does not implement error (missing method Error)"
}
func nothing() { return 1 } // ERROR "too many return values"

func conditions(x int, p *int) {
	if x { // ERROR "non-boolean condition in if statement"
	}
	for x { // ERROR "non-boolean condition in for statement"
	}
	if x == nil { // ERROR "invalid operation: x == nil (mismatched types int and untyped nil)"
	}
	if p == nil && x > 0 {
	}
	x++
	"a"++ // ERROR "invalid operation: \"a\"++ (non-numeric type untyped string)"
	p++ // ERROR "invalid operation: p++ (non-numeric type *int)"
	x += "a" // ERROR "invalid operation: x += \"a\" (mismatched types int and untyped string)"

	5 = x // ERROR "cannot assign to 5 (neither addressable nor a map index expression)"
	x + 1 // ERROR "x + 1 (value of type int) is not used"
	x == 1 // ERROR "x == 1 (untyped bool value) is not used"
	fmt.Println // ERROR "fmt.Println (value of type func(a ...any) (n int, err error)) is not used"
	len("a") // ERROR "len(\"a\") (constant 1 of type int) is not used"
	int(x) // ERROR "int(x) (value of type int) is not used"
	int // ERROR "int (type) is not an expression"
	-x // ERROR "-x (value of type int) is not used"
	<-make(chan int)
	go int(x) // ERROR "go requires function call, not conversion int(x) (value of type int)"
	defer len("a") // ERROR "defer discards result of len(\"a\") (constant 1 of type int)"
	go func() {} // ERROR "expression in go must be function call"
	defer panic(1)
	defer recover()
}

func exprSwitch(x int, s string, i any, f func(), m struct{ f func() }) {
	switch x {
	case 1, 2, 1: // ERROR "duplicate case 1 (constant of type int) in expression switch"
	case "a": // ERROR "cannot convert \"a\" (untyped string constant) to type int"
	case x + 1, 2 + 0: // ERROR "duplicate case 2 + 0 (constant 2 of type int) in expression switch"
	case 1.5: // ERROR "1.5 (untyped float constant) truncated to int"
	}
	switch s {
	case "a", "b":
	case "a": // ERROR "duplicate case \"a\" (constant of type string) in expression switch"
	}
	switch f {
	case nil:
	case f: // ERROR "invalid case f in switch on f (func can only be compared to nil)"
	}
	switch m { // ERROR "cannot switch on m (variable of type struct{f func()}) (struct{f func()} is not comparable)"
	}
	switch {
	case x: // ERROR "invalid case x in switch on true (mismatched types int and bool)"
	case x == 1, true, true:
	}
	switch i {
	case 1, int8(1), "a", 1: // ERROR "duplicate case 1 (constant of type int) in expression switch"
	}
	switch x := 5; x {
	default:
	default: // ERROR "multiple defaults (first"
	}
	switch nil { // ERROR "use of untyped nil in switch expression"
	}
}

type stringer interface{ String() string }
type noMethods struct{}

func typeSwitch(i any, s stringer, x int) {
	switch i.(type) {
	case int, string, int: // ERROR "duplicate case int in type switch"
	case nil, nil: // ERROR "duplicate case nil in type switch"
	case []int, noSuch: // ERROR "undefined: noSuch"
	}
	switch y := i.(type) { // ERROR "y declared and not used"
	case int:
		y = 1
	}
	switch y := i.(type) {
	case int:
		_ = y + 1
	case string, bool:
		_ = y + 1 // ERROR "invalid operation: y + 1 (mismatched types any and int)"
	default:
		_ = y.(int)
	}
	switch s.(type) {
	case noMethods: // ERROR "impossible type switch case: noMethods"
	case *noMethods, stringer, error: // ERROR "impossible type switch case: *noMethods"
	}
	switch x.(type) { // ERROR "x (variable of type int) is not an interface"
	}
	switch _ := i.(type) { // ERROR "no new variable on left side of :="
	}
}

func selects(c chan int, r <-chan int, s chan<- string) {
	select {
	case v := <-c:
		_ = v
	case v, ok := <-r:
		_, _ = v, ok
	case s <- "a":
	case s <- 1: // ERROR "cannot use 1 (untyped int constant) as string value in send"
	case r <- 1: // ERROR "invalid operation: cannot send to receive-only channel r (variable of type <-chan int)"
	case <-s: // ERROR "invalid operation: cannot receive from send-only channel s (variable of type chan<- string)"
	case x := 1: // ERROR "select case must be send or receive (possibly with assignment)"
		_ = x
	case c: // ERROR "select case must be send or receive (possibly with assignment)"
	default:
	default: // ERROR "multiple defaults (first"
	}
	c <- "a" // ERROR "cannot use \"a\" (untyped string constant) as int value in send"
	r <- 1 // ERROR "invalid operation: cannot send to receive-only channel r (variable of type <-chan int)"
	5 <- 1 // ERROR "invalid operation: cannot send to non-channel 5 (untyped int constant)"
	<-s // ERROR "invalid operation: cannot receive from send-only channel s (variable of type chan<- string)"
}

func labels() {
unused: // ERROR "label unused defined and not used"
	for {
		break nowhere // ERROR "break label not defined: nowhere"
		continue
	}
again:
	for {
		continue again
	}
	break // ERROR "break is not in a loop, switch, or select"
	goto forward // ERROR "goto forward jumps over declaration of x"
	x := 1
forward:
	_ = x
}

func main() {}
