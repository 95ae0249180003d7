// run
// exit: 2
// stderr~: ^fatal error: all goroutines are asleep - deadlock!$
// stderr~: ^goroutine 1 \[chan receive\]:$
// stderr~: ^main\.wait\(
// stderr~: deadlock\.go:11
package main

func wait(c chan int) int {
	// The line of the receive is what the traceback names.
	return <-c
}

func main() {
	wait(make(chan int))
}
