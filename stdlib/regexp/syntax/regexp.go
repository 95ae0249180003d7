package syntax

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A Regexp is a node in the syntax tree of a regular expression.
type Regexp struct {
	Op       Op
	Flags    Flags
	Sub      []*Regexp  // subexpressions, if any
	Sub0     [1]*Regexp // storage for short Sub
	Rune     []rune     // matched runes, for OpLiteral, OpCharClass
	Rune0    [2]rune    // storage for short Rune
	Min, Max int        // min, max for OpRepeat
	Cap      int        // capturing index, for OpCapture
	Name     string     // capturing name, for OpCapture
}

// An Op is a single regular expression operator.
type Op uint8

const (
	OpNoMatch        Op = 1 + iota // matches no strings
	OpEmptyMatch                   // matches empty string
	OpLiteral                      // matches Runes sequence
	OpCharClass                    // matches Runes interpreted as range pair list
	OpAnyCharNotNL                 // matches any character except newline
	OpAnyChar                      // matches any character
	OpBeginLine                    // matches empty string at beginning of line
	OpEndLine                      // matches empty string at end of line
	OpBeginText                    // matches empty string at beginning of text
	OpEndText                      // matches empty string at end of text
	OpWordBoundary                 // matches word boundary `\b`
	OpNoWordBoundary               // matches word non-boundary `\B`
	OpCapture                      // capturing subexpression with index Cap, optional name Name
	OpStar                         // matches Sub[0] zero or more times
	OpPlus                         // matches Sub[0] one or more times
	OpQuest                        // matches Sub[0] zero or one times
	OpRepeat                       // matches Sub[0] at least Min times, at most Max (Max == -1 is no limit)
	OpConcat                       // matches concatenation of Subs
	OpAlternate                    // matches alternation of Subs
)

var opNames = [...]string{
	"NoMatch", "EmptyMatch", "Literal", "CharClass", "AnyCharNotNL", "AnyChar", "BeginLine", "EndLine", "BeginText",
	"EndText", "WordBoundary", "NoWordBoundary", "Capture", "Star", "Plus", "Quest", "Repeat", "Concat", "Alternate",
}

func (i Op) String() string {
	if 1 <= i && int(i) <= len(opNames) {
		return opNames[i-1]
	}
	return "Op(" + strconv.Itoa(int(i)) + ")"
}

// Equal reports whether x and y have identical structure.
func (x *Regexp) Equal(y *Regexp) bool {
	if x == nil || y == nil {
		return x == y
	}
	if x.Op != y.Op {
		return false
	}
	flags := x.Flags ^ y.Flags
	switch x.Op {
	case OpEndText:
		return flags&WasDollar == 0
	case OpLiteral, OpCharClass:
		return slices.Equal(x.Rune, y.Rune)
	case OpAlternate, OpConcat:
		return slices.EqualFunc(x.Sub, y.Sub, (*Regexp).Equal)
	case OpStar, OpPlus, OpQuest:
		return flags&NonGreedy == 0 && x.Sub[0].Equal(y.Sub[0])
	case OpRepeat:
		return flags&NonGreedy == 0 && x.Min == y.Min && x.Max == y.Max && x.Sub[0].Equal(y.Sub[0])
	case OpCapture:
		return x.Cap == y.Cap && x.Name == y.Name && x.Sub[0].Equal(y.Sub[0])
	}
	return true
}

// MaxCap walks the regexp to find the maximum capture index.
func (re *Regexp) MaxCap() int {
	most := re.Cap
	if re.Op != OpCapture {
		most = 0
	}
	for _, sub := range re.Sub {
		most = max(most, sub.MaxCap())
	}
	return most
}

// CapNames walks the regexp to find the names of capturing groups.
func (re *Regexp) CapNames() []string {
	names := make([]string, re.MaxCap()+1)
	re.nameCaps(names)
	return names
}

func (re *Regexp) nameCaps(names []string) {
	if re.Op == OpCapture {
		names[re.Cap] = re.Name
	}
	for _, sub := range re.Sub {
		sub.nameCaps(names)
	}
}

// ---- text

// fixedText is the text of operators without operands.
var fixedText = map[Op]string{
	OpNoMatch: `[^\x00-\x{10FFFF}]`, OpEmptyMatch: `(?:)`, OpAnyCharNotNL: `(?-s:.)`, OpAnyChar: `(?s:.)`,
	OpBeginLine: `(?m:^)`, OpEndLine: `(?m:$)`, OpBeginText: `\A`, OpWordBoundary: `\b`, OpNoWordBoundary: `\B`,
}

// String returns a regular expression in Perl syntax that the tree could have been parsed from.
func (re *Regexp) String() string {
	var b strings.Builder
	re.write(&b)
	return b.String()
}

func (re *Regexp) write(b *strings.Builder) {
	switch re.Op {
	case OpLiteral:
		re.writeLiteral(b)
	case OpCharClass:
		re.writeClass(b)
	case OpEndText:
		if re.Flags&WasDollar != 0 {
			b.WriteString(`(?-m:$)`)
		} else {
			b.WriteString(`\z`)
		}
	case OpCapture:
		b.WriteByte('(')
		if re.Name != "" {
			b.WriteString("?P<" + re.Name + ">")
		}
		if re.Sub[0].Op != OpEmptyMatch {
			re.Sub[0].write(b)
		}
		b.WriteByte(')')
	case OpStar, OpPlus, OpQuest, OpRepeat:
		sub := re.Sub[0]
		sub.writeGroup(b, sub.Op > OpCapture || sub.Op == OpLiteral && len(sub.Rune) > 1)
		b.WriteString(re.repetition())
		if re.Flags&NonGreedy != 0 {
			b.WriteByte('?')
		}
	case OpConcat:
		for _, sub := range re.Sub {
			sub.writeGroup(b, sub.Op == OpAlternate)
		}
	case OpAlternate:
		for i, sub := range re.Sub {
			if i > 0 {
				b.WriteByte('|')
			}
			sub.write(b)
		}
	default:
		text, ok := fixedText[re.Op]
		if !ok {
			text = "<invalid op" + strconv.Itoa(int(re.Op)) + ">"
		}
		b.WriteString(text)
	}
}

func (re *Regexp) writeGroup(b *strings.Builder, parens bool) {
	if !parens {
		re.write(b)
		return
	}
	b.WriteString("(?:")
	re.write(b)
	b.WriteByte(')')
}

func (re *Regexp) repetition() string {
	switch re.Op {
	case OpStar:
		return "*"
	case OpPlus:
		return "+"
	case OpQuest:
		return "?"
	}
	text := "{" + strconv.Itoa(re.Min)
	if re.Max != re.Min {
		text += ","
		if re.Max >= 0 {
			text += strconv.Itoa(re.Max)
		}
	}
	return text + "}"
}

func (re *Regexp) writeLiteral(b *strings.Builder) {
	fold := re.Flags&FoldCase != 0
	if fold {
		b.WriteString("(?i:")
	}
	for _, r := range re.Rune {
		writeRune(b, r, metaCharacters)
	}
	if fold {
		b.WriteByte(')')
	}
}

func (re *Regexp) writeClass(b *strings.Builder) {
	pairs := re.Rune
	n := len(pairs)
	switch {
	case n%2 != 0:
		b.WriteString("[invalid char class]")
		return
	case n == 0:
		b.WriteString(fixedText[OpNoMatch])
		return
	}
	b.WriteByte('[')
	// From the first to the last rune there is: it was probably a negated class, so the gaps are shorter.
	step := rune(0)
	if pairs[0] == 0 && pairs[n-1] == unicode.MaxRune && n > 2 {
		b.WriteByte('^')
		pairs = pairs[1 : n-1]
		step = 1
	}
	for i := 0; i < len(pairs); i += 2 {
		lo, hi := pairs[i]+step, pairs[i+1]-step
		writeRune(b, lo, metaCharacters+"-")
		if lo != hi {
			b.WriteByte('-')
			writeRune(b, hi, metaCharacters+"-")
		}
	}
	b.WriteByte(']')
}

const metaCharacters = `\.+*?()|[]{}^$`

const controls = "\a\f\n\r\t\v"

func writeRune(b *strings.Builder, r rune, escaped string) {
	switch {
	case unicode.IsPrint(r):
		if strings.ContainsRune(escaped, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	case strings.ContainsRune(controls, r):
		b.WriteByte('\\')
		b.WriteByte("afnrtv"[strings.IndexRune(controls, r)])
	case r < 0x10:
		b.WriteString(`\x0` + strconv.FormatInt(int64(r), 16))
	case r < 0x100:
		b.WriteString(`\x` + strconv.FormatInt(int64(r), 16))
	default:
		b.WriteString(`\x{` + strconv.FormatInt(int64(r), 16) + `}`)
	}
}
