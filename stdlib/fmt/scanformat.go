// Format strings of the Scanf family: matching literal text and space, and finding verbs.
package fmt

import "unicode/utf8"

// formatted scans a as format tells.
func (s *scanner) formatted(format string, a []any) (n int, err error) {
	for len(format) > 0 {
		used := s.match(format)
		if s.err != nil {
			return n, s.err
		}
		if used > 0 {
			format = format[used:]
			continue
		}
		if format[0] != '%' {
			if used < 0 {
				s.failText("input does not match format")
				return n, s.err
			}
			break
		}
		verb, rest, whole := s.scanDirective(format)
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.percent()
		} else if s.err == nil {
			if n >= len(a) {
				s.failText("too few operands for format '%" + whole + "'")
			} else {
				s.limited(verb, a[n])
			}
		}
		if s.err != nil {
			return n, s.err
		}
		if verb != '%' {
			n++
		}
		format = rest
	}
	if n < len(a) {
		s.failText("too many operands")
	}
	return n, s.err
}

// scanDirective splits the directive at the start of format into its verb, the format after
// it, and the text from the verb on, which an error message quotes.
func (s *scanner) scanDirective(format string) (verb rune, rest, whole string) {
	// The last byte of a format is never part of a width.
	d := directive{format: format[:len(format)-1], pos: 1}
	s.width = unlimited
	if w, ok := d.number(); ok {
		s.width = w
	}
	whole = format[d.pos:]
	verb, size := utf8.DecodeRuneInString(whole)
	return verb, whole[size:], whole
}

// limited scans one operand within the verb's width.
func (s *scanner) limited(verb rune, arg any) {
	if limit := s.count + s.width; limit < s.limit {
		s.limit = limit
	}
	s.operand(verb, arg)
	s.limit = unlimited
}

// percent scans the percent sign of a %% that has a width, as in %5%.
func (s *scanner) percent() {
	s.begin()
	if s.err == nil && !s.take("%") {
		s.failText("missing literal %")
	}
}

// match consumes input for the text at the start of format that is not a verb. It returns
// how many bytes of format it matched, or -1 if the input differs.
func (s *scanner) match(format string) int {
	i := 0
	for i < len(format) && s.err == nil {
		c, size := utf8.DecodeRuneInString(format[i:])
		if isSpace(c) {
			i += s.matchSpace(format[i:])
			continue
		}
		if c == '%' {
			if i+1 == len(format) {
				s.failText("missing verb: % at end of format string")
				return i
			}
			if format[i+1] != '%' {
				return i
			}
			i++ // the second of %% is the literal to match
		}
		if r := s.mustNext(); r != c {
			if r != noRune {
				s.UnreadRune()
			}
			return -1
		}
		i += size
	}
	return i
}

// matchSpace consumes input for the run of space at the start of format and returns the
// run's length.
func (s *scanner) matchSpace(format string) int {
	newlines, trailing, i := 0, false, 0
	for i < len(format) {
		c, size := utf8.DecodeRuneInString(format[i:])
		if !isSpace(c) {
			break
		}
		if trailing = c != '\n'; !trailing {
			newlines++
		}
		i += size
	}
	for j := 0; j < newlines; j++ {
		if r := s.skipBlanks(s.next()); r != '\n' && r != noRune {
			s.failText("newline in format does not match input")
		}
	}
	if !trailing {
		return i
	}
	r := s.next()
	if newlines == 0 {
		// Blanks not next to a newline want at least one in the input.
		if !isSpace(r) && r != noRune {
			s.failText("expected space in input to match format")
		}
		if r == '\n' {
			s.failText("newline in input does not match format")
		}
	}
	if s.skipBlanks(r) != noRune {
		s.UnreadRune()
	}
	return i
}

// skipBlanks reads on while r is a space other than newline and returns the first other rune.
func (s *scanner) skipBlanks(r rune) rune {
	for isSpace(r) && r != '\n' {
		r = s.next()
	}
	return r
}
