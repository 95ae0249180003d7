// check
// Labels and branches.
package p

func f() {
	break       // ERROR "break is not in a loop, switch, or select"
	continue    // ERROR "continue is not in a loop"
	fallthrough // ERROR "fallthrough statement out of place"
	goto M      // ERROR "label M not defined"
	goto V      // ERROR "goto V jumps over declaration of v at "
	v := 1
	_ = v
V:
	goto B // ERROR "goto B jumps into block starting at "
	{
	B:
	}
U: // ERROR "label U defined and not used"
	for {
	}
D:
	goto D
D: // ERROR "label D already defined at "
	;
S:
	switch {
	case a:
		break S
		continue S // ERROR "invalid continue label S"
	case b:
		fallthrough
	case c:
		if x {
			fallthrough // ERROR "fallthrough statement out of place"
		}
		func() {
			break S // ERROR "break label not defined: S"
		}()
	case d:
		fallthrough // ERROR "cannot fallthrough final case in switch"
	}
	switch x.(type) {
	case int:
		fallthrough // ERROR "cannot fallthrough in type switch"
	case bool:
	}
P:
	{
		break P // ERROR "invalid break label P"
	}
F:
	for {
		select {
		case <-c:
			continue F
		default:
			break F
		}
	}
}
