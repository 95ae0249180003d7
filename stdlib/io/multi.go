// Several readers one after another as one, and one writer that feeds several.
package io

// MultiReader returns a reader of the concatenation of the readers. It reports EOF when the
// last has, and any other error at once.
func MultiReader(readers ...Reader) Reader {
	return &multiReader{append([]Reader(nil), readers...)}
}

type multiReader struct {
	rest []Reader // the first is being read
}

// ended takes the place of a reader that is used up: the slice, which flatten shares between
// multiReaders, then does not keep it alive, and whoever meets it again goes on to the next.
type ended struct{}

func (ended) Read(p []byte) (n int, err error) { return 0, EOF }

func (m *multiReader) Read(p []byte) (n int, err error) {
	for len(m.rest) > 0 {
		m.flatten()
		n, err = m.rest[0].Read(p)
		if err == EOF {
			m.rest[0] = ended{}
			m.rest = m.rest[1:]
		}
		if n > 0 || err != EOF {
			if err == EOF && len(m.rest) > 0 {
				err = nil
			}
			return n, err
		}
	}
	return 0, EOF
}

// flatten replaces a nested multiReader that is the only one left by its contents, so that
// chains of them do not make reads slower and slower.
func (m *multiReader) flatten() {
	for len(m.rest) == 1 {
		inner, ok := m.rest[0].(*multiReader)
		if !ok || len(inner.rest) == 0 {
			return
		}
		m.rest = inner.rest
	}
}

// WriteTo implements WriterTo.
func (m *multiReader) WriteTo(w Writer) (sum int64, err error) {
	return m.writeTo(w, make([]byte, 32*1024))
}

func (m *multiReader) writeTo(w Writer, buf []byte) (sum int64, err error) {
	for len(m.rest) > 0 {
		var n int64
		if inner, ok := m.rest[0].(*multiReader); ok {
			n, err = inner.writeTo(w, buf) // shares the buffer
		} else {
			n, err = copyVia(w, m.rest[0], buf)
		}
		sum += n
		if err != nil {
			return sum, err
		}
		m.rest[0] = ended{}
		m.rest = m.rest[1:]
	}
	m.rest = nil
	return sum, nil
}

// MultiWriter returns a writer that passes each write to all writers in turn, until one fails.
func MultiWriter(writers ...Writer) Writer {
	all := make([]Writer, 0, len(writers))
	for _, w := range writers {
		if inner, ok := w.(*multiWriter); ok {
			all = append(all, inner.writers...)
		} else {
			all = append(all, w)
		}
	}
	return &multiWriter{all}
}

type multiWriter struct {
	writers []Writer
}

func (m *multiWriter) Write(p []byte) (n int, err error) {
	for _, w := range m.writers {
		n, err = w.Write(p)
		if err == nil && n != len(p) {
			err = ErrShortWrite
		}
		if err != nil {
			return n, err
		}
	}
	return len(p), nil
}

// WriteString implements StringWriter; the bytes of s are made at most once.
func (m *multiWriter) WriteString(s string) (n int, err error) {
	var p []byte
	for _, w := range m.writers {
		if sw, ok := w.(StringWriter); ok {
			n, err = sw.WriteString(s)
		} else {
			if p == nil {
				p = []byte(s)
			}
			n, err = w.Write(p)
		}
		if err == nil && n != len(s) {
			err = ErrShortWrite
		}
		if err != nil {
			return n, err
		}
	}
	return len(s), nil
}
