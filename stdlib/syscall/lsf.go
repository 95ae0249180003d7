// Socket filters.
package syscall

import (
	"runtime"
	"unsafe"
)

// LsfStmt returns a filter instruction without jumps.
func LsfStmt(code, k int) *SockFilter {
	return &SockFilter{Code: uint16(code), K: uint32(k)}
}

// LsfJump returns a conditional jump.
func LsfJump(code, k, jt, jf int) *SockFilter {
	return &SockFilter{Code: uint16(code), Jt: uint8(jt), Jf: uint8(jf), K: uint32(k)}
}

// LsfSocket makes a packet socket on an interface.
func LsfSocket(ifindex, proto int) (int, error) {
	s, err := Socket(AF_PACKET, SOCK_RAW, proto)
	if err != nil {
		return 0, err
	}
	address := &SockaddrLinklayer{Protocol: swap(uint16(proto)), Ifindex: ifindex}
	if err := Bind(s, address); err != nil {
		Close(s)
		return 0, err
	}
	return s, nil
}

// ifreqFlags is the kernel's request for the flags of an interface.
type ifreqFlags struct {
	name  [IFNAMSIZ]byte
	flags uint16
	_     [22]byte
}

// SetLsfPromisc sets whether an interface delivers all packets.
func SetLsfPromisc(name string, m bool) error {
	s, err := Socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC, 0)
	if err != nil {
		return err
	}
	defer Close(s)
	request := new(ifreqFlags)
	copy(request.name[:IFNAMSIZ-1], name)
	if _, err := ptr3(SYS_IOCTL, uintptr(s), SIOCGIFFLAGS, unsafe.Pointer(request), 0, 0); err != nil {
		return err
	}
	if m {
		request.flags |= IFF_PROMISC
	} else {
		request.flags &^= IFF_PROMISC
	}
	_, err = ptr3(SYS_IOCTL, uintptr(s), SIOCSIFFLAGS, unsafe.Pointer(request), 0, 0)
	return err
}

// AttachLsf attaches a filter to a socket.
func AttachLsf(fd int, i []SockFilter) error {
	program := &SockFprog{Len: uint16(len(i))}
	if len(i) > 0 {
		program.Filter = &i[0]
	}
	err := setOption(fd, SOL_SOCKET, SO_ATTACH_FILTER, unsafe.Pointer(program), unsafe.Sizeof(*program))
	runtime.KeepAlive(i)
	return err
}

// DetachLsf removes the filter of a socket.
func DetachLsf(fd int) error {
	var unused int32
	return setOption(fd, SOL_SOCKET, SO_DETACH_FILTER, unsafe.Pointer(&unused), unsafe.Sizeof(unused))
}
