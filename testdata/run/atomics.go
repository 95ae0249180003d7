// run
// oracle: no atomic.AndInt32 is newer
// The operations of sync/atomic on words.
package main

import (
	"fmt"
	"sync/atomic"
)

func main() {
	var a int32 = 12
	var b uint64 = 1 << 40
	fmt.Println(atomic.SwapInt32(&a, 7), a)
	fmt.Println(atomic.SwapUint64(&b, 9), b)
	fmt.Println(atomic.AndInt32(&a, 5), a)
	fmt.Println(atomic.OrInt32(&a, 8), a)
	fmt.Println(atomic.AndUint64(&b, 1), b)
	fmt.Println(atomic.OrUint64(&b, 1<<63), b)
	fmt.Println(atomic.AddInt32(&a, -20), atomic.LoadInt32(&a))
	fmt.Println(atomic.CompareAndSwapUint64(&b, 2, 3), atomic.CompareAndSwapUint64(&b, 1<<63|1, 3), b)
}
