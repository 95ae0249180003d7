// Reading directories.
package syscall

// Getdents stores directory entries, in the kernel's form, in buf.
func Getdents(fd int, buf []byte) (n int, err error) {
	return ptr2(SYS_GETDENTS64, uintptr(fd), addr(buf), uintptr(len(buf)), 0)
}

// ReadDirent is Getdents under a name that other systems have too.
func ReadDirent(fd int, buf []byte) (n int, err error) { return Getdents(fd, buf) }

// Offsets in the kernel's entries.
const (
	direntReclen = 16
	direntName   = 19
)

// ParseDirent appends up to max names (all for a negative max) from the entries in buf to names,
// without "." and "..". It returns how many bytes of buf it used and how many names it found.
func ParseDirent(buf []byte, max int, names []string) (consumed int, count int, newnames []string) {
	total := len(buf)
	for max != 0 && len(buf) >= direntName {
		size := int(buf[direntReclen]) | int(buf[direntReclen+1])<<8
		if size < direntName || size > len(buf) {
			break
		}
		entry := buf[:size]
		buf = buf[size:]
		inode := uint64(0)
		for i := 7; i >= 0; i-- {
			inode = inode<<8 | uint64(entry[i])
		}
		if inode == 0 { // removed
			continue
		}
		name := text(entry[direntName:])
		if name == "." || name == ".." {
			continue
		}
		max--
		count++
		names = append(names, name)
	}
	return total - len(buf), count, names
}
