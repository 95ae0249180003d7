// run
// Calls that name the working directory by AT_FDCWD follow os.Chdir.
package main

import (
	"fmt"
	"os"
	"syscall"
)

func main() {
	const cwd = -100
	dir, err := os.MkdirTemp("", "workdir")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	os.Chdir(dir)
	os.WriteFile("a", []byte("text"), 0o600)
	fmt.Println(syscall.Faccessat(cwd, "a", 4, 0))
	fmt.Println(syscall.Fchmodat(cwd, "a", 0o640, 0))
	fmt.Println(syscall.Mkdirat(cwd, "d", 0o700))
	fmt.Println(syscall.Renameat(cwd, "a", cwd, "d/b"))
	fd, err := syscall.Openat(cwd, "d/b", syscall.O_RDONLY, 0)
	fmt.Println(fd > 2, err)
	info, err := os.Stat("d/b")
	fmt.Println(info.Mode(), err)
	fmt.Println(syscall.Unlinkat(cwd, "d/b"))

	// A descriptor that was given away is not watched, even if it comes to be non-blocking.
	r, w, _ := os.Pipe()
	defer w.Close()
	n, _ := syscall.Dup(int(r.Fd()))
	f := os.NewFile(uintptr(n), "copy")
	f.Fd()
	syscall.SetNonblock(n, true)
	_, err = f.Read(make([]byte, 1))
	fmt.Println(err)
}
