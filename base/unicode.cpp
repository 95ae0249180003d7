// UTF-8 and class look-up by binary search. See unicode.h.
#include "base/unicode.h"

#include <algorithm>
#include <cstddef>
#include <cstdio>

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
bool isPrint(uint32_t r) {
  if (r < 0x7F) return r >= 0x20;
  return inTable(kGraphic, r);
}

// Appends the form of one rune inside quotes of kind `mark`.
static void appendQuoted(std::string& out, uint32_t r, char mark) {
  static constexpr char kNames[] = "abtnvfr";  // 7 to 13
  char buffer[16];
  if (r == uint32_t(mark) || r == '\\') {
    out += '\\';
    out += char(r);
  } else if (isPrint(r)) {
    encode(out, r);
  } else if (r >= 7 && r <= 13) {
    out += '\\';
    out += kNames[r - 7];
  } else {
    const char* form = r < 0x20 || r == 0x7F ? "\\x%02x" : r < 0x10000 ? "\\u%04x" : "\\U%08x";
    std::snprintf(buffer, sizeof buffer, form, r);
    out += buffer;
  }
}

std::string quoteRune(uint32_t r) {
  if (r > 0x10FFFF || (r >= 0xD800 && r <= 0xDFFF)) r = kRuneError;
  std::string out = "'";
  appendQuoted(out, r, '\'');
  return out + "'";
}

std::string quote(std::string_view s) {
  std::string out = "\"";
  while (!s.empty()) {
    Decoded d = decode(s);
    if (d.rune == kRuneError && d.size == 1) {
      char buffer[8];
      std::snprintf(buffer, sizeof buffer, "\\x%02x", static_cast<unsigned char>(s[0]));
      out += buffer;
    } else {
      appendQuoted(out, d.rune, '"');
    }
    s.remove_prefix(size_t(d.size));
  }
  return out + "\"";
}

std::string formatCodePoint(uint32_t r) {
  char buffer[16];
  std::snprintf(buffer, sizeof buffer, "U+%04X", r);
  std::string out = buffer;
  if (r <= 0x10FFFF && isPrint(r)) {
    out += " '";
    encode(out, r);
    out += "'";
  }
  return out;
}

}  // namespace gosub::unicode
