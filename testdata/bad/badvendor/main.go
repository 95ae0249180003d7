package main

import _ "example.com/v"

func main() {}
