// Builder, which puts a string together without copying it at the end.

package strings

import (
	"internal/text"
	"unicode/utf8"
	"unsafe"
)

// Builder collects the bytes of a string. Its zero value is ready to use; it
// must not be copied after that.
//
// The bytes that String has given away are never written again: buf only grows
// behind them, which two copies of a Builder would do in the same place.
type Builder struct {
	self uintptr // address of the Builder, 0 before the first write; objects do not move
	buf  []byte
}

func (b *Builder) check() {
	if b.self != uintptr(unsafe.Pointer(b)) {
		if b.self != 0 {
			panic("strings: illegal use of non-zero Builder copied by value")
		}
		b.self = uintptr(unsafe.Pointer(b))
	}
}

// String is what has been written so far.
func (b *Builder) String() string { return text.View(b.buf) }

// Len is the number of bytes written so far.
func (b *Builder) Len() int { return len(b.buf) }

// Cap is the number of bytes for which there is room, written ones included.
func (b *Builder) Cap() int { return cap(b.buf) }

// Reset makes the Builder empty.
func (b *Builder) Reset() {
	b.self = 0
	b.buf = nil
}

// Grow makes room for n more bytes. It panics if n is negative.
func (b *Builder) Grow(n int) {
	b.check()
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		buf := make([]byte, len(b.buf), 2*cap(b.buf)+n)
		copy(buf, b.buf)
		b.buf = buf
	}
}

// Write appends p. It never fails.
func (b *Builder) Write(p []byte) (int, error) {
	b.check()
	b.buf = append(b.buf, p...)
	return len(p), nil
}

// WriteByte appends c. It never fails.
func (b *Builder) WriteByte(c byte) error {
	b.check()
	b.buf = append(b.buf, c)
	return nil
}

// WriteRune appends r's encoding and returns its length. It never fails.
func (b *Builder) WriteRune(r rune) (int, error) {
	b.check()
	n := len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - n, nil
}

// WriteString appends s. It never fails.
func (b *Builder) WriteString(s string) (int, error) {
	b.check()
	b.buf = append(b.buf, s...)
	return len(s), nil
}
