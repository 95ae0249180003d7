// Walk and WalkDir: visiting every file of a directory tree in lexical order.
package filepath

import (
	"io/fs"
	"os"
	"sort"
)

// SkipDir, returned by a walk function, skips the directory named in the call, or for a file
// the rest of its directory.
var SkipDir error = fs.SkipDir

// SkipAll, returned by a walk function, ends the walk without an error.
var SkipAll error = fs.SkipAll

// WalkFunc is called by Walk for each file, with an error where the file could not be
// described or the directory not be read.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// WalkDir calls fn for root and every file below it; see fs.WalkDir, from which it differs in
// taking names in the system's form. It does not follow symbolic links.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(path string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	err := fn(path, d, nil)
	if err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	list, err := os.ReadDir(path)
	if err != nil {
		if err = fn(path, d, err); err != nil {
			if err == SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, entry := range list {
		if err := walkDir(Join(path, entry.Name()), entry, fn); err != nil {
			if err == SkipDir {
				return nil
			}
			return err
		}
	}
	return nil
}

// Walk is the older form of WalkDir: it describes every file by os.Lstat, and calls fn once
// for a directory that cannot be read.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	names, listErr := sortedNames(path)
	if err := fn(path, info, listErr); err != nil || listErr != nil {
		return err // the caller knows what SkipDir means for a directory
	}
	for _, name := range names {
		file := Join(path, name)
		info, err := os.Lstat(file)
		if err != nil {
			if err := fn(file, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err = walk(file, info, fn); err != nil {
			if !info.IsDir() || err != SkipDir {
				return err
			}
		}
	}
	return nil
}

// sortedNames lists a directory.
func sortedNames(dir string) ([]string, error) {
	f, err := os.Open(dir)
	if err != nil {
		return nil, err
	}
	names, err := f.Readdirnames(-1)
	f.Close()
	if err != nil {
		return nil, err
	}
	sort.Strings(names)
	return names, nil
}
