package slog

import (
	"context"
	"encoding"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strconv"
	"sync"
)

// Handler does something with records: writes them somewhere, for example.
type Handler interface {
	// Enabled reports whether records of a level are to be made.
	Enabled(context.Context, Level) bool
	// Handle deals with a record of an enabled level. Zero times, empty groups and zero Attrs are to be left out, groups with empty
	// keys to be dissolved, and values to be resolved.
	Handle(context.Context, Record) error
	// WithAttrs returns a Handler with more attributes, which it may change.
	WithAttrs(attrs []Attr) Handler
	// WithGroup returns a Handler that puts all further attributes into a group.
	WithGroup(name string) Handler
}

// Keys of the attributes that all records have.
const (
	TimeKey    = "time"
	LevelKey   = "level"
	MessageKey = "msg"
	SourceKey  = "source"
)

// HandlerOptions are options of TextHandler and JSONHandler; nil is the zero value.
type HandlerOptions struct {
	AddSource bool    // add the place that logs
	Level     Leveler // the lowest that is written; nil: LevelInfo
	// ReplaceAttr changes attributes, other than groups, before they are written; a zero Attr is left out. groups are the names of
	// the groups around it, and empty for time, level, source and msg.
	ReplaceAttr func(groups []string, a Attr) Attr
}

// defaultHandler writes through package log.
type defaultHandler struct {
	ch     *commonHandler
	output func(calldepth int, message string) error
}

func newDefaultHandler(output func(int, string) error) *defaultHandler {
	return &defaultHandler{&commonHandler{}, output}
}

func (*defaultHandler) Enabled(_ context.Context, l Level) bool { return l >= logLevel.Level() }

func (h *defaultHandler) Handle(ctx context.Context, r Record) error {
	s := &state{h: h.ch}
	s.buf = append(s.buf, r.Level.String()...)
	s.buf = append(s.buf, ' ')
	s.buf = append(s.buf, r.Message...)
	s.sep = " "
	s.rest(r)
	return h.output(4, string(s.buf))
}

func (h *defaultHandler) WithAttrs(as []Attr) Handler {
	return &defaultHandler{h.ch.withAttrs(as), h.output}
}

func (h *defaultHandler) WithGroup(name string) Handler {
	return &defaultHandler{h.ch.withGroup(name), h.output}
}

// commonHandler is what TextHandler and JSONHandler have in common.
type commonHandler struct {
	json   bool
	opts   HandlerOptions
	made   []byte   // attributes of WithAttrs, as text
	groups []string // of WithGroup
	opened int      // how many of the groups are begun in made
	mu     *sync.Mutex
	w      io.Writer
}

func newCommon(w io.Writer, opts *HandlerOptions, json bool) *commonHandler {
	h := &commonHandler{json: json, w: w, mu: new(sync.Mutex)}
	if opts != nil {
		h.opts = *opts
	}
	return h
}

func (h *commonHandler) clone() *commonHandler {
	c := *h
	c.made = slices.Clip(h.made)
	c.groups = slices.Clip(h.groups)
	return &c
}

func (h *commonHandler) enabled(l Level) bool {
	min := LevelInfo
	if h.opts.Level != nil {
		min = h.opts.Level.Level()
	}
	return l >= min
}

func (h *commonHandler) withAttrs(as []Attr) *commonHandler {
	if !slices.ContainsFunc(as, func(a Attr) bool { return !isEmptyGroup(a) }) {
		return h
	}
	c := h.clone()
	s := &state{h: c, buf: c.made}
	if len(c.made) > 0 {
		s.sep = c.separator()
		if c.json && c.made[len(c.made)-1] == '{' {
			s.sep = ""
		}
	}
	before := len(s.buf)
	s.enterGroups(c.groups[:c.opened], false)
	s.enterGroups(c.groups[c.opened:], true)
	if s.attrs(as) {
		c.made = s.buf
		c.opened = len(c.groups)
	} else {
		c.made = s.buf[:before]
	}
	return c
}

func (h *commonHandler) withGroup(name string) *commonHandler {
	c := h.clone()
	c.groups = append(c.groups, name)
	return c
}

func (h *commonHandler) separator() string {
	if h.json {
		return ","
	}
	return " "
}

func (h *commonHandler) handle(r Record) error {
	s := &state{h: h}
	if h.json {
		s.buf = append(s.buf, '{')
	}
	s.builtin(r)
	s.rest(r)
	s.buf = append(s.buf, '\n')
	h.mu.Lock()
	defer h.mu.Unlock()
	_, err := h.w.Write(s.buf)
	return err
}

// state is a record that is being written.
type state struct {
	h      *commonHandler
	buf    []byte
	sep    string   // before the next attribute
	prefix string   // text form: of keys, by groups
	groups []string // for ReplaceAttr
}

// builtin writes what all records have.
func (s *state) builtin(r Record) {
	replace := s.h.opts.ReplaceAttr
	write := func(a Attr) {
		if replace != nil {
			a = replace(nil, a)
			a.Value = a.Value.Resolve()
			if a.isZero() {
				return
			}
		}
		s.plain(a)
	}
	if !r.Time.IsZero() {
		write(Time(TimeKey, r.Time.Round(0)))
	}
	if replace != nil {
		write(Any(LevelKey, r.Level))
	} else {
		write(String(LevelKey, r.Level.String()))
	}
	if s.h.opts.AddSource {
		write(Any(SourceKey, r.source()))
	}
	write(String(MessageKey, r.Message))
}

// plain writes a built-in attribute, which may have become a group.
func (s *state) plain(a Attr) {
	if src, ok := a.Value.any.(*Source); ok {
		if s.h.json {
			a.Value = src.group()
		} else {
			a.Value = StringValue(fmt.Sprintf("%s:%d", src.File, src.Line))
		}
	}
	if a.Value.Kind() == KindGroup {
		s.group(a)
		return
	}
	s.key(a.Key)
	s.value(a.Value)
}

// rest writes the other attributes.
func (s *state) rest(r Record) {
	if len(s.h.made) > 0 {
		s.buf = append(s.buf, s.sep...)
		s.buf = append(s.buf, s.h.made...)
		s.sep = s.h.separator()
		if s.h.json && s.h.made[len(s.h.made)-1] == '{' {
			s.sep = ""
		}
	}
	open := s.h.opened
	if r.NumAttrs() > 0 {
		mark, sep, prefix := len(s.buf), s.sep, s.prefix
		s.enterGroups(s.h.groups[:open], false)
		s.enterGroups(s.h.groups[open:], true)
		any := false
		r.Attrs(func(a Attr) bool {
			any = s.attr(a) || any
			return true
		})
		if any {
			open = len(s.h.groups)
		} else { // the groups have turned out empty
			s.buf, s.sep, s.prefix = s.buf[:mark], sep, prefix
		}
	}
	if s.h.json && s.h.mu != nil {
		for ; open > 0; open-- {
			s.buf = append(s.buf, '}')
		}
		s.buf = append(s.buf, '}')
	}
}

// enterGroups begins groups; with write, their beginnings are not in the output yet.
func (s *state) enterGroups(names []string, write bool) {
	for _, name := range names {
		if s.h.json {
			if write {
				s.key(name)
				s.buf = append(s.buf, '{')
				s.sep = ""
			}
		} else {
			s.prefix += name + "."
		}
		if s.h.opts.ReplaceAttr != nil {
			s.groups = append(s.groups, name)
		}
	}
}

// attrs writes attributes, and reports whether there was something to write.
func (s *state) attrs(list []Attr) (any bool) {
	for _, a := range list {
		any = s.attr(a) || any
	}
	return any
}

func (s *state) attr(a Attr) bool {
	a.Value = a.Value.Resolve()
	if replace := s.h.opts.ReplaceAttr; replace != nil && a.Value.Kind() != KindGroup {
		a = replace(s.groups, a)
		a.Value = a.Value.Resolve()
	}
	if a.isZero() {
		return false
	}
	if a.Value.Kind() == KindGroup {
		return s.group(a)
	}
	s.plain(a)
	return true
}

// group writes a group; without a key its attributes stand alone.
func (s *state) group(a Attr) bool {
	list := a.Value.group()
	if len(list) == 0 {
		return false
	}
	mark, sep := len(s.buf), s.sep
	if a.Key == "" {
		return s.attrs(list)
	}
	prefix, groups := s.prefix, len(s.groups)
	s.enterGroups([]string{a.Key}, true)
	any := s.attrs(list)
	s.prefix = prefix
	if s.groups != nil {
		s.groups = s.groups[:groups]
	}
	if !any {
		s.buf, s.sep = s.buf[:mark], sep
		return false
	}
	if s.h.json {
		s.buf = append(s.buf, '}')
		s.sep = ","
	}
	return true
}

func (s *state) key(key string) {
	s.buf = append(s.buf, s.sep...)
	s.sep = s.h.separator()
	if s.h.json {
		s.buf = appendJSONString(s.buf, key)
		s.buf = append(s.buf, ':')
		return
	}
	s.text(s.prefix + key)
	s.buf = append(s.buf, '=')
}

// text appends a string of the text form, quoted if needed.
func (s *state) text(str string) {
	if needsQuotes(str) {
		s.buf = strconv.AppendQuote(s.buf, str)
	} else {
		s.buf = append(s.buf, str...)
	}
}

func (s *state) value(v Value) {
	defer func() {
		if r := recover(); r != nil {
			// A nil pointer whose method can't cope is shown as nil, as fmt does.
			if p := reflect.ValueOf(v.any); p.Kind() == reflect.Pointer && p.IsNil() {
				if s.h.json {
					s.buf = append(s.buf, `"<nil>"`...)
				} else {
					s.buf = append(s.buf, "<nil>"...)
				}
				return
			}
			s.str(fmt.Sprintf("!PANIC: %v", r))
		}
	}()
	var err error
	if s.h.json {
		err = s.jsonValue(v)
	} else {
		err = s.textValue(v)
	}
	if err != nil {
		s.str(fmt.Sprintf("!ERROR:%v", err))
	}
}

func (s *state) str(text string) {
	if s.h.json {
		s.buf = appendJSONString(s.buf, text)
	} else {
		s.text(text)
	}
}

// textValue appends a value in the text form.
func (s *state) textValue(v Value) error {
	switch v.Kind() {
	case KindString:
		s.text(v.String())
	case KindTime:
		s.buf = v.time().AppendFormat(s.buf, "2006-01-02T15:04:05.000Z07:00")
	case KindAny:
		if m, ok := v.any.(encoding.TextMarshaler); ok {
			data, err := m.MarshalText()
			if err != nil {
				return err
			}
			s.text(string(data))
			return nil
		}
		if data, ok := v.any.([]byte); ok {
			s.buf = strconv.AppendQuote(s.buf, string(data))
			return nil
		}
		if b := reflect.ValueOf(v.any); b.IsValid() && b.Kind() == reflect.Slice && b.Type().Elem().Kind() == reflect.Uint8 {
			s.buf = strconv.AppendQuote(s.buf, string(b.Bytes()))
			return nil
		}
		s.text(fmt.Sprintf("%+v", v.any))
	default:
		s.buf = v.append(s.buf)
	}
	return nil
}
