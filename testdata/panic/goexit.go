// run
// exit: 2
// stderr~: \Afatal error: no goroutines \(main called runtime\.Goexit\) - deadlock!\n
package main

import "runtime"

func main() {
	defer func() {
		if recover() != nil {
			println("recovered")
		}
	}()
	runtime.Goexit()
}
