// run
// Operands of deferred calls are evaluated one by one; those of others as gc orders them.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

type T struct{ a int }

func (t T) M(int)   {}
func (t *T) P(int)  {}
func v(s string) int { fmt.Print("[", s, "]"); return 1 }
func f2(a, b int)    {}
func fe(a any, b int) {}
func fi(a fmt.Stringer, b int) {}

type E struct{ *T }
type I interface{ M(int) }
type EI struct{ I }

func main() {
	var s []int
	i := 3
	var tp *T
	var e E
	var ei EI
	var pei *EI
	var in I
	var m map[string]int
	var bad any = 1
	try("args", func() { defer f2(s[i], v("v")) })
	try("args2", func() { defer f2(v("v"), s[i]) })
	try("meth", func() { defer tp.M(v("v")) })
	try("pmeth", func() { defer tp.P(v("v")) })
	try("emb", func() { defer e.M(v("v")) })
	try("embp", func() { defer e.P(v("v")) })
	try("ei", func() { defer ei.M(v("v")) })
	try("pei", func() { defer pei.M(v("v")) })
	try("in", func() { defer in.M(v("v")) })
	try("assert", func() { defer fi(bad.(fmt.Stringer), v("v")) })
	try("assert2", func() { defer fe(bad.(string), v("v")) })
	try("map", func() { defer fe(m["a"], v("v")) })
	try("print", func() { defer println(s[i], v("v")) })
	try("copy", func() { defer copy(s[i:], s[v("v"):]) })
	try("delete", func() { defer delete(m, fmt.Sprint(v("v"))) })
	try("panic1", func() { defer panic(s[i]) })
	try("panic", func() { defer panic(v("v")) })
	try("lit", func() { defer func(a, b int) {}(s[i], v("v")) })
	try("lit2", func() { x := 1; defer func(a, b int) { fmt.Print(x, a, b) }(x, v("v")); x = 2 })
	try("mval", func() { g := tp.P; defer g(v("v")) })
	try("mval2", func() { g := in.M; defer g(v("v")) })
	try("mexpr", func() { defer T.M(*tp, v("v")) })
	try("mexpr2", func() { defer (*T).M(tp, v("v")) })
	try("mexpr3", func() { defer I.M(in, v("v")) })
	try("plain", func() { f2(s[i], v("v")) })
	try("plain meth", func() { tp.M(v("v")) })
	try("plain ei", func() { ei.M(v("v")) })
	try("plain pei", func() { pei.M(v("v")) })
	try("plain emb", func() { e.M(v("v")) })
	try("plain assert", func() { fi(bad.(fmt.Stringer), v("v")) })
	try("plain mexpr2", func() { (*T).M(tp, v("v")) })
}
