// run
// oracle: no the installed Go is older than range over functions
//
// Range over functions: order of calls, every way out of a body, nesting, defer, and the checks on iterators.
package main

import "fmt"

type Seq[V any] func(yield func(V) bool)
type Seq2[K, V any] func(yield func(K, V) bool)

func upTo(n int) Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < n; i++ {
			if !yield(i) {
				fmt.Print("[stopped at ", i, "] ")
				return
			}
		}
	}
}

func pairs[T any](s []T) Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, v := range s {
			if !yield(i, v) {
				return
			}
		}
	}
}

func basics() {
	sum := 0
	for i := range upTo(5) {
		sum += i
	}
	fmt.Println("sum", sum)
	for i := range upTo(10) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i, s := range pairs([]string{"a", "b"}) {
		fmt.Print(i, s, " ")
	}
	for range upTo(2) {
		fmt.Print("x ")
	}
	var k int
	var v string
	for k, v = range pairs([]string{"p", "q"}) {
	}
	fmt.Println(k, v)
	a := []int{0, 0, 0}
	for a[1] = range upTo(3) {
		a[2] += a[1]
	}
	fmt.Println(a)
}

func find(want int) (at int, ok bool) {
	for i := range upTo(10) {
		for j := range upTo(10) {
			if i*10+j == want {
				return i*100 + j, true
			}
		}
	}
	return -1, false
}

func unnamed(want int) (int, string) {
	for i := range upTo(10) {
		if i == want {
			return i, "found"
		}
	}
	return 0, "none"
}

type big struct{ a, b, c, d, e int }

func bigResult(n int) big {
	for i := range upTo(10) {
		if i == n {
			return big{i, i, i, i, i}
		}
	}
	return big{}
}

func labels() {
outer:
	for i := range upTo(4) {
		for j := range upTo(4) {
			switch {
			case j == 2:
				continue outer
			case i == 2:
				break outer
			}
			fmt.Print(i, j, " ")
		}
		fmt.Print("never ")
	}
	fmt.Println("done")
plain:
	for i := 0; i < 3; i++ {
		for j := range upTo(3) {
			if j == 1 {
				continue plain
			}
			if i == 2 {
				break plain
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println("plain")
	n := 0
again:
	for i := range upTo(3) {
		n++
		if n < 3 && i == 1 {
			goto again
		}
	}
	fmt.Println("goto", n)
	for i := range upTo(3) {
		for j := range upTo(3) {
			for k := range upTo(3) {
				if k == 1 {
					break
				}
				if j == 1 {
					goto next
				}
				fmt.Print(i, j, k, " ")
			}
		}
	next:
	}
	fmt.Println()
}

func deferred() (r string) {
	defer func() { r += " last" }()
	for i := range upTo(3) {
		defer func() { r += fmt.Sprint(" d", i) }()
		for j := range upTo(2) {
			defer func() { r += fmt.Sprint(" e", i, j) }()
		}
	}
	r = "body"
	return r
}

func recovered() (r any) {
	defer func() { r = recover() }()
	for i := range upTo(3) {
		if i == 1 {
			panic("in the body")
		}
	}
	return nil
}

func deferRecovers() (r string) {
	for i := range upTo(3) {
		defer func() {
			if e := recover(); e != nil {
				r = fmt.Sprint(i, " recovered ", e)
			}
		}()
		if i == 1 {
			panic("boom")
		}
	}
	return "not reached"
}

func captured() []func() int {
	var fs []func() int
	for i := range upTo(3) {
		fs = append(fs, func() int { i += 10; return i })
	}
	return fs
}

func misuse(name string, f func()) {
	defer func() {
		if e := recover(); e != nil {
			fmt.Println(name+":", e)
		} else {
			fmt.Println(name + ": no panic")
		}
	}()
	f()
}

func checks() {
	misuse("continued after false", func() {
		for range Seq[int](func(yield func(int) bool) { yield(1); yield(2) }) {
			break
		}
	})
	var saved func(int) bool
	misuse("called after the loop", func() {
		for range Seq[int](func(yield func(int) bool) { saved = yield; yield(1) }) {
		}
		saved(2)
	})
	misuse("continued after a panic", func() {
		for range Seq[int](func(yield func(int) bool) {
			func() {
				defer func() { recover() }()
				yield(1)
			}()
			yield(2)
		}) {
			panic("body")
		}
	})
	misuse("swallowed panic", func() {
		for range Seq[int](func(yield func(int) bool) {
			defer func() { recover() }()
			yield(1)
		}) {
			panic("body")
		}
	})
	misuse("recursive", func() {
		var y func(int) bool
		for i := range Seq[int](func(yield func(int) bool) { y = yield; yield(1) }) {
			if i == 1 {
				y(2)
			}
		}
	})
	misuse("return then continue", func() {
		func() int {
			for range Seq[int](func(yield func(int) bool) { yield(1); yield(2) }) {
				return 1
			}
			return 2
		}()
	})
	misuse("nil function", func() {
		var f Seq[int]
		for range f {
		}
	})
	misuse("fine", func() {
		for range upTo(2) {
		}
	})
}

type tree[T any] struct {
	left, right *tree[T]
	val         T
}

func (t *tree[T]) all(yield func(T) bool) bool {
	return t == nil || t.left.all(yield) && yield(t.val) && t.right.all(yield)
}
func (t *tree[T]) Walk(yield func(T) bool) { t.all(yield) }

func walk() {
	t := &tree[int]{&tree[int]{nil, nil, 1}, &tree[int]{&tree[int]{nil, nil, 3}, nil, 4}, 2}
	for v := range t.Walk {
		fmt.Print(v, " ")
		if v == 3 {
			break
		}
	}
	fmt.Println()
}

func noParams() {
	n := 0
	for range func(yield func() bool) {
		for yield() {
		}
	} {
		n++
		if n == 4 {
			break
		}
	}
	fmt.Println("no parameters", n)
}

func insideClosure() {
	f := func(n int) (r int) {
		for i := range upTo(10) {
			r += i
			if i == n {
				return
			}
		}
		return -1
	}
	fmt.Println(f(3), f(20))
	g := func() func() int {
		for i := range upTo(5) {
			if i == 2 {
				return func() int { i++; return i }
			}
		}
		return nil
	}()
	fmt.Println(g(), g())
}

func main() {
	basics()
	fmt.Println(find(42))
	fmt.Println(find(420))
	fmt.Println(unnamed(7))
	fmt.Println(unnamed(70))
	fmt.Println(bigResult(4), bigResult(40))
	labels()
	fmt.Println(deferred())
	fmt.Println(recovered())
	fmt.Println(deferRecovers())
	for _, f := range captured() {
		fmt.Print(f(), f(), " ")
	}
	fmt.Println()
	checks()
	walk()
	noParams()
	insideClosure()
}
