package main

type T struct{ t T }

type A [2]A

type P struct{ q Q }

type Q struct{ p [1]P }

type I interface{ I }

type L = L

type N N

type G[X any] struct{ g G[G[X]] }

type F func(F) F // fine

func main() {}
