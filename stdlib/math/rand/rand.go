// Package rand makes pseudo-random numbers, for simulations and the like, not for secrets. A Source seeded with the same number
// gives the same sequence as gc's on any system. The functions of the package use a source of their own, which begins at random
// unless the program calls Seed or the GODEBUG variable randautoseed is 0.
package rand

import (
	"sync"
	"sync/atomic"
)

// Source is a source of numbers in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// Source64 is a Source that also gives numbers in [0, 1<<64).
type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource returns a Source seeded with seed. It must not be used by several goroutines at once.
func NewSource(seed int64) Source {
	s := new(lagged)
	s.Seed(seed)
	return s
}

// Rand makes random numbers of all kinds from a Source.
type Rand struct {
	src Source
	s64 Source64 // src if it is one

	// For Read: the bytes of the last number that are left.
	readVal int64
	readPos int8
}

// New returns a Rand that uses src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// Seed sets the state of the generator.
func (r *Rand) Seed(seed int64) {
	if s, ok := r.src.(*shared); ok {
		s.seed(seed, &r.readPos)
		return
	}
	r.src.Seed(seed)
	r.readPos = 0
}

// Int63 returns a number in [0, 1<<63).
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns a number of 32 bits.
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

// Uint64 returns a number of 64 bits.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	return uint64(r.Int63())>>31 | uint64(r.Int63())<<32
}

// Int31 returns a number in [0, 1<<31).
func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }

// Int returns a non-negative int.
func (r *Rand) Int() int { return int(uint(r.Int63())) }

// Int63n returns a number in [0, n).
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	// Numbers past the last multiple of n would make small results more likely.
	max := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > max {
		v = r.Int63()
	}
	return v % n
}

// Int31n returns a number in [0, n).
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	max := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > max {
		v = r.Int31()
	}
	return v % n
}

// scaled is a faster Int31n with another sequence: the high half of a product (Lemire).
func (r *Rand) scaled(n int32) int32 {
	product := uint64(r.Uint32()) * uint64(n)
	if uint32(product) < uint32(n) {
		limit := uint32(-n) % uint32(n)
		for uint32(product) < limit {
			product = uint64(r.Uint32()) * uint64(n)
		}
	}
	return int32(product >> 32)
}

// Intn returns a number in [0, n).
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= 1<<31-1 {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0, 1).
func (r *Rand) Float64() float64 {
	for {
		// A number close to 1<<63 is rounded up.
		if f := float64(r.Int63()) / (1 << 63); f != 1 {
			return f
		}
	}
}

// Float32 returns a number in [0, 1).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f != 1 {
			return f
		}
	}
}

// Perm returns a permutation of the integers in [0, n).
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := range m { // 0 could be left out, but for the numbers that follow
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle brings n elements into a random order by calls of swap.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		if i > 1<<31-1-1 {
			swap(i, int(r.Int63n(int64(i+1))))
		} else {
			swap(i, int(r.scaled(int32(i+1))))
		}
	}
}

// Read fills p with random bytes; it never fails.
func (r *Rand) Read(p []byte) (n int, err error) {
	if s, ok := r.src.(*shared); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		return read(p, s.src, &r.readVal, &r.readPos)
	}
	return read(p, r.src, &r.readVal, &r.readPos)
}

// read takes seven bytes from each number.
func read(p []byte, src Source, val *int64, left *int8) (int, error) {
	for i := range p {
		if *left == 0 {
			*val = src.Int63()
			*left = 7
		}
		p[i] = byte(*val)
		*val >>= 8
		*left--
	}
	return len(p), nil
}

// lagged is the Source: each number is the sum of those 607 and 273 before it.
type lagged struct {
	tap, feed int
	vec       [laggedLen]int64
}

const (
	laggedLen = 607
	laggedTap = 273
)

// fillSeed sets the state that belongs to a seed.
func fillSeed(vec *[laggedLen]int64, seed int64)

func (s *lagged) Seed(seed int64) {
	s.tap = 0
	s.feed = laggedLen - laggedTap
	fillSeed(&s.vec, seed)
}

func (s *lagged) Int63() int64 { return int64(s.Uint64() &^ (1 << 63)) }

func (s *lagged) Uint64() uint64 {
	s.tap--
	if s.tap < 0 {
		s.tap += laggedLen
	}
	s.feed--
	if s.feed < 0 {
		s.feed += laggedLen
	}
	x := s.vec[s.feed] + s.vec[s.tap]
	s.vec[s.feed] = x
	return uint64(x)
}

// shared is a seeded Source for several goroutines.
type shared struct {
	mu  sync.Mutex
	src *lagged
}

func (s *shared) Int63() int64 {
	s.mu.Lock()
	n := s.src.Int63()
	s.mu.Unlock()
	return n
}

func (s *shared) Uint64() uint64 {
	s.mu.Lock()
	n := s.src.Uint64()
	s.mu.Unlock()
	return n
}

func (s *shared) Seed(seed int64) {
	s.mu.Lock()
	s.src.Seed(seed)
	s.mu.Unlock()
}

func (s *shared) seed(seed int64, readPos *int8) {
	s.mu.Lock()
	s.src.Seed(seed)
	*readPos = 0
	s.mu.Unlock()
}

// systemSource is the runtime's generator, which can't be seeded.
type systemSource struct{}

func systemUint64() uint64

// autoSeed reports whether the functions of the package begin at random.
func autoSeed() bool

func (systemSource) Int63() int64   { return int64(systemUint64() &^ (1 << 63)) }
func (systemSource) Uint64() uint64 { return systemUint64() }
func (systemSource) Seed(int64)     { panic("internal error: call to runtimeSource.Seed") }

// The functions of the package use this Rand, which Seed replaces.
var global atomic.Pointer[Rand]

func globalRand() *Rand {
	if r := global.Load(); r != nil {
		return r
	}
	r := New(systemSource{})
	if !autoSeed() {
		r = newShared(1)
	}
	if !global.CompareAndSwap(nil, r) {
		return global.Load()
	}
	return r
}

func newShared(seed int64) *Rand {
	s := &shared{src: new(lagged)}
	s.src.Seed(seed)
	return New(s)
}

// Seed makes the functions of the package give the sequence that belongs to seed. Programs that want one should use New.
func Seed(seed int64) {
	for {
		r := global.Load()
		if r != nil {
			if _, ok := r.src.(*shared); ok {
				r.Seed(seed)
				return
			}
		}
		if global.CompareAndSwap(r, newShared(seed)) {
			return
		}
	}
}

// Int63 returns a number in [0, 1<<63).
func Int63() int64 { return globalRand().Int63() }

// Uint32 returns a number of 32 bits.
func Uint32() uint32 { return globalRand().Uint32() }

// Uint64 returns a number of 64 bits.
func Uint64() uint64 { return globalRand().Uint64() }

// Int31 returns a number in [0, 1<<31).
func Int31() int32 { return globalRand().Int31() }

// Int returns a non-negative int.
func Int() int { return globalRand().Int() }

// Int63n returns a number in [0, n).
func Int63n(n int64) int64 { return globalRand().Int63n(n) }

// Int31n returns a number in [0, n).
func Int31n(n int32) int32 { return globalRand().Int31n(n) }

// Intn returns a number in [0, n).
func Intn(n int) int { return globalRand().Intn(n) }

// Float64 returns a number in [0, 1).
func Float64() float64 { return globalRand().Float64() }

// Float32 returns a number in [0, 1).
func Float32() float32 { return globalRand().Float32() }

// Perm returns a permutation of the integers in [0, n).
func Perm(n int) []int { return globalRand().Perm(n) }

// Shuffle brings n elements into a random order by calls of swap.
func Shuffle(n int, swap func(i, j int)) { globalRand().Shuffle(n, swap) }

// Read fills p with random bytes; it never fails. Package crypto/rand is for secrets.
func Read(p []byte) (n int, err error) { return globalRand().Read(p) }

// NormFloat64 returns a number with the standard normal distribution.
func NormFloat64() float64 { return globalRand().NormFloat64() }

// ExpFloat64 returns a number with the exponential distribution of rate 1.
func ExpFloat64() float64 { return globalRand().ExpFloat64() }
