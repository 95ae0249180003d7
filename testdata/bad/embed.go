package main

import "embed"

//
//go:embed nothing/*
var a embed.FS

//go:embed ../../../etc/passwd
var b string

//go:embed [
var c string

func main() {}
