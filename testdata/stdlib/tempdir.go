// run
// Temporary directories of tests, in clean-ups too.
package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func check(t *testing.T, dir string) {
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		t.Error(dir, err)
	}
}

func TestTempDir(t *testing.T) {
	var dirs []string
	t.Run("inner/näme*!", func(t *testing.T) {
		t.Cleanup(func() {
			dirs = append(dirs, t.TempDir())
			check(t, dirs[2])
		})
		dirs = append(dirs, t.TempDir(), t.TempDir())
		check(t, dirs[0])
		check(t, dirs[1])
	})
	for _, d := range dirs {
		if _, err := os.Stat(d); !os.IsNotExist(err) {
			t.Error(d, err)
		}
		if !strings.Contains(filepath.Base(filepath.Dir(d)), "TestTempDirinnernäme!") {
			t.Error(d)
		}
	}
}

func main() {
	testing.Main(func(pat, str string) (bool, error) { return true, nil }, []testing.InternalTest{{"TestTempDir", TestTempDir}}, nil, nil)
}
