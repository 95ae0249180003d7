package slog

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// What encoding/json makes of a value, without that package, which no other part of logging needs: structs with tags, maps sorted by
// key, slices, pointers, and the methods MarshalJSON and MarshalText.

type jsonMarshaler interface {
	MarshalJSON() ([]byte, error)
}

// unsupported is the error of a value that JSON has no form for.
type unsupported string

func (u unsupported) Error() string { return "json: unsupported " + string(u) }

// jsonDepth ends endless values.
const jsonDepth = 1000

func appendJSON(b []byte, v reflect.Value, depth int) ([]byte, error) {
	if !v.IsValid() {
		return append(b, "null"...), nil
	}
	if depth > jsonDepth {
		return b, unsupported("value: encountered a cycle via " + v.Type().String())
	}
	if out, done, err := appendMarshaled(b, v); done {
		return out, err
	}
	switch v.Kind() {
	case reflect.Bool:
		return strconv.AppendBool(b, v.Bool()), nil
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.AppendInt(b, v.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.AppendUint(b, v.Uint(), 10), nil
	case reflect.Float32:
		return appendJSONFloat(b, v.Float(), 32)
	case reflect.Float64:
		return appendJSONFloat(b, v.Float(), 64)
	case reflect.String:
		return appendJSONString(b, v.String()), nil
	case reflect.Interface, reflect.Pointer:
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		return appendJSON(b, v.Elem(), depth+1)
	case reflect.Slice:
		if v.IsNil() {
			return append(b, "null"...), nil
		}
		if v.Type().Elem().Kind() == reflect.Uint8 {
			return appendBase64(b, v.Bytes()), nil
		}
		return appendJSONList(b, v, depth)
	case reflect.Array:
		return appendJSONList(b, v, depth)
	case reflect.Map:
		return appendJSONMap(b, v, depth)
	case reflect.Struct:
		b = append(b, '{')
		first := true
		b, err := appendJSONFields(b, v, depth, &first)
		return append(b, '}'), err
	}
	return b, unsupported("type: " + v.Type().String())
}

// appendMarshaled uses the value's own method, if it has one.
func appendMarshaled(b []byte, v reflect.Value) (out []byte, done bool, err error) {
	if !v.CanInterface() || v.Kind() == reflect.Pointer && v.IsNil() || v.Kind() == reflect.Interface {
		return b, false, nil
	}
	x := v.Interface()
	if v.CanAddr() {
		if _, ok := x.(jsonMarshaler); !ok {
			x = v.Addr().Interface()
		}
	}
	switch m := x.(type) {
	case jsonMarshaler:
		data, err := m.MarshalJSON()
		if err != nil {
			return b, true, fmt.Errorf("json: error calling MarshalJSON for type %s: %w", v.Type(), err)
		}
		return append(b, data...), true, nil
	case encoding.TextMarshaler:
		data, err := m.MarshalText()
		if err != nil {
			return b, true, fmt.Errorf("json: error calling MarshalText for type %s: %w", v.Type(), err)
		}
		return appendJSONString(b, string(data)), true, nil
	}
	return b, false, nil
}

// appendBase64 appends a quoted text of bytes in groups of six bits.
func appendBase64(b, data []byte) []byte {
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	b = append(b, '"')
	for len(data) > 0 {
		var group [3]byte
		n := copy(group[:], data)
		data = data[n:]
		bits := uint(group[0])<<16 | uint(group[1])<<8 | uint(group[2])
		for i := 0; i < 4; i++ {
			if i <= n {
				b = append(b, digits[bits>>18&63])
			} else {
				b = append(b, '=')
			}
			bits <<= 6
		}
	}
	return append(b, '"')
}

func appendJSONFloat(b []byte, f float64, bits int) ([]byte, error) {
	if math.IsInf(f, 0) || math.IsNaN(f) {
		return b, unsupported("value: " + strconv.FormatFloat(f, 'g', -1, bits))
	}
	// As JavaScript shows numbers: exponents only for very large and small ones, without a leading zero.
	format := byte('f')
	if abs := math.Abs(f); abs != 0 {
		if bits == 64 && (abs < 1e-6 || abs >= 1e21) || bits == 32 && (float32(abs) < 1e-6 || float32(abs) >= 1e21) {
			format = 'e'
		}
	}
	b = strconv.AppendFloat(b, f, format, -1, bits)
	if n := len(b); format == 'e' && n >= 4 && b[n-4] == 'e' && (b[n-3] == '-' || b[n-3] == '+') && b[n-2] == '0' {
		b[n-2] = b[n-1]
		b = b[:n-1]
	}
	return b, nil
}

func appendJSONList(b []byte, v reflect.Value, depth int) (_ []byte, err error) {
	b = append(b, '[')
	for i := 0; i < v.Len(); i++ {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendJSON(b, v.Index(i), depth+1); err != nil {
			return b, err
		}
	}
	return append(b, ']'), nil
}

func appendJSONMap(b []byte, v reflect.Value, depth int) (_ []byte, err error) {
	if v.IsNil() {
		return append(b, "null"...), nil
	}
	type entry struct {
		key   string
		value reflect.Value
	}
	var entries []entry
	for it := v.MapRange(); it.Next(); {
		key, err := jsonKey(it.Key())
		if err != nil {
			return b, err
		}
		entries = append(entries, entry{key, it.Value()})
	}
	slices.SortFunc(entries, func(x, y entry) int { return strings.Compare(x.key, y.key) })
	b = append(b, '{')
	for i, e := range entries {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(appendJSONString(b, e.key), ':')
		if b, err = appendJSON(b, e.value, depth+1); err != nil {
			return b, err
		}
	}
	return append(b, '}'), nil
}

func jsonKey(k reflect.Value) (string, error) {
	if k.Kind() == reflect.String {
		return k.String(), nil
	}
	if m, ok := k.Interface().(encoding.TextMarshaler); ok {
		data, err := m.MarshalText()
		return string(data), err
	}
	switch k.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(k.Int(), 10), nil
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(k.Uint(), 10), nil
	}
	return "", unsupported("type: map with key " + k.Type().String())
}

// appendJSONFields appends the fields of a struct, and of embedded structs without a name of their own.
func appendJSONFields(b []byte, v reflect.Value, depth int, first *bool) (_ []byte, err error) {
	t := v.Type()
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		tag := f.Tag.Get("json")
		if tag == "-" {
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		value := v.Field(i)
		if f.Anonymous && name == "" {
			inner := value
			if inner.Kind() == reflect.Pointer {
				if inner.IsNil() {
					continue
				}
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				if b, err = appendJSONFields(b, inner, depth+1, first); err != nil {
					return b, err
				}
				continue
			}
		}
		if !f.IsExported() || strings.Contains(","+options+",", ",omitempty,") && isEmpty(value) {
			continue
		}
		if name == "" {
			name = f.Name
		}
		if !*first {
			b = append(b, ',')
		}
		*first = false
		b = append(appendJSONString(b, name), ':')
		start := len(b)
		if b, err = appendJSON(b, value, depth+1); err != nil {
			return b, err
		}
		if strings.Contains(","+options+",", ",string,") && quotable(value.Kind()) {
			text := string(b[start:])
			b = appendJSONString(b[:start], text)
		}
	}
	return b, nil
}

func quotable(k reflect.Kind) bool {
	return k == reflect.Bool || reflect.Int <= k && k <= reflect.Uintptr || k == reflect.Float32 || k == reflect.Float64 || k == reflect.String
}

func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
