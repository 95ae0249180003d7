package rand

import "math"

// Normal and exponential distributions by Marsaglia and Tsang's ziggurat: the area under the density is covered by strips of
// equal area. A point in a strip is nearly always below the density: then its x is the result.

// normalStrip and exponentialStrip describe a strip: below limit the integer is certain to be good, width scales it to x, and
// top and bottom are the values of the density at the strip's ends.
func normalStrip(i int) (limit uint32, width, top, bottom float32)
func exponentialStrip(i int) (limit uint32, width, top, bottom float32)

const (
	normalEdge      = 3.442619855899 // where the lowest strip goes over into the tail
	exponentialEdge = 7.69711747013104972
)

// NormFloat64 returns a number with the standard normal distribution.
func (r *Rand) NormFloat64() float64 {
	for {
		j := int32(r.Uint32())
		i := int(j & 0x7F)
		limit, width, top, bottom := normalStrip(i)
		x := float64(j) * float64(width)
		size := uint32(j)
		if j < 0 {
			size = -size
		}
		if size < limit {
			return x
		}
		if i == 0 {
			return r.normalTail(j > 0)
		}
		if top+float32(r.Float64())*(bottom-top) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

func (r *Rand) normalTail(positive bool) float64 {
	for {
		x := -math.Log(r.Float64()) * (1.0 / normalEdge)
		y := -math.Log(r.Float64())
		if y+y >= x*x {
			if positive {
				return normalEdge + x
			}
			return -normalEdge - x
		}
	}
}

// ExpFloat64 returns a number with the exponential distribution of rate 1.
func (r *Rand) ExpFloat64() float64 {
	for {
		j := r.Uint32()
		i := int(j & 0xFF)
		limit, width, top, bottom := exponentialStrip(i)
		x := float64(j) * float64(width)
		if j < limit {
			return x
		}
		if i == 0 {
			return exponentialEdge - math.Log(r.Float64())
		}
		if top+float32(r.Float64())*(bottom-top) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// Zipf makes numbers k in [0, imax] with probabilities proportional to (v + k) ** -s, by rejection-inversion (Hörmann and
// Derflinger, 1996).
type Zipf struct {
	r                *Rand
	imax, v, q, s    float64
	oneMinusQ        float64
	oneMinusQInverse float64
	hxm, hRange      float64 // bounds of h: its value at the end, and from there to the beginning
}

// NewZipf returns a Zipf for s > 1 and v >= 1, else nil.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1.0 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, imax: float64(imax), v: v, q: s}
	z.oneMinusQ = 1.0 - z.q
	z.oneMinusQInverse = 1.0 / z.oneMinusQ
	z.hxm = z.h(z.imax + 0.5)
	z.hRange = z.h(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hxm
	z.s = 1 - z.hInverse(z.h(1.5)-math.Exp(-z.q*math.Log(z.v+1.0)))
	return z
}

// h is the integral of the density.
func (z *Zipf) h(x float64) float64 {
	return math.Exp(z.oneMinusQ*math.Log(z.v+x)) * z.oneMinusQInverse
}

func (z *Zipf) hInverse(x float64) float64 {
	return math.Exp(z.oneMinusQInverse*math.Log(z.oneMinusQ*x)) - z.v
}

// Uint64 returns a number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.hxm + z.r.Float64()*z.hRange
		x := z.hInverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.s || u >= z.h(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
