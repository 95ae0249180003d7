package reflect

import "unsafe"

// CanConvert reports whether Convert would not panic.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	if v.kind() == Slice {
		n := -1
		if t.Kind() == Array {
			n = t.Len()
		} else if t.Kind() == Pointer && t.Elem().Kind() == Array {
			n = t.Elem().Len()
		}
		return n <= v.Len()
	}
	return true
}

// Convert returns the value v converted to type t.
func (v Value) Convert(t Type) Value {
	if v.flag&flagMethod != 0 {
		v = v.bindMethod("Convert")
	}
	op := conversion(t.common(), v.typ_)
	if op == nil {
		panic("reflect.Value.Convert: value of type " + v.typ_.String() + " cannot be converted to type " + t.String())
	}
	return op(v, t.common())
}

type convertFunc func(Value, *rtype) Value

// conversion returns how values of type src are converted to dst, nil when they can't be.
func conversion(dst, src *rtype) convertFunc {
	d, s := dst.Kind(), src.Kind()
	switch {
	case isInt(s) && isNumber(d):
		return convertInt
	case isUint(s) && isNumber(d):
		return convertUint
	case (isInt(s) || isUint(s)) && d == String:
		return convertIntString
	case isFloat(s) && isNumber(d):
		return convertFloat
	case isComplex(s) && isComplex(d):
		return convertComplex
	case s == String && d == Slice && dst.elem.pkgPath == "":
		if k := dst.elem.Kind(); k == Uint8 {
			return convertStringBytes
		} else if k == Int32 {
			return convertStringRunes
		}
	case s == Slice && d == String && src.elem.pkgPath == "":
		if k := src.elem.Kind(); k == Uint8 {
			return convertBytesString
		} else if k == Int32 {
			return convertRunesString
		}
	case s == Slice && d == Pointer && dst.elem.Kind() == Array && src.elem == dst.elem.elem:
		return convertSliceArrayPtr
	case s == Slice && d == Array && src.elem == dst.elem:
		return convertSliceArray
	case s == Chan && d == Chan && ChanDir(src.length) == BothDir && src.elem == dst.elem &&
		(src.flags&flagNamed == 0 || dst.flags&flagNamed == 0):
		return convertSame
	}
	if d == s && identicalUnderlying(dst, src, false) {
		return convertSame
	}
	if d == Pointer && s == Pointer && dst.flags&flagNamed == 0 && src.flags&flagNamed == 0 &&
		identicalUnderlying(dst.elem, src.elem, false) {
		return convertSame
	}
	if d == Interface && implements(dst, src) {
		return convertInterface
	}
	return nil
}

func isInt(k Kind) bool     { return Int <= k && k <= Int64 }
func isUint(k Kind) bool    { return Uint <= k && k <= Uintptr }
func isFloat(k Kind) bool   { return k == Float32 || k == Float64 }
func isComplex(k Kind) bool { return k == Complex64 || k == Complex128 }
func isNumber(k Kind) bool  { return isInt(k) || isUint(k) || isFloat(k) }

// fresh returns an unaddressable Value of type t and a settable view of it.
func fresh(v Value, t *rtype) (Value, Value) {
	p := newObject(t)
	out := Value{t, p, v.flag.ro() | flagIndir | flag(t.kind)}
	return out, Value{t, p, flagIndir | flagAddr | flag(t.kind)}
}

func convertInt(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	switch k := t.Kind(); {
	case isInt(k):
		w.SetInt(v.Int())
	case isUint(k):
		w.SetUint(uint64(v.Int()))
	case k == Float32:
		w.SetFloat(float64(float32(v.Int())))
	default:
		w.SetFloat(float64(v.Int()))
	}
	return out
}

func convertUint(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	switch k := t.Kind(); {
	case isInt(k):
		w.SetInt(int64(v.Uint()))
	case isUint(k):
		w.SetUint(v.Uint())
	case k == Float32:
		w.SetFloat(float64(float32(v.Uint())))
	default:
		w.SetFloat(float64(v.Uint()))
	}
	return out
}

func convertFloat(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	switch k := t.Kind(); {
	case isInt(k):
		w.SetInt(int64(v.Float()))
	case isUint(k):
		w.SetUint(uint64(v.Float()))
	case v.Kind() == Float32 && k == Float32:
		*(*float32)(w.ptr) = *(*float32)(v.ptr) // keeps signalling NaNs
	default:
		w.SetFloat(v.Float())
	}
	return out
}

func convertComplex(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	w.SetComplex(v.Complex())
	return out
}

func convertIntString(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	s := "\uFFFD"
	if isInt(v.Kind()) {
		if x := v.Int(); int64(rune(x)) == x {
			s = string(rune(x))
		}
	} else if x := v.Uint(); uint64(rune(x)) == x {
		s = string(rune(x))
	}
	w.SetString(s)
	return out
}

func convertStringBytes(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	*(*[]byte)(w.ptr) = []byte(*(*string)(v.ptr))
	return out
}

func convertStringRunes(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	*(*[]rune)(w.ptr) = []rune(*(*string)(v.ptr))
	return out
}

func convertBytesString(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	*(*string)(w.ptr) = string(*(*[]byte)(v.ptr))
	return out
}

func convertRunesString(v Value, t *rtype) Value {
	out, w := fresh(v, t)
	*(*string)(w.ptr) = string(*(*[]rune)(v.ptr))
	return out
}

func sliceTooShort(have, want int) string {
	return "reflect: cannot convert slice with length " + itoa(have) + " to pointer to array with length " + itoa(want)
}

func itoa(n int) string {
	if n == 0 {
		return "0"
	}
	var buf [20]byte
	i := len(buf)
	for ; n > 0; n /= 10 {
		i--
		buf[i] = byte('0' + n%10)
	}
	return string(buf[i:])
}

func convertSliceArrayPtr(v Value, t *rtype) Value {
	if n := t.elem.length; n > v.Len() {
		panic(sliceTooShort(v.Len(), n))
	}
	return Value{t, (*sliceHeader)(v.ptr).data, v.flag.ro() | flag(Pointer)}
}

func convertSliceArray(v Value, t *rtype) Value {
	if n := t.length; n > v.Len() {
		panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to array with length " + itoa(n))
	}
	p := newObject(t)
	typedMove(t, p, (*sliceHeader)(v.ptr).data)
	return load(t, p, v.flag.ro())
}

func convertSame(v Value, t *rtype) Value {
	if v.flag&flagAddr != 0 {
		p := newObject(t)
		typedMove(t, p, v.ptr)
		return Value{t, p, v.flag.ro() | flagIndir | flag(t.kind)}
	}
	return Value{t, v.ptr, v.flag&flagIndir | v.flag.ro() | flag(t.kind)}
}

func convertInterface(v Value, t *rtype) Value {
	p := newObject(t)
	if v.kind() != Interface || !v.IsNil() {
		storeInterface(t, p, v.toInterface())
	}
	return Value{t, p, v.flag.ro() | flagIndir | flag(Interface)}
}

var _ unsafe.Pointer
