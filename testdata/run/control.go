// run
// Statements: labels, goto, switch with fallthrough, nested loops.
package main

import "fmt"

func classify(n int) string {
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		return "zero"
	case n < 10:
		fallthrough
	case n < 20:
		return "small"
	default:
		return "large"
	}
}

func search(grid [][]int, want int) (int, int) {
outer:
	for i, row := range grid {
		for j, v := range row {
			if v < 0 {
				continue outer
			}
			if v == want {
				return i, j
			}
			if v > 100 {
				break outer
			}
		}
	}
	return -1, -1
}

func countdown(n int) (s string) {
loop:
	if n > 0 {
		s += string(rune('0' + n))
		n--
		goto loop
	}
	return
}

func main() {
	for _, n := range []int{-5, 0, 5, 15, 50} {
		fmt.Println(classify(n))
	}
	g := [][]int{{1, 2, -1, 9}, {3, 9}, {200, 4}}
	i, j := search(g, 9)
	fmt.Println(i, j)
	i, j = search(g, 4)
	fmt.Println(i, j)
	fmt.Println(countdown(5))
	x := 7
	switch y := x * 2; y {
	case 1, 2, 3:
		fmt.Println("low")
	case 14:
		fmt.Println("fourteen")
	}
	switch {
	default:
		fmt.Println("default first")
	case x == 8:
		fmt.Println("eight")
	}
	sum := 0
	for i := 0; i < 10; i++ {
		if i%2 == 0 {
			continue
		}
		if i > 7 {
			break
		}
		sum += i
	}
	fmt.Println(sum, 0)
}
