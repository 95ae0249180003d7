// run
// Files that are part of the program.
package main

import (
	"embed"
	"fmt"
	"io/fs"
)

//go:embed embed_data/a.txt
var text string

//go:embed embed_data/a.txt
var raw []byte

//go:embed embed_data
var tree embed.FS

func main() {
	fmt.Print(text, len(raw), "\n")
	err := fs.WalkDir(tree, ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Println(path, d.IsDir(), err)
		return nil
	})
	fmt.Println(err)
	b, err := tree.ReadFile("embed_data/sub/b.txt")
	fmt.Printf("%q %v\n", b, err)
	_, err = tree.ReadFile("embed_data/none")
	fmt.Println(err)
}
