// run
// oracle: no newer than the installed Go
package main

import (
	"fmt"
	"math/rand/v2"
)

func main() {
	p := rand.NewPCG(1, 2)
	fmt.Printf("%#x %#x %#x\n", p.Uint64(), p.Uint64(), p.Uint64())
	r := rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.ExpFloat64(), r.ExpFloat64(), r.ExpFloat64(), r.ExpFloat64())
	r = rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64(), r.NormFloat64())
	r = rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.Perm(0), r.Perm(1), r.Perm(5), r.Perm(8), r.Perm(9))
	r = rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.Float32(), r.Float32())
	r = rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.Float64(), r.Float64())
	c := rand.NewChaCha8([32]byte([]byte("ABCDEFGHIJKLMNOPQRSTUVWXYZ123456")))
	fmt.Printf("%#x %#x", c.Uint64(), c.Uint64())
	var last uint64
	for i := 2; i < 372; i++ {
		b, _ := c.MarshalBinary()
		c = new(rand.ChaCha8)
		if err := c.UnmarshalBinary(b); err != nil {
			fmt.Println(err)
		}
		last = c.Uint64()
	}
	fmt.Printf(" %#x\n", last)
	if n := rand.N(10); n < 0 || n >= 10 {
		fmt.Println(n)
	}
}
