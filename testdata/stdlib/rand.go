// run
// Sequences of seeded sources are gc's.
package main

import (
	"fmt"
	"math/rand"
)

func main() {
	for _, seed := range []int64{0, 1, -5, 42, 1 << 40} {
		r := rand.New(rand.NewSource(seed))
		fmt.Println(r.Int63(), r.Uint64(), r.Uint32(), r.Int31(), r.Int(), r.Intn(10), r.Intn(1<<40), r.Int31n(1000), r.Int63n(1e15))
		fmt.Println(r.Float64(), r.Float32(), r.NormFloat64(), r.ExpFloat64(), r.Perm(8))
		b := make([]byte, 10)
		n, err := r.Read(b)
		fmt.Println(n, err, b)
		s := []int{1, 2, 3, 4, 5, 6}
		r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
		z := rand.NewZipf(r, 1.2, 3, 1000)
		fmt.Println(s, z.Uint64(), z.Uint64(), z.Uint64())
		sum := uint64(0)
		for i := 0; i < 10000; i++ {
			sum = sum*31 + r.Uint64()
		}
		fmt.Println(sum)
		norm := 0.0
		for i := 0; i < 10000; i++ {
			norm += r.NormFloat64() + r.ExpFloat64()
		}
		fmt.Println(norm)
	}
	rand.Seed(7)
	fmt.Println(rand.Int(), rand.Intn(100), rand.Float64())
	defer func() { fmt.Println(recover()) }()
	rand.Intn(0)
}
