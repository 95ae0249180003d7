// run
// exit: 2
// env: GOROOT=goroot
// oracle: no the tree is made up
// stderr~: ^panic: call of asm\.F, which has no body: assembly is not supported$
// stderr~: ^main\.main\(\)$
package main

import "asm"

func main() {
	println(asm.F(1))
}
