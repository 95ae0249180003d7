// run
// Generic functions and types.
package main

import (
	"fmt"
	"sort"
	"strings"
)

type number interface {
	~int | ~int64 | ~float64
}

func sum[T number](xs ...T) (t T) {
	for _, x := range xs {
		t += x
	}
	return
}

func mapSlice[A, B any](xs []A, f func(A) B) []B {
	out := make([]B, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return x, false
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type pair[K comparable, V any] struct {
	key K
	val V
}

func sorted[K ~string, V any](m map[K]V) []pair[K, V] {
	var ps []pair[K, V]
	for k, v := range m {
		ps = append(ps, pair[K, V]{k, v})
	}
	sort.Slice(ps, func(i, j int) bool { return ps[i].key < ps[j].key })
	return ps
}

type tree[T interface{ less(T) bool }] struct {
	left, right *tree[T]
	v           T
}

func (t *tree[T]) insert(v T) *tree[T] {
	if t == nil {
		return &tree[T]{v: v}
	}
	if v.less(t.v) {
		t.left = t.left.insert(v)
	} else {
		t.right = t.right.insert(v)
	}
	return t
}

func (t *tree[T]) walk(f func(T)) {
	if t != nil {
		t.left.walk(f)
		f(t.v)
		t.right.walk(f)
	}
}

type myInt int

func (a myInt) less(b myInt) bool { return a < b }

type list[T any] interface {
	push(T)
	pop() (T, bool)
}

func drain[T any, L list[T]](l L) (n int) {
	for {
		if _, ok := l.pop(); !ok {
			return
		}
		n++
	}
}

func main() {
	fmt.Println(sum(1, 2, 3), sum(1.5, 2.0), sum[myInt](4, 5))
	fmt.Println(mapSlice([]int{1, 2, 3}, func(i int) string { return strings.Repeat("x", i) }))
	s := &stack[string]{}
	s.push("a")
	s.push("b")
	x, _ := s.pop()
	fmt.Println(x, len(s.items))
	fmt.Println(drain[string](s))
	fmt.Println(sorted(map[string]int{"b": 2, "a": 1}))
	fmt.Printf("%T %T\n", pair[string, []int]{}, &stack[map[string]myInt]{})
	var t *tree[myInt]
	for _, v := range []myInt{5, 2, 8, 1, 9} {
		t = t.insert(v)
	}
	t.walk(func(v myInt) { fmt.Print(v, " ") })
	fmt.Println()
}
