package atomic

import "unsafe"

// A Value provides an atomic load and store of a consistently typed value. The zero value returns nil from Load.
//
// The value is kept boxed, so that one pointer names both its type and its data.
type Value struct {
	v unsafe.Pointer // *any
}

type words struct {
	typ, data unsafe.Pointer
}

func typeOf(x any) unsafe.Pointer { return (*words)(unsafe.Pointer(&x)).typ }

// Load returns the value set by the most recent Store, nil if there was none.
func (v *Value) Load() (val any) {
	if p := (*any)(LoadPointer(&v.v)); p != nil {
		return *p
	}
	return nil
}

// Store sets the value of v to val. All stores must use values of the same concrete type.
func (v *Value) Store(val any) { v.replace(val, "store") }

// Swap stores new into v and returns the previous value, nil if v is empty.
func (v *Value) Swap(new any) (old any) { return v.replace(new, "swap") }

func (v *Value) replace(new any, what string) any {
	if new == nil {
		panic("sync/atomic: " + what + " of nil value into Value")
	}
	box := &new
	for {
		old := LoadPointer(&v.v)
		if old != nil && typeOf(*(*any)(old)) != typeOf(new) {
			panic("sync/atomic: " + what + " of inconsistently typed value into Value")
		}
		if CompareAndSwapPointer(&v.v, old, unsafe.Pointer(box)) {
			if old == nil {
				return nil
			}
			return *(*any)(old)
		}
	}
}

// CompareAndSwap executes the compare-and-swap operation for the Value.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	if old != nil && typeOf(old) != typeOf(new) {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	box := &new
	for {
		p := LoadPointer(&v.v)
		if p == nil {
			if old != nil {
				return false
			}
		} else {
			have := *(*any)(p)
			if typeOf(have) != typeOf(new) {
				panic("sync/atomic: compare and swap of inconsistently typed value into Value")
			}
			if have != old {
				return false
			}
		}
		if CompareAndSwapPointer(&v.v, p, unsafe.Pointer(box)) {
			return true
		}
	}
}
