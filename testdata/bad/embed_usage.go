package main

import _ "embed"

//go:embed
var d string

func main() {}
