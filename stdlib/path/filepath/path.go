// Package filepath handles file names in the operating system's form, here that of Linux:
// slashes separate elements and there are no volumes. This file is about names alone; match.go
// has patterns, walk.go and symlink.go look at the file system.
package filepath

import (
	"errors"
	"io/fs"
	"os"
)

const (
	Separator     = os.PathSeparator
	ListSeparator = os.PathListSeparator
)

// Clean returns the shortest name for the same file by lexical means: no doubled slashes, no
// "." elements, no ".." after a name that it undoes or at the root. An empty name becomes ".".
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == Separator
	out := make([]byte, 0, len(path))
	if rooted {
		out = append(out, Separator)
	}
	floor := len(out) // out is not cut below this: the root or leading ".." elements
	for i := 0; i < len(path); {
		if path[i] == Separator {
			i++
			continue
		}
		start := i
		for i < len(path) && path[i] != Separator {
			i++
		}
		switch elem := path[start:i]; {
		case elem == ".":
		case elem != "..":
			out = appendElement(out, elem, rooted)
		case len(out) > floor:
			out = dropElement(out, floor)
		case !rooted:
			out = appendElement(out, elem, rooted)
			floor = len(out)
		}
	}
	if len(out) == 0 {
		return "."
	}
	if string(out) == path {
		return path
	}
	return string(out)
}

// appendElement adds elem to a name under construction.
func appendElement(out []byte, elem string, rooted bool) []byte {
	if rooted && len(out) > 1 || !rooted && len(out) > 0 {
		out = append(out, Separator)
	}
	return append(out, elem...)
}

// dropElement removes the last element and the slash before it.
func dropElement(out []byte, floor int) []byte {
	i := len(out) - 1
	for i > floor && out[i] != Separator {
		i--
	}
	return out[:i]
}

// IsLocal reports whether path stays, lexically, below the directory that it is used in.
func IsLocal(path string) bool {
	if path == "" || IsAbs(path) {
		return false
	}
	path = Clean(path)
	return path != ".." && !(len(path) > 2 && path[:3] == "../")
}

var errInvalidPath = errors.New("invalid path")

// Localize converts a slash-separated name that fs.ValidPath accepts to the system's form.
func Localize(path string) (string, error) {
	if !fs.ValidPath(path) {
		return "", errInvalidPath
	}
	for i := 0; i < len(path); i++ {
		if path[i] == 0 {
			return "", errInvalidPath
		}
	}
	return path, nil
}

// ToSlash replaces separators by slashes.
func ToSlash(path string) string { return path }

// FromSlash replaces slashes by separators.
func FromSlash(path string) string { return path }

// SplitList splits a list of names as in the PATH variable; an empty one has no elements.
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	var list []string
	start := 0
	for i := 0; i < len(path); i++ {
		if path[i] == ListSeparator {
			list = append(list, path[start:i])
			start = i + 1
		}
	}
	return append(list, path[start:])
}

// lastSeparator returns the offset of the last separator in path, or -1.
func lastSeparator(path string) int {
	i := len(path) - 1
	for i >= 0 && path[i] != Separator {
		i--
	}
	return i
}

// Split cuts path after its last separator; dir+file is path again.
func Split(path string) (dir, file string) {
	i := lastSeparator(path)
	return path[:i+1], path[i+1:]
}

// Join joins elements with separators, without the empty ones, and cleans the result.
func Join(elem ...string) string {
	size := 0
	for _, e := range elem {
		size += len(e) + 1
	}
	joined := make([]byte, 0, size)
	for _, e := range elem {
		if e == "" {
			continue
		}
		if len(joined) > 0 {
			joined = append(joined, Separator)
		}
		joined = append(joined, e...)
	}
	if len(joined) == 0 {
		return ""
	}
	return Clean(string(joined))
}

// Ext returns the last element's suffix from its final dot on.
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != Separator; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base returns the last element of path, "." for an empty path and "/" for one of slashes.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == Separator {
		path = path[:len(path)-1]
	}
	path = path[lastSeparator(path)+1:]
	if path == "" {
		return string(Separator)
	}
	return path
}

// Dir returns all but the last element of path, cleaned.
func Dir(path string) string {
	return Clean(path[:lastSeparator(path)+1])
}

// IsAbs reports whether path is absolute.
func IsAbs(path string) bool { return len(path) > 0 && path[0] == Separator }

// VolumeName returns the volume at the start of path: on Linux there is none.
func VolumeName(path string) string { return "" }

// HasPrefix compares bytes and knows nothing of elements; it exists for old programs.
func HasPrefix(p, prefix string) bool {
	return len(p) >= len(prefix) && p[:len(prefix)] == prefix
}

// Abs returns an absolute name for path: relative ones are joined to the working directory.
func Abs(path string) (string, error) {
	if IsAbs(path) {
		return Clean(path), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(dir, path), nil
}

// Rel returns a name that, joined to basepath, means the same file as targpath. Both must be
// absolute or both relative, and basepath must not go up by ".." more than targpath does.
func Rel(basepath, targpath string) (string, error) {
	base, targ := Clean(basepath), Clean(targpath)
	if base == targ {
		return ".", nil
	}
	if base == "." {
		base = ""
	}
	if IsAbs(base) != IsAbs(targ) {
		return "", errors.New("Rel: can't make " + targpath + " relative to " + basepath)
	}
	same := commonElements(base, targ)
	base, targ = trimSeparator(base[same:]), trimSeparator(targ[same:])
	if base == ".." || len(base) > 2 && base[:3] == "../" {
		return "", errors.New("Rel: can't make " + targpath + " relative to " + basepath)
	}
	if base == "" {
		return targ, nil
	}
	out := append(make([]byte, 0, len(targ)+8), ".."...)
	for i := 0; i < len(base); i++ {
		if base[i] == Separator {
			out = append(out, "/.."...)
		}
	}
	if targ != "" {
		out = append(out, Separator)
		out = append(out, targ...)
	}
	return string(out), nil
}

// commonElements returns the length of the longest common prefix of a and b that ends at an
// element's end in both.
func commonElements(a, b string) int {
	end := 0
	for i := 0; ; i++ {
		aEnd := i == len(a) || a[i] == Separator
		bEnd := i == len(b) || b[i] == Separator
		if aEnd && bEnd {
			end = i
		}
		if i == len(a) || i == len(b) || a[i] != b[i] {
			return end
		}
	}
}

func trimSeparator(path string) string {
	if path != "" && path[0] == Separator {
		return path[1:]
	}
	return path
}
