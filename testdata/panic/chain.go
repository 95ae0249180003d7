// run
// exit: 2
// stderr~: \Apanic: one \[recovered\]\n\tpanic: two\n\tpanic: main\.E\{|\Apanic: one \[recovered\]\n\tpanic: two\n\tpanic: third 3\n\ngoroutine 1 \[running\]:\nmain\.main\.func1\(
// stderr~: ^panic\(\{0x[0-9a-f]+, 0x[0-9a-f]+\}\)\n\t.*panic\.go:\d+ \+0x
package main

import "fmt"

type E int

func (e E) Error() string { return fmt.Sprint("third ", int(e)) }

func main() {
	defer func() { panic(E(3)) }()
	defer func() {
		recover()
		panic("two")
	}()
	panic("one")
}
