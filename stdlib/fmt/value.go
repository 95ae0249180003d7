// From an operand to its text: quick paths for the basic types, the methods of Formatter,
// GoStringer, error and Stringer with their panics, and the walk over composite values by
// reflection.
package fmt

import "reflect"

// plain formats an operand of Print and Println: as %v without flags.
func (p *printer) plain(arg any) {
	switch v := arg.(type) {
	case string:
		p.buf = append(p.buf, v...)
	case int:
		p.formatInt(int64(v), 'v')
	default:
		p.flags = 0
		p.formatArg(arg, 'v')
	}
}

// formatArg formats one operand.
func (p *printer) formatArg(arg any, verb rune) {
	p.arg = arg
	p.val = reflect.Value{}
	if verb == 'T' || verb == 'p' || arg == nil {
		p.formatSpecial(arg, verb)
		return
	}
	switch v := arg.(type) {
	case string:
		p.formatString(v, verb)
	case int:
		p.formatInt(int64(v), verb)
	case bool:
		p.formatBool(v, verb)
	case float64:
		p.formatFloat(v, 64, verb)
	default:
		p.formatOther(arg, verb)
	}
}

// formatSpecial handles a nil operand and the verbs that take every type.
func (p *printer) formatSpecial(arg any, verb rune) {
	switch {
	case arg == nil && (verb == 'T' || verb == 'v'):
		p.padString("<nil>")
	case arg == nil:
		p.badVerb(verb)
	case verb == 'T':
		p.text(reflect.TypeOf(arg).String())
	default:
		p.pointer(reflect.ValueOf(arg), 'p')
	}
}

// formatOther continues formatArg with the rarer predeclared types, then all the rest.
func (p *printer) formatOther(arg any, verb rune) {
	switch v := arg.(type) {
	case int8:
		p.formatInt(int64(v), verb)
	case int16:
		p.formatInt(int64(v), verb)
	case int32:
		p.formatInt(int64(v), verb)
	case int64:
		p.formatInt(v, verb)
	case uint:
		p.formatUint(uint64(v), verb)
	case uint8:
		p.formatUint(uint64(v), verb)
	case uint16:
		p.formatUint(uint64(v), verb)
	case uint32:
		p.formatUint(uint64(v), verb)
	case uint64:
		p.formatUint(v, verb)
	case uintptr:
		p.formatUint(uint64(v), verb)
	case float32:
		p.formatFloat(float64(v), 32, verb)
	case complex64:
		p.formatComplex(complex128(v), 64, verb)
	case complex128:
		p.formatComplex(v, 128, verb)
	case []byte:
		if isBytesVerb(verb) {
			p.formatBytes(v, verb, "[]byte")
			return
		}
		p.walk(reflect.ValueOf(arg), verb, 0)
	case reflect.Value:
		p.formatReflect(v, verb)
	default:
		if !p.method(verb) {
			p.walk(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// formatReflect formats what a reflect.Value holds, by its methods if they may be called.
func (p *printer) formatReflect(v reflect.Value, verb rune) {
	if v.IsValid() && !v.CanInterface() {
		p.arg = nil
		p.val = v
	} else if v.IsValid() {
		if p.arg = v.Interface(); p.method(verb) {
			return
		}
	}
	p.walk(v, verb, 0)
}

// badVerb reports a verb that the operand's type does not have.
func (p *printer) badVerb(verb rune) {
	p.complaining = true
	p.writeString("%!")
	p.writeRune(verb)
	p.writeByte('(')
	switch {
	case p.arg != nil:
		p.writeString(reflect.TypeOf(p.arg).String())
		p.writeByte('=')
		p.formatArg(p.arg, 'v')
	case p.val.IsValid():
		p.writeString(p.val.Type().String())
		p.writeByte('=')
		p.walk(p.val, 'v', 0)
	default:
		p.writeString("<nil>")
	}
	p.writeByte(')')
	p.complaining = false
}

// method formats p.arg by a method of its own if it has a suitable one for the verb, and
// reports whether it did (a method that panics counts).
func (p *printer) method(verb rune) bool {
	if p.complaining {
		return false
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wrapOK {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		p.callFormat(f, verb)
		return true
	}
	if p.has(sharpV) {
		if g, ok := p.arg.(GoStringer); ok {
			p.callGoString(g, verb)
			return true
		}
		return false
	}
	switch verb {
	case 'v', 's', 'x', 'X', 'q':
		switch v := p.arg.(type) {
		case error:
			p.callError(v, verb)
			return true
		case Stringer:
			p.callString(v, verb)
			return true
		}
	}
	return false
}

func (p *printer) callFormat(f Formatter, verb rune) {
	defer p.catch(f, verb, "Format")
	f.Format(p, verb)
}

func (p *printer) callGoString(g GoStringer, verb rune) {
	defer p.catch(g, verb, "GoString")
	p.text(g.GoString())
}

func (p *printer) callError(e error, verb rune) {
	defer p.catch(e, verb, "Error")
	p.formatString(e.Error(), verb)
}

func (p *printer) callString(s Stringer, verb rune) {
	defer p.catch(s, verb, "String")
	p.formatString(s.String(), verb)
}

// catch is deferred around a method call: a nil receiver prints as <nil>, another panic is
// described in the output, and a panic while describing one goes on to the caller.
func (p *printer) catch(arg any, verb rune, method string) {
	err := recover()
	if err == nil {
		return
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
		p.writeString("<nil>")
		return
	}
	if p.panicking {
		panic(err)
	}
	flags := p.flags
	p.flags = 0
	p.complaint(verb, "(PANIC=")
	p.writeString(method)
	p.writeString(" method: ")
	p.panicking = true
	p.formatArg(err, 'v')
	p.panicking = false
	p.writeByte(')')
	p.flags = flags
}

// walk formats v by its kind. At depth 0 methods have been tried already; deeper values get
// their chance here.
func (p *printer) walk(v reflect.Value, verb rune, depth int) {
	if depth > 0 && v.IsValid() {
		if !v.CanInterface() { // an unexported field: no methods, and bad verbs report v
			p.arg = nil
			p.val = v
		} else if p.arg = v.Interface(); p.method(verb) {
			return
		}
	}
	kind := v.Kind()
	if kind <= reflect.Complex128 || kind == reflect.String {
		p.walkBasic(v, kind, verb, depth)
		return
	}
	switch kind {
	case reflect.Map:
		p.walkMap(v, verb, depth)
	case reflect.Struct:
		p.walkStruct(v, verb, depth)
	case reflect.Interface:
		p.walkInterface(v, verb, depth)
	case reflect.Array, reflect.Slice:
		p.walkList(v, verb, depth)
	case reflect.Pointer:
		p.walkPointer(v, verb, depth)
	default: // Chan, Func, UnsafePointer
		p.pointer(v, verb)
	}
}

// walkBasic formats a value without components.
func (p *printer) walkBasic(v reflect.Value, kind reflect.Kind, verb rune, depth int) {
	switch kind {
	case reflect.Invalid:
		switch {
		case depth == 0:
			p.writeString("<invalid reflect.Value>")
		case verb == 'v':
			p.writeString("<nil>")
		default:
			p.badVerb(verb)
		}
	case reflect.Bool:
		p.formatBool(v.Bool(), verb)
	case reflect.Float32:
		p.formatFloat(v.Float(), 32, verb)
	case reflect.Float64:
		p.formatFloat(v.Float(), 64, verb)
	case reflect.Complex64:
		p.formatComplex(v.Complex(), 64, verb)
	case reflect.Complex128:
		p.formatComplex(v.Complex(), 128, verb)
	case reflect.String:
		p.formatString(v.String(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.formatInt(v.Int(), verb)
	default:
		p.formatUint(v.Uint(), verb)
	}
}

// open begins a composite value: for %#v its type and a brace, and reports the separator of
// its elements; isNil values are complete with the type.
func (p *printer) open(v reflect.Value, isNil bool, bracket string) (separator string, done bool) {
	if !p.has(sharpV) {
		p.writeString(bracket)
		return " ", false
	}
	p.writeString(v.Type().String())
	if isNil {
		p.writeString("(nil)")
		return "", true
	}
	p.writeByte('{')
	return ", ", false
}

// shut ends what open began.
func (p *printer) shut(bracket byte) {
	if p.has(sharpV) {
		bracket = '}'
	}
	p.writeByte(bracket)
}

func (p *printer) walkMap(v reflect.Value, verb rune, depth int) {
	separator, done := p.open(v, v.IsNil(), "map[")
	if done {
		return
	}
	for i, e := range sortedEntries(v) {
		if i > 0 {
			p.writeString(separator)
		}
		p.walk(e.key, verb, depth+1)
		p.writeByte(':')
		p.walk(e.val, verb, depth+1)
	}
	p.shut(']')
}

func (p *printer) walkStruct(v reflect.Value, verb rune, depth int) {
	separator, _ := p.open(v, false, "{")
	n := v.NumField()
	named := p.has(plusV | sharpV)
	for i := 0; i < n; i++ {
		if i > 0 {
			p.writeString(separator)
		}
		if named {
			p.writeString(v.Type().Field(i).Name)
			p.writeByte(':')
		}
		field := v.Field(i)
		if field.Kind() == reflect.Interface && !field.IsNil() {
			field = field.Elem()
		}
		p.walk(field, verb, depth+1)
	}
	p.shut('}')
}

func (p *printer) walkInterface(v reflect.Value, verb rune, depth int) {
	elem := v.Elem()
	switch {
	case elem.IsValid():
		p.walk(elem, verb, depth+1)
	case p.has(sharpV):
		p.writeString(v.Type().String())
		p.writeString("(nil)")
	default:
		p.writeString("<nil>")
	}
}

func (p *printer) walkList(v reflect.Value, verb rune, depth int) {
	switch verb {
	case 's', 'q', 'x', 'X':
		if v.Type().Elem().Kind() == reflect.Uint8 {
			p.formatBytes(bytesOf(v), verb, "")
			return
		}
	}
	separator, done := p.open(v, v.Kind() == reflect.Slice && v.IsNil(), "[")
	if done {
		return
	}
	n := v.Len()
	for i := 0; i < n; i++ {
		if i > 0 {
			p.writeString(separator)
		}
		p.walk(v.Index(i), verb, depth+1)
	}
	p.shut(']')
}

// bytesOf returns the contents of a slice or array of bytes.
func bytesOf(v reflect.Value) []byte {
	if v.Kind() == reflect.Slice || v.CanAddr() {
		return v.Bytes()
	}
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

// walkPointer shows what an outermost pointer to a composite value points to.
func (p *printer) walkPointer(v reflect.Value, verb rune, depth int) {
	if depth == 0 && !v.IsNil() {
		elem := v.Elem()
		switch elem.Kind() {
		case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
			p.writeByte('&')
			p.walk(elem, verb, depth+1)
			return
		}
	}
	p.pointer(v, verb)
}

// pointer formats the address in v, for any kind that has one.
func (p *printer) pointer(v reflect.Value, verb rune) {
	var u uintptr
	switch v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = v.Pointer()
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'v':
		p.defaultPointer(v, uint64(u))
	case 'p':
		p.address(uint64(u), !p.has(sharp))
	case 'b', 'o', 'd', 'x', 'X':
		p.formatUint(uint64(u), verb)
	default:
		p.badVerb(verb)
	}
}

// defaultPointer is %v of an address: (*T)(0xc000010000) or (*T)(nil) in Go syntax.
func (p *printer) defaultPointer(v reflect.Value, u uint64) {
	switch {
	case p.has(sharpV):
		p.writeByte('(')
		p.writeString(v.Type().String())
		p.writeString(")(")
		if u == 0 {
			p.writeString("nil")
		} else {
			p.address(u, true)
		}
		p.writeByte(')')
	case u == 0:
		p.padString("<nil>")
	default:
		p.address(u, !p.has(sharp))
	}
}

// address formats u in hexadecimal, with 0x in front if prefix.
func (p *printer) address(u uint64, prefix bool) {
	saved := p.flags
	p.flags &^= sharp
	if prefix {
		p.flags |= sharp
	}
	p.integer(u, false, 16, 'x')
	p.flags = saved
}

// stringKind tells Print whether arg, not of type string itself, is of kind string.
func stringKind(arg any) bool { return reflect.TypeOf(arg).Kind() == reflect.String }
