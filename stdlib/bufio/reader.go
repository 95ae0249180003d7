// Package bufio puts buffers before readers and writers. This file is the Reader; the Writer
// is in writer.go, and the Scanner, which cuts input into tokens, in scanner.go.
package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

const (
	defaultSize = 4096
	minSize     = 16  // of a Reader's buffer; room for a rune and some
	maxIdle     = 100 // empty reads in a row before giving up
)

var (
	ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")
	ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")
	ErrBufferFull        = errors.New("bufio: buffer full")
	ErrNegativeCount     = errors.New("bufio: negative count")
)

var errNegativeRead = errors.New("bufio: reader returned negative count from Read")

// Reader reads through a buffer.
type Reader struct {
	src      io.Reader
	buf      []byte
	start    int   // buf[start:end] is read from src and not yet delivered
	end      int   //
	err      error // of src, to be reported once the buffer is empty
	lastByte int   // last byte delivered, or -1 where UnreadByte is not allowed
	lastRune int   // size of the rune delivered last, or -1 where UnreadRune is not allowed
}

// NewReaderSize returns a Reader with a buffer of at least size bytes; r itself if it is one.
func NewReaderSize(r io.Reader, size int) *Reader {
	if b, ok := r.(*Reader); ok && len(b.buf) >= size {
		return b
	}
	if size < minSize {
		size = minSize
	}
	return &Reader{src: r, buf: make([]byte, size), lastByte: -1, lastRune: -1}
}

// NewReader returns a Reader with a buffer of the usual size.
func NewReader(r io.Reader) *Reader { return NewReaderSize(r, defaultSize) }

// Size returns the length of the buffer.
func (b *Reader) Size() int { return len(b.buf) }

// Reset forgets buffered data and state and goes on with r. A Reader is not reset to itself.
func (b *Reader) Reset(r io.Reader) {
	if b == r {
		return
	}
	buf := b.buf
	if buf == nil {
		buf = make([]byte, defaultSize)
	}
	*b = Reader{src: r, buf: buf, lastByte: -1, lastRune: -1}
}

// fill reads once into the free part of the buffer, which must exist.
func (b *Reader) fill() {
	if b.start > 0 {
		copy(b.buf, b.buf[b.start:b.end])
		b.end -= b.start
		b.start = 0
	}
	if b.end >= len(b.buf) {
		panic("bufio: tried to fill full buffer")
	}
	for i := 0; i < maxIdle; i++ {
		n, err := b.src.Read(b.buf[b.end:])
		if n < 0 {
			panic(errNegativeRead)
		}
		b.end += n
		if err != nil {
			b.err = err
			return
		}
		if n > 0 {
			return
		}
	}
	b.err = io.ErrNoProgress
}

// takeErr returns the pending error and forgets it.
func (b *Reader) takeErr() error {
	err := b.err
	b.err = nil
	return err
}

// Peek returns the next n bytes without consuming them; they are valid until the next read.
// Fewer come with an error that tells why, ErrBufferFull if n is more than the buffer holds.
func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	b.lastByte = -1
	b.lastRune = -1
	for b.end-b.start < n && b.end-b.start < len(b.buf) && b.err == nil {
		b.fill()
	}
	if n > len(b.buf) {
		return b.buf[b.start:b.end], ErrBufferFull
	}
	if have := b.end - b.start; have < n {
		err := b.takeErr()
		if err == nil {
			err = ErrBufferFull
		}
		return b.buf[b.start : b.start+have], err
	}
	return b.buf[b.start : b.start+n], nil
}

// Discard skips n bytes; fewer come with an error.
func (b *Reader) Discard(n int) (discarded int, err error) {
	if n < 0 {
		return 0, ErrNegativeCount
	}
	if n == 0 {
		return 0, nil
	}
	b.lastByte = -1
	b.lastRune = -1
	for left := n; ; {
		if b.start == b.end {
			b.fill()
		}
		skip := b.end - b.start
		if skip > left {
			skip = left
		}
		b.start += skip
		left -= skip
		if left == 0 {
			return n, nil
		}
		if b.err != nil {
			return n - left, b.takeErr()
		}
	}
}

// Read delivers what is buffered, or else what at most one read of the source gives.
func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		if b.start < b.end {
			return 0, nil
		}
		return 0, b.takeErr()
	}
	if b.start == b.end {
		if b.err != nil {
			return 0, b.takeErr()
		}
		if len(p) >= len(b.buf) {
			return b.readDirect(p)
		}
		// One read only, so that data at hand is not held back waiting for more.
		b.start, b.end = 0, 0
		n, b.err = b.src.Read(b.buf)
		if n < 0 {
			panic(errNegativeRead)
		}
		if n == 0 {
			return 0, b.takeErr()
		}
		b.end = n
	}
	n = copy(p, b.buf[b.start:b.end])
	b.start += n
	b.lastByte = int(b.buf[b.start-1])
	b.lastRune = -1
	return n, nil
}

// readDirect reads past the empty buffer.
func (b *Reader) readDirect(p []byte) (n int, err error) {
	n, b.err = b.src.Read(p)
	if n < 0 {
		panic(errNegativeRead)
	}
	if n > 0 {
		b.lastByte = int(p[n-1])
		b.lastRune = -1
	}
	return n, b.takeErr()
}

// ReadByte returns one byte.
func (b *Reader) ReadByte() (byte, error) {
	b.lastRune = -1
	for b.start == b.end {
		if b.err != nil {
			return 0, b.takeErr()
		}
		b.fill()
	}
	c := b.buf[b.start]
	b.start++
	b.lastByte = int(c)
	return c, nil
}

// UnreadByte takes back the last byte that a read delivered.
func (b *Reader) UnreadByte() error {
	if b.lastByte < 0 || b.start == 0 && b.end > 0 {
		return ErrInvalidUnreadByte
	}
	if b.start > 0 {
		b.start--
	} else {
		b.end = 1 // the byte was read past the empty buffer
	}
	b.buf[b.start] = byte(b.lastByte)
	b.lastByte = -1
	b.lastRune = -1
	return nil
}

// ReadRune returns one UTF-8 encoded character; a bad encoding is one byte of U+FFFD.
func (b *Reader) ReadRune() (r rune, size int, err error) {
	for b.end-b.start < utf8.UTFMax && b.err == nil && b.end-b.start < len(b.buf) &&
		!utf8.FullRune(b.buf[b.start:b.end]) {
		b.fill()
	}
	b.lastRune = -1
	if b.start == b.end {
		return 0, 0, b.takeErr()
	}
	r, size = rune(b.buf[b.start]), 1
	if r >= utf8.RuneSelf {
		r, size = utf8.DecodeRune(b.buf[b.start:b.end])
	}
	b.start += size
	b.lastByte = int(b.buf[b.start-1])
	b.lastRune = size
	return r, size, nil
}

// UnreadRune takes back the last character, if ReadRune was the last read.
func (b *Reader) UnreadRune() error {
	if b.lastRune < 0 || b.start < b.lastRune {
		return ErrInvalidUnreadRune
	}
	b.start -= b.lastRune
	b.lastByte = -1
	b.lastRune = -1
	return nil
}

// Buffered returns how many bytes can be read without reading the source.
func (b *Reader) Buffered() int { return b.end - b.start }

// ReadSlice reads up to and including delim and returns the bytes in the buffer, valid until
// the next read. Without delim the rest of the input comes with its error, or the full buffer
// with ErrBufferFull.
func (b *Reader) ReadSlice(delim byte) (line []byte, err error) {
	seen := 0 // bytes known to be without delim
	for {
		if i := bytes.IndexByte(b.buf[b.start+seen:b.end], delim); i >= 0 {
			line = b.buf[b.start : b.start+seen+i+1]
			b.start += len(line)
			break
		}
		if b.err != nil {
			line = b.buf[b.start:b.end]
			b.start = b.end
			err = b.takeErr()
			break
		}
		if b.end-b.start >= len(b.buf) {
			b.start = b.end
			line = b.buf
			err = ErrBufferFull
			break
		}
		seen = b.end - b.start
		b.fill()
	}
	if n := len(line); n > 0 {
		b.lastByte = int(line[n-1])
		b.lastRune = -1
	}
	return line, err
}

// ReadLine returns a line without its end, or with isPrefix a part of one that is longer than
// the buffer. It is a low-level function; ReadBytes, ReadString and Scanner serve most uses.
func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadSlice('\n')
	if err == ErrBufferFull {
		if n := len(line); n > 0 && line[n-1] == '\r' {
			// The return may belong to a line end that is still to come.
			if b.start == 0 {
				panic("bufio: tried to rewind past start of buffer")
			}
			b.start--
			line = line[:n-1]
		}
		return line, true, nil
	}
	if len(line) == 0 {
		if err != nil {
			line = nil
		}
		return line, false, err
	}
	if n := len(line); line[n-1] == '\n' {
		line = line[:n-1]
		if n > 1 && line[n-2] == '\r' {
			line = line[:n-2]
		}
	}
	return line, false, nil
}

// ReadBytes reads up to and including delim; without one, to the end or an error.
func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	var line []byte
	for {
		part, err := b.ReadSlice(delim)
		line = append(line, part...)
		if err != ErrBufferFull {
			if line == nil {
				line = []byte{}
			}
			return line, err
		}
	}
}

// ReadString reads up to and including delim; without one, to the end or an error.
func (b *Reader) ReadString(delim byte) (string, error) {
	line, err := b.ReadSlice(delim)
	if err != ErrBufferFull {
		return string(line), err
	}
	long := append([]byte(nil), line...)
	for err == ErrBufferFull {
		line, err = b.ReadSlice(delim)
		long = append(long, line...)
	}
	return string(long), err
}

// WriteTo writes all that is left to w, with the source's WriteTo or w's ReadFrom if possible.
func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b.lastByte = -1
	b.lastRune = -1
	n, err = b.flushTo(w) // even if that is nothing
	if err != nil {
		return n, err
	}
	if wt, ok := b.src.(io.WriterTo); ok {
		m, err := wt.WriteTo(w)
		return n + m, err
	}
	if rf, ok := w.(io.ReaderFrom); ok {
		m, err := rf.ReadFrom(b.src)
		return n + m, err
	}
	for b.err == nil {
		b.fill()
		if b.start == b.end {
			continue
		}
		m, err := b.flushTo(w)
		n += m
		if err != nil {
			return n, err
		}
	}
	if b.err == io.EOF {
		b.err = nil
	}
	return n, b.takeErr()
}

// flushTo writes what is buffered to w.
func (b *Reader) flushTo(w io.Writer) (int64, error) {
	n, err := w.Write(b.buf[b.start:b.end])
	if n < 0 {
		panic(errNegativeWrite)
	}
	if n < b.end-b.start && err == nil {
		err = io.ErrShortWrite
	}
	b.start += n
	return int64(n), err
}
