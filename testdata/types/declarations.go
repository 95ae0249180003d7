// check
// Constants, variables, scopes, redeclarations, methods.
package main

import (
	"fmt"
	str "strings"
	"os"
)

const a, b = 1 // ERROR "missing init expr for b"
const c = 1, 2 // ERROR "extra init expr 2"
const d // ERROR "missing init expr for d"

const (
	e, f = iota, iota
	g // ERROR "extra init expr"
	h, i, j // ERROR "missing init expr for j"
)

const big = 1 << 100
const over int8 = 128 // ERROR "cannot use 128 (untyped int constant) as int8 value in constant declaration (overflows)"
const fn = fmt.Sprint("x") // ERROR "fmt.Sprint(\"x\") (value of type string) is not constant"
const sl []int = nil // ERROR "invalid constant type []int"

var v1, v2 = 1, 2, 3 // ERROR "extra init expr 3"
var v3, v4, v5 = 1, 2 // ERROR "missing init expr for v5"
var v6, v7 = two()
var v8, v9, v10 = two() // ERROR "assignment mismatch: 3 variables but two returns 2 values"
var v11 = none() // ERROR "none() (no value) used as value"
var v12 = nil // ERROR "use of untyped nil in variable declaration"
var v13 undefinedType // ERROR "undefined: undefinedType"
var v14 v6 // ERROR "v6 (variable of type int) is not a type"
var init = 1 // ERROR "cannot declare init - must be func"
var main2 = os.NoSuch // ERROR "undefined: os.NoSuch"
var _ = _ // ERROR "cannot use _ as value or type"
var dup int
var dup string // ERROR "dup redeclared in this block"
var fmt int // ERROR "fmt already declared through import of package fmt (\"fmt\")"

func two() (int, string) { return 1, "" }
func none()              {}

func init(x int)         {} // ERROR "func init must have no arguments and no return values"
func noBody()
func main() int          { return 1 } // ERROR "func main must have no arguments and no return values"
func params(a, b int, a string) (b int) { return } // ERROR "a redeclared in this block" // ERROR "b redeclared in this block" // ERROR "result parameter b not in scope at return"
func dots(a ...int, b int) {} // ERROR "can only use ... with final parameter in list"

type T struct {
	x, y int
	x    string // ERROR "x redeclared"
	T2
	*T3 // ERROR "embedded field type cannot be a pointer to an interface"
}
type T2 = int
type T3 interface{ m() }

func (t T) m()      {}
func (t *T) m()     {} // ERROR "method T.m already declared"
func (t T) y()      {} // ERROR "field and method with the same name y"
func (T3) n()       {} // ERROR "invalid receiver type T3 (pointer or interface type)"
func (int) o()      {} // ERROR "cannot define new methods on non-local type int"
func (*T2) p()      {} // ERROR "cannot define new methods on non-local type int"
func (undef) q()    {} // ERROR "undefined: undef"
func (t []int) r()  {} // ERROR "invalid receiver type []int"
func (os.File) s()  {} // ERROR "cannot define new methods on non-local type os.File"
func (t T) _()      {}
func (t T) _()      {}

func local() {
	const unused = 1
	var x, y int // ERROR "x declared and not used"
	x = 1
	_ = y
	z := 1
	z := 2 // ERROR "no new variables on left side of :="
	z, w := 3, 4 // ERROR "w declared and not used"
	_, _ = z, z
	type L struct{ l L } // ERROR "invalid recursive type: L refers to itself"
	type unusedType int
	var s string = str.Repeat("a", x2) // ERROR "undefined: x2"
	{
		x := s // ERROR "x declared and not used"
	}
	func() { captured := 1 }() // ERROR "captured declared and not used"
	if k := 1; true { // ERROR "k declared and not used"
	}
	goto missing // ERROR "label missing not defined"
	for {
	}
}
