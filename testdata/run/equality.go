// run
// Map keys of each width, equality of values that lie in memory, division of complex numbers.
package main

import "fmt"

type record struct {
	name   string
	weight float64
	any    interface{}
	tags   [3]string
}

func equal(a, b record) bool { return a == b }

func quotient(a, b complex128) complex128 { return a / b }

func uncomparable() (r interface{}) {
	defer func() { r = recover() }()
	a := record{any: []int{1}}
	return equal(a, a)
}

func main() {
	narrow := map[int32]string{1: "one", -2: "minus two"}
	wide := map[uint64]string{1 << 60: "large", 0: "zero"}
	key, missing := int32(-2), int32(5)
	large := uint64(1) << 60

	fmt.Printf("%q %q\n", narrow[key], narrow[missing])
	text, found := narrow[missing]
	fmt.Printf("%q %v\n", text, found)
	delete(narrow, key)
	fmt.Println(len(narrow))

	fmt.Printf("%q\n", wide[large])
	text, found = wide[large]
	fmt.Printf("%q %v\n", text, found)
	delete(wide, large)
	fmt.Println(len(wide))

	a := record{"a", 1.5, 7, [3]string{"x", "y", "z"}}
	b := a
	fmt.Println(equal(a, b))
	b.any = int64(7)
	fmt.Println(equal(a, b))
	b = a
	b.tags[2] = "other"
	fmt.Println(equal(a, b))
	fmt.Println(uncomparable())

	fmt.Println(quotient(1+2i, 3-4i), quotient(1, 0), quotient(0, 0))
}
