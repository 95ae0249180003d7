// Trimming: the part of a slice without something at its ends. Where nothing
// is left the result is nil or empty as it always was; programs see that.

package bytes

import "internal/text"

// Trim is s without the runes of cutset at both ends.
func Trim(s []byte, cutset string) []byte {
	if len(s) == 0 {
		return nil
	}
	if cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	s = s[:text.SkipSetBack(text.View(s), &set)]
	return orNil(s[text.SkipSet(text.View(s), &set):])
}

// TrimLeft is s without the runes of cutset at the start.
func TrimLeft(s []byte, cutset string) []byte {
	if len(s) == 0 {
		return nil
	}
	if cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	return orNil(s[text.SkipSet(text.View(s), &set):])
}

// TrimRight is s without the runes of cutset at the end.
func TrimRight(s []byte, cutset string) []byte {
	if len(s) == 0 || cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	return s[:text.SkipSetBack(text.View(s), &set)]
}

// TrimFunc is s without the runes of which f is true at both ends.
func TrimFunc(s []byte, f func(r rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// TrimLeftFunc is s without the runes of which f is true at the start.
func TrimLeftFunc(s []byte, f func(r rune) bool) []byte {
	i := text.IndexFunc(text.View(s), f, false)
	if i < 0 {
		return nil
	}
	return s[i:]
}

// TrimRightFunc is s without the runes of which f is true at the end.
func TrimRightFunc(s []byte, f func(r rune) bool) []byte {
	_, end := text.LastIndexFunc(text.View(s), f, false)
	return s[:end]
}

// TrimSpace is s without white space at both ends.
func TrimSpace(s []byte) []byte {
	start, end := text.SpaceBounds(text.View(s))
	return orNil(s[start:end])
}

// TrimPrefix is s without the prefix, if it has it.
func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix is s without the suffix, if it has it.
func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

func orNil(s []byte) []byte {
	if len(s) == 0 {
		return nil
	}
	return s
}
