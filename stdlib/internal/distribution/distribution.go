// Package distribution draws numbers that are not spread evenly, for math/rand and math/rand/v2, whose generators differ in how
// they give evenly spread ones.
package distribution

import "math"

// Uniform gives numbers in [0, 1).
type Uniform interface {
	Float64() float64
}

// Source also gives the first throw at a ziggurat with so many strips, a power of two: 32 bits for the place in a strip, and the
// strip. Each generator has its own way to take them from its numbers.
type Source interface {
	Uniform
	Throw(strips uint32) (place uint32, strip uint32)
}

// Normal and exponential distributions by Marsaglia and Tsang's ziggurat: the area under the density is covered by strips of
// equal area. A point in a strip is nearly always below the density: then its x is the result.

// normalStrip and exponentialStrip describe a strip: below limit the integer is certain to be good, width scales it to x, and
// top and bottom are the values of the density at the strip's ends.
func normalStrip(i uint32) (limit uint32, width, top, bottom float32)
func exponentialStrip(i uint32) (limit uint32, width, top, bottom float32)

const (
	normalStrips      = 128
	exponentialStrips = 256

	normalEdge      = 3.442619855899 // where the lowest strip goes over into the tail
	exponentialEdge = 7.69711747013104972
)

// Normal returns a number with the standard normal distribution.
func Normal[S Source](s S) float64 {
	for {
		place, i := s.Throw(normalStrips)
		j := int32(place)
		limit, width, top, bottom := normalStrip(i)
		x := float64(j) * float64(width)
		if j < 0 {
			place = -place
		}
		if place < limit {
			return x
		}
		if i == 0 {
			return normalTail(s, j > 0)
		}
		if top+float32(s.Float64())*(bottom-top) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

func normalTail[U Uniform](u U, positive bool) float64 {
	for {
		x := -math.Log(u.Float64()) * (1.0 / normalEdge)
		y := -math.Log(u.Float64())
		if y+y >= x*x {
			if positive {
				return normalEdge + x
			}
			return -normalEdge - x
		}
	}
}

// Exponential returns a number with the exponential distribution of rate 1.
func Exponential[S Source](s S) float64 {
	for {
		j, i := s.Throw(exponentialStrips)
		limit, width, top, bottom := exponentialStrip(i)
		x := float64(j) * float64(width)
		if j < limit {
			return x
		}
		if i == 0 {
			return exponentialEdge - math.Log(s.Float64())
		}
		if top+float32(s.Float64())*(bottom-top) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// Zipf describes numbers k in [0, imax] with probabilities proportional to (v + k) ** -q, which are drawn by
// rejection-inversion (Hörmann and Derflinger, 1996).
type Zipf struct {
	imax, v, q, s    float64
	oneMinusQ        float64
	oneMinusQInverse float64
	hxm, hRange      float64 // bounds of h: its value at the end, and from there to the beginning
}

// NewZipf returns a Zipf; ok says whether q > 1 and v >= 1, as they must be.
func NewZipf(q float64, v float64, imax uint64) (z Zipf, ok bool) {
	if q <= 1.0 || v < 1 {
		return Zipf{}, false
	}
	z = Zipf{imax: float64(imax), v: v, q: q}
	z.oneMinusQ = 1.0 - z.q
	z.oneMinusQInverse = 1.0 / z.oneMinusQ
	z.hxm = z.h(z.imax + 0.5)
	z.hRange = z.h(0.5) - math.Exp(math.Log(z.v)*(-z.q)) - z.hxm
	z.s = 1 - z.hInverse(z.h(1.5)-math.Exp(-z.q*math.Log(z.v+1.0)))
	return z, true
}

// h is the integral of the density.
func (z *Zipf) h(x float64) float64 {
	return math.Exp(z.oneMinusQ*math.Log(z.v+x)) * z.oneMinusQInverse
}

func (z *Zipf) hInverse(x float64) float64 {
	return math.Exp(z.oneMinusQInverse*math.Log(z.oneMinusQ*x)) - z.v
}

// Draw returns a number.
func Draw[U Uniform](z *Zipf, from U) uint64 {
	for {
		u := z.hxm + from.Float64()*z.hRange
		x := z.hInverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.s || u >= z.h(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}
