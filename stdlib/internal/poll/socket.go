package poll

import (
	"io"
	"syscall"
	"unsafe"
)

// What package net needs beyond reading and writing: addresses and control data of messages, new connections, options.
// Messages to and from addresses of a family have functions of their own, which spare their callers the interface.

// CloseFunc closes descriptors.
var CloseFunc func(int) error = syscall.Close

// Init gives a new descriptor to the poller if it is pollable.
func (fd *FD) Init(net string, pollable bool) error {
	fd.IsFile = net == "file"
	if !pollable {
		return nil
	}
	return fd.Watch()
}

// wait calls f, which returns an error of the system, until there is something else to say than that it is too early.
func (fd *FD) wait(mode int, f func() error) error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	mu := &fd.reading
	if mode == forWrite {
		mu = &fd.writing
	}
	mu.Lock()
	defer mu.Unlock()
	if err := fd.ready(mode); err != nil {
		return err
	}
	for {
		err := f()
		if err == nil {
			return nil
		}
		if more, err := fd.again(mode, err); !more || err != nil {
			return err
		}
	}
}

// receive is wait for what reads n bytes, of which none can mean the end.
func (fd *FD) receive(n *int, f func() error) error {
	err := fd.wait(forRead, f)
	if err == nil && *n == 0 && fd.ZeroReadIsEOF {
		return io.EOF
	}
	if err != nil {
		*n = 0
	}
	return err
}

// ReadFrom receives a message and its sender's address.
func (fd *FD) ReadFrom(p []byte) (n int, from syscall.Sockaddr, err error) {
	err = fd.receive(&n, func() (err error) {
		n, from, err = syscall.Recvfrom(fd.Sysfd, p, 0)
		return err
	})
	return n, from, err
}

// ReadFromInet4 is ReadFrom where the sender has an IPv4 address.
func (fd *FD) ReadFromInet4(p []byte, from *syscall.SockaddrInet4) (int, error) {
	n, sa, err := fd.ReadFrom(p)
	take4(from, sa)
	return n, err
}

// ReadFromInet6 is ReadFrom where the sender has an IPv6 address.
func (fd *FD) ReadFromInet6(p []byte, from *syscall.SockaddrInet6) (int, error) {
	n, sa, err := fd.ReadFrom(p)
	take6(from, sa)
	return n, err
}

func take4(to *syscall.SockaddrInet4, from syscall.Sockaddr) {
	if sa, ok := from.(*syscall.SockaddrInet4); ok {
		*to = *sa
	}
}

func take6(to *syscall.SockaddrInet6, from syscall.Sockaddr) {
	if sa, ok := from.(*syscall.SockaddrInet6); ok {
		*to = *sa
	}
}

// ReadMsg receives a message with control data.
func (fd *FD) ReadMsg(p, oob []byte, flags int) (n, oobn, recvflags int, from syscall.Sockaddr, err error) {
	err = fd.receive(&n, func() (err error) {
		n, oobn, recvflags, from, err = syscall.Recvmsg(fd.Sysfd, p, oob, flags)
		return err
	})
	return n, oobn, recvflags, from, err
}

// ReadMsgInet4 is ReadMsg where the sender has an IPv4 address.
func (fd *FD) ReadMsgInet4(p, oob []byte, flags int, from *syscall.SockaddrInet4) (n, oobn, recvflags int, err error) {
	n, oobn, recvflags, sa, err := fd.ReadMsg(p, oob, flags)
	take4(from, sa)
	return n, oobn, recvflags, err
}

// ReadMsgInet6 is ReadMsg where the sender has an IPv6 address.
func (fd *FD) ReadMsgInet6(p, oob []byte, flags int, from *syscall.SockaddrInet6) (n, oobn, recvflags int, err error) {
	n, oobn, recvflags, sa, err := fd.ReadMsg(p, oob, flags)
	take6(from, sa)
	return n, oobn, recvflags, err
}

// WriteTo sends a message to an address.
func (fd *FD) WriteTo(p []byte, to syscall.Sockaddr) (int, error) {
	err := fd.wait(forWrite, func() error { return syscall.Sendto(fd.Sysfd, p, 0, to) })
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

// WriteToInet4 is WriteTo an IPv4 address.
func (fd *FD) WriteToInet4(p []byte, to *syscall.SockaddrInet4) (int, error) { return fd.WriteTo(p, to) }

// WriteToInet6 is WriteTo an IPv6 address.
func (fd *FD) WriteToInet6(p []byte, to *syscall.SockaddrInet6) (int, error) { return fd.WriteTo(p, to) }

// WriteMsg sends a message with control data.
func (fd *FD) WriteMsg(p, oob []byte, to syscall.Sockaddr) (n, oobn int, err error) {
	err = fd.wait(forWrite, func() (err error) {
		n, err = syscall.SendmsgN(fd.Sysfd, p, oob, to, 0)
		return err
	})
	if err != nil {
		return n, 0, err
	}
	return n, len(oob), nil
}

// WriteMsgInet4 is WriteMsg to an IPv4 address.
func (fd *FD) WriteMsgInet4(p, oob []byte, to *syscall.SockaddrInet4) (int, int, error) {
	if to == nil {
		return fd.WriteMsg(p, oob, nil)
	}
	return fd.WriteMsg(p, oob, to)
}

// WriteMsgInet6 is WriteMsg to an IPv6 address.
func (fd *FD) WriteMsgInet6(p, oob []byte, to *syscall.SockaddrInet6) (int, int, error) {
	if to == nil {
		return fd.WriteMsg(p, oob, nil)
	}
	return fd.WriteMsg(p, oob, to)
}

// mostPieces is what the kernel takes in one call.
const mostPieces = 1024

// Writev writes all pieces, and takes from the list what is written.
func (fd *FD) Writev(pieces *[][]byte) (total int64, err error) {
	for err == nil {
		for len(*pieces) > 0 && len((*pieces)[0]) == 0 {
			*pieces = (*pieces)[1:]
		}
		if len(*pieces) == 0 {
			return total, nil
		}
		var n int
		err = fd.wait(forWrite, func() (err error) {
			n, err = writeSome(fd.Sysfd, *pieces)
			return err
		})
		if err == nil && n == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err == nil {
			total += int64(n)
			consume(pieces, n)
		}
	}
	return total, err
}

func writeSome(fd int, pieces [][]byte) (int, error) {
	if len(pieces) > mostPieces {
		pieces = pieces[:mostPieces]
	}
	vec := make([]syscall.Iovec, 0, len(pieces))
	for _, p := range pieces {
		if len(p) == 0 {
			continue
		}
		if len(p) > mostAtOnce {
			p = p[:mostAtOnce]
		}
		vec = append(vec, syscall.Iovec{Base: &p[0], Len: uint64(len(p))})
		if len(p) == mostAtOnce {
			break
		}
	}
	n, _, e := syscall.Syscall(syscall.SYS_WRITEV, uintptr(fd), uintptr(unsafe.Pointer(&vec[0])), uintptr(len(vec)))
	if e != 0 {
		return 0, e
	}
	return int(n), nil
}

// consume takes n bytes from the front of the list.
func consume(pieces *[][]byte, n int) {
	for len(*pieces) > 0 {
		first := (*pieces)[0]
		if len(first) > n {
			(*pieces)[0] = first[n:]
			return
		}
		n -= len(first)
		(*pieces)[0] = nil
		*pieces = (*pieces)[1:]
	}
}

// Accept waits for a connection; call is the name of the system call that failed.
func (fd *FD) Accept() (conn int, peer syscall.Sockaddr, call string, err error) {
	const name = "accept4"
	err = fd.wait(forRead, func() (err error) {
		conn, peer, err = syscall.Accept4(fd.Sysfd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		if err == syscall.ECONNABORTED { // gone before we came
			err = syscall.EINTR
		}
		return err
	})
	if _, bySystem := err.(syscall.Errno); bySystem {
		return -1, nil, name, err
	}
	if err != nil {
		return -1, nil, "", err
	}
	return conn, peer, "", nil
}

// WaitWrite waits until the descriptor can be written, as it can when a connection is made or has failed. That may have happened
// since the descriptor is watched, so nothing is forgotten first.
func (fd *FD) WaitWrite() error {
	if err := fd.enter(); err != nil {
		return err
	}
	defer fd.leave()
	if fd.handle == 0 {
		return ErrNotPollable
	}
	if err := fd.expired(forWrite); err != nil {
		return err
	}
	pollWait(fd.handle, forWrite)
	if fd.state.Load()&closedBit != 0 {
		return fd.closing()
	}
	return fd.expired(forWrite)
}

// Shutdown ends one or both directions.
func (fd *FD) Shutdown(how int) error {
	return fd.Do(func(n int) error { return syscall.Shutdown(n, how) })
}

// Dup returns a second descriptor; call is the name of the system call that failed.
func (fd *FD) Dup() (dup int, call string, err error) {
	if err := fd.enter(); err != nil {
		return -1, "", err
	}
	defer fd.leave()
	return DupCloseOnExec(fd.Sysfd)
}

// DupCloseOnExec returns a second descriptor, which programs that are started don't get.
func DupCloseOnExec(fd int) (dup int, call string, err error) {
	n, _, e := syscall.Syscall(syscall.SYS_FCNTL, uintptr(fd), syscall.F_DUPFD_CLOEXEC, 0)
	if e != 0 {
		return -1, "fcntl", e
	}
	return int(n), "", nil
}

// SetsockoptByte sets an option.
func (fd *FD) SetsockoptByte(level, name int, arg byte) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptByte(n, level, name, arg) })
}

// SetsockoptInt sets an option.
func (fd *FD) SetsockoptInt(level, name, arg int) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptInt(n, level, name, arg) })
}

// SetsockoptInet4Addr sets an option.
func (fd *FD) SetsockoptInet4Addr(level, name int, arg [4]byte) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptInet4Addr(n, level, name, arg) })
}

// SetsockoptLinger sets an option.
func (fd *FD) SetsockoptLinger(level, name int, l *syscall.Linger) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptLinger(n, level, name, l) })
}

// SetsockoptIPMreq sets an option.
func (fd *FD) SetsockoptIPMreq(level, name int, mreq *syscall.IPMreq) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptIPMreq(n, level, name, mreq) })
}

// SetsockoptIPMreqn sets an option.
func (fd *FD) SetsockoptIPMreqn(level, name int, mreq *syscall.IPMreqn) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptIPMreqn(n, level, name, mreq) })
}

// SetsockoptIPv6Mreq sets an option.
func (fd *FD) SetsockoptIPv6Mreq(level, name int, mreq *syscall.IPv6Mreq) error {
	return fd.Do(func(n int) error { return syscall.SetsockoptIPv6Mreq(n, level, name, mreq) })
}
