// Values of string and rune literals. See literal.h.
#include "frontend/syntax/literal.h"

#include <algorithm>

#include "base/unicode.h"

namespace gosub::syntax {

namespace {

int digitValue(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  c = char(c | 0x20);
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : 99;
}

struct Unescaped {
  uint32_t value;
  bool isByte;  // \x and octal escapes stand for bytes, all others for runes
};

// s is behind the backslash; what was used is removed from it.
bool unescape(std::string_view* s, char quote, Unescaped* out) {
  static constexpr std::string_view kNames = "abfnrtv\\", kValues = "\a\b\f\n\r\t\v\\";
  if (s->empty()) return false;
  char c = (*s)[0];
  size_t named = kNames.find(c);
  if (named != std::string_view::npos || c == quote) {
    *out = {uint32_t(c == quote ? c : kValues[named]), false};
    s->remove_prefix(1);
    return true;
  }
  int count = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 3;
  int base = count == 3 ? 8 : 16;
  if (base == 16) s->remove_prefix(1);
  if (s->size() < size_t(count)) return false;
  uint32_t value = 0;
  for (int i = 0; i < count; i++) {
    int d = digitValue((*s)[size_t(i)]);
    if (d >= base) return false;
    value = value * uint32_t(base) + uint32_t(d);
  }
  s->remove_prefix(size_t(count));
  *out = {value, count <= 3};
  return count <= 3 ? value <= 255 : value <= 0x10FFFF && (value < 0xD800 || value >= 0xE000);
}

bool unquoteInterpreted(std::string_view s, std::string* out) {
  while (!s.empty()) {
    size_t plain = s.find('\\');
    out->append(s.substr(0, plain));
    if (plain == std::string_view::npos) return true;
    s.remove_prefix(plain + 1);
    Unescaped u;
    if (!unescape(&s, '"', &u)) return false;
    if (u.isByte)
      *out += char(u.value);
    else
      unicode::encode(*out, u.value);
  }
  return true;
}

}  // namespace

bool unquoteString(std::string_view s, std::string* out) {
  out->clear();
  if (s.size() < 2 || s.front() != s.back()) return false;
  std::string_view inner = s.substr(1, s.size() - 2);
  if (s[0] == '"') return unquoteInterpreted(inner, out);
  if (s[0] != '`') return false;
  for (char c : inner)
    if (c != '\r') *out += c;
  return true;
}

bool unquoteRune(std::string_view s, uint32_t* out) {
  if (s.size() < 3 || s.front() != '\'' || s.back() != '\'') return false;
  s = s.substr(1, s.size() - 2);
  if (s[0] != '\\') {
    unicode::Decoded d = unicode::decode(s);
    *out = d.rune;
    return size_t(d.size) == s.size();
  }
  s.remove_prefix(1);
  Unescaped u;
  if (!unescape(&s, '\'', &u) || !s.empty()) return false;
  *out = u.value;
  return true;
}

std::string importPathProblem(std::string_view path) {
  static constexpr std::string_view kForbidden = "!\"#$%&'()*,:;<=>?[\\]^{|}`";
  if (path.empty()) return "empty string";
  // '-' to '9': that, '.', '/' and digits.
  auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '-' && c <= '9') || c == '_'; };
  if (std::all_of(path.begin(), path.end(), plain)) return {};
  while (!path.empty()) {
    unicode::Decoded c = unicode::decode(path);
    bool bad = c.rune <= ' ' || c.rune == unicode::kRuneError || !unicode::isPrint(c.rune) ||
               (c.rune < 0x80 && kForbidden.find(char(c.rune)) != std::string_view::npos);
    if (bad) return "invalid character " + unicode::formatCodePoint(c.rune);
    path.remove_prefix(size_t(c.size));
  }
  return {};
}

}  // namespace gosub::syntax
