// The Writer, which collects small writes into large ones, and the pair of Reader and Writer.
package bufio

import (
	"errors"
	"io"
	"unicode/utf8"
)

var errNegativeWrite = errors.New("bufio: writer returned negative count from Write")

// Writer writes through a buffer. After an error of the destination all writes fail with it.
// Flush must be called in the end.
type Writer struct {
	dst io.Writer
	buf []byte
	n   int // buf[:n] waits to be written
	err error
}

// NewWriterSize returns a Writer with a buffer of at least size bytes; w itself if it is one.
func NewWriterSize(w io.Writer, size int) *Writer {
	if b, ok := w.(*Writer); ok && len(b.buf) >= size {
		return b
	}
	if size <= 0 {
		size = defaultSize
	}
	return &Writer{dst: w, buf: make([]byte, size)}
}

// NewWriter returns a Writer with a buffer of the usual size.
func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, defaultSize) }

// Size returns the length of the buffer.
func (b *Writer) Size() int { return len(b.buf) }

// Reset forgets buffered data and errors and goes on with w. A Writer is not reset to itself.
func (b *Writer) Reset(w io.Writer) {
	if b == w {
		return
	}
	if b.buf == nil {
		b.buf = make([]byte, defaultSize)
	}
	b.dst, b.n, b.err = w, 0, nil
}

// Flush writes what is buffered.
func (b *Writer) Flush() error {
	if b.err != nil || b.n == 0 {
		return b.err
	}
	n, err := b.dst.Write(b.buf[:b.n])
	if n < b.n && err == nil {
		err = io.ErrShortWrite
	}
	if err != nil {
		if 0 < n && n < b.n {
			copy(b.buf, b.buf[n:b.n])
		}
		b.n -= n
		b.err = err
		return err
	}
	b.n = 0
	return nil
}

// Available returns how many bytes of the buffer are free.
func (b *Writer) Available() int { return len(b.buf) - b.n }

// AvailableBuffer returns an empty slice over the free part of the buffer, to append to and
// then Write without a copy; valid until the next write.
func (b *Writer) AvailableBuffer() []byte { return b.buf[b.n:][:0] }

// Buffered returns how many bytes wait to be written.
func (b *Writer) Buffered() int { return b.n }

// Write writes p, or less with an error.
func (b *Writer) Write(p []byte) (nn int, err error) {
	for len(p) > b.Available() && b.err == nil {
		var n int
		if b.n == 0 {
			n, b.err = b.dst.Write(p) // large, and nothing before it
		} else {
			n = copy(b.buf[b.n:], p)
			b.n += n
			b.Flush()
		}
		nn += n
		p = p[n:]
	}
	if b.err != nil {
		return nn, b.err
	}
	n := copy(b.buf[b.n:], p)
	b.n += n
	return nn + n, nil
}

// WriteString writes s, or less with an error.
func (b *Writer) WriteString(s string) (int, error) {
	sw, direct := io.StringWriter(nil), false
	nn := 0
	for len(s) > b.Available() && b.err == nil {
		var n int
		if b.n == 0 && sw == nil && !direct {
			direct = true
			sw, _ = b.dst.(io.StringWriter)
		}
		if b.n == 0 && sw != nil {
			n, b.err = sw.WriteString(s)
		} else {
			n = copy(b.buf[b.n:], s)
			b.n += n
			b.Flush()
		}
		nn += n
		s = s[n:]
	}
	if b.err != nil {
		return nn, b.err
	}
	n := copy(b.buf[b.n:], s)
	b.n += n
	return nn + n, nil
}

// WriteByte writes one byte.
func (b *Writer) WriteByte(c byte) error {
	if b.err != nil {
		return b.err
	}
	if b.Available() <= 0 && b.Flush() != nil {
		return b.err
	}
	b.buf[b.n] = c
	b.n++
	return nil
}

// WriteRune writes one character in UTF-8 and returns its size.
func (b *Writer) WriteRune(r rune) (size int, err error) {
	if uint32(r) < utf8.RuneSelf {
		if err = b.WriteByte(byte(r)); err != nil {
			return 0, err
		}
		return 1, nil
	}
	if b.err != nil {
		return 0, b.err
	}
	if b.Available() < utf8.UTFMax {
		if b.Flush(); b.err != nil {
			return 0, b.err
		}
		if b.Available() < utf8.UTFMax {
			return b.WriteString(string(r)) // a tiny buffer
		}
	}
	size = utf8.EncodeRune(b.buf[b.n:], r)
	b.n += size
	return size, nil
}

// ReadFrom writes all that r delivers. The destination's own ReadFrom is used while the buffer
// is empty; the last part stays in the buffer otherwise.
func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	if b.err != nil {
		return 0, b.err
	}
	rf, hasReadFrom := b.dst.(io.ReaderFrom)
	for {
		if b.Available() == 0 {
			if err := b.Flush(); err != nil {
				return n, err
			}
		}
		if hasReadFrom && b.n == 0 {
			m, err := rf.ReadFrom(r)
			b.err = err
			return n + m, err
		}
		m, err := b.readSome(r)
		n += int64(m)
		if err == io.EOF {
			if b.Available() == 0 {
				return n, b.Flush()
			}
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// readSome reads into the free part of the buffer until data or an error comes.
func (b *Writer) readSome(r io.Reader) (n int, err error) {
	for i := 0; i < maxIdle; i++ {
		n, err = r.Read(b.buf[b.n:])
		if n != 0 || err != nil {
			b.n += n
			return n, err
		}
	}
	return 0, io.ErrNoProgress
}

// ReadWriter is a Reader and a Writer in one.
type ReadWriter struct {
	*Reader
	*Writer
}

// NewReadWriter returns the pair of r and w.
func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }
