// Integers.

package strconv

// IntSize is the size of an int in bits.
const IntSize = 64

// ParseUint is the number that s stands for in a base from 2 to 36, of bitSize
// bits, 0 for those of uint. With base 0 a prefix tells it (0b, 0, 0o, 0x, else
// 10) and underscores may separate digits. There is no sign. Errors are of type
// *NumError; when the value is out of range the result is the greatest.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	u, code := parseUint(s, base, bitSize)
	if code != parseOK {
		return u, numError("ParseUint", s, code, base, bitSize)
	}
	return u, nil
}

// ParseInt is ParseUint with a sign or without. When the value is out of range
// the result is the nearest one.
func ParseInt(s string, base int, bitSize int) (i int64, err error) {
	i, code := parseInt(s, base, bitSize)
	if code != parseOK {
		return i, numError("ParseInt", s, code, base, bitSize)
	}
	return i, nil
}

// Atoi is ParseInt in base 10 of an int.
func Atoi(s string) (int, error) {
	i, code := parseInt(s, 10, 0)
	if code != parseOK {
		return int(i), numError("Atoi", s, code, 10, 0)
	}
	return int(i), nil
}

// parseUint does ParseUint's work and reports a parse code.
func parseUint(s string, base, bitSize int) (u uint64, code int)

// parseInt does ParseInt's work and reports a parse code.
func parseInt(s string, base, bitSize int) (i int64, code int)

// FormatUint is i in a base from 2 to 36, with lower case letters.
func FormatUint(i uint64, base int) string {
	if i < uint64(len(smalls)/2) && base == 10 {
		return small(int(i))
	}
	checkBase(base)
	var buf [64]byte
	return string(buf[:putUint(buf[:], i, base)])
}

// FormatInt is i in a base from 2 to 36, with lower case letters.
func FormatInt(i int64, base int) string {
	if uint64(i) < uint64(len(smalls)/2) && base == 10 {
		return small(int(i))
	}
	checkBase(base)
	var buf [65]byte
	return string(buf[:putInt(buf[:], i, base)])
}

// Itoa is i in base 10.
func Itoa(i int) string {
	if uint(i) < uint(len(smalls)/2) {
		return small(i)
	}
	var buf [20]byte
	return string(buf[:putInt(buf[:], int64(i), 10)])
}

// AppendInt appends FormatInt of i to dst.
func AppendInt(dst []byte, i int64, base int) []byte {
	checkBase(base)
	n := putInt(dst[len(dst):cap(dst)], i, base)
	if n < 0 {
		dst = withRoom(dst, -n)
		n = putInt(dst[len(dst):cap(dst)], i, base)
	}
	return dst[:len(dst)+n]
}

// AppendUint appends FormatUint of i to dst.
func AppendUint(dst []byte, i uint64, base int) []byte {
	checkBase(base)
	n := putUint(dst[len(dst):cap(dst)], i, base)
	if n < 0 {
		dst = withRoom(dst, -n)
		n = putUint(dst[len(dst):cap(dst)], i, base)
	}
	return dst[:len(dst)+n]
}

// putInt writes i to dst and returns its length, negated if dst is too short,
// when it writes nothing.
func putInt(dst []byte, i int64, base int) int

// putUint writes u to dst and returns its length, negated if dst is too short,
// when it writes nothing.
func putUint(dst []byte, u uint64, base int) int

// withRoom gives dst n more bytes of capacity.
func withRoom(dst []byte, n int) []byte {
	return append(dst, make([]byte, n)...)[:len(dst)]
}

func checkBase(base int) {
	if base < 2 || base > 36 {
		panic("strconv: illegal AppendInt/FormatInt base")
	}
}

// smalls has the numbers from 0 to 99, of two digits each.
const smalls = "00010203040506070809" +
	"10111213141516171819" +
	"20212223242526272829" +
	"30313233343536373839" +
	"40414243444546474849" +
	"50515253545556575859" +
	"60616263646566676869" +
	"70717273747576777879" +
	"80818283848586878889" +
	"90919293949596979899"

// small is a number below 100 without an allocation.
func small(i int) string {
	if i < 10 {
		return smalls[2*i+1 : 2*i+2]
	}
	return smalls[2*i : 2*i+2]
}
