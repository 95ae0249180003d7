// String operations. See string.h.
#include "runtime/string/string.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <span>

#include "base/unicode.h"
#include "runtime/heap/alloc.h"

namespace gosub::rt {

using abi::G;
using abi::Slice;
using abi::String;

namespace {

// One-byte strings need no allocation.
constexpr std::array<uint8_t, 256> kBytes = [] {
  std::array<uint8_t, 256> a{};
  for (int i = 0; i < 256; i++) a[size_t(i)] = uint8_t(i);
  return a;
}();

uint8_t* newText(G& g, int64_t n) { return static_cast<uint8_t*>(allocNoScan(g, size_t(n))); }

String concat(G& g, std::span<const String> parts) {
  int64_t total = 0;
  const String* only = nullptr;
  int filled = 0;
  for (const String& s : parts) {
    if (s.len == 0) continue;
    total += s.len;
    filled++;
    only = &s;
  }
  if (filled == 0) return {};
  if (filled == 1) return *only;
  uint8_t* data = newText(g, total);
  uint8_t* at = data;
  for (const String& s : parts) {
    if (s.len == 0) continue;
    std::memcpy(at, s.data, size_t(s.len));
    at += s.len;
  }
  return {data, total};
}

bool validRune(uint32_t r) { return r < 0xD800 || (r > 0xDFFF && r <= 0x10FFFF); }

int encodedSize(uint32_t r) {
  if (!validRune(r)) return 3;
  return r < 0x80 ? 1 : r < 0x800 ? 2 : r < 0x10000 ? 3 : 4;
}

uint8_t* encode(uint8_t* to, uint32_t r) {
  if (!validRune(r)) r = unicode::kRuneError;
  auto tail = [&](int shift) { return uint8_t(0x80 | ((r >> shift) & 0x3F)); };
  switch (encodedSize(r)) {
    case 1: *to++ = uint8_t(r); break;
    case 2: *to++ = uint8_t(0xC0 | r >> 6), *to++ = tail(0); break;
    case 3: *to++ = uint8_t(0xE0 | r >> 12), *to++ = tail(6), *to++ = tail(0); break;
    default: *to++ = uint8_t(0xF0 | r >> 18), *to++ = tail(12), *to++ = tail(6), *to++ = tail(0); break;
  }
  return to;
}

// Calls f(rune) for each rune.
template <class F>
void forEachRune(String s, F f) {
  for (int64_t i = 0; i < s.len;) {
    if (s.data[i] < 0x80) {
      f(uint32_t(s.data[i++]));
      continue;
    }
    auto [rune, next] = decodeRune(s, i);
    f(uint32_t(rune));
    i = next;
  }
}

}  // namespace

String concat2(G& g, String a, String b) {
  String parts[] = {a, b};
  return concat(g, parts);
}
String concat3(G& g, String a, String b, String c) {
  String parts[] = {a, b, c};
  return concat(g, parts);
}
String concatN(G& g, const String* parts, int64_t count) { return concat(g, {parts, size_t(count)}); }

bool stringEqual(String a, String b) {
  return a.len == b.len && (a.data == b.data || a.len == 0 || std::memcmp(a.data, b.data, size_t(a.len)) == 0);
}

int64_t stringCompare(String a, String b) {
  int64_t n = std::min(a.len, b.len);
  int c = n == 0 ? 0 : std::memcmp(a.data, b.data, size_t(n));
  if (c != 0) return c < 0 ? -1 : 1;
  return a.len < b.len ? -1 : a.len > b.len;
}

abi::Ret<int32_t, int64_t> decodeRune(String s, int64_t index) {
  uint8_t first = s.data[index];
  if (first < 0x80) return {first, index + 1};
  auto d = unicode::decode(s.view().substr(size_t(index), 4));
  return {int32_t(d.rune), index + d.size};
}

String intToString(G& g, int64_t rune) {
  if (rune >= 0 && rune < 0x80) return {&kBytes[size_t(rune)], 1};
  uint32_t r = rune < 0 || rune > 0x10FFFF ? unicode::kRuneError : uint32_t(rune);
  uint8_t* data = newText(g, encodedSize(r));
  return {data, encode(data, r) - data};
}

String bytesToString(G& g, Slice bytes) {
  if (bytes.len == 1) return {&kBytes[*bytes.as<uint8_t>()], 1};
  return newString(g, {bytes.as<char>(), size_t(bytes.len)});
}

Slice stringToBytes(G& g, String s) { return newBytes(g, s.view()); }

String runesToString(G& g, Slice runes) {
  std::span<const uint32_t> in{runes.as<const uint32_t>(), size_t(runes.len)};
  int64_t size = 0;
  for (uint32_t r : in) size += encodedSize(r);
  if (size == 0) return {};
  uint8_t* data = newText(g, size);
  uint8_t* at = data;
  for (uint32_t r : in) at = encode(at, r);
  return {data, size};
}

Slice stringToRunes(G& g, String s) {
  int64_t count = 0;
  forEachRune(s, [&](uint32_t) { count++; });
  if (count == 0) return {zeroBase(), 0, 0};
  size_t bytes = roundUpSize(size_t(count) * 4);
  auto* data = static_cast<uint32_t*>(allocNoScan(g, bytes));
  uint32_t* at = data;
  forEachRune(s, [&](uint32_t r) { *at++ = r; });
  return {data, count, int64_t(bytes / 4)};
}

}  // namespace gosub::rt
