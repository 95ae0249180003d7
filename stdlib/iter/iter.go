// Package iter names the types of iterator functions, which a range statement
// accepts, and turns them into functions that are called for one value after
// the other (pull.go).
package iter

// Seq is an iterator over values: it passes each to yield, until that returns
// false.
type Seq[V any] func(yield func(V) bool)

// Seq2 is an iterator over pairs, most often of key and value.
type Seq2[K, V any] func(yield func(K, V) bool)
