// Package heap keeps a collection in heap order: element i is not greater than
// elements 2i+1 and 2i+2, so that element 0 is a least one. It is most often a
// priority queue.
package heap

import "sort"

// Interface is a collection that can be a heap. Push and Pop are for this
// package to call; programs call heap.Push and heap.Pop.
type Interface interface {
	sort.Interface
	Push(x any) // append x, as element Len()
	Pop() any   // remove and return element Len()-1
}

// Init brings h's elements in heap order, in O(n).
func Init(h Interface) {
	n := h.Len()
	for i := n/2 - 1; i >= 0; i-- {
		down(h, i, n)
	}
}

// Push adds x to the heap, in O(log n).
func Push(h Interface, x any) {
	h.Push(x)
	up(h, h.Len()-1)
}

// Pop removes and returns a least element, in O(log n). It is Remove(h, 0).
func Pop(h Interface) any {
	last := h.Len() - 1
	h.Swap(0, last)
	down(h, 0, last)
	return h.Pop()
}

// Remove removes and returns element i, in O(log n).
func Remove(h Interface, i int) any {
	if last := h.Len() - 1; last != i {
		h.Swap(i, last)
		if !down(h, i, last) {
			up(h, i)
		}
	}
	return h.Pop()
}

// Fix restores heap order after element i has changed, in O(log n).
func Fix(h Interface, i int) {
	if !down(h, i, h.Len()) {
		up(h, i)
	}
}

// up moves element i towards the root as far as it must.
func up(h Interface, i int) {
	for {
		parent := (i - 1) / 2
		if parent == i || !h.Less(i, parent) {
			return
		}
		h.Swap(parent, i)
		i = parent
	}
}

// down moves element i of the first n away from the root as far as it must,
// and reports whether it moved.
func down(h Interface, i, n int) bool {
	start := i
	for {
		child := 2*i + 1
		if child >= n || child < 0 { // < 0 after overflow
			break
		}
		if right := child + 1; right < n && h.Less(right, child) {
			child = right
		}
		if !h.Less(child, i) {
			break
		}
		h.Swap(i, child)
		i = child
	}
	return i > start
}
