// Package unicode tells properties of runes, and maps them to upper, lower and
// title case and to what they are equal to when case is ignored.
//
// The tables are Unicode's, made by tools/gen_unicode.py. This file has their
// types, membership and case; graphic.go has the classes of characters.
package unicode

const (
	MaxRune         = '\U0010FFFF' // the greatest rune
	ReplacementChar = '\uFFFD'     // stands for what is not valid
	MaxASCII        = '\u007F'     // the greatest of ASCII
	MaxLatin1       = '\u00FF'     // the greatest of Latin-1
)

// RangeTable is a set of runes: ranges in ascending order, without overlap,
// R16's below 1<<16 and R32's above. LatinOffset is how many of R16 end in
// Latin-1.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int
}

// Range16 is every Stride-th rune from Lo to Hi.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 is every Stride-th rune from Lo to Hi.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// CaseRange is a range of runes with the same distances to their upper, lower
// and title case. A distance of UpperLower says that upper and lower case
// alternate from Lo on.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta d
}

// SpecialCase is a language's case mappings that differ from the usual ones.
// Its methods fall back on those.
type SpecialCase []CaseRange

// Indexes of CaseRange.Delta.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

type d [MaxCase]rune

// UpperLower, in a CaseRange, is no distance but means alternation.
const UpperLower = MaxRune + 1

// Is reports whether r is in the table.
func Is(rangeTab *RangeTable, r rune) bool {
	return isFrom(rangeTab, 0, r)
}

// isBeyondLatin is Is for an r that is not in Latin-1.
func isBeyondLatin(rangeTab *RangeTable, r rune) bool {
	return isFrom(rangeTab, rangeTab.LatinOffset, r)
}

// isFrom leaves the first ranges of R16 out.
func isFrom(t *RangeTable, first int, r rune) bool {
	if n := len(t.R16); n > first && uint32(r) <= uint32(t.R16[n-1].Hi) {
		return in16(t.R16[first:], uint16(r))
	}
	if len(t.R32) > 0 && uint32(r) >= t.R32[0].Lo {
		return in32(t.R32, uint32(r))
	}
	return false
}

func in16(ranges []Range16, r uint16) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch x := &ranges[mid]; {
		case r < x.Lo:
			hi = mid
		case r > x.Hi:
			lo = mid + 1
		default:
			return x.Stride == 1 || (r-x.Lo)%x.Stride == 0
		}
	}
	return false
}

func in32(ranges []Range32, r uint32) bool {
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch x := &ranges[mid]; {
		case r < x.Lo:
			hi = mid
		case r > x.Hi:
			lo = mid + 1
		default:
			return x.Stride == 1 || (r-x.Lo)%x.Stride == 0
		}
	}
	return false
}

// IsUpper reports whether r is an upper case letter.
func IsUpper(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&letter == upper
	}
	return isBeyondLatin(_Lu, r)
}

// IsLower reports whether r is a lower case letter.
func IsLower(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin[r]&letter == lower
	}
	return isBeyondLatin(_Ll, r)
}

// IsTitle reports whether r is a title case letter.
func IsTitle(r rune) bool {
	return r > MaxLatin1 && isBeyondLatin(_Lt, r)
}

// convert maps r by the ranges and reports whether one of them has it.
func convert(which int, r rune, ranges []CaseRange) (rune, bool) {
	if which < 0 || MaxCase <= which {
		return ReplacementChar, false
	}
	lo, hi := 0, len(ranges)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		switch x := &ranges[mid]; {
		case r < rune(x.Lo):
			hi = mid
		case r > rune(x.Hi):
			lo = mid + 1
		case x.Delta[which] > MaxRune:
			// Even offsets are upper case, odd ones lower; title is upper.
			return rune(x.Lo) + ((r-rune(x.Lo))&^1 | rune(which&1)), true
		default:
			return r + x.Delta[which], true
		}
	}
	return r, false
}

// To maps r to UpperCase, LowerCase or TitleCase, and to ReplacementChar for
// any other which.
func To(which int, r rune) rune {
	r, _ = convert(which, r, CaseRanges)
	return r
}

// ToUpper maps r to upper case.
func ToUpper(r rune) rune {
	if r <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(UpperCase, r)
}

// ToLower maps r to lower case.
func ToLower(r rune) rune {
	if r <= MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return To(LowerCase, r)
}

// ToTitle maps r to title case.
func ToTitle(r rune) rune {
	if r <= MaxASCII {
		return ToUpper(r)
	}
	return To(TitleCase, r)
}

// ToUpper maps r to upper case, by special first.
func (special SpecialCase) ToUpper(r rune) rune {
	if r1, ok := convert(UpperCase, r, special); ok {
		return r1
	}
	return ToUpper(r)
}

// ToTitle maps r to title case, by special first.
func (special SpecialCase) ToTitle(r rune) rune {
	if r1, ok := convert(TitleCase, r, special); ok {
		return r1
	}
	return ToTitle(r)
}

// ToLower maps r to lower case, by special first.
func (special SpecialCase) ToLower(r rune) rune {
	if r1, ok := convert(LowerCase, r, special); ok {
		return r1
	}
	return ToLower(r)
}

// TurkishCase is Turkish: i with and without a dot are two letters.
var TurkishCase SpecialCase = _TurkishCase

// AzeriCase is Azerbaijani, which agrees with Turkish.
var AzeriCase SpecialCase = _TurkishCase

var _TurkishCase = SpecialCase{
	{'I', 'I', d{0, 'ı' - 'I', 0}},
	{'i', 'i', d{'İ' - 'i', 0, 'İ' - 'i'}},
	{'İ', 'İ', d{0, 'i' - 'İ', 0}},
	{'ı', 'ı', d{'I' - 'ı', 0, 'I' - 'ı'}},
}

// foldPair is a step of SimpleFold.
type foldPair struct {
	from, to uint16
}

// SimpleFold steps through the runes that are equal to r when case is ignored:
// it is the next greater one, or the smallest. It is r itself if there is no
// other, or if r is not valid.
//
//	SimpleFold('A') == 'a'
//	SimpleFold('a') == 'A'
//	SimpleFold('K') == 'k'
//	SimpleFold('k') == '\u212A' (the Kelvin sign)
//	SimpleFold('\u212A') == 'K'
func SimpleFold(r rune) rune {
	if uint32(r) > MaxRune {
		return r
	}
	if r <= MaxASCII {
		return rune(asciiFold[r])
	}
	lo, hi := 0, len(caseOrbit)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if rune(caseOrbit[mid].from) < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(caseOrbit) && rune(caseOrbit[lo].from) == r {
		return rune(caseOrbit[lo].to)
	}
	// Otherwise the orbit is at most a pair of upper and lower case.
	if l := ToLower(r); l != r {
		return l
	}
	return ToUpper(r)
}
