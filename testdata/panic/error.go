// run
// exit: 2
// stderr~: ^panic: main\.E\{\.\.\.\}|^panic: custom error: 5$
// stderr~: ^goroutine 1 \[running\]:$
// stderr~: ^main\.main\(\)$
package main

import "fmt"

type E struct{ n int }

func (e E) Error() string { return fmt.Sprint("custom error: ", e.n) }

func main() {
	panic(E{5})
}
