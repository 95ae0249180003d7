// Memory mappings.
package syscall

import (
	"sync"
	"unsafe"
)

// mapped holds the mappings that Mmap has made, by the address of their last byte: Munmap takes
// only whole ones.
var mapped struct {
	sync.Mutex
	active map[*byte][]byte
}

// Mmap maps a part of a file, or anonymous memory.
func Mmap(fd int, offset int64, length int, prot int, flags int) (data []byte, err error) {
	if length <= 0 {
		return nil, EINVAL
	}
	p, _, e := Syscall6(SYS_MMAP, 0, uintptr(length), uintptr(prot), uintptr(flags), uintptr(fd), uintptr(offset))
	if e != 0 {
		return nil, e
	}
	b := unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), length)
	mapped.Lock()
	defer mapped.Unlock()
	if mapped.active == nil {
		mapped.active = make(map[*byte][]byte)
	}
	mapped.active[&b[cap(b)-1]] = b
	return b, nil
}

// Munmap removes a mapping made by Mmap.
func Munmap(b []byte) error {
	if len(b) == 0 || len(b) != cap(b) {
		return EINVAL
	}
	mapped.Lock()
	defer mapped.Unlock()
	last := &b[cap(b)-1]
	if m := mapped.active[last]; m == nil || &m[0] != &b[0] {
		return EINVAL
	}
	if err := onPages(SYS_MUNMAP, b, 0); err != nil {
		return err
	}
	delete(mapped.active, last)
	return nil
}

func onPages(trap uintptr, b []byte, arg int) error {
	_, err := ptr1(trap, addr(b), uintptr(len(b)), uintptr(arg))
	return err
}

// Madvise tells the kernel how memory will be used.
func Madvise(b []byte, advice int) error { return onPages(SYS_MADVISE, b, advice) }

// Mprotect sets the access allowed to memory.
func Mprotect(b []byte, prot int) error { return onPages(SYS_MPROTECT, b, prot) }

// Mlock keeps memory from being paged out.
func Mlock(b []byte) error { return onPages(SYS_MLOCK, b, 0) }

// Munlock undoes Mlock.
func Munlock(b []byte) error { return onPages(SYS_MUNLOCK, b, 0) }

// Mlockall keeps all memory from being paged out.
func Mlockall(flags int) error { return do(SYS_MLOCKALL, uintptr(flags), 0, 0) }

// Munlockall undoes Mlockall.
func Munlockall() error { return do(SYS_MUNLOCKALL, 0, 0, 0) }
