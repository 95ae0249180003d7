package os

import (
	"errors"
	"io"
	"io/fs"
)

// DirFS returns the tree below a directory as an fs.FS. Symbolic links can lead out of it.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

// full returns the name of a file in the tree for the system.
func (d dirFS) full(op, name string) (string, error) {
	if d == "" {
		return "", &PathError{Op: op, Path: name, Err: errors.New("os: DirFS with empty root")}
	}
	if !fs.ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	for i := 0; i < len(name); i++ {
		if name[i] == 0 {
			return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
		}
	}
	if IsPathSeparator(d[len(d)-1]) {
		return string(d) + name, nil
	}
	return string(d) + "/" + name, nil
}

// shown puts the name in the tree into an error.
func shown(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (d dirFS) Open(name string) (fs.File, error) {
	full, err := d.full("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(full)
	if err != nil {
		return nil, shown(err, name)
	}
	return f, nil
}

func (d dirFS) ReadFile(name string) ([]byte, error) {
	full, err := d.full("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(full)
	if err != nil {
		return nil, shown(err, name)
	}
	return b, nil
}

func (d dirFS) ReadDir(name string) ([]DirEntry, error) {
	full, err := d.full("readdir", name)
	if err != nil {
		return nil, err
	}
	entries, err := ReadDir(full)
	if err != nil {
		return nil, shown(err, name)
	}
	return entries, nil
}

func (d dirFS) Stat(name string) (fs.FileInfo, error) {
	full, err := d.full("stat", name)
	if err != nil {
		return nil, err
	}
	info, err := Stat(full)
	if err != nil {
		return nil, shown(err, name)
	}
	return info, nil
}

// CopyFS copies a tree into a directory, which is made if needed. Existing files are not replaced, and only directories and
// regular files can be copied.
func CopyFS(dir string, fsys fs.FS) error {
	return fs.WalkDir(fsys, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		target := dir
		if path != "." {
			for i := 0; i < len(path); i++ {
				if path[i] == 0 {
					return errors.New("invalid path")
				}
			}
			target = joinPath(dir, path)
		}
		if d.IsDir() {
			return MkdirAll(target, 0777)
		}
		if !d.Type().IsRegular() {
			return &PathError{Op: "CopyFS", Path: path, Err: ErrInvalid}
		}
		return copyFile(target, fsys, path)
	})
}

func joinPath(dir, name string) string {
	if len(dir) > 0 && dir[len(dir)-1] == '/' {
		return dir + name
	}
	return dir + "/" + name
}

func copyFile(target string, fsys fs.FS, path string) error {
	r, err := fsys.Open(path)
	if err != nil {
		return err
	}
	defer r.Close()
	info, err := r.Stat()
	if err != nil {
		return err
	}
	w, err := OpenFile(target, O_CREATE|O_EXCL|O_WRONLY, 0666|info.Mode()&0777)
	if err != nil {
		return err
	}
	if _, err := io.Copy(w, r); err != nil {
		w.Close()
		return &PathError{Op: "Copy", Path: target, Err: err}
	}
	return w.Close()
}
