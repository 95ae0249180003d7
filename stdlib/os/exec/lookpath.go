package exec

import (
	"errors"
	"internal/godebug"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// ErrNotFound is the error of a program that is in none of the directories.
var ErrNotFound = errors.New("executable file not found in $PATH")

// ErrDot says that a program was found through an entry of PATH that depends on the working directory, which can be a trap.
var ErrDot = errors.New("cannot run executable found relative to current directory")

var execErrDot = godebug.New("execerrdot")

// LookPath looks for a program in the directories of the variable PATH; a name with a slash is only checked.
func LookPath(file string) (string, error) {
	if strings.Contains(file, "/") {
		if err := executable(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if dir == "" {
			dir = "."
		}
		path := filepath.Join(dir, file)
		if executable(path) != nil {
			continue
		}
		if !filepath.IsAbs(path) && execErrDot.Value() != "0" {
			return path, &Error{file, ErrDot}
		}
		return path, nil
	}
	return "", &Error{file, ErrNotFound}
}

// executable checks whether a file can be run.
func executable(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	err = mayExecute(file)
	if err != syscall.ENOSYS && err != syscall.EPERM {
		return err
	}
	if info.Mode()&0111 != 0 {
		return nil
	}
	return fs.ErrPermission
}

// mayExecute asks the system, for the effective user.
func mayExecute(file string) error {
	const (
		faccessat2 = 439
		atCWD      = -100
		atEAccess  = 0x200
		execute    = 1
	)
	if !filepath.IsAbs(file) { // relative to the program's directory, which need not be the process's
		dir, err := os.Getwd()
		if err != nil {
			return err
		}
		file = dir + "/" + file
	}
	p, err := syscall.BytePtrFromString(file)
	if err != nil {
		return err
	}
	dir := atCWD
	_, _, e := syscall.Syscall6(faccessat2, uintptr(dir), uintptr(unsafe.Pointer(p)), execute, atEAccess, 0, 0)
	if e != 0 {
		return e
	}
	return nil
}
