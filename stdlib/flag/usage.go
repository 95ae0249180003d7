// The usage text: a line or two for each flag, with its type and default.
package flag

import (
	"fmt"
	"reflect"
	"strings"
)

// usage calls the set's usage function.
func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// PrintDefaults prints what all flags of the set are for. A name in back quotes in a usage
// text stands for the flag's value.
func (f *FlagSet) PrintDefaults() {
	var errs []error
	f.VisitAll(func(flag *Flag) {
		text, err := describe(flag)
		if err != nil {
			errs = append(errs, err)
		}
		fmt.Fprint(f.Output(), text, "\n")
	})
	if len(errs) > 0 {
		fmt.Fprintln(f.Output())
		for _, err := range errs {
			fmt.Fprintln(f.Output(), err)
		}
	}
}

// describe returns the lines for one flag.
func describe(flag *Flag) (string, error) {
	text := "  -" + flag.Name
	name, usage := UnquoteUsage(flag)
	if name != "" {
		text += " " + name
	}
	if len(text) <= len("  -x") {
		text += "\t" // a one-letter flag has room for its usage in the same line
	} else {
		text += "\n    \t"
	}
	text += strings.ReplaceAll(usage, "\n", "\n    \t")
	zero, err := isZero(flag, flag.DefValue)
	switch {
	case err != nil:
		return text, err
	case zero:
		return text, nil
	}
	if _, ok := flag.Value.(*stringValue); ok {
		return text + fmt.Sprintf(" (default %q)", flag.DefValue), nil
	}
	return text + fmt.Sprintf(" (default %v)", flag.DefValue), nil
}

// UnquoteUsage returns the name in back quotes in flag's usage text and the text without the
// quotes. Without a quoted name it makes one from the type of the value; none for booleans.
func UnquoteUsage(flag *Flag) (name string, usage string) {
	usage = flag.Usage
	if open := strings.IndexByte(usage, '`'); open >= 0 {
		if n := strings.IndexByte(usage[open+1:], '`'); n >= 0 {
			name = usage[open+1 : open+1+n]
			return name, usage[:open] + name + usage[open+1+n+1:]
		}
	}
	switch v := flag.Value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			return "", usage
		}
	case *durationValue:
		return "duration", usage
	case *float64Value:
		return "float", usage
	case *intValue, *int64Value:
		return "int", usage
	case *stringValue:
		return "string", usage
	case *uintValue, *uint64Value:
		return "uint", usage
	}
	return "value", usage
}

// isZero reports whether value is the text of the zero value of flag's type.
func isZero(flag *Flag, value string) (zero bool, err error) {
	typ := reflect.TypeOf(flag.Value)
	var v reflect.Value
	if typ.Kind() == reflect.Pointer {
		v = reflect.New(typ.Elem())
	} else {
		v = reflect.Zero(typ)
	}
	defer func() {
		if e := recover(); e != nil {
			if typ.Kind() == reflect.Pointer {
				typ = typ.Elem()
			}
			err = fmt.Errorf("panic calling String method on zero %v for flag %s: %v", typ, flag.Name, e)
		}
	}()
	return value == v.Interface().(Value).String(), nil
}
