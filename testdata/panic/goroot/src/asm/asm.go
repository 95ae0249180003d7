// Package asm stands for one of an installed Go tree that has assembly files.
package asm

func F(x int) int
