// run
// flags: -lang=go1.19
// oracle: no the installed Go has no such settings
// A program of an old version has the old behaviour until the environment says otherwise, which may change while it runs.
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
