// Package ring is a circular list, which has neither start nor end: a pointer
// to any element is the ring. An empty ring is a nil pointer.
package ring

// Ring is an element of a circular list. Its zero value is a ring of one
// element with a nil Value.
type Ring struct {
	next, prev *Ring // nil in a zero Ring that has not been used yet
	Value      any   // the program's
}

// New makes a ring of n elements; it is nil for n <= 0.
func New(n int) *Ring {
	if n <= 0 {
		return nil
	}
	first := new(Ring)
	last := first
	for i := 1; i < n; i++ {
		last.next = &Ring{prev: last}
		last = last.next
	}
	last.next, first.prev = first, last
	return first
}

func (r *Ring) init() *Ring {
	r.next, r.prev = r, r
	return r
}

// Next is the next element. r must not be empty.
func (r *Ring) Next() *Ring {
	if r.next == nil {
		return r.init()
	}
	return r.next
}

// Prev is the previous element. r must not be empty.
func (r *Ring) Prev() *Ring {
	if r.next == nil {
		return r.init()
	}
	return r.prev
}

// Move is the element n % r.Len() places forward, backward for a negative n. r
// must not be empty.
func (r *Ring) Move(n int) *Ring {
	if r.next == nil {
		return r.init()
	}
	for ; n < 0; n++ {
		r = r.prev
	}
	for ; n > 0; n-- {
		r = r.next
	}
	return r
}

// Link makes s the element after r and returns what that was before. Of two
// rings it makes one, s's elements behind r. In one ring it cuts out the
// elements between r and s, which make a ring whose first element it returns.
func (r *Ring) Link(s *Ring) *Ring {
	n := r.Next()
	if s != nil {
		p := s.Prev()
		r.next, s.prev = s, r
		n.prev, p.next = p, n
	}
	return n
}

// Unlink cuts the n % r.Len() elements behind r out and returns their ring. r
// must not be empty.
func (r *Ring) Unlink(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return r.Link(r.Move(n + 1))
}

// Len counts the elements, in O(n).
func (r *Ring) Len() int {
	if r == nil {
		return 0
	}
	n := 1
	for p := r.Next(); p != r; p = p.next {
		n++
	}
	return n
}

// Do calls f for each element's value, forward from r. f must not change r.
func (r *Ring) Do(f func(any)) {
	if r == nil {
		return
	}
	f(r.Value)
	for p := r.Next(); p != r; p = p.next {
		f(p.Value)
	}
}
