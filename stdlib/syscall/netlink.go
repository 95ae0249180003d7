// Netlink: asking the kernel for routes, interfaces and addresses.
package syscall

import "unsafe"

// NetlinkRouteRequest asks for a table.
type NetlinkRouteRequest struct {
	Header NlMsghdr
	Data   RtGenmsg
}

// NetlinkMessage is one message.
type NetlinkMessage struct {
	Header NlMsghdr
	Data   []byte
}

// NetlinkRouteAttr is an attribute of a route, interface or address.
type NetlinkRouteAttr struct {
	Attr  RtAttr
	Value []byte
}

// NetlinkRIB returns the answers to a request for a table, as the kernel sends them.
func NetlinkRIB(proto, family int) ([]byte, error) {
	s, err := Socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE)
	if err != nil {
		return nil, err
	}
	defer Close(s)
	self := &SockaddrNetlink{Family: AF_NETLINK}
	if err := Bind(s, self); err != nil {
		return nil, err
	}
	request := new(NetlinkRouteRequest)
	size := NLMSG_HDRLEN + SizeofRtGenmsg
	request.Header = NlMsghdr{
		Len: uint32(size), Type: uint16(proto),
		Flags: NLM_F_DUMP | NLM_F_REQUEST, Seq: 1,
	}
	request.Data.Family = uint8(family)
	bytes := (*[unsafe.Sizeof(NetlinkRouteRequest{})]byte)(unsafe.Pointer(request))[:size]
	if err := Sendto(s, bytes, 0, self); err != nil {
		return nil, err
	}
	own, err := Getsockname(s)
	if err != nil {
		return nil, err
	}
	return readTable(s, own)
}

// readTable reads messages up to the one that ends a table.
func readTable(s int, own Sockaddr) ([]byte, error) {
	netlink, ok := own.(*SockaddrNetlink)
	if !ok {
		return nil, EINVAL
	}
	var tab []byte
	buf := make([]byte, Getpagesize())
	for {
		n, _, err := Recvfrom(s, buf, 0)
		if err != nil {
			return nil, err
		}
		if n < NLMSG_HDRLEN {
			return nil, EINVAL
		}
		tab = append(tab, buf[:n]...)
		messages, err := ParseNetlinkMessage(buf[:n])
		if err != nil {
			return nil, err
		}
		for _, m := range messages {
			if m.Header.Seq != 1 || m.Header.Pid != netlink.Pid {
				return nil, EINVAL
			}
			switch m.Header.Type {
			case NLMSG_DONE:
				return tab, nil
			case NLMSG_ERROR:
				return nil, EINVAL
			}
		}
	}
}

// align4 rounds up to where the next message or attribute begins.
func align4(n int) int { return (n + NLMSG_ALIGNTO - 1) &^ (NLMSG_ALIGNTO - 1) }

// ParseNetlinkMessage splits what NetlinkRIB returns.
func ParseNetlinkMessage(b []byte) ([]NetlinkMessage, error) {
	var list []NetlinkMessage
	for len(b) >= NLMSG_HDRLEN {
		h := (*NlMsghdr)(unsafe.Pointer(&b[0]))
		size := align4(int(h.Len))
		if int(h.Len) < NLMSG_HDRLEN || size > len(b) {
			return nil, EINVAL
		}
		list = append(list, NetlinkMessage{*h, b[NLMSG_HDRLEN:h.Len]})
		b = b[size:]
	}
	return list, nil
}

// ParseNetlinkRouteAttr splits the attributes of a message about a link, address or route.
func ParseNetlinkRouteAttr(m *NetlinkMessage) ([]NetlinkRouteAttr, error) {
	b := m.Data
	skip := 0
	switch m.Header.Type {
	case RTM_NEWLINK, RTM_DELLINK:
		skip = SizeofIfInfomsg
	case RTM_NEWADDR, RTM_DELADDR:
		skip = SizeofIfAddrmsg
	case RTM_NEWROUTE, RTM_DELROUTE:
		skip = SizeofRtMsg
	default:
		return nil, EINVAL
	}
	if len(b) < skip {
		return nil, EINVAL
	}
	var list []NetlinkRouteAttr
	for b = b[skip:]; len(b) >= SizeofRtAttr; {
		a := (*RtAttr)(unsafe.Pointer(&b[0]))
		size := align4(int(a.Len))
		if int(a.Len) < SizeofRtAttr || size > len(b) {
			return nil, EINVAL
		}
		list = append(list, NetlinkRouteAttr{*a, b[SizeofRtAttr:a.Len]})
		b = b[size:]
	}
	return list, nil
}
