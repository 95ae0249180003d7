// Join, the error that wraps several errors. Looking through it is wrap.go's.

package errors

// Join wraps the non-nil errors among errs; it is nil if there are none. The
// text is the wrapped errors' texts, one to a line.
func Join(errs ...error) error {
	n := 0
	for _, err := range errs {
		if err != nil {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	e := &joinError{make([]error, 0, n)}
	for _, err := range errs {
		if err != nil {
			e.errs = append(e.errs, err)
		}
	}
	return e
}

type joinError struct {
	errs []error // none is nil, at least one
}

func (e *joinError) Error() string {
	text := e.errs[0].Error()
	if len(e.errs) == 1 {
		return text
	}
	b := []byte(text)
	for _, err := range e.errs[1:] {
		b = append(b, '\n')
		b = append(b, err.Error()...)
	}
	return string(b)
}

func (e *joinError) Unwrap() []error {
	return e.errs
}
