// Package slog writes log records that consist of a time, a level, a message and attributes. A Logger makes records, a Handler
// does something with them. This file has values and attributes; levels are in level.go, records in record.go, loggers in
// logger.go, handlers in handler.go, text.go and json.go.
package slog

import (
	"fmt"
	"math"
	"runtime"
	"slices"
	"strconv"
	"time"
)

// Value can be anything; small values of common kinds are stored without allocation.
type Value struct {
	num uint64 // of kinds that fit: the value, or the length of a string
	any any    // the kind, a pointer, or the value itself
}

// What any holds for the kinds that are not stored in it.
type (
	stringValue string
	groupValue  []Attr
	timeValue   struct{ loc *time.Location }
	timeAny     time.Time // a time that nanoseconds since 1970 can't hold
)

// Kind is the kind of a Value.
type Kind int

const (
	KindAny Kind = iota
	KindBool
	KindDuration
	KindFloat64
	KindInt64
	KindString
	KindTime
	KindUint64
	KindGroup
	KindLogValuer
)

const kindNames = "AnyBoolDurationFloat64Int64StringTimeUint64GroupLogValuer"

var kindEnds = [...]int8{0, 3, 7, 15, 22, 27, 33, 37, 43, 48, 57}

// String returns the name of the kind.
func (k Kind) String() string {
	if k >= 0 && int(k) < len(kindEnds)-1 {
		return kindNames[kindEnds[k]:kindEnds[k+1]]
	}
	return "<unknown slog.Kind>"
}

// kind, stored in Value.any, is different from a Kind that a program logs.
type kind Kind

// Kind returns the kind of v.
func (v Value) Kind() Kind {
	switch x := v.any.(type) {
	case kind:
		return Kind(x)
	case stringValue:
		return KindString
	case timeValue, timeAny:
		return KindTime
	case groupValue:
		return KindGroup
	case LogValuer:
		return KindLogValuer
	}
	return KindAny
}

// StringValue returns a Value for a string.
func StringValue(value string) Value { return Value{any: stringValue(value)} }

// IntValue returns a Value for an int.
func IntValue(v int) Value { return Int64Value(int64(v)) }

// Int64Value returns a Value for an int64.
func Int64Value(v int64) Value { return Value{uint64(v), kind(KindInt64)} }

// Uint64Value returns a Value for a uint64.
func Uint64Value(v uint64) Value { return Value{v, kind(KindUint64)} }

// Float64Value returns a Value for a float64.
func Float64Value(v float64) Value { return Value{math.Float64bits(v), kind(KindFloat64)} }

// BoolValue returns a Value for a bool.
func BoolValue(v bool) Value {
	u := uint64(0)
	if v {
		u = 1
	}
	return Value{u, kind(KindBool)}
}

// TimeValue returns a Value for a time, without its monotonic reading.
func TimeValue(v time.Time) Value {
	if v.IsZero() {
		return Value{any: timeValue{}} // too early for the other form, but common
	}
	nsec := v.UnixNano()
	if t := time.Unix(0, nsec); v.Equal(t) {
		return Value{uint64(nsec), timeValue{v.Location()}}
	}
	return Value{any: timeAny(v.Round(0))}
}

// DurationValue returns a Value for a duration.
func DurationValue(v time.Duration) Value { return Value{uint64(v), kind(KindDuration)} }

// GroupValue returns a Value for a list of attributes. Empty groups in it are left out.
func GroupValue(as ...Attr) Value {
	if slices.ContainsFunc(as, isEmptyGroup) {
		as = slices.DeleteFunc(slices.Clone(as), isEmptyGroup)
	}
	return Value{uint64(len(as)), groupValue(as)}
}

func isEmptyGroup(a Attr) bool {
	return a.Value.Kind() == KindGroup && len(a.Value.group()) == 0
}

// AnyValue returns a Value for anything. Predeclared types, times, durations, groups and Values become those of their kinds.
func AnyValue(v any) Value {
	switch v := v.(type) {
	case string:
		return StringValue(v)
	case int:
		return Int64Value(int64(v))
	case uint:
		return Uint64Value(uint64(v))
	case int64:
		return Int64Value(v)
	case uint64:
		return Uint64Value(v)
	case bool:
		return BoolValue(v)
	case time.Duration:
		return DurationValue(v)
	case time.Time:
		return TimeValue(v)
	case uint8:
		return Uint64Value(uint64(v))
	case uint16:
		return Uint64Value(uint64(v))
	case uint32:
		return Uint64Value(uint64(v))
	case uintptr:
		return Uint64Value(uint64(v))
	case int8:
		return Int64Value(int64(v))
	case int16:
		return Int64Value(int64(v))
	case int32:
		return Int64Value(int64(v))
	case float64:
		return Float64Value(v)
	case float32:
		return Float64Value(float64(v))
	case []Attr:
		return GroupValue(v...)
	case Kind:
		return Value{any: v}
	case Value:
		return v
	}
	return Value{any: v}
}

// Any returns what v holds.
func (v Value) Any() any {
	switch v.Kind() {
	case KindGroup:
		return v.group()
	case KindInt64:
		return int64(v.num)
	case KindUint64:
		return v.num
	case KindFloat64:
		return v.float()
	case KindString:
		return string(v.any.(stringValue))
	case KindBool:
		return v.num == 1
	case KindDuration:
		return time.Duration(v.num)
	case KindTime:
		return v.time()
	}
	return v.any
}

// String returns v's string, or a text for other kinds.
func (v Value) String() string {
	if s, ok := v.any.(stringValue); ok {
		return string(s)
	}
	return string(v.append(nil))
}

// append appends the text of v.
func (v Value) append(dst []byte) []byte {
	switch v.Kind() {
	case KindString:
		return append(dst, v.any.(stringValue)...)
	case KindInt64:
		return strconv.AppendInt(dst, int64(v.num), 10)
	case KindUint64:
		return strconv.AppendUint(dst, v.num, 10)
	case KindFloat64:
		return strconv.AppendFloat(dst, v.float(), 'g', -1, 64)
	case KindBool:
		return strconv.AppendBool(dst, v.num == 1)
	case KindDuration:
		return append(dst, time.Duration(v.num).String()...)
	case KindTime:
		return append(dst, v.time().String()...)
	case KindGroup:
		return fmt.Append(dst, v.group())
	}
	return fmt.Append(dst, v.any)
}

// want panics unless v is of a kind.
func (v Value) want(k Kind) {
	if got := v.Kind(); got != k {
		panic(fmt.Sprintf("Value kind is %s, not %s", got, k))
	}
}

// Int64 returns v's int64.
func (v Value) Int64() int64 {
	v.want(KindInt64)
	return int64(v.num)
}

// Uint64 returns v's uint64.
func (v Value) Uint64() uint64 {
	v.want(KindUint64)
	return v.num
}

// Bool returns v's bool.
func (v Value) Bool() bool {
	v.want(KindBool)
	return v.num == 1
}

// Duration returns v's duration.
func (v Value) Duration() time.Duration {
	v.want(KindDuration)
	return time.Duration(v.num)
}

// Float64 returns v's float64.
func (v Value) Float64() float64 {
	v.want(KindFloat64)
	return v.float()
}

func (v Value) float() float64 { return math.Float64frombits(v.num) }

// Time returns v's time.
func (v Value) Time() time.Time {
	v.want(KindTime)
	return v.time()
}

func (v Value) time() time.Time {
	switch x := v.any.(type) {
	case timeValue:
		if x.loc == nil {
			return time.Time{}
		}
		return time.Unix(0, int64(v.num)).In(x.loc)
	case timeAny:
		return time.Time(x)
	}
	panic(fmt.Sprintf("bad time type %T", v.any))
}

// LogValuer returns v's LogValuer.
func (v Value) LogValuer() LogValuer { return v.any.(LogValuer) }

// Group returns v's attributes.
func (v Value) Group() []Attr {
	if g, ok := v.any.(groupValue); ok {
		return g
	}
	panic("Group: bad kind")
}

func (v Value) group() []Attr { return v.any.(groupValue) }

// Equal reports whether v and w are the same.
func (v Value) Equal(w Value) bool {
	k := v.Kind()
	if k != w.Kind() {
		return false
	}
	switch k {
	case KindInt64, KindUint64, KindBool, KindDuration:
		return v.num == w.num
	case KindString:
		return v.any == w.any
	case KindFloat64:
		return v.float() == w.float()
	case KindTime:
		return v.time().Equal(w.time())
	case KindGroup:
		return slices.EqualFunc(v.group(), w.group(), Attr.Equal)
	}
	return v.any == w.any // may panic, as == does
}

// LogValuer is anything that makes a Value of itself for logging.
type LogValuer interface {
	LogValue() Value
}

const mostLogValues = 100

// Resolve calls LogValue until v is not a LogValuer. A panic in it, and too many calls, give an error.
func (v Value) Resolve() (rv Value) {
	orig := v
	defer func() {
		if r := recover(); r != nil {
			rv = AnyValue(fmt.Errorf("LogValue panicked\n%s", stackText(3, 5)))
		}
	}()
	for i := 0; i < mostLogValues; i++ {
		if v.Kind() != KindLogValuer {
			return v
		}
		v = v.LogValuer().LogValue()
	}
	return AnyValue(fmt.Errorf("LogValue called too many times on %T", orig.Any()))
}

// stackText describes n of the calling functions.
func stackText(skip, n int) string {
	pcs := make([]uintptr, n+1)
	count := runtime.Callers(skip, pcs)
	if count == 0 {
		return "(no stack)"
	}
	frames := runtime.CallersFrames(pcs[:count])
	text := ""
	for i := 0; ; i++ {
		frame, more := frames.Next()
		text += fmt.Sprintf("called from %s (%s:%d)\n", frame.Function, frame.File, frame.Line)
		if !more {
			return text
		}
		if i+1 >= n {
			return text + "(rest of stack elided)\n"
		}
	}
}

// Attr is a key with a Value.
type Attr struct {
	Key   string
	Value Value
}

// String returns an Attr for a string.
func String(key, value string) Attr { return Attr{key, StringValue(value)} }

// Int64 returns an Attr for an int64.
func Int64(key string, value int64) Attr { return Attr{key, Int64Value(value)} }

// Int returns an Attr for an int.
func Int(key string, value int) Attr { return Attr{key, IntValue(value)} }

// Uint64 returns an Attr for a uint64.
func Uint64(key string, v uint64) Attr { return Attr{key, Uint64Value(v)} }

// Float64 returns an Attr for a float64.
func Float64(key string, v float64) Attr { return Attr{key, Float64Value(v)} }

// Bool returns an Attr for a bool.
func Bool(key string, v bool) Attr { return Attr{key, BoolValue(v)} }

// Time returns an Attr for a time.
func Time(key string, v time.Time) Attr { return Attr{key, TimeValue(v)} }

// Duration returns an Attr for a duration.
func Duration(key string, v time.Duration) Attr { return Attr{key, DurationValue(v)} }

// Group returns an Attr for a group made of arguments like a Logger's.
func Group(key string, args ...any) Attr { return Attr{key, GroupValue(attrsOf(args)...)} }

// Any returns an Attr for anything.
func Any(key string, value any) Attr { return Attr{key, AnyValue(value)} }

// Equal reports whether a and b are the same.
func (a Attr) Equal(b Attr) bool { return a.Key == b.Key && a.Value.Equal(b.Value) }

// String returns "key=value".
func (a Attr) String() string { return a.Key + "=" + a.Value.String() }

func (a Attr) isZero() bool { return a.Key == "" && a.Value.num == 0 && a.Value.any == nil }

const badKey = "!BADKEY"

// nextAttr makes an Attr of the first one or two arguments.
func nextAttr(args []any) (Attr, []any) {
	switch x := args[0].(type) {
	case string:
		if len(args) == 1 {
			return String(badKey, x), nil
		}
		return Any(x, args[1]), args[2:]
	case Attr:
		return x, args[1:]
	default:
		return Any(badKey, x), args[1:]
	}
}

func attrsOf(args []any) []Attr {
	var list []Attr
	for len(args) > 0 {
		var a Attr
		a, args = nextAttr(args)
		list = append(list, a)
	}
	return list
}
