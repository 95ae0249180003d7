// Classes of characters, other than letters by case. Latin-1 is looked up in
// one table of flags; the other runes in the categories' tables.

package unicode

// Flags in the table latin.
const (
	control = 1 << iota
	punct
	number
	symbol
	space     // categories Zs, Zl, Zp
	upper     // upper case; with lower: a letter without case
	lower     // lower case
	printable // IsPrint
	letter    = upper | lower
)

// GraphicRanges are the sets of IsGraphic.
var GraphicRanges = []*RangeTable{_L, _M, _N, _P, _S, _Zs}

// PrintRanges are the sets of IsPrint, which has the ASCII space, too.
var PrintRanges = []*RangeTable{_L, _M, _N, _P, _S}

// IsGraphic reports whether r is a letter, mark, number, punctuation, symbol
// or space (Zs).
func IsGraphic(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&(printable|space) != 0
	}
	return In(r, GraphicRanges...)
}

// IsPrint reports whether r is a letter, mark, number, punctuation, symbol or
// the ASCII space.
func IsPrint(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&printable != 0
	}
	return In(r, PrintRanges...)
}

// IsOneOf reports whether r is in one of the tables. In is the nicer form.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	return In(r, ranges...)
}

// In reports whether r is in one of the tables.
func In(r rune, ranges ...*RangeTable) bool {
	for _, t := range ranges {
		if Is(t, r) {
			return true
		}
	}
	return false
}

// IsControl reports whether r is a control character (Cc); all are in Latin-1.
func IsControl(r rune) bool {
	return uint32(r) <= MaxLatin1 && latin[r]&control != 0
}

// IsLetter reports whether r is a letter (L).
func IsLetter(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&letter != 0
	}
	return isBeyondLatin(_L, r)
}

// IsMark reports whether r is a mark (M); none is in Latin-1.
func IsMark(r rune) bool {
	return isBeyondLatin(_M, r)
}

// IsNumber reports whether r is a number (N).
func IsNumber(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&number != 0
	}
	return isBeyondLatin(_N, r)
}

// IsDigit reports whether r is a decimal digit (Nd).
func IsDigit(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return '0' <= r && r <= '9'
	}
	return isBeyondLatin(_Nd, r)
}

// IsPunct reports whether r is punctuation (P).
func IsPunct(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&punct != 0
	}
	return isBeyondLatin(_P, r)
}

// IsSpace reports whether r is white space by Unicode's property White_Space,
// which is not the category Z.
func IsSpace(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		switch r {
		case ' ', '\t', '\n', '\v', '\f', '\r', 0x85, 0xA0:
			return true
		}
		return false
	}
	return isBeyondLatin(_White_Space, r)
}

// IsSymbol reports whether r is a symbol (S).
func IsSymbol(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&symbol != 0
	}
	return isBeyondLatin(_S, r)
}
