// Shell patterns: Match on names, Glob on the file system.
package filepath

import (
	"errors"
	"os"
	"sort"
	"unicode/utf8"
)

// ErrBadPattern means that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether all of name matches the pattern. In it * stands for any run of
// characters without a separator, ? for one such character, [a-z] for one of a class ([^a-z]
// for one outside it), and a backslash takes the special meaning from what follows.
func Match(pattern, name string) (matched bool, err error) {
	for pattern != "" {
		star, chunk, rest := nextChunk(pattern)
		pattern = rest
		if star && chunk == "" {
			return lastSeparator(name) < 0, nil // a final star takes a whole element
		}
		tail, ok, err := matchChunk(chunk, name)
		// The last chunk must use up the name; others take the first match there is.
		if err != nil {
			return false, err
		}
		if ok && (tail == "" || pattern != "") {
			name = tail
			continue
		}
		if !star {
			return false, validate(pattern)
		}
		found := false
		for i := 0; i < len(name) && name[i] != Separator; i++ {
			tail, ok, err := matchChunk(chunk, name[i+1:])
			if err != nil {
				return false, err
			}
			if ok && (tail == "" || pattern != "") {
				name, found = tail, true
				break
			}
		}
		if !found {
			return false, validate(pattern)
		}
	}
	return name == "", nil
}

// validate checks the syntax of what is left of a pattern after a mismatch.
func validate(pattern string) error {
	for pattern != "" {
		var chunk string
		_, chunk, pattern = nextChunk(pattern)
		if _, _, err := matchChunk(chunk, ""); err != nil {
			return err
		}
	}
	return nil
}

// nextChunk splits off the leading stars of a pattern and the part up to the next one.
func nextChunk(pattern string) (star bool, chunk, rest string) {
	for pattern != "" && pattern[0] == '*' {
		pattern = pattern[1:]
		star = true
	}
	inClass := false
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++
		case '[':
			inClass = true
		case ']':
			inClass = false
		case '*':
			if !inClass {
				return star, pattern[:i], pattern[i:]
			}
		}
	}
	return star, pattern, ""
}

// matchChunk matches a chunk, which has no stars, at the start of s and returns what follows
// in s. It reads the chunk to the end even when it does not match, for the sake of its syntax.
func matchChunk(chunk, s string) (rest string, ok bool, err error) {
	failed := false
	for chunk != "" {
		failed = failed || s == ""
		switch chunk[0] {
		case '[':
			var r rune
			if !failed {
				var n int
				r, n = utf8.DecodeRuneInString(s)
				s = s[n:]
			}
			var in bool
			in, chunk, err = matchClass(chunk[1:], r)
			if err != nil {
				return "", false, err
			}
			failed = failed || !in
		case '?':
			if !failed {
				failed = s[0] == Separator
				_, n := utf8.DecodeRuneInString(s)
				s = s[n:]
			}
			chunk = chunk[1:]
		default:
			if chunk[0] == '\\' {
				if chunk = chunk[1:]; chunk == "" {
					return "", false, ErrBadPattern
				}
			}
			if !failed {
				failed = chunk[0] != s[0]
				s = s[1:]
			}
			chunk = chunk[1:]
		}
	}
	if failed {
		return "", false, nil
	}
	return s, true, nil
}

// matchClass tells whether r is in the class whose text, after the bracket, starts chunk.
func matchClass(chunk string, r rune) (in bool, rest string, err error) {
	negated := chunk != "" && chunk[0] == '^'
	if negated {
		chunk = chunk[1:]
	}
	for n := 0; ; n++ {
		if chunk != "" && chunk[0] == ']' && n > 0 {
			return in != negated, chunk[1:], nil
		}
		var low, high rune
		if low, chunk, err = classRune(chunk); err != nil {
			return false, "", err
		}
		high = low
		if chunk[0] == '-' {
			if high, chunk, err = classRune(chunk[1:]); err != nil {
				return false, "", err
			}
		}
		in = in || low <= r && r <= high
	}
}

// classRune reads one, possibly escaped, character of a class that must go on after it.
func classRune(chunk string) (r rune, rest string, err error) {
	if chunk == "" || chunk[0] == '-' || chunk[0] == ']' {
		return 0, "", ErrBadPattern
	}
	if chunk[0] == '\\' {
		if chunk = chunk[1:]; chunk == "" {
			return 0, "", ErrBadPattern
		}
	}
	r, n := utf8.DecodeRuneInString(chunk)
	if r == utf8.RuneError && n == 1 || n == len(chunk) {
		return 0, "", ErrBadPattern
	}
	return r, chunk[n:], nil
}

// Glob returns the names of all files that match pattern, element by element. Errors of the
// file system are ignored; the only error is ErrBadPattern.
func Glob(pattern string) (matches []string, err error) {
	return globDepth(pattern, 0)
}

// maxGlobDepth bounds the recursion over a pattern's elements.
const maxGlobDepth = 10000

func globDepth(pattern string, depth int) (matches []string, err error) {
	if depth > maxGlobDepth {
		return nil, ErrBadPattern
	}
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err = os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case string(Separator):
	default:
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globDir(dir, file, nil)
	}
	if dir == pattern {
		return nil, ErrBadPattern // no element was taken off: would not end
	}
	parents, err := globDepth(dir, depth+1)
	if err != nil {
		return nil, err
	}
	for _, d := range parents {
		if matches, err = globDir(d, file, matches); err != nil {
			return matches, err
		}
	}
	return matches, nil
}

// globDir appends the entries of dir that match pattern to matches.
func globDir(dir, pattern string, matches []string) ([]string, error) {
	info, err := os.Stat(dir)
	if err != nil || !info.IsDir() {
		return matches, nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return matches, nil
	}
	defer d.Close()
	names, _ := d.Readdirnames(-1)
	sort.Strings(names)
	for _, name := range names {
		ok, err := Match(pattern, name)
		if err != nil {
			return matches, err
		}
		if ok {
			matches = append(matches, Join(dir, name))
		}
	}
	return matches, nil
}

// hasMeta tells whether path is more than a plain name.
func hasMeta(path string) bool {
	for i := 0; i < len(path); i++ {
		switch path[i] {
		case '*', '?', '[', '\\':
			return true
		}
	}
	return false
}
