// run
// Package net of an installed Go tree, over the embedded internal/poll.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

func check(err error) {
	if err != nil {
		fmt.Println("error:", err)
		os.Exit(1)
	}
}

// An echo server, many clients.
func echo() {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	addr := ln.Addr().String()
	fmt.Println(ln.Addr().Network(), strings.HasPrefix(addr, "127.0.0.1:"))
	var served sync.WaitGroup
	done := make(chan error, 1)
	go func() {
		for {
			c, err := ln.Accept()
			if err != nil {
				done <- err
				return
			}
			served.Add(1)
			go func() {
				defer served.Done()
				defer c.Close()
				io.Copy(c, c)
			}()
		}
	}()
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := 0; i < 20; i++ {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			c, err := net.Dial("tcp", addr)
			check(err)
			defer c.Close()
			r := bufio.NewReader(c)
			for j := 0; j < 10; j++ {
				fmt.Fprintf(c, "client %d line %d\n", i, j)
				line, err := r.ReadString('\n')
				check(err)
				if line != fmt.Sprintf("client %d line %d\n", i, j) {
					fmt.Printf("got %q\n", line)
				}
				mu.Lock()
				total++
				mu.Unlock()
			}
			c.(*net.TCPConn).CloseWrite()
			rest, err := io.ReadAll(r)
			check(err)
			if len(rest) != 0 {
				fmt.Println("rest", rest)
			}
		}(i)
	}
	wg.Wait()
	served.Wait()
	fmt.Println("lines", total)
	check(ln.Close())
	err = <-done
	fmt.Println(errors.Is(err, net.ErrClosed), strings.HasSuffix(err.Error(), "use of closed network connection"))
	// the port is free again
	ln, err = net.Listen("tcp", addr)
	check(err)
	ln.Close()
	_, err = net.Dial("tcp", addr)
	fmt.Println(strings.HasSuffix(err.Error(), "connection refused"))
}

func deadlines() {
	ln, err := net.Listen("tcp", "localhost:0")
	check(err)
	defer ln.Close()
	ln.(*net.TCPListener).SetDeadline(time.Now().Add(20 * time.Millisecond))
	_, err = ln.Accept()
	var ne net.Error
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &ne) && ne.Timeout())
	ln.(*net.TCPListener).SetDeadline(time.Time{})
	go func() {
		c, err := ln.Accept()
		check(err)
		time.Sleep(60 * time.Millisecond)
		c.Write([]byte("late"))
		c.Close()
	}()
	c, err := net.DialTimeout("tcp", ln.Addr().String(), time.Second)
	check(err)
	c.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	buf := make([]byte, 10)
	n, err := c.Read(buf)
	fmt.Println(n, err.(*net.OpError).Err, errors.Is(err, os.ErrDeadlineExceeded))
	c.SetReadDeadline(time.Time{})
	n, err = c.Read(buf)
	fmt.Println(string(buf[:n]), err)
	n, err = c.Read(buf)
	fmt.Println(n, err)
	go func() {
		time.Sleep(10 * time.Millisecond)
		c.Close()
	}()
	c.Close()
	_, err = c.Write(buf)
	fmt.Println(err.(*net.OpError).Op, err.(*net.OpError).Err)
}

func pipes() {
	a, b := net.Pipe()
	go func() {
		a.Write([]byte("through the pipe"))
		a.Close()
	}()
	data, err := io.ReadAll(b)
	fmt.Printf("%s %v\n", data, err)
	_, err = b.Write([]byte("x"))
	fmt.Println(err, a.LocalAddr())
}

func udp() {
	s, err := net.ListenPacket("udp", "127.0.0.1:0")
	check(err)
	defer s.Close()
	go func() {
		buf := make([]byte, 100)
		for {
			n, from, err := s.ReadFrom(buf)
			if err != nil {
				return
			}
			s.WriteTo(bytes.ToUpper(buf[:n]), from)
		}
	}()
	c, err := net.Dial("udp", s.LocalAddr().String())
	check(err)
	defer c.Close()
	for _, m := range []string{"one", "two", ""} {
		c.Write([]byte(m))
		buf := make([]byte, 100)
		n, err := c.Read(buf)
		fmt.Printf("%q %v\n", buf[:n], err)
	}
}

func unixSockets() {
	dir, err := os.MkdirTemp("", "net")
	check(err)
	defer os.RemoveAll(dir)
	name := filepath.Join(dir, "s")
	ln, err := net.Listen("unix", name)
	check(err)
	go func() {
		c, err := ln.Accept()
		check(err)
		bufs := net.Buffers{[]byte("ab"), []byte(""), []byte("cde"), bytes.Repeat([]byte("x"), 100000)}
		n, err := bufs.WriteTo(c)
		fmt.Println(n, err, len(bufs))
		c.Close()
	}()
	c, err := net.Dial("unix", name)
	check(err)
	data, err := io.ReadAll(c)
	fmt.Println(len(data), string(data[:6]), err)
	ln.Close()
	_, err = os.Stat(name)
	fmt.Println(os.IsNotExist(err))
}

func names() {
	fmt.Println(net.ParseIP("1.2.3.4"), net.ParseIP("::ffff:1.2.3.4"), net.ParseIP("2001:db8::1"), net.ParseIP("1.2.3"))
	ip, n, err := net.ParseCIDR("192.168.7.9/20")
	fmt.Println(ip, n, err, n.Contains(net.IPv4(192, 168, 15, 1)))
	fmt.Println(net.SplitHostPort("[::1]:80"))
	fmt.Println(net.SplitHostPort("nope"))
	fmt.Println(net.JoinHostPort("::1", "443"))
	fmt.Println(net.LookupPort("tcp", "http"))
	addrs, err := net.LookupHost("localhost")
	fmt.Println(len(addrs) > 0, err)
	ifs, err := net.Interfaces()
	lo := false
	for _, i := range ifs {
		lo = lo || i.Flags&net.FlagLoopback != 0
	}
	fmt.Println(lo, err)
	hw, err := net.ParseMAC("00:00:5e:00:53:01")
	fmt.Println(hw, err)
	_, err = net.Dial("tcp", "127.0.0.1:99999")
	fmt.Println(err)
	_, err = net.Dial("nonet", "x")
	fmt.Println(err)
	_, err = net.ResolveTCPAddr("tcp", "localhost")
	fmt.Println(err)
}

func file() {
	ln, _ := net.Listen("tcp", "127.0.0.1:0")
	f, err := ln.(*net.TCPListener).File()
	check(err)
	l2, err := net.FileListener(f)
	check(err)
	f.Close()
	ln.Close()
	go func() {
		c, _ := net.Dial("tcp", l2.Addr().String())
		g, _ := os.Open("/proc/self/status")
		io.Copy(c, io.LimitReader(g, 5))
		c.Close()
	}()
	c, err := l2.Accept()
	check(err)
	data, err := io.ReadAll(c)
	fmt.Printf("%q %v\n", data, err)
}

func main() {
	echo()
	deadlines()
	pipes()
	udp()
	unixSockets()
	names()
	file()
}
