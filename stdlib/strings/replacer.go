// Replacer, which replaces many strings at once.
//
// A finder finds the next match; replacing is the same for all. There are three
// finders: for a single string of several bytes, for strings of one byte each,
// and for any. The last one lists by first byte what may match there, in the
// order of the arguments, which decides between several matches.

package strings

import (
	"io"
	"sync"
)

// Replacer replaces strings by others. Several goroutines can use it.
type Replacer struct {
	once   sync.Once
	oldnew []string
	finder finder // made by the first use
}

// NewReplacer makes a Replacer of pairs: old, new, old, new. Old strings are
// compared in the order of the arguments, at each place in turn; matches do
// not overlap. It panics if the number of arguments is odd.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 == 1 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{oldnew: append([]string(nil), oldnew...)}
}

// Replace is s with all replacements done.
func (r *Replacer) Replace(s string) string {
	r.once.Do(r.build)
	at, end, value := r.finder.next(s, 0, false)
	if at < 0 {
		return s
	}
	var b Builder
	b.Grow(len(s))
	start := 0
	for at >= 0 {
		b.WriteString(s[start:at])
		b.WriteString(value)
		start = end
		at, end, value = r.finder.next(s, start, at == end)
	}
	b.WriteString(s[start:])
	return b.String()
}

// WriteString writes s to w with all replacements done.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	r.once.Do(r.build)
	put := func(part string) bool {
		if part != "" && err == nil {
			var m int
			m, err = io.WriteString(w, part)
			n += m
		}
		return err == nil
	}
	start := 0
	at, end, value := r.finder.next(s, 0, false)
	for at >= 0 && put(s[start:at]) && put(value) {
		start = end
		at, end, value = r.finder.next(s, start, at == end)
	}
	put(s[start:])
	return n, err
}

func (r *Replacer) build() {
	pairs := r.oldnew
	r.oldnew = nil
	if len(pairs) == 2 && len(pairs[0]) > 1 {
		r.finder = &oneFinder{pairs[0], pairs[1]}
		return
	}
	for i := 0; i < len(pairs); i += 2 {
		if len(pairs[i]) != 1 {
			r.finder = newAnyFinder(pairs)
			return
		}
	}
	r.finder = newByteFinder(pairs)
}

// finder finds the first match in s at or after start: s[at:end], to be
// replaced by value; at is -1 if there is none. An empty match at start does
// not count if emptyDone, since it was the last one.
type finder interface {
	next(s string, start int, emptyDone bool) (at, end int, value string)
}

type oneFinder struct {
	old, value string
}

func (f *oneFinder) next(s string, start int, _ bool) (at, end int, value string) {
	i := Index(s[start:], f.old)
	if i < 0 {
		return -1, 0, ""
	}
	return start + i, start + i + len(f.old), f.value
}

type byteFinder struct {
	which  [256]uint8 // 1 + index in values, 0: is not replaced
	values []string
}

// newByteFinder makes a finder of single bytes. which cannot tell all 256 bytes
// apart; that case is left to the other finder.
func newByteFinder(pairs []string) finder {
	f := &byteFinder{}
	for i := 0; i < len(pairs); i += 2 {
		c := pairs[i][0]
		if f.which[c] != 0 {
			continue
		}
		if len(f.values) == 255 {
			return newAnyFinder(pairs)
		}
		f.values = append(f.values, pairs[i+1])
		f.which[c] = uint8(len(f.values))
	}
	return f
}

func (f *byteFinder) next(s string, start int, _ bool) (at, end int, value string) {
	for i := start; i < len(s); i++ {
		if k := f.which[s[i]]; k != 0 {
			return i, i + 1, f.values[k-1]
		}
	}
	return -1, 0, ""
}

type anyFinder struct {
	pairs []string
	lists [256][]int // by first byte: indexes in pairs of what is not empty, ascending
	empty int        // index of the first empty string in pairs, or len(pairs)
}

func newAnyFinder(pairs []string) *anyFinder {
	f := &anyFinder{pairs: pairs, empty: len(pairs)}
	for i := len(pairs) - 2; i >= 0; i -= 2 {
		if pairs[i] == "" {
			f.empty = i
		}
	}
	for i := 0; i < len(pairs); i += 2 {
		if old := pairs[i]; old != "" {
			f.lists[old[0]] = append(f.lists[old[0]], i)
		}
	}
	return f
}

func (f *anyFinder) next(s string, start int, emptyDone bool) (at, end int, value string) {
	for i := start; i <= len(s); i++ {
		best := f.empty
		if emptyDone && i == start {
			best = len(f.pairs)
		}
		if i < len(s) {
			for _, k := range f.lists[s[i]] {
				if k > best {
					break
				}
				if HasPrefix(s[i:], f.pairs[k]) {
					best = k
					break
				}
			}
		}
		if best < len(f.pairs) {
			return i, i + len(f.pairs[best]), f.pairs[best+1]
		}
	}
	return -1, 0, ""
}
