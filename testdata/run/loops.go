// run
//
// Loops whose bodies look invariant and are not, and what escape analysis and inlining must leave alone.
package main

import (
	"fmt"
	"math"
	"unsafe"
)

type node struct {
	val  int
	next *node
	data []int
}

// The length is a field of the object that the loop stores into.
func growing(n *node) int {
	steps := 0
	for i := 0; i < len(n.data) && i < 20; i++ {
		n.data = append(n.data, i)
		steps++
	}
	return steps
}

// Two pointers to one place.
func alias(a, b *int, n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += *a
		*b = i
	}
	return sum
}

// Rows that are replaced while they are read.
func rows(m [][]int) int {
	sum := 0
	for j := 0; j < 3; j++ {
		sum += m[0][0]
		m[0] = []int{sum + 1}
	}
	return sum
}

// Elements of one array at other offsets.
type pair struct{ a, b float64 }

func fields(ps []pair, i int) float64 {
	s := 0.0
	for j := 0; j < len(ps); j++ {
		s += ps[i].a * 2
		ps[j].b += s
		ps[j].a += 1
	}
	return s
}

// The load's check fails in the first iteration, after something has been stored.
func order(p *node, out *int, n int) (err any) {
	defer func() { err = recover() }()
	for i := 0; i < n; i++ {
		*out = i + 100
		*out += p.val
	}
	return nil
}

// Never entered: nothing may be loaded.
func notEntered(p *node, s []int, k, n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += p.val + s[k]
	}
	return sum
}

// Which check fails first.
func firstFailure(a, b []int, k, n int) (err any) {
	defer func() { err = recover() }()
	t := 0
	for i := 0; i < n; i++ {
		t += a[i]
		t += b[k]
	}
	return t
}

func bits(f float64) (n int) {
	u := *(*uint64)(unsafe.Pointer(&f))
	for i := 0; i < 3; i++ {
		f *= 2
		u = *(*uint64)(unsafe.Pointer(&f))
		n += int(u >> 52)
	}
	return n
}

func bytesOf(x *uint32) (sum uint32) {
	b := (*[4]byte)(unsafe.Pointer(x))
	for i := 0; i < 4; i++ {
		sum += *x
		b[i]++
	}
	return
}

// Pointers of one iteration that outlive it.
func chain(n int) *node {
	var head *node
	for i := 0; i < n; i++ {
		x := node{val: i, next: head}
		head = &x
	}
	return head
}

func twoAtATime(n int) (sum int) {
	var prev *int
	for i := 0; i < n; i++ {
		cur := new(int)
		*cur = i
		if prev != nil {
			sum += *prev * 10
		}
		prev = cur
		sum += *cur
	}
	return
}

func addresses(n int) int {
	var ps []*int
	for i := 0; i < n; i++ {
		v := i * i
		ps = append(ps, &v)
	}
	sum := 0
	for _, p := range ps {
		sum += *p
	}
	return sum
}

type getter interface{ get() int }
type one struct{ v int }
type two struct{ p *int }

func (o one) get() int  { return o.v }
func (t *two) get() int { *t.p++; return *t.p }

func through(g getter, n int) (sum int) {
	for i := 0; i < n; i++ {
		sum += g.get()
	}
	return
}

func stored(n int) (fs []func() int) {
	for i := 0; i < n; i++ {
		x := i
		add := func(d int) int { x += d; return x }
		add(1)
		fs = append(fs, func() int { return add(10) })
	}
	return
}

func local(n int) int {
	type acc struct{ sum, cnt int }
	a := &acc{}
	f := func(x int) { a.sum += x; a.cnt++ }
	for i := 0; i < n; i++ {
		f(i)
	}
	return a.sum*100 + a.cnt
}

var global *[]int

func leak(s *[]int) { global = s }
func keep(s *[]int) int {
	t := []int{1, 2, 3}
	leak(&t)
	return len(*s)
}

func swapLoop(a []int) {
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		a[i], a[j] = a[j], a[i]
	}
}

func overflow() (n int) {
	for i := math.MaxInt - 2; i > 0; i++ {
		n++
	}
	for i := uint8(250); i >= 250; i++ {
		n++
	}
	return
}

func down(a []int) (s int) {
	for i := len(a) - 1; i >= 0; i-- {
		s = s*10 + a[i]
	}
	return
}

func fact(n int, trace *[]int) int {
	*trace = append(*trace, n)
	if n <= 1 {
		return 1
	}
	return n * fact(n-1, trace)
}

func main() {
	n := &node{data: []int{1, 2, 3}}
	fmt.Println(growing(n), len(n.data))
	x, y := 5, 7
	fmt.Println(alias(&x, &x, 4), alias(&x, &y, 4), x, y)
	fmt.Println(rows([][]int{{1}, {2}}))
	ps := []pair{{1, 0}, {2, 0}, {3, 0}}
	fmt.Println(fields(ps, 1), ps)
	out := 0
	fmt.Println(order(nil, &out, 3), out)
	fmt.Println(order(nil, &out, 0), notEntered(nil, nil, 5, 0))
	fmt.Println(firstFailure([]int{1}, []int{1}, 4, 2))
	fmt.Println(firstFailure(nil, []int{1}, 4, 2))
	fmt.Println(firstFailure([]int{1}, []int{1}, 0, 2))
	fmt.Println(firstFailure(nil, nil, 0, 0))
	fmt.Println(bits(1.5))
	w := uint32(1)
	fmt.Println(bytesOf(&w), w)
	for p := chain(4); p != nil; p = p.next {
		fmt.Print(p.val, " ")
	}
	fmt.Println(twoAtATime(5), addresses(6))
	k := 0
	fmt.Println(through(one{3}, 4), through(&two{&k}, 4), k)
	for _, f := range stored(3) {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println(local(5))
	fmt.Println(keep(&[]int{1}), *global)
	a := []int{1, 2, 3, 4, 5}
	swapLoop(a)
	fmt.Println(a, down(a), overflow())
	var trace []int
	fmt.Println(fact(6, &trace), trace)
}
