// Arithmetic with two words: sums and differences with a carry, products of
// double width, and quotients of a double-width number.

package bits

// Add is x + y + carry. Both carries are 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint) {
	s, c := Add64(uint64(x), uint64(y), uint64(carry))
	return uint(s), uint(c)
}

// Add32 is x + y + carry. Both carries are 0 or 1.
func Add32(x, y, carry uint32) (sum, carryOut uint32) {
	s := uint64(x) + uint64(y) + uint64(carry)
	return uint32(s), uint32(s >> 32)
}

// Add64 is x + y + carry. Both carries are 0 or 1.
func Add64(x, y, carry uint64) (sum, carryOut uint64) {
	sum = x + y + carry
	// The top bits overflow if both are set, or one is and their sum is not.
	carryOut = (x&y | (x|y)&^sum) >> 63
	return sum, carryOut
}

// Sub is x - y - borrow. Both borrows are 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint) {
	d, b := Sub64(uint64(x), uint64(y), uint64(borrow))
	return uint(d), uint(b)
}

// Sub32 is x - y - borrow. Both borrows are 0 or 1.
func Sub32(x, y, borrow uint32) (diff, borrowOut uint32) {
	d := uint64(x) - uint64(y) - uint64(borrow)
	return uint32(d), uint32(d >> 63)
}

// Sub64 is x - y - borrow. Both borrows are 0 or 1.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64) {
	diff = x - y - borrow
	// The mirror image of Add64: x = diff + y + borrow.
	borrowOut = (diff&y | (diff|y)&^x) >> 63
	return diff, borrowOut
}

// Mul is the product's upper and lower half.
func Mul(x, y uint) (hi, lo uint) {
	h, l := Mul64(uint64(x), uint64(y))
	return uint(h), uint(l)
}

// Mul32 is the product's upper and lower half.
func Mul32(x, y uint32) (hi, lo uint32) {
	p := uint64(x) * uint64(y)
	return uint32(p >> 32), uint32(p)
}

// Mul64 is the product's upper and lower half.
func Mul64(x, y uint64) (hi, lo uint64) {
	const half = 1<<32 - 1
	x0, x1 := x&half, x>>32
	y0, y1 := y&half, y>>32
	// Neither sum overflows: a product is at most (2^32-1)^2.
	mid := x1*y0 + x0*y0>>32
	mid2 := x0*y1 + mid&half
	return x1*y1 + mid>>32 + mid2>>32, x * y
}

// Div is the quotient and remainder of hi:lo by y. It panics for y == 0, and
// for y <= hi, when the quotient overflows.
func Div(hi, lo, y uint) (quo, rem uint) {
	q, r := Div64(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}

// Div32 is the quotient and remainder of hi:lo by y. It panics for y == 0, and
// for y <= hi, when the quotient overflows.
func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y != 0 && y <= hi {
		panic(overflowError{})
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

// Div64 is the quotient and remainder of hi:lo by y. It panics for y == 0, and
// for y <= hi, when the quotient overflows.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if hi == 0 {
		return lo / y, lo % y // panics for y == 0
	}
	if y <= hi {
		if y == 0 {
			return lo / y, 0
		}
		panic(overflowError{})
	}
	// Long division in base 2^32, by a divisor whose top bit is set.
	shift := uint(LeadingZeros64(y))
	y <<= shift
	hi = hi<<shift | lo>>(64-shift)
	lo <<= shift
	q1, r := divDigit(hi, lo>>32, y)
	q0, r := divDigit(r, lo&(1<<32-1), y)
	return q1<<32 + q0, r >> shift
}

// divDigit divides r:digit by y, where r < y, digit < 2^32 and y's top bit is
// set. The quotient is one digit of base 2^32.
func divDigit(r, digit, y uint64) (quo, rem uint64) {
	const base = 1 << 32
	y1, y0 := y>>32, y&(base-1)
	quo = r / y1
	rest := r - quo*y1
	// The estimate by the upper half is too great by two at most.
	for quo >= base || quo*y0 > rest<<32+digit {
		quo--
		rest += y1
		if rest >= base {
			break
		}
	}
	return quo, r<<32 + digit - quo*y
}

// Rem is the remainder of hi:lo by y. It panics for y == 0, but not when the
// quotient overflows.
func Rem(hi, lo, y uint) uint {
	return uint(Rem64(uint64(hi), uint64(lo), uint64(y)))
}

// Rem32 is the remainder of hi:lo by y. It panics for y == 0, but not when the
// quotient overflows.
func Rem32(hi, lo, y uint32) uint32 {
	return uint32((uint64(hi)<<32 | uint64(lo)) % uint64(y))
}

// Rem64 is the remainder of hi:lo by y. It panics for y == 0, but not when the
// quotient overflows.
func Rem64(hi, lo, y uint64) uint64 {
	_, rem := Div64(hi%y, lo, y)
	return rem
}

// overflowError is the run-time error of a quotient that does not fit.
type overflowError struct{}

func (overflowError) RuntimeError() {}
func (overflowError) Error() string { return "runtime error: integer overflow" }
