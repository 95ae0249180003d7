// run
// Frames of more words than a descriptor's word has room for: they begin through the stub.
package main

import "fmt"

//go:noinline
func large(a, b *int) int {
	var scratch [1000 * 100]int
	scratch[*a] = *b
	return scratch[*a]
}

//go:noinline
func huge(n int, a *int) int {
	var x, y [1_200_000]int
	x[n], y[n+1] = *a, n
	if n > 0 {
		x[n] += huge(n-1, a)
	}
	return x[n] + y[n+1]
}

func main() {
	a, b := 1, 2
	fmt.Println(large(&a, &b), huge(3, &b), huge(2, &a))
	defer func() { fmt.Println(recover(), huge(1, &b)) }()
	var p *int
	huge(2, p)
}
