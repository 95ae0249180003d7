package reflect

import (
	"errors"
	"unsafe"
)

// flag holds a Value's kind and how its word is to be read.
type flag uintptr

const (
	flagKindMask    flag = 1<<5 - 1
	flagStickyRO    flag = 1 << 5 // reached through an unexported, not embedded field
	flagEmbedRO     flag = 1 << 6 // reached through an unexported embedded field
	flagIndir       flag = 1 << 7 // ptr points to the data
	flagAddr        flag = 1 << 8 // addressable; implies flagIndir
	flagMethod      flag = 1 << 9 // a method value: ptr is the receiver's
	flagMethodShift      = 10     // above: the method's index
	flagRO               = flagStickyRO | flagEmbedRO
)

func (f flag) kind() Kind { return Kind(f & flagKindMask) }
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// Value is the reflection interface to a Go value. The zero Value represents no value.
type Value struct {
	typ_ *rtype
	// The value itself when it is pointer-shaped and flagIndir is not set, else the address of the value.
	ptr unsafe.Pointer
	flag
}

// A ValueError occurs when a Value method is invoked on a Value that does not support it.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == 0 {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

func (v Value) fail(method string) {
	panic(&ValueError{"reflect.Value." + method, v.kind()})
}

func (v Value) mustBe(k Kind, method string) {
	if v.kind() != k {
		v.fail(method)
	}
}

func (v Value) mustBeExported(method string) {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value." + method, Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
}

func (v Value) mustBeAssignable(method string) {
	v.mustBeExported(method)
	if v.flag&flagAddr == 0 {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// ValueOf returns a Value of the concrete value stored in i; the zero Value for nil.
func ValueOf(i any) Value {
	if i == nil {
		return Value{}
	}
	return unpack(i)
}

func unpack(i any) Value {
	e := (*eface)(unsafe.Pointer(&i))
	if e.typ == nil {
		return Value{}
	}
	f := flag(e.typ.kind)
	if !e.typ.isDirect() {
		f |= flagIndir
	}
	return Value{e.typ, e.word, f}
}

// pack makes an interface of a value; the data is copied when it could still change.
func pack(v Value) any {
	var i any
	e := (*eface)(unsafe.Pointer(&i))
	t := v.typ_
	switch {
	case !t.isDirect():
		p := v.ptr
		if v.flag&flagAddr != 0 {
			p = newObject(t)
			typedMove(t, p, v.ptr)
		}
		e.word = p
	case v.flag&flagIndir != 0:
		e.word = *(*unsafe.Pointer)(v.ptr)
	default:
		e.word = v.ptr
	}
	e.typ = t
	return i
}

// word returns a pointer-shaped value.
func (v Value) word() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// address returns where the value's bytes are, putting a pointer-shaped word into memory first.
func (v Value) address() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	p := newObject(v.typ_)
	*(*unsafe.Pointer)(p) = v.ptr
	return p
}

// load makes a Value of what is at p, which nobody else will change.
func load(t *rtype, p unsafe.Pointer, f flag) Value {
	if t.isDirect() {
		return Value{t, *(*unsafe.Pointer)(p), f | flag(t.kind)}
	}
	return Value{t, p, f | flagIndir | flag(t.kind)}
}

// IsValid reports whether v represents a value.
func (v Value) IsValid() bool { return v.flag != 0 }

// Kind returns v's Kind.
func (v Value) Kind() Kind { return v.kind() }

// Type returns v's type.
func (v Value) Type() Type {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Type", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return v.methodType()
	}
	return v.typ_
}

// String returns the string v's underlying value, as a string; "<T Value>" for other kinds.
func (v Value) String() string {
	if v.kind() == String {
		return *(*string)(v.ptr)
	}
	if v.kind() == Invalid {
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Bool returns v's underlying value.
func (v Value) Bool() bool {
	if v.kind() != Bool {
		v.fail("Bool")
	}
	return *(*bool)(v.ptr)
}

// CanInt reports whether Int can be used without panicking.
func (v Value) CanInt() bool { return Int <= v.kind() && v.kind() <= Int64 }

// Int returns v's underlying value, as an int64.
func (v Value) Int() int64 {
	switch v.kind() {
	case Int:
		return int64(*(*int)(v.ptr))
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	case Int64:
		return *(*int64)(v.ptr)
	}
	v.fail("Int")
	return 0
}

// CanUint reports whether Uint can be used without panicking.
func (v Value) CanUint() bool { return Uint <= v.kind() && v.kind() <= Uintptr }

// Uint returns v's underlying value, as a uint64.
func (v Value) Uint() uint64 {
	switch v.kind() {
	case Uint:
		return uint64(*(*uint)(v.ptr))
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	case Uint64:
		return *(*uint64)(v.ptr)
	case Uintptr:
		return uint64(*(*uintptr)(v.ptr))
	}
	v.fail("Uint")
	return 0
}

// CanFloat reports whether Float can be used without panicking.
func (v Value) CanFloat() bool { return v.kind() == Float32 || v.kind() == Float64 }

// Float returns v's underlying value, as a float64.
func (v Value) Float() float64 {
	switch v.kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	v.fail("Float")
	return 0
}

// CanComplex reports whether Complex can be used without panicking.
func (v Value) CanComplex() bool { return v.kind() == Complex64 || v.kind() == Complex128 }

// Complex returns v's underlying value, as a complex128.
func (v Value) Complex() complex128 {
	switch v.kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	v.fail("Complex")
	return 0
}

func (v Value) isByteSlice() bool { return v.kind() == Slice && v.typ_.elem.Kind() == Uint8 }

// Bytes returns v's underlying value: a slice of bytes or an addressable array of bytes.
func (v Value) Bytes() []byte {
	switch v.kind() {
	case Slice:
		if v.typ_.elem.Kind() != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if v.typ_.elem.Kind() != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), v.typ_.length)
	}
	v.fail("Bytes")
	return nil
}

// CanAddr reports whether the value's address can be obtained with Addr.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet reports whether the value of v can be changed.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// CanInterface reports whether Interface can be used without panicking.
func (v Value) CanInterface() bool {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.CanInterface", Invalid})
	}
	return v.flag&flagRO == 0
}

// Interface returns v's current value as an interface{}.
func (v Value) Interface() any {
	if v.flag == 0 {
		panic(&ValueError{"reflect.Value.Interface", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return v.toInterface()
}

func (v Value) toInterface() any {
	if v.flag&flagMethod != 0 {
		v = v.bindMethod("Interface")
	}
	if v.kind() == Interface {
		return v.ifaceValue()
	}
	return pack(v)
}

// ifaceValue converts the interface that v holds to any.
func (v Value) ifaceValue() any {
	if v.typ_.ifaceMethods.n == 0 {
		return *(*any)(v.ptr)
	}
	var i any
	from := (*iface)(v.ptr)
	if from.tab != nil {
		to := (*eface)(unsafe.Pointer(&i))
		to.typ = from.tab.typ
		to.word = from.word
	}
	return i
}

// InterfaceData returns the interface's words as a pair of uintptrs.
func (v Value) InterfaceData() [2]uintptr {
	v.mustBe(Interface, "InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// Addr returns a pointer value representing the address of v.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{makePointerType(v.typ_), v.ptr, v.flag&flagRO | flag(Pointer)}
}

// Elem returns the value that the interface v contains or that the pointer v points to.
func (v Value) Elem() Value {
	switch v.kind() {
	case Interface:
		x := unpack(v.ifaceValue())
		if x.flag != 0 {
			x.flag |= v.flag.ro()
		}
		return x
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		t := v.typ_.elem
		return Value{t, p, v.flag&flagRO | flagIndir | flagAddr | flag(t.kind)}
	}
	v.fail("Elem")
	return Value{}
}

// Indirect returns the value that v points to, or v itself when it is not a pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// NumField returns the number of fields in the struct v.
func (v Value) NumField() int {
	v.mustBe(Struct, "NumField")
	return v.typ_.fields.n
}

// Field returns the i'th field of the struct v.
func (v Value) Field(i int) Value {
	if v.kind() != Struct {
		v.fail("Field")
	}
	list := v.typ_.fieldList()
	if uint(i) >= uint(len(list)) {
		panic("reflect: Field index out of range")
	}
	f := &list[i]
	fl := v.flag&(flagStickyRO|flagIndir|flagAddr) | flag(f.typ.kind)
	if f.pkgPath != "" {
		if f.embedded {
			fl |= flagEmbedRO
		} else {
			fl |= flagStickyRO
		}
	}
	if v.flag&flagIndir == 0 {
		// A pointer-shaped struct: this field is the pointer, or has no size.
		if f.typ.size == 0 {
			return Value{f.typ, newObject(f.typ), fl | flagIndir}
		}
		return Value{f.typ, v.ptr, fl}
	}
	return Value{f.typ, unsafe.Add(v.ptr, f.offset), fl}
}

// FieldByIndex returns the nested field corresponding to index.
func (v Value) FieldByIndex(index []int) Value {
	if len(index) == 1 {
		return v.Field(index[0])
	}
	v.mustBe(Struct, "FieldByIndex")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ_.elem.Kind() == Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

// FieldByIndexErr is FieldByIndex with an error in place of the panic for a nil embedded pointer.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.mustBe(Struct, "FieldByIndexErr")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && v.typ_.elem.Kind() == Struct {
			if v.IsNil() {
				return Value{}, errors.New("reflect: indirection through nil pointer to embedded struct field " + v.typ_.elem.Name())
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName returns the struct field with the given name, or the zero Value.
func (v Value) FieldByName(name string) Value {
	v.mustBe(Struct, "FieldByName")
	if f, ok := v.typ_.FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc returns the struct field with a name that satisfies match, or the zero Value.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := v.typ_.FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// sliceHeader is a slice in memory.
type sliceHeader struct {
	data     unsafe.Pointer
	len, cap int
}

// Len returns v's length.
func (v Value) Len() int {
	switch v.kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).len
	case String:
		return len(*(*string)(v.ptr))
	case Array:
		return v.typ_.length
	case Map:
		return mapLen(v.word())
	case Chan:
		return chanLen(v.word())
	case Pointer:
		if v.typ_.elem.Kind() == Array {
			return v.typ_.elem.length
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	v.fail("Len")
	return 0
}

// Cap returns v's capacity.
func (v Value) Cap() int {
	switch v.kind() {
	case Slice:
		return (*sliceHeader)(v.ptr).cap
	case Array:
		return v.typ_.length
	case Chan:
		return chanCap(v.word())
	case Pointer:
		if v.typ_.elem.Kind() == Array {
			return v.typ_.elem.length
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	v.fail("Cap")
	return 0
}

// Index returns v's i'th element.
func (v Value) Index(i int) Value {
	switch v.kind() {
	case Array:
		if uint(i) >= uint(v.typ_.length) {
			panic("reflect: array index out of range")
		}
		t := v.typ_.elem
		fl := v.flag&(flagIndir|flagAddr) | v.flag.ro() | flag(t.kind)
		if v.flag&flagIndir == 0 {
			return Value{t, v.ptr, fl}
		}
		return Value{t, unsafe.Add(v.ptr, uintptr(i)*t.size), fl}
	case Slice:
		h := (*sliceHeader)(v.ptr)
		if uint(i) >= uint(h.len) {
			panic("reflect: slice index out of range")
		}
		t := v.typ_.elem
		return Value{t, unsafe.Add(h.data, uintptr(i)*t.size), flagAddr | flagIndir | v.flag.ro() | flag(t.kind)}
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		c := new(uint8)
		*c = s[i]
		return Value{TypeOf(uint8(0)).common(), unsafe.Pointer(c), v.flag.ro() | flagIndir | flag(Uint8)}
	}
	v.fail("Index")
	return Value{}
}

// IsNil reports whether its argument is nil.
func (v Value) IsNil() bool {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		if v.flag&flagMethod != 0 {
			return false
		}
		return v.word() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil
	}
	v.fail("IsNil")
	return false
}

// IsZero reports whether v is the zero value for its type.
func (v Value) IsZero() bool {
	switch v.kind() {
	case Bool:
		return !v.Bool()
	case Int, Int8, Int16, Int32, Int64:
		return v.Int() == 0
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return v.Uint() == 0
	case Float32:
		return *(*uint32)(v.ptr) == 0
	case Float64:
		return *(*uint64)(v.ptr) == 0
	case Complex64:
		return *(*uint64)(v.ptr) == 0
	case Complex128:
		return *(*[2]uint64)(v.ptr) == [2]uint64{}
	case Array:
		for i := 0; i < v.Len(); i++ {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return v.Len() == 0
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if f := v.Field(i); !f.IsZero() && v.typ_.fieldList()[i].name != "_" {
				return false
			}
		}
		return true
	}
	panic(&ValueError{"reflect.Value.IsZero", v.Kind()})
}

// Pointer returns v's value as a uintptr.
func (v Value) Pointer() uintptr {
	switch v.kind() {
	case Pointer, Chan, Map, UnsafePointer:
		return uintptr(v.word())
	case Func:
		if v.flag&flagMethod != 0 {
			v = v.bindMethod("Pointer")
		}
		p := v.word()
		if p == nil {
			return 0
		}
		return funcPC(p)
	case Slice, String:
		return uintptr(*(*unsafe.Pointer)(v.ptr))
	}
	v.fail("Pointer")
	return 0
}

// UnsafePointer returns v's value as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.kind() {
	case Slice, String:
		return *(*unsafe.Pointer)(v.ptr)
	case Func:
		return unsafe.Pointer(v.Pointer())
	case Pointer, Chan, Map, UnsafePointer:
		return v.word()
	}
	v.fail("UnsafePointer")
	return nil
}

// funcPC returns the program counter of the function that a func value calls.
func funcPC(fn unsafe.Pointer) uintptr

// UnsafeAddr returns a pointer to v's data, as a uintptr.
func (v Value) UnsafeAddr() uintptr {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.UnsafeAddr", Invalid})
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// OverflowComplex reports whether x cannot be represented by v's type.
func (v Value) OverflowComplex(x complex128) bool {
	if !v.CanComplex() {
		v.fail("OverflowComplex")
	}
	return v.typ_.OverflowComplex(x)
}

// OverflowFloat reports whether x cannot be represented by v's type.
func (v Value) OverflowFloat(x float64) bool {
	if !v.CanFloat() {
		v.fail("OverflowFloat")
	}
	return v.typ_.OverflowFloat(x)
}

// OverflowInt reports whether x cannot be represented by v's type.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		v.fail("OverflowInt")
	}
	return v.typ_.OverflowInt(x)
}

// OverflowUint reports whether x cannot be represented by v's type.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		v.fail("OverflowUint")
	}
	return v.typ_.OverflowUint(x)
}

// Comparable reports whether == on v would not panic.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		for i := 0; i < v.Len(); i++ {
			if !v.Index(i).Comparable() {
				return false
			}
		}
		return v.typ_.Comparable()
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return v.typ_.Comparable()
}

// Equal reports whether v is equal to u; it panics where == would.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.Kind() != u.Kind() || v.Type() != u.Type() {
		return false
	}
	switch v.Kind() {
	case Func, Map, Slice:
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	}
	return typedEqual(v.typ_, v.address(), u.address())
}
