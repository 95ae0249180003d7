// Package unique makes comparable values canonical: equal values have equal handles, which compare by a pointer.
package unique

import (
	"internal/weak"
	"strings"
	"sync"
)

// Handle is a globally unique identity for some value of type T. Two handles are equal if and only if the values are.
type Handle[T comparable] struct {
	value *T
}

// Value returns a shallow copy of the value that produced the Handle.
func (h Handle[T]) Value() T { return *h.value }

// The canonical copies: weak.Pointer[T] by T. A key keeps what it refers to alive until its entry is swept, which
// happens when the table has doubled since the last time.
var (
	mu      sync.Mutex
	entries map[any]entry
	sweepAt int
)

type entry interface{ dead() bool }

type copyOf[T comparable] struct{ weak.Pointer[T] }

func (c copyOf[T]) dead() bool { return c.Strong() == nil }

// Make returns a globally unique handle for a value of type T.
func Make[T comparable](value T) Handle[T] {
	if s, ok := any(&value).(*string); ok {
		*s = strings.Clone(*s)
	}
	mu.Lock()
	defer mu.Unlock()
	if e, ok := entries[value]; ok {
		if p := e.(copyOf[T]).Strong(); p != nil {
			return Handle[T]{p}
		}
	}
	if len(entries) >= sweepAt {
		sweep()
	}
	p := new(T)
	*p = value
	entries[value] = copyOf[T]{weak.Make(p)}
	return Handle[T]{p}
}

func sweep() {
	if entries == nil {
		entries = make(map[any]entry)
	}
	for k, e := range entries {
		if e.dead() {
			delete(entries, k)
		}
	}
	sweepAt = 2*len(entries) + 64
}
