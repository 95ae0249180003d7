package rand

import "internal/distribution"

// thrower is what package distribution takes its numbers from.
type thrower struct{ *Rand }

func (t thrower) Throw(strips uint32) (place uint32, strip uint32) {
	u := t.src.Uint64()
	return uint32(u), uint32(u>>32) & (strips - 1)
}

// NormFloat64 returns a number with the standard normal distribution.
func (r *Rand) NormFloat64() float64 { return distribution.Normal(thrower{r}) }

// ExpFloat64 returns a number with the exponential distribution of rate 1.
func (r *Rand) ExpFloat64() float64 { return distribution.Exponential(thrower{r}) }

// Zipf makes numbers k in [0, imax] with probabilities proportional to (v + k) ** -s.
type Zipf struct {
	r    *Rand
	dist distribution.Zipf
}

// NewZipf returns a Zipf for s > 1 and v >= 1, else nil.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	dist, ok := distribution.NewZipf(s, v, imax)
	if !ok {
		return nil
	}
	return &Zipf{r, dist}
}

// Uint64 returns a number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	return distribution.Draw(&z.dist, z.r)
}
