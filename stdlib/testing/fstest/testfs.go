package fstest

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"sort"
	"strings"
	"testing/iotest"
)

// TestFS checks a file system by going through all of it. The expected names have to be there, and some file if there are none.
func TestFS(fsys fs.FS, expected ...string) error {
	if err := testFS(fsys, expected...); err != nil {
		return err
	}
	for _, name := range expected {
		i := strings.Index(name, "/")
		if i < 0 {
			continue
		}
		dir := name[:i]
		sub, err := fs.Sub(fsys, dir)
		if err != nil {
			return err
		}
		var inside []string
		for _, other := range expected {
			if strings.HasPrefix(other, dir+"/") {
				inside = append(inside, other[len(dir)+1:])
			}
		}
		if err := testFS(sub, inside...); err != nil {
			return fmt.Errorf("testing fs.Sub(fsys, %s): %w", dir, err)
		}
		break // one is enough
	}
	return nil
}

func testFS(fsys fs.FS, expected ...string) error {
	t := &tester{fsys: fsys}
	t.dir(".")
	t.badNames(".")
	found := make(map[string]bool)
	for _, name := range append(append([]string{}, t.dirs...), t.files...) {
		found[name] = true
	}
	delete(found, ".")
	if len(expected) == 0 && len(found) > 0 {
		list := make([]string, 0, len(found))
		for name := range found {
			list = append(list, name)
		}
		sort.Strings(list)
		if len(list) > 15 {
			list = append(list[:10], "...")
		}
		t.errorf("expected empty file system but found files:\n%s", strings.Join(list, "\n"))
	}
	for _, name := range expected {
		if !found[name] {
			t.errorf("expected but not found: %s", name)
		}
	}
	if len(t.errs) == 0 {
		return nil
	}
	return fmt.Errorf("TestFS found errors:\n%w", errors.Join(t.errs...))
}

// tester collects what is wrong with a file system.
type tester struct {
	fsys  fs.FS
	errs  []error
	dirs  []string
	files []string
}

func (t *tester) errorf(format string, args ...any) {
	t.errs = append(t.errs, fmt.Errorf(format, args...))
}

func (t *tester) openDir(dir string) fs.ReadDirFile {
	f, err := t.fsys.Open(dir)
	if err != nil {
		t.errorf("%s: Open: %w", dir, err)
		return nil
	}
	d, ok := f.(fs.ReadDirFile)
	if !ok {
		f.Close()
		t.errorf("%s: Open returned File type %T, not a fs.ReadDirFile", dir, f)
		return nil
	}
	return d
}

// dir checks a directory and everything below it.
func (t *tester) dir(dir string) {
	t.dirs = append(t.dirs, dir)
	d := t.openDir(dir)
	if d == nil {
		return
	}
	list, err := d.ReadDir(-1)
	if err != nil {
		d.Close()
		t.errorf("%s: ReadDir(-1): %w", dir, err)
		return
	}
	prefix := dir + "/"
	if dir == "." {
		prefix = ""
	}
	for _, entry := range list {
		name := entry.Name()
		switch {
		case name == ".", name == "..", name == "":
			t.errorf("%s: ReadDir: child has invalid name: %#q", dir, name)
			continue
		case strings.ContainsAny(name, `/\`):
			t.errorf("%s: ReadDir: child name contains separator: %#q", dir, name)
			continue
		}
		full := prefix + name
		t.entry(full, entry)
		t.open(full)
		if entry.IsDir() {
			t.dir(full)
		} else {
			t.file(full)
		}
	}
	if more, err := d.ReadDir(-1); len(more) > 0 || err != nil {
		d.Close()
		t.errorf("%s: ReadDir(-1) at EOF = %d entries, %w, wanted 0 entries, nil", dir, len(more), err)
		return
	}
	if more, err := d.ReadDir(1); len(more) > 0 || err != io.EOF {
		d.Close()
		t.errorf("%s: ReadDir(1) at EOF = %d entries, %w, wanted 0 entries, EOF", dir, len(more), err)
		return
	}
	if err := d.Close(); err != nil {
		t.errorf("%s: Close: %w", dir, err)
	}
	d.Close() // must not crash
	t.readAgain(dir, list)
	t.glob(dir, list)
}

// readAgain reads the directory in other ways.
func (t *tester) readAgain(dir string, list []fs.DirEntry) {
	if d := t.openDir(dir); d != nil {
		again, err := d.ReadDir(-1)
		d.Close()
		if err != nil {
			t.errorf("%s: second Open+ReadDir(-1): %w", dir, err)
			return
		}
		t.sameList(dir, "first Open+ReadDir(-1) vs second Open+ReadDir(-1)", list, again)
	}
	if d := t.openDir(dir); d != nil {
		var parts []fs.DirEntry
		for n := 1; ; n = 3 - n {
			part, err := d.ReadDir(n)
			if len(part) > n {
				t.errorf("%s: third Open: ReadDir(%d) after %d: %d entries (too many)", dir, n, len(parts), len(part))
				break
			}
			parts = append(parts, part...)
			if err == io.EOF {
				break
			}
			if err != nil {
				t.errorf("%s: third Open: ReadDir(%d) after %d: %w", dir, n, len(parts), err)
				break
			}
		}
		d.Close()
		t.sameList(dir, "first Open+ReadDir(-1) vs third Open+ReadDir(1,2) loop", list, parts)
	}
	if fsys, ok := t.fsys.(fs.ReadDirFS); ok {
		own, err := fsys.ReadDir(dir)
		if err != nil {
			t.errorf("%s: fsys.ReadDir: %w", dir, err)
			return
		}
		t.sameList(dir, "first Open+ReadDir(-1) vs fsys.ReadDir", list, own)
		t.sorted(dir, "fsys.ReadDir", own)
	}
	general, err := fs.ReadDir(t.fsys, dir)
	if err != nil {
		t.errorf("%s: fs.ReadDir: %w", dir, err)
		return
	}
	t.sameList(dir, "first Open+ReadDir(-1) vs fs.ReadDir", list, general)
	t.sorted(dir, "fs.ReadDir", general)
}

func (t *tester) sorted(dir, what string, list []fs.DirEntry) {
	for i := 0; i+1 < len(list); i++ {
		if list[i].Name() >= list[i+1].Name() {
			t.errorf("%s: %s: list not sorted: %s before %s", dir, what, list[i].Name(), list[i+1].Name())
		}
	}
}

func formatEntry(e fs.DirEntry) string {
	return fmt.Sprintf("%s IsDir=%v Type=%v", e.Name(), e.IsDir(), e.Type())
}

func formatInfoAsEntry(i fs.FileInfo) string {
	return fmt.Sprintf("%s IsDir=%v Type=%v", i.Name(), i.IsDir(), i.Mode().Type())
}

func formatInfo(i fs.FileInfo) string {
	return fmt.Sprintf("%s IsDir=%v Mode=%v Size=%d ModTime=%v", i.Name(), i.IsDir(), i.Mode(), i.Size(), i.ModTime())
}

func (t *tester) sameList(dir, what string, a, b []fs.DirEntry) {
	old := make(map[string]fs.DirEntry)
	for _, e := range a {
		old[e.Name()] = e
	}
	var diffs []string
	for _, e := range b {
		o := old[e.Name()]
		switch {
		case o == nil:
			diffs = append(diffs, e.Name()+" missing from first, "+formatEntry(e))
		case formatEntry(o) != formatEntry(e):
			diffs = append(diffs, e.Name()+" first "+formatEntry(o)+" != "+formatEntry(e))
		}
		delete(old, e.Name())
	}
	for name, o := range old {
		diffs = append(diffs, name+" missing from second, first "+formatEntry(o))
	}
	if len(diffs) > 0 {
		sort.Strings(diffs)
		t.errorf("%s: diff %s:\n\t%s", dir, what, strings.Join(diffs, "\n\t"))
	}
}

// entry compares an entry with what Stat says.
func (t *tester) entry(name string, entry fs.DirEntry) {
	f, err := t.fsys.Open(name)
	if err != nil {
		t.errorf("%s: Open: %w", name, err)
		return
	}
	info, err := f.Stat()
	f.Close()
	if err != nil {
		t.errorf("%s: Stat: %w", name, err)
		return
	}
	if a, b := formatEntry(entry), formatInfoAsEntry(info); a != b && entry.Type()&fs.ModeSymlink == 0 {
		t.errorf("%s: mismatch:\n\tentry = %s\n\tfile.Stat() = %s", name, a, b)
	}
	own, err := entry.Info()
	if err != nil {
		t.errorf("%s: entry.Info: %w", name, err)
		return
	}
	if entry.Type()&fs.ModeSymlink != 0 {
		if a, b := formatEntry(entry), formatInfoAsEntry(own); a != b {
			t.errorf("%s: mismatch\n\tentry = %s\n\tentry.Info() = %s\n", name, a, b)
		}
	} else if a, b := formatInfo(own), formatInfo(info); a != b {
		t.errorf("%s: mismatch:\n\tentry.Info() = %s\n\tfile.Stat() = %s\n", name, a, b)
	}
	stat, err := fs.Stat(t.fsys, name)
	if err != nil {
		t.errorf("%s: fs.Stat: %w", name, err)
		return
	}
	if a, b := formatInfo(stat), formatInfo(info); a != b {
		t.errorf("%s: fs.Stat(...) = %s\n\twant %s", name, a, b)
	}
	if fsys, ok := t.fsys.(fs.StatFS); ok {
		stat, err := fsys.Stat(name)
		if err != nil {
			t.errorf("%s: fsys.Stat: %w", name, err)
			return
		}
		if a, b := formatInfo(stat), formatInfo(info); a != b {
			t.errorf("%s: fsys.Stat(...) = %s\n\twant %s", name, a, b)
		}
	}
}

// file reads a file in several ways.
func (t *tester) file(name string) {
	t.files = append(t.files, name)
	f, err := t.fsys.Open(name)
	if err != nil {
		t.errorf("%s: Open: %w", name, err)
		return
	}
	data, err := io.ReadAll(f)
	if err != nil {
		f.Close()
		t.errorf("%s: Open+ReadAll: %w", name, err)
		return
	}
	if err := f.Close(); err != nil {
		t.errorf("%s: Close: %w", name, err)
	}
	f.Close() // must not crash
	if fsys, ok := t.fsys.(fs.ReadFileFS); ok {
		own, err := fsys.ReadFile(name)
		if err != nil {
			t.errorf("%s: fsys.ReadFile: %w", name, err)
			return
		}
		t.sameData(name, "ReadAll vs fsys.ReadFile", data, own)
		for i := range own { // the caller may change it
			own[i]++
		}
		if again, err := fsys.ReadFile(name); err != nil {
			t.errorf("%s: second call to fsys.ReadFile: %w", name, err)
			return
		} else {
			t.sameData(name, "Readall vs second fsys.ReadFile", data, again)
		}
	}
	general, err := fs.ReadFile(t.fsys, name)
	if err != nil {
		t.errorf("%s: fs.ReadFile: %w", name, err)
		return
	}
	t.sameData(name, "ReadAll vs fs.ReadFile", data, general)
	f, err = t.fsys.Open(name)
	if err != nil {
		t.errorf("%s: second Open: %w", name, err)
		return
	}
	defer f.Close()
	if err := iotest.TestReader(f, data); err != nil {
		t.errorf("%s: failed TestReader:\n\t%s", name, strings.ReplaceAll(err.Error(), "\n", "\n\t"))
	}
}

func (t *tester) sameData(name, what string, a, b []byte) {
	if string(a) != string(b) {
		t.errorf("%s: %s: different data returned\n\t%q\n\t%q", name, what, a, b)
	}
}

// open checks that bad forms of a name are refused.
func (t *tester) open(name string) {
	t.refused(name, "Open", func(bad string) error {
		f, err := t.fsys.Open(bad)
		if err == nil {
			f.Close()
		}
		return err
	})
}

func (t *tester) badNames(name string) { t.open(name) }

func (t *tester) refused(name, op string, open func(string) error) {
	bad := []string{"/" + name, name + "/."}
	if name == "." {
		bad = append(bad, "/")
	}
	if i := strings.Index(name, "/"); i >= 0 {
		bad = append(bad, name[:i]+"//"+name[i+1:], name[:i]+"/./"+name[i+1:], name[:i]+"/../"+name)
	}
	if i := strings.LastIndex(name, "/"); i >= 0 {
		bad = append(bad, name[:i]+"//"+name[i+1:])
	}
	for _, b := range bad {
		if open(b) == nil {
			t.errorf("%s: %s(%s) succeeded, want error", name, op, b)
		}
	}
}

// glob checks fs.Glob with patterns for the entries of a directory.
func (t *tester) glob(dir string, list []fs.DirEntry) {
	fsys, ok := t.fsys.(fs.GlobFS)
	if !ok {
		return
	}
	prefix := ""
	if dir != "." {
		for _, elem := range strings.Split(dir, "/") {
			prefix += strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`).Replace(elem) + "/"
		}
	}
	if _, err := fsys.Glob(prefix + "nonexist/[]"); err == nil {
		t.errorf("%s: Glob(%#q): bad pattern not detected", dir, prefix+"nonexist/[]")
	}
	var want []string
	for _, e := range list {
		want = append(want, path.Join(dir, e.Name()))
	}
	sort.Strings(want)
	got, err := fsys.Glob(prefix + "*")
	if err != nil {
		t.errorf("%s: Glob(%#q): %w", dir, prefix+"*", err)
		return
	}
	if !sort.StringsAreSorted(got) {
		t.errorf("%s: Glob(%#q): unsorted output:\n%s", dir, prefix+"*", strings.Join(got, "\n"))
		sort.Strings(got)
	}
	if len(got) != len(want) || len(got) > 0 && !reflect.DeepEqual(got, want) {
		t.errorf("%s: Glob(%#q): wrong output:\nextra: %v\nmissing: %v", dir, prefix+"*", got, want)
	}
}
