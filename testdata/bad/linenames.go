package main

//line :1
//line \x01\x02:7
/*line y.go:10:20*/ func main() { undefined1 }

/*line a.go:1*/ /*line b.go:2*/ var b = undefined3

//line z.go:1
var c = undefined4
