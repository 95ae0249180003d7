package main

func main() {}

/* no end
