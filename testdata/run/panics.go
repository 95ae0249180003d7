// run
// exit: 3
// Deferred calls, recover, Goexit and run-time errors; the output is gc's.
package main

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strings"
	"sync"
)

type T struct{ n int }

func (t T) Val()      { fmt.Println("val", t.n, recover()) }
func (t *T) Ptr()     { fmt.Println("ptr", t.n, recover()) }
func (t T) String() string { return "T!" }

type E struct{ T }

type I interface{ Val() }

func rec(name string) {
	fmt.Println(name, recover())
}

func order() (s string) {
	defer func() { s += "1" }()
	defer func() { s += "2" }()
	for i := 0; i < 3; i++ {
		defer func(n int) { s += fmt.Sprint("i", n) }(i)
	}
	return "r"
}

func named() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("wrapped: %v", r)
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

func replace() {
	defer func() { fmt.Println("got", recover()) }()
	defer func() { panic("replaced") }()
	panic("original")
}

func repanic() {
	defer func() { fmt.Println("final", recover()) }()
	defer func() {
		r := recover()
		panic(fmt.Sprint("re-", r))
	}()
	panic("one")
}

func helper() any { return recover() }

func indirect() {
	defer func() { fmt.Println("direct", recover()) }()
	defer func() { fmt.Println("helper", helper()) }()
	defer func() {
		func() { fmt.Println("nested func", recover()) }()
	}()
	panic("x")
}

func methods() {
	t := T{1}
	func() { defer t.Val(); panic("a") }()
	func() { defer t.Ptr(); panic("b") }()
	func() { defer (&t).Val(); panic("c") }()
	func() { f := t.Val; defer f(); panic("d") }()
	func() { f := T.Val; defer f(t); panic("e") }()
	func() { f := (*T).Val; defer f(&t); panic("f") }()
	var i I = t
	func() { defer i.Val(); panic("g") }()
	i = &t
	func() { defer i.Val(); panic("h") }()
	e := E{T{2}}
	func() { defer e.Val(); panic("i") }()
	i = e
	func() { defer i.Val(); panic("j") }()
	i = &e
	func() { defer i.Val(); panic("k") }()
	func() { f := I.Val; defer f(i); panic("l") }()
	func() { f := i.Val; defer f(); panic("m") }()
}

func goexit() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer fmt.Println("goexit deferred")
		func() {
			defer func() { fmt.Println("recover in goexit", recover()) }()
			runtime.Goexit()
		}()
		fmt.Println("not reached")
	}()
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() { fmt.Println("after", recover()) }()
		defer func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic("in goexit")
		}()
		runtime.Goexit()
	}()
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		func() {
			defer func() { fmt.Println("rec", recover()) }()
			defer func() { panic("panic during goexit") }()
			runtime.Goexit()
		}()
		fmt.Println("must not print")
	}()
	wg.Wait()
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer func() { runtime.Goexit() }()
		panic("dropped by goexit")
	}()
	wg.Wait()
}

func runtimeErrors() {
	try := func(name string, f func()) {
		defer func() {
			r := recover()
			_, isRt := r.(runtime.Error)
			fmt.Printf("%s: %v (%v) %T\n", name, r, isRt, r)
		}()
		f()
	}
	var s []int
	var a [4]int
	n := -1
	k := 5
	var m map[string]int
	var p *T
	var i any
	var fn func()
	var st fmt.Stringer
	str := "abc"
	zero := 0
	ch := make(chan int)
	try("idx", func() { _ = s[k] })
	try("idxneg", func() { _ = s[n] })
	try("arr", func() { _ = a[k] })
	try("str", func() { _ = str[k] })
	try("slice1", func() { _ = a[k:] })
	try("slice2", func() { _ = s[:k] })
	try("slice3", func() { _ = a[3:n+3] })
	try("slice4", func() { _ = s[1:2:k] })
	try("slice5", func() { _ = a[:2:k] })
	try("slice6", func() { _ = a[:k-1:2] })
	try("slice7", func() { _ = a[2:3:k-1][n:] })
	try("slice8", func() { _ = str[k:] })
	try("slice9", func() { _ = str[2:n+2] })
	try("uidx", func() { var u uint64 = 1 << 63; _ = a[u] })
	try("map", func() { m["a"] = 1 })
	try("nil", func() { _ = p.n })
	try("nilfn", func() { fn() })
	try("nilif", func() { _ = st.String() })
	try("div", func() { _ = k / zero })
	try("mod", func() { _ = k % zero })
	try("assert1", func() { _ = i.(int) })
	i = "str"
	try("assert2", func() { _ = i.(int) })
	try("assert3", func() { _ = i.(fmt.Stringer) })
	try("assert4", func() { _ = i.(I) })
	try("shift", func() { _ = 1 << n })
	try("make1", func() { _ = make([]int, n) })
	try("make2", func() { _ = make([]int, 1, zero) })
	try("chan", func() { _ = make(chan int, n) })
	try("close", func() { close(ch); close(ch) })
	try("send", func() { ch <- 1 })
	try("closenil", func() { var c chan int; close(c) })
	try("hash", func() { x := map[any]int{}; x[[]int{1}] = 2 })
	try("cmp", func() { var x, y any = []int{1}, []int{1}; _ = x == y })
	try("cmp2", func() { var x, y any = struct{ f func() }{}, struct{ f func() }{}; _ = x == y })
	try("err", func() { panic(errors.New("e")) })
	try("custom", func() { panic(T{3}) })
	try("deferNil", func() { defer fn(); fmt.Println("before") })
	try("repeat", func() { _ = strings.Repeat("x", n) })
}

func loops() {
	for i := 0; i < 3; i++ {
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println("loop", i, r)
				}
			}()
			if i == 1 {
				panic(i)
			}
		}()
	}
}

func deep(n int) {
	if n == 0 {
		panic("deep")
	}
	defer func() {
		if n%1000 == 0 {
			r := recover()
			if r != nil {
				panic(fmt.Sprint(r, n/1000))
			}
		}
	}()
	deep(n - 1)
}

func main() {
	fmt.Println(order())
	fmt.Println(named())
	nested()
	replace()
	repanic()
	indirect()
	methods()
	goexit()
	runtimeErrors()
	loops()
	func() {
		defer rec("deep")
		deep(5000)
	}()
	defer os.Exit(3)
	defer fmt.Println("last")
	var e error
	defer func() { fmt.Println(recover() != nil) }()
	fmt.Println(e.Error())
}
