// run
// exit: 2
// oracle: no gc's text has one line more
// sanitizer: no thread a fault in C++ ends the process there
// stderr~: \Aunexpected fault address 0xbad0000\nfatal error: fault\n\[signal SIGSEGV: segmentation violation code=0x1 addr=0xbad0000 pc=0x[0-9a-f]+\]\n\ngoroutine 1 \[running\]:\nmain\.read\(
package main

import "unsafe"

var at = uintptr(0xbad0000)

//go:noinline
func read(p unsafe.Pointer) int { return *(*int)(p) }

func main() { println(read(unsafe.Pointer(at))) }
