// run
// exit: 2
// stderr~: ^panic: runtime error: invalid memory address or nil pointer dereference$
// stderr~: ^\[signal SIGSEGV: segmentation violation code=0x1 addr=0x8 pc=0x[0-9a-f]+\]$
package main

type node struct {
	v    int
	next *node
}

func main() {
	n := &node{}
	println(n.next.next == nil)
}
