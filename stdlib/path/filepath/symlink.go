// EvalSymlinks: the name of a file with every symbolic link replaced by what it points to.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// maxLinks is how many links a name may lead through before it counts as a loop.
const maxLinks = 255

// EvalSymlinks returns path after following all symbolic links in it, cleaned. A relative
// path gives a relative result unless a link is absolute.
func EvalSymlinks(path string) (string, error) {
	done := ""   // resolved so far, without a final slash unless it is the root
	todo := path // still to be looked at
	links := 0   // followed so far
	if IsAbs(path) {
		done = string(Separator)
	}
	for todo != "" {
		elem, rest := firstElement(todo)
		last := len(elem) == len(todo) // a slash after a file's name makes it not the last
		todo = rest
		switch elem {
		case "", ".":
			continue
		case "..":
			done = parent(done)
			continue
		}
		next := done + elem
		if done != "" && done != "/" {
			next = done + "/" + elem
		}
		info, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if info.Mode()&fs.ModeSymlink == 0 {
			if !info.IsDir() && !last {
				return "", syscall.ENOTDIR
			}
			done = next
			continue
		}
		if links++; links > maxLinks {
			return "", errors.New("EvalSymlinks: too many links")
		}
		target, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(target) {
			done = string(Separator)
		}
		if !last {
			target += "/" + todo
		}
		todo = target
	}
	return Clean(done), nil
}

// firstElement cuts path at its first separator.
func firstElement(path string) (elem, rest string) {
	for i := 0; i < len(path); i++ {
		if path[i] == Separator {
			return path[:i], path[i+1:]
		}
	}
	return path, ""
}

// parent goes one element up from a resolved name.
func parent(done string) string {
	switch {
	case done == "/":
		return done
	case done == "" || done == ".." || len(done) > 2 && done[len(done)-3:] == "/..":
		if done == "" {
			return ".."
		}
		return done + "/.."
	}
	i := lastSeparator(done)
	if i == 0 {
		return "/"
	}
	if i < 0 {
		return ""
	}
	return done[:i]
}
