// run
// oracle: no the installed Go has no such settings
// env: GODEBUG=randautoseed=0
// Settings of the program, and those of the environment above them.

//go:debug panicnil=1
//go:debug randautoseed=1
//go:debug default=go1.22

package main

import (
	"fmt"
	"math/rand"
	"os"
	"time"
)

func try() (r any) {
	defer func() { r = recover() }()
	panic(nil)
}

func main() {
	fmt.Println(rand.Intn(1000) == 81, try() == nil, cap(time.NewTimer(time.Hour).C))
	os.Setenv("GODEBUG", "panicnil=1,asynctimerchan=1")
	fmt.Println(try() == nil, cap(time.NewTimer(time.Hour).C))
	os.Setenv("GODEBUG", "panicnil=0,asynctimerchan=0")
	fmt.Println(try() == nil, cap(time.NewTimer(time.Hour).C))
	os.Unsetenv("GODEBUG")
	fmt.Println(try() == nil, cap(time.NewTimer(time.Hour).C))
}
