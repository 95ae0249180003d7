// run
// Constant indices that a check keeps from being used: the element they name is in no variable.
package main

import "fmt"

type point struct {
	x    int
	list [3]int
}

func at[T any](v T) T { return v }

func try(f func() int) {
	defer func() { fmt.Println(recover()) }()
	fmt.Println(f())
}

func main() {
	try(func() int {
		p := point{x: 1, list: [3]int{7, 8, 9}}
		return p.x + p.list[at(550234111390)]
	})
	try(func() int {
		p := &point{list: [3]int{7, 8, 9}}
		p.list[1] = 5
		return p.list[1] + p.list[at(1<<33)]
	})
	try(func() int {
		var a [4]int
		a[at(3)] = 2
		a[at(1<<60+3)]++
		return a[3]
	})
	try(func() int {
		s := []int{1, 2}
		return s[at(2)] + s[1]
	})
	try(func() int {
		var a [2]point
		a[at(1)].list[at(3)] = 4
		return a[1].x
	})
}
