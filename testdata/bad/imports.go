package main

import (
	_ ""
	_ "no/such/package"
	_ "a b"
	_ "/absolute"
	_ "../../../../../../../../../../../../etc"
	_ "C"
	_ "\x00"
	_ "fmt\\x"
)

func main() {}
