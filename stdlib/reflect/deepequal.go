package reflect

import "unsafe"

// pair is a comparison in progress, so that cyclic values come to an end.
type pair struct {
	a, b unsafe.Pointer
	typ  *rtype
}

// DeepEqual reports whether x and y are "deeply equal": of one type, and equal part by part.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	a, b := ValueOf(x), ValueOf(y)
	if a.typ_ != b.typ_ {
		return false
	}
	return deepEqual(a, b, new(pairs))
}

// pairs are the comparisons in progress; the map is made for the first one.
type pairs struct {
	m map[pair]bool
}

// add reports whether p was there already.
func (s *pairs) add(p pair) bool {
	if s.m == nil {
		s.m = make(map[pair]bool)
	}
	if s.m[p] {
		return true
	}
	s.m[p] = true
	return false
}

// cyclic returns the pair to remember for values that can contain themselves.
func cyclic(a, b Value) (pair, bool) {
	var p, q unsafe.Pointer
	switch a.Kind() {
	case Pointer, Map:
		p, q = a.word(), b.word()
	case Slice:
		if a.typ_.elem.ptrBytes == 0 {
			return pair{}, false
		}
		p, q = (*sliceHeader)(a.ptr).data, (*sliceHeader)(b.ptr).data
	case Interface:
		p, q = a.ptr, b.ptr
	default:
		return pair{}, false
	}
	if p == nil || q == nil {
		return pair{}, false
	}
	if uintptr(p) > uintptr(q) {
		p, q = q, p
	}
	return pair{p, q, a.typ_}, true
}

func deepEqual(a, b Value, visited *pairs) bool {
	if !a.IsValid() || !b.IsValid() {
		return a.IsValid() == b.IsValid()
	}
	if a.typ_ != b.typ_ {
		return false
	}
	if p, ok := cyclic(a, b); ok && visited.add(p) {
		return true
	}
	switch a.Kind() {
	case Array:
		for i := 0; i < a.Len(); i++ {
			if !deepEqual(a.Index(i), b.Index(i), visited) {
				return false
			}
		}
		return true
	case Slice:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		if (*sliceHeader)(a.ptr).data == (*sliceHeader)(b.ptr).data {
			return true
		}
		for i := 0; i < a.Len(); i++ {
			if !deepEqual(a.Index(i), b.Index(i), visited) {
				return false
			}
		}
		return true
	case Interface:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		return deepEqual(a.Elem(), b.Elem(), visited)
	case Pointer:
		return a.word() == b.word() || deepEqual(a.Elem(), b.Elem(), visited)
	case Struct:
		for i := 0; i < a.NumField(); i++ {
			if !deepEqual(a.Field(i), b.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		if a.IsNil() != b.IsNil() || a.Len() != b.Len() {
			return false
		}
		if a.word() == b.word() {
			return true
		}
		for _, k := range a.MapKeys() {
			x, y := a.MapIndex(k), b.MapIndex(k)
			if !x.IsValid() || !y.IsValid() || !deepEqual(x, y, visited) {
				return false
			}
		}
		return true
	case Func:
		return a.IsNil() && b.IsNil()
	}
	return typedEqual(a.typ_, a.address(), b.address())
}
