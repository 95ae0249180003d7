// run
// oracle: no needs go1.23
// What came after go1.19: min, max, clear, range over integers and functions, loop variables per iteration.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Println("stopped at", i)
				return
			}
		}
	}
}

func pairs(m map[string]int) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield(k, m[k]) {
				return
			}
		}
	}
}

func find(n int) (r int) {
	defer func() { r++ }()
	for i := range upTo(100) {
		for j := range upTo(i) {
			if i*j == n {
				return i*1000 + j
			}
		}
	}
	return -1
}

func main() {
	fmt.Println(min(3, 1, 2), max(1.5, 2), min("b", "a"))
	m := map[string]int{"x": 1, "y": 2}
	for k, v := range pairs(m) {
		fmt.Println(k, v)
	}
	clear(m)
	fmt.Println(len(m))
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i })
	}
	for i := range 3 {
		fs = append(fs, func() int { return i * 10 })
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	for range 2 {
		fmt.Print("r")
	}
	fmt.Println()
	for v := range upTo(10) {
		if v == 1 {
			continue
		}
		if v == 3 {
			break
		}
		fmt.Println(v)
	}
	fmt.Println(find(6))
	next, stop := iter.Pull(upTo(3))
	a, ok := next()
	b, _ := next()
	fmt.Println(a, b, ok)
	stop()
	s := []int{3, 1, 2}
	slices.Sort(s)
	fmt.Println(s, slices.Contains(s, 2), slices.Collect(upTo(4)))
	clear(s)
	fmt.Println(s, [2]int(s[:2]))
}
