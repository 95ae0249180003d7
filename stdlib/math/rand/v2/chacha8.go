package rand

import "errors"

// ChaCha8 is a cryptographically strong generator, as specified in C2SP's chacha8rand. Blocks of the cipher are made four at a
// time; of each sixteen the last 32 bytes are the key of the next.
type ChaCha8 struct {
	buf     [chachaWords]uint64
	key     [4]uint64
	next    int // of buf
	end     int // of what may be used of buf
	counter uint32

	// The last readLen bytes of readBuf are left for Read.
	readBuf [8]byte
	readLen int
}

const (
	chachaWords   = 32 // of four blocks
	chachaKeyLen  = 4  // words of the key, taken from the end
	chachaBlocks  = 4
	chachaPerKey  = 16 // blocks
	chachaMark    = "chacha8:"
	chachaReadTag = "readbuf:"
)

// chachaBlock makes the four blocks from counter on.
func chachaBlock(key *[4]uint64, buf *[chachaWords]uint64, counter uint32)

// NewChaCha8 returns a ChaCha8 with a seed.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

// Seed sets the state as NewChaCha8 does.
func (c *ChaCha8) Seed(seed [32]byte) {
	for i := range c.key {
		c.key[i] = littleUint64(seed[8*i:])
	}
	c.counter = 0
	c.fill()
	c.readLen = 0
	c.readBuf = [8]byte{}
}

func (c *ChaCha8) fill() {
	chachaBlock(&c.key, &c.buf, c.counter)
	c.next, c.end = 0, chachaWords
	if c.counter == chachaPerKey-chachaBlocks {
		c.end -= chachaKeyLen
	}
}

func (c *ChaCha8) refill() {
	c.counter += chachaBlocks
	if c.counter == chachaPerKey {
		copy(c.key[:], c.buf[chachaWords-chachaKeyLen:])
		c.counter = 0
	}
	c.fill()
}

// Uint64 returns a number.
func (c *ChaCha8) Uint64() uint64 {
	if c.next >= c.end {
		c.refill()
	}
	x := c.buf[c.next]
	c.next++
	return x
}

// Read fills p; it never fails.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	if c.readLen > 0 {
		n = copy(p, c.readBuf[len(c.readBuf)-c.readLen:])
		c.readLen -= n
	}
	for len(p)-n >= 8 {
		putLittle(p[n:], c.Uint64())
		n += 8
	}
	if n < len(p) {
		putLittle(c.readBuf[:], c.Uint64())
		used := copy(p[n:], c.readBuf[:])
		c.readLen = 8 - used
		n += used
	}
	return n, nil
}

// MarshalBinary returns the state as bytes.
func (c *ChaCha8) MarshalBinary() ([]byte, error) {
	var b []byte
	if c.readLen > 0 {
		b = append(b, chachaReadTag...)
		b = append(b, byte(c.readLen))
		b = append(b, c.readBuf[len(c.readBuf)-c.readLen:]...)
	}
	b = append(b, chachaMark...)
	b = appendBig(b, uint64(c.counter/chachaBlocks)*chachaWords+uint64(c.next))
	for _, k := range c.key {
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
		putLittle(b[len(b)-8:], k)
	}
	return b, nil
}

// UnmarshalBinary is the reverse of MarshalBinary.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	if len(data) >= len(chachaReadTag) && string(data[:len(chachaReadTag)]) == chachaReadTag {
		data = data[len(chachaReadTag):]
		if len(data) == 0 || len(data) < 1+int(data[0]) || data[0] > 8 {
			return errors.New("invalid ChaCha8 Read buffer encoding")
		}
		n := int(data[0])
		c.readLen = copy(c.readBuf[len(c.readBuf)-n:], data[1:1+n])
		data = data[1+n:]
	}
	if len(data) != len(chachaMark)+8+32 || string(data[:len(chachaMark)]) != chachaMark {
		return errors.New("invalid ChaCha8 encoding")
	}
	used := bigUint64(data[len(chachaMark):])
	if used > chachaPerKey/chachaBlocks*chachaWords-chachaKeyLen {
		return errors.New("invalid ChaCha8 encoding")
	}
	for i := range c.key {
		c.key[i] = littleUint64(data[len(chachaMark)+8+8*i:])
	}
	c.counter = uint32(used/chachaWords) * chachaBlocks
	c.fill()
	c.next = int(used % chachaWords)
	return nil
}
