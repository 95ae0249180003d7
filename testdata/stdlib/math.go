// run
// The results of package math to the last bit: a hash for each function over many arguments, as gc on amd64 has them.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

var seed = uint64(12345)

func next() uint64 {
	seed ^= seed << 13
	seed ^= seed >> 7
	seed ^= seed << 17
	return seed
}

var special = []float64{0, math.Copysign(0, -1), 1, -1, 0.5, 2, 3, math.Pi, math.Inf(1), math.Inf(-1), math.NaN(),
	math.MaxFloat64, 5e-324, 0x1p-1022, 709.78, -745.1, 1 << 29, 1e300, 33, 171.6, 0.85, 6, 28}

func arg() float64 {
	r := next()
	switch r % 6 {
	case 0:
		return special[next()%uint64(len(special))]
	case 1:
		return math.Float64frombits(next())
	case 2:
		return float64(int64(next())) / (1 << 62)
	case 3:
		return float64(int64(next())) / (1 << 58)
	case 4:
		return float64(int64(next()) >> 54)
	}
	return math.Ldexp(float64(int64(next()))/(1<<63), int(next()%400)-200)
}

type hash uint64

func (h *hash) add(x float64) {
	b := math.Float64bits(x)
	if x != x {
		b = 0x7ff8000000000000
	}
	*h = (*h ^ hash(b)) * 1099511628211
	*h ^= *h >> 29
}

func main() {
	one := []struct {
		name string
		f    func(float64) float64
	}{{"Sqrt", math.Sqrt}, {"Floor", math.Floor}, {"Ceil", math.Ceil}, {"Trunc", math.Trunc}, {"Round", math.Round},
		{"RoundToEven", math.RoundToEven}, {"Cbrt", math.Cbrt}, {"Exp", math.Exp}, {"Exp2", math.Exp2}, {"Expm1", math.Expm1},
		{"Log", math.Log}, {"Log1p", math.Log1p}, {"Log2", math.Log2}, {"Log10", math.Log10}, {"Logb", math.Logb},
		{"Sin", math.Sin}, {"Cos", math.Cos}, {"Tan", math.Tan}, {"Asin", math.Asin}, {"Acos", math.Acos}, {"Atan", math.Atan},
		{"Sinh", math.Sinh}, {"Cosh", math.Cosh}, {"Tanh", math.Tanh}, {"Asinh", math.Asinh}, {"Acosh", math.Acosh},
		{"Atanh", math.Atanh}, {"Gamma", math.Gamma}, {"Erf", math.Erf}, {"Erfc", math.Erfc}, {"Erfinv", math.Erfinv},
		{"Erfcinv", math.Erfcinv}, {"J0", math.J0}, {"J1", math.J1}, {"Y0", math.Y0}, {"Y1", math.Y1}, {"Abs", math.Abs}}
	for _, c := range one {
		seed = 99
		h := hash(1)
		for i := 0; i < 3000; i++ {
			h.add(c.f(arg()))
		}
		fmt.Printf("%s %016x\n", c.name, uint64(h))
	}
	two := []struct {
		name string
		f    func(x, y float64) float64
	}{{"Pow", math.Pow}, {"Mod", math.Mod}, {"Remainder", math.Remainder}, {"Hypot", math.Hypot}, {"Atan2", math.Atan2},
		{"Max", math.Max}, {"Min", math.Min}, {"Dim", math.Dim}, {"Copysign", math.Copysign}, {"Nextafter", math.Nextafter}}
	for _, c := range two {
		seed = 77
		h := hash(1)
		for i := 0; i < 3000; i++ {
			h.add(c.f(arg(), arg()))
		}
		fmt.Printf("%s %016x\n", c.name, uint64(h))
	}
	seed = 55
	h := hash(1)
	for i := 0; i < 2000; i++ {
		x := arg()
		f, e := math.Frexp(x)
		h.add(f)
		h.add(float64(e))
		h.add(math.Ldexp(x, int(next()%2200)-1100))
		w, p := math.Modf(x)
		h.add(w)
		h.add(p)
		s, c := math.Sincos(x)
		h.add(s)
		h.add(c)
		l, sign := math.Lgamma(x)
		h.add(l)
		h.add(float64(sign))
		n := int(next()%40) - 20
		h.add(math.Jn(n, x))
		h.add(math.Yn(n, x))
		h.add(math.Pow10(n * 17))
		h.add(math.FMA(x, arg(), arg()))
		h.add(float64(math.Ilogb(x)))
	}
	fmt.Printf("others %016x\n", uint64(h))
	cf := []func(complex128) complex128{cmplx.Exp, cmplx.Log, cmplx.Log10, cmplx.Sqrt, cmplx.Sin, cmplx.Sinh, cmplx.Cos, cmplx.Cosh,
		cmplx.Tan, cmplx.Tanh, cmplx.Cot, cmplx.Asin, cmplx.Asinh, cmplx.Acos, cmplx.Acosh, cmplx.Atan, cmplx.Atanh, cmplx.Conj}
	for i, f := range cf {
		seed = 33
		h := hash(1)
		for i := 0; i < 1000; i++ {
			z := f(complex(arg(), arg()))
			h.add(real(z))
			h.add(imag(z))
		}
		fmt.Printf("complex %d %016x\n", i, uint64(h))
	}
	fmt.Println(cmplx.Pow(2+1i, 3-2i), cmplx.Abs(3+4i), cmplx.Phase(-1), cmplx.Rect(2, 1))
}
