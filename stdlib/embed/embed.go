// Package embed gives access to files that are part of the program: the variables above which //go:embed stands. A string or
// []byte is the contents of one file, an FS a tree.
package embed

import (
	"errors"
	"io"
	"io/fs"
	"time"
)

// FS is a read-only tree of files. Its zero value is empty.
type FS struct {
	// Sorted by directory, then by last element; directories have a slash at the end. The list is made by the engine, which knows
	// the layout; it does not change.
	files *[]file
}

// file is a file or directory.
type file struct {
	name string
	data string
	hash [16]byte // unused, as in gc's layout
}

var (
	_ fs.ReadDirFS   = FS{}
	_ fs.ReadFileFS  = FS{}
	_ io.Seeker      = (*openFile)(nil)
	_ io.ReaderAt    = (*openFile)(nil)
	_ fs.ReadDirFile = (*openDir)(nil)
)

// split returns the directory and the last element of a name.
func split(name string) (dir, elem string, isDir bool) {
	if name[len(name)-1] == '/' {
		isDir = true
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' {
			return name[:i], name[i+1:], isDir
		}
	}
	return ".", name, isDir
}

func (f *file) Name() string {
	_, elem, _ := split(f.name)
	return elem
}

func (f *file) IsDir() bool {
	_, _, isDir := split(f.name)
	return isDir
}

func (f *file) Mode() fs.FileMode {
	if f.IsDir() {
		return fs.ModeDir | 0555
	}
	return 0444
}

func (f *file) Size() int64                { return int64(len(f.data)) }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) Sys() any                   { return nil }
func (f *file) Type() fs.FileMode          { return f.Mode().Type() }
func (f *file) Info() (fs.FileInfo, error) { return f, nil }
func (f *file) String() string             { return fs.FormatFileInfo(f) }

// from returns the index of the first file at or after an element of a directory.
func (f FS) from(dir, elem string) int {
	lo, hi := 0, len(*f.files)
	for lo < hi {
		mid := int(uint(lo+hi) / 2)
		if d, e, _ := split((*f.files)[mid].name); d < dir || d == dir && e < elem {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

func (f FS) find(name string) *file {
	if !fs.ValidPath(name) {
		return nil
	}
	if name == "." {
		return &file{name: "./"}
	}
	if f.files == nil {
		return nil
	}
	dir, elem, _ := split(name)
	if i := f.from(dir, elem); i < len(*f.files) {
		if d, e, _ := split((*f.files)[i].name); d == dir && e == elem {
			return &(*f.files)[i]
		}
	}
	return nil
}

// inside returns the files of a directory.
func (f FS) inside(dir string) []file {
	if f.files == nil {
		return nil
	}
	first := f.from(dir, "")
	last := first
	for last < len(*f.files) {
		if d, _, _ := split((*f.files)[last].name); d != dir {
			break
		}
		last++
	}
	return (*f.files)[first:last]
}

// Open opens a file for reading.
func (f FS) Open(name string) (fs.File, error) {
	found := f.find(name)
	if found == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if found.IsDir() {
		return &openDir{f: found, files: f.inside(name)}, nil
	}
	return &openFile{f: found}, nil
}

// ReadDir returns the entries of a directory.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	dir, ok := opened.(*openDir)
	if !ok {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a directory")}
	}
	return dir.entries(len(dir.files)), nil
}

// ReadFile returns the contents of a file.
func (f FS) ReadFile(name string) ([]byte, error) {
	opened, err := f.Open(name)
	if err != nil {
		return nil, err
	}
	o, ok := opened.(*openFile)
	if !ok {
		return nil, errIsDirectory(name)
	}
	return []byte(o.f.data), nil
}

func errIsDirectory(name string) error {
	return &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
}

type openFile struct {
	f      *file
	offset int64
}

func (o *openFile) Close() error               { return nil }
func (o *openFile) Stat() (fs.FileInfo, error) { return o.f, nil }

func (o *openFile) Read(b []byte) (int, error) {
	n, err := o.at(b, o.offset)
	o.offset += int64(n)
	return n, err
}

func (o *openFile) at(b []byte, offset int64) (int, error) {
	if offset < 0 {
		return 0, &fs.PathError{Op: "read", Path: o.f.name, Err: fs.ErrInvalid}
	}
	if offset >= int64(len(o.f.data)) {
		return 0, io.EOF
	}
	return copy(b, o.f.data[offset:]), nil
}

func (o *openFile) ReadAt(b []byte, offset int64) (int, error) {
	if offset > int64(len(o.f.data)) {
		return 0, &fs.PathError{Op: "read", Path: o.f.name, Err: fs.ErrInvalid}
	}
	n, err := o.at(b, offset)
	if err == nil && n < len(b) {
		err = io.EOF
	}
	return n, err
}

func (o *openFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += o.offset
	case io.SeekEnd:
		offset += int64(len(o.f.data))
	}
	if offset < 0 || offset > int64(len(o.f.data)) {
		return 0, &fs.PathError{Op: "seek", Path: o.f.name, Err: fs.ErrInvalid}
	}
	o.offset = offset
	return offset, nil
}

type openDir struct {
	f      *file
	files  []file
	offset int
}

func (d *openDir) Close() error               { return nil }
func (d *openDir) Stat() (fs.FileInfo, error) { return d.f, nil }
func (d *openDir) Read([]byte) (int, error)   { return 0, errIsDirectory(d.f.name) }

// entries returns the next n entries.
func (d *openDir) entries(n int) []fs.DirEntry {
	list := make([]fs.DirEntry, n)
	for i := range list {
		list[i] = &d.files[d.offset+i]
	}
	d.offset += n
	return list
}

func (d *openDir) ReadDir(count int) ([]fs.DirEntry, error) {
	n := len(d.files) - d.offset
	switch {
	case n == 0 && count <= 0:
		return nil, nil
	case n == 0:
		return nil, io.EOF
	case count > 0 && n > count:
		n = count
	}
	return d.entries(n), nil
}
