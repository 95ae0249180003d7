package runtime

// The Error interface identifies a run time error.
type Error interface {
	error
	// RuntimeError does nothing; it tells run time errors from others.
	RuntimeError()
}

// The errors below are made by the runtime (runtime/panic), which writes their texts; each is one string in memory.

// A TypeAssertionError explains a failed type assertion.
type TypeAssertionError struct {
	text string
}

// RuntimeError marks the type as an Error.
func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string { return e.text }

// errorString is an error without data: its text follows "runtime error: ".
type errorString string

func (e errorString) RuntimeError() {}
func (e errorString) Error() string { return "runtime error: " + string(e) }

// plainError is an error whose text stands alone.
type plainError string

func (e plainError) RuntimeError() {}
func (e plainError) Error() string { return string(e) }

// errorAddressString is a memory fault that debug.SetPanicOnFault made a panic.
type errorAddressString struct {
	text string
	addr uintptr
}

func (e errorAddressString) RuntimeError() {}
func (e errorAddressString) Error() string { return "runtime error: " + e.text }

// Addr returns the memory address where a fault occurred.
func (e errorAddressString) Addr() uintptr { return e.addr }

// boundsError is a failed check of an index or of slice bounds.
type boundsError struct {
	text string
}

func (e boundsError) RuntimeError() {}
func (e boundsError) Error() string { return "runtime error: " + e.text }

// A PanicNilError happens when code calls panic(nil).
type PanicNilError struct {
	_ [0]func() // not comparable
}

func (*PanicNilError) Error() string {
	return "panic called with nil argument (use GODEBUG=panicnil=1 to disable)"
}

// RuntimeError marks the type as an Error.
func (*PanicNilError) RuntimeError() {}
