// run
// exit: 2
// stderr~: ^panic: first$
// stderr~: ^\tpanic: second$
package main

func main() {
	defer func() {
		panic("second")
	}()
	panic("first")
}
