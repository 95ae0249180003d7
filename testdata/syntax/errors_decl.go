// check
// Declarations that do not parse, and what is said of them.
package p

import 5 // ERROR "syntax error: import path must be a string"
import ; // ERROR "syntax error: missing import path"

var x int, y // ERROR "syntax error: unexpected comma after top level declaration"

import "late" // ERROR "syntax error: imports must appear before other declarations"

const a := 1 // ERROR "syntax error: unexpected :=, expected ="

type T; // ERROR "syntax error: unexpected semicolon in type declaration"

type G[P any, Q] struct{}    // ERROR "syntax error: missing type constraint"
type H[P any, ~int] struct{} // ERROR "syntax error: missing type parameter name"
type I[*int,] struct{}       // ERROR "syntax error: unexpected comma; expected ]"
type I2[*int] struct{}
type I3[P *T] struct{}
type I4[P *T,] struct{}
type I5[P *T, Q any] struct{}
type I6[P interface{ *T }] struct{}

func () m()                      // ERROR "method has no receiver"
func (a, b T) m()                // ERROR "method has multiple receivers"
func (t T) m[P any]()            // ERROR "syntax error: method must have no type parameters"
func (t T) 1()                   // ERROR "syntax error: unexpected literal 1, expected name"
func f(a int, string)            // ERROR "syntax error: mixed named and unnamed parameters"
func g(a ...)                    // ERROR "syntax error: ... is missing type"
func h[]()                       // ERROR "syntax error: empty type parameter list"
func i(a b c)                    // ERROR "syntax error: unexpected c in parameter list; possibly missing comma or )"

x = 1 // ERROR "syntax error: non-declaration statement outside function body"

func j()
{ // ERROR "syntax error: unexpected semicolon or newline before {"
}

type S struct {
	(T)        // ERROR "syntax error: cannot parenthesize embedded type"
	*(T)       // ERROR "syntax error: cannot parenthesize embedded type"
	a, b       // ERROR "syntax error: unexpected newline, expected type"
	= int      // ERROR "syntax error: unexpected =, expected field name or embedded type"
	c int d    // ERROR "syntax error: unexpected d in struct type; possibly missing semicolon or newline or }"
}

type J interface {
	m[T any]() // ERROR "interface method must have no type parameters"
	E[]        // ERROR "empty type argument list"
	int | =    // ERROR "syntax error: unexpected =, expected ~ term or type"
}

var c chan;            // ERROR "syntax error: missing channel element type"
var d = <-<-chan int(x) + func[T any]() {} // ERROR "syntax error: function type must have no type parameters"
var e [3,]int          // ERROR "syntax error: unexpected comma; expected ]"
var q p.T[]            // ERROR "syntax error: unexpected ], expected type argument list"
