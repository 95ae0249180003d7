// check
// Malformed tokens.
package p

var (
	a = 08        // ERROR "invalid digit '8' in octal literal"
	b = 0b102     // ERROR "invalid digit '2' in binary literal"
	c = 0x        // ERROR "hexadecimal literal has no digits"
	d = 0o        // ERROR "octal literal has no digits"
	e = 1_        // ERROR "'_' must separate successive digits"
	f = 0x1.0     // ERROR "hexadecimal mantissa requires a 'p' exponent"
	g = 1e        // ERROR "exponent has no digits"
	h = 1p3       // ERROR "'p' exponent requires hexadecimal mantissa"
	i = 0b1e3     // ERROR "'e' exponent requires decimal mantissa"
	j = 0b1.0     // ERROR "invalid radix point in binary literal"
	k = ''        // ERROR "empty rune literal or unescaped '"
	l = 'ab'      // ERROR "more than one character in rune literal"
	m = '\z'      // ERROR "unknown escape"
	n = '\400'    // ERROR "octal escape value 256 > 255"
	o = '\ud800'  // ERROR "escape is invalid Unicode code point U+D800"
	p = "\xg0"    // ERROR "invalid character 'g' in hexadecimal escape"
	q = "\U00110000" // ERROR "escape is invalid Unicode code point U+110000"
	// ERROR+1 "newline in string"
	r = "open
	// ERROR+1 "newline in rune literal"
	s = 'a
	t = a @ + b        // ERROR "invalid character U+0040 '@'"
	u = “x          // ERROR "invalid character U+201C '“' in identifier"
	v = x٣ + ٣x      // ERROR "identifier cannot begin with digit U+0663 '٣'"
	w = 09.5 + 08i + 0_7 + 0x1p-2 + 0X_Fp3 + 1_000.5e+1_0 + 0b11i + 0o17 + 017
)
