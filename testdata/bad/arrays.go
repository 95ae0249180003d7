package main

var (
	a [1 << 60]byte
	b [1 << 40][1 << 40]int
	c struct{ x, y [1 << 49]byte }
	d chan [1 << 17]byte
	e = [...]int{1 << 50: 1}
)

func main() { println(len(a), len(b), &c, d, len(e)) }
