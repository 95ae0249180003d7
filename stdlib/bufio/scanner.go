// The Scanner: input cut into tokens, such as lines or words, by a split function.
package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

var (
	ErrTooLong         = errors.New("bufio.Scanner: token too long")
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	ErrAdvanceTooFar   = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	ErrBadReadCount    = errors.New("bufio.Scanner: Read returned impossible count")
)

// ErrFinalToken, returned by a SplitFunc, ends the scan without an error; a token that is not
// nil is delivered before.
var ErrFinalToken = errors.New("final token")

const (
	// MaxScanTokenSize is the size of the largest token unless Buffer sets another.
	MaxScanTokenSize = 64 * 1024

	firstScanSize = 4096 // of the buffer to begin with
)

// SplitFunc finds a token at the start of data: it returns how far to advance and the token.
// Neither means that it needs more data; atEOF tells that there is none.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

// Scanner reads tokens.
type Scanner struct {
	src      io.Reader
	split    SplitFunc
	maxToken int
	token    []byte // last token delivered
	buf      []byte
	start    int // buf[start:end] is read and not yet tokens
	end      int
	err      error // sticky; io.EOF at the end of the input
	empties  int   // empty tokens in a row
	started  bool
	finished bool
}

// NewScanner returns a Scanner of lines.
func NewScanner(r io.Reader) *Scanner {
	return &Scanner{src: r, split: ScanLines, maxToken: MaxScanTokenSize}
}

// Err returns the first error other than the end of the input.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

// Bytes returns the token of the last Scan, valid until the next.
func (s *Scanner) Bytes() []byte { return s.token }

// Text returns the token of the last Scan as a new string.
func (s *Scanner) Text() string { return string(s.token) }

// Buffer sets the buffer to begin with and the largest size it may grow to, before scanning.
func (s *Scanner) Buffer(buf []byte, max int) {
	if s.started {
		panic("Buffer called after Scan")
	}
	s.buf = buf[:cap(buf)]
	s.maxToken = max
}

// Split sets the split function, before scanning.
func (s *Scanner) Split(split SplitFunc) {
	if s.started {
		panic("Split called after Scan")
	}
	s.split = split
}

// Scan goes on to the next token and reports whether there is one.
func (s *Scanner) Scan() bool {
	if s.finished {
		return false
	}
	s.started = true
	for {
		if s.end > s.start || s.err != nil {
			found, stop := s.next()
			if found {
				return true
			}
			if stop {
				s.token = nil
				return false
			}
		}
		if s.err != nil {
			s.start, s.end = 0, 0
			s.token = nil
			return false
		}
		if !s.makeRoom() {
			return false
		}
		s.read()
	}
}

// next asks the split function for a token in what is buffered.
func (s *Scanner) next() (found, stop bool) {
	advance, token, err := s.split(s.buf[s.start:s.end], s.err != nil)
	if err != nil {
		if err == ErrFinalToken {
			s.token = token
			s.finished = true
			return token != nil, true
		}
		s.setErr(err)
		return false, true
	}
	if advance < 0 {
		s.setErr(ErrNegativeAdvance)
		return false, true
	}
	if advance > s.end-s.start {
		s.setErr(ErrAdvanceTooFar)
		return false, true
	}
	s.start += advance
	s.token = token
	if token == nil {
		return false, false
	}
	if s.err == nil || advance > 0 {
		s.empties = 0
	} else if s.empties++; s.empties > maxIdle {
		panic("bufio.Scan: too many empty tokens without progressing")
	}
	return true, false
}

// makeRoom makes sure that the buffer has a free end: by moving its contents to the front, or
// by growing it as far as allowed.
func (s *Scanner) makeRoom() bool {
	if s.start > 0 && (s.end == len(s.buf) || s.start > len(s.buf)/2) {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end < len(s.buf) {
		return true
	}
	if len(s.buf) >= s.maxToken || len(s.buf) > int(^uint(0)>>1)/2 {
		s.setErr(ErrTooLong)
		s.token = nil
		return false
	}
	size := 2 * len(s.buf)
	if size == 0 {
		size = firstScanSize
	}
	if size > s.maxToken {
		size = s.maxToken
	}
	buf := make([]byte, size)
	copy(buf, s.buf[s.start:s.end])
	s.buf = buf
	s.end -= s.start
	s.start = 0
	return true
}

// read reads until data or an error comes.
func (s *Scanner) read() {
	for i := 0; ; i++ {
		n, err := s.src.Read(s.buf[s.end:])
		if n < 0 || n > len(s.buf)-s.end {
			s.setErr(ErrBadReadCount)
			return
		}
		s.end += n
		if err != nil {
			s.setErr(err)
			return
		}
		if n > 0 {
			s.empties = 0
			return
		}
		if i >= maxIdle {
			s.setErr(io.ErrNoProgress)
			return
		}
	}
}

// setErr records the first error; the end of the input gives way to a later one.
func (s *Scanner) setErr(err error) {
	if s.err == nil || s.err == io.EOF {
		s.err = err
	}
}

// ScanBytes is a split function for single bytes.
func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

// ScanRunes is a split function for characters; each byte of a bad encoding is U+FFFD.
func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	if data[0] < utf8.RuneSelf {
		return 1, data[:1], nil
	}
	if _, size := utf8.DecodeRune(data); size > 1 {
		return size, data[:size], nil
	}
	if !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	return 1, []byte(string(utf8.RuneError)), nil
}

// ScanLines is a split function for lines without their ends, "\n" or "\r\n". A last line
// needs no end but must not be empty.
func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, trimReturn(data[:i]), nil
	}
	if atEOF && len(data) > 0 {
		return len(data), trimReturn(data), nil
	}
	return 0, nil, nil
}

func trimReturn(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// ScanWords is a split function for words between white space as Unicode defines it.
func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) {
		r, size := rune(data[start]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[start:])
		}
		if !isSpace(r) {
			break
		}
		start += size
	}
	for i := start; i < len(data); {
		r, size := rune(data[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRune(data[i:])
		}
		if isSpace(r) {
			return i + size, data[start:i], nil
		}
		i += size
	}
	if atEOF && start < len(data) {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}

// isSpace is unicode.IsSpace, at less cost.
func isSpace(r rune) bool {
	if r < utf8.RuneSelf {
		return r == ' ' || '\t' <= r && r <= '\r'
	}
	switch r {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return 0x2000 <= r && r <= 0x200a
}
