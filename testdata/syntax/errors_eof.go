// check
package p

func unterminated() { // ERROR+2 "syntax error: unexpected EOF, expected }"
	x := 1
