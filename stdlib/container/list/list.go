// Package list is a doubly linked list of values of any type.
//
//	for e := l.Front(); e != nil; e = e.Next() {
//		// e.Value
//	}
package list

// Element is a member of a list, or of none after removal.
type Element struct {
	next, prev *Element
	list       *List // nil: in no list

	// Value is what is stored; it is the program's.
	Value any
}

// Next is the following element of the list, or nil.
func (e *Element) Next() *Element {
	if e.list == nil || e.next == &e.list.root {
		return nil
	}
	return e.next
}

// Prev is the preceding element of the list, or nil.
func (e *Element) Prev() *Element {
	if e.list == nil || e.prev == &e.list.root {
		return nil
	}
	return e.prev
}

// List is a list; its zero value is an empty one, ready to use.
//
// The elements and root form a ring, which needs no special cases at the ends.
// The links of a zero List's root are nil until something is inserted.
type List struct {
	root Element
	len  int // without root
}

// New makes an empty list.
func New() *List {
	return new(List).Init()
}

// Init makes l an empty list and returns it.
func (l *List) Init() *List {
	l.root.next, l.root.prev = &l.root, &l.root
	l.len = 0
	return l
}

// Len is the number of elements, in O(1).
func (l *List) Len() int {
	return l.len
}

// Front is the first element, or nil.
func (l *List) Front() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.next
}

// Back is the last element, or nil.
func (l *List) Back() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.prev
}

// Remove takes e out of l, if it is in it, and returns e.Value.
func (l *List) Remove(e *Element) any {
	if e.list == l {
		unlink(e)
		e.next, e.prev, e.list = nil, nil, nil // keep nothing else alive
		l.len--
	}
	return e.Value
}

// PushFront inserts v as the first element and returns that.
func (l *List) PushFront(v any) *Element {
	l.prepare()
	return l.insert(v, &l.root)
}

// PushBack inserts v as the last element and returns that.
func (l *List) PushBack(v any) *Element {
	l.prepare()
	return l.insert(v, l.root.prev)
}

// InsertBefore inserts v before mark and returns its element, or nil if mark
// is not in l.
func (l *List) InsertBefore(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insert(v, mark.prev)
}

// InsertAfter inserts v after mark and returns its element, or nil if mark is
// not in l.
func (l *List) InsertAfter(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insert(v, mark)
}

// MoveToFront makes e the first element, if it is in l.
func (l *List) MoveToFront(e *Element) {
	if e.list == l {
		move(e, &l.root)
	}
}

// MoveToBack makes e the last element, if it is in l.
func (l *List) MoveToBack(e *Element) {
	if e.list == l {
		move(e, l.root.prev)
	}
}

// MoveBefore puts e before mark, if both are in l and differ.
func (l *List) MoveBefore(e, mark *Element) {
	if e.list == l && mark.list == l && e != mark {
		move(e, mark.prev)
	}
}

// MoveAfter puts e behind mark, if both are in l and differ.
func (l *List) MoveAfter(e, mark *Element) {
	if e.list == l && mark.list == l && e != mark {
		move(e, mark)
	}
}

// PushBackList appends copies of other's elements. The lists may be the same.
func (l *List) PushBackList(other *List) {
	l.prepare()
	for n, e := other.Len(), other.Front(); n > 0; n, e = n-1, e.Next() {
		l.insert(e.Value, l.root.prev)
	}
}

// PushFrontList inserts copies of other's elements at the front, in other's
// order. The lists may be the same.
func (l *List) PushFrontList(other *List) {
	l.prepare()
	for n, e := other.Len(), other.Back(); n > 0; n, e = n-1, e.Prev() {
		l.insert(e.Value, &l.root)
	}
}

// prepare links the root of a zero List.
func (l *List) prepare() {
	if l.root.next == nil {
		l.Init()
	}
}

func (l *List) insert(v any, at *Element) *Element {
	e := &Element{list: l, Value: v}
	link(e, at)
	l.len++
	return e
}

// link puts e behind at.
func link(e, at *Element) {
	e.prev, e.next = at, at.next
	at.next.prev = e
	at.next = e
}

func unlink(e *Element) {
	e.prev.next = e.next
	e.next.prev = e.prev
}

func move(e, at *Element) {
	if e != at {
		unlink(e)
		link(e, at)
	}
}
