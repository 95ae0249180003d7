// run
// The readers of strings and bytes, over all their methods.
package main

import (
	"bytes"
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

type full interface {
	io.Reader
	io.ReaderAt
	io.ByteScanner
	io.RuneScanner
	io.Seeker
	io.WriterTo
	Len() int
	Size() int64
}

func try(r full) {
	fmt.Printf("%+v\n", r)
	fmt.Println(r.UnreadByte(), r.UnreadRune())
	c, n, err := r.ReadRune()
	fmt.Println(string(c), n, err, r.UnreadRune(), r.UnreadRune())
	fmt.Println(r.ReadByte())
	fmt.Println(r.UnreadRune())
	b := make([]byte, 4)
	k, err := r.Read(b)
	fmt.Printf("%d %v %q %d %d\n", k, err, b, r.Len(), r.Size())
	k, err = r.ReadAt(b, 3)
	fmt.Printf("%d %v %q\n", k, err, b)
	_, err = r.ReadAt(b, -3)
	fmt.Println(err)
	_, err = r.Seek(-1, 0)
	fmt.Println(err)
	_, err = r.Seek(-1, 7)
	fmt.Println(err)
	fmt.Println(r.Seek(1, 0))
	var w bytes.Buffer
	fmt.Println(r.WriteTo(&w))
	fmt.Printf("%q\n", w.String())
	fmt.Println(r.ReadByte())
	fmt.Printf("%+v\n", r)
	defer func() { fmt.Println(recover()) }()
	r.Seek(0, 0)
	r.WriteTo(over{})
}

type over struct{}

func (over) Write(b []byte) (int, error) { return len(b) + 1, nil }

func main() {
	try(strings.NewReader("héllo\xff wörld"))
	try(bytes.NewReader([]byte("héllo\xff wörld")))
	fmt.Println(filepath.Match("[a", "b"))
	fmt.Println(filepath.Match("*/x?", "yy/xz"))
	var r strings.Reader
	fmt.Println(r.ReadByte())
}
