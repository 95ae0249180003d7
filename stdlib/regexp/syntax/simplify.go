package syntax

// Simplify returns a regexp equivalent to re but without counted repetitions and with other simplifications. The returned
// regexp may share structure with or be the original.
func (re *Regexp) Simplify() *Regexp {
	if re == nil {
		return nil
	}
	switch re.Op {
	case OpCapture, OpConcat, OpAlternate:
		return re.simplifySubs()
	case OpStar, OpPlus, OpQuest:
		sub := re.Sub[0].Simplify()
		if sub == re.Sub[0] && !redundant(re.Op, re.Flags, sub) {
			return re
		}
		return unary(re.Op, re.Flags, sub)
	case OpRepeat:
		return re.expand()
	}
	return re
}

func (re *Regexp) simplifySubs() *Regexp {
	result := re
	for i, sub := range re.Sub {
		s := sub.Simplify()
		if s != sub && result == re {
			result = new(Regexp)
			*result = *re
			result.Rune = nil
			result.Sub = append([]*Regexp(nil), re.Sub...)
		}
		result.Sub[i] = s
	}
	return result
}

// redundant reports whether op applied to sub is sub.
func redundant(op Op, flags Flags, sub *Regexp) bool {
	return sub.Op == OpEmptyMatch || sub.Op == op && (flags^sub.Flags)&NonGreedy == 0
}

// unary returns op applied to a simple sub.
func unary(op Op, flags Flags, sub *Regexp) *Regexp {
	if redundant(op, flags, sub) {
		return sub
	}
	re := &Regexp{Op: op, Flags: flags}
	re.Sub = append(re.Sub0[:0], sub)
	return re
}

// expand writes a counted repetition out.
func (re *Regexp) expand() *Regexp {
	if re.Min == 0 && re.Max == 0 {
		return &Regexp{Op: OpEmptyMatch}
	}
	sub := re.Sub[0].Simplify()
	var parts []*Regexp
	switch {
	case re.Max == -1 && re.Min == 0:
		return unary(OpStar, re.Flags, sub)
	case re.Max == -1:
		// x{3,} is xxx+
		parts = append(repeated(sub, re.Min-1), unary(OpPlus, re.Flags, sub))
	case re.Min == 1 && re.Max == 1:
		return sub
	case re.Max == re.Min:
		return &Regexp{Op: OpConcat, Sub: repeated(sub, re.Min)}
	case re.Max < re.Min:
		if re.Min > 0 {
			return &Regexp{Op: OpConcat, Sub: repeated(sub, re.Min)}
		}
		return &Regexp{Op: OpNoMatch}
	default:
		// x{2,5} is xx(x(x(x)?)?)?
		tail := unary(OpQuest, re.Flags, sub)
		for i := re.Min + 1; i < re.Max; i++ {
			tail = unary(OpQuest, re.Flags, &Regexp{Op: OpConcat, Sub: []*Regexp{sub, tail}})
		}
		if re.Min == 0 {
			return tail
		}
		parts = append(repeated(sub, re.Min), tail)
	}
	if len(parts) == 1 {
		return parts[0]
	}
	return &Regexp{Op: OpConcat, Sub: parts}
}

func repeated(re *Regexp, n int) []*Regexp {
	list := make([]*Regexp, n)
	for i := range list {
		list[i] = re
	}
	return list
}
