// run
// What is evaluated, and what panics, in which order: assignments, calls, literals.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func v(s string) int { fmt.Print("[", s, "]"); return 1 }
func ks(s string) string { fmt.Print("[", s, "]"); return s }
func ki(s string) any { fmt.Print("[", s, "]"); return s }

var nilMap map[any]int
var nilS map[string]int

func main() {
	var bad any = []int{1}
	m := map[any]int{}
	var s []int
	var sk []string
	i := 5
	sm := map[string]int{}
	var np *[4]int
	var pm *map[string]int
	type T struct{ a int; m map[string]int }
	var tp *T
	try("nil op", func() { nilMap[bad] += v("v") })
	try("nil op2", func() { nilMap[ki("k")] += v("v") })
	try("nil inc", func() { nilMap[bad]++ })
	try("nil assign", func() { nilMap[bad] = v("v") })
	try("op", func() { m[bad] += v("v") })
	try("assign", func() { m[bad] = v("v") })
	try("get", func() { fmt.Println(m[bad]) })
	try("nil get", func() { fmt.Println(nilMap[bad]) })
	try("delete", func() { delete(nilMap, bad) })
	try("idx map assign", func() { sm[sk[i]] = v("v") })
	try("idx map op", func() { sm[sk[i]] += v("v") })
	try("idx nil map op", func() { nilS[sk[i]] += v("v") })
	try("idx slice assign", func() { s[i] = v("v") })
	try("idx slice op", func() { s[i] += v("v") })
	try("idx array ptr", func() { np[v("i")] = v("v") })
	try("div", func() { x := 0; s[i] = v("v") / x })
	try("div2", func() { x := 0; s[i] = 1 / x })
	try("div3", func() { x := 0; s[v("i")] = 1 / x })
	try("deref map", func() { (*pm)["a"] = v("v") })
	try("field map", func() { tp.m[ks("k")] = v("v") })
	try("field", func() { tp.a = v("v") })
	try("field op", func() { tp.a += v("v") })
	try("multi", func() { s[i], tp.a = v("v"), v("w") })
	try("multi2", func() { sm["a"], s[i] = v("v"), v("w"); })
	fmt.Println(sm)
	try("multi3", func() { sm["b"], tp.a = v("v"), v("w"); })
	fmt.Println(sm)
	try("multi4", func() { nilS["b"], tp.a = v("v"), v("w"); })
	try("multi5", func() { s[i], nilS["b"] = v("v"), v("w"); })
	try("comma", func() { var ok bool; s[i], ok = sm[ks("a")]; _ = ok })
	try("comma2", func() { var ok bool; nilS["x"], ok = sm[ks("a")]; _ = ok })
	try("comma3", func() { var ok bool; sm[sk[i]], ok = sm[ks("a")]; _ = ok })
	try("conv", func() { var e any = 1; s[i] = e.(int) + int(e.(int8)) })
	try("conv2", func() { var e any = 1; s[i] = int(e.(int8)) })
	try("slice", func() { s = append(s[:i], v("v")) })
	try("slice2", func() { s[i] = len(sk[v("a"):]) })
	try("func", func() { var f func(int); f(v("v")) })
	try("iface", func() { var f fmt.Stringer; _ = f.String() + ks("v") })
	try("ifacearg", func() { var f interface{ M(int) }; f.M(v("v")) })
	try("deferfn", func() { var f func(int); defer f(v("v")); fmt.Print("after") })
	try("deferm", func() { var f interface{ M(int) }; defer f.M(v("v")); fmt.Print("after") })
	try("chan", func() { var c chan int; close(c); v("v") })
	try("range", func() { for s[i] = range []int{1, 2} { v("v") } })
	try("range2", func() { for nilS["x"] = range []int{1, 2} { v("v") } })
	try("ret", func() { func() (int, int) { return s[i], v("v") }() })
	try("ret2", func() { func() (int, int) { return v("v"), s[i] }() })
	try("bin", func() { _ = s[i] + v("v") })
	try("bin2", func() { _ = np[0] + v("v") })
	try("call", func() { fmt.Sprint(s[i], v("v")) })
	try("lit", func() { _ = []int{s[i], v("v")} })
	try("lit2", func() { _ = T{a: s[i], m: map[string]int{"a": v("v")}} })
	try("maplit", func() { _ = map[any]int{bad: v("v")} })
	try("maplit2", func() { _ = map[any]int{1: v("v"), bad: v("w"), 2: v("x")} })
	try("and", func() { _ = s[i] == 1 && v("v") == 1 })
	try("shift", func() { n := -1; _ = v("v") << n })
	try("shift2", func() { n := -1; s[i] = v("v") << n })
	try("cmp", func() { _ = m[bad] == v("v") })
	try("eface", func() { _ = bad == bad })
	try("eface2", func() { var x any = s[i]; _ = x == ki("k") })
	try("swap", func() { a := []int{1, 2}; j := 0; j, a[j] = 1, 9; fmt.Println(j, a) })
	try("swap2", func() { a := []int{1, 2, 3}; j := 0; a[j], j = 5, 2; fmt.Println(j, a) })
	try("ptr", func() { p := &T{a: 1}; q := p; p, p.a = nil, 7; fmt.Println(p, q.a) })
	try("ptr2", func() { var p *T; q := &T{}; p, p.a = q, 7; fmt.Println(p, q.a) })
}

var calls int

func call(n int) int { calls++; fmt.Print("<", n, ">"); return n }

// The bounds of a slice expression are evaluated one after the other.
func init() {
	s, zero, i := []int{1, 2, 3}, 0, 7
	try("slice bounds", func() { _ = s[1/zero:call(2)] })
	try("slice bounds2", func() { _ = s[s[i]:call(2)] })
	try("slice bounds3", func() { _ = s[call(0) : s[i] : call(3)] })
	try("interface argument", func() { fmt.Println(uint8(call(5))%uint8(zero), call(1)) })
	try("interface argument of a word", func() { fmt.Println(call(5)%zero, call(1)) })
	try("slice var", func() { fmt.Println(len(s[i : func() int { i = 1; return 2 }()])) })
}
