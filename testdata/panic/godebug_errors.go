// run
// exit: 1
// oracle: no the installed Go has no such settings
// stderr~: :16:1: invalid //go:debug: unknown //go:debug setting "panicnl"$
// stderr~: :17:1: invalid //go:debug: missing key=value$
// stderr~: :18:1: invalid //go:debug: key contains space$
// stderr~: :19:1: invalid //go:debug: value contains space$
// stderr~: :20:1: invalid //go:debug: value contains comma$
// stderr~: :21:1: invalid //go:debug: value for default= must be goVERSION$
// stderr~: :22:1: invalid //go:debug: default=go1.99 too new
// stderr~: :24:1: repeated //go:debug for panicnil$
// stderr~: ^\t.*:23:1: previous //go:debug$

// Settings that can't be.

//go:debug panicnl=1
//go:debug panicnil
//go:debug panic nil=1
//go:debug panicnil=1 // old
//go:debug panicnil=1,2
//go:debug default=1.20
//go:debug default=go1.99
//go:debug panicnil=1
//go:debug panicnil=0

package main

func main() {}

//go:debug no setting
