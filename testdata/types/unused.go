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
	x := 1 // ERROR "declared and not used: x"
	var s string = 2 // ERROR "cannot use 2 (untyped int constant) as string value in variable declaration"
	fmt.Println(s + 1) // ERROR "cannot convert 1 (untyped int constant) to type string"
	undefined1() // ERROR "undefined: undefined1"
	for i := range 3 {
		return i // ERROR "too many return values"
	}
	switch 1 {
	case 1:
	case 1: // ERROR "duplicate case 1 in expression switch"
	}
}
