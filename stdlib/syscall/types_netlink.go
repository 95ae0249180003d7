// Kernel structures of linux/amd64 for netlink.
package syscall

// NlMsghdr heads a netlink message.
type NlMsghdr struct {
	Len   uint32
	Type  uint16
	Flags uint16
	Seq   uint32
	Pid   uint32
}

// NlMsgerr is the body of an error message.
type NlMsgerr struct {
	Error int32
	Msg   NlMsghdr
}

// NlAttr heads a netlink attribute.
type NlAttr struct {
	Len  uint16
	Type uint16
}

// RtAttr heads a route attribute.
type RtAttr struct {
	Len  uint16
	Type uint16
}

// RtGenmsg is a general route request.
type RtGenmsg struct {
	Family uint8
}

// RtMsg describes a route.
type RtMsg struct {
	Family   uint8
	Dst_len  uint8
	Src_len  uint8
	Tos      uint8
	Table    uint8
	Protocol uint8
	Scope    uint8
	Type     uint8
	Flags    uint32
}

// RtNexthop describes the next hop of a route.
type RtNexthop struct {
	Len     uint16
	Flags   uint8
	Hops    uint8
	Ifindex int32
}

// IfInfomsg describes an interface.
type IfInfomsg struct {
	Family     uint8
	X__ifi_pad uint8
	Type       uint16
	Index      int32
	Flags      uint32
	Change     uint32
}

// IfAddrmsg describes an address of an interface.
type IfAddrmsg struct {
	Family    uint8
	Prefixlen uint8
	Flags     uint8
	Scope     uint8
	Index     uint32
}
