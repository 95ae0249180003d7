package main

//line
//line :
//line x.go
//line x.go:
//line x.go:0
//line x.go:-1
//line x.go:99999999999999999999
//line :1:99999999999
//line x.go:1:0
//line :7
/*line y.go:10:20*/ func main() { undefined1 }
/*line :::*/ var a = undefined2
/*line a.go:1*/ /*line b.go:2*/ var b = undefined3
//line z.go:4294967296
var c = undefined4
