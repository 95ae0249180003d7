// Buffer, bytes that are written at one end and read at the other.

package bytes

import (
	"errors"
	"io"
	"unicode/utf8"
)

// ErrTooLarge is the panic value when a Buffer cannot grow.
var ErrTooLarge = errors.New("bytes.Buffer: too large")

var (
	errNegativeRead = errors.New("bytes.Buffer: reader returned negative count from Read")
	errUnreadByte   = errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	errUnreadRune   = errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
)

// Buffer is a queue of bytes. Its zero value is an empty one, ready to use.
//
// What has been written and not read is buf[off:]. Space is reused by moving
// that to the front when it takes no more than half of buf.
type Buffer struct {
	buf  []byte
	off  int
	last lastOp
}

// lastOp is what Unread may undo: the width of the rune that was read, if
// positive.
type lastOp int8

const (
	lastOther lastOp = 0  // nothing to undo
	lastRead  lastOp = -1 // something was read, not by ReadRune
)

const firstCap = 64 // of a Buffer that begins small

// NewBuffer makes a Buffer that owns buf and has its contents to be read.
func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

// NewBufferString makes a Buffer that has s to be read.
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

// Bytes is what has not been read yet, valid until the Buffer changes.
func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

// String is what has not been read yet, "<nil>" for a nil Buffer.
func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// AvailableBuffer is an empty slice of the room behind the contents, to append
// to and then to Write, before the Buffer is changed otherwise.
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

// Available is the number of bytes that can be written without growing.
func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

// Len is the number of bytes not read yet.
func (b *Buffer) Len() int { return len(b.buf) - b.off }

// Cap is the number of bytes that the Buffer's memory has in all.
func (b *Buffer) Cap() int { return cap(b.buf) }

// Truncate drops all but the first n unread bytes. It panics if there are not
// as many.
func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.last = lastOther
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// Reset empties the Buffer and keeps its memory.
func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off = 0
	b.last = lastOther
}

// Grow makes room for n more bytes. It panics if n is negative.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	m := b.extend(n)
	b.buf = b.buf[:m]
}

// extend lengthens buf by n bytes and returns where they begin.
func (b *Buffer) extend(n int) int {
	m := len(b.buf)
	if n <= cap(b.buf)-m {
		b.buf = b.buf[:m+n]
		return m
	}
	return b.extendSlowly(n)
}

func (b *Buffer) extendSlowly(n int) int {
	m, c := b.Len(), cap(b.buf)
	if m == 0 && b.off != 0 {
		b.Reset()
		if n <= c {
			b.buf = b.buf[:n]
			return 0
		}
	}
	switch {
	case b.buf == nil && n <= firstCap:
		b.buf = make([]byte, n, firstCap)
		return 0
	case n <= c/2-m:
		copy(b.buf, b.buf[b.off:])
	case c > maxInt-c-n:
		panic(ErrTooLarge)
	default:
		b.buf = moved(b.buf[b.off:], b.off+n)
	}
	b.off = 0
	b.buf = b.buf[:m+n]
	return m
}

// moved copies data to new memory with room for n more bytes, and for twice as
// much as before.
func moved(data []byte, n int) []byte {
	defer func() {
		if recover() != nil {
			panic(ErrTooLarge)
		}
	}()
	c := len(data) + n
	if c < 2*cap(data) {
		c = 2 * cap(data)
	}
	grown := append([]byte(nil), make([]byte, c)...) // append rounds up
	copy(grown, data)
	return grown[:len(data)]
}

// Write appends p. It never fails, but panics with ErrTooLarge.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.last = lastOther
	m := b.extend(len(p))
	return copy(b.buf[m:], p), nil
}

// WriteString appends s. It never fails, but panics with ErrTooLarge.
func (b *Buffer) WriteString(s string) (n int, err error) {
	b.last = lastOther
	m := b.extend(len(s))
	return copy(b.buf[m:], s), nil
}

// WriteByte appends c. It never fails, but panics with ErrTooLarge.
func (b *Buffer) WriteByte(c byte) error {
	b.last = lastOther
	m := b.extend(1)
	b.buf[m] = c
	return nil
}

// WriteRune appends r's encoding and returns its length. It never fails, but
// panics with ErrTooLarge.
func (b *Buffer) WriteRune(r rune) (n int, err error) {
	if uint32(r) < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return 1, nil
	}
	b.last = lastOther
	m := b.extend(utf8.UTFMax)
	n = utf8.EncodeRune(b.buf[m:], r)
	b.buf = b.buf[:m+n]
	return n, nil
}

// ReadFrom appends all that r has, up to io.EOF, which is no error.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.last = lastOther
	for {
		m := b.extend(MinRead)
		b.buf = b.buf[:m]
		k, err := r.Read(b.buf[m:cap(b.buf)])
		if k < 0 {
			panic(errNegativeRead)
		}
		b.buf = b.buf[:m+k]
		n += int64(k)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// WriteTo writes all unread bytes to w, which reads them.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.last = lastOther
	if size := b.Len(); size > 0 {
		m, err := w.Write(b.buf[b.off:])
		if m > size {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += m
		n = int64(m)
		if err != nil {
			return n, err
		}
		if m != size {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

// Read reads up to len(p) bytes; io.EOF says that there are none.
func (b *Buffer) Read(p []byte) (n int, err error) {
	b.last = lastOther
	if b.Len() == 0 {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.advance(n)
	return n, nil
}

// Next reads up to n bytes without copying; they are valid until the Buffer
// changes.
func (b *Buffer) Next(n int) []byte {
	b.last = lastOther
	if m := b.Len(); n > m {
		n = m
	}
	data := b.buf[b.off : b.off+n]
	b.advance(n)
	return data
}

func (b *Buffer) advance(n int) {
	b.off += n
	if n > 0 {
		b.last = lastRead
	}
}

// ReadByte reads a byte; io.EOF says that there is none.
func (b *Buffer) ReadByte() (byte, error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.advance(1)
	return c, nil
}

// ReadRune reads a rune and returns its width, (U+FFFD, 1) for an invalid
// byte; io.EOF says that there is none.
func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.Len() == 0 {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.last = lastOp(size)
	return r, size, nil
}

// UnreadRune undoes the last operation, which must have been ReadRune.
func (b *Buffer) UnreadRune() error {
	if b.last <= lastOther {
		return errUnreadRune
	}
	if b.off >= int(b.last) {
		b.off -= int(b.last)
	}
	b.last = lastOther
	return nil
}

// UnreadByte gives back the last byte that the last operation has read.
func (b *Buffer) UnreadByte() error {
	if b.last == lastOther {
		return errUnreadByte
	}
	b.last = lastOther
	if b.off > 0 {
		b.off--
	}
	return nil
}

// ReadBytes reads up to and with the first delim. Without one it reads all and
// returns io.EOF.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	part, err := b.readPart(delim)
	return append(line, part...), err
}

// ReadString reads up to and with the first delim. Without one it reads all and
// returns io.EOF.
func (b *Buffer) ReadString(delim byte) (line string, err error) {
	part, err := b.readPart(delim)
	return string(part), err
}

func (b *Buffer) readPart(delim byte) (part []byte, err error) {
	end := len(b.buf)
	if i := IndexByte(b.buf[b.off:], delim); i >= 0 {
		end = b.off + i + 1
	} else {
		err = io.EOF
	}
	part = b.buf[b.off:end]
	b.off = end
	b.last = lastRead
	return part, err
}
