// run
// Function literals, captured variables, defer order, method values.
package main

import "fmt"

type counter struct{ n int }

func (c *counter) inc() int   { c.n++; return c.n }
func (c counter) get() int    { return c.n }
func (c counter) add(k int) int { return c.n + k }

func fibber() func() int {
	a, b := 0, 1
	return func() int {
		r := a
		a, b = b, a+b
		return r
	}
}

func deferred() (s string) {
	for i := 0; i < 3; i++ {
		defer func(k int) { s += fmt.Sprint(k) }(i)
	}
	defer func() { s += "|" }()
	return "r"
}

func apply(fs ...func(int) int) int {
	x := 1
	for _, f := range fs {
		x = f(x)
	}
	return x
}

func main() {
	f := fibber()
	for i := 0; i < 10; i++ {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	fmt.Println(deferred())
	c := &counter{}
	inc := c.inc
	inc()
	inc()
	get := c.get
	inc()
	fmt.Println(c.n, get(), (*counter).inc(c), counter.add(*c, 10))
	fmt.Println(apply(func(x int) int { return x + 1 }, func(x int) int { return x * 10 }))
	var fact func(int) int
	fact = func(n int) int {
		if n < 2 {
			return 1
		}
		return n * fact(n-1)
	}
	fmt.Println(fact(10))
	var fs []func() int
	for i := 0; i < 3; i++ {
		j := i
		fs = append(fs, func() int { j += 10; return j })
	}
	for _, f := range fs {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	x := 1
	func() {
		x := 2
		x++
		_ = x
	}()
	func() { x = 5 }()
	fmt.Println(x)
}
