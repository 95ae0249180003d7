// Scanning functions and the input side of scanning: reading runes with a limit, skipping
// space, collecting tokens. Which text each operand type accepts is in scanverb.go, format
// strings are in scanformat.go.
//
// A failure is kept in scanner.err, after which every read reports the end of input; so the
// parsing code runs to its end without checks and the first failure is what the caller gets.
package fmt

import (
	"errors"
	"io"
	"os"
	"unicode/utf8"
)

// ScanState is what a Scanner sees of the scan it takes part in.
type ScanState interface {
	// ReadRune reads the next rune of the operand's input; it reports io.EOF at the end of the
	// line in Fscanln and its kin, and beyond the width of a format's verb.
	ReadRune() (r rune, size int, err error)
	// UnreadRune makes the next ReadRune return the same rune again.
	UnreadRune() error
	// SkipSpace skips space as the scanning mode has it.
	SkipSpace()
	// Token skips space if skipSpace is true and returns the runes up to the first that does
	// not satisfy f; a nil f stands for "not a space". The slice is valid until the next call.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width returns the width option and whether it was set.
	Width() (wid int, ok bool)
	// Read exists for io.Reader's sake only and always fails.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by operands that scan themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Scan reads space-separated operands from standard input; newlines count as space.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is like Scan but ends at a newline, which must follow the last operand.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf reads operands from standard input as format tells.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan is Scan on a string.
func Sscan(str string, a ...any) (n int, err error) {
	return Fscan(&stringSource{text: str}, a...)
}

// Sscanln is Scanln on a string.
func Sscanln(str string, a ...any) (n int, err error) {
	return Fscanln(&stringSource{text: str}, a...)
}

// Sscanf is Scanf on a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	return Fscanf(&stringSource{text: str}, format, a...)
}

// Fscan is Scan on a reader.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	return newScanner(r, true, false).operands(a)
}

// Fscanln is Scanln on a reader.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	return newScanner(r, false, true).operands(a)
}

// Fscanf is Scanf on a reader.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	return newScanner(r, false, false).formatted(format, a)
}

// noRune stands for the end of the input.
const noRune = -1

// unlimited is the limit of an operand without a width.
const unlimited = 1 << 30

// scanner implements ScanState.
type scanner struct {
	src          io.RuneScanner
	err          error  // the first failure; io.EOF if the input was used up before an operand
	token        []byte // text of the operand being read
	count        int    // runes read
	limit        int    // count at which the operand's input ends
	width        int    // the verb's width, or unlimited
	ended        bool   // the source is at its end, or a line that ends the scan is
	newlineEnds  bool   // Fscanln
	newlineSpace bool   // Fscan
}

func newScanner(r io.Reader, newlineSpace, newlineEnds bool) *scanner {
	s := &scanner{
		limit: unlimited, width: unlimited,
		newlineSpace: newlineSpace, newlineEnds: newlineEnds,
	}
	if rs, ok := r.(io.RuneScanner); ok {
		s.src = rs
	} else {
		s.src = &runeSource{src: r}
	}
	return s
}

// fail records a failure unless there is one already.
func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *scanner) failText(text string) {
	if s.err == nil {
		s.err = errors.New(text)
	}
}

// Read implements ScanState.
func (s *scanner) Read(buf []byte) (n int, err error) {
	return 0, errors.New("ScanState's Read should not be called. Use ReadRune")
}

// ReadRune implements ScanState.
func (s *scanner) ReadRune() (r rune, size int, err error) {
	if s.err != nil {
		return 0, 0, s.err
	}
	if s.ended || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.src.ReadRune()
	if err != nil {
		s.ended = s.ended || err == io.EOF
		return r, size, err
	}
	s.count++
	if r == '\n' && s.newlineEnds {
		s.ended = true
	}
	return r, size, nil
}

// UnreadRune implements ScanState.
func (s *scanner) UnreadRune() error {
	s.src.UnreadRune()
	s.ended = false
	s.count--
	return nil
}

// Width implements ScanState.
func (s *scanner) Width() (wid int, ok bool) {
	if s.width == unlimited {
		return 0, false
	}
	return s.width, true
}

// Token implements ScanState. Its failure is the caller's to judge and not the scan's.
func (s *scanner) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	if f == nil {
		f = notSpace
	}
	s.token = s.token[:0]
	if skipSpace {
		s.SkipSpace()
	}
	s.collect(f)
	err, s.err = s.err, nil
	if err != nil {
		return nil, err
	}
	return s.token, nil
}

// collect appends runes to the token while they satisfy f.
func (s *scanner) collect(f func(rune) bool) {
	for {
		r := s.next()
		if r == noRune {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.token = utf8.AppendRune(s.token, r)
	}
}

// SkipSpace implements ScanState.
func (s *scanner) SkipSpace() {
	for {
		r := s.next()
		switch {
		case r == noRune:
			return
		case r == '\r' && s.peek() == '\n':
		case r == '\n':
			if !s.newlineSpace {
				s.failText("unexpected newline")
				return
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// next reads a rune, or noRune at the end.
func (s *scanner) next() rune {
	r, _, err := s.ReadRune()
	if err != nil {
		if err != io.EOF {
			s.fail(err)
		}
		return noRune
	}
	return r
}

// mustNext is next where the end of the input is a syntax error.
func (s *scanner) mustNext() rune {
	r := s.next()
	if r == noRune {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// peek looks at the next rune without taking it.
func (s *scanner) peek() rune {
	r := s.next()
	if r != noRune {
		s.UnreadRune()
	}
	return r
}

// begin skips space and makes sure that there is input for an operand.
func (s *scanner) begin() {
	s.SkipSpace()
	s.need()
}

// need fails with io.EOF at the end of the input.
func (s *scanner) need() {
	if s.peek() == noRune {
		s.fail(io.EOF)
	}
}

// take moves the next rune to the token if it is one of set, which is ASCII.
func (s *scanner) take(set string) bool {
	r := s.next()
	if r == noRune {
		return false
	}
	for i := 0; i < len(set); i++ {
		if rune(set[i]) == r {
			s.token = append(s.token, byte(r))
			return true
		}
	}
	s.UnreadRune()
	return false
}

// isSpace reports whether r is white space as Unicode defines it.
func isSpace(r rune) bool {
	if r < 0x80 {
		return r == ' ' || 9 <= r && r <= 13
	}
	switch r {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}

func notSpace(r rune) bool { return !isSpace(r) }

// stringSource reads the runes of a string.
type stringSource struct {
	text string
	pos  int
	last int // size of the rune read last, for UnreadRune
}

// Read implements io.Reader, which the scanning functions ask for.
func (s *stringSource) Read(b []byte) (n int, err error) {
	n = copy(b, s.text[s.pos:])
	s.pos += n
	if n == 0 {
		err = io.EOF
	}
	return n, err
}

func (s *stringSource) ReadRune() (r rune, size int, err error) {
	if s.pos >= len(s.text) {
		s.last = 0
		return 0, 0, io.EOF
	}
	r, size = rune(s.text[s.pos]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRuneInString(s.text[s.pos:])
	}
	s.pos += size
	s.last = size
	return r, size, nil
}

func (s *stringSource) UnreadRune() error {
	s.pos -= s.last
	s.last = 0
	return nil
}

// runeSource decodes runes from a plain reader. It reads byte by byte, so that what one scan
// does not need, but for one rune, stays in the reader for the next.
type runeSource struct {
	src     io.Reader
	bytes   [utf8.UTFMax]byte // the first n are read and not yet decoded
	n       int
	current rune
	size    int
	unread  bool // current is to be delivered again
}

// more reads one byte to the end of bytes.
func (s *runeSource) more() error {
	_, err := io.ReadFull(s.src, s.bytes[s.n:s.n+1])
	if err == nil {
		s.n++
	}
	return err
}

func (s *runeSource) ReadRune() (r rune, size int, err error) {
	if s.unread {
		s.unread = false
		return s.current, s.size, nil
	}
	for s.n == 0 || !utf8.FullRune(s.bytes[:s.n]) {
		if err := s.more(); err != nil {
			if err == io.EOF && s.n > 0 {
				break // a truncated encoding is decoded as it is
			}
			return 0, 0, err
		}
	}
	s.current, s.size = utf8.DecodeRune(s.bytes[:s.n])
	s.n = copy(s.bytes[:], s.bytes[s.size:s.n])
	return s.current, s.size, nil
}

func (s *runeSource) UnreadRune() error {
	if s.unread || s.size == 0 {
		return errors.New("fmt: scanning called UnreadRune with no rune available")
	}
	s.unread = true
	return nil
}
