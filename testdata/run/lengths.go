// run
// oracle: no unsafe.String is newer
// Run-time errors about lengths, with their exact texts.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

func try(name string, f func()) {
	defer func() {
		fmt.Printf("%s: %v\n", name, recover())
	}()
	f()
}

func main() {
	b := []byte("abc")
	p := &b[0]
	var none *byte
	n := -1
	big := math.MaxInt

	try("append", func() {
		s := make([]struct{}, big)
		s = append(s, struct{}{})
		_ = s
	})
	try("unsafe.Slice, negative", func() { _ = unsafe.Slice(p, n) })
	try("unsafe.Slice, too long", func() { _ = unsafe.Slice(p, big) })
	try("unsafe.Slice, nil", func() { _ = unsafe.Slice(none, 1) })
	try("unsafe.Slice, nil and 0", func() { fmt.Println(unsafe.Slice(none, 0) == nil) })
	try("unsafe.String, negative", func() { _ = unsafe.String(p, n) })
	try("unsafe.String, nil", func() { _ = unsafe.String(none, 1) })
	try("make, length", func() { _ = make([]int, n) })
	try("make, capacity", func() { _ = make([]int, 1, big) })
	try("make, channel", func() { _ = make(chan int, n) })
}
