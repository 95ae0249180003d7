// Integers and their text.
#include <charconv>

#include "stdlib/strconv/natives.h"

namespace gosub::stdlib::strconv {

namespace {

// The value of a digit, 255 for what is none in any base.
uint8_t digitValue(uint8_t c) {
  if (c >= '0' && c <= '9') return uint8_t(c - '0');
  c = lowerCase(c);
  if (c >= 'a' && c <= 'z') return uint8_t(c - 'a' + 10);
  return 255;
}

// Takes the prefix off that tells the base.
int takeBasePrefix(std::string_view& s) {
  if (s[0] != '0') return 10;
  if (s.size() >= 3) {
    int base = 0;
    switch (lowerCase(uint8_t(s[1]))) {
      case 'b': base = 2; break;
      case 'o': base = 8; break;
      case 'x': base = 16; break;
    }
    if (base != 0) {
      s.remove_prefix(2);
      return base;
    }
  }
  s.remove_prefix(1);
  return 8;
}

struct Parsed {
  uint64_t value;
  ParseCode code;
};

// Digits of a base, up to the first error: what follows an overflow does not count.
Parsed parseDigits(std::string_view s, uint64_t base, uint64_t max, bool underscores) {
  uint64_t n = 0;
  for (char c : s) {
    if (c == '_' && underscores) continue;
    uint8_t d = digitValue(uint8_t(c));
    if (d >= base) return {0, kParseSyntax};
    if (__builtin_mul_overflow(n, base, &n) || __builtin_add_overflow(n, d, &n) || n > max) return {max, kParseRange};
  }
  return {n, kParseOk};
}

// bitSize is from 1 to 64 when the code is about the value.
Parsed parseMagnitude(std::string_view s, int64_t base, int64_t bitSize) {
  if (s.empty()) return {0, kParseSyntax};
  std::string_view all = s;
  bool fromPrefix = base == 0;
  if (fromPrefix) {
    base = takeBasePrefix(s);
  } else if (base < 2 || base > 36) {
    return {0, kParseBase};
  }
  if (bitSize < 0 || bitSize > 64) return {0, kParseBitSize};
  uint64_t max = bitSize == 0 ? UINT64_MAX : UINT64_MAX >> (64 - bitSize);
  Parsed p = parseDigits(s, uint64_t(base), max, fromPrefix);
  if (p.code == kParseOk && fromPrefix && all.find('_') != all.npos && !underscoresOk(all)) return {0, kParseSyntax};
  return p;
}

}  // namespace

bool underscoresOk(std::string_view s) {
  if (!s.empty() && (s[0] == '-' || s[0] == '+')) s.remove_prefix(1);
  enum { kStart, kDigit, kUnderscore, kOther } last = kStart;
  bool hex = false;
  if (s.size() >= 2 && s[0] == '0') {
    uint8_t letter = lowerCase(uint8_t(s[1]));
    if (letter == 'b' || letter == 'o' || letter == 'x') {
      hex = letter == 'x';
      s.remove_prefix(2);
      last = kDigit;  // an underscore may follow the prefix
    }
  }
  for (char ch : s) {
    uint8_t c = uint8_t(ch);
    bool digit = (c >= '0' && c <= '9') || (hex && lowerCase(c) >= 'a' && lowerCase(c) <= 'f');
    if (c == '_' ? last != kDigit : !digit && last == kUnderscore) return false;
    last = digit ? kDigit : c == '_' ? kUnderscore : kOther;
  }
  return last != kUnderscore;
}

abi::Ret<uint64_t, int64_t> parseUint(abi::String s, int64_t base, int64_t bitSize) {
  Parsed p = parseMagnitude(s.view(), base, bitSize);
  return {p.value, p.code};
}

abi::Ret<int64_t, int64_t> parseInt(abi::String s, int64_t base, int64_t bitSize) {
  std::string_view digits = s.view();
  bool negative = !digits.empty() && digits[0] == '-';
  if (negative || (!digits.empty() && digits[0] == '+')) digits.remove_prefix(1);
  Parsed p = parseMagnitude(digits, base, bitSize);
  if (p.code != kParseOk && p.code != kParseRange) return {0, p.code};
  uint64_t limit = uint64_t{1} << ((bitSize == 0 ? 64 : bitSize) - 1);
  if (!negative && p.value >= limit) return {int64_t(limit - 1), kParseRange};
  if (negative && p.value > limit) return {int64_t(0 - limit), kParseRange};
  return {int64_t(negative ? 0 - p.value : p.value), kParseOk};
}

int64_t putInt(abi::Slice dst, int64_t i, int64_t base) {
  char buf[65];
  Output out(dst);
  out.put(std::string_view(buf, size_t(std::to_chars(buf, buf + sizeof buf, i, int(base)).ptr - buf)));
  return out.result();
}

int64_t putUint(abi::Slice dst, uint64_t u, int64_t base) {
  char buf[64];
  Output out(dst);
  out.put(std::string_view(buf, size_t(std::to_chars(buf, buf + sizeof buf, u, int(base)).ptr - buf)));
  return out.result();
}

}  // namespace gosub::stdlib::strconv
