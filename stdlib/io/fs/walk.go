// WalkDir: visiting every file of a tree in lexical order.
package fs

import (
	"errors"
	"path"
)

// SkipDir, returned by a WalkDirFunc, skips the directory named in the call, or for a file
// the rest of its directory.
var SkipDir = errors.New("skip this directory")

// SkipAll, returned by a WalkDirFunc, ends the walk without an error.
var SkipAll = errors.New("skip everything and stop the walk")

// WalkDirFunc is called for each file. An err that is not nil reports that the root could not
// be described (d is nil) or that directory path could not be read, which then is the second
// call for it. The result other than SkipDir and SkipAll ends the walk with that error.
type WalkDirFunc func(path string, d DirEntry, err error) error

// WalkDir calls fn for root and every file below it, a directory before its entries. It reads
// each directory whole, and does not follow symbolic links.
func WalkDir(fsys FS, root string, fn WalkDirFunc) error {
	info, err := Stat(fsys, root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(fsys, root, FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(fsys FS, name string, d DirEntry, fn WalkDirFunc) error {
	err := fn(name, d, nil)
	if err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	list, err := ReadDir(fsys, name)
	if err != nil {
		if err = fn(name, d, err); err != nil {
			if err == SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, entry := range list {
		if err := walkDir(fsys, path.Join(name, entry.Name()), entry, fn); err != nil {
			if err == SkipDir {
				return nil
			}
			return err
		}
	}
	return nil
}
