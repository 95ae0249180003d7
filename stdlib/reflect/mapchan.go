package reflect

import "unsafe"

// Natives over the runtime's maps and channels.

func makeMap(t *rtype, hint int) unsafe.Pointer
func mapLen(m unsafe.Pointer) int

// mapLookup returns the address of the element, nil when absent.
func mapLookup(t *rtype, m, key unsafe.Pointer) unsafe.Pointer
func mapStore(t *rtype, m, key, elem unsafe.Pointer)
func mapRemove(t *rtype, m, key unsafe.Pointer)
func mapClear(t *rtype, m unsafe.Pointer)
func mapIterStart(t *rtype, m unsafe.Pointer, it *mapIter)
func mapIterAdvance(it *mapIter)

func makeChan(t *rtype, size int) unsafe.Pointer
func chanLen(c unsafe.Pointer) int
func chanCap(c unsafe.Pointer) int
func chanClose(c unsafe.Pointer)
func chanSend(c, elem unsafe.Pointer)
func chanTrySend(c, elem unsafe.Pointer) bool

// chanRecv receives to *elem; ok is false when the channel is closed.
func chanRecv(c, elem unsafe.Pointer) (ok bool)
func chanTryRecv(c, elem unsafe.Pointer) (done, ok bool)

// runtimeSelect waits for one of the cases, sends first; -1 is the default case.
func runtimeSelect(cases []selectCase, sends, recvs int, block bool) (chosen int, ok bool)

type selectCase struct {
	c    unsafe.Pointer
	elem unsafe.Pointer
}

// mapIter is the runtime's iterator: the first two words are the current key's and element's addresses.
type mapIter struct {
	key, elem unsafe.Pointer
	rest      [14]unsafe.Pointer
}

// MakeMap creates a new map with the specified type.
func MakeMap(t Type) Value { return MakeMapWithSize(t, 0) }

// MakeMapWithSize creates a new map with the specified type and initial space for n elements.
func MakeMapWithSize(t Type, n int) Value {
	if t.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	return Value{t.common(), makeMap(t.common(), n), flag(Map)}
}

// MapIndex returns the value associated with key in the map v, the zero Value when absent.
func (v Value) MapIndex(key Value) Value {
	v.mustBe(Map, "MapIndex")
	key = key.assignTo("reflect.Value.MapIndex", v.typ_.key)
	e := mapLookup(v.typ_, v.word(), key.address())
	if e == nil {
		return Value{}
	}
	return copyOf(v.typ_.elem, e, v.flag.ro()|key.flag.ro())
}

// copyOf makes a Value of a copy of what is at p.
func copyOf(t *rtype, p unsafe.Pointer, ro flag) Value {
	if t.isDirect() {
		return Value{t, *(*unsafe.Pointer)(p), ro | flag(t.kind)}
	}
	c := newObject(t)
	typedMove(t, c, p)
	return Value{t, c, ro | flagIndir | flag(t.kind)}
}

// MapKeys returns a slice containing all the keys present in the map, in unspecified order.
func (v Value) MapKeys() []Value {
	v.mustBe(Map, "MapKeys")
	keys := make([]Value, 0, v.Len())
	var it mapIter
	for mapIterStart(v.typ_, v.word(), &it); it.key != nil; mapIterAdvance(&it) {
		keys = append(keys, copyOf(v.typ_.key, it.key, v.flag.ro()))
	}
	return keys
}

// SetMapIndex sets the element associated with key; a zero elem deletes the key.
func (v Value) SetMapIndex(key, elem Value) {
	v.mustBe(Map, "SetMapIndex")
	v.mustBeExported("SetMapIndex")
	key.mustBeExported("SetMapIndex")
	key = key.assignTo("reflect.Value.SetMapIndex", v.typ_.key)
	if elem.typ_ == nil {
		mapRemove(v.typ_, v.word(), key.address())
		return
	}
	elem.mustBeExported("SetMapIndex")
	elem = elem.assignTo("reflect.Value.SetMapIndex", v.typ_.elem)
	mapStore(v.typ_, v.word(), key.address(), elem.address())
}

// A MapIter is an iterator for ranging over a map.
type MapIter struct {
	m       Value
	it      mapIter
	started bool
}

// MapRange returns a range iterator for a map.
func (v Value) MapRange() *MapIter {
	if v.kind() != Map {
		v.fail("MapRange")
	}
	return &MapIter{m: v}
}

// Next advances the iterator and reports whether there is another entry.
func (iter *MapIter) Next() bool {
	if !iter.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !iter.started {
		iter.started = true
		mapIterStart(iter.m.typ_, iter.m.word(), &iter.it)
	} else {
		if iter.it.key == nil {
			panic("MapIter.Next called on exhausted iterator")
		}
		mapIterAdvance(&iter.it)
	}
	return iter.it.key != nil
}

func (iter *MapIter) check(method string) {
	if !iter.started {
		panic("MapIter." + method + " called before Next")
	}
	if iter.it.key == nil {
		panic("MapIter." + method + " called on exhausted iterator")
	}
}

func (iter *MapIter) checkSet(method string) {
	if !iter.started {
		panic("reflect: Value." + method + " called before Next")
	}
	if iter.it.key == nil {
		panic("reflect: Value." + method + " called on exhausted iterator")
	}
}

// Key returns the key of the iterator's current map entry.
func (iter *MapIter) Key() Value {
	iter.check("Key")
	return copyOf(iter.m.typ_.key, iter.it.key, iter.m.flag.ro())
}

// Value returns the value of the iterator's current map entry.
func (iter *MapIter) Value() Value {
	iter.check("Value")
	return copyOf(iter.m.typ_.elem, iter.it.elem, iter.m.flag.ro())
}

// Reset modifies iter to iterate over v.
func (iter *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.mustBe(Map, "MapRange")
	}
	*iter = MapIter{m: v}
}

// SetIterKey assigns to v the key of iter's current map entry.
func (v Value) SetIterKey(iter *MapIter) {
	iter.checkSet("SetIterKey")
	v.mustBeAssignable("SetIterKey")
	v.setFrom(iter.m.typ_.key, iter.it.key, iter.m.flag.ro())
}

// SetIterValue assigns to v the value of iter's current map entry.
func (v Value) SetIterValue(iter *MapIter) {
	iter.checkSet("SetIterValue")
	v.mustBeAssignable("SetIterValue")
	v.setFrom(iter.m.typ_.elem, iter.it.elem, iter.m.flag.ro())
}

// setFrom assigns the value of type t at p.
func (v Value) setFrom(t *rtype, p unsafe.Pointer, ro flag) {
	if v.typ_ == t && ro == 0 {
		typedMove(t, v.ptr, p)
		return
	}
	v.Set(copyOf(t, p, ro))
}

// MakeChan creates a new channel with the specified type and buffer size.
func MakeChan(t Type, buffer int) Value {
	if t.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if ChanDir(t.common().length) != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	return Value{t.common(), makeChan(t.common(), buffer), flag(Chan)}
}

func (v Value) canSend() bool { return ChanDir(v.typ_.length)&SendDir != 0 }
func (v Value) canRecv() bool { return ChanDir(v.typ_.length)&RecvDir != 0 }

// Close closes the channel v.
func (v Value) Close() {
	v.mustBe(Chan, "Close")
	v.mustBeExported("Close")
	if !v.canSend() {
		panic("reflect: close of receive-only channel")
	}
	chanClose(v.word())
}

func (v Value) sendElem(x Value, method string) unsafe.Pointer {
	v.mustBe(Chan, method)
	v.mustBeExported(method)
	if !v.canSend() {
		panic("reflect: send on recv-only channel")
	}
	x.mustBeExported(method)
	return x.assignTo("reflect.Value.Send", v.typ_.elem).address()
}

// Send sends x on the channel v.
func (v Value) Send(x Value) { chanSend(v.word2(), v.sendElem(x, "Send")) }

// TrySend attempts to send x on the channel v but will not block.
func (v Value) TrySend(x Value) bool { return chanTrySend(v.word2(), v.sendElem(x, "TrySend")) }

// word2 is word for channels, and harmless for other kinds, whose error comes later.
func (v Value) word2() unsafe.Pointer {
	if v.kind() != Chan {
		return nil
	}
	return v.word()
}

func (v Value) checkRecv(method string) {
	v.mustBe(Chan, method)
	v.mustBeExported(method)
	if !v.canRecv() {
		panic("reflect: recv on send-only channel")
	}
}

// Recv receives and returns a value from the channel v; ok is false when the channel is closed.
func (v Value) Recv() (x Value, ok bool) {
	v.checkRecv("Recv")
	p := newObject(v.typ_.elem)
	ok = chanRecv(v.word(), p)
	return load(v.typ_.elem, p, 0), ok
}

// TryRecv attempts to receive a value from the channel v but will not block.
func (v Value) TryRecv() (x Value, ok bool) {
	v.checkRecv("TryRecv")
	p := newObject(v.typ_.elem)
	done, ok := chanTryRecv(v.word(), p)
	if !done {
		return Value{}, false
	}
	return load(v.typ_.elem, p, 0), ok
}

// A SelectDir describes the communication direction of a select case.
type SelectDir int

const (
	_             SelectDir = iota
	SelectSend              // case Chan <- Send
	SelectRecv              // case <-Chan:
	SelectDefault           // default
)

// A SelectCase describes a single case in a select operation.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value
}

// Select executes a select operation described by the list of cases.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	var sends, recvs []selectCase
	var sendIndex, recvIndex []int
	hasDefault := -1
	for i, c := range cases {
		switch c.Dir {
		case SelectDefault:
			if hasDefault >= 0 {
				panic("reflect.Select: multiple default cases")
			}
			hasDefault = i
			if c.Chan.IsValid() {
				panic("reflect.Select: default case has Chan value")
			}
			if c.Send.IsValid() {
				panic("reflect.Select: default case has Send value")
			}
		case SelectSend:
			if !c.Chan.IsValid() {
				sends = append(sends, selectCase{})
				sendIndex = append(sendIndex, i)
				continue
			}
			c.Chan.mustBe(Chan, "Select")
			c.Chan.mustBeExported("Select")
			if !c.Chan.canSend() {
				panic("reflect.Select: SendDir case using recv-only channel")
			}
			if !c.Send.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			c.Send.mustBeExported("Select")
			x := c.Send.assignTo("reflect.Select", c.Chan.typ_.elem)
			sends = append(sends, selectCase{c.Chan.word(), x.address()})
			sendIndex = append(sendIndex, i)
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			if !c.Chan.IsValid() {
				recvs = append(recvs, selectCase{})
				recvIndex = append(recvIndex, i)
				continue
			}
			c.Chan.mustBe(Chan, "Select")
			c.Chan.mustBeExported("Select")
			if !c.Chan.canRecv() {
				panic("reflect.Select: RecvDir case using send-only channel")
			}
			recvs = append(recvs, selectCase{c.Chan.word(), newObject(c.Chan.typ_.elem)})
			recvIndex = append(recvIndex, i)
		default:
			panic("reflect.Select: invalid Dir")
		}
	}
	all := append(sends, recvs...)
	k, ok := runtimeSelect(all, len(sends), len(recvs), hasDefault < 0)
	if k < 0 {
		return hasDefault, Value{}, false
	}
	if k < len(sends) {
		return sendIndex[k], Value{}, false
	}
	chosen = recvIndex[k-len(sends)]
	return chosen, load(cases[chosen].Chan.typ_.elem, all[k].elem, 0), ok
}
