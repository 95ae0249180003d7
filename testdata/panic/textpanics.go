// run
// exit: 2
// stderr~: \Afatal error: panic while printing panic value: type main\.inner\n\ngoroutine 1 \[running\]:\n
package main

type inner struct{ n int }
type outer struct{}

func (outer) Error() string { panic(inner{1}) }

func main() { panic(outer{}) }
