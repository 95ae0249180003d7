// run
// exit: 2
// stderr~: ^panic: assignment to entry in nil map$
// stderr~: nilmap\.go:10
package main

type table map[string]int

func (t table) set(k string) {
	t[k] = 1
}

func main() {
	table(nil).set("a")
}
