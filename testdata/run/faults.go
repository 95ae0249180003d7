// run
// oracle: no needs unsafe.String
// sanitizer: no thread a fault in C++ ends the process there
// Natives that read wild memory: the fault is the program's.
package main

import (
	"fmt"
	"runtime/debug"
	"strings"
	"unsafe"
)

func try(name string, f func()) {
	defer func() {
		e := recover()
		fmt.Println(name, e)
		if a, ok := e.(interface{ Addr() uintptr }); ok {
			fmt.Printf("%x\n", a.Addr()&^4095) // which word of it is read first depends on the processor
		}
	}()
	f()
}

var sink string

func main() {
	debug.SetPanicOnFault(true)
	bad := unsafe.String((*byte)(unsafe.Pointer(uintptr(0x2dead0000000))), 100)
	good := strings.Repeat("a", 100)
	m := map[string]int{good: 1, "x": 2}
	try("==", func() { fmt.Println(bad == good) })
	try("<", func() { fmt.Println(bad < good) })
	try("map", func() { fmt.Println(m[bad]) })
	try("concat", func() { sink = bad + good })
	try("bytes", func() { fmt.Println([]byte(bad)) })
	try("runes", func() { fmt.Println([]rune(bad)) })
	try("index", func() { fmt.Println(strings.Index(bad, "x")) })
	try("contains", func() { fmt.Println(strings.ToUpper(bad)) })
	try("range", func() {
		for _, c := range bad {
			fmt.Println(c)
		}
	})
	try("eface", func() {
		var a, b any = bad, good
		fmt.Println(a == b)
	})
	try("struct", func() {
		type S struct {
			a string
			b any
		}
		a, b := S{bad, 1}, S{good, 1}
		fmt.Println(a == b)
	})
	try("copy", func() {
		b := make([]byte, 100)
		fmt.Println(copy(b, bad))
	})
}
