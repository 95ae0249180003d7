// check
// Errors that need another package, or package main.
package main

import (
	"fmt"

	"./lib"
)

var main = 1 // ERROR InvalidMainDecl "cannot declare main - must be func"

func f() {
	fmt.println()     // ERROR UndeclaredImportedName "undefined: fmt.println"
	_ = lib.hidden{} // ERROR UnexportedName "name hidden not exported by package lib"
	_ = lib.Shown{1} // ERROR UnexportedLitField "implicit assignment to unexported field a in struct literal of type lib.Shown"
}
