// Package math has constants and functions of floating-point numbers. Functions without a body are C++ (the .cpp files of this
// folder); the compiler has operations of its own for Sqrt, Floor, Ceil, Trunc, Abs, Copysign, FMA and the bit conversions.
//
// Results are those of gc on amd64 to the last bit, so the formulas and the order of their operations are fixed.
package math

import "unsafe"

// Mathematical constants.
const (
	E   = 2.71828182845904523536028747135266249775724709369995957496696763
	Pi  = 3.14159265358979323846264338327950288419716939937510582097494459
	Phi = 1.61803398874989484820458683436563811772030917980576286213544862

	Sqrt2   = 1.41421356237309504880168872420969807856967187537694807317667974
	SqrtE   = 1.64872127070012814684865078781416357165377610071014801157507931
	SqrtPi  = 1.77245385090551602729816748334114518279754945612238712821380779
	SqrtPhi = 1.27201964951406896425242246173749149171560804184009624861664038

	Ln2    = 0.693147180559945309417232121458176568075500134360255254120680009
	Log2E  = 1 / Ln2
	Ln10   = 2.30258509299404568401799145468436420760110148862877297603332790
	Log10E = 1 / Ln10
)

// The largest and the smallest positive values of the floating-point types.
const (
	MaxFloat32             = 0x1p127 * (1 + (1 - 0x1p-23))
	SmallestNonzeroFloat32 = 0x1p-126 * 0x1p-23
	MaxFloat64             = 0x1p1023 * (1 + (1 - 0x1p-52))
	SmallestNonzeroFloat64 = 0x1p-1022 * 0x1p-52
)

// The limits of the integer types.
const (
	MaxInt    = 1<<63 - 1
	MinInt    = -1 << 63
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxInt16  = 1<<15 - 1
	MinInt16  = -1 << 15
	MaxInt32  = 1<<31 - 1
	MinInt32  = -1 << 31
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint   = 1<<64 - 1
	MaxUint8  = 1<<8 - 1
	MaxUint16 = 1<<16 - 1
	MaxUint32 = 1<<32 - 1
	MaxUint64 = 1<<64 - 1
)

// Float32bits returns the bits of f.
func Float32bits(f float32) uint32 { return *(*uint32)(unsafe.Pointer(&f)) }

// Float32frombits is the reverse of Float32bits.
func Float32frombits(b uint32) float32 { return *(*float32)(unsafe.Pointer(&b)) }

// Float64bits returns the bits of f.
func Float64bits(f float64) uint64 { return *(*uint64)(unsafe.Pointer(&f)) }

// Float64frombits is the reverse of Float64bits.
func Float64frombits(b uint64) float64 { return *(*float64)(unsafe.Pointer(&b)) }

// The parts of a float64.
const (
	signBit      = 1 << 63
	fractionBits = 52
	fractionMask = 1<<fractionBits - 1
	exponentMask = 1<<11 - 1
	exponentBias = 1023

	infBits = 0x7FF0000000000000
	nanBits = 0x7FF8000000000001
	oneBits = 0x3FF0000000000000

	smallestNormal = 0x1p-1022
)

// Inf returns +Inf for sign >= 0, else -Inf.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(infBits)
	}
	return Float64frombits(signBit | infBits)
}

// NaN returns a value that is not a number.
func NaN() float64 { return Float64frombits(nanBits) }

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool) { return f != f }

// IsInf reports whether f is an infinity: +Inf for sign > 0, -Inf for sign < 0, any for sign == 0.
func IsInf(f float64, sign int) bool {
	return sign >= 0 && f > MaxFloat64 || sign <= 0 && f < -MaxFloat64
}

// Abs returns the absolute value of x.
func Abs(x float64) float64 { return Float64frombits(Float64bits(x) &^ signBit) }

// Copysign returns f with the sign of sign.
func Copysign(f, sign float64) float64 {
	return Float64frombits(Float64bits(f)&^signBit | Float64bits(sign)&signBit)
}

// Signbit reports whether x is negative or negative zero.
func Signbit(x float64) bool { return Float64bits(x)&signBit != 0 }

// Dim returns x-y, or 0 if that is negative.
func Dim(x, y float64) float64 {
	v := x - y
	if v <= 0 { // Inf - Inf stays NaN
		return 0
	}
	return v
}

// Max returns the larger of x and y: +Inf if that is one of them, else NaN if that is; 0 is larger than -0.
func Max(x, y float64) float64 {
	switch {
	case x > y:
		return x
	case y > x:
		return y
	case x == y:
		return Float64frombits(Float64bits(x) & Float64bits(y))
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	}
	return NaN()
}

// Min returns the smaller of x and y: -Inf if that is one of them, else NaN if that is; -0 is smaller than 0.
func Min(x, y float64) float64 {
	switch {
	case x < y:
		return x
	case y < x:
		return y
	case x == y:
		return Float64frombits(Float64bits(x) | Float64bits(y))
	case IsInf(x, -1) || IsInf(y, -1):
		return Inf(-1)
	}
	return NaN()
}

// Floor returns the greatest integer not above x.
func Floor(x float64) float64

// Ceil returns the least integer not below x.
func Ceil(x float64) float64

// Trunc returns the integer part of x.
func Trunc(x float64) float64

// Round returns the nearest integer, halves away from zero.
func Round(x float64) float64 {
	b := Float64bits(x)
	e := uint(b>>fractionBits) & exponentMask
	switch {
	case e < exponentBias-1: // below a half
		b &= signBit
	case e == exponentBias-1:
		b = b&signBit | oneBits
	case e < exponentBias+fractionBits:
		// Adding a half carries into the integer part, the rest is cut off.
		e -= exponentBias
		b += 1 << (fractionBits - 1) >> e
		b &^= fractionMask >> e
	}
	return Float64frombits(b)
}

// RoundToEven returns the nearest integer, halves to the even one.
func RoundToEven(x float64) float64 {
	b := Float64bits(x)
	e := uint(b>>fractionBits) & exponentMask
	switch {
	case e >= exponentBias:
		// A little less than a half, and the last bit of the integer: halves carry only from odd ones.
		e -= exponentBias
		b += (1<<(fractionBits-1) - 1 + (b>>(fractionBits-e))&1) >> e
		b &^= fractionMask >> e
	case e == exponentBias-1 && b&fractionMask != 0:
		b = b&signBit | oneBits
	default:
		b &= signBit
	}
	return Float64frombits(b)
}

// Modf returns the integer part of f and the rest, both with f's sign.
func Modf(f float64) (int float64, frac float64) {
	switch {
	case f < 0:
		int, frac = Modf(-f)
		return -int, -frac
	case f == 0:
		return f, f
	case f < 1:
		return 0, f
	}
	b := Float64bits(f)
	if e := uint(b>>fractionBits)&exponentMask - exponentBias; e < fractionBits {
		b &^= fractionMask >> e
	}
	int = Float64frombits(b)
	return int, f - int
}

// normalize returns y with x == y * 2**exp and y not denormal.
func normalize(x float64) (y float64, exp int) {
	if Abs(x) < smallestNormal {
		return x * (1 << 52), -52
	}
	return x, 0
}

// Frexp returns a fraction in [½, 1) and an exponent with f == frac * 2**exp. 0, ±Inf and NaN are their own fractions.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || IsInf(f, 0) || IsNaN(f) {
		return f, 0
	}
	f, exp = normalize(f)
	b := Float64bits(f)
	exp += int(b>>fractionBits)&exponentMask - exponentBias + 1
	return Float64frombits(b&^(exponentMask<<fractionBits) | (exponentBias-1)<<fractionBits), exp
}

// Ldexp returns frac * 2**exp.
func Ldexp(frac float64, exp int) float64

// Logb returns the binary exponent of x.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case IsInf(x, 0):
		return Inf(1)
	case IsNaN(x):
		return x
	}
	return float64(exponentOf(x))
}

// Ilogb returns the binary exponent of x as an integer: MinInt32 for 0, MaxInt32 for ±Inf and NaN.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case IsInf(x, 0) || IsNaN(x):
		return MaxInt32
	}
	return exponentOf(x)
}

func exponentOf(x float64) int {
	x, exp := normalize(x)
	return int(Float64bits(x)>>fractionBits)&exponentMask - exponentBias + exp
}

// Nextafter returns the next float64 after x in the direction of y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case IsNaN(x) || IsNaN(y):
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 returns the next float32 after x in the direction of y.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

// Mod returns the remainder of x/y, with the sign of x.
func Mod(x, y float64) float64

// Remainder returns IEEE 754's remainder of x/y: the quotient is rounded to the nearest integer, halves to even.
func Remainder(x, y float64) float64

// FMA returns x*y + z, rounded once.
func FMA(x, y, z float64) float64
