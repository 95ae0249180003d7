// Glob: the names in an FS that match a shell pattern.
package fs

import "path"

// GlobFS is an FS that matches patterns itself.
type GlobFS interface {
	FS
	Glob(pattern string) ([]string, error)
}

// Glob returns the names of all files that match pattern, in path.Match's syntax element by
// element. Errors of the file system are ignored; the only error is path.ErrBadPattern.
func Glob(fsys FS, pattern string) (matches []string, err error) {
	if fsys, ok := fsys.(GlobFS); ok {
		return fsys.Glob(pattern)
	}
	return globDepth(fsys, pattern, 0)
}

// maxGlobDepth bounds the recursion over a pattern's elements.
const maxGlobDepth = 10000

func globDepth(fsys FS, pattern string, depth int) (matches []string, err error) {
	if depth > maxGlobDepth {
		return nil, path.ErrBadPattern
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err = Stat(fsys, pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := path.Split(pattern)
	if dir == "" {
		dir = "."
	} else {
		dir = dir[:len(dir)-1]
	}
	if !hasMeta(dir) {
		return globDir(fsys, dir, file, nil)
	}
	if dir == pattern {
		return nil, path.ErrBadPattern // no element was taken off: would not end
	}
	parents, err := globDepth(fsys, dir, depth+1)
	if err != nil {
		return nil, err
	}
	for _, d := range parents {
		matches, err = globDir(fsys, d, file, matches)
		if err != nil {
			return matches, err
		}
	}
	return matches, nil
}

// globDir appends the entries of dir that match pattern to matches.
func globDir(fsys FS, dir, pattern string, matches []string) ([]string, error) {
	list, err := ReadDir(fsys, dir)
	if err != nil {
		return matches, nil
	}
	for _, entry := range list {
		ok, err := path.Match(pattern, entry.Name())
		if err != nil {
			return matches, err
		}
		if ok {
			matches = append(matches, path.Join(dir, entry.Name()))
		}
	}
	return matches, nil
}

// hasMeta tells whether p is more than a plain name.
func hasMeta(p string) bool {
	for i := 0; i < len(p); i++ {
		switch p[i] {
		case '*', '?', '[', '\\':
			return true
		}
	}
	return false
}
