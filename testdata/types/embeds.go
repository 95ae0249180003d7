// check
package p

import "embed"

type text string

//go:embed assignments.go calls.go
var a string // ERROR InvalidDirective "invalid go:embed: multiple files for type string"

//go:embed [ac]*.go
var b text // ERROR InvalidDirective "invalid go:embed: multiple files for type text"

//go:embed [ac]*.go
var c embed.FS

//go:embed calls.go calls.go
var d []byte
