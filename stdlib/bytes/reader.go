// Reader, which reads from a slice.

package bytes

import (
	"internal/text"
	"io"
)

// Reader reads a slice by the interfaces io.Reader, ReaderAt, ByteScanner,
// RuneScanner, Seeker and WriterTo. Its zero value reads an empty slice.
type Reader text.Reader[[]byte]

// NewReader makes a Reader of b.
func NewReader(b []byte) *Reader {
	r := Reader(text.MakeReader(b))
	return &r
}

// Reset makes r read b from its start.
func (r *Reader) Reset(b []byte) { *r = Reader(text.MakeReader(b)) }

func (r *Reader) base() *text.Reader[[]byte] { return (*text.Reader[[]byte])(r) }

// Len is the number of bytes not read yet.
func (r *Reader) Len() int { return r.base().Len() }

// Size is the length of the whole slice.
func (r *Reader) Size() int64 { return r.base().Size() }

// Read implements io.Reader.
func (r *Reader) Read(b []byte) (n int, err error) { return r.base().Read(b) }

// ReadAt implements io.ReaderAt.
func (r *Reader) ReadAt(b []byte, off int64) (n int, err error) { return r.base().ReadAt(b, off) }

// ReadByte implements io.ByteReader.
func (r *Reader) ReadByte() (byte, error) { return r.base().ReadByte() }

// UnreadByte implements io.ByteScanner.
func (r *Reader) UnreadByte() error { return r.base().UnreadByte() }

// ReadRune implements io.RuneReader.
func (r *Reader) ReadRune() (ch rune, size int, err error) { return r.base().ReadRune() }

// UnreadRune implements io.RuneScanner.
func (r *Reader) UnreadRune() error { return r.base().UnreadRune() }

// Seek implements io.Seeker.
func (r *Reader) Seek(offset int64, whence int) (int64, error) { return r.base().Seek(offset, whence) }

// WriteTo implements io.WriterTo.
func (r *Reader) WriteTo(w io.Writer) (n int64, err error) { return r.base().WriteTo(w) }
