// Package weak has pointers that do not keep what they point to alive.
package weak

import "unsafe"

// A Pointer is a weak reference to a T: comparable, equal for equal pointers.
type Pointer[T any] struct {
	handle unsafe.Pointer
}

// Make makes a weak pointer of a strong one.
func Make[T any](p *T) Pointer[T] {
	if p == nil {
		return Pointer[T]{}
	}
	return Pointer[T]{handleFor(unsafe.Pointer(p))}
}

// Strong is the pointer, nil if the object is gone.
func (p Pointer[T]) Strong() *T {
	if p.handle == nil {
		return nil
	}
	return (*T)(strong(p.handle))
}

// Natives: runtime/gc/weak.h.

func handleFor(p unsafe.Pointer) unsafe.Pointer
func strong(handle unsafe.Pointer) unsafe.Pointer
