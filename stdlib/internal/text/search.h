// Searching, counting and comparing bytes: the bodies of the natives of strings, bytes and internal/text, on
// std::string_view so that strings and slices share them. Results are Go's: -1 where nothing is found.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "base/unicode.h"
#include "runtime/abi/value.h"

namespace gosub::stdlib::text {

inline std::string_view view(abi::String s) { return s.view(); }
inline std::string_view view(abi::Slice s) { return {s.as<const char>(), size_t(s.len)}; }

// The distance of a pointer into s that may be null.
inline int64_t at(std::string_view s, const void* p) { return p == nullptr ? -1 : static_cast<const char*>(p) - s.data(); }

inline int64_t indexByte(std::string_view s, uint8_t c) {
  return s.empty() ? -1 : at(s, std::memchr(s.data(), c, s.size()));
}

inline int64_t lastIndexByte(std::string_view s, uint8_t c) {
  return s.empty() ? -1 : at(s, memrchr(s.data(), c, s.size()));
}

inline int64_t index(std::string_view s, std::string_view sub) {
  if (sub.empty()) return 0;
  if (sub.size() == 1) return indexByte(s, uint8_t(sub[0]));
  if (sub.size() > s.size()) return -1;
  return at(s, memmem(s.data(), s.size(), sub.data(), sub.size()));
}

inline int64_t lastIndex(std::string_view s, std::string_view sub) {
  if (sub.size() > s.size()) return -1;
  if (sub.empty()) return int64_t(s.size());
  // Candidates are the places of sub's first byte.
  std::string_view heads = s.substr(0, s.size() - sub.size() + 1);
  for (int64_t i = lastIndexByte(heads, uint8_t(sub[0])); i >= 0; i = lastIndexByte(heads.substr(0, size_t(i)), uint8_t(sub[0])))
    if (std::memcmp(s.data() + i, sub.data(), sub.size()) == 0) return i;
  return -1;
}

// Runes of UTF-8 as Go counts them: one for each invalid byte.
inline int64_t runeCount(std::string_view s) {
  int64_t n = 0;
  for (size_t i = 0; i < s.size(); n++) {
    if (uint8_t(s[i]) < 0x80)
      i++;
    else
      i += size_t(unicode::decode(s.substr(i)).size);
  }
  return n;
}

inline int64_t count(std::string_view s, std::string_view sub) {
  if (sub.empty()) return runeCount(s) + 1;
  if (sub.size() == 1) return std::count(s.begin(), s.end(), sub[0]);
  int64_t n = 0;
  for (int64_t i = index(s, sub); i >= 0; i = index(s, sub)) {
    s.remove_prefix(size_t(i) + sub.size());
    n++;
  }
  return n;
}

inline int64_t compare(std::string_view a, std::string_view b) {
  size_t n = std::min(a.size(), b.size());
  int c = n == 0 ? 0 : std::memcmp(a.data(), b.data(), n);
  if (c == 0) c = a.size() < b.size() ? -1 : a.size() > b.size();
  return c < 0 ? -1 : c > 0;
}

inline bool equal(std::string_view a, std::string_view b) {
  return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size()) == 0);
}

// The length of what Join makes of n elements, negative on overflow.
template <class Element>
int64_t joinedLen(const Element* elems, int64_t n, int64_t sepLen) {
  int64_t total;
  if (__builtin_mul_overflow(n - 1, sepLen, &total)) return -1;
  for (int64_t i = 0; i < n; i++)
    if (__builtin_add_overflow(total, elems[i].len, &total)) return -1;
  return total;
}

template <class Element>
void joinInto(uint8_t* dst, const Element* elems, int64_t n, std::string_view sep) {
  auto put = [&](std::string_view part) {
    if (!part.empty()) std::memcpy(dst, part.data(), part.size());
    dst += part.size();
  };
  for (int64_t i = 0; i < n; i++) {
    if (i > 0) put(sep);
    put(view(elems[i]));
  }
}

}  // namespace gosub::stdlib::text
