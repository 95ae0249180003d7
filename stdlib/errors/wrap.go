// Walking trees of wrapped errors: Unwrap, Is and As. Making such trees is
// join.go's (and fmt.Errorf's) business.

package errors

// Unwrap calls err's method Unwrap() error, if it has one, and is nil
// otherwise. It does not look at Unwrap() []error.
func Unwrap(err error) error {
	if w, ok := err.(interface{ Unwrap() error }); ok {
		return w.Unwrap()
	}
	return nil
}

// Is reports whether target occurs in err's tree: as an equal value, or by
// the word of a method Is(error) bool of an error in the tree.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, isComparable(target))
}

func is(err, target error, comparable bool) bool {
	for err != nil {
		if comparable && err == target {
			return true
		}
		if x, ok := err.(interface{ Is(error) bool }); ok && x.Is(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range w.Unwrap() {
				if is(e, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// As finds the first error in err's tree that can be assigned to *target, or
// that assigns itself by a method As(any) bool, and reports whether there was
// one. It panics if target is not a non-nil pointer to an interface or to a
// type that implements error.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	switch asTarget(target) {
	case targetNotPointer:
		panic("errors: target must be a non-nil pointer")
	case targetNotError:
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target)
}

func as(err error, target any) bool {
	for err != nil {
		if asAssign(err, target) {
			return true
		}
		if x, ok := err.(interface{ As(any) bool }); ok && x.As(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			err = w.Unwrap()
		case interface{ Unwrap() []error }:
			for _, e := range w.Unwrap() {
				if e != nil && as(e, target) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
	return false
}

// What asTarget says of As's second argument.
const (
	targetOK = iota
	targetNotPointer
	targetNotError
)

// isComparable reports whether the type of err's value permits ==.
func isComparable(err error) bool

// asTarget classifies a non-nil target.
func asTarget(target any) int

// asAssign stores err in *target if err's dynamic type is assignable to it.
func asAssign(err error, target any) bool
