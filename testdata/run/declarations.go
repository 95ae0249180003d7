// run
// Constants repeated where a name has a new meaning, and places named by line directives.
package main

import (
	"fmt"
	"runtime"
)

const X = 2

func constants() {
	const (
		A    = iota
		iota = iota
		B
		C
	)
	const (
		X = X + X
		Y
		Z = iota
	)
	fmt.Println(A, B, C, X, Y, Z)
}

func place() {
	_, file, line, _ := runtime.Caller(1)
	fmt.Println(file, line)
}

func main() {
	constants()
//line :1
	place()
//line foo.go:1
	place()
//line sub/bar.go:10:20
	place()
//line :11:22
	place()
//line ../x//y.go:7
	place()
//line c:/foo/bar.go:987
	place()
//line /abs/../foo/bar.go:987
	place()
}
