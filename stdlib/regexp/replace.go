package regexp

import (
	"internal/text"
	"strings"
	"unicode"
	"unicode/utf8"
)

// replaceAll copies s with each match replaced by what repl appends.
func (re *Regexp) replaceAll(s string, pairs int, repl func(dst []byte, m []int) []byte) []byte {
	var buf []byte
	last := 0
	re.each(s, -1, pairs, func(m []int) {
		buf = append(buf, s[last:m[0]]...)
		buf = repl(buf, m)
		last = m[1]
	})
	return append(buf, s[last:]...)
}

// pairsFor returns how many positions a template can refer to.
func (re *Regexp) pairsFor(template string) int {
	if strings.IndexByte(template, '$') >= 0 {
		return re.all()
	}
	return 1
}

// ReplaceAllString returns a copy of src with the matches replaced by repl, in which $ signs are interpreted as in Expand.
func (re *Regexp) ReplaceAllString(src, repl string) string {
	return text.View(re.replaceAll(src, re.pairsFor(repl), func(dst []byte, m []int) []byte {
		return re.expand(dst, repl, src, m)
	}))
}

// ReplaceAll is ReplaceAllString for byte slices.
func (re *Regexp) ReplaceAll(src, repl []byte) []byte {
	template, s := string(repl), text.View(src)
	return re.replaceAll(s, re.pairsFor(template), func(dst []byte, m []int) []byte {
		return re.expand(dst, template, s, m)
	})
}

// ReplaceAllLiteralString returns a copy of src with the matches replaced by repl as it is.
func (re *Regexp) ReplaceAllLiteralString(src, repl string) string {
	return text.View(re.replaceAll(src, 1, func(dst []byte, m []int) []byte { return append(dst, repl...) }))
}

// ReplaceAllLiteral is ReplaceAllLiteralString for byte slices.
func (re *Regexp) ReplaceAllLiteral(src, repl []byte) []byte {
	return re.replaceAll(text.View(src), 1, func(dst []byte, m []int) []byte { return append(dst, repl...) })
}

// ReplaceAllStringFunc returns a copy of src with the matches replaced by what repl returns for them.
func (re *Regexp) ReplaceAllStringFunc(src string, repl func(string) string) string {
	return text.View(re.replaceAll(src, 1, func(dst []byte, m []int) []byte {
		return append(dst, repl(src[m[0]:m[1]])...)
	}))
}

// ReplaceAllFunc is ReplaceAllStringFunc for byte slices.
func (re *Regexp) ReplaceAllFunc(src []byte, repl func([]byte) []byte) []byte {
	return re.replaceAll(text.View(src), 1, func(dst []byte, m []int) []byte {
		return append(dst, repl(src[m[0]:m[1]])...)
	})
}

// Split slices s into substrings separated by the matches: at most n, the last one being the unsplit rest; all for n < 0.
func (re *Regexp) Split(s string, n int) []string {
	if n == 0 {
		return nil
	}
	if re.expr != "" && s == "" {
		return []string{""}
	}
	parts := []string{}
	start, end := 0, 0
	re.each(s, n, 1, func(m []int) {
		if n > 0 && len(parts) == n-1 {
			return
		}
		end = m[0]
		if m[1] != 0 {
			parts = append(parts, s[start:end])
		}
		start = m[1]
	})
	if end != len(s) {
		parts = append(parts, s[start:])
	}
	return parts
}

// Expand appends template to dst; variables in it, $name or ${name}, are replaced by the matches drawn from src, whose
// positions are in match. A name of digits is a group's number; $$ is a dollar sign.
func (re *Regexp) Expand(dst []byte, template []byte, src []byte, match []int) []byte {
	return re.expand(dst, string(template), text.View(src), match)
}

// ExpandString is like Expand but the template and source are strings.
func (re *Regexp) ExpandString(dst []byte, template string, src string, match []int) []byte {
	return re.expand(dst, template, src, match)
}

func (re *Regexp) expand(dst []byte, template string, src string, match []int) []byte {
	for {
		before, after, ok := strings.Cut(template, "$")
		dst = append(dst, before...)
		if !ok {
			return dst
		}
		template = after
		if strings.HasPrefix(template, "$") {
			dst = append(dst, '$')
			template = template[1:]
			continue
		}
		name, rest, ok := variable(template)
		if !ok {
			dst = append(dst, '$')
			continue
		}
		template = rest
		if i := re.group(name, match); i >= 0 && 2*i+1 < len(match) && match[2*i] >= 0 {
			dst = append(dst, src[match[2*i]:match[2*i+1]]...)
		}
	}
}

// variable takes "name" or "{name}" off the front of a template.
func variable(template string) (name, rest string, ok bool) {
	braced := strings.HasPrefix(template, "{")
	if braced {
		template = template[1:]
	}
	n := 0
	for n < len(template) {
		r, size := utf8.DecodeRuneInString(template[n:])
		if r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			break
		}
		n += size
	}
	name, rest = template[:n], template[n:]
	if braced {
		rest, ok = strings.CutPrefix(rest, "}")
		return name, rest, ok && n > 0
	}
	return name, rest, n > 0
}

// group returns the number of the group that a variable names: of those with this name the first that is part of the match.
func (re *Regexp) group(name string, match []int) int {
	number := 0
	for i := 0; i < len(name); i++ {
		if name[i] < '0' || name[i] > '9' || number >= 1e8 {
			number = -1
			break
		}
		number = number*10 + int(name[i]-'0')
	}
	if number >= 0 && (name[0] != '0' || len(name) == 1) {
		return number
	}
	for i, s := range re.names {
		if s == name && 2*i+1 < len(match) && match[2*i] >= 0 {
			return i
		}
	}
	return -1
}
