// run
// exit: 2
// stderr~: \Apanic: runtime error: index out of range \[5\] with length 3\n\ngoroutine \d+ \[running\]:\nmain\.work\(.*\)\n\t.*goroutine\.go:9.*\n
// stderr~: ^created by main\.main in goroutine 1\n\t.*goroutine\.go:13 \+0x
package main

func work(s []int, i int) {
	for ; i < 10; i++ {
		s[i]++
	}
}
func main() {
	go work(make([]int, 3), 5)
	select {}
}
