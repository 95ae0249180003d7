// Errorf and the errors it makes. Which operands %w wrapped is recorded by the printer.
package fmt

import "errors"

// Errorf formats according to format and returns the text as an error. Operands of %w verbs,
// which must be errors and otherwise print as %v, are what Unwrap of the result returns: one
// error for one %w, a list for several.
func Errorf(format string, a ...any) error {
	p := newPrinter()
	p.wrapOK = true
	p.printf(format, a)
	msg := string(p.buf)
	switch len(p.wrapped) {
	case 0:
		return errors.New(msg)
	case 1:
		w := &wrapError{msg: msg}
		w.err, _ = a[p.wrapped[0]].(error)
		return w
	}
	return &wrapErrors{msg, wrappedErrors(a, p.wrapped)}
}

// wrappedErrors returns the errors among the chosen operands, each once, in operand order.
func wrappedErrors(a []any, chosen []int) []error {
	wanted := make([]bool, len(a))
	for _, i := range chosen {
		wanted[i] = true
	}
	var list []error
	for i, arg := range a {
		if err, ok := arg.(error); ok && wanted[i] {
			list = append(list, err)
		}
	}
	return list
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }
func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string   { return e.msg }
func (e *wrapErrors) Unwrap() []error { return e.errs }
