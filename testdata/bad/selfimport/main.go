package main

import _ "example.com/self"

func main() {}
