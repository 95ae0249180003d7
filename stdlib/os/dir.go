package os

import (
	"io"
	"io/fs"
	"syscall"
	"unsafe"
)

// dirReader is the state of reading a directory: entries in the system's form that have not been used yet.
type dirReader struct {
	buf  []byte
	rest []byte
}

const dirBufferSize = 8192

// Offsets in the system's entries.
const (
	entrySize = 16
	entryType = 18
	entryName = 19
)

// next returns the next entry, other than "." and "..". ok is false at the end.
func (d *dirReader) next(f *File) (name string, typ byte, ok bool, err error) {
	for {
		if len(d.rest) < entryName {
			n, err := f.fd.ReadDirent(d.buf)
			if err != nil {
				return "", 0, false, &PathError{Op: "readdirent", Path: f.name, Err: err}
			}
			if n <= 0 {
				return "", 0, false, nil
			}
			d.rest = d.buf[:n]
		}
		size := int(d.rest[entrySize]) | int(d.rest[entrySize+1])<<8
		if size < entryName || size > len(d.rest) {
			return "", 0, false, nil
		}
		entry := d.rest[:size]
		d.rest = d.rest[size:]
		if *(*uint64)(unsafe.Pointer(&entry[0])) == 0 { // removed
			continue
		}
		end := entryName
		for end < size && entry[end] != 0 {
			end++
		}
		if text := entry[entryName:end]; string(text) != "." && string(text) != ".." {
			return string(text), entry[entryType], true, nil
		}
	}
}

// each calls add for up to n entries, for all if n <= 0. add returns false for entries that are not to be counted.
func (f *File) each(n int, add func(name string, typ byte) (bool, error)) error {
	if f.dir == nil {
		f.dir = &dirReader{buf: make([]byte, dirBufferSize)}
	}
	d := f.dir
	found := 0
	for n <= 0 || found < n {
		name, typ, ok, err := d.next(f)
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		counts, err := add(name, typ)
		if err != nil {
			return err
		}
		if counts {
			found++
		}
	}
	if n > 0 && found == 0 {
		return io.EOF
	}
	return nil
}

// Readdirnames returns the names of up to n entries of a directory, in its own order, and io.EOF when there are no more; for
// n <= 0 it returns all that are left.
func (f *File) Readdirnames(n int) (names []string, err error) {
	if f == nil {
		return nil, ErrInvalid
	}
	names = []string{}
	err = f.each(n, func(name string, typ byte) (bool, error) {
		names = append(names, name)
		return true, nil
	})
	return names, err
}

// ReadDir is Readdirnames with entries.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	list := []DirEntry{}
	err := f.each(n, func(name string, typ byte) (bool, error) {
		entry, err := newDirEntry(f.name, name, typ)
		if IsNotExist(err) { // it has just gone
			return false, nil
		}
		if err == nil {
			list = append(list, entry)
		}
		return true, err
	})
	return list, err
}

// Readdir is Readdirnames with descriptions.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	list := []FileInfo{}
	err := f.each(n, func(name string, typ byte) (bool, error) {
		info, err := Lstat(f.name + "/" + name)
		if IsNotExist(err) {
			return false, nil
		}
		if err == nil {
			list = append(list, info)
		}
		return true, err
	})
	return list, err
}

// dirEntry is an entry of a directory, described when asked for.
type dirEntry struct {
	parent string
	name   string
	typ    FileMode
	info   FileInfo // if it was needed for the type
}

// newDirEntry makes an entry; file systems that do not tell the type make a description necessary.
func newDirEntry(parent, name string, typ byte) (*dirEntry, error) {
	e := &dirEntry{parent: parent, name: name, typ: fileType(uint32(typ) << 12)}
	if typ != syscall.DT_UNKNOWN {
		return e, nil
	}
	info, err := Lstat(parent + "/" + name)
	if err != nil {
		return nil, err
	}
	e.info = info
	e.typ = info.Mode().Type()
	return e, nil
}

func (e *dirEntry) Name() string   { return e.name }
func (e *dirEntry) IsDir() bool    { return e.typ.IsDir() }
func (e *dirEntry) Type() FileMode { return e.typ }
func (e *dirEntry) String() string { return fs.FormatDirEntry(e) }

func (e *dirEntry) Info() (FileInfo, error) {
	if e.info != nil {
		return e.info, nil
	}
	return Lstat(e.parent + "/" + e.name)
}

// ReadDir returns the entries of a directory sorted by name; with an error, those found before it.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	sortEntries(list)
	return list, err
}

// sortEntries is a merge sort; package sort would be a cost for every program that has to do with files.
func sortEntries(list []DirEntry) {
	if len(list) > 1 {
		mergeEntries(list, make([]DirEntry, len(list)))
	}
}

func mergeEntries(list, room []DirEntry) {
	if len(list) < 12 {
		for i := 1; i < len(list); i++ {
			for j := i; j > 0 && list[j].Name() < list[j-1].Name(); j-- {
				list[j], list[j-1] = list[j-1], list[j]
			}
		}
		return
	}
	half := len(list) / 2
	mergeEntries(list[:half], room)
	mergeEntries(list[half:], room)
	copy(room, list[:half])
	left, right := room[:half], list[half:]
	for i := 0; len(left) > 0; i++ {
		if len(right) > 0 && right[0].Name() < left[0].Name() {
			list[i], right = right[0], right[1:]
		} else {
			list[i], left = left[0], left[1:]
		}
	}
}
