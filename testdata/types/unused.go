// check
// Unused variables and imports, missing returns, mismatched types.
package main

import (
	"fmt"
	"os" // ERROR "\"os\" imported and not used"
)

func f() int {
} // ERROR "missing return"

func main() {
	x := 1 // ERROR "x declared and not used"
	var s string = 2 // ERROR "cannot use 2 (untyped int constant) as string value in variable declaration"
	fmt.Println(s + 1) // ERROR "invalid operation: s + 1 (mismatched types string and untyped int)"
	undefined1() // ERROR "undefined: undefined1"
	for i := range 3 {
		return i // ERROR "too many return values"
	}
	switch 1 {
	case 1:
	case 1: // ERROR "duplicate case 1 (constant of type int) in expression switch"
	}
}
