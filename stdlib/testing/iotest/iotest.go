// Package iotest has readers and writers for tests of code that uses them.
package iotest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
)

// OneByteReader returns a Reader that reads one byte at a time from r.
func OneByteReader(r io.Reader) io.Reader { return &oneByte{r} }

type oneByte struct{ r io.Reader }

func (r *oneByte) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	return r.r.Read(p[:1])
}

// HalfReader returns a Reader that reads half as much as is asked for from r.
func HalfReader(r io.Reader) io.Reader { return &half{r} }

type half struct{ r io.Reader }

func (r *half) Read(p []byte) (int, error) { return r.r.Read(p[:(len(p)+1)/2]) }

// DataErrReader returns a Reader that gives the final error together with the last data of r.
func DataErrReader(r io.Reader) io.Reader { return &dataErr{r: r, room: make([]byte, 1024)} }

type dataErr struct {
	r      io.Reader
	unread []byte
	room   []byte
}

func (r *dataErr) Read(p []byte) (n int, err error) {
	// A look ahead shows whether the data at hand is the last.
	for {
		if len(r.unread) == 0 {
			n1, err1 := r.r.Read(r.room)
			r.unread = r.room[:n1]
			err = err1
		}
		if n > 0 || err != nil {
			return n, err
		}
		n = copy(p, r.unread)
		r.unread = r.unread[n:]
	}
}

// ErrTimeout is the error of a TimeoutReader.
var ErrTimeout = errors.New("timeout")

// TimeoutReader returns a Reader whose second read fails with ErrTimeout.
func TimeoutReader(r io.Reader) io.Reader { return &timeoutReader{r, 0} }

type timeoutReader struct {
	r     io.Reader
	count int
}

func (r *timeoutReader) Read(p []byte) (int, error) {
	r.count++
	if r.count == 2 {
		return 0, ErrTimeout
	}
	return r.r.Read(p)
}

// ErrReader returns a Reader that always fails with err.
func ErrReader(err error) io.Reader { return &errReader{err} }

type errReader struct{ err error }

func (r *errReader) Read(p []byte) (int, error) { return 0, r.err }

// NewReadLogger returns a Reader that logs what is read from r.
func NewReadLogger(prefix string, r io.Reader) io.Reader { return &readLogger{prefix, r} }

type readLogger struct {
	prefix string
	r      io.Reader
}

func (l *readLogger) Read(p []byte) (n int, err error) {
	n, err = l.r.Read(p)
	if err != nil {
		log.Printf("%s %x: %v", l.prefix, p[0:n], err)
	} else {
		log.Printf("%s %x", l.prefix, p[0:n])
	}
	return n, err
}

// NewWriteLogger returns a Writer that logs what is written to w.
func NewWriteLogger(prefix string, w io.Writer) io.Writer { return &writeLogger{prefix, w} }

type writeLogger struct {
	prefix string
	w      io.Writer
}

func (l *writeLogger) Write(p []byte) (n int, err error) {
	n, err = l.w.Write(p)
	if err != nil {
		log.Printf("%s %x: %v", l.prefix, p[0:n], err)
	} else {
		log.Printf("%s %x", l.prefix, p[0:n])
	}
	return n, err
}

// TruncateWriter returns a Writer that writes n bytes to w and drops the rest.
func TruncateWriter(w io.Writer, n int64) io.Writer { return &truncate{w, n} }

type truncate struct {
	w io.Writer
	n int64
}

func (t *truncate) Write(p []byte) (n int, err error) {
	if t.n <= 0 {
		return len(p), nil
	}
	part := p
	if int64(len(part)) > t.n {
		part = part[:t.n]
	}
	n, err = t.w.Write(part)
	t.n -= int64(n)
	if err == nil {
		n = len(p)
	}
	return n, err
}

// smallReads reads in varying small sizes.
type smallReads struct {
	r   io.Reader
	off int
	n   int
}

func (r *smallReads) Read(p []byte) (int, error) {
	if len(p) == 0 {
		return 0, nil
	}
	r.n = r.n%3 + 1
	n := r.n
	if n > len(p) {
		n = len(p)
	}
	n, err := r.r.Read(p[:n])
	if err != nil && err != io.EOF {
		err = fmt.Errorf("Read(%d bytes at offset %d): %v", n, r.off, err)
	}
	r.off += n
	return n, err
}

// TestReader checks that reading from r gives content and then the end, also by Seek and ReadAt if r has them.
func TestReader(r io.Reader, content []byte) error {
	if n, err := r.Read(nil); n != 0 || err != nil {
		return fmt.Errorf("Read(0) = %d, %v, want 0, nil", n, err)
	}
	if err := expect("ReadAll(small amounts)", &smallReads{r: r}, content); err != nil {
		return err
	}
	if n, err := r.Read(make([]byte, 10)); n != 0 || err != io.EOF {
		return fmt.Errorf("Read(10) at EOF = %v, %v, want 0, EOF", n, err)
	}
	if s, ok := r.(io.ReadSeeker); ok {
		if err := testSeeker(s, content); err != nil {
			return err
		}
	}
	if a, ok := r.(io.ReaderAt); ok {
		return testReaderAt(a, content)
	}
	return nil
}

func expect(what string, r io.Reader, content []byte) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if !bytes.Equal(data, content) {
		return fmt.Errorf("%s = %q\n\twant %q", what, data, content)
	}
	return nil
}

func testSeeker(r io.ReadSeeker, content []byte) error {
	size := int64(len(content))
	seek := func(offset int64, whence int, want int64) error {
		off, err := r.Seek(offset, whence)
		if off != want || err != nil {
			name := [...]string{"", "1", "2"}[whence]
			return fmt.Errorf("Seek(%d, %s) = %d, %v, want %d, nil", offset, name, off, err, want)
		}
		return nil
	}
	if err := seek(0, io.SeekCurrent, size); err != nil { // the end was reached
		return err
	}
	if err := seek(-size/2, io.SeekCurrent, size-size/2); err != nil {
		return err
	}
	if err := expect("ReadAll from middle", r, content[size-size/2:]); err != nil {
		return err
	}
	if err := seek(0, io.SeekStart, 0); err != nil {
		return err
	}
	if err := expect("ReadAll(small amounts) after Seek(0, 0)", &smallReads{r: r}, content); err != nil {
		return err
	}
	if err := seek(-size/3, io.SeekEnd, size-size/3); err != nil {
		return err
	}
	if err := expect("ReadAll from 2/3", r, content[size-size/3:]); err != nil {
		return err
	}
	if _, err := r.Seek(-1, io.SeekStart); err == nil {
		return errors.New("Seek(-1, 0) succeeded, want error")
	}
	return seek(0, io.SeekStart, 0)
}

func testReaderAt(r io.ReaderAt, content []byte) error {
	data := make([]byte, len(content), len(content)+1)
	for i := range data {
		data[i] = 0xfe
	}
	if n, err := r.ReadAt(data, 0); n != len(data) || err != nil && err != io.EOF {
		return fmt.Errorf("ReadAt(%d, 0) = %v, %v, want %d, nil or EOF", len(data), n, err, len(data))
	}
	if !bytes.Equal(data, content) {
		return fmt.Errorf("ReadAt(%d, 0) = %q\n\twant %q", len(data), data, content)
	}
	if n, err := r.ReadAt(data[:1], int64(len(data))); n != 0 || err != io.EOF {
		return fmt.Errorf("ReadAt(1, %d) = %v, %v, want 0, EOF", len(data), n, err)
	}
	over := data[:cap(data)]
	if n, err := r.ReadAt(over, 0); n != len(data) || err != io.EOF {
		return fmt.Errorf("ReadAt(%d, 0) = %v, %v, want %d, EOF", len(over), n, err, len(data))
	}
	for i := range content {
		one := []byte{0xfe}
		if n, err := r.ReadAt(one, int64(i)); n != 1 || err != nil && (err != io.EOF || i != len(content)-1) {
			return fmt.Errorf("ReadAt(1, %d) = %v, %v, want 1, nil", i, n, err)
		}
		if one[0] != content[i] {
			return fmt.Errorf("ReadAt(1, %d) = %q want %q", i, one, content[i:i+1])
		}
	}
	if _, err := r.ReadAt(data[:0], -1); err == nil && len(content) > 0 {
		return errors.New("ReadAt(0, -1) succeeded, want error")
	}
	return nil
}
