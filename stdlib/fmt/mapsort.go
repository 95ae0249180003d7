// The order in which a map's entries are printed: ascending keys, so that output does not
// depend on the map's own order.
//
// Numbers and strings have their natural order with NaN first; false comes before true;
// complex numbers compare by real then imaginary part, structs by field and arrays by element,
// pointers and channels by address, interfaces by nil, then dynamic type, then value. Keys that
// cannot be compared keep the order in which the map delivered them.
package fmt

import "reflect"

type entry struct {
	key, val reflect.Value
}

// sortedEntries returns the entries of map m in printing order.
func sortedEntries(m reflect.Value) []entry {
	list := make([]entry, 0, m.Len())
	for it := m.MapRange(); it.Next(); {
		list = append(list, entry{it.Key(), it.Value()})
	}
	if len(list) < 2 {
		return list
	}
	return mergeSort(list, make([]entry, len(list)))
}

// mergeSort sorts list stably, with spare (of the same length) as working storage.
func mergeSort(list, spare []entry) []entry {
	if len(list) <= 8 {
		for i := 1; i < len(list); i++ {
			for j := i; j > 0 && compareKeys(list[j].key, list[j-1].key) < 0; j-- {
				list[j], list[j-1] = list[j-1], list[j]
			}
		}
		return list
	}
	half := len(list) / 2
	left := mergeSort(list[:half], spare[:half])
	right := mergeSort(list[half:], spare[half:])
	copy(spare, left) // left is merged from here, since the result overwrites it
	left = spare[:half]
	out := 0
	for len(left) > 0 && len(right) > 0 {
		if compareKeys(right[0].key, left[0].key) < 0 {
			list[out] = right[0]
			right = right[1:]
		} else {
			list[out] = left[0]
			left = left[1:]
		}
		out++
	}
	copy(list[out:], left)
	return list
}

// compareKeys returns a negative number, zero or a positive number as a sorts before, with
// or after b. Both have the same static type.
func compareKeys(a, b reflect.Value) int {
	if a.Type() != b.Type() {
		return -1
	}
	switch a.Kind() {
	case reflect.String:
		return compareStrings(a.String(), b.String())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		x, y := a.Int(), b.Int()
		return order(x < y, x > y)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		x, y := a.Uint(), b.Uint()
		return order(x < y, x > y)
	case reflect.Float32, reflect.Float64:
		return compareFloats(a.Float(), b.Float())
	case reflect.Complex64, reflect.Complex128:
		x, y := a.Complex(), b.Complex()
		if c := compareFloats(real(x), real(y)); c != 0 {
			return c
		}
		return compareFloats(imag(x), imag(y))
	case reflect.Bool:
		x, y := a.Bool(), b.Bool()
		return order(!x && y, x && !y)
	case reflect.Pointer, reflect.UnsafePointer:
		x, y := a.Pointer(), b.Pointer()
		return order(x < y, x > y)
	}
	return compareComposite(a, b)
}

// compareComposite continues compareKeys with the kinds that have parts or may be nil.
func compareComposite(a, b reflect.Value) int {
	switch a.Kind() {
	case reflect.Chan:
		x, y := a.Pointer(), b.Pointer()
		return order(x < y, x > y)
	case reflect.Struct:
		for i := 0; i < a.NumField(); i++ {
			if c := compareKeys(a.Field(i), b.Field(i)); c != 0 {
				return c
			}
		}
	case reflect.Array:
		for i := 0; i < a.Len(); i++ {
			if c := compareKeys(a.Index(i), b.Index(i)); c != 0 {
				return c
			}
		}
	case reflect.Interface:
		if a.IsNil() || b.IsNil() {
			return order(a.IsNil() && !b.IsNil(), !a.IsNil() && b.IsNil())
		}
		x, y := a.Elem(), b.Elem()
		if x.Type() != y.Type() {
			return compareKeys(reflect.ValueOf(x.Type()), reflect.ValueOf(y.Type()))
		}
		return compareKeys(x, y)
	}
	return 0
}

// order turns two comparisons into a three-way result.
func order(less, more bool) int {
	switch {
	case less:
		return -1
	case more:
		return 1
	}
	return 0
}

func compareStrings(x, y string) int { return order(x < y, x > y) }

// compareFloats puts NaN before every number and with other NaNs.
func compareFloats(x, y float64) int {
	return order(x < y || x != x && y == y, x > y || y != y && x == x)
}
