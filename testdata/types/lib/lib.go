// Package lib is for tests of what another package may name.
package lib

type hidden struct{ a int }

type Shown struct{ a int }
