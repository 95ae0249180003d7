package reflect

import (
	"sync"
	"unsafe"
)

// scalar is one word of a value in the calling convention (runtime/abi/frame.h): where it is in memory and how it is
// extended to 64 bits.
type scalar struct {
	offset uintptr
	kind   Kind // Bool, sized integers, Float32, Float64, or UnsafePointer
}

const maxScalars = 4

// scalars appends the scalars of type t at offset; ok is false when the type is passed in memory.
func scalars(list []scalar, t *rtype, offset uintptr) (out []scalar, ok bool) {
	switch k := t.Kind(); k {
	case Int:
		list = append(list, scalar{offset, Int64})
	case Uint, Uintptr:
		list = append(list, scalar{offset, Uint64})
	case Bool, Int8, Int16, Int32, Int64, Uint8, Uint16, Uint32, Uint64, Float32, Float64:
		list = append(list, scalar{offset, k})
	case Complex64:
		list = append(list, scalar{offset, Float32}, scalar{offset + 4, Float32})
	case Complex128:
		list = append(list, scalar{offset, Float64}, scalar{offset + 8, Float64})
	case Chan, Func, Map, Pointer, UnsafePointer:
		list = append(list, scalar{offset, UnsafePointer})
	case String:
		list = append(list, scalar{offset, UnsafePointer}, scalar{offset + 8, Int64})
	case Interface:
		list = append(list, scalar{offset, UnsafePointer}, scalar{offset + 8, UnsafePointer})
	case Slice:
		list = append(list, scalar{offset, UnsafePointer}, scalar{offset + 8, Int64}, scalar{offset + 16, Int64})
	case Array:
		if t.length > 1 && t.elem.size > 0 {
			return list, false
		}
		if t.length == 1 {
			if list, ok = scalars(list, t.elem, offset); !ok {
				return list, false
			}
		}
	case Struct:
		for i, fields := 0, t.fieldList(); i < len(fields); i++ {
			if list, ok = scalars(list, fields[i].typ, offset+fields[i].offset); !ok {
				return list, false
			}
		}
	}
	return list, len(list) <= maxScalars
}

// words are argument or result words. They are typed as pointers so that what they hold stays alive; the collector
// takes any word that is no heap address.
type words []unsafe.Pointer

func loadScalar(p unsafe.Pointer, k Kind) unsafe.Pointer {
	switch k {
	case UnsafePointer:
		return *(*unsafe.Pointer)(p)
	case Bool, Uint8:
		return unsafe.Pointer(uintptr(*(*uint8)(p)))
	case Uint16:
		return unsafe.Pointer(uintptr(*(*uint16)(p)))
	case Uint32, Float32:
		return unsafe.Pointer(uintptr(*(*uint32)(p)))
	case Int8:
		return unsafe.Pointer(uintptr(*(*int8)(p)))
	case Int16:
		return unsafe.Pointer(uintptr(*(*int16)(p)))
	case Int32:
		return unsafe.Pointer(uintptr(*(*int32)(p)))
	}
	return unsafe.Pointer(*(*uintptr)(p))
}

func storeScalar(p unsafe.Pointer, k Kind, w unsafe.Pointer) {
	switch k {
	case UnsafePointer:
		*(*unsafe.Pointer)(p) = w
	case Bool, Uint8, Int8:
		*(*uint8)(p) = uint8(uintptr(w))
	case Uint16, Int16:
		*(*uint16)(p) = uint16(uintptr(w))
	case Uint32, Int32, Float32:
		*(*uint32)(p) = uint32(uintptr(w))
	default:
		*(*uintptr)(p) = uintptr(w)
	}
}

// push appends the words of the value of type t at p.
func (w words) push(t *rtype, p unsafe.Pointer) words {
	var buf [maxScalars + 2]scalar
	list, ok := scalars(buf[:0], t, 0)
	if !ok {
		c := newObject(t) // the callee owns its copy
		typedMove(t, c, p)
		return append(w, c)
	}
	for _, s := range list {
		w = append(w, loadScalar(unsafe.Add(p, s.offset), s.kind))
	}
	return w
}

// callWords calls a func value with argument words and receives its result words.
func callWords(fn unsafe.Pointer, args, results words)

// callFunc calls fn, of func type t, with its values' addresses; receiver is the first word when hasReceiver.
func callFunc(t *rtype, fn unsafe.Pointer, hasReceiver bool, receiver unsafe.Pointer, args []unsafe.Pointer) []Value {
	out := t.outList()
	results := make([]unsafe.Pointer, len(out))
	var w words
	resultWords := 0
	for i, r := range out {
		results[i] = newObject(r)
		var buf [maxScalars + 2]scalar
		if list, ok := scalars(buf[:0], r, 0); ok {
			resultWords += len(list)
		} else {
			w = append(w, results[i])
		}
	}
	if hasReceiver {
		w = append(w, receiver)
	}
	for i, in := range t.inList() {
		w = w.push(in, args[i])
	}
	res := make(words, resultWords)
	callWords(fn, w, res)
	values := make([]Value, len(out))
	k := 0
	for i, r := range out {
		var buf [maxScalars + 2]scalar
		if list, ok := scalars(buf[:0], r, 0); ok {
			for _, s := range list {
				storeScalar(unsafe.Add(results[i], s.offset), s.kind, res[k])
				k++
			}
		}
		values[i] = load(r, results[i], 0)
	}
	return values
}

// Call calls the function v with the input arguments in.
func (v Value) Call(in []Value) []Value {
	v.mustBe(Func, "Call")
	v.mustBeExported("Call")
	return v.call("Call", in)
}

// CallSlice calls the variadic function v, assigning the slice in[len(in)-1] to v's final variadic argument.
func (v Value) CallSlice(in []Value) []Value {
	v.mustBe(Func, "CallSlice")
	v.mustBeExported("CallSlice")
	return v.call("CallSlice", in)
}

func (v Value) call(op string, in []Value) []Value {
	t, fn, receiver, hasReceiver := v.callee(op)
	if fn == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	params := t.inList()
	variadic := t.flags&flagVariadic != 0
	n := len(params)
	switch {
	case op == "CallSlice" && !variadic:
		panic("reflect: CallSlice of non-variadic function")
	case op == "CallSlice" && len(in) < n:
		panic("reflect: CallSlice with too few input arguments")
	case op == "CallSlice" && len(in) > n:
		panic("reflect: CallSlice with too many input arguments")
	case op == "Call" && variadic && len(in) < n-1, op == "Call" && !variadic && len(in) < n:
		panic("reflect: Call with too few input arguments")
	case op == "Call" && !variadic && len(in) > n:
		panic("reflect: Call with too many input arguments")
	}
	for _, x := range in {
		if x.Kind() == Invalid {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	if op == "Call" && variadic {
		in = packVariadic(params[n-1], in, n-1)
	}
	for i, x := range in {
		if t := x.Type(); !t.AssignableTo(params[i]) {
			panic("reflect: " + op + " using " + t.String() + " as type " + params[i].String())
		}
	}
	args := make([]unsafe.Pointer, n)
	for i, x := range in {
		x.mustBeExported(op)
		args[i] = x.assignTo("reflect.Value.Call", params[i]).address()
	}
	return callFunc(t, fn, hasReceiver, receiver, args)
}

// packVariadic gathers in[fixed:] into one slice of type t.
func packVariadic(t *rtype, in []Value, fixed int) []Value {
	rest := in[fixed:]
	s := MakeSlice(t, len(rest), len(rest))
	for i, x := range rest {
		if !directlyAssignable(t.elem, x.typ_) && !(t.elem.Kind() == Interface && implements(t.elem, x.Type().common())) {
			panic("reflect: cannot use " + x.typ_.String() + " as type " + t.elem.String() + " in Call")
		}
		s.Index(i).Set(x)
	}
	return append(append([]Value(nil), in[:fixed]...), s)
}

// callee resolves v to a func type without receiver, the func value, and the receiver word of a method value.
func (v Value) callee(op string) (t *rtype, fn, receiver unsafe.Pointer, hasReceiver bool) {
	if v.flag&flagMethod == 0 {
		return v.typ_, v.word(), nil, false
	}
	i := int(v.flag >> flagMethodShift)
	if v.typ_.Kind() == Interface {
		m := &v.typ_.ifaceMethodList()[i]
		if m.pkgPath != "" {
			panic("reflect: " + op + " of unexported method")
		}
		x := (*iface)(v.ptr)
		if x.tab == nil {
			panic("reflect: " + op + " of method on nil interface value")
		}
		return m.typ, x.tab.fun[i], x.word, true
	}
	m := &v.typ_.exportedMethods()[i]
	if v.typ_.isDirect() {
		return m.typ, m.ifaceFunc, v.word0(), true
	}
	p := newObject(v.typ_)
	typedMove(v.typ_, p, v.ptr)
	return m.typ, m.ifaceFunc, p, true
}

// word0 is word for the receiver of a method value, whose kind bits say Func.
func (v Value) word0() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// NumMethod returns the number of methods in the value's method set.
func (v Value) NumMethod() int {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.NumMethod", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return v.typ_.NumMethod()
}

// Method returns a function value corresponding to v's i'th method, with v as the receiver.
func (v Value) Method(i int) Value {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.Method", Invalid})
	}
	if v.flag&flagMethod != 0 || uint(i) >= uint(v.typ_.NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if v.typ_.Kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	return Value{v.typ_, v.ptr, v.flag.ro() | v.flag&flagIndir | flag(Func) | flag(i)<<flagMethodShift | flagMethod}
}

// MethodByName returns the method of v with the given name, or the zero Value.
func (v Value) MethodByName(name string) Value {
	if v.typ_ == nil {
		panic(&ValueError{"reflect.Value.MethodByName", Invalid})
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	m, ok := v.typ_.MethodByName(name)
	if !ok {
		return Value{}
	}
	return v.Method(m.Index)
}

func (v Value) methodType() Type {
	i := int(v.flag >> flagMethodShift)
	if v.typ_.Kind() == Interface {
		return v.typ_.ifaceMethodList()[i].typ
	}
	return v.typ_.exportedMethods()[i].typ
}

// bindMethod turns a method value into an ordinary func value.
func (v Value) bindMethod(op string) Value {
	t, fn, receiver, _ := v.callee(op)
	b := &boundFunc{descFor(&boundDescs, t), fn, receiver}
	return Value{t, unsafe.Pointer(b), v.flag.ro() | flag(Func)}
}

// ---- functions made at run time

// madeFunc is a func value: the runtime's descriptor first, then what the call needs.
type madeFunc struct {
	desc unsafe.Pointer
	typ  *rtype
	fn   func([]Value) []Value
}

// boundFunc is a func value that calls a method with a receiver.
type boundFunc struct {
	desc     unsafe.Pointer
	method   unsafe.Pointer
	receiver unsafe.Pointer
}

// madeFuncDesc returns a new descriptor for made functions of type t: its code calls callMade. It is like that of stub.
func madeFuncDesc(t *rtype, stub func(), callMade func(m *madeFunc, args unsafe.Pointer) words) unsafe.Pointer

// boundFuncDesc returns a new descriptor for bound methods of type t, without receiver.
func boundFuncDesc(t *rtype, stub func()) unsafe.Pointer
func makeFuncStub()

// stubFunc is called before its descriptor is copied: before that it could be one whose code is not there yet.
var stubFunc = makeFuncStub

// descs has the descriptors of functions made at run time, one per type.
type descs struct {
	sync.Mutex
	m map[*rtype]unsafe.Pointer
}

var madeDescs, boundDescs descs

func descFor(d *descs, t *rtype) unsafe.Pointer {
	d.Lock()
	desc := d.m[t]
	if desc == nil {
		if d.m == nil {
			d.m = make(map[*rtype]unsafe.Pointer)
		}
		stubFunc()
		if d == &madeDescs {
			desc = madeFuncDesc(t, stubFunc, callMade)
		} else {
			desc = boundFuncDesc(t, stubFunc)
		}
		d.m[t] = desc
	}
	d.Unlock()
	return desc
}

// MakeFunc returns a new function of the given type that wraps the function fn.
func MakeFunc(t Type, fn func(args []Value) (results []Value)) Value {
	if t.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	r := t.common()
	m := &madeFunc{descFor(&madeDescs, r), r, fn}
	return Value{r, unsafe.Pointer(m), flag(Func)}
}

// callee returns the name of the function that m wraps.
func (m *madeFunc) callee() string { return funcName(*(*unsafe.Pointer)(unsafe.Pointer(&m.fn))) }

func funcName(fn unsafe.Pointer) string

// callMade runs a made function: args are the words of the call, what it returns are those of the results.
func callMade(m *madeFunc, args unsafe.Pointer) words {
	next := func() unsafe.Pointer {
		w := *(*unsafe.Pointer)(args)
		args = unsafe.Add(args, 8)
		return w
	}
	out := m.typ.outList()
	hidden := make([]unsafe.Pointer, len(out))
	resultWords := 0
	for i, r := range out {
		var buf [maxScalars + 2]scalar
		if list, ok := scalars(buf[:0], r, 0); ok {
			resultWords += len(list)
		} else {
			hidden[i] = next()
		}
	}
	in := make([]Value, 0, m.typ.in.n)
	for _, t := range m.typ.inList() {
		p := newObject(t)
		var buf [maxScalars + 2]scalar
		if list, ok := scalars(buf[:0], t, 0); ok {
			for _, s := range list {
				storeScalar(unsafe.Add(p, s.offset), s.kind, next())
			}
		} else {
			typedMove(t, p, next())
		}
		in = append(in, load(t, p, 0))
	}
	values := m.fn(in)
	if len(values) != len(out) {
		panic("reflect: wrong return count from function created by MakeFunc")
	}
	results := make(words, 0, resultWords)
	for i, r := range out {
		v := values[i]
		if v.typ_ == nil {
			panic("reflect: function created by MakeFunc using " + m.callee() + " returned zero Value")
		}
		if v.flag&flagRO != 0 {
			panic("reflect: function created by MakeFunc using " + m.callee() + " returned value obtained from unexported field")
		}
		p := v.assignTo("reflect.MakeFunc", r).address()
		if hidden[i] != nil {
			typedMove(r, hidden[i], p)
			continue
		}
		var buf [maxScalars + 2]scalar
		list, _ := scalars(buf[:0], r, 0)
		for _, s := range list {
			results = append(results, loadScalar(unsafe.Add(p, s.offset), s.kind))
		}
	}
	return results
}
