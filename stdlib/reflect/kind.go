// Package reflect looks at and changes values of any type at run time.
//
// Types are the runtime's descriptors, read in place; values are a descriptor, a pointer or pointer-shaped word, and
// flags. Descriptors are unique per type, so types compare by address.
package reflect

import "strconv"

// A Kind is the specific kind of type that a Type represents. The zero Kind is not a valid kind.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is the old name for the Pointer kind.
const Ptr = Pointer

var kindNames = [...]string{
	"invalid", "bool", "int", "int8", "int16", "int32", "int64", "uint", "uint8", "uint16", "uint32", "uint64",
	"uintptr", "float32", "float64", "complex64", "complex128", "array", "chan", "func", "interface", "map", "ptr",
	"slice", "string", "struct", "unsafe.Pointer",
}

// String returns the name of k.
func (k Kind) String() string {
	if uint(k) < uint(len(kindNames)) {
		return kindNames[uint(k)]
	}
	return "kind" + strconv.Itoa(int(k))
}

// ChanDir represents a channel type's direction.
type ChanDir int

const (
	RecvDir ChanDir             = 1 << iota // <-chan
	SendDir                                 // chan<-
	BothDir = RecvDir | SendDir             // chan
)

func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// A StructTag is the tag string in a struct field: space-separated key:"value" pairs by convention.
type StructTag string

// Get returns the value of key, or the empty string.
func (tag StructTag) Get(key string) string {
	v, _ := tag.Lookup(key)
	return v
}

// Lookup returns the value of key and whether the tag has it.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	for {
		for len(tag) > 0 && tag[0] == ' ' {
			tag = tag[1:]
		}
		n := 0
		for n < len(tag) && tag[n] > ' ' && tag[n] != ':' && tag[n] != '"' && tag[n] != 0x7f {
			n++
		}
		if n == 0 || n+1 >= len(tag) || tag[n] != ':' || tag[n+1] != '"' {
			return "", false
		}
		name := string(tag[:n])
		tag = tag[n+1:]
		end := 1
		for end < len(tag) && tag[end] != '"' {
			if tag[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(tag) {
			return "", false
		}
		quoted := string(tag[:end+1])
		tag = tag[end+1:]
		if name == key {
			v, err := strconv.Unquote(quoted)
			if err != nil {
				return "", false
			}
			return v, true
		}
	}
}
