// Package strconv converts between basic values and their text, and quotes and
// unquotes Go string and character literals.
//
// Digits are the natives' business (natives.def): they write into memory that
// Go code provides, and say by a negative result how much they need. Here are
// the errors of all parsing functions.
package strconv

import "errors"

// ErrRange says that a value does not fit the type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that a text is not of the right form.
var ErrSyntax = errors.New("invalid syntax")

// NumError is the error of a failed conversion.
type NumError struct {
	Func string // the function: ParseBool, ParseInt and so on
	Num  string // its input
	Err  error  // the reason: ErrRange, ErrSyntax or another
}

func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

// Unwrap is the reason.
func (e *NumError) Unwrap() error { return e.Err }

// What the parsing natives report.
const (
	parseOK = iota
	parseSyntax
	parseRange
	parseBase
	parseBitSize
)

// numError makes the error for a code other than parseOK. It copies the input,
// which may be part of something large.
func numError(fn, s string, code, base, bitSize int) error {
	e := &NumError{Func: fn, Num: string([]byte(s))}
	switch code {
	case parseSyntax:
		e.Err = ErrSyntax
	case parseRange:
		e.Err = ErrRange
	case parseBase:
		e.Err = errors.New("invalid base " + Itoa(base))
	case parseBitSize:
		e.Err = errors.New("invalid bit size " + Itoa(bitSize))
	}
	return e
}
