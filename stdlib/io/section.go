// Readers and writers of a part of another one: the first N bytes, a window at an offset, or
// everything from an offset on.
package io

import "errors"

var (
	errWhence = errors.New("Seek: invalid whence")
	errOffset = errors.New("Seek: invalid offset")
)

// LimitReader returns a *LimitedReader that ends after n bytes of r.
func LimitReader(r Reader, n int64) Reader { return &LimitedReader{r, n} }

// LimitedReader reads from R and reports EOF once N, which counts down, is used up.
type LimitedReader struct {
	R Reader
	N int64
}

// Read implements Reader.
func (l *LimitedReader) Read(p []byte) (n int, err error) {
	if l.N <= 0 {
		return 0, EOF
	}
	if int64(len(p)) > l.N {
		p = p[:l.N]
	}
	n, err = l.R.Read(p)
	l.N -= int64(n)
	return n, err
}

// SectionReader is a window of another reader with its own offset.
type SectionReader struct {
	r     ReaderAt
	start int64
	pos   int64 // offset in r of the next Read
	limit int64 // offset in r of the end
	n     int64 // length asked for
}

const maxOffset = 1<<63 - 1

// NewSectionReader returns a reader of the n bytes of r from offset off.
func NewSectionReader(r ReaderAt, off int64, n int64) *SectionReader {
	limit := int64(maxOffset) // where off+n would overflow, all that can follow
	if off <= maxOffset-n {
		limit = off + n
	}
	return &SectionReader{r, off, off, limit, n}
}

// Read implements Reader.
func (s *SectionReader) Read(p []byte) (n int, err error) {
	left := s.limit - s.pos
	if left <= 0 {
		return 0, EOF
	}
	if int64(len(p)) > left {
		p = p[:left]
	}
	n, err = s.r.ReadAt(p, s.pos)
	s.pos += int64(n)
	return n, err
}

// Seek implements Seeker.
func (s *SectionReader) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case SeekStart:
		offset += s.start
	case SeekCurrent:
		offset += s.pos
	case SeekEnd:
		offset += s.limit
	default:
		return 0, errWhence
	}
	if offset < s.start {
		return 0, errOffset
	}
	s.pos = offset
	return offset - s.start, nil
}

// ReadAt implements ReaderAt.
func (s *SectionReader) ReadAt(p []byte, off int64) (n int, err error) {
	if off < 0 || off >= s.Size() {
		return 0, EOF
	}
	off += s.start
	if left := s.limit - off; int64(len(p)) > left {
		n, err = s.r.ReadAt(p[:left], off)
		if err == nil {
			err = EOF
		}
		return n, err
	}
	return s.r.ReadAt(p, off)
}

// Size returns the length of the section.
func (s *SectionReader) Size() int64 { return s.limit - s.start }

// Outer returns the reader and the bounds that the section was made with.
func (s *SectionReader) Outer() (r ReaderAt, off int64, n int64) { return s.r, s.start, s.n }

// OffsetWriter maps writes at offset base to offset base+off of another writer.
type OffsetWriter struct {
	w    WriterAt
	base int64
	pos  int64
}

// NewOffsetWriter returns a writer whose start is offset off of w.
func NewOffsetWriter(w WriterAt, off int64) *OffsetWriter { return &OffsetWriter{w, off, off} }

// Write implements Writer.
func (o *OffsetWriter) Write(p []byte) (n int, err error) {
	n, err = o.w.WriteAt(p, o.pos)
	o.pos += int64(n)
	return n, err
}

// WriteAt implements WriterAt.
func (o *OffsetWriter) WriteAt(p []byte, off int64) (n int, err error) {
	if off < 0 {
		return 0, errOffset
	}
	return o.w.WriteAt(p, o.base+off)
}

// Seek implements Seeker; there is no end to be relative to.
func (o *OffsetWriter) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case SeekStart:
		offset += o.base
	case SeekCurrent:
		offset += o.pos
	default:
		return 0, errWhence
	}
	if offset < o.base {
		return 0, errOffset
	}
	o.pos = offset
	return offset - o.base, nil
}
