// run
// oracle: no channels of timers are those of go1.23
// Timers, tickers, sleeping and deadlines.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

func main() {
	const ms = time.Millisecond
	start := time.Now()
	t := time.NewTimer(20 * ms)
	fmt.Println(len(t.C), cap(t.C))
	<-t.C
	fmt.Println(t.Stop(), t.Reset(time.Hour), t.Stop())
	t = time.NewTimer(ms)
	time.Sleep(5 * ms)
	fmt.Println(t.Stop())
	select {
	case <-t.C:
		fmt.Println("a stale time")
	default:
	}
	n := 0
	ticker := time.NewTicker(3 * ms)
	for range ticker.C {
		if n++; n == 4 {
			ticker.Stop()
			break
		}
	}
	fmt.Println(n)
	done := make(chan bool)
	a := time.AfterFunc(5*ms, func() { done <- true })
	<-done
	fmt.Println(a.Stop())
	select {
	case <-time.After(3 * ms):
		fmt.Println("first")
	case <-time.After(time.Second):
	}
	var wg sync.WaitGroup
	for i := 0; i < 1000; i++ {
		wg.Add(1)
		go func() {
			time.Sleep(time.Duration(i%10) * ms)
			wg.Done()
		}()
	}
	wg.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), 10*ms)
	defer cancel()
	<-ctx.Done()
	fmt.Println(ctx.Err(), context.Cause(ctx))
	fmt.Println(time.Since(start) < 5*time.Second)
	for _, f := range []func(){func() { new(time.Timer).Stop() }, func() { new(time.Ticker).Reset(1) }, func() { time.NewTicker(0) }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
