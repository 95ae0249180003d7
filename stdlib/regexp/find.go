package regexp

import (
	"internal/text"
	"io"
)

// finder is a search for one match after the other; natives.cpp knows its layout.
type finder struct {
	at      int
	lastEnd int
	pairs   int // positions wanted per match; 0: only whether there is one
	table   uintptr
	done    bool
}

// longText is the length from which searches are left to another thread while other goroutines run.
const longText = 1 << 15

func prepare(f *finder)

// find writes the positions of as many matches as fit to out and returns their number; f remembers where it stopped.
func find(re *Regexp, s string, f *finder, out []int) int
func findLong(re *Regexp, s string, f *finder, out []int) int

func (f *finder) find(re *Regexp, s string, out []int) int {
	if f.table == 0 {
		prepare(f)
	}
	if len(s) >= longText {
		return findLong(re, s, f, out)
	}
	return find(re, s, f, out)
}

func (re *Regexp) match(s string) bool {
	f := finder{lastEnd: -1}
	return f.find(re, s, nil) > 0
}

// first returns the positions of the first match, nil if there is none.
func (re *Regexp) first(s string, pairs int) []int {
	f := finder{lastEnd: -1, pairs: pairs}
	out := make([]int, 2*pairs)
	if f.find(re, s, out) == 0 {
		return nil
	}
	return out
}

// bounds is first for the match alone, without a slice.
func (re *Regexp) bounds(s string) (start, end int, ok bool) {
	f := finder{lastEnd: -1, pairs: 1}
	var out [2]int
	ok = f.find(re, s, out[:]) > 0
	return out[0], out[1], ok
}

// each calls deliver with the positions of up to n matches, which are good only during the call.
func (re *Regexp) each(s string, n, pairs int, deliver func(m []int)) {
	if n < 0 {
		n = len(s) + 1
	}
	f := finder{lastEnd: -1, pairs: pairs}
	room := 16
	if len(s) < 64 {
		room = 4
	}
	out := make([]int, 2*pairs*room)
	for n > 0 && !f.done {
		k := f.find(re, s, out)
		for i := 0; i < k && n > 0; i++ {
			deliver(out[2*pairs*i : 2*pairs*(i+1)])
			n--
		}
	}
}

func (re *Regexp) all() int { return len(re.names) }

// sub returns the text of pair i, "" if it is not part of the match.
func sub(s string, m []int, i int) string {
	if m[2*i] < 0 {
		return ""
	}
	return s[m[2*i]:m[2*i+1]]
}

func subBytes(b []byte, m []int, i int) []byte {
	if m[2*i] < 0 {
		return nil
	}
	return b[m[2*i]:m[2*i+1]:m[2*i+1]]
}

func subs(s string, m []int) []string {
	list := make([]string, len(m)/2)
	for i := range list {
		list[i] = sub(s, m, i)
	}
	return list
}

func subsBytes(b []byte, m []int) [][]byte {
	list := make([][]byte, len(m)/2)
	for i := range list {
		list[i] = subBytes(b, m, i)
	}
	return list
}

// ---- is there a match

// MatchString reports whether the string s contains any match of re.
func (re *Regexp) MatchString(s string) bool { return re.match(s) }

// Match reports whether the byte slice b contains any match of re.
func (re *Regexp) Match(b []byte) bool { return re.match(text.View(b)) }

// MatchReader reports whether the text returned by the RuneReader contains any match of re.
func (re *Regexp) MatchReader(r io.RuneReader) bool { return re.match(readAll(r)) }

// ---- the first match

// FindString returns the text of the leftmost match in s, "" if there is none.
func (re *Regexp) FindString(s string) string {
	start, end, ok := re.bounds(s)
	if !ok {
		return ""
	}
	return s[start:end]
}

// Find returns the text of the leftmost match in b, nil if there is none.
func (re *Regexp) Find(b []byte) []byte {
	start, end, ok := re.bounds(text.View(b))
	if !ok {
		return nil
	}
	return b[start:end:end]
}

// FindStringIndex returns the location of the leftmost match in s, nil if there is none.
func (re *Regexp) FindStringIndex(s string) (loc []int) { return re.first(s, 1) }

// FindIndex returns the location of the leftmost match in b, nil if there is none.
func (re *Regexp) FindIndex(b []byte) (loc []int) { return re.first(text.View(b), 1) }

// FindReaderIndex returns the location of the leftmost match in text read from the RuneReader.
func (re *Regexp) FindReaderIndex(r io.RuneReader) (loc []int) { return re.first(readAll(r), 1) }

// FindStringSubmatch returns the text of the leftmost match in s and of its subexpressions.
func (re *Regexp) FindStringSubmatch(s string) []string {
	if m := re.first(s, re.all()); m != nil {
		return subs(s, m)
	}
	return nil
}

// FindSubmatch returns the text of the leftmost match in b and of its subexpressions.
func (re *Regexp) FindSubmatch(b []byte) [][]byte {
	if m := re.first(text.View(b), re.all()); m != nil {
		return subsBytes(b, m)
	}
	return nil
}

// FindStringSubmatchIndex returns the index pairs of the leftmost match in s and of its subexpressions.
func (re *Regexp) FindStringSubmatchIndex(s string) []int { return re.first(s, re.all()) }

// FindSubmatchIndex returns the index pairs of the leftmost match in b and of its subexpressions.
func (re *Regexp) FindSubmatchIndex(b []byte) []int { return re.first(text.View(b), re.all()) }

// FindReaderSubmatchIndex returns the index pairs of the leftmost match of text read by the RuneReader.
func (re *Regexp) FindReaderSubmatchIndex(r io.RuneReader) []int {
	return re.first(readAll(r), re.all())
}

// ---- all matches; n limits their number, a negative one does not

// FindAllString returns the texts of all successive matches in s.
func (re *Regexp) FindAllString(s string, n int) []string {
	var list []string
	re.each(s, n, 1, func(m []int) { list = append(list, sub(s, m, 0)) })
	return list
}

// FindAll returns the texts of all successive matches in b.
func (re *Regexp) FindAll(b []byte, n int) [][]byte {
	var list [][]byte
	re.each(text.View(b), n, 1, func(m []int) { list = append(list, subBytes(b, m, 0)) })
	return list
}

func (re *Regexp) allIndexes(s string, n, pairs int) [][]int {
	var list [][]int
	re.each(s, n, pairs, func(m []int) { list = append(list, append([]int(nil), m...)) })
	return list
}

// FindAllStringIndex returns the locations of all successive matches in s.
func (re *Regexp) FindAllStringIndex(s string, n int) [][]int { return re.allIndexes(s, n, 1) }

// FindAllIndex returns the locations of all successive matches in b.
func (re *Regexp) FindAllIndex(b []byte, n int) [][]int { return re.allIndexes(text.View(b), n, 1) }

// FindAllStringSubmatchIndex returns the index pairs of all successive matches in s.
func (re *Regexp) FindAllStringSubmatchIndex(s string, n int) [][]int {
	return re.allIndexes(s, n, re.all())
}

// FindAllSubmatchIndex returns the index pairs of all successive matches in b.
func (re *Regexp) FindAllSubmatchIndex(b []byte, n int) [][]int {
	return re.allIndexes(text.View(b), n, re.all())
}

// FindAllStringSubmatch returns the texts of all successive matches in s and of their subexpressions.
func (re *Regexp) FindAllStringSubmatch(s string, n int) [][]string {
	var list [][]string
	re.each(s, n, re.all(), func(m []int) { list = append(list, subs(s, m)) })
	return list
}

// FindAllSubmatch returns the texts of all successive matches in b and of their subexpressions.
func (re *Regexp) FindAllSubmatch(b []byte, n int) [][][]byte {
	var list [][][]byte
	re.each(text.View(b), n, re.all(), func(m []int) { list = append(list, subsBytes(b, m)) })
	return list
}
