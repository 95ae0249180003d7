// Classes of ASCII characters, shared by scanner.cpp and scan_literal.cpp only.
#pragma once

#include <array>
#include <cstdint>

namespace gosub::syntax {

inline constexpr int32_t kEnd = -1;  // what the reader yields behind the last character

enum class CharClass : uint8_t { Bad, Letter, Digit, Slash, Punctuation };

consteval std::array<CharClass, 128> makeCharClasses() {
  std::array<CharClass, 128> t{};
  for (int c = 'a'; c <= 'z'; c++) t[size_t(c)] = t[size_t(c - 'a' + 'A')] = CharClass::Letter;
  t['_'] = CharClass::Letter;
  for (int c = '0'; c <= '9'; c++) t[size_t(c)] = CharClass::Digit;
  t['/'] = CharClass::Slash;
  for (char c : {'\n', ';', '"', '`', '\'', '(', '[', '{', ',', ')', ']', '}', ':', '.', '+', '-', '*', '%', '^',
                 '&', '|', '<', '>', '=', '!', '~'})
    t[size_t(c)] = CharClass::Punctuation;
  return t;
}
inline constexpr std::array<CharClass, 128> kCharClass = makeCharClasses();

enum ByteFlags : uint8_t { kIdent = 1, kEndsLine = 2, kEndsString = 4, kEndsRaw = 8 };

consteval std::array<uint8_t, 256> makeByteFlags() {
  std::array<uint8_t, 256> t{};
  for (size_t c = 0; c < 128; c++)
    if (kCharClass[c] == CharClass::Letter || kCharClass[c] == CharClass::Digit) t[c] |= kIdent;
  // NUL and bytes of multi-byte runes need the careful reader everywhere.
  t[0] |= kEndsLine | kEndsString | kEndsRaw;
  for (size_t c = 128; c < 256; c++) t[c] |= kEndsLine | kEndsString | kEndsRaw;
  t['\n'] |= kEndsLine | kEndsString;
  t['"'] |= kEndsString;
  t['\\'] |= kEndsString;
  t['`'] |= kEndsRaw;
  return t;
}
inline constexpr std::array<uint8_t, 256> kByteFlags = makeByteFlags();

inline bool isIdentByte(char c) { return kByteFlags[static_cast<unsigned char>(c)] & kIdent; }
inline bool endsLineComment(char c) { return kByteFlags[static_cast<unsigned char>(c)] & kEndsLine; }
inline bool endsString(char c) { return kByteFlags[static_cast<unsigned char>(c)] & kEndsString; }
inline bool endsRawString(char c) { return kByteFlags[static_cast<unsigned char>(c)] & kEndsRaw; }

constexpr int32_t lowerAscii(int32_t c) { return c | 0x20; }  // meaningful for letters only
constexpr bool isDecimal(int32_t c) { return c >= '0' && c <= '9'; }
constexpr bool isHex(int32_t c) { return isDecimal(c) || (lowerAscii(c) >= 'a' && lowerAscii(c) <= 'f'); }

}  // namespace gosub::syntax
