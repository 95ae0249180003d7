package rand

import (
	"errors"
	"math/bits"
)

// PCG is O'Neill's permuted congruential generator with 128 bits of state and the output function DXSM. Its zero value is
// NewPCG(0, 0).
type PCG struct {
	hi, lo uint64
}

// NewPCG returns a PCG with a state of two words.
func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

// Seed sets the state as NewPCG does.
func (p *PCG) Seed(seed1, seed2 uint64) { p.hi, p.lo = seed1, seed2 }

// The multiplier and the increment, and the multiplier of the output function.
const (
	pcgMulHi, pcgMulLo = 2549297995355413924, 4865540595714422341
	pcgIncHi, pcgIncLo = 6364136223846793005, 1442695040888963407

	pcgOutMul = 0xda942042e4dd58b5
)

// Uint64 returns a number.
func (p *PCG) Uint64() uint64 {
	hi, lo := bits.Mul64(p.lo, pcgMulLo)
	hi += p.hi*pcgMulLo + p.lo*pcgMulHi
	lo, carry := bits.Add64(lo, pcgIncLo, 0)
	hi, _ = bits.Add64(hi, pcgIncHi, carry)
	p.hi, p.lo = hi, lo

	hi ^= hi >> 32
	hi *= pcgOutMul
	hi ^= hi >> 48
	return hi * (lo | 1)
}

const pcgMark = "pcg:"

// MarshalBinary returns the state as bytes.
func (p *PCG) MarshalBinary() ([]byte, error) {
	b := append(make([]byte, 0, len(pcgMark)+16), pcgMark...)
	return appendBig(appendBig(b, p.hi), p.lo), nil
}

// UnmarshalBinary is the reverse of MarshalBinary.
func (p *PCG) UnmarshalBinary(data []byte) error {
	if len(data) != len(pcgMark)+16 || string(data[:len(pcgMark)]) != pcgMark {
		return errors.New("invalid PCG encoding")
	}
	p.hi = bigUint64(data[len(pcgMark):])
	p.lo = bigUint64(data[len(pcgMark)+8:])
	return nil
}

func appendBig(b []byte, v uint64) []byte {
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(v>>uint(shift)))
	}
	return b
}

func bigUint64(b []byte) (v uint64) {
	for i := 0; i < 8; i++ {
		v = v<<8 | uint64(b[i])
	}
	return v
}

func putLittle(b []byte, v uint64) {
	for i := 0; i < 8; i++ {
		b[i] = byte(v >> uint(8*i))
	}
}

func littleUint64(b []byte) (v uint64) {
	for i := 7; i >= 0; i-- {
		v = v<<8 | uint64(b[i])
	}
	return v
}
