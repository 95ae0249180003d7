package text

import (
	"errors"
	"io"
	"unicode/utf8"
	"unsafe"
)

// Reader is the type of which strings.Reader and bytes.Reader are made.
type Reader[T string | []byte] struct {
	s        T
	i        int64 // where to read next; may be behind the end
	prevRune int   // where the last ReadRune began, < 0 if that was not the last operation
}

// MakeReader makes a Reader of s.
func MakeReader[T string | []byte](s T) Reader[T] { return Reader[T]{s, 0, -1} }

// viewOf is a string that shares what s has: a string begins like a slice.
func viewOf[T string | []byte](s T) string { return *(*string)(unsafe.Pointer(&s)) }

// The texts of the two packages.

func (r *Reader[T]) isString() bool {
	_, ok := any(r.s).(string)
	return ok
}

func (r *Reader[T]) noun() string {
	if r.isString() {
		return "string"
	}
	return "slice"
}

func (r *Reader[T]) failed(what, noun string) error {
	if r.isString() {
		return errors.New("strings.Reader." + what + noun)
	}
	return errors.New("bytes.Reader." + what + noun)
}

func (r *Reader[T]) overrun() string {
	if r.isString() {
		return "strings.Reader.WriteTo: invalid WriteString count"
	}
	return "bytes.Reader.WriteTo: invalid Write count"
}

// Len is the number of bytes not read yet.
func (r *Reader[T]) Len() int {
	if r.i >= int64(len(r.s)) {
		return 0
	}
	return len(r.s) - int(r.i)
}

// Size is the length of the whole text.
func (r *Reader[T]) Size() int64 { return int64(len(r.s)) }

// Read implements io.Reader.
func (r *Reader[T]) Read(b []byte) (n int, err error) {
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	r.prevRune = -1
	n = copy(b, r.s[r.i:])
	r.i += int64(n)
	return n, nil
}

// ReadAt implements io.ReaderAt.
func (r *Reader[T]) ReadAt(b []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, r.failed("ReadAt: negative offset", "")
	}
	if off >= int64(len(r.s)) {
		return 0, io.EOF
	}
	n = copy(b, r.s[off:])
	if n < len(b) {
		err = io.EOF
	}
	return n, err
}

// ReadByte implements io.ByteReader.
func (r *Reader[T]) ReadByte() (byte, error) {
	r.prevRune = -1
	if r.i >= int64(len(r.s)) {
		return 0, io.EOF
	}
	c := r.s[r.i]
	r.i++
	return c, nil
}

// UnreadByte implements io.ByteScanner.
func (r *Reader[T]) UnreadByte() error {
	if r.i <= 0 {
		return r.failed("UnreadByte: at beginning of ", r.noun())
	}
	r.prevRune = -1
	r.i--
	return nil
}

// ReadRune implements io.RuneReader.
func (r *Reader[T]) ReadRune() (ch rune, size int, err error) {
	if r.i >= int64(len(r.s)) {
		r.prevRune = -1
		return 0, 0, io.EOF
	}
	r.prevRune = int(r.i)
	ch, size = utf8.DecodeRuneInString(viewOf(r.s[r.i:]))
	r.i += int64(size)
	return ch, size, nil
}

// UnreadRune implements io.RuneScanner.
func (r *Reader[T]) UnreadRune() error {
	if r.i <= 0 {
		return r.failed("UnreadRune: at beginning of ", r.noun())
	}
	if r.prevRune < 0 {
		return r.failed("UnreadRune: previous operation was not ReadRune", "")
	}
	r.i = int64(r.prevRune)
	r.prevRune = -1
	return nil
}

// Seek implements io.Seeker.
func (r *Reader[T]) Seek(offset int64, whence int) (int64, error) {
	r.prevRune = -1
	switch whence {
	case io.SeekStart:
	case io.SeekCurrent:
		offset += r.i
	case io.SeekEnd:
		offset += int64(len(r.s))
	default:
		return 0, r.failed("Seek: invalid whence", "")
	}
	if offset < 0 {
		return 0, r.failed("Seek: negative position", "")
	}
	r.i = offset
	return offset, nil
}

// WriteTo implements io.WriterTo.
func (r *Reader[T]) WriteTo(w io.Writer) (n int64, err error) {
	r.prevRune = -1
	if r.i >= int64(len(r.s)) {
		return 0, nil
	}
	rest := r.s[r.i:]
	m := 0
	switch rest := any(rest).(type) {
	case string:
		m, err = io.WriteString(w, rest)
	case []byte:
		m, err = w.Write(rest)
	}
	if m > len(rest) {
		panic(r.overrun())
	}
	r.i += int64(m)
	if m != len(rest) && err == nil {
		err = io.ErrShortWrite
	}
	return int64(m), err
}
