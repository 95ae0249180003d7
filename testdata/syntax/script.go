#!/usr/bin/env gosub
// script
x := 3
import "fmt"
func add(a, b int) int { return a + b }
var y = add(x, 2)
func (t T) m() {}
func() { fmt.Println(x, y) }()
type T struct{}
for i := range x {
	fmt.Println(i)
}
