package reflect

import "unsafe"

// assignTo returns v as a value of type dst, as an assignment would convert it.
func (v Value) assignTo(context string, dst *rtype) Value {
	if v.flag&flagMethod != 0 {
		v = v.bindMethod(context)
	}
	switch {
	case v.typ_ == nil:
		panic(context + ": value of type nil is not assignable to type " + dst.String())
	case directlyAssignable(dst, v.typ_):
		return Value{dst, v.ptr, v.flag&(flagAddr|flagIndir) | v.flag.ro() | flag(dst.kind)}
	case dst.Kind() == Interface && implements(dst, v.typ_):
		if v.kind() == Interface && v.IsNil() {
			return Value{dst, newObject(dst), flagIndir | flag(Interface)}
		}
		p := newObject(dst)
		storeInterface(dst, p, v.toInterface())
		return Value{dst, p, flagIndir | flag(Interface)}
	}
	panic(context + ": value of type " + v.typ_.String() + " is not assignable to type " + dst.String())
}

// storeInterface writes x, which implements dst, to *p of interface type dst.
func storeInterface(dst *rtype, p unsafe.Pointer, x any) {
	if dst.ifaceMethods.n == 0 {
		*(*any)(p) = x
		return
	}
	e := (*eface)(unsafe.Pointer(&x))
	// Tables are not in the heap, so only the data word needs a tracked store.
	*(*uintptr)(p) = uintptr(findItab(dst, e.typ))
	(*iface)(p).word = e.word
}

// Set assigns x to the value v.
func (v Value) Set(x Value) {
	v.mustBeAssignable("Set")
	x.mustBeExported("Set")
	x = x.assignTo("reflect.Set", v.typ_)
	if x.flag&flagIndir != 0 {
		typedMove(v.typ_, v.ptr, x.ptr)
	} else {
		*(*unsafe.Pointer)(v.ptr) = x.ptr
	}
}

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.mustBeAssignable("SetZero")
	typedClear(v.typ_, v.ptr)
}

// SetBool sets v's underlying value.
func (v Value) SetBool(x bool) {
	v.mustBeAssignable("SetBool")
	v.mustBe(Bool, "SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt sets v's underlying value to x.
func (v Value) SetInt(x int64) {
	v.mustBeAssignable("SetInt")
	switch v.kind() {
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	default:
		v.fail("SetInt")
	}
}

// SetUint sets v's underlying value to x.
func (v Value) SetUint(x uint64) {
	v.mustBeAssignable("SetUint")
	switch v.kind() {
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	default:
		v.fail("SetUint")
	}
}

// SetFloat sets v's underlying value to x.
func (v Value) SetFloat(x float64) {
	v.mustBeAssignable("SetFloat")
	switch v.kind() {
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	default:
		v.fail("SetFloat")
	}
}

// SetComplex sets v's underlying value to x.
func (v Value) SetComplex(x complex128) {
	v.mustBeAssignable("SetComplex")
	switch v.kind() {
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	default:
		v.fail("SetComplex")
	}
}

// SetString sets v's underlying value to x.
func (v Value) SetString(x string) {
	v.mustBeAssignable("SetString")
	v.mustBe(String, "SetString")
	*(*string)(v.ptr) = x
}

// SetBytes sets v's underlying value, a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustBeAssignable("SetBytes")
	v.mustBe(Slice, "SetBytes")
	if v.typ_.elem.Kind() != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetPointer sets the unsafe.Pointer value v to x.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustBeAssignable("SetPointer")
	v.mustBe(UnsafePointer, "SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

// SetLen sets v's length to n.
func (v Value) SetLen(n int) {
	v.mustBeAssignable("SetLen")
	v.mustBe(Slice, "SetLen")
	h := (*sliceHeader)(v.ptr)
	if uint(n) > uint(h.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	h.len = n
}

// SetCap sets v's capacity to n.
func (v Value) SetCap(n int) {
	v.mustBeAssignable("SetCap")
	v.mustBe(Slice, "SetCap")
	h := (*sliceHeader)(v.ptr)
	if n < h.len || n > h.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	h.cap = n
}

// Slice returns v[i:j].
func (v Value) Slice(i, j int) Value {
	switch v.kind() {
	case String:
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		t := new(string)
		*t = s[i:j]
		return Value{v.typ_, unsafe.Pointer(t), v.flag &^ flagAddr}
	case Array, Slice:
		t, base, _, limit := v.sliceable("Slice")
		if i < 0 || j < i || j > limit {
			panic("reflect.Value.Slice: slice index out of bounds")
		}
		return cut(t, base, i, j, limit, v.flag.ro())
	}
	v.fail("Slice")
	return Value{}
}

// Slice3 returns v[i:j:k].
func (v Value) Slice3(i, j, k int) Value {
	if v.kind() != Array && v.kind() != Slice {
		v.fail("Slice3")
	}
	t, base, _, limit := v.sliceable("Slice3")
	if i < 0 || j < i || k < j || k > limit {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return cut(t, base, i, j, k, v.flag.ro())
}

// sliceable returns the slice type, first element, length and capacity of a slice or addressable array.
func (v Value) sliceable(method string) (*rtype, unsafe.Pointer, int, int) {
	if v.kind() == Array {
		if v.flag&flagAddr == 0 {
			panic("reflect.Value." + method + ": slice of unaddressable array")
		}
		n := v.typ_.length
		return makeSliceType(v.typ_.elem), v.ptr, n, n
	}
	h := (*sliceHeader)(v.ptr)
	return v.typ_, h.data, h.len, h.cap
}

func cut(t *rtype, base unsafe.Pointer, i, j, k int, ro flag) Value {
	h := new(sliceHeader)
	h.len, h.cap = j-i, k-i
	h.data = base
	if k-i > 0 {
		h.data = unsafe.Add(base, uintptr(i)*t.elem.size)
	}
	return Value{t, unsafe.Pointer(h), ro | flagIndir | flag(Slice)}
}

// SliceHeader is the runtime representation of a slice, without a pointer that keeps its data alive.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

// StringHeader is the runtime representation of a string, without a pointer that keeps its data alive.
type StringHeader struct {
	Data uintptr
	Len  int
}

// Grow increases the slice's capacity, if necessary, to guarantee space for another n elements.
func (v Value) Grow(n int) {
	v.mustBeAssignable("Grow")
	v.mustBe(Slice, "Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	h := (*sliceHeader)(v.ptr)
	if h.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	if h.len+n > h.cap {
		h.data, _, h.cap = growSlice(v.typ_.elem, h.data, h.len, h.cap, n)
	}
}

// Clear clears the contents of a map or zeros the contents of a slice.
func (v Value) Clear() {
	switch v.kind() {
	case Slice:
		h := (*sliceHeader)(v.ptr)
		for i := 0; i < h.len; i++ {
			typedClear(v.typ_.elem, unsafe.Add(h.data, uintptr(i)*v.typ_.elem.size))
		}
	case Map:
		mapClear(v.typ_, v.word())
	default:
		v.fail("Clear")
	}
}

// Append appends the values x to a slice s and returns the resulting slice.
func Append(s Value, x ...Value) Value {
	s.mustBe(Slice, "Append")
	n := s.Len()
	s = s.extended(len(x))
	for i, v := range x {
		s.Index(n + i).Set(v)
	}
	return s
}

// extended returns a copy of slice s that is n longer.
func (s Value) extended(n int) Value {
	s.mustBeExported("Append")
	h := *(*sliceHeader)(s.ptr)
	if h.len+n < 0 {
		panic("reflect.Append: slice overflow")
	}
	if h.len+n > h.cap {
		h.data, _, h.cap = growSlice(s.typ_.elem, h.data, h.len, h.cap, n)
	}
	h.len += n
	p := new(sliceHeader)
	*p = h
	return Value{s.typ_, unsafe.Pointer(p), flagIndir | flag(Slice)}
}

// AppendSlice appends a slice t to a slice s and returns the resulting slice.
func AppendSlice(s, t Value) Value {
	s.mustBe(Slice, "AppendSlice")
	t.mustBe(Slice, "AppendSlice")
	if s.typ_.elem != t.typ_.elem {
		panic("reflect.AppendSlice: " + s.Type().String() + " != " + t.Type().String())
	}
	n, m := s.Len(), t.Len()
	s = s.extended(m)
	Copy(s.Slice(n, n+m), t)
	return s
}

// Copy copies the contents of src into dst until either is full or exhausted and returns the number copied.
func Copy(dst, src Value) int {
	dk := dst.kind()
	if dk != Array && dk != Slice {
		panic(&ValueError{"reflect.Copy", dk})
	}
	if dk == Array {
		dst.mustBeAssignable("Copy")
	}
	dst.mustBeExported("Copy")
	src.mustBeExported("Copy")
	dt, dp, dn := dst.elements()
	if src.kind() == String && dt.Kind() == Uint8 {
		s := *(*string)(src.ptr)
		return copy(unsafe.Slice((*byte)(dp), dn), s)
	}
	if sk := src.kind(); sk != Array && sk != Slice {
		panic(&ValueError{"reflect.Copy", sk})
	}
	st, sp, sn := src.elements()
	if dt != st {
		panic("reflect.Copy: " + dst.Type().String() + " != " + src.Type().String())
	}
	return sliceCopy(dt, dp, dn, sp, sn)
}

func (v Value) elements() (*rtype, unsafe.Pointer, int) {
	if v.kind() == Array {
		return v.typ_.elem, v.address(), v.typ_.length
	}
	h := (*sliceHeader)(v.ptr)
	return v.typ_.elem, h.data, h.len
}

// ---- making values

// Zero returns a Value representing the zero value for the specified type.
func Zero(t Type) Value {
	if t == nil {
		panic("reflect: Zero(nil)")
	}
	r := t.common()
	if r.isDirect() {
		return Value{r, nil, flag(r.kind)}
	}
	return Value{r, zeroObject(r), flagIndir | flag(r.kind)}
}

// New returns a Value representing a pointer to a new zero value for the specified type.
func New(t Type) Value {
	if t == nil {
		panic("reflect: New(nil)")
	}
	return Value{makePointerType(t.common()), newObject(t.common()), flag(Pointer)}
}

// NewAt returns a Value representing a pointer to a value of the specified type at p.
func NewAt(t Type, p unsafe.Pointer) Value {
	return Value{makePointerType(t.common()), p, flag(Pointer)}
}

// MakeSlice creates a new zero-initialized slice value.
func MakeSlice(t Type, len, cap int) Value {
	if t.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	h := &sliceHeader{newArray(t.common().elem, cap), len, cap}
	return Value{t.common(), unsafe.Pointer(h), flagIndir | flag(Slice)}
}

// SliceAt returns a Value representing a slice of n elements of type t at p.
func SliceAt(t Type, p unsafe.Pointer, n int) Value {
	return Value{makeSliceType(t.common()), unsafe.Pointer(&sliceHeader{p, n, n}), flagIndir | flag(Slice)}
}

// Swapper returns a function that swaps the elements in the provided slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{Method: "Swapper", Kind: v.Kind()})
	}
	h := (*sliceHeader)(v.ptr)
	t := v.typ_.elem
	tmp := newObject(t)
	return func(i, j int) {
		if uint(i) >= uint(h.len) || uint(j) >= uint(h.len) {
			panic("reflect: slice index out of range")
		}
		p, q := unsafe.Add(h.data, uintptr(i)*t.size), unsafe.Add(h.data, uintptr(j)*t.size)
		typedMove(t, tmp, p)
		typedMove(t, p, q)
		typedMove(t, q, tmp)
	}
}
