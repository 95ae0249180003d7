// UTF-8 and class look-up by binary search. See unicode.h.
#include "base/unicode.h"

#include <algorithm>
#include <cstddef>

namespace gosub::unicode {

namespace {

struct Range {
  uint32_t lo, hi;
};

#include "base/unicode_tables.inc"

template <size_t N>
bool inTable(const Range (&table)[N], uint32_t r) {
  const Range* end = table + N;
  const Range* it = std::lower_bound(table, end, r, [](const Range& x, uint32_t v) { return x.hi < v; });
  return it != end && it->lo <= r;
}

bool continuation(unsigned char c) { return (c & 0xC0) == 0x80; }

}  // namespace

Decoded decode(std::string_view s) {
  if (s.empty()) return {kRuneError, 0};
  auto at = [&](size_t i) { return static_cast<unsigned char>(s[i]); };
  unsigned char c = at(0);
  if (c < 0x80) return {c, 1};
  if (c >= 0xC2 && c <= 0xDF && s.size() >= 2 && continuation(at(1)))
    return {uint32_t(c & 0x1F) << 6 | (at(1) & 0x3Fu), 2};
  if (c >= 0xE0 && c <= 0xEF && s.size() >= 3 && continuation(at(1)) && continuation(at(2))) {
    uint32_t r = uint32_t(c & 0x0F) << 12 | uint32_t(at(1) & 0x3F) << 6 | (at(2) & 0x3Fu);
    if (r >= 0x800 && (r < 0xD800 || r > 0xDFFF)) return {r, 3};
  }
  if (c >= 0xF0 && c <= 0xF4 && s.size() >= 4 && continuation(at(1)) && continuation(at(2)) && continuation(at(3))) {
    uint32_t r = uint32_t(c & 0x07) << 18 | uint32_t(at(1) & 0x3F) << 12 | uint32_t(at(2) & 0x3F) << 6 |
                 (at(3) & 0x3Fu);
    if (r >= 0x10000 && r <= 0x10FFFF) return {r, 4};
  }
  return {kRuneError, 1};
}

void encode(std::string& out, uint32_t r) {
  if (r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) r = kRuneError;
  if (r < 0x80) {
    out += char(r);
  } else if (r < 0x800) {
    out += char(0xC0 | r >> 6);
    out += char(0x80 | (r & 0x3F));
  } else if (r < 0x10000) {
    out += char(0xE0 | r >> 12);
    out += char(0x80 | (r >> 6 & 0x3F));
    out += char(0x80 | (r & 0x3F));
  } else {
    out += char(0xF0 | r >> 18);
    out += char(0x80 | (r >> 12 & 0x3F));
    out += char(0x80 | (r >> 6 & 0x3F));
    out += char(0x80 | (r & 0x3F));
  }
}

bool valid(std::string_view s) {
  while (!s.empty()) {
    Decoded d = decode(s);
    if (d.rune == kRuneError && d.size == 1) return false;
    s.remove_prefix(size_t(d.size));
  }
  return true;
}

bool isLetter(uint32_t r) { return inTable(kLetter, r); }
bool isDigit(uint32_t r) { return inTable(kDigit, r); }
bool isUpper(uint32_t r) { return inTable(kUpper, r); }

}  // namespace gosub::unicode
