package main

import _ "example.com/nothing/x"

func main() {}
