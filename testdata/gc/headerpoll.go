// run
// env: GODEBUG=gcstress=1,clobberfree=1
// Results of a call in the header of a loop are used behind the loop: a poll at the header's branch must see them.
package main

import "fmt"

type source struct{ left int }

type failure struct{ text string }

func (f *failure) Error() string { return f.text }

//go:noinline
func (s *source) next() (*int, error) {
	s.left--
	if s.left < 0 {
		return nil, &failure{fmt.Sprint("left ", s.left)}
	}
	return new(int), nil
}

type nexter interface{ next() (*int, error) }

var seen int

func drain(n nexter, done chan error) {
	for {
		p, err := n.next()
		if err != nil {
			done <- err
			return
		}
		go func() { seen += *p + 1 }()
	}
}

//go:noinline
func (s *source) pointer() *int {
	s.left++
	p := new(int)
	*p = s.left
	return p
}

func walk(s *source) *int {
	for {
		p := s.pointer()
		if *p > 20 {
			return p
		}
		_ = make([]int, 10)
	}
}

func main() {
	for i := 0; i < 20; i++ {
		done := make(chan error, 1)
		drain(&source{i}, done)
		if err := <-done; err.Error() != "left -1" {
			fmt.Println(err)
		}
		if p := walk(&source{i}); *p != 21 {
			fmt.Println(*p)
		}
	}
	fmt.Println("ok")
}
