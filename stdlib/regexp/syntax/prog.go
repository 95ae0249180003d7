package syntax

import (
	"sort"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// A Prog is a compiled regular expression program.
type Prog struct {
	Inst   []Inst
	Start  int // index of start instruction
	NumCap int // number of InstCapture insts in re
}

// An InstOp is an instruction opcode.
type InstOp uint8

const (
	InstAlt InstOp = iota
	InstAltMatch
	InstCapture
	InstEmptyWidth
	InstMatch
	InstFail
	InstNop
	InstRune
	InstRune1
	InstRuneAny
	InstRuneAnyNotNL
)

var instNames = [...]string{
	"InstAlt", "InstAltMatch", "InstCapture", "InstEmptyWidth", "InstMatch", "InstFail", "InstNop", "InstRune",
	"InstRune1", "InstRuneAny", "InstRuneAnyNotNL",
}

func (i InstOp) String() string {
	if int(i) < len(instNames) {
		return instNames[i]
	}
	return ""
}

// An EmptyOp specifies a kind or mixture of zero-width assertions.
type EmptyOp uint8

const (
	EmptyBeginLine EmptyOp = 1 << iota
	EmptyEndLine
	EmptyBeginText
	EmptyEndText
	EmptyWordBoundary
	EmptyNoWordBoundary
)

// EmptyOpContext returns the zero-width assertions satisfied at the position between the runes r1 and r2; -1 stands for the
// end of the text.
func EmptyOpContext(r1, r2 rune) EmptyOp {
	var op EmptyOp
	if r1 < 0 {
		op |= EmptyBeginText
	}
	if r1 < 0 || r1 == '\n' {
		op |= EmptyBeginLine
	}
	if r2 < 0 {
		op |= EmptyEndText
	}
	if r2 < 0 || r2 == '\n' {
		op |= EmptyEndLine
	}
	if IsWordChar(r1) != IsWordChar(r2) {
		return op | EmptyWordBoundary
	}
	return op | EmptyNoWordBoundary
}

// IsWordChar reports whether r is one of [A-Za-z0-9_].
func IsWordChar(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

// An Inst is a single instruction in a regular expression program.
type Inst struct {
	Op   InstOp
	Out  uint32 // all but InstMatch, InstFail
	Arg  uint32 // InstAlt, InstAltMatch, InstCapture, InstEmptyWidth
	Rune []rune
}

// literal returns the only rune that i matches.
func (i *Inst) literal() (rune, bool) {
	if i.Op < InstRune || len(i.Rune) != 1 || Flags(i.Arg)&FoldCase != 0 {
		return 0, false
	}
	return i.Rune[0], true
}

// Prefix returns a literal string that all matches for the regexp must start with. Complete is true if the prefix is the
// entire match.
func (p *Prog) Prefix() (prefix string, complete bool) {
	var b strings.Builder
	for pc := uint32(p.Start); ; pc = p.Inst[pc].Out {
		i := &p.Inst[pc]
		if i.Op == InstNop || i.Op == InstCapture {
			continue
		}
		r, ok := i.literal()
		if !ok || r == utf8.RuneError {
			return b.String(), i.Op == InstMatch
		}
		b.WriteRune(r)
	}
}

// StartCond returns the leading empty-width conditions that must be true in any match. It returns ^EmptyOp(0) if no matches
// are possible.
func (p *Prog) StartCond() EmptyOp {
	var cond EmptyOp
	for i := &p.Inst[p.Start]; ; i = &p.Inst[i.Out] {
		switch i.Op {
		case InstEmptyWidth:
			cond |= EmptyOp(i.Arg)
		case InstFail:
			return ^EmptyOp(0)
		case InstCapture, InstNop:
		default:
			return cond
		}
	}
}

// MatchRune reports whether the instruction matches (and consumes) r.
func (i *Inst) MatchRune(r rune) bool { return i.MatchRunePos(r) >= 0 }

// MatchRunePos returns the index of the rune pair that matches r, -1 if none does.
func (i *Inst) MatchRunePos(r rune) int {
	list := i.Rune
	if len(list) == 1 {
		if list[0] == r || Flags(i.Arg)&FoldCase != 0 && foldEqual(list[0], r) {
			return 0
		}
		return -1
	}
	k := sort.Search(len(list)/2, func(k int) bool { return r <= list[2*k+1] })
	if k < len(list)/2 && list[2*k] <= r {
		return k
	}
	return -1
}

func foldEqual(a, b rune) bool {
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

// MatchEmptyWidth reports whether the instruction matches an empty string between the runes before and after.
func (i *Inst) MatchEmptyWidth(before rune, after rune) bool {
	op := EmptyOp(i.Arg)
	if op == 0 || op&(op-1) != 0 || op > EmptyNoWordBoundary {
		panic("unknown empty width arg")
	}
	return EmptyOpContext(before, after)&op != 0
}

// String returns the program's text, one instruction to a line.
func (p *Prog) String() string {
	var b strings.Builder
	for i := range p.Inst {
		number := strconv.Itoa(i)
		if len(number) < 3 {
			b.WriteString("   "[len(number):])
		}
		b.WriteString(number)
		if i == p.Start {
			b.WriteByte('*')
		}
		b.WriteString("\t" + p.Inst[i].String() + "\n")
	}
	return b.String()
}

// String returns the instruction's text.
func (i *Inst) String() string {
	number := func(n uint32) string { return strconv.FormatUint(uint64(n), 10) }
	out := " -> " + number(i.Out)
	switch i.Op {
	case InstAlt:
		return "alt" + out + ", " + number(i.Arg)
	case InstAltMatch:
		return "altmatch" + out + ", " + number(i.Arg)
	case InstCapture:
		return "cap " + number(i.Arg) + out
	case InstEmptyWidth:
		return "empty " + number(i.Arg) + out
	case InstMatch:
		return "match"
	case InstFail:
		return "fail"
	case InstNop:
		return "nop" + out
	case InstRune:
		text := "rune " + strconv.QuoteToASCII(string(i.Rune))
		if i.Rune == nil {
			text = "rune <nil>" + text
		}
		if Flags(i.Arg)&FoldCase != 0 {
			text += "/i"
		}
		return text + out
	case InstRune1:
		return "rune1 " + strconv.QuoteToASCII(string(i.Rune)) + out
	case InstRuneAny:
		return "any" + out
	case InstRuneAnyNotNL:
		return "anynotnl" + out
	}
	return ""
}
