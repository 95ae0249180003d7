// run
// exit: 3
// Panics and recovery.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			fmt.Println(name, "runtime error:", e.Error())
			return
		}
		fmt.Println(name, r)
	}()
	f()
}

func result() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
			n *= 2
		}
	}()
	n = 21
	panic("boom")
}

func nested() {
	defer func() { fmt.Println("outer", recover()) }()
	defer func() {
		defer func() { fmt.Println("inner", recover()) }()
		panic("second")
	}()
	panic("first")
}

type T struct{ x int }

func main() {
	var s []int
	var m map[string]int
	var p *T
	var i interface{} = "str"
	zero := 0
	k := 5
	try("index", func() { _ = s[k] })
	try("slice", func() { _ = s[1:k] })
	try("map", func() { m["a"] = 1 })
	try("nil", func() { _ = p.x })
	try("assert", func() { _ = i.(int) })
	try("assert2", func() { _ = i.(fmt.Stringer) })
	try("divide", func() { _ = 1 / zero })
	try("array", func() { _ = [3]int{}[k%8] })
	try("chan", func() { var c chan int; close(c) })
	try("closed", func() { c := make(chan int); close(c); close(c) })
	try("make", func() { _ = make([]int, k-10) })
	try("error", func() { panic(errors.New("custom")) })
	
	try("shift", func() { _ = 1 << (k - 10) })
	try("hash", func() { _ = map[interface{}]int{[]int{}: 1} })
	try("compare", func() { var a, b interface{} = []int{}, []int{}; _ = a == b })
	fmt.Println(result())
	nested()
	func() {
		defer fmt.Println("deferred before goexit")
		done := make(chan bool)
		go func() {
			defer close(done)
			defer func() { fmt.Println("goexit recover:", recover()) }()
			runtime.Goexit()
		}()
		<-done
	}()
	defer os.Exit(3)
	defer fmt.Println("last")
}
