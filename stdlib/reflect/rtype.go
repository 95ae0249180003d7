package reflect

import "unsafe"

// span is the runtime's {pointer, length} of read-only arrays.
type span struct {
	data unsafe.Pointer
	n    int
}

// rtype is the runtime's type descriptor (runtime/abi/typedesc.h); the layouts must agree. Descriptors are never in
// the Go heap and never change, except for what the runtime fills in on demand.
type rtype struct {
	size          uintptr
	ptrBytes      uintptr
	hash          uint32
	flags         uint8
	align         uint8
	fieldAlign    uint8
	kind          uint8
	ptrMask       unsafe.Pointer
	str           string
	name          string
	pkgPath       string
	elem          *rtype
	key           *rtype
	length        int
	fields        span // of fieldDesc
	in            span // of *rtype
	out           span // of *rtype
	ifaceMethods  span // of ifaceMethodDesc
	methods       span // of methodDesc, after completeMethods
	ptrTo         *rtype
	lazyFlags     uint8
	source        unsafe.Pointer
	structPkgPath string
}

const (
	flagNamed         = 1
	flagDirect        = 2
	flagComparable    = 4
	flagRegularMemory = 8
	flagVariadic      = 32
)

type fieldDesc struct {
	name, pkgPath, tag string
	typ                *rtype
	offset             uintptr
	embedded           bool
}

type methodDesc struct {
	name, pkgPath string
	typ           *rtype
	ifaceFunc     unsafe.Pointer
	directFunc    unsafe.Pointer
}

type ifaceMethodDesc struct {
	name, pkgPath string
	typ           *rtype
}

// eface is the machine form of an empty interface, iface of one with methods.
type eface struct {
	typ  *rtype
	word unsafe.Pointer
}

type itab struct {
	inter *rtype
	typ   *rtype
	hash  uint32
	count uint32
	fun   [1 << 16]unsafe.Pointer
}

type iface struct {
	tab  *itab
	word unsafe.Pointer
}

func (t *rtype) fieldList() []fieldDesc {
	return unsafe.Slice((*fieldDesc)(t.fields.data), t.fields.n)
}
func (t *rtype) inList() []*rtype  { return unsafe.Slice((**rtype)(t.in.data), t.in.n) }
func (t *rtype) outList() []*rtype { return unsafe.Slice((**rtype)(t.out.data), t.out.n) }
func (t *rtype) ifaceMethodList() []ifaceMethodDesc {
	return unsafe.Slice((*ifaceMethodDesc)(t.ifaceMethods.data), t.ifaceMethods.n)
}

// methodList returns the methods of a concrete type, sorted by name.
func (t *rtype) methodList() []methodDesc {
	completeMethods(t)
	return unsafe.Slice((*methodDesc)(t.methods.data), t.methods.n)
}

func (t *rtype) exportedMethods() []methodDesc {
	all := t.methodList()
	n := 0
	for i := range all {
		if all[i].pkgPath == "" {
			n++
		}
	}
	if n == len(all) {
		return all
	}
	list := make([]methodDesc, 0, n)
	for i := range all {
		if all[i].pkgPath == "" {
			list = append(list, all[i])
		}
	}
	return list
}

func (t *rtype) isDirect() bool { return t.flags&flagDirect != 0 }

// Natives; see natives.cpp.

// typeString is t.str, spelled when first asked.
func typeString(t *rtype) string

// completeMethods makes sure that t.methods is filled, and each method's typ.
func completeMethods(t *rtype)
func makePointerType(t *rtype) *rtype
func makeSliceType(t *rtype) *rtype
func makeArrayType(n int, t *rtype) *rtype
func makeChanType(dir int, t *rtype) *rtype
func makeMapType(key, elem *rtype) *rtype
func makeFuncType(in, out []*rtype, variadic bool) *rtype

// makeStructType interns a struct type of the fields, whose offsets it computes. stub is makeFuncStub if there are embedded
// fields, else nil.
func makeStructType(fields []fieldDesc, stub func()) *rtype

func newObject(t *rtype) unsafe.Pointer

// zeroObject is newObject for a value that nobody writes to.
func zeroObject(t *rtype) unsafe.Pointer
func newArray(t *rtype, n int) unsafe.Pointer
func typedMove(t *rtype, dst, src unsafe.Pointer)
func typedClear(t *rtype, p unsafe.Pointer)
func typedEqual(t *rtype, p, q unsafe.Pointer) bool
func sliceCopy(elem *rtype, dst unsafe.Pointer, dstLen int, src unsafe.Pointer, srcLen int) int
func growSlice(elem *rtype, data unsafe.Pointer, len, cap, add int) (unsafe.Pointer, int, int)

// findItab returns the table for a dynamic type in an interface type, nil when typ lacks a method.
func findItab(inter, typ *rtype) unsafe.Pointer
