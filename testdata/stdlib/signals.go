// run
// Signals that Go takes no notice of, and those that Stop must not lose.
package main

import (
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"
)

func kill(s syscall.Signal) { syscall.Kill(os.Getpid(), s) }

func main() {
	runtime.LockOSThread() // to the process's first thread, which gets its signals before kill returns
	for _, s := range []syscall.Signal{syscall.SIGUSR1, syscall.SIGUSR2, syscall.SIGALRM, syscall.SIGWINCH, syscall.SIGIO, 40} {
		kill(s)
	}
	time.Sleep(time.Millisecond)
	fmt.Println("alive")

	lost := 0
	for i := 0; i < 50; i++ {
		c := make(chan os.Signal, 1)
		signal.Notify(c, syscall.SIGUSR1)
		kill(syscall.SIGUSR1)
		time.Sleep(10 * time.Microsecond)
		signal.Stop(c)
		select {
		case s := <-c:
			if s != syscall.SIGUSR1 {
				fmt.Println("got", s)
			}
		default:
			lost++
		}
	}
	fmt.Println("lost", lost)

	c := make(chan os.Signal, 1)
	signal.Notify(c, syscall.SIGUSR1)
	signal.Stop(c)
	kill(syscall.SIGUSR1)
	time.Sleep(time.Millisecond)
	fmt.Println("after Stop:", len(c))
	signal.Ignore(syscall.SIGHUP)
	kill(syscall.SIGHUP)
	fmt.Println("ignored", signal.Ignored(syscall.SIGHUP))
}
