package slog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"
)

// JSONHandler writes records as JSON objects, one a line.
type JSONHandler struct {
	*commonHandler
}

// NewJSONHandler returns a JSONHandler that writes to w.
func NewJSONHandler(w io.Writer, opts *HandlerOptions) *JSONHandler {
	return &JSONHandler{newCommon(w, opts, true)}
}

// Enabled reports whether records of a level are written.
func (h *JSONHandler) Enabled(_ context.Context, level Level) bool { return h.enabled(level) }

// Handle writes a record with one call of Write.
func (h *JSONHandler) Handle(_ context.Context, r Record) error { return h.handle(r) }

// WithAttrs returns a JSONHandler with more attributes.
func (h *JSONHandler) WithAttrs(attrs []Attr) Handler { return &JSONHandler{h.withAttrs(attrs)} }

// WithGroup returns a JSONHandler that puts further attributes into an object.
func (h *JSONHandler) WithGroup(name string) Handler { return &JSONHandler{h.withGroup(name)} }

// jsonValue appends a value as JSON.
func (s *state) jsonValue(v Value) error {
	switch v.Kind() {
	case KindString:
		s.buf = appendJSONString(s.buf, v.String())
	case KindInt64:
		s.buf = strconv.AppendInt(s.buf, v.Int64(), 10)
	case KindUint64:
		s.buf = strconv.AppendUint(s.buf, v.Uint64(), 10)
	case KindFloat64:
		return s.jsonAny(v.Float64())
	case KindBool:
		s.buf = strconv.AppendBool(s.buf, v.Bool())
	case KindDuration:
		s.buf = strconv.AppendInt(s.buf, int64(v.Duration()), 10)
	case KindTime:
		s.jsonTime(v.Time())
	case KindAny:
		_, marshals := v.any.(jsonMarshaler)
		if err, ok := v.any.(error); ok && !marshals {
			s.buf = appendJSONString(s.buf, err.Error())
			return nil
		}
		return s.jsonAny(v.any)
	default:
		panic(fmt.Sprintf("bad kind: %s", v.Kind()))
	}
	return nil
}

func (s *state) jsonAny(v any) error {
	mark := len(s.buf)
	b, err := appendJSON(s.buf, reflect.ValueOf(v), 0)
	if err != nil {
		b = b[:mark]
	}
	s.buf = b
	return err
}

func (s *state) jsonTime(t time.Time) {
	if y := t.Year(); y < 0 || y >= 10000 {
		// As Time.MarshalJSON does.
		s.str(fmt.Sprintf("!ERROR:%v", errors.New("time.Time year outside of range [0,9999]")))
		return
	}
	s.buf = append(s.buf, '"')
	s.buf = t.AppendFormat(s.buf, time.RFC3339Nano)
	s.buf = append(s.buf, '"')
}

// appendJSONString appends a quoted string. Characters that only HTML minds are not escaped.
func appendJSONString(b []byte, s string) []byte {
	const hex = "0123456789abcdef"
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); {
		c := s[i]
		if c >= utf8.RuneSelf {
			r, size := utf8.DecodeRuneInString(s[i:])
			switch {
			case r == utf8.RuneError && size == 1:
				b = append(append(b, s[start:i]...), `\ufffd`...)
			case r == '\u2028' || r == '\u2029':
				b = append(append(b, s[start:i]...), `\u202`...)
				b = append(b, hex[r&15])
			default:
				i += size
				continue
			}
			i += size
			start = i
			continue
		}
		if c >= ' ' && c != '"' && c != '\\' {
			i++
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\f':
			b = append(b, '\\', 'f')
		case '\n':
			b = append(b, '\\', 'n')
		case '\r':
			b = append(b, '\\', 'r')
		case '\t':
			b = append(b, '\\', 't')
		default:
			b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
		}
		i++
		start = i
	}
	return append(append(b, s[start:]...), '"')
}
