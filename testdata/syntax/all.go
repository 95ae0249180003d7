//go:build go1.21 && (linux || !cgo)

// check
// One of everything that parses; all.ast is its tree.
package p

import (
	"fmt"
	. "math"
	m "os"
	_ "embed"
)

const (
	a, b = iota, "s"
	c, d
	e float64 = 1.5e3
)

type (
	Pair[K comparable, V any] struct {
		Key   K `json:"k"`
		Value V
		*fmt.Stringer
		Inner[int]
		x, y [4]int
	}
	Num     interface{ ~int | ~float64; String() string; fmt.Stringer }
	Alias   = map[string][]chan<- int
	A[P any] = []P
	Arr     [N]int
	Ptr[P *T,] struct{}
	F       func(a, b int, rest ...string) (n int, err error)
	C       <-chan (<-chan int)
)

//go:embed a.txt "b c.txt"
var files m.FS
var x, y = 1, f(2, z...)

//go:noinline
func (p *Pair[K, V]) Method(int, string) (r K) { return }

func external(x int)

func Max[T Num](a, b T) T {
	if v := a; v > b || !(a < b) && a&^b != 0 {
		return a
	} else if a == b {
		goto end
	} else {
	}
	for i := range 10 {
		_ = i
	}
	for range ch {
	}
	for k, v := range m {
		m[k], v = v, k
	}
	for i, j := 0, 1; i < j; i++ {
		continue
	}
outer:
	for {
		switch x := v.(type) {
		case nil, *T:
			break outer
		default:
			x <<= 3
		}
		select {
		case v, ok := <-ch:
		case ch <- -1:
		default:
		}
	}
end:
	defer func() { recover() }()
	go f(s[1:], s[:2:3], t.(int), [...]T{1: {x: 1}, {2}}, &T{}, struct{ a int }{})
	x, err := Max[int](1, 2), G[int, string]{}
	var local T = *p
	return b
}
