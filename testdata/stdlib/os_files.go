// run
// exit: 3
// Files, directories and their errors.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

var dir string

func show(a ...any) {
	s := fmt.Sprintln(a...)
	fmt.Print(strings.ReplaceAll(s, dir, "DIR"))
}

func main() {
	var err error
	dir, err = os.MkdirTemp("", "gosub-test-*")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(dir)
	in := func(name string) string { return filepath.Join(dir, name) }

	show(os.MkdirAll(in("a/b/c"), 0755), os.Mkdir(in("a"), 0755), os.Mkdir(in("x/y"), 0755))
	show(os.WriteFile(in("f"), []byte("hello"), 0644), os.MkdirAll(in("f/g"), 0755))
	b, err := os.ReadFile(in("f"))
	show(string(b), err)
	_, err = os.ReadFile(in("none"))
	show(err, os.IsNotExist(err), errors.Is(err, fs.ErrNotExist), err.(*os.PathError).Err == syscall.ENOENT)
	_, err = os.ReadFile(dir)
	show(err)
	_, err = os.Open("a\x00b")
	show(fmt.Sprintf("%q", err))
	show(os.Rename(in("none"), in("n2")), os.Rename(in("f"), in("a")), os.Rename(in("f"), in("g")))
	show(os.Symlink("g", in("s")), os.Symlink("g", in("s")), os.Link(in("zz"), in("q")))
	l, err := os.Readlink(in("s"))
	show(l, err)
	_, err = os.Readlink(in("g"))
	show(err)
	for _, n := range []string{"g", "s", "a", "none"} {
		i, err := os.Lstat(in(n))
		show(err)
		if err == nil {
			show(i.Name(), i.IsDir(), i.Mode().Type(), i.Mode().IsRegular())
		}
	}
	f, err := os.OpenFile(in("o"), os.O_RDWR|os.O_CREATE|os.O_APPEND, 0600)
	show(err)
	n, err := f.WriteString("héllo")
	show(n, err)
	_, err = f.WriteAt([]byte("x"), 1)
	show(err)
	buf := make([]byte, 10)
	n, err = f.ReadAt(buf, 2)
	show(n, err)
	_, err = f.ReadAt(buf, -1)
	show(err)
	_, err = f.Seek(-1, io.SeekStart)
	show(err)
	pos, err := f.Seek(-2, io.SeekEnd)
	show(pos, err)
	rest, err := io.ReadAll(f)
	show(string(rest), err, f.Truncate(2), f.Truncate(-1), f.Chmod(0400), f.SetDeadline(time.Time{}))
	i, err := f.Stat()
	show(i.Size(), i.Mode(), err)
	show(f.Close(), f.Close())
	_, err = f.Write(nil)
	show(err, errors.Is(err, os.ErrClosed))
	_, err = f.Seek(0, 0)
	show(err)
	for k := 0; k < 30; k++ {
		os.WriteFile(in(fmt.Sprintf("a/%02d", k)), nil, 0600)
	}
	list, err := os.ReadDir(in("a"))
	show(len(list), err, list[0].Name(), list[29].Name(), list[30].IsDir())
	d, err := os.Open(in("a"))
	show(err)
	names, err := d.Readdirnames(20)
	more, err2 := d.Readdirnames(20)
	none, err3 := d.Readdirnames(20)
	show(len(names)+len(more), err, err2, none, err3)
	_, err = d.Read(buf)
	show(err, d.Close())
	show(os.Remove(in("a")), os.Remove(in("none")), os.Remove(in("g/x")), os.RemoveAll(dir+"/a/."))
	show(os.Chmod(in("none"), 0), os.Chdir(in("none")), os.Truncate(in("none"), 1), os.Chown(in("none"), -1, -1))
	_, err = os.CreateTemp(dir, "x/y")
	show(err)
	t, err := os.CreateTemp(dir, "p*s")
	show(strings.HasPrefix(t.Name(), in("p")), strings.HasSuffix(t.Name(), "s"), err)
	fmt.Fprintf(t, "%s", "text")
	t.Close()

	show(os.Chdir(in("a")))
	wd, err := os.Getwd()
	show(filepath.Base(wd), err)
	_, err = os.Stat("05")
	show(err, os.Chdir(".."), os.WriteFile("rel", []byte("r"), 0600))
	b, err = os.ReadFile(in("rel"))
	show(string(b), err)
	m, _ := filepath.Glob("a/0*")
	show(m)
	filepath.WalkDir("a", func(p string, d fs.DirEntry, err error) error {
		if d.IsDir() || strings.HasSuffix(p, "9") {
			show(p, d.Name(), err)
		}
		return nil
	})
	_, err = os.DirFS(dir).Open("../x")
	show(err != nil)
	b, err = fs.ReadFile(os.DirFS(dir), "rel")
	show(string(b), err)

	os.Setenv("GOSUB_TEST", "v")
	v, ok := os.LookupEnv("GOSUB_TEST")
	show(os.Getenv("GOSUB_TEST"), v, ok, os.ExpandEnv("$GOSUB_TEST-${GOSUB_TEST}-$NONE-$$-${"), os.Setenv("a=b", ""), os.Unsetenv("GOSUB_TEST"))
	r, w, err := os.Pipe()
	show(err)
	go func() { w.WriteString("through a pipe"); w.Close() }()
	b, err = io.ReadAll(r)
	show(string(b), err, r.Close())
	_, err = w.Write([]byte("x"))
	show(err)
	r, w, _ = os.Pipe()
	show(r.SetReadDeadline(time.Now().Add(5 * time.Millisecond)))
	_, err = r.Read(buf)
	show(err, errors.Is(err, os.ErrDeadlineExceeded), os.IsTimeout(err))
	r.SetReadDeadline(time.Time{})
	done := make(chan error)
	go func() { _, err := r.Read(buf); done <- err }()
	time.Sleep(5 * time.Millisecond)
	r.Close()
	show(<-done)
	_, err = w.Write([]byte("x"))
	show(err)
	var nilFile *os.File
	_, err = nilFile.Read(nil)
	show(err, nilFile.Close())
	show(os.NewSyscallError("call", nil), os.NewSyscallError("call", syscall.EPERM), os.IsPermission(syscall.EPERM), os.IsExist(syscall.ENOTEMPTY))
	defer fmt.Println("not printed")
	os.RemoveAll(dir)
	_, err = os.Stat(dir)
	show(os.IsNotExist(err))
	os.Exit(3)
}
