// run
// exit: 2
// stderr~: ^runtime: program exceeds 6-thread limit$
// stderr~: ^fatal error: thread exhaustion$

// System calls that block take threads, of which there may be only so many.
package main

import (
	"runtime/debug"
	"syscall"
	"time"
)

func main() {
	debug.SetMaxThreads(6)
	for i := 0; i < 20; i++ {
		go func() {
			var ends [2]int
			syscall.Pipe(ends[:])
			syscall.Read(ends[0], make([]byte, 1))
		}()
	}
	time.Sleep(5 * time.Second)
}
