// Quoting strings and characters. Which runes are printable is base/unicode.h's.
#include "base/unicode.h"
#include "stdlib/strconv/natives.h"

namespace gosub::stdlib::strconv {

namespace {

// quote.go's constants.
enum How : int64_t { kAsPrint, kAsAscii, kAsGraphic };

void putHexDigits(Output& out, uint32_t value, int digits) {
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out.put("0123456789abcdef"[value >> shift & 15]);
}

void putHexEscape(Output& out, char letter, uint32_t value, int digits) {
  out.put('\\');
  out.put(letter);
  putHexDigits(out, value, digits);
}

// The letter of a rune's short escape, 0 if it has none.
char shortEscape(uint32_t rune) {
  return rune >= 7 && rune <= 13 ? "abtnvfr"[rune - 7] : char(0);
}

void putEscape(Output& out, uint32_t rune) {
  if (char letter = shortEscape(rune)) {
    out.put('\\');
    out.put(letter);
  } else if (rune < ' ' || rune == 0x7F) {
    putHexEscape(out, 'x', rune, 2);
  } else if (rune < 0x10000) {
    putHexEscape(out, 'u', rune, 4);
  } else {
    putHexEscape(out, 'U', rune, 8);
  }
}

bool staysAsIs(uint32_t rune, int64_t how) {
  switch (how) {
    case kAsAscii: return rune < 0x80 && isPrint(int32_t(rune));
    case kAsGraphic: return isGraphic(int32_t(rune));
    default: return isPrint(int32_t(rune));
  }
}

}  // namespace

bool isPrint(int32_t rune) { return rune >= 0 && unicode::isPrint(uint32_t(rune)); }

bool isGraphic(int32_t rune) {
  switch (rune) {
    case 0xA0: case 0x1680: case 0x202F: case 0x205F: case 0x3000: return true;
  }
  return (rune >= 0x2000 && rune <= 0x200A) || isPrint(rune);
}

int64_t plainPrefix(abi::String s) {
  int64_t i = 0;
  while (i < s.len && s.data[i] >= ' ' && s.data[i] < 0x7F && s.data[i] != '"' && s.data[i] != '\\') i++;
  return i;
}

int64_t putQuoted(abi::Slice dst, abi::String s, uint8_t quote, int64_t how) {
  Output out(dst);
  out.put(char(quote));
  std::string_view rest = s.view();
  while (!rest.empty()) {
    size_t size = 1;
    uint32_t rune = uint8_t(rest[0]);
    if (rune >= 0x80) {
      unicode::Decoded d = unicode::decode(rest);
      rune = d.rune;
      size = size_t(d.size);
    }
    if (size == 1 && rune == unicode::kRuneError) {
      putHexEscape(out, 'x', uint8_t(rest[0]), 2);
    } else if (rune == quote || rune == '\\') {
      out.put('\\');
      out.put(char(rune));
    } else if (staysAsIs(rune, how)) {
      out.put(rest.substr(0, size));
    } else {
      putEscape(out, rune);
    }
    rest.remove_prefix(size);
  }
  out.put(char(quote));
  return out.result();
}

}  // namespace gosub::stdlib::strconv
