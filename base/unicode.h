// UTF-8 decoding, the Unicode classes that Go's grammar needs (letter, digit, upper case), and Go's way to quote
// runes and strings in messages.
// The tables (unicode_tables.inc) are made by tools/gen_unicode_classes.py from the Unicode data of Debian.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace gosub::unicode {

inline constexpr uint32_t kRuneError = 0xFFFD;

struct Decoded {
  uint32_t rune;  // kRuneError with size 1 for an invalid encoding
  int size;       // bytes; 0 for empty input
};

// Decodes the first rune as Go does: surrogates, overlong forms and runes above 0x10FFFF are invalid.
Decoded decode(std::string_view s);
// Appends the UTF-8 form; invalid runes become U+FFFD.
void encode(std::string& out, uint32_t rune);
bool valid(std::string_view s);

bool isLetter(uint32_t rune);  // category L
bool isDigit(uint32_t rune);   // category Nd
bool isUpper(uint32_t rune);   // category Lu
bool isPrint(uint32_t rune);   // as Go's unicode.IsPrint: L, M, N, P, S and the ASCII space

// Go's %q of a rune and of a string, and %#U of a rune ("U+0040 '@'").
std::string quoteRune(uint32_t rune);
std::string quote(std::string_view s);
std::string formatCodePoint(uint32_t rune);

}  // namespace gosub::unicode
