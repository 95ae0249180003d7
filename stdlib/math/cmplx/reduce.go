package cmplx

import (
	"math"
	"math/bits"
)

// reducePi returns x modulo Pi, between -Pi/2 and Pi/2.
func reducePi(x float64) float64 {
	if math.Abs(x) >= 1<<30 {
		return reduceLarge(x)
	}
	// Pi in three parts, so that products with small integers are exact.
	const (
		part1 = 3.141592502593994
		part2 = 1.5099578831723193e-07
		part3 = 1.0780605716316238e-14
	)
	t := x / math.Pi
	t += 0.5
	t = float64(int64(t))
	return ((x - t*part1) - t*part2) - t*part3
}

// inversePi returns a word of 1/Pi in binary; the first is the integer part.
func inversePi(i uint) uint64 {
	words := [...]uint64{
		0x0000000000000000, 0x517cc1b727220a94, 0xfe13abe8fa9a6ee0, 0x6db14acc9e21c820, 0xff28b1d5ef5de2b0,
		0xdb92371d2126e970, 0x0324977504e8c90e, 0x7f0ef58e5894d39f, 0x74411afa975da242, 0x74ce38135a2fbf20,
		0x9cc8eb1cc1a99cfa, 0x4e422fc5defc941d, 0x8ffc4bffef02cc07, 0xf79788c5ad05368f, 0xb69b3f6793e584db,
		0xa7a31fb34f2ff516, 0xba93dd63f5f2f8bd, 0x9e839cfbc5294975, 0x35fdafd88fc6ae84, 0x2b0198237e3db5d5,
	}
	return words[i]
}

// reduceLarge is Payne and Hanek's way: of the product with 1/Pi only the bits around the binary point matter.
func reduceLarge(x float64) float64 {
	const fraction = 52
	b := math.Float64bits(x)
	exponent := int(b>>fraction&0x7FF) - 1023 - fraction
	mantissa := b&(1<<fraction-1) | 1<<fraction

	word, shift := uint(exponent+64)/64, uint(exponent+64)%64
	window := func(i uint) uint64 { return inversePi(i)<<shift | inversePi(i+1)>>(64-shift) }
	low, _ := bits.Mul64(window(word+2), mantissa)
	midHi, midLo := bits.Mul64(window(word+1), mantissa)
	high := window(word) * mantissa
	lo, carry := bits.Add64(midLo, low, 0)
	hi, _ := bits.Add64(high, midHi, carry)

	// The fraction as a float64; its leading one is implicit.
	zeros := uint(bits.LeadingZeros64(hi))
	e := uint64(1023 - (zeros + 1))
	hi = hi<<(zeros+1) | lo>>(64-(zeros+1))
	x = math.Float64frombits(hi>>(64-fraction) | e<<fraction)
	if x > 0.5 {
		x--
	}
	return math.Pi * x
}
