// Package fstest has a file system in memory, and a test of file systems.
package fstest

import (
	"io"
	"io/fs"
	"path"
	"sort"
	"strings"
	"time"
)

// MapFS is a file system in memory: the names of files and what they are. Directories exist if there is a file in them.
type MapFS map[string]*MapFile

// MapFile is a file of a MapFS.
type MapFile struct {
	Data    []byte
	Mode    fs.FileMode
	ModTime time.Time
	Sys     any
}

var (
	_ fs.FS   = MapFS(nil)
	_ fs.File = (*openMapFile)(nil)
)

// Open opens a file.
func (m MapFS) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	file := m[name]
	if file != nil && file.Mode&fs.ModeDir == 0 {
		return &openMapFile{name, mapInfo{path.Base(name), file}, 0}, nil
	}
	list, exists := m.inside(name)
	if file == nil && !exists {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if file == nil {
		file = &MapFile{Mode: fs.ModeDir | 0555}
	}
	elem := name[strings.LastIndex(name, "/")+1:]
	return &mapDir{name, mapInfo{elem, file}, list, 0}, nil
}

// inside returns what is in a directory, sorted by name, and whether there is such a directory.
func (m MapFS) inside(dir string) (list []mapInfo, exists bool) {
	prefix := dir + "/"
	exists = dir == "."
	if exists {
		prefix = ""
	}
	implied := make(map[string]bool)
	for name, file := range m {
		if !strings.HasPrefix(name, prefix) || name == "." {
			continue
		}
		exists = true
		rest := name[len(prefix):]
		if i := strings.Index(rest, "/"); i >= 0 {
			implied[rest[:i]] = true
		} else {
			list = append(list, mapInfo{rest, file})
		}
	}
	for _, info := range list {
		delete(implied, info.name)
	}
	for name := range implied {
		list = append(list, mapInfo{name, &MapFile{Mode: fs.ModeDir | 0555}})
	}
	sort.Slice(list, func(i, j int) bool { return list[i].name < list[j].name })
	return list, exists
}

// fsOnly hides the other methods, so that the functions of package fs use Open.
type fsOnly struct{ fs.FS }

// ReadFile returns the contents of a file.
func (m MapFS) ReadFile(name string) ([]byte, error) { return fs.ReadFile(fsOnly{m}, name) }

// Stat describes a file.
func (m MapFS) Stat(name string) (fs.FileInfo, error) { return fs.Stat(fsOnly{m}, name) }

// ReadDir returns the entries of a directory.
func (m MapFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(fsOnly{m}, name) }

// Glob returns the names that match a pattern.
func (m MapFS) Glob(pattern string) ([]string, error) { return fs.Glob(fsOnly{m}, pattern) }

type noSub struct{ MapFS }

func (noSub) Sub() {} // not the method of fs.SubFS

// Sub returns the tree below a directory.
func (m MapFS) Sub(dir string) (fs.FS, error) { return fs.Sub(noSub{m}, dir) }

// mapInfo describes a file.
type mapInfo struct {
	name string
	f    *MapFile
}

func (i *mapInfo) Name() string               { return path.Base(i.name) }
func (i *mapInfo) Size() int64                { return int64(len(i.f.Data)) }
func (i *mapInfo) Mode() fs.FileMode          { return i.f.Mode }
func (i *mapInfo) Type() fs.FileMode          { return i.f.Mode.Type() }
func (i *mapInfo) ModTime() time.Time         { return i.f.ModTime }
func (i *mapInfo) IsDir() bool                { return i.f.Mode&fs.ModeDir != 0 }
func (i *mapInfo) Sys() any                   { return i.f.Sys }
func (i *mapInfo) Info() (fs.FileInfo, error) { return i, nil }
func (i *mapInfo) String() string             { return fs.FormatFileInfo(i) }

// openMapFile is an open file.
type openMapFile struct {
	path string
	mapInfo
	offset int64
}

func (f *openMapFile) Stat() (fs.FileInfo, error) { return &f.mapInfo, nil }
func (f *openMapFile) Close() error               { return nil }

func (f *openMapFile) Read(b []byte) (int, error) {
	n, err := f.at("read", b, f.offset)
	f.offset += int64(n)
	return n, err
}

func (f *openMapFile) at(op string, b []byte, offset int64) (int, error) {
	if offset < 0 {
		return 0, &fs.PathError{Op: op, Path: f.path, Err: fs.ErrInvalid}
	}
	if offset >= int64(len(f.f.Data)) {
		return 0, io.EOF
	}
	return copy(b, f.f.Data[offset:]), nil
}

func (f *openMapFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.offset
	case io.SeekEnd:
		offset += int64(len(f.f.Data))
	}
	if offset < 0 || offset > int64(len(f.f.Data)) {
		return 0, &fs.PathError{Op: "seek", Path: f.path, Err: fs.ErrInvalid}
	}
	f.offset = offset
	return offset, nil
}

func (f *openMapFile) ReadAt(b []byte, offset int64) (int, error) {
	if offset > int64(len(f.f.Data)) {
		offset = -1
	}
	if offset < 0 {
		return 0, &fs.PathError{Op: "read", Path: f.path, Err: fs.ErrInvalid}
	}
	n := copy(b, f.f.Data[offset:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

// mapDir is an open directory.
type mapDir struct {
	path string
	mapInfo
	list   []mapInfo
	offset int
}

func (d *mapDir) Stat() (fs.FileInfo, error) { return &d.mapInfo, nil }
func (d *mapDir) Close() error               { return nil }

func (d *mapDir) Read(b []byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.path, Err: fs.ErrInvalid}
}

func (d *mapDir) ReadDir(count int) ([]fs.DirEntry, error) {
	n := len(d.list) - d.offset
	if n == 0 && count > 0 {
		return nil, io.EOF
	}
	if count > 0 && n > count {
		n = count
	}
	list := make([]fs.DirEntry, n)
	for i := range list {
		list[i] = &d.list[d.offset+i]
	}
	d.offset += n
	return list, nil
}
