package slog

import (
	"runtime"
	"slices"
	"time"
)

const inlineAttrs = 5

// Record is one message. Copies share attributes: use Clone before changing one.
type Record struct {
	Time    time.Time // zero: none
	Message string
	Level   Level
	PC      uintptr // of the place that logs; 0: unknown

	front  [inlineAttrs]Attr
	nFront int
	back   []Attr
}

// NewRecord returns a Record without attributes.
func NewRecord(t time.Time, level Level, msg string, pc uintptr) Record {
	return Record{Time: t, Message: msg, Level: level, PC: pc}
}

// Clone returns a copy that shares nothing that changes.
func (r Record) Clone() Record {
	r.back = slices.Clip(r.back)
	return r
}

// NumAttrs returns the number of attributes.
func (r Record) NumAttrs() int { return r.nFront + len(r.back) }

// Attrs calls f for each attribute until it returns false.
func (r Record) Attrs(f func(Attr) bool) {
	for i := 0; i < r.nFront; i++ {
		if !f(r.front[i]) {
			return
		}
	}
	for _, a := range r.back {
		if !f(a) {
			return
		}
	}
}

// AddAttrs appends attributes; empty groups are left out.
func (r *Record) AddAttrs(attrs ...Attr) {
	for _, a := range attrs {
		r.add(a)
	}
}

func (r *Record) add(a Attr) {
	if isEmptyGroup(a) {
		return
	}
	if r.nFront < len(r.front) {
		r.front[r.nFront] = a
		r.nFront++
		return
	}
	// A copy of the Record may have appended something else in the same place.
	if len(r.back) < cap(r.back) {
		if end := r.back[:len(r.back)+1][len(r.back)]; !end.isZero() {
			r.back = slices.Clip(r.back)
			r.back = append(r.back, String("!BUG", "AddAttrs unsafely called on copy of Record made without using Record.Clone"))
		}
	}
	r.back = append(r.back, a)
}

// Add appends attributes made of arguments like a Logger's.
func (r *Record) Add(args ...any) {
	for len(args) > 0 {
		var a Attr
		a, args = nextAttr(args)
		r.add(a)
	}
}

// Source is a place in a program.
type Source struct {
	Function string `json:"function"`
	File     string `json:"file"`
	Line     int    `json:"line"`
}

// group returns what is known of the place.
func (s *Source) group() Value {
	var list []Attr
	if s.Function != "" {
		list = append(list, String("function", s.Function))
	}
	if s.File != "" {
		list = append(list, String("file", s.File))
	}
	if s.Line != 0 {
		list = append(list, Int("line", s.Line))
	}
	return GroupValue(list...)
}

func (r Record) source() *Source {
	frame, _ := runtime.CallersFrames([]uintptr{r.PC}).Next()
	return &Source{frame.Function, frame.File, frame.Line}
}
