// run
// What is live: slots whose address is taken only while code names them or a pointer to them is found; a value received by a
// range over a channel only while its variable holds it. With one processor, finalizers run before the goroutine that collected goes on.
package main

import (
	"fmt"
	"runtime"
)

type object [8]int64

type holder struct{ o *object }

var finalized bool

func newObject() *object {
	collected()
	finalized = false
	o := new(object)
	runtime.SetFinalizer(o, func(*object) { finalized = true })
	return o
}

func collected() bool {
	runtime.GC()
	runtime.GC()
	runtime.Gosched()
	return finalized
}

//go:noinline
func inCallee(h *holder) {
	fmt.Print(" callee ", collected())
	runtime.KeepAlive(h)
	fmt.Print(" after last use ", collected())
}

func lastNamed() {
	var h holder
	h.o = newObject()
	inCallee(&h)
	fmt.Println(" caller", collected())
}

var other holder

//go:noinline
func choose(h holder, which bool) {
	p := &other
	if which {
		p = &h
	}
	use(p)
	fmt.Print(" while p ", collected())
	fmt.Print(" ", p.o == nil)
	fmt.Println(" then", collected())
}

//go:noinline
func use(*holder) {}

func throughClosure() {
	h := holder{newObject()}
	show := func() {
		fmt.Print(" in closure ", collected())
		runtime.KeepAlive(h.o)
	}
	call(show)
	fmt.Println(" then", collected())
}

//go:noinline
func call(f func()) { f() }

type node struct {
	next *node
	o    *object
}

func chain() {
	a := node{nil, newObject()}
	b := node{&a, nil}
	c := node{&b, nil}
	walk(&c)
	fmt.Println(" then", collected())
}

//go:noinline
func walk(n *node) {
	fmt.Print(" chain ", collected())
	for n.next != nil {
		n = n.next
	}
	fmt.Print(" ", n.o != nil, collected())
	runtime.KeepAlive(n)
}

func deferred() (r int) {
	h := holder{newObject()}
	defer func() {
		fmt.Print(" deferred ", collected(), " ", h.o != nil)
		recover()
		r = 7
	}()
	var p *int
	return *p
}

func received() {
	c := make(chan *object, 1)
	c <- newObject()
	close(c)
	for o := range c {
		fmt.Print(" held ", collected())
		runtime.KeepAlive(o)
		o = nil
		fmt.Println(" dropped", collected())
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	lastNamed()
	choose(holder{newObject()}, true)
	choose(holder{newObject()}, false)
	throughClosure()
	chain()
	fmt.Println(deferred())
	received()
}
