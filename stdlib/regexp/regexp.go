// Package regexp matches regular expressions of RE2's syntax, in time linear in the length of the text.
//
// Parsing and matching are native (natives.cpp); here are the many forms in which results are asked for. find.go has the
// loops over matches, replace.go replacing and splitting.
package regexp

import (
	"io"
	"regexp/syntax"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Regexp is the representation of a compiled regular expression. It is safe for concurrent use, except for Longest.
type Regexp struct {
	expr           string
	prefix         string   // that begins every match
	names          []string // of groups; [0] is ""
	id             uint64   // in the instance's table of compiled expressions
	posix          bool
	longest        bool
	prefixComplete bool // the prefix is the whole expression
}

// compileInto parses re.expr and fills the other fields, or *err.
func compileInto(re *Regexp, err *syntax.Error) bool

func compile(expr string, posix bool) (*Regexp, error) {
	re := &Regexp{expr: expr, posix: posix, longest: posix}
	var err syntax.Error
	if !compileInto(re, &err) {
		return nil, &err
	}
	return re, nil
}

// Compile parses a regular expression. Matches are leftmost, and of those that begin there the one that a search with
// backtracking would have found first.
func Compile(expr string) (*Regexp, error) { return compile(expr, false) }

// CompilePOSIX is Compile for POSIX ERE syntax with leftmost-longest matches.
func CompilePOSIX(expr string) (*Regexp, error) { return compile(expr, true) }

func quote(s string) string {
	if strconv.CanBackquote(s) {
		return "`" + s + "`"
	}
	return strconv.Quote(s)
}

// MustCompile is Compile that panics if the expression cannot be parsed.
func MustCompile(str string) *Regexp {
	re, err := Compile(str)
	if err != nil {
		panic("regexp: Compile(" + quote(str) + "): " + err.Error())
	}
	return re
}

// MustCompilePOSIX is CompilePOSIX that panics if the expression cannot be parsed.
func MustCompilePOSIX(str string) *Regexp {
	re, err := CompilePOSIX(str)
	if err != nil {
		panic("regexp: CompilePOSIX(" + quote(str) + "): " + err.Error())
	}
	return re
}

// String returns the source text used to compile the regular expression.
func (re *Regexp) String() string { return re.expr }

// Copy returns a new Regexp object copied from re.
func (re *Regexp) Copy() *Regexp {
	c := *re
	return &c
}

// Longest makes future searches prefer the leftmost-longest match.
func (re *Regexp) Longest() { re.longest = true }

// NumSubexp returns the number of parenthesized subexpressions in this Regexp.
func (re *Regexp) NumSubexp() int { return len(re.names) - 1 }

// SubexpNames returns the names of the parenthesized subexpressions; [0] is the empty string.
func (re *Regexp) SubexpNames() []string { return re.names }

// SubexpIndex returns the index of the first subexpression with the given name, or -1.
func (re *Regexp) SubexpIndex(name string) int {
	if name != "" {
		for i, s := range re.names {
			if name == s {
				return i
			}
		}
	}
	return -1
}

// LiteralPrefix returns a literal string that must begin any match; complete is true if it is the entire expression.
func (re *Regexp) LiteralPrefix() (prefix string, complete bool) { return re.prefix, re.prefixComplete }

// MarshalText is the source text.
func (re *Regexp) MarshalText() ([]byte, error) { return []byte(re.expr), nil }

// UnmarshalText compiles the source text.
func (re *Regexp) UnmarshalText(text []byte) error {
	c, err := Compile(string(text))
	if err != nil {
		return err
	}
	*re = *c
	return nil
}

const metaCharacters = `\.+*?()|[]{}^$`

// QuoteMeta returns a string that escapes all regular expression metacharacters inside the argument text.
func QuoteMeta(s string) string {
	if !strings.ContainsAny(s, metaCharacters) {
		return s
	}
	b := make([]byte, 0, len(s)+8)
	for i := 0; i < len(s); i++ {
		if strings.IndexByte(metaCharacters, s[i]) >= 0 {
			b = append(b, '\\')
		}
		b = append(b, s[i])
	}
	return string(b)
}

// MatchString reports whether the string s contains any match of the regular expression pattern.
func MatchString(pattern string, s string) (matched bool, err error) {
	re, err := Compile(pattern)
	return err == nil && re.MatchString(s), err
}

// Match reports whether the byte slice b contains any match of the regular expression pattern.
func Match(pattern string, b []byte) (matched bool, err error) {
	re, err := Compile(pattern)
	return err == nil && re.Match(b), err
}

// MatchReader reports whether the text returned by the RuneReader contains any match of the regular expression pattern.
func MatchReader(pattern string, r io.RuneReader) (matched bool, err error) {
	re, err := Compile(pattern)
	return err == nil && re.MatchReader(r), err
}

// readAll reads runes to the end. An invalid byte is kept as one that is invalid.
func readAll(r io.RuneReader) string {
	var b []byte
	for {
		c, size, err := r.ReadRune()
		if err != nil {
			return string(b)
		}
		if c == utf8.RuneError && size == 1 {
			b = append(b, 0xFF)
		} else {
			b = utf8.AppendRune(b, c)
		}
	}
}
