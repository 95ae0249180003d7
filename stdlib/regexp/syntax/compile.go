package syntax

import (
	"slices"
	"unicode"
)

// Compile compiles the regexp into a program to be executed. The regexp should have been simplified already.
func Compile(re *Regexp) (*Prog, error) {
	c := compiler{p: &Prog{NumCap: 2}}
	c.add(Inst{Op: InstFail})
	f := c.compile(re)
	c.fill(f.out, c.add(Inst{Op: InstMatch}))
	c.p.Start = int(f.start)
	return c.p, nil
}

type compiler struct {
	p *Prog
}

// hole is a field of an instruction that is to hold where the program goes on: Arg, or else Out.
type hole struct {
	inst uint32
	arg  bool
}

// fragment is a part of the program. start 0, which is the failing instruction, says that it matches nothing.
type fragment struct {
	start uint32
	out   []hole
	empty bool // it can match the empty string
}

func (c *compiler) add(i Inst) uint32 {
	c.p.Inst = append(c.p.Inst, i)
	return uint32(len(c.p.Inst) - 1)
}

func (c *compiler) fill(holes []hole, to uint32) {
	for _, h := range holes {
		if i := &c.p.Inst[h.inst]; h.arg {
			i.Arg = to
		} else {
			i.Out = to
		}
	}
}

// single makes a fragment of one instruction that goes on to Out.
func (c *compiler) single(i Inst, empty bool) fragment {
	at := c.add(i)
	return fragment{at, []hole{{at, false}}, empty}
}

var emptyOps = map[Op]EmptyOp{
	OpBeginLine: EmptyBeginLine, OpEndLine: EmptyEndLine, OpBeginText: EmptyBeginText, OpEndText: EmptyEndText,
	OpWordBoundary: EmptyWordBoundary, OpNoWordBoundary: EmptyNoWordBoundary,
}

func (c *compiler) compile(re *Regexp) fragment {
	lazy := re.Flags&NonGreedy != 0
	switch re.Op {
	case OpNoMatch:
		return fragment{}
	case OpLiteral:
		return c.sequence(len(re.Rune), func(i int) fragment { return c.runes(re.Rune[i:i+1], re.Flags) })
	case OpCharClass:
		return c.runes(re.Rune, re.Flags)
	case OpAnyCharNotNL:
		return c.runes([]rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}, 0)
	case OpAnyChar:
		return c.runes([]rune{0, unicode.MaxRune}, 0)
	case OpCapture:
		return c.sequence(3, func(i int) fragment {
			if i == 1 {
				return c.compile(re.Sub[0])
			}
			return c.capture(uint32(2*re.Cap + i/2))
		})
	case OpStar:
		f := c.compile(re.Sub[0])
		if f.empty {
			// (x+)? keeps the order of preference.
			return c.optional(c.plus(f, lazy), lazy)
		}
		return c.loop(f, lazy)
	case OpPlus:
		return c.plus(c.compile(re.Sub[0]), lazy)
	case OpQuest:
		return c.optional(c.compile(re.Sub[0]), lazy)
	case OpConcat:
		return c.sequence(len(re.Sub), func(i int) fragment { return c.compile(re.Sub[i]) })
	case OpAlternate:
		var f fragment
		for _, sub := range re.Sub {
			f = c.either(f, c.compile(sub))
		}
		return f
	case OpEmptyMatch:
		return c.single(Inst{Op: InstNop}, true)
	}
	if op, ok := emptyOps[re.Op]; ok {
		return c.single(Inst{Op: InstEmptyWidth, Arg: uint32(op)}, true)
	}
	panic("regexp: unhandled case in compile")
}

// sequence joins n fragments; of none it is empty.
func (c *compiler) sequence(n int, part func(i int) fragment) fragment {
	if n == 0 {
		return c.single(Inst{Op: InstNop}, true)
	}
	all := part(0)
	for i := 1; i < n; i++ {
		f := part(i)
		if all.start == 0 || f.start == 0 {
			all = fragment{}
			continue
		}
		c.fill(all.out, f.start)
		all = fragment{all.start, f.out, all.empty && f.empty}
	}
	return all
}

func (c *compiler) capture(n uint32) fragment {
	c.p.NumCap = max(c.p.NumCap, int(n)+1)
	return c.single(Inst{Op: InstCapture, Arg: n}, true)
}

func (c *compiler) either(a, b fragment) fragment {
	if a.start == 0 {
		return b
	}
	if b.start == 0 {
		return a
	}
	at := c.add(Inst{Op: InstAlt, Out: a.start, Arg: b.start})
	return fragment{at, slices.Concat(a.out, b.out), a.empty || b.empty}
}

// choice adds an instruction that prefers f to going on, or with lazy the other way round, and returns the hole for going
// on.
func (c *compiler) choice(f fragment, lazy bool) (at uint32, out hole) {
	i := Inst{Op: InstAlt, Out: f.start}
	if lazy {
		i.Out, i.Arg = 0, f.start
	}
	at = c.add(i)
	return at, hole{at, !lazy}
}

func (c *compiler) optional(f fragment, lazy bool) fragment {
	at, out := c.choice(f, lazy)
	return fragment{at, append([]hole{out}, f.out...), true}
}

func (c *compiler) loop(f fragment, lazy bool) fragment {
	at, out := c.choice(f, lazy)
	c.fill(f.out, at)
	return fragment{at, []hole{out}, true}
}

func (c *compiler) plus(f fragment, lazy bool) fragment {
	return fragment{f.start, c.loop(f, lazy).out, f.empty}
}

func (c *compiler) runes(list []rune, flags Flags) fragment {
	i := Inst{Op: InstRune, Rune: list}
	fold := flags&FoldCase != 0 && len(list) == 1 && unicode.SimpleFold(list[0]) != list[0]
	switch {
	case fold:
		i.Arg = uint32(FoldCase)
	case len(list) == 1, len(list) == 2 && list[0] == list[1]:
		i.Op = InstRune1
	case slices.Equal(list, []rune{0, unicode.MaxRune}):
		i.Op = InstRuneAny
	case slices.Equal(list, []rune{0, '\n' - 1, '\n' + 1, unicode.MaxRune}):
		i.Op = InstRuneAnyNotNL
	}
	return c.single(i, false)
}
