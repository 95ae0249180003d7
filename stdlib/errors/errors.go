// Package errors makes plain error values and looks through chains and trees
// of wrapped errors.
//
// An error wraps others when it has a method Unwrap() error or
// Unwrap() []error. Is and As visit such a tree depth first, in order.
// The package must not import fmt; what needs type information at run time
// (comparable, asTarget, asAssign) is native, see natives.def.
package errors

// ErrUnsupported says that an operation cannot be done because it is not
// supported. Functions return errors that wrap it, seldom the value itself.
var ErrUnsupported = New("unsupported operation")

// New makes an error with the given text. Each call makes a distinct value.
func New(text string) error {
	return &errorString{text}
}

type errorString struct {
	s string
}

func (e *errorString) Error() string {
	return e.s
}
