// run
// Structs, embedding, interfaces, type switches, arrays, maps, conversions.
package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type shape interface {
	area() float64
	name() string
}
type base struct{ label string }

func (b base) name() string { return b.label }

type rect struct {
	base
	w, h float64
}

func (r rect) area() float64 { return r.w * r.h }

type circle struct {
	*base
	r float64
}

func (c *circle) area() float64 { return 3 * c.r * c.r }

type celsius float64
type weekday int

func (d weekday) String() string { return [...]string{"Sun", "Mon", "Tue"}[d] }

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprintf("code %d", e.code) }

func find(k string) error {
	if k == "" {
		return fmt.Errorf("wrapped: %w", &myErr{7})
	}
	return nil
}

func describe(v interface{}) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("integer %v", x)
	case string:
		return "string " + x
	case []int:
		return fmt.Sprintf("slice of %d", len(x))
	case fmt.Stringer:
		return "stringer " + x.String()
	case error:
		return "error " + x.Error()
	case func() int:
		return fmt.Sprint("func ", x())
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	shapes := []shape{rect{base{"rect"}, 2, 3}, &circle{&base{"circle"}, 2}}
	for _, s := range shapes {
		fmt.Println(s.name(), s.area())
	}
	sort.Slice(shapes, func(i, j int) bool { return shapes[i].area() > shapes[j].area() })
	fmt.Println(shapes[0].name())
	for _, v := range []interface{}{nil, 1, int64(2), "s", []int{1, 2}, weekday(1), &myErr{3}, func() int { return 9 }, 1.5, map[string]int{}} {
		fmt.Println(describe(v))
	}
	err := find("")
	var me *myErr
	fmt.Println(err, errors.As(err, &me), me.code, errors.Is(err, me), find("x") == nil)
	a := [5]int{1, 2, 3}
	b := a
	b[0] = 100
	fmt.Println(a, b, a == b, a == [5]int{1, 2, 3, 0, 0}, len(a))
	m := map[string][]int{"a": {1}, "b": {2, 3}}
	m["c"] = append(m["c"], 4, 5, 6)
	delete(m, "a")
	v, ok := m["zz"]
	fmt.Println(m, v == nil, ok, len(m))
	type key struct {
		x, y int
		s    string
	}
	km := map[key]float64{{1, 2, "a"}: 1.5}
	km[key{1, 2, "a"}] += 2
	fmt.Println(km[key{1, 2, "a"}], len(km))
	fmt.Println(celsius(36.6), int(celsius(36)), uint8(300&0xff), string(rune(0x4e16)), []byte("hi"), []rune("héy"), string([]byte{104, 105}))
	s := "héllo, 世界\xff"
	for i, r := range s {
		fmt.Print(i, ":", string(r), " ")
	}
	fmt.Println(len(s), strings.ToUpper(s[:2]))
	sl := []int{0, 1, 2, 3, 4, 5}
	t := sl[1:3:4]
	t = append(t, 100)
	fmt.Println(sl, t, len(t), cap(sl[2:]))
	t = append(t, 200)
	t[0] = -1
	fmt.Println(sl, t)
	copy(sl[2:], sl)
	fmt.Println(sl, *(*[3]int)(sl))
	var i8 int8 = 127
	i8++
	var u8 uint8
	u8--
	fmt.Println(i8, u8, -7/2, -7%3, 7&^5, 1<<3|1, ^5, uint32(1)<<31)
	c := complex(1, 2)
	fmt.Println(c*c, real(c), imag(c), c == complex(1, 2))
	var p *rect
	fmt.Println(p == nil, fmt.Sprintf("%+v %#v", rect{base{"q"}, 1, 2}, base{"z"}))
}
