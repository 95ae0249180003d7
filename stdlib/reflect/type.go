package reflect

import (
	"iter"
	"strconv"
	"unsafe"
)

// Type is the representation of a Go type. Types are comparable, so they can be used as map keys.
type Type interface {
	Align() int
	FieldAlign() int
	Method(int) Method
	MethodByName(string) (Method, bool)
	NumMethod() int
	Name() string
	PkgPath() string
	Size() uintptr
	String() string
	Kind() Kind
	Implements(u Type) bool
	AssignableTo(u Type) bool
	ConvertibleTo(u Type) bool
	Comparable() bool
	Bits() int
	ChanDir() ChanDir
	IsVariadic() bool
	Elem() Type
	Field(i int) StructField
	FieldByIndex(index []int) StructField
	FieldByName(name string) (StructField, bool)
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	In(i int) Type
	Key() Type
	Len() int
	NumField() int
	NumIn() int
	NumOut() int
	Out(i int) Type
	OverflowComplex(x complex128) bool
	OverflowFloat(x float64) bool
	OverflowInt(x int64) bool
	OverflowUint(x uint64) bool
	CanSeq() bool
	CanSeq2() bool
	common() *rtype
}

var _ iter.Seq[int]

// Method represents a single method.
type Method struct {
	Name    string
	PkgPath string // of unexported methods; empty for exported ones
	Type    Type
	Func    Value // with receiver as first argument
	Index   int
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// A StructField describes a single field in a struct.
type StructField struct {
	Name      string
	PkgPath   string // of unexported fields; empty for exported ones
	Type      Type
	Tag       StructTag
	Offset    uintptr
	Index     []int // for Type.FieldByIndex
	Anonymous bool
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// TypeOf returns the dynamic type of i, nil for a nil interface.
func TypeOf(i any) Type {
	t := (*eface)(unsafe.Pointer(&i)).typ
	if t == nil {
		return nil
	}
	return t
}

// TypeFor returns the Type of the type argument T.
func TypeFor[T any]() Type {
	return TypeOf((*T)(nil)).Elem()
}

func toType(t *rtype) Type {
	if t == nil {
		return nil
	}
	return t
}

func (t *rtype) common() *rtype   { return t }
func (t *rtype) Align() int       { return int(t.align) }
func (t *rtype) FieldAlign() int  { return int(t.fieldAlign) }
func (t *rtype) Name() string     { return t.name }
func (t *rtype) PkgPath() string  { return t.pkgPath }
func (t *rtype) Size() uintptr    { return t.size }
func (t *rtype) String() string   { return typeString(t) }
func (t *rtype) Kind() Kind       { return Kind(t.kind) }
func (t *rtype) Comparable() bool { return t.flags&flagComparable != 0 }

func (t *rtype) Bits() int {
	k := t.Kind()
	if k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.String())
	}
	return int(t.size) * 8
}

// want panics unless t has kind k; what is the method's name.
func (t *rtype) want(k Kind, what string) {
	if t.Kind() != k {
		panic("reflect: " + what + " of non-" + k.String() + " type " + t.String())
	}
}

func (t *rtype) ChanDir() ChanDir {
	t.want(Chan, "ChanDir")
	return ChanDir(t.length)
}

func (t *rtype) IsVariadic() bool {
	t.want(Func, "IsVariadic")
	return t.flags&flagVariadic != 0
}

func (t *rtype) Elem() Type {
	switch t.Kind() {
	case Array, Chan, Map, Pointer, Slice:
		return t.elem
	}
	panic("reflect: Elem of invalid type " + t.String())
}

func (t *rtype) Key() Type {
	t.want(Map, "Key")
	return t.key
}

func (t *rtype) Len() int {
	t.want(Array, "Len")
	return t.length
}

func (t *rtype) NumField() int {
	t.want(Struct, "NumField")
	return t.fields.n
}

func (t *rtype) NumIn() int {
	t.want(Func, "NumIn")
	return t.in.n
}

func (t *rtype) NumOut() int {
	t.want(Func, "NumOut")
	return t.out.n
}

func (t *rtype) In(i int) Type {
	t.want(Func, "In")
	return t.inList()[i]
}

func (t *rtype) Out(i int) Type {
	t.want(Func, "Out")
	return t.outList()[i]
}

func (t *rtype) Field(i int) StructField {
	t.want(Struct, "Field")
	list := t.fieldList()
	if i < 0 || i >= len(list) {
		panic("reflect: Field index out of bounds")
	}
	f := &list[i]
	return StructField{
		Name: f.name, PkgPath: f.pkgPath, Type: f.typ, Tag: StructTag(f.tag), Offset: f.offset,
		Index: []int{i}, Anonymous: f.embedded,
	}
}

func (t *rtype) FieldByIndex(index []int) StructField {
	t.want(Struct, "FieldByIndex")
	var f StructField
	at := t
	for i, x := range index {
		if i > 0 {
			if at.Kind() == Pointer && at.elem.Kind() == Struct {
				at = at.elem
			}
		}
		f = at.Field(x)
		at = f.Type.common()
	}
	f.Index = index
	return f
}

func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.want(Struct, "FieldByName")
	if name != "" {
		list := t.fieldList()
		hasEmbedded := false
		for i := range list {
			if list[i].name == name {
				return t.Field(i), true
			}
			hasEmbedded = hasEmbedded || list[i].embedded
		}
		if !hasEmbedded {
			return StructField{}, false
		}
	}
	return t.FieldByNameFunc(func(s string) bool { return s == name })
}

// A search for promoted fields looks at one depth of embedding at a time.
type fieldScan struct {
	typ   *rtype
	index []int
}

func (t *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.want(Struct, "FieldByNameFunc")
	level := []fieldScan{{typ: t}}
	visited := map[*rtype]bool{}
	times := map[*rtype]int{t: 1}
	for len(level) > 0 {
		var next []fieldScan
		nextTimes := map[*rtype]int{}
		var found StructField
		matches := 0
		for _, scan := range level {
			if visited[scan.typ] {
				continue
			}
			visited[scan.typ] = true
			list := scan.typ.fieldList()
			for i := range list {
				f := &list[i]
				var inner *rtype
				if f.embedded {
					inner = f.typ
					if inner.Kind() == Pointer {
						inner = inner.elem
					}
				}
				if match(f.name) {
					matches += times[scan.typ]
					if matches > 1 {
						continue
					}
					found = scan.typ.Field(i)
					found.Index = append(append([]int(nil), scan.index...), i)
					continue
				}
				if matches > 0 || inner == nil || inner.Kind() != Struct {
					continue
				}
				nextTimes[inner] += times[scan.typ]
				if nextTimes[inner] == times[scan.typ] {
					next = append(next, fieldScan{inner, append(append([]int(nil), scan.index...), i)})
				}
			}
		}
		if matches == 1 {
			return found, true
		}
		if matches > 1 {
			return StructField{}, false
		}
		level, times = next, nextTimes
	}
	return StructField{}, false
}

func (t *rtype) NumMethod() int {
	if t.Kind() == Interface {
		return t.ifaceMethods.n
	}
	return len(t.exportedMethods())
}

func (t *rtype) Method(i int) Method {
	if t.Kind() == Interface {
		list := t.ifaceMethodList()
		if i < 0 || i >= len(list) {
			panic("reflect: Method index out of range")
		}
		m := &list[i]
		return Method{Name: m.name, PkgPath: m.pkgPath, Type: m.typ, Index: i}
	}
	list := t.exportedMethods()
	if i < 0 || i >= len(list) {
		panic("reflect: Method index out of range")
	}
	m := &list[i]
	in := append([]*rtype{t}, m.typ.inList()...)
	ft := makeFuncType(in, m.typ.outList(), m.typ.flags&flagVariadic != 0)
	if m.directFunc == nil {
		// Of a struct type made by StructOf.
		fn := MakeFunc(ft, func(in []Value) []Value {
			if variadic := m.typ.flags&flagVariadic != 0; variadic {
				return in[0].Method(i).CallSlice(in[1:])
			}
			return in[0].Method(i).Call(in[1:])
		})
		return Method{Name: m.name, Type: ft, Func: fn, Index: i}
	}
	return Method{Name: m.name, Type: ft, Func: Value{ft, m.directFunc, flag(Func)}, Index: i}
}

func (t *rtype) MethodByName(name string) (Method, bool) {
	n := t.NumMethod()
	for i := 0; i < n; i++ {
		if t.Kind() == Interface {
			if t.ifaceMethodList()[i].name == name {
				return t.Method(i), true
			}
		} else if t.exportedMethods()[i].name == name {
			return t.Method(i), true
		}
	}
	return Method{}, false
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return implements(u.common(), t)
}

// implements reports whether t has all methods of the interface type inter. Both lists are sorted the same way.
func implements(inter, t *rtype) bool {
	want := inter.ifaceMethodList()
	if len(want) == 0 {
		return true
	}
	i := 0
	if t.Kind() == Interface {
		for _, m := range t.ifaceMethodList() {
			if w := &want[i]; m.name == w.name && m.pkgPath == w.pkgPath && m.typ == w.typ {
				if i++; i == len(want) {
					return true
				}
			}
		}
		return false
	}
	for _, m := range t.methodList() {
		if w := &want[i]; m.name == w.name && m.pkgPath == w.pkgPath && m.typ == w.typ {
			if i++; i == len(want) {
				return true
			}
		}
	}
	return false
}

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	return directlyAssignable(u.common(), t) || u.Kind() == Interface && implements(u.common(), t)
}

// directlyAssignable: the values are the same in memory and the language lets them be assigned.
func directlyAssignable(to, from *rtype) bool {
	if to == from {
		return true
	}
	if to.flags&flagNamed != 0 && from.flags&flagNamed != 0 || to.kind != from.kind {
		return false
	}
	if to.Kind() == Chan && ChanDir(from.length) == BothDir && to.elem == from.elem {
		return true
	}
	return identicalUnderlying(to, from, true)
}

// identicalUnderlying compares underlying types of the same kind. Components must be identical; with !tags, struct
// tags are ignored all the way down.
func identicalUnderlying(a, b *rtype, tags bool) bool {
	if a == b {
		return true
	}
	k := a.Kind()
	if k != b.Kind() {
		return false
	}
	if Bool <= k && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	switch k {
	case Array:
		return a.length == b.length && identical(a.elem, b.elem, tags)
	case Chan:
		return a.length == b.length && identical(a.elem, b.elem, tags)
	case Map:
		return identical(a.key, b.key, tags) && identical(a.elem, b.elem, tags)
	case Pointer, Slice:
		return identical(a.elem, b.elem, tags)
	case Func:
		return a.flags&flagVariadic == b.flags&flagVariadic && identicalLists(a.inList(), b.inList(), tags) &&
			identicalLists(a.outList(), b.outList(), tags)
	case Interface:
		return implements(a, b) && implements(b, a)
	case Struct:
		x, y := a.fieldList(), b.fieldList()
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if x[i].name != y[i].name || x[i].pkgPath != y[i].pkgPath || x[i].embedded != y[i].embedded ||
				tags && x[i].tag != y[i].tag || !identical(x[i].typ, y[i].typ, tags) {
				return false
			}
		}
		return true
	}
	return false
}

func identical(a, b *rtype, tags bool) bool {
	if tags || a == b {
		return a == b
	}
	if a.name != b.name || a.pkgPath != b.pkgPath || a.flags&flagNamed != b.flags&flagNamed {
		return false
	}
	return a.flags&flagNamed == 0 && identicalUnderlying(a, b, false)
}

func identicalLists(a, b []*rtype, tags bool) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !identical(a[i], b[i], tags) {
			return false
		}
	}
	return true
}

func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversion(u.common(), t) != nil
}

func (t *rtype) OverflowComplex(x complex128) bool {
	switch t.Kind() {
	case Complex64:
		return overflowsFloat32(real(x)) || overflowsFloat32(imag(x))
	case Complex128:
		return false
	}
	panic("reflect: OverflowComplex of non-complex type " + t.String())
}

func (t *rtype) OverflowFloat(x float64) bool {
	switch t.Kind() {
	case Float32:
		return overflowsFloat32(x)
	case Float64:
		return false
	}
	panic("reflect: OverflowFloat of non-float type " + t.String())
}

func (t *rtype) OverflowInt(x int64) bool {
	if k := t.Kind(); k < Int || k > Int64 {
		panic("reflect: OverflowInt of non-int type " + t.String())
	}
	shift := 64 - t.size*8
	return x != x<<shift>>shift
}

func (t *rtype) OverflowUint(x uint64) bool {
	if k := t.Kind(); k < Uint || k > Uintptr {
		panic("reflect: OverflowUint of non-uint type " + t.String())
	}
	shift := 64 - t.size*8
	return x != x<<shift>>shift
}

func overflowsFloat32(x float64) bool {
	if x < 0 {
		x = -x
	}
	const maxFloat32, maxFloat64 = 0x1p127 * (1 + (1 - 0x1p-23)), 0x1p1023 * (1 + (1 - 0x1p-52))
	return maxFloat32 < x && x <= maxFloat64
}

func (t *rtype) CanSeq() bool {
	switch t.Kind() {
	case Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr, Array, Slice, Chan, String, Map:
		return true
	case Func:
		return yields(t, 1)
	case Pointer:
		return t.elem.Kind() == Array
	}
	return false
}

func (t *rtype) CanSeq2() bool {
	switch t.Kind() {
	case Array, Slice, String, Map:
		return true
	case Func:
		return yields(t, 2)
	case Pointer:
		return t.elem.Kind() == Array
	}
	return false
}

// yields reports whether t is func(yield func(n values) bool).
func yields(t *rtype, n int) bool {
	if t.in.n != 1 || t.out.n != 0 {
		return false
	}
	y := t.inList()[0]
	return y.Kind() == Func && y.in.n == n && y.out.n == 1 && y.outList()[0].Kind() == Bool
}

// ---- types made from other types

// PointerTo returns the pointer type with element t.
func PointerTo(t Type) Type { return makePointerType(t.common()) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

// SliceOf returns the slice type with element type t.
func SliceOf(t Type) Type { return makeSliceType(t.common()) }

// ArrayOf returns the array type with the given length and element type.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	if e := elem.common(); e.size > 0 && uintptr(length) > ^uintptr(0)/e.size {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	return makeArrayType(length, elem.common())
}

// ChanOf returns the channel type with the given direction and element type.
func ChanOf(dir ChanDir, t Type) Type {
	if t.Size() >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	if dir <= 0 || dir > BothDir {
		panic("reflect.ChanOf: invalid dir")
	}
	return makeChanType(int(dir), t.common())
}

// MapOf returns the map type with the given key and element types.
func MapOf(key, elem Type) Type {
	if !key.Comparable() {
		panic("reflect.MapOf: invalid key type " + key.String())
	}
	return makeMapType(key.common(), elem.common())
}

// FuncOf returns the function type with the given parameter and result types.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	if len(in)+len(out) > 128 {
		panic("reflect.FuncOf: too many arguments")
	}
	return makeFuncType(commons(in), commons(out), variadic)
}

func commons(list []Type) []*rtype {
	out := make([]*rtype, len(list))
	for i, t := range list {
		out[i] = t.common()
	}
	return out
}

// StructOf returns the struct type containing fields; Offset and Index are ignored and computed.
func StructOf(fields []StructField) Type {
	list := make([]fieldDesc, len(fields))
	seen := map[string]bool{}
	pkgPath := ""
	for i, f := range fields {
		if f.Name == "" {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no name")
		}
		if !validName(f.Name) {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has invalid name")
		}
		if f.Type == nil {
			panic("reflect.StructOf: field " + strconv.Itoa(i) + " has no type")
		}
		if f.Anonymous {
			checkEmbedded(f)
		}
		// A lower case letter beyond ASCII slips through, as an exported name.
		if c := f.Name[0]; f.PkgPath == "" && ('a' <= c && c <= 'z' || c == '_') {
			panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
		}
		if f.PkgPath != "" {
			if pkgPath != "" && pkgPath != f.PkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkgPath + " and " + f.PkgPath)
			}
			pkgPath = f.PkgPath
		}
		if seen[f.Name] && f.Name != "_" {
			panic("reflect.StructOf: duplicate field " + f.Name)
		}
		seen[f.Name] = true
		list[i] = fieldDesc{name: f.Name, pkgPath: f.PkgPath, tag: string(f.Tag), typ: f.Type.common(), embedded: f.Anonymous}
	}
	checkStructSize(list)
	for i := range list {
		if list[i].embedded {
			stubFunc()
			return makeStructType(list, stubFunc)
		}
	}
	return makeStructType(list, nil)
}

// checkStructSize panics when the fields are more than memory could hold.
func checkStructSize(fields []fieldDesc) {
	size, align := uintptr(0), uintptr(1)
	grow := func(to uintptr) {
		if to < size {
			panic("reflect.StructOf: struct size would exceed virtual address space")
		}
		size = to
	}
	for i := range fields {
		t := fields[i].typ
		a := uintptr(t.fieldAlign)
		if a > align {
			align = a
		}
		grow((size + a - 1) &^ (a - 1))
		grow(size + t.size)
	}
	if n := len(fields); n > 0 && size > 0 && fields[n-1].typ.size == 0 {
		grow(size + 1)
	}
	grow((size + align - 1) &^ (align - 1))
}

// checkEmbedded panics for embedded fields that the language has no place for.
func checkEmbedded(f StructField) {
	if f.PkgPath != "" {
		panic("reflect.StructOf: field \"" + f.Name + "\" is anonymous but has PkgPath set")
	}
	if f.Type.Kind() == Pointer {
		if k := f.Type.Elem().Kind(); k == Pointer || k == Interface {
			panic("reflect.StructOf: illegal embedded field type " + f.Type.String())
		}
	}
}

func validName(s string) bool {
	for i, r := range s {
		letter := r == '_' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r >= 0x80 && letterRune(r)
		if !letter && (i == 0 || r < '0' || r > '9') {
			return false
		}
	}
	return s != ""
}

func letterRune(r rune) bool

// VisibleFields returns all the visible fields in t, which must be a struct type: its own and the promoted ones.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	w := &fieldWalk{byName: map[string]int{}, visiting: map[Type]bool{}}
	w.walk(t)
	kept := w.fields[:0]
	for _, f := range w.fields {
		if f.Name != "" {
			kept = append(kept, f)
		}
	}
	return kept
}

type fieldWalk struct {
	byName   map[string]int
	visiting map[Type]bool
	fields   []StructField
	index    []int
}

func (w *fieldWalk) walk(t Type) {
	if w.visiting[t] {
		return
	}
	w.visiting[t] = true
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		w.index = append(w.index, i)
		add := true
		if old, ok := w.byName[f.Name]; ok {
			o := &w.fields[old]
			if len(w.index) == len(o.Index) {
				// Two fields of one name at one depth hide each other.
				o.Name = ""
				add = false
			} else if len(w.index) < len(o.Index) {
				o.Name = ""
			} else {
				add = false
			}
		}
		if add {
			f.Index = append([]int(nil), w.index...)
			w.byName[f.Name] = len(w.fields)
			w.fields = append(w.fields, f)
		}
		if f.Anonymous {
			inner := f.Type
			if inner.Kind() == Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == Struct {
				w.walk(inner)
			}
		}
		w.index = w.index[:len(w.index)-1]
	}
	delete(w.visiting, t)
}
