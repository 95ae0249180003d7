package runtime

import "unsafe"

// The Error interface identifies a run time error.
type Error interface {
	error
	// RuntimeError does nothing; it tells run time errors from others.
	RuntimeError()
}

// The errors below are made by the runtime (runtime/panic), which knows their layouts.

// typeDesc is the beginning of a type descriptor (runtime/abi/typedesc.h).
type typeDesc struct {
	size, ptrBytes uintptr
	hash           uint32
	flags          [4]uint8
	mask           unsafe.Pointer
	text           string
	name           string
	pkgPath        string
}

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	_interface    *typeDesc // static type of the value; nil: unknown
	concrete      *typeDesc // dynamic type; nil: the value was nil
	asserted      *typeDesc
	missingMethod string // empty: the types differ
}

// RuntimeError marks the type as an Error.
func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string {
	from := "interface"
	if e._interface != nil {
		from = e._interface.text
	}
	to := e.asserted.text
	if e.concrete == nil {
		return "interface conversion: " + from + " is nil, not " + to
	}
	have := e.concrete.text
	if e.missingMethod != "" {
		return "interface conversion: " + have + " is not " + to + ": missing method " + e.missingMethod
	}
	text := "interface conversion: " + from + " is " + have + ", not " + to
	if have != to {
		return text
	}
	if e.concrete.pkgPath != e.asserted.pkgPath {
		return text + " (types from different packages)"
	}
	return text + " (types from different scopes)"
}

// errorString is an error without data: its text follows "runtime error: ".
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// plainError is an error whose text stands alone.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// errorAddressString is a memory fault that debug.SetPanicOnFault made a panic.
type errorAddressString struct {
	text string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}
func (e errorAddressString) Error() string { return "runtime error: " + e.text }

// Addr returns the memory address where a fault occurred.
func (e errorAddressString) Addr() uintptr { return e.addr }

// boundsError is a failed check of an index or of slice bounds.
type boundsError struct {
	x      int64
	y      int
	signed bool  // x is an int64, else a uint64
	code   uint8 // index in boundsTexts: BoundsKind of frontend/ir/ir.h
}

// %x and %y stand for the fields; a negative x has texts of its own.
var boundsTexts = [...][2]string{
	{"index out of range [%x] with length %y", "index out of range [%x]"},
	{"slice bounds out of range [:%x] with length %y", "slice bounds out of range [:%x]"},
	{"slice bounds out of range [:%x] with capacity %y", "slice bounds out of range [:%x]"},
	{"slice bounds out of range [%x:%y]", "slice bounds out of range [%x:]"},
	{"slice bounds out of range [::%x] with length %y", "slice bounds out of range [::%x]"},
	{"slice bounds out of range [::%x] with capacity %y", "slice bounds out of range [::%x]"},
	{"slice bounds out of range [:%x:%y]", "slice bounds out of range [:%x:]"},
	{"slice bounds out of range [%x:%y:]", "slice bounds out of range [%x::]"},
	{"cannot convert slice with length %x to array or pointer to array with length %y", ""},
}

func (e boundsError) RuntimeError() {}

func (e boundsError) Error() string {
	form := boundsTexts[e.code][0]
	if e.signed && e.x < 0 {
		form = boundsTexts[e.code][1]
	}
	b := append(make([]byte, 0, 100), "runtime error: "...)
	for i := 0; i < len(form); i++ {
		if form[i] != '%' {
			b = append(b, form[i])
			continue
		}
		i++
		if form[i] == 'y' {
			b = appendInt(b, uint64(e.y), e.y < 0)
		} else {
			b = appendInt(b, uint64(e.x), e.signed && e.x < 0)
		}
	}
	return string(b)
}

// appendInt appends u, or for a negative number its two's complement, in decimal.
func appendInt(b []byte, u uint64, negative bool) []byte {
	if negative {
		b = append(b, '-')
		u = -u
	}
	var buf [20]byte
	i := len(buf)
	for {
		i--
		buf[i] = byte('0' + u%10)
		u /= 10
		if u == 0 {
			return append(b, buf[i:]...)
		}
	}
}

// A PanicNilError happens when code calls panic(nil).
type PanicNilError struct {
	_ [0]func() // not comparable
}

func (*PanicNilError) Error() string {
	return "panic called with nil argument (use GODEBUG=panicnil=1 to disable)"
}

// RuntimeError marks the type as an Error.
func (*PanicNilError) RuntimeError() {}
