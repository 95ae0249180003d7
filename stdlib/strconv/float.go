// Floating-point and complex numbers.

package strconv

// ParseFloat is the number nearest to what s stands for, of 32 or 64 bits, in
// Go's decimal or hexadecimal form or as a spelling of inf, infinity or nan in
// any case. Of two nearest numbers it takes the even one. Errors are of type
// *NumError; when the value is out of range the result is an infinity.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, code := parseFloat(s, bitSize)
	if n != len(s) && code != parseSyntax {
		return 0, numError("ParseFloat", s, parseSyntax, 0, 0)
	}
	if code != parseOK {
		return f, numError("ParseFloat", s, code, 0, 0)
	}
	return f, nil
}

// parseFloat reads the longest prefix of s that is a number. n is its length.
func parseFloat(s string, bitSize int) (f float64, n int, code int)

// ParseComplex is the complex number that s stands for, of 64 or 128 bits: N,
// Ni or N±Ni, in parentheses or not, where each N is as for ParseFloat. Errors
// are of type *NumError.
func ParseComplex(s string, bitSize int) (complex128, error) {
	size := 64
	if bitSize == 64 {
		size = 32
	}
	t := s
	if len(t) >= 2 && t[0] == '(' && t[len(t)-1] == ')' {
		t = t[1 : len(t)-1]
	}
	re, im := 0.0, 0.0
	re, n, code := parseFloat(t, size)
	t = t[n:]
	switch {
	case code == parseSyntax:
	case t == "":
	case t == "i":
		re, im = 0, re
	case t[0] != '+' && t[0] != '-':
		code = parseSyntax
	default:
		// parseFloat takes no sign before nan, so the plus is skipped here.
		if t[0] == '+' && len(t) > 1 && t[1] != '+' {
			t = t[1:]
		}
		var imCode int
		im, n, imCode = parseFloat(t, size)
		if imCode != parseOK {
			code = imCode
		}
		if t[n:] != "i" {
			code = parseSyntax
		}
	}
	switch code {
	case parseOK:
		return complex(re, im), nil
	case parseSyntax:
		re, im = 0, 0
	}
	return complex(re, im), numError("ParseComplex", s, code, 0, 0)
}

// FormatFloat is f as the format says: b (-ddddp±ddd), e or E (-d.dddde±dd), f
// (-ddd.dddd), g or G (e for large exponents, else f), x or X (-0xd.ddddp±ddd).
// prec is the number of digits behind the point, for g of all digits; for -1 as
// few as identify f among the numbers of bitSize bits, 32 or 64.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	checkFloatSize(bitSize)
	var buf [32]byte
	n := putFloat(buf[:], f, fmt, prec, bitSize)
	if n < 0 {
		return string(AppendFloat(make([]byte, 0, -n), f, fmt, prec, bitSize))
	}
	return string(buf[:n])
}

// AppendFloat appends FormatFloat of f to dst.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	checkFloatSize(bitSize)
	n := putFloat(dst[len(dst):cap(dst)], f, fmt, prec, bitSize)
	if n < 0 {
		dst = withRoom(dst, -n)
		n = putFloat(dst[len(dst):cap(dst)], f, fmt, prec, bitSize)
	}
	return dst[:len(dst)+n]
}

// putFloat writes f to dst and returns its length, negated if dst is too short.
// What it has written then is meaningless.
func putFloat(dst []byte, f float64, fmt byte, prec, bitSize int) int

func checkFloatSize(bitSize int) {
	if bitSize != 32 && bitSize != 64 {
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
}

// FormatComplex is (a+bi), where a and b are as FormatFloat has them, for a
// complex number of bitSize bits, 64 or 128.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	im := FormatFloat(imag(c), fmt, prec, bitSize/2)
	if im[0] != '+' && im[0] != '-' {
		im = "+" + im
	}
	return "(" + FormatFloat(real(c), fmt, prec, bitSize/2) + im + "i)"
}
