package main

var (
	a [-1]int
	b [1 << 100]int
	c [1.5]int
	d = [...]int{1 << 70: 1}
	e = []int{1 << 62: 1, 2}
	f = "a"[5]
	g [1 << 62]int
)

func main() { println(len(a), len(b), len(c), len(d), len(e), f, len(g)) }
