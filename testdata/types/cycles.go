// check
// Declarations that depend on themselves.
package main

type A struct{ a A } // ERROR "invalid recursive type: A refers to itself"
type B struct{ c C } // ERROR "invalid recursive type B"
type C struct{ b [2]B }
type D []D
type E = E // ERROR "invalid recursive type: E refers to itself"
type F = *G // ERROR "invalid recursive type F"
type G = F
type H [len(h)]int // ERROR "invalid recursive type H"

var h H

type I interface{ J } // ERROR "invalid recursive type I"
type J interface{ I }
type K[P any] struct{ k *K[P] }
type L[P any] struct{ l L[P] } // ERROR "invalid recursive type: L refers to itself"
type M[P M[P]] struct{} // ERROR "invalid recursive type: M refers to itself"
type N struct{ n K[N] }
type O struct{ p P[O] } // ERROR "invalid recursive type O"
type P[Q any] struct{ q Q }
type R R // ERROR "invalid recursive type: R refers to itself"
type S interface{ S } // ERROR "invalid recursive type: S refers to itself"
type U func(U) U
type V map[string]V

const x = y // ERROR "initialization cycle for x"
const y = x

var v1 = v2 // ERROR "initialization cycle for v1"
var v2 = f1()
var v3 = v3 // ERROR "initialization cycle: v3 refers to itself"

func f1() int { return f2() }
func f2() int { return v1 }

var arr [len(arr)]int // ERROR "initialization cycle: arr refers to itself"
var ok1 = func() int { return ok2 }()
var ok2 = 1

type W struct{ X }
type X struct{ *W }

func inst[T any]() { inst[*T]() }

func main() {
	type Y struct{ y Y } // ERROR "invalid recursive type: Y refers to itself"
	type Z struct{ z *Z }
}
