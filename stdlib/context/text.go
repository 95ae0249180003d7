// Text forms of contexts, and what needs type descriptions. No formatting package is imported,
// as those rest on much more than a context needs.
package context

import "reflect"

type stringer interface{ String() string }

// name is how a context appears in the String of one derived from it.
func name(c Context) string {
	if s, ok := c.(stringer); ok {
		return s.String()
	}
	return reflect.TypeOf(c).String()
}

// textOf shows a key or value: strings and Stringers by their text, others by their type only.
func textOf(v any) string {
	switch s := v.(type) {
	case stringer:
		return s.String()
	case string:
		return s
	case nil:
		return "<nil>"
	}
	return reflect.TypeOf(v).String()
}

// isComparable reports whether v's type can be a key.
func isComparable(v any) bool { return reflect.TypeOf(v).Comparable() }
