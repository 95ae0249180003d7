// Natives of internal/text: case of ASCII and white space. Searching is in search.h.
#include "stdlib/internal/text/search.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Ret;
using abi::Slice;
using abi::String;

int64_t indexByte(String s, uint8_t c) { return text::indexByte(s.view(), c); }
int64_t index(String s, String sub) { return text::index(s.view(), sub.view()); }

bool isLower(uint8_t c) { return uint8_t(c - 'a') < 26; }
bool isUpper(uint8_t c) { return uint8_t(c - 'A') < 26; }
uint8_t toLower(uint8_t c) { return uint8_t(c + (isUpper(c) ? 32 : 0)); }
uint8_t toUpper(uint8_t c) { return uint8_t(c - (isLower(c) ? 32 : 0)); }

// The sum of the constants HasLower, HasUpper and HasNonASCII of text.go. No branches: the compiler makes it a vector loop.
int64_t asciiClass(String s) {
  uint8_t all = 0, lower = 0, upper = 0;
  for (uint8_t c : s.view()) {
    all |= c;
    lower |= uint8_t(isLower(c));
    upper |= uint8_t(isUpper(c));
  }
  return lower | upper << 1 | (all >> 7) << 2;
}

void asciiUpper(Slice dst, String s) { std::transform(s.data, s.data + s.len, dst.as<uint8_t>(), toUpper); }
void asciiLower(Slice dst, String s) { std::transform(s.data, s.data + s.len, dst.as<uint8_t>(), toLower); }

// The length of the white space character at the start of n > 0 bytes, 0 if there is none: Unicode's White_Space.
int spaceAt(const uint8_t* p, int64_t n) {
  if (p[0] < 0x80) return p[0] == ' ' || uint8_t(p[0] - '\t') < 5;
  if (p[0] == 0xC2 && n >= 2) return p[1] == 0x85 || p[1] == 0xA0 ? 2 : 0;
  if (n < 3) return 0;
  uint32_t c = uint32_t(p[0]) << 16 | uint32_t(p[1]) << 8 | p[2];
  bool space = (0xE28080 <= c && c <= 0xE2808A) || c == 0xE280A8 || c == 0xE280A9 || c == 0xE280AF || c == 0xE2819F ||
               c == 0xE19A80 || c == 0xE38080;
  return space ? 3 : 0;
}

// The same at the end. A white space character never ends in a byte that could begin one.
int spaceBefore(const uint8_t* begin, const uint8_t* end) {
  for (int size = 1; size <= 3 && size <= end - begin; size++)
    if (spaceAt(end - size, size) == size) return size;
  return 0;
}

int64_t skipSpace(String s, int64_t i) {
  while (i < s.len) {
    int size = spaceAt(s.data + i, s.len - i);
    if (size == 0) break;
    i += size;
  }
  return i;
}

int64_t skipField(String s, int64_t i) {
  while (i < s.len && spaceAt(s.data + i, s.len - i) == 0) i++;
  return i;
}

int64_t countFields(String s) {
  int64_t n = 0;
  for (int64_t i = skipSpace(s, 0); i < s.len; i = skipSpace(s, skipField(s, i))) n++;
  return n;
}

Ret<int64_t, int64_t> nextField(String s, int64_t from) {
  int64_t start = skipSpace(s, from);
  return {start, skipField(s, start)};
}

Ret<int64_t, int64_t> spaceBounds(String s) {
  int64_t start = skipSpace(s, 0);
  if (start == s.len) return {0, 0};
  const uint8_t* end = s.data + s.len;
  while (int size = spaceBefore(s.data + start, end)) end -= size;
  return {start, end - s.data};
}

int64_t foldASCII(String s, String t) {
  int64_t n = std::min(s.len, t.len);
  for (int64_t i = 0; i < n; i++) {
    if ((s.data[i] | t.data[i]) & 0x80) return -1 - i;
    if (toLower(s.data[i]) != toLower(t.data[i])) return 0;
  }
  if (s.len == t.len) return 1;
  return 0;
}

const NativeRow kRows[] = {
#include "stdlib/internal/text/natives.def"
};

}  // namespace

NATIVE_TABLE(internal_text, kRows)

}  // namespace gosub::stdlib
