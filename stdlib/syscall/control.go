// Control messages of sockets: descriptors and credentials sent along with data.
package syscall

import "unsafe"

// align rounds n up to where the next control message may begin.
func align(n int) int { return (n + wordSize - 1) &^ (wordSize - 1) }

// CmsgLen returns the length of a control message with datalen bytes.
func CmsgLen(datalen int) int { return align(SizeofCmsghdr) + datalen }

// CmsgSpace returns the room that a control message with datalen bytes takes.
func CmsgSpace(datalen int) int { return align(SizeofCmsghdr) + align(datalen) }

// SocketControlMessage is one control message.
type SocketControlMessage struct {
	Header Cmsghdr
	Data   []byte
}

// ParseSocketControlMessage splits received control data.
func ParseSocketControlMessage(b []byte) ([]SocketControlMessage, error) {
	var list []SocketControlMessage
	for len(b) >= CmsgLen(0) {
		h := (*Cmsghdr)(unsafe.Pointer(&b[0]))
		if h.Len < SizeofCmsghdr || h.Len > uint64(len(b)) {
			return nil, EINVAL
		}
		list = append(list, SocketControlMessage{*h, b[align(SizeofCmsghdr):h.Len]})
		next := align(int(h.Len))
		if next > len(b) {
			break
		}
		b = b[next:]
	}
	return list, nil
}

// newControl returns room for a control message of type typ and the data in it.
func newControl(typ, size int) (b, data []byte) {
	b = make([]byte, CmsgSpace(size))
	h := (*Cmsghdr)(unsafe.Pointer(&b[0]))
	h.Level = SOL_SOCKET
	h.Type = int32(typ)
	h.SetLen(CmsgLen(size))
	return b, b[align(SizeofCmsghdr):]
}

// UnixRights returns control data that sends open files.
func UnixRights(fds ...int) []byte {
	b, data := newControl(SCM_RIGHTS, len(fds)*4)
	for i, fd := range fds {
		*(*int32)(unsafe.Pointer(&data[4*i])) = int32(fd)
	}
	return b
}

// ParseUnixRights returns the open files in a control message.
func ParseUnixRights(m *SocketControlMessage) ([]int, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_RIGHTS {
		return nil, EINVAL
	}
	fds := make([]int, len(m.Data)/4)
	for i := range fds {
		fds[i] = int(*(*int32)(unsafe.Pointer(&m.Data[4*i])))
	}
	return fds, nil
}

// UnixCredentials returns control data that sends credentials.
func UnixCredentials(ucred *Ucred) []byte {
	b, data := newControl(SCM_CREDENTIALS, SizeofUcred)
	*(*Ucred)(unsafe.Pointer(&data[0])) = *ucred
	return b
}

// ParseUnixCredentials returns the credentials in a control message.
func ParseUnixCredentials(m *SocketControlMessage) (*Ucred, error) {
	if m.Header.Level != SOL_SOCKET || m.Header.Type != SCM_CREDENTIALS || len(m.Data) < SizeofUcred {
		return nil, EINVAL
	}
	ucred := *(*Ucred)(unsafe.Pointer(&m.Data[0]))
	return &ucred, nil
}
