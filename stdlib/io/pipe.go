// An in-memory pipe without a buffer: each write waits until reads have taken all of it.
package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe reports a write to a closed pipe, or a read from a reader that was closed.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// Pipe returns the two ends of a new pipe. Both may be used and closed concurrently.
func Pipe() (*PipeReader, *PipeWriter) {
	p := &pipe{
		data:  make(chan []byte),
		taken: make(chan int),
		done:  make(chan struct{}),
	}
	return &PipeReader{p}, &PipeWriter{p}
}

type pipe struct {
	writing sync.Mutex  // one write at a time
	data    chan []byte // the rest of the current write
	taken   chan int    // answers: how much of it a read took

	mu       sync.Mutex // guards what follows
	closed   bool
	done     chan struct{} // closed with the first end
	readErr  error         // set when the writer closes: what reads report
	writeErr error         // set when the reader closes: what writes report
}

func (p *pipe) read(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.whyRead()
	default:
	}
	select {
	case data := <-p.data:
		n = copy(b, data)
		p.taken <- n
		return n, nil
	case <-p.done:
		return 0, p.whyRead()
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	select {
	case <-p.done:
		return 0, p.whyWrite()
	default:
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	for first := true; first || len(b) > 0; first = false { // an empty write meets a read too
		select {
		case p.data <- b:
			m := <-p.taken
			b = b[m:]
			n += m
		case <-p.done:
			return n, p.whyWrite()
		}
	}
	return n, nil
}

// whyRead is the error of a read after one end was closed.
func (p *pipe) whyRead() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.writeErr == nil && p.readErr != nil {
		return p.readErr
	}
	return ErrClosedPipe
}

// whyWrite is the error of a write after one end was closed.
func (p *pipe) whyWrite() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.readErr == nil && p.writeErr != nil {
		return p.writeErr
	}
	return ErrClosedPipe
}

// shut stores the reason for closing an end, the first one only, and wakes both sides.
func (p *pipe) shut(reason *error, err error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *reason == nil {
		*reason = err
	}
	if !p.closed {
		p.closed = true
		close(p.done)
	}
	return nil
}

// PipeReader is the read end of a pipe.
type PipeReader struct {
	p *pipe
}

// Read waits for a writer or for the write end to be closed, whose error it then returns.
func (r *PipeReader) Read(data []byte) (n int, err error) { return r.p.read(data) }

// Close makes writes fail with ErrClosedPipe.
func (r *PipeReader) Close() error { return r.CloseWithError(nil) }

// CloseWithError makes writes fail with err; only the first error counts.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	return r.p.shut(&r.p.writeErr, err)
}

// PipeWriter is the write end of a pipe.
type PipeWriter struct {
	p *pipe
}

// Write waits until all data has been read or the read end is closed, whose error it then
// returns.
func (w *PipeWriter) Write(data []byte) (n int, err error) { return w.p.write(data) }

// Close makes reads report EOF.
func (w *PipeWriter) Close() error { return w.CloseWithError(nil) }

// CloseWithError makes reads fail with err, or EOF for nil; only the first error counts.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	return w.p.shut(&w.p.readErr, err)
}
