// Matching a whole name with a shell pattern.
//
// A pattern is a sequence of chunks, each preceded by stars or not. A chunk
// has no star, so it matches at a given place in one way at most; a star tries
// its chunk further and further on. Only the last star ever has to be tried
// anew, for what came before it has matched as early as it could.

package path

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether the pattern matches all of name. A star stands for any
// run of characters but slashes, a question mark for one such character. A
// class, [a-z] or [^a-z], stands for one character that is, or is not, in it.
// A backslash takes the next character literally; the others match themselves.
// The only error is ErrBadPattern.
func Match(pattern, name string) (matched bool, err error) {
	for len(pattern) > 0 {
		star, chunk, rest := nextChunk(pattern)
		pattern = rest
		if star && chunk == "" {
			return lastSlash(name) < 0, nil // a trailing star
		}
		after, ok, err := matchChunk(chunk, name)
		if err != nil {
			return false, err
		}
		// The last chunk must reach the end of name, which a later try may do.
		if ok && (after == "" || pattern != "") {
			name = after
			continue
		}
		found := false
		for i := 0; star && !found && i < len(name) && name[i] != '/'; i++ {
			after, ok, err := matchChunk(chunk, name[i+1:])
			if err != nil {
				return false, err
			}
			if ok && (after == "" || pattern != "") {
				name = after
				found = true
			}
		}
		if !found {
			return false, checkRest(pattern)
		}
	}
	return name == "", nil
}

// checkRest is ErrBadPattern if the rest of a pattern that cannot match
// anyway is malformed.
func checkRest(pattern string) error {
	for len(pattern) > 0 {
		_, chunk, rest := nextChunk(pattern)
		pattern = rest
		if _, _, err := matchChunk(chunk, ""); err != nil {
			return err
		}
	}
	return nil
}

// nextChunk cuts the stars and the chunk at the start off a pattern.
func nextChunk(pattern string) (star bool, chunk, rest string) {
	for len(pattern) > 0 && pattern[0] == '*' {
		pattern = pattern[1:]
		star = true
	}
	inClass := false
	for i := 0; i < len(pattern); i++ {
		switch pattern[i] {
		case '\\':
			i++ // a missing character is matchChunk's to report
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

// matchChunk matches the chunk with the start of s and returns what is left of
// s. It reads the whole chunk, to find all errors, even if it cannot match.
func matchChunk(chunk, s string) (rest string, ok bool, err error) {
	failed := false
	for len(chunk) > 0 {
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
			continue
		case '?':
			if !failed {
				failed = s[0] == '/'
				_, n := utf8.DecodeRuneInString(s)
				s = s[n:]
			}
			chunk = chunk[1:]
			continue
		case '\\':
			chunk = chunk[1:]
			if chunk == "" {
				return "", false, ErrBadPattern
			}
		}
		if !failed {
			failed = chunk[0] != s[0]
			s = s[1:]
		}
		chunk = chunk[1:]
	}
	if failed {
		return "", false, nil
	}
	return s, true, nil
}

// matchClass reports whether r is in the class whose text, behind its [, is at
// the start of chunk, and returns what follows its ].
func matchClass(chunk string, r rune) (in bool, rest string, err error) {
	negated := false
	if len(chunk) > 0 && chunk[0] == '^' {
		negated = true
		chunk = chunk[1:]
	}
	for n := 0; ; n++ {
		if n > 0 && len(chunk) > 0 && chunk[0] == ']' {
			return in != negated, chunk[1:], nil
		}
		var lo, hi rune
		if lo, chunk, err = classRune(chunk); err != nil {
			return false, "", err
		}
		hi = lo
		if chunk[0] == '-' {
			if hi, chunk, err = classRune(chunk[1:]); err != nil {
				return false, "", err
			}
		}
		in = in || lo <= r && r <= hi
	}
}

// classRune reads a character of a class; something must follow it.
func classRune(chunk string) (r rune, rest string, err error) {
	if chunk == "" || chunk[0] == '-' || chunk[0] == ']' {
		return 0, "", ErrBadPattern
	}
	if chunk[0] == '\\' {
		chunk = chunk[1:]
		if chunk == "" {
			return 0, "", ErrBadPattern
		}
	}
	r, n := utf8.DecodeRuneInString(chunk)
	if r == utf8.RuneError && n == 1 || n == len(chunk) {
		return 0, "", ErrBadPattern
	}
	return r, chunk[n:], nil
}
