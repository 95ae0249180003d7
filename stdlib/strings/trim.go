// Trimming: the same string without something at its ends.

package strings

import "internal/text"

// Trim is s without the runes of cutset at both ends.
func Trim(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	s = s[:text.SkipSetBack(s, &set)]
	return s[text.SkipSet(s, &set):]
}

// TrimLeft is s without the runes of cutset at the start.
func TrimLeft(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	return s[text.SkipSet(s, &set):]
}

// TrimRight is s without the runes of cutset at the end.
func TrimRight(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	set := text.MakeSet(cutset)
	return s[:text.SkipSetBack(s, &set)]
}

// TrimFunc is s without the runes of which f is true at both ends.
func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// TrimLeftFunc is s without the runes of which f is true at the start.
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := text.IndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc is s without the runes of which f is true at the end.
func TrimRightFunc(s string, f func(rune) bool) string {
	_, end := text.LastIndexFunc(s, f, false)
	return s[:end]
}

// TrimSpace is s without white space at both ends.
func TrimSpace(s string) string {
	start, end := text.SpaceBounds(s)
	return s[start:end]
}

// TrimPrefix is s without the prefix, if it has it.
func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix is s without the suffix, if it has it.
func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}
