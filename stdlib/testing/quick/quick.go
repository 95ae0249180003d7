// Package quick tests functions with random arguments.
package quick

import (
	"flag"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"time"
)

var defaultMaxCount = flag.Int("quickchecks", 100, "The default number of iterations for each check")

// Generator makes random values of its own type.
type Generator interface {
	Generate(rand *rand.Rand, size int) reflect.Value
}

// Value returns a random value of a type, if that is possible.
func Value(t reflect.Type, rand *rand.Rand) (value reflect.Value, ok bool) {
	return sized(t, rand, 50)
}

// sized returns a random value; size limits slices, maps and the like.
func sized(t reflect.Type, r *rand.Rand, size int) (reflect.Value, bool) {
	if m, ok := reflect.Zero(t).Interface().(Generator); ok {
		return m.Generate(r, size), true
	}
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(r.Int()&1 == 0)
	case reflect.Float32:
		v.SetFloat(float64(randFloat32(r)))
	case reflect.Float64:
		v.SetFloat(randFloat64(r))
	case reflect.Complex64:
		v.SetComplex(complex(float64(randFloat32(r)), float64(randFloat32(r))))
	case reflect.Complex128:
		v.SetComplex(complex(randFloat64(r), randFloat64(r)))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(r.Uint64()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(r.Uint64())
	case reflect.String:
		runes := make([]rune, r.Intn(50))
		for i := range runes {
			runes[i] = rune(r.Intn(0x10ffff))
		}
		v.SetString(string(runes))
	default:
		return composite(t, v, r, size)
	}
	return v, true
}

func composite(t reflect.Type, v reflect.Value, r *rand.Rand, size int) (reflect.Value, bool) {
	switch t.Kind() {
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for n := r.Intn(size); n > 0; n-- {
			key, ok1 := sized(t.Key(), r, size)
			elem, ok2 := sized(t.Elem(), r, size)
			if !ok1 || !ok2 {
				return reflect.Value{}, false
			}
			v.SetMapIndex(key, elem)
		}
	case reflect.Pointer:
		if r.Intn(size) == 0 {
			break // nil
		}
		elem, ok := sized(t.Elem(), r, size)
		if !ok {
			return reflect.Value{}, false
		}
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(elem)
	case reflect.Slice:
		n := r.Intn(size)
		left := size - n
		v.Set(reflect.MakeSlice(t, n, n))
		for i := 0; i < n; i++ {
			elem, ok := sized(t.Elem(), r, left)
			if !ok {
				return reflect.Value{}, false
			}
			v.Index(i).Set(elem)
		}
	case reflect.Array:
		for i := 0; i < v.Len(); i++ {
			elem, ok := sized(t.Elem(), r, size)
			if !ok {
				return reflect.Value{}, false
			}
			v.Index(i).Set(elem)
		}
	case reflect.Struct:
		n := v.NumField()
		if n > 0 {
			size /= n
			size++
		}
		for i := 0; i < n; i++ {
			elem, ok := sized(t.Field(i).Type, r, size)
			if !ok {
				return reflect.Value{}, false
			}
			v.Field(i).Set(elem)
		}
	default:
		return reflect.Value{}, false
	}
	return v, true
}

func randFloat32(r *rand.Rand) float32 {
	f := r.Float64() * math.MaxFloat32
	if r.Int()&1 == 1 {
		f = -f
	}
	return float32(f)
}

func randFloat64(r *rand.Rand) float64 {
	f := r.Float64() * math.MaxFloat64
	if r.Int()&1 == 1 {
		f = -f
	}
	return f
}

// Config says how to test; nil is the zero value.
type Config struct {
	MaxCount      int                               // tests; 0: that of the flag -quickchecks, times MaxCountScale
	MaxCountScale float64                           // 0 is 1
	Rand          *rand.Rand                        // nil: one that begins at random
	Values        func([]reflect.Value, *rand.Rand) // makes arguments; nil: Value does
}

func (c *Config) rand() *rand.Rand {
	if c == nil || c.Rand == nil {
		return rand.New(rand.NewSource(time.Now().UnixNano()))
	}
	return c.Rand
}

func (c *Config) count() int {
	switch {
	case c == nil || c.MaxCount == 0 && c.MaxCountScale == 0:
		return *defaultMaxCount
	case c.MaxCount == 0:
		return int(c.MaxCountScale * float64(*defaultMaxCount))
	}
	return c.MaxCount
}

// SetupError is the error of a function that can't be tested.
type SetupError string

// Error returns the message.
func (s SetupError) Error() string { return string(s) }

// CheckError is the error of Check: arguments for which the function is false.
type CheckError struct {
	Count int // of tests until then
	In    []any
}

// Error returns the message.
func (s *CheckError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s", s.Count, show(s.In))
}

// CheckEqualError is the error of CheckEqual: arguments for which the results differ.
type CheckEqualError struct {
	CheckError
	Out1 []any
	Out2 []any
}

// Error returns the message.
func (s *CheckEqualError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s. Output 1: %s. Output 2: %s", s.Count, show(s.In), show(s.Out1), show(s.Out2))
}

func show(values []any) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = fmt.Sprintf("%#v", v)
	}
	return strings.Join(list, ", ")
}

// Check looks for arguments for which f, a function that returns a bool, is false.
func Check(f any, config *Config) error {
	fn, typ, ok := function(f)
	if !ok {
		return SetupError("argument is not a function")
	}
	if typ.NumOut() != 1 {
		return SetupError("function does not return one value")
	}
	if typ.Out(0).Kind() != reflect.Bool {
		return SetupError("function does not return a bool")
	}
	args := make([]reflect.Value, typ.NumIn())
	r := config.rand()
	for i := 0; i < config.count(); i++ {
		if err := arguments(args, typ, config, r); err != nil {
			return err
		}
		if !fn.Call(args)[0].Bool() {
			return &CheckError{i + 1, interfaces(args)}
		}
	}
	return nil
}

// CheckEqual looks for arguments for which two functions of the same type have different results.
func CheckEqual(f, g any, config *Config) error {
	x, xType, ok := function(f)
	if !ok {
		return SetupError("f is not a function")
	}
	y, yType, ok := function(g)
	if !ok {
		return SetupError("g is not a function")
	}
	if xType != yType {
		return SetupError("functions have different types")
	}
	args := make([]reflect.Value, xType.NumIn())
	r := config.rand()
	for i := 0; i < config.count(); i++ {
		if err := arguments(args, xType, config, r); err != nil {
			return err
		}
		out1 := interfaces(x.Call(args))
		out2 := interfaces(y.Call(args))
		if !reflect.DeepEqual(out1, out2) {
			return &CheckEqualError{CheckError{i + 1, interfaces(args)}, out1, out2}
		}
	}
	return nil
}

func arguments(args []reflect.Value, f reflect.Type, config *Config, r *rand.Rand) error {
	if config != nil && config.Values != nil {
		config.Values(args, r)
		return nil
	}
	for i := range args {
		var ok bool
		args[i], ok = Value(f.In(i), r)
		if !ok {
			return SetupError(fmt.Sprintf("cannot create arbitrary value of type %s for argument %d", f.In(i), i))
		}
	}
	return nil
}

func function(f any) (v reflect.Value, t reflect.Type, ok bool) {
	v = reflect.ValueOf(f)
	if v.Kind() != reflect.Func {
		return v, nil, false
	}
	return v, v.Type(), true
}

func interfaces(values []reflect.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v.Interface()
	}
	return list
}
