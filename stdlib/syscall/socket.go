// Sockets: addresses, connections, messages and options.
package syscall

import (
	"runtime"
	"unsafe"
)

// SocketDisableIPv6 makes Socket refuse AF_INET6.
var SocketDisableIPv6 bool

// Sockaddr is the address of a socket.
type Sockaddr interface {
	// encode returns the address in the kernel's form.
	encode() (raw RawSockaddrAny, size uint32, err error)
}

// SockaddrInet4 is an IPv4 address.
type SockaddrInet4 struct {
	Port int
	Addr [4]byte
}

// SockaddrInet6 is an IPv6 address.
type SockaddrInet6 struct {
	Port   int
	ZoneId uint32
	Addr   [16]byte
}

// SockaddrUnix is a Unix domain address; a name that begins with @ is an abstract one.
type SockaddrUnix struct {
	Name string
}

// SockaddrLinklayer is the address of a packet socket.
type SockaddrLinklayer struct {
	Protocol uint16
	Ifindex  int
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]byte
}

// SockaddrNetlink is a netlink address.
type SockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

// swap converts a port between the host's and the network's order.
func swap(port uint16) uint16 { return port<<8 | port>>8 }

func (sa *SockaddrInet4) encode() (raw RawSockaddrAny, size uint32, err error) {
	if sa.Port < 0 || sa.Port > 0xffff {
		return raw, 0, EINVAL
	}
	p := (*RawSockaddrInet4)(unsafe.Pointer(&raw))
	*p = RawSockaddrInet4{Family: AF_INET, Port: swap(uint16(sa.Port)), Addr: sa.Addr}
	return raw, SizeofSockaddrInet4, nil
}

func (sa *SockaddrInet6) encode() (raw RawSockaddrAny, size uint32, err error) {
	if sa.Port < 0 || sa.Port > 0xffff {
		return raw, 0, EINVAL
	}
	p := (*RawSockaddrInet6)(unsafe.Pointer(&raw))
	*p = RawSockaddrInet6{Family: AF_INET6, Port: swap(uint16(sa.Port)), Scope_id: sa.ZoneId, Addr: sa.Addr}
	return raw, SizeofSockaddrInet6, nil
}

func (sa *SockaddrUnix) encode() (raw RawSockaddrAny, size uint32, err error) {
	p := (*RawSockaddrUnix)(unsafe.Pointer(&raw))
	n := len(sa.Name)
	abstract := n > 0 && (sa.Name[0] == '@' || sa.Name[0] == 0)
	if n > len(p.Path) || n == len(p.Path) && !abstract {
		return raw, 0, EINVAL
	}
	p.Family = AF_UNIX
	for i := 0; i < n; i++ {
		p.Path[i] = int8(sa.Name[i])
	}
	size = 2
	if n > 0 {
		size += uint32(n) + 1 // with the NUL
	}
	if abstract {
		p.Path[0] = 0
		size-- // without one
	}
	return raw, size, nil
}

func (sa *SockaddrLinklayer) encode() (raw RawSockaddrAny, size uint32, err error) {
	if sa.Ifindex < 0 || sa.Ifindex > 0x7fffffff {
		return raw, 0, EINVAL
	}
	p := (*RawSockaddrLinklayer)(unsafe.Pointer(&raw))
	*p = RawSockaddrLinklayer{
		Family: AF_PACKET, Protocol: sa.Protocol, Ifindex: int32(sa.Ifindex),
		Hatype: sa.Hatype, Pkttype: sa.Pkttype, Halen: sa.Halen, Addr: sa.Addr,
	}
	return raw, SizeofSockaddrLinklayer, nil
}

func (sa *SockaddrNetlink) encode() (raw RawSockaddrAny, size uint32, err error) {
	p := (*RawSockaddrNetlink)(unsafe.Pointer(&raw))
	*p = RawSockaddrNetlink{Family: AF_NETLINK, Pad: sa.Pad, Pid: sa.Pid, Groups: sa.Groups}
	return raw, SizeofSockaddrNetlink, nil
}

// decode is the inverse of encode.
func decode(raw *RawSockaddrAny) (Sockaddr, error) {
	switch raw.Addr.Family {
	case AF_INET:
		p := (*RawSockaddrInet4)(unsafe.Pointer(raw))
		return &SockaddrInet4{Port: int(swap(p.Port)), Addr: p.Addr}, nil
	case AF_INET6:
		p := (*RawSockaddrInet6)(unsafe.Pointer(raw))
		return &SockaddrInet6{Port: int(swap(p.Port)), ZoneId: p.Scope_id, Addr: p.Addr}, nil
	case AF_UNIX:
		return decodeUnix((*RawSockaddrUnix)(unsafe.Pointer(raw))), nil
	case AF_PACKET:
		p := (*RawSockaddrLinklayer)(unsafe.Pointer(raw))
		return &SockaddrLinklayer{
			Protocol: p.Protocol, Ifindex: int(p.Ifindex), Hatype: p.Hatype,
			Pkttype: p.Pkttype, Halen: p.Halen, Addr: p.Addr,
		}, nil
	case AF_NETLINK:
		p := (*RawSockaddrNetlink)(unsafe.Pointer(raw))
		return &SockaddrNetlink{Family: p.Family, Pad: p.Pad, Pid: p.Pid, Groups: p.Groups}, nil
	}
	return nil, EAFNOSUPPORT
}

// decodeUnix reads a name up to its NUL. The kernel's length is not needed: it clears nothing
// behind an abstract name, but the buffer was clear before.
func decodeUnix(p *RawSockaddrUnix) *SockaddrUnix {
	name := make([]byte, 0, len(p.Path))
	for i, c := range p.Path {
		if c == 0 {
			if i > 0 || p.Path[1] == 0 {
				break
			}
			c = '@'
		}
		name = append(name, byte(c))
	}
	return &SockaddrUnix{Name: string(name)}
}

// withAddr makes a call of a socket and an address.
func withAddr(trap uintptr, fd int, sa Sockaddr) error {
	raw, size, err := sa.encode()
	if err != nil {
		return err
	}
	_, err = ptr2(trap, uintptr(fd), unsafe.Pointer(&raw), uintptr(size), 0)
	return err
}

// addrFrom makes a call that stores an address.
func addrFrom(trap uintptr, fd int, flags int) (r int, sa Sockaddr, size uint32, err error) {
	var raw RawSockaddrAny
	size = SizeofSockaddrAny
	n, _, e := Syscall6(trap, uintptr(fd), uintptr(unsafe.Pointer(&raw)), uintptr(unsafe.Pointer(&size)), uintptr(flags), 0, 0)
	if e != 0 {
		return -1, nil, 0, e
	}
	if size > 0 {
		sa, err = decode(&raw)
	}
	return int(n), sa, size, err
}

// Socket makes a socket.
func Socket(domain, typ, proto int) (fd int, err error) {
	if domain == AF_INET6 && SocketDisableIPv6 {
		return -1, EAFNOSUPPORT
	}
	return call(SYS_SOCKET, uintptr(domain), uintptr(typ), uintptr(proto))
}

// Socketpair makes two sockets that are connected to each other.
func Socketpair(domain, typ, proto int) (fd [2]int, err error) {
	var raw [2]int32
	_, _, e := RawSyscall6(SYS_SOCKETPAIR, uintptr(domain), uintptr(typ), uintptr(proto), uintptr(unsafe.Pointer(&raw)), 0, 0)
	if e != 0 {
		return fd, e
	}
	return [2]int{int(raw[0]), int(raw[1])}, nil
}

// Bind gives a socket an address.
func Bind(fd int, sa Sockaddr) error { return withAddr(SYS_BIND, fd, sa) }

// Connect connects a socket.
func Connect(fd int, sa Sockaddr) error { return withAddr(SYS_CONNECT, fd, sa) }

// Listen makes a socket accept connections.
func Listen(s int, n int) error { return do(SYS_LISTEN, uintptr(s), uintptr(n), 0) }

// Accept waits for a connection.
func Accept(fd int) (nfd int, sa Sockaddr, err error) { return Accept4(fd, 0) }

// Accept4 is Accept with flags for the new descriptor.
func Accept4(fd int, flags int) (nfd int, sa Sockaddr, err error) {
	nfd, sa, size, err := addrFrom(SYS_ACCEPT4, fd, flags)
	if err != nil && nfd >= 0 {
		Close(nfd)
		return 0, nil, err
	}
	if size > SizeofSockaddrAny {
		panic("RawSockaddrAny too small")
	}
	return nfd, sa, err
}

// Getsockname returns the address of a socket.
func Getsockname(fd int) (sa Sockaddr, err error) {
	_, sa, _, err = addrFrom(SYS_GETSOCKNAME, fd, 0)
	return sa, err
}

// Getpeername returns the address of a socket's peer.
func Getpeername(fd int) (sa Sockaddr, err error) {
	_, sa, _, err = addrFrom(SYS_GETPEERNAME, fd, 0)
	return sa, err
}

// Shutdown ends a connection in one or both directions.
func Shutdown(fd int, how int) error { return do(SYS_SHUTDOWN, uintptr(fd), uintptr(how), 0) }

// Sendto sends p to an address.
func Sendto(fd int, p []byte, flags int, to Sockaddr) error {
	var raw RawSockaddrAny
	var size uint32
	var where unsafe.Pointer
	if to != nil {
		var err error
		if raw, size, err = to.encode(); err != nil {
			return err
		}
		where = unsafe.Pointer(&raw)
	}
	_, _, e := Syscall6(SYS_SENDTO, uintptr(fd), uintptr(addr(p)), uintptr(len(p)), uintptr(flags), uintptr(where), uintptr(size))
	runtime.KeepAlive(p)
	runtime.KeepAlive(where)
	return errnoErr(e)
}

// Recvfrom receives into p and returns the sender's address.
func Recvfrom(fd int, p []byte, flags int) (n int, from Sockaddr, err error) {
	var raw RawSockaddrAny
	size := uint32(SizeofSockaddrAny)
	r, _, e := Syscall6(SYS_RECVFROM, uintptr(fd), uintptr(addr(p)), uintptr(len(p)), uintptr(flags), uintptr(unsafe.Pointer(&raw)), uintptr(unsafe.Pointer(&size)))
	runtime.KeepAlive(p)
	if e != 0 {
		return -1, nil, e
	}
	if raw.Addr.Family != AF_UNSPEC {
		from, err = decode(&raw)
	}
	return int(r), from, err
}

// message is what Sendmsg and Recvmsg hand to the kernel; it must not move while in use.
type message struct {
	hdr   Msghdr
	iov   Iovec
	addr  RawSockaddrAny
	dummy byte
}

func (m *message) set(fd int, p, oob []byte) error {
	if len(p) > 0 {
		m.iov.Base = &p[0]
		m.iov.SetLen(len(p))
	}
	if len(oob) > 0 {
		if len(p) == 0 {
			kind, err := GetsockoptInt(fd, SOL_SOCKET, SO_TYPE)
			if err != nil {
				return err
			}
			if kind != SOCK_DGRAM { // in a stream, control data travels with at least one byte
				m.iov.Base = &m.dummy
				m.iov.SetLen(1)
			}
		}
		m.hdr.Control = &oob[0]
		m.hdr.SetControllen(len(oob))
	}
	m.hdr.Iov = &m.iov
	m.hdr.Iovlen = 1
	return nil
}

// Recvmsg receives data and control data.
func Recvmsg(fd int, p, oob []byte, flags int) (n, oobn int, recvflags int, from Sockaddr, err error) {
	m := new(message)
	if err = m.set(fd, p, oob); err != nil {
		return -1, 0, 0, nil, err
	}
	m.hdr.Name = (*byte)(unsafe.Pointer(&m.addr))
	m.hdr.Namelen = SizeofSockaddrAny
	n, err = ptr2(SYS_RECVMSG, uintptr(fd), unsafe.Pointer(&m.hdr), uintptr(flags), 0)
	runtime.KeepAlive(m)
	if err != nil {
		return -1, 0, 0, nil, err
	}
	if m.addr.Addr.Family != AF_UNSPEC {
		from, err = decode(&m.addr)
	}
	return n, int(m.hdr.Controllen), int(m.hdr.Flags), from, err
}

// Sendmsg sends data and control data.
func Sendmsg(fd int, p, oob []byte, to Sockaddr, flags int) error {
	_, err := SendmsgN(fd, p, oob, to, flags)
	return err
}

// SendmsgN is Sendmsg with a count of the bytes of p that were sent.
func SendmsgN(fd int, p, oob []byte, to Sockaddr, flags int) (n int, err error) {
	m := new(message)
	if err := m.set(fd, p, oob); err != nil {
		return 0, err
	}
	if to != nil {
		raw, size, err := to.encode()
		if err != nil {
			return 0, err
		}
		m.addr = raw
		m.hdr.Name = (*byte)(unsafe.Pointer(&m.addr))
		m.hdr.Namelen = size
	}
	n, err = ptr2(SYS_SENDMSG, uintptr(fd), unsafe.Pointer(&m.hdr), uintptr(flags), 0)
	runtime.KeepAlive(m)
	if err != nil {
		return 0, err
	}
	if len(oob) > 0 && len(p) == 0 {
		n = 0
	}
	return n, nil
}

// SetLen sets the length of the buffer.
func (iov *Iovec) SetLen(length int) { iov.Len = uint64(length) }

// SetControllen sets the length of the control data.
func (msghdr *Msghdr) SetControllen(length int) { msghdr.Controllen = uint64(length) }

// SetLen sets the length of the control message.
func (cmsg *Cmsghdr) SetLen(length int) { cmsg.Len = uint64(length) }

// getOption stores an option of a socket at p and returns its size.
func getOption(fd, level, opt int, p unsafe.Pointer, size uintptr) (uint32, error) {
	n := uint32(size)
	_, _, e := Syscall6(SYS_GETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), uintptr(unsafe.Pointer(&n)), 0)
	runtime.KeepAlive(p)
	return n, errnoErr(e)
}

func setOption(fd, level, opt int, p unsafe.Pointer, size uintptr) error {
	_, _, e := Syscall6(SYS_SETSOCKOPT, uintptr(fd), uintptr(level), uintptr(opt), uintptr(p), size, 0)
	runtime.KeepAlive(p)
	return errnoErr(e)
}

// GetsockoptInt returns an option that is an int.
func GetsockoptInt(fd, level, opt int) (value int, err error) {
	var n int32
	_, err = getOption(fd, level, opt, unsafe.Pointer(&n), unsafe.Sizeof(n))
	return int(n), err
}

// GetsockoptInet4Addr returns an option that is an IPv4 address.
func GetsockoptInet4Addr(fd, level, opt int) (value [4]byte, err error) {
	_, err = getOption(fd, level, opt, unsafe.Pointer(&value[0]), unsafe.Sizeof(value))
	return value, err
}

// GetsockoptIPMreq returns an option that is an IPMreq.
func GetsockoptIPMreq(fd, level, opt int) (*IPMreq, error) {
	value := new(IPMreq)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofIPMreq)
	return value, err
}

// GetsockoptIPMreqn returns an option that is an IPMreqn.
func GetsockoptIPMreqn(fd, level, opt int) (*IPMreqn, error) {
	value := new(IPMreqn)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofIPMreqn)
	return value, err
}

// GetsockoptIPv6Mreq returns an option that is an IPv6Mreq.
func GetsockoptIPv6Mreq(fd, level, opt int) (*IPv6Mreq, error) {
	value := new(IPv6Mreq)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofIPv6Mreq)
	return value, err
}

// GetsockoptIPv6MTUInfo returns an option that is an IPv6MTUInfo.
func GetsockoptIPv6MTUInfo(fd, level, opt int) (*IPv6MTUInfo, error) {
	value := new(IPv6MTUInfo)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofIPv6MTUInfo)
	return value, err
}

// GetsockoptICMPv6Filter returns an option that is an ICMPv6Filter.
func GetsockoptICMPv6Filter(fd, level, opt int) (*ICMPv6Filter, error) {
	value := new(ICMPv6Filter)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofICMPv6Filter)
	return value, err
}

// GetsockoptUcred returns an option that is a Ucred.
func GetsockoptUcred(fd, level, opt int) (*Ucred, error) {
	value := new(Ucred)
	_, err := getOption(fd, level, opt, unsafe.Pointer(value), SizeofUcred)
	return value, err
}

// SetsockoptByte sets an option that is a byte.
func SetsockoptByte(fd, level, opt int, value byte) error {
	return setOption(fd, level, opt, unsafe.Pointer(&value), 1)
}

// SetsockoptInt sets an option that is an int.
func SetsockoptInt(fd, level, opt int, value int) error {
	n := int32(value)
	return setOption(fd, level, opt, unsafe.Pointer(&n), unsafe.Sizeof(n))
}

// SetsockoptString sets an option that is text.
func SetsockoptString(fd, level, opt int, s string) error {
	return setOption(fd, level, opt, addr([]byte(s)), uintptr(len(s)))
}

// SetsockoptTimeval sets an option that is a Timeval.
func SetsockoptTimeval(fd, level, opt int, tv *Timeval) error {
	return setOption(fd, level, opt, unsafe.Pointer(tv), unsafe.Sizeof(*tv))
}

// SetsockoptLinger sets an option that is a Linger.
func SetsockoptLinger(fd, level, opt int, l *Linger) error {
	return setOption(fd, level, opt, unsafe.Pointer(l), SizeofLinger)
}

// SetsockoptInet4Addr sets an option that is an IPv4 address.
func SetsockoptInet4Addr(fd, level, opt int, value [4]byte) error {
	return setOption(fd, level, opt, unsafe.Pointer(&value[0]), 4)
}

// SetsockoptIPMreq sets an option that is an IPMreq.
func SetsockoptIPMreq(fd, level, opt int, mreq *IPMreq) error {
	return setOption(fd, level, opt, unsafe.Pointer(mreq), SizeofIPMreq)
}

// SetsockoptIPMreqn sets an option that is an IPMreqn.
func SetsockoptIPMreqn(fd, level, opt int, mreq *IPMreqn) error {
	return setOption(fd, level, opt, unsafe.Pointer(mreq), SizeofIPMreqn)
}

// SetsockoptIPv6Mreq sets an option that is an IPv6Mreq.
func SetsockoptIPv6Mreq(fd, level, opt int, mreq *IPv6Mreq) error {
	return setOption(fd, level, opt, unsafe.Pointer(mreq), SizeofIPv6Mreq)
}

// SetsockoptICMPv6Filter sets an option that is an ICMPv6Filter.
func SetsockoptICMPv6Filter(fd, level, opt int, filter *ICMPv6Filter) error {
	return setOption(fd, level, opt, unsafe.Pointer(filter), SizeofICMPv6Filter)
}

// BindToDevice binds a socket to an interface.
func BindToDevice(fd int, device string) error {
	return SetsockoptString(fd, SOL_SOCKET, SO_BINDTODEVICE, device)
}

// Conn is a connection that gives access to its descriptor.
type Conn interface {
	SyscallConn() (RawConn, error)
}

// RawConn is a descriptor that is in use by a connection. Read and Write call f again, after
// waiting, until it returns true.
type RawConn interface {
	Control(f func(fd uintptr)) error
	Read(f func(fd uintptr) (done bool)) error
	Write(f func(fd uintptr) (done bool)) error
}
