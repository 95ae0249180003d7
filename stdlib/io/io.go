// Package io defines the basic interfaces of input and output, and functions and adapters that
// work on them alone. Pipes are in pipe.go, combined readers and writers in multi.go, readers
// and writers of a part of something in section.go.
package io

import (
	"errors"
	"sync"
)

// Origins for Seek.
const (
	SeekStart   = 0 // the start of the file
	SeekCurrent = 1 // the current offset
	SeekEnd     = 2 // the end of the file
)

// EOF is what Read returns, unwrapped, when the input has come to its end.
var EOF = errors.New("EOF")

// ErrUnexpectedEOF means that the input ended in the middle of a unit.
var ErrUnexpectedEOF = errors.New("unexpected EOF")

// ErrShortWrite means that a write took fewer bytes than it got and reported no error.
var ErrShortWrite = errors.New("short write")

// ErrShortBuffer means that a read needs a longer buffer than it got.
var ErrShortBuffer = errors.New("short buffer")

// ErrNoProgress means that many calls of Read delivered neither data nor an error.
var ErrNoProgress = errors.New("multiple Read calls return no data or error")

// errInvalidWrite means that a Write returned an impossible count.
var errInvalidWrite = errors.New("invalid write result")

// Reader wraps the basic Read method: up to len(p) bytes go to p; n tells how many. Data and
// an error can come together, and the data counts first.
type Reader interface {
	Read(p []byte) (n int, err error)
}

// Writer wraps the basic Write method: all of p is written unless err says why not.
type Writer interface {
	Write(p []byte) (n int, err error)
}

// Closer wraps the basic Close method.
type Closer interface {
	Close() error
}

// Seeker wraps the basic Seek method: the offset of the next Read or Write, relative to
// whence, becomes the returned offset from the start.
type Seeker interface {
	Seek(offset int64, whence int) (int64, error)
}

// ReadWriter groups Read and Write.
type ReadWriter interface {
	Reader
	Writer
}

// ReadCloser groups Read and Close.
type ReadCloser interface {
	Reader
	Closer
}

// WriteCloser groups Write and Close.
type WriteCloser interface {
	Writer
	Closer
}

// ReadWriteCloser groups Read, Write and Close.
type ReadWriteCloser interface {
	Reader
	Writer
	Closer
}

// ReadSeeker groups Read and Seek.
type ReadSeeker interface {
	Reader
	Seeker
}

// ReadSeekCloser groups Read, Seek and Close.
type ReadSeekCloser interface {
	Reader
	Seeker
	Closer
}

// WriteSeeker groups Write and Seek.
type WriteSeeker interface {
	Writer
	Seeker
}

// ReadWriteSeeker groups Read, Write and Seek.
type ReadWriteSeeker interface {
	Reader
	Writer
	Seeker
}

// ReaderFrom reads from r until EOF or an error; EOF is not reported.
type ReaderFrom interface {
	ReadFrom(r Reader) (n int64, err error)
}

// WriterTo writes to w until there is no more data or an error occurs.
type WriterTo interface {
	WriteTo(w Writer) (n int64, err error)
}

// ReaderAt reads len(p) bytes from offset off without touching any current offset.
type ReaderAt interface {
	ReadAt(p []byte, off int64) (n int, err error)
}

// WriterAt writes p at offset off without touching any current offset.
type WriterAt interface {
	WriteAt(p []byte, off int64) (n int, err error)
}

// ByteReader reads single bytes.
type ByteReader interface {
	ReadByte() (byte, error)
}

// ByteScanner is a ByteReader that can take its last byte back.
type ByteScanner interface {
	ByteReader
	UnreadByte() error
}

// ByteWriter writes single bytes.
type ByteWriter interface {
	WriteByte(c byte) error
}

// RuneReader reads single UTF-8 encoded characters.
type RuneReader interface {
	ReadRune() (r rune, size int, err error)
}

// RuneScanner is a RuneReader that can take its last character back.
type RuneScanner interface {
	RuneReader
	UnreadRune() error
}

// StringWriter writes strings without a conversion to bytes.
type StringWriter interface {
	WriteString(s string) (n int, err error)
}

// WriteString writes s to w, by its WriteString method if it has one.
func WriteString(w Writer, s string) (n int, err error) {
	if sw, ok := w.(StringWriter); ok {
		return sw.WriteString(s)
	}
	return w.Write([]byte(s))
}

// ReadAtLeast reads until buf holds at least min bytes. The end of the input is EOF before
// the first byte and ErrUnexpectedEOF after it.
func ReadAtLeast(r Reader, buf []byte, min int) (n int, err error) {
	if len(buf) < min {
		return 0, ErrShortBuffer
	}
	for n < min && err == nil {
		var m int
		m, err = r.Read(buf[n:])
		n += m
	}
	switch {
	case n >= min:
		err = nil
	case n > 0 && err == EOF:
		err = ErrUnexpectedEOF
	}
	return n, err
}

// ReadFull reads exactly len(buf) bytes, with ReadAtLeast's errors.
func ReadFull(r Reader, buf []byte) (n int, err error) {
	return ReadAtLeast(r, buf, len(buf))
}

// ReadAll reads until EOF, which it does not report, and returns what it read.
func ReadAll(r Reader) ([]byte, error) {
	b := make([]byte, 0, 512)
	for {
		n, err := r.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

// Copy copies from src to dst until EOF or an error and returns the number of bytes copied.
// It leaves the work to src's WriteTo or dst's ReadFrom where there is one.
func Copy(dst Writer, src Reader) (written int64, err error) {
	return copyVia(dst, src, nil)
}

// CopyBuffer is Copy through the given buffer, which must not be of length zero; nil means
// a buffer of its own.
func CopyBuffer(dst Writer, src Reader, buf []byte) (written int64, err error) {
	if buf != nil && len(buf) == 0 {
		panic("empty buffer in CopyBuffer")
	}
	return copyVia(dst, src, buf)
}

// CopyN copies n bytes, or fewer with an error.
func CopyN(dst Writer, src Reader, n int64) (written int64, err error) {
	written, err = Copy(dst, LimitReader(src, n))
	if written < n && err == nil {
		err = EOF // the source ended early
	}
	if written == n {
		err = nil
	}
	return written, err
}

func copyVia(dst Writer, src Reader, buf []byte) (written int64, err error) {
	if wt, ok := src.(WriterTo); ok {
		return wt.WriteTo(dst)
	}
	if rf, ok := dst.(ReaderFrom); ok {
		return rf.ReadFrom(src)
	}
	if buf == nil {
		buf = make([]byte, copySize(src))
	}
	for {
		n, readErr := src.Read(buf)
		if n > 0 {
			m, err := writeAll(dst, buf[:n])
			written += int64(m)
			if err != nil {
				return written, err
			}
		}
		if readErr == EOF {
			return written, nil
		}
		if readErr != nil {
			return written, readErr
		}
	}
}

// copySize is the length of the buffer that Copy makes for src.
func copySize(src Reader) int {
	const usual = 32 * 1024
	if l, ok := src.(*LimitedReader); ok && l.N < usual {
		if l.N < 1 {
			return 1
		}
		return int(l.N)
	}
	return usual
}

// writeAll writes p and turns a short or impossible count into an error.
func writeAll(w Writer, p []byte) (n int, err error) {
	n, err = w.Write(p)
	if n < 0 || n > len(p) {
		n = 0
		if err == nil {
			err = errInvalidWrite
		}
	}
	if err == nil && n < len(p) {
		err = ErrShortWrite
	}
	return n, err
}

// TeeReader returns a reader that writes to w all that it reads from r.
func TeeReader(r Reader, w Writer) Reader {
	return &teeReader{r, w}
}

type teeReader struct {
	r Reader
	w Writer
}

func (t *teeReader) Read(p []byte) (n int, err error) {
	n, err = t.r.Read(p)
	if n > 0 {
		if m, err := t.w.Write(p[:n]); err != nil {
			return m, err
		}
	}
	return n, err
}

// Discard is a writer that accepts and forgets everything.
var Discard Writer = discard{}

type discard struct{}

func (discard) Write(p []byte) (int, error)       { return len(p), nil }
func (discard) WriteString(s string) (int, error) { return len(s), nil }

// ReadFrom reads r to its end through a shared pool of buffers.
func (discard) ReadFrom(r Reader) (n int64, err error) {
	buf := discardPool.Get().(*[]byte)
	defer discardPool.Put(buf)
	for {
		m, err := r.Read(*buf)
		n += int64(m)
		if err == EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

var discardPool = sync.Pool{New: func() any {
	b := make([]byte, 8192)
	return &b
}}

// NopCloser gives r a Close method that does nothing. The result has a WriteTo method if r
// has one.
func NopCloser(r Reader) ReadCloser {
	if _, ok := r.(WriterTo); ok {
		return nopCloserWriterTo{r}
	}
	return nopCloser{r}
}

type nopCloser struct{ Reader }

func (nopCloser) Close() error { return nil }

// nopCloserWriterTo begins with the Reader, too: net/http takes it out of both.
type nopCloserWriterTo struct{ Reader }

func (nopCloserWriterTo) Close() error { return nil }

func (c nopCloserWriterTo) WriteTo(w Writer) (n int64, err error) { return c.Reader.(WriterTo).WriteTo(w) }
