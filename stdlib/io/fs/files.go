// Reading, listing and describing files of any FS, with the method of the FS that does it best
// if there is one, and through Open otherwise. Also the one-line forms of file descriptions.
package fs

import (
	"errors"
	"io"
	"time"
)

// ReadFileFS is an FS that reads whole files itself.
type ReadFileFS interface {
	FS
	ReadFile(name string) ([]byte, error)
}

// ReadDirFS is an FS that lists directories itself.
type ReadDirFS interface {
	FS
	ReadDir(name string) ([]DirEntry, error)
}

// StatFS is an FS that describes files itself.
type StatFS interface {
	FS
	Stat(name string) (FileInfo, error)
}

// ReadFile returns the contents of the named file; reaching its end is no error.
func ReadFile(fsys FS, name string) ([]byte, error) {
	if fsys, ok := fsys.(ReadFileFS); ok {
		return fsys.ReadFile(name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 0
	if info, err := f.Stat(); err == nil && int64(int(info.Size())) == info.Size() {
		size = int(info.Size())
	}
	b := make([]byte, 0, size+1) // one more, so that a file of that size ends in one pass
	for {
		n, err := f.Read(b[len(b):cap(b)])
		b = b[:len(b)+n]
		if err == io.EOF {
			return b, nil
		}
		if err != nil {
			return b, err
		}
		if len(b) == cap(b) {
			b = append(b, 0)[:len(b)]
		}
	}
}

// ReadDir returns the entries of the named directory sorted by name.
func ReadDir(fsys FS, name string) ([]DirEntry, error) {
	if fsys, ok := fsys.(ReadDirFS); ok {
		return fsys.ReadDir(name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	dir, ok := f.(ReadDirFile)
	if !ok {
		return nil, &PathError{Op: "readdir", Path: name, Err: errors.New("not implemented")}
	}
	list, err := dir.ReadDir(-1)
	sortEntries(list)
	return list, err
}

// sortEntries sorts list by name: a heap sort, as package sort would be a cost for every
// program that has to do with files.
func sortEntries(list []DirEntry) {
	sorted := true
	for i := 1; i < len(list) && sorted; i++ {
		sorted = list[i-1].Name() <= list[i].Name()
	}
	if sorted {
		return
	}
	for i := len(list)/2 - 1; i >= 0; i-- {
		siftDown(list, i)
	}
	for end := len(list) - 1; end > 0; end-- {
		list[0], list[end] = list[end], list[0]
		siftDown(list[:end], 0)
	}
}

func siftDown(list []DirEntry, root int) {
	for {
		child := 2*root + 1
		if child >= len(list) {
			return
		}
		if child+1 < len(list) && list[child].Name() < list[child+1].Name() {
			child++
		}
		if list[root].Name() >= list[child].Name() {
			return
		}
		list[root], list[child] = list[child], list[root]
		root = child
	}
}

// Stat describes the named file.
func Stat(fsys FS, name string) (FileInfo, error) {
	if fsys, ok := fsys.(StatFS); ok {
		return fsys.Stat(name)
	}
	f, err := fsys.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return f.Stat()
}

// FileInfoToDirEntry returns a DirEntry with the facts of info, or nil for nil.
func FileInfoToDirEntry(info FileInfo) DirEntry {
	if info == nil {
		return nil
	}
	return infoEntry{info}
}

type infoEntry struct {
	info FileInfo
}

func (e infoEntry) Name() string            { return e.info.Name() }
func (e infoEntry) IsDir() bool             { return e.info.IsDir() }
func (e infoEntry) Type() FileMode          { return e.info.Mode().Type() }
func (e infoEntry) Info() (FileInfo, error) { return e.info, nil }
func (e infoEntry) String() string          { return FormatDirEntry(e) }

// FormatFileInfo returns mode, size, time and name of info, with a slash after the name of a
// directory.
func FormatFileInfo(info FileInfo) string {
	b := append(make([]byte, 0, 64), info.Mode().String()...)
	b = append(b, ' ')
	b = appendInt(b, info.Size())
	b = append(b, ' ')
	b = info.ModTime().AppendFormat(b, time.DateTime)
	b = append(b, ' ')
	b = append(b, info.Name()...)
	if info.IsDir() {
		b = append(b, '/')
	}
	return string(b)
}

func appendInt(b []byte, n int64) []byte {
	u := uint64(n)
	if n < 0 {
		b = append(b, '-')
		u = -u
	}
	var digits [20]byte
	i := len(digits)
	for {
		i--
		digits[i] = byte('0' + u%10)
		u /= 10
		if u == 0 {
			return append(b, digits[i:]...)
		}
	}
}

// FormatDirEntry returns type and name of dir, with a slash after the name of a directory.
func FormatDirEntry(dir DirEntry) string {
	mode := dir.Type().String()
	text := mode[:len(mode)-len("rwxrwxrwx")] + " " + dir.Name()
	if dir.IsDir() {
		text += "/"
	}
	return text
}
