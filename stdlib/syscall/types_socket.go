// Kernel structures of linux/amd64 for sockets.
package syscall

// RawSockaddr is the general form of a socket address.
type RawSockaddr struct {
	Family uint16
	Data   [14]int8
}

// RawSockaddrAny has room for any socket address.
type RawSockaddrAny struct {
	Addr RawSockaddr
	Pad  [96]int8
}

// RawSockaddrInet4 is an IPv4 address; port in network order.
type RawSockaddrInet4 struct {
	Family uint16
	Port   uint16
	Addr   [4]uint8
	Zero   [8]uint8
}

// RawSockaddrInet6 is an IPv6 address; port in network order.
type RawSockaddrInet6 struct {
	Family   uint16
	Port     uint16
	Flowinfo uint32
	Addr     [16]uint8
	Scope_id uint32
}

// RawSockaddrLinklayer is a packet socket address.
type RawSockaddrLinklayer struct {
	Family   uint16
	Protocol uint16
	Ifindex  int32
	Hatype   uint16
	Pkttype  uint8
	Halen    uint8
	Addr     [8]uint8
}

// RawSockaddrNetlink is a netlink address.
type RawSockaddrNetlink struct {
	Family uint16
	Pad    uint16
	Pid    uint32
	Groups uint32
}

// RawSockaddrUnix is a Unix domain address.
type RawSockaddrUnix struct {
	Family uint16
	Path   [108]int8
}

// Linger is the value of SO_LINGER.
type Linger struct {
	Onoff  int32
	Linger int32
}

// Iovec is one buffer of a vector.
type Iovec struct {
	Base *uint8
	Len  uint64
}

// Msghdr describes a message.
type Msghdr struct {
	Name       *uint8
	Namelen    uint32
	Pad_cgo_0  [4]uint8
	Iov        *Iovec
	Iovlen     uint64
	Control    *uint8
	Controllen uint64
	Flags      int32
	Pad_cgo_1  [4]uint8
}

// Cmsghdr heads a control message.
type Cmsghdr struct {
	Len   uint64
	Level int32
	Type  int32
}

// Ucred holds the credentials of a peer.
type Ucred struct {
	Pid int32
	Uid uint32
	Gid uint32
}

// TCPInfo is the value of TCP_INFO.
type TCPInfo struct {
	State          uint8
	Ca_state       uint8
	Retransmits    uint8
	Probes         uint8
	Backoff        uint8
	Options        uint8
	Pad_cgo_0      [2]uint8
	Rto            uint32
	Ato            uint32
	Snd_mss        uint32
	Rcv_mss        uint32
	Unacked        uint32
	Sacked         uint32
	Lost           uint32
	Retrans        uint32
	Fackets        uint32
	Last_data_sent uint32
	Last_ack_sent  uint32
	Last_data_recv uint32
	Last_ack_recv  uint32
	Pmtu           uint32
	Rcv_ssthresh   uint32
	Rtt            uint32
	Rttvar         uint32
	Snd_ssthresh   uint32
	Snd_cwnd       uint32
	Advmss         uint32
	Reordering     uint32
	Rcv_rtt        uint32
	Rcv_space      uint32
	Total_retrans  uint32
}

// IPMreq asks for IPv4 multicast membership.
type IPMreq struct {
	Multiaddr [4]uint8
	Interface [4]uint8
}

// IPMreqn asks for IPv4 multicast membership by interface index.
type IPMreqn struct {
	Multiaddr [4]uint8
	Address   [4]uint8
	Ifindex   int32
}

// IPv6Mreq asks for IPv6 multicast membership.
type IPv6Mreq struct {
	Multiaddr [16]uint8
	Interface uint32
}

// IPv6MTUInfo is the value of IPV6_PATHMTU.
type IPv6MTUInfo struct {
	Addr RawSockaddrInet6
	Mtu  uint32
}

// Inet4Pktinfo is the control data of IP_PKTINFO.
type Inet4Pktinfo struct {
	Ifindex  int32
	Spec_dst [4]uint8
	Addr     [4]uint8
}

// Inet6Pktinfo is the control data of IPV6_PKTINFO.
type Inet6Pktinfo struct {
	Addr    [16]uint8
	Ifindex uint32
}

// ICMPv6Filter is the value of ICMPV6_FILTER.
type ICMPv6Filter struct {
	Data [8]uint32
}

// SockFilter is an instruction of a packet filter.
type SockFilter struct {
	Code uint16
	Jt   uint8
	Jf   uint8
	K    uint32
}

// SockFprog is a packet filter.
type SockFprog struct {
	Len       uint16
	Pad_cgo_0 [6]uint8
	Filter    *SockFilter
}
