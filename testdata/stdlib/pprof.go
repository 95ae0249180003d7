// run
// Package runtime/pprof of an installed Go tree.
package main

import (
	"bytes"
	"context"
	"fmt"
	"runtime/pprof"
	"strings"
)

func main() {
	var cpu bytes.Buffer
	fmt.Println(pprof.StartCPUProfile(&cpu))
	fmt.Println(pprof.StartCPUProfile(&cpu))
	pprof.StopCPUProfile()
	fmt.Println(cpu.Len() > 0)

	var text bytes.Buffer
	fmt.Println(pprof.Lookup("goroutine").WriteTo(&text, 1))
	first, _, _ := strings.Cut(text.String(), "\n")
	fmt.Println(first, strings.Contains(text.String(), "main.main+0x"))
	fmt.Println(pprof.WriteHeapProfile(&text))

	own := pprof.NewProfile("example")
	own.Add("key", 0)
	fmt.Println(own.Name(), own.Count(), pprof.Lookup("example") == own, pprof.Lookup("none") == nil)
	own.Remove("key")
	fmt.Println(own.Count())

	pprof.Do(context.Background(), pprof.Labels("k", "v"), func(ctx context.Context) {
		fmt.Println(pprof.Label(ctx, "k"))
	})
}
