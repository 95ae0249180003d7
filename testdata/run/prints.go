// run
// stderr~: ^-7 7 18446744073709551615 true$
// stderr~: ^\+1\.500000e\+000 -0\.000000e\+000 \+Inf NaN$
// stderr~: ^\(\+1\.000000e\+000-2\.000000e\+000i\)$
// stderr~: ^0x0 \[2/5\]0x[0-9a-f]+ \(0x[0-9a-f]+,0x[0-9a-f]+\)$
// stderr~: ^a b7c$
// The print functions of the language, each kind of operand.
package main

import "math"

func main() {
	i, u, big := -7, uint8(7), uint64(math.MaxUint64)
	println(i, u, big, i < 0)
	f, zero := 1.5, 0.0
	println(f, -1/math.Inf(1), 1/zero, zero/zero)
	println(complex(1, -2*f/f))
	var p *int
	s := make([]int, 2, 5)
	var x interface{} = i
	println(p, s, x)
	print("a ", "b", u, "c\n")
}
