// Package bits counts and moves bits of unsigned integers; arithmetic on more
// than one word is in arith.go.
//
// The compiler replaces calls of most of these functions by operations of its
// own. The bodies define what they mean, and are what a function value runs.
package bits

// UintSize is the size of a uint in bits.
const UintSize = 64

// LeadingZeros is the number of zeros above the highest one, 64 for x == 0.
func LeadingZeros(x uint) int { return UintSize - Len(x) }

// LeadingZeros8 is LeadingZeros of 8 bits, 8 for x == 0.
func LeadingZeros8(x uint8) int { return 8 - Len8(x) }

// LeadingZeros16 is LeadingZeros of 16 bits, 16 for x == 0.
func LeadingZeros16(x uint16) int { return 16 - Len16(x) }

// LeadingZeros32 is LeadingZeros of 32 bits, 32 for x == 0.
func LeadingZeros32(x uint32) int { return 32 - Len32(x) }

// LeadingZeros64 is LeadingZeros of 64 bits, 64 for x == 0.
func LeadingZeros64(x uint64) int { return 64 - Len64(x) }

// TrailingZeros is the number of zeros below the lowest one, 64 for x == 0.
func TrailingZeros(x uint) int { return TrailingZeros64(uint64(x)) }

// TrailingZeros8 is TrailingZeros of 8 bits, 8 for x == 0.
func TrailingZeros8(x uint8) int { return TrailingZeros64(uint64(x) | 1<<8) }

// TrailingZeros16 is TrailingZeros of 16 bits, 16 for x == 0.
func TrailingZeros16(x uint16) int { return TrailingZeros64(uint64(x) | 1<<16) }

// TrailingZeros32 is TrailingZeros of 32 bits, 32 for x == 0.
func TrailingZeros32(x uint32) int { return TrailingZeros64(uint64(x) | 1<<32) }

// TrailingZeros64 is TrailingZeros of 64 bits, 64 for x == 0.
func TrailingZeros64(x uint64) int { return OnesCount64(^x & (x - 1)) }

// Masks whose ones are every other group of 1, 2, 4, 8, 16 bits, the lowest
// included.
const (
	groups1  = ^uint64(0) / 3
	groups2  = ^uint64(0) / 5
	groups4  = ^uint64(0) / 17
	groups8  = ^uint64(0) / 257
	groups16 = ^uint64(0) / 65537
	eachByte = ^uint64(0) / 255 // 1 in each byte
)

// OnesCount is the number of ones.
func OnesCount(x uint) int { return OnesCount64(uint64(x)) }

// OnesCount8 is the number of ones.
func OnesCount8(x uint8) int { return OnesCount64(uint64(x)) }

// OnesCount16 is the number of ones.
func OnesCount16(x uint16) int { return OnesCount64(uint64(x)) }

// OnesCount32 is the number of ones.
func OnesCount32(x uint32) int { return OnesCount64(uint64(x)) }

// OnesCount64 is the number of ones. It counts in groups of growing size, and
// adds the bytes up by a multiplication.
func OnesCount64(x uint64) int {
	x -= x >> 1 & groups1
	x = x&groups2 + x>>2&groups2
	x = (x + x>>4) & groups4
	return int(x * eachByte >> 56)
}

// RotateLeft rotates x by k bits to the left, by -k to the right.
func RotateLeft(x uint, k int) uint {
	s := uint(k) & (UintSize - 1)
	return x<<s | x>>(UintSize-s)
}

// RotateLeft8 rotates x by k bits to the left, by -k to the right.
func RotateLeft8(x uint8, k int) uint8 {
	s := uint(k) & 7
	return x<<s | x>>(8-s)
}

// RotateLeft16 rotates x by k bits to the left, by -k to the right.
func RotateLeft16(x uint16, k int) uint16 {
	s := uint(k) & 15
	return x<<s | x>>(16-s)
}

// RotateLeft32 rotates x by k bits to the left, by -k to the right.
func RotateLeft32(x uint32, k int) uint32 {
	s := uint(k) & 31
	return x<<s | x>>(32-s)
}

// RotateLeft64 rotates x by k bits to the left, by -k to the right.
func RotateLeft64(x uint64, k int) uint64 {
	s := uint(k) & 63
	return x<<s | x>>(64-s)
}

// Reverse reverses the order of the bits.
func Reverse(x uint) uint { return uint(Reverse64(uint64(x))) }

// Reverse8 reverses the order of the bits.
func Reverse8(x uint8) uint8 { return uint8(reverseInBytes(uint64(x))) }

// Reverse16 reverses the order of the bits.
func Reverse16(x uint16) uint16 { return uint16(Reverse64(uint64(x)) >> 48) }

// Reverse32 reverses the order of the bits.
func Reverse32(x uint32) uint32 { return uint32(Reverse64(uint64(x)) >> 32) }

// Reverse64 reverses the order of the bits.
func Reverse64(x uint64) uint64 { return ReverseBytes64(reverseInBytes(x)) }

// reverseInBytes reverses the order of the bits in each byte.
func reverseInBytes(x uint64) uint64 {
	x = x>>1&groups1 | x&groups1<<1
	x = x>>2&groups2 | x&groups2<<2
	return x>>4&groups4 | x&groups4<<4
}

// ReverseBytes reverses the order of the bytes.
func ReverseBytes(x uint) uint { return uint(ReverseBytes64(uint64(x))) }

// ReverseBytes16 reverses the order of the bytes.
func ReverseBytes16(x uint16) uint16 { return x>>8 | x<<8 }

// ReverseBytes32 reverses the order of the bytes.
func ReverseBytes32(x uint32) uint32 { return uint32(ReverseBytes64(uint64(x)) >> 32) }

// ReverseBytes64 reverses the order of the bytes.
func ReverseBytes64(x uint64) uint64 {
	x = x>>8&groups8 | x&groups8<<8
	x = x>>16&groups16 | x&groups16<<16
	return x>>32 | x<<32
}

// Len is the number of bits that x takes, 0 for x == 0.
func Len(x uint) int { return Len64(uint64(x)) }

// Len8 is the number of bits that x takes, 0 for x == 0.
func Len8(x uint8) int { return Len64(uint64(x)) }

// Len16 is the number of bits that x takes, 0 for x == 0.
func Len16(x uint16) int { return Len64(uint64(x)) }

// Len32 is the number of bits that x takes, 0 for x == 0.
func Len32(x uint32) int { return Len64(uint64(x)) }

// Len64 is the number of bits that x takes, 0 for x == 0.
func Len64(x uint64) int {
	x |= x >> 1
	x |= x >> 2
	x |= x >> 4
	x |= x >> 8
	x |= x >> 16
	x |= x >> 32
	return OnesCount64(x)
}
