// run
// env: GOGC=1 GODEBUG=gccheckmark=1,clobberfree=1
// Cycles one after the other while goroutines move pointers about: each marks again at its end, with the world stopped.
package main

import (
	"fmt"
	"runtime"
)

type node struct {
	l, r *node
	v    int
	s    string
}

func build(d int) *node {
	if d == 0 {
		return &node{v: 1}
	}
	return &node{l: build(d - 1), r: build(d - 1), s: fmt.Sprint(d)}
}
func (n *node) sum() int {
	if n == nil {
		return 0
	}
	return n.v + n.l.sum() + n.r.sum()
}
func rotate(n *node) {
	if n == nil || n.l == nil {
		return
	}
	l := n.l
	n.l = l.r
	l.r = n.r
	n.r = l
	rotate(n.l)
}

func main() {
	t := build(14)
	ch := make(chan *node)
	done := make(chan int)
	for i := 0; i < 8; i++ {
		go func() {
			s := 0
			for n := range ch {
				s += n.sum()
				rotate(n)
			}
			done <- s
		}()
	}
	m := map[string]*node{}
	for i := 0; i < 3000; i++ {
		ch <- build(5)
		k := fmt.Sprint(i % 100)
		m[k] = build(3)
		if i%3 == 0 {
			delete(m, fmt.Sprint((i*7)%100))
		}
		rotate(t)
	}
	close(ch)
	s := 0
	for i := 0; i < 8; i++ {
		s += <-done
	}
	var ms runtime.MemStats
	runtime.ReadMemStats(&ms)
	fmt.Println(s, t.sum(), ms.NumGC > 10)
}
