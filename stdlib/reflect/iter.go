package reflect

import "iter"

// Seq returns an iterator that loops over the elements of v, as a range statement with one variable does.
func (v Value) Seq() iter.Seq[Value] {
	if v.Kind() == Func && yields(v.typ_, 1) {
		return func(yield func(Value) bool) {
			y := MakeFunc(v.Type().In(0), func(in []Value) []Value { return []Value{ValueOf(yield(in[0]))} })
			v.Call([]Value{y})
		}
	}
	switch k := v.Kind(); {
	case isInt(k):
		return func(yield func(Value) bool) {
			for i := int64(0); i < v.Int(); i++ {
				if !yield(ValueOf(i).Convert(v.Type())) {
					return
				}
			}
		}
	case isUint(k):
		return func(yield func(Value) bool) {
			for i := uint64(0); i < v.Uint(); i++ {
				if !yield(ValueOf(i).Convert(v.Type())) {
					return
				}
			}
		}
	case k == Array, k == Slice, k == Pointer && v.typ_.elem.Kind() == Array:
		return func(yield func(Value) bool) {
			for i := 0; i < v.Len(); i++ {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case k == String:
		return func(yield func(Value) bool) {
			for i := range v.String() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case k == Map:
		return func(yield func(Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key()) {
					return
				}
			}
		}
	case k == Chan:
		return func(yield func(Value) bool) {
			for x, ok := v.Recv(); ok; x, ok = v.Recv() {
				if !yield(x) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
}

// Seq2 returns an iterator that loops over the elements of v, as a range statement with two variables does.
func (v Value) Seq2() iter.Seq2[Value, Value] {
	if v.Kind() == Func && yields(v.typ_, 2) {
		return func(yield func(Value, Value) bool) {
			y := MakeFunc(v.Type().In(0), func(in []Value) []Value { return []Value{ValueOf(yield(in[0], in[1]))} })
			v.Call([]Value{y})
		}
	}
	switch k := v.Kind(); {
	case k == Array, k == Slice, k == Pointer && v.typ_.elem.Kind() == Array:
		return func(yield func(Value, Value) bool) {
			for i := 0; i < v.Len(); i++ {
				if !yield(ValueOf(i), Indirect(v).Index(i)) {
					return
				}
			}
		}
	case k == String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case k == Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next(); {
				if !yield(it.Key(), it.Value()) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}
