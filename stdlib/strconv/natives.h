// The natives of package strconv, one file for each kind of value: integer.cpp, parse_float.cpp, format_float.cpp,
// quote.cpp; natives.cpp binds them. What fmt formats without going through strings uses the same functions.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

#include "runtime/abi/native.h"

namespace gosub::stdlib::strconv {

// What parsing reports; errors.go has the same constants.
enum ParseCode : int64_t { kParseOk, kParseSyntax, kParseRange, kParseBase, kParseBitSize };

abi::Ret<uint64_t, int64_t> parseUint(abi::String s, int64_t base, int64_t bitSize);
abi::Ret<int64_t, int64_t> parseInt(abi::String s, int64_t base, int64_t bitSize);
// value, length of the number at the start of s, code
abi::Ret<double, int64_t, int64_t> parseFloat(abi::String s, int64_t bitSize);

// These write to dst and return the length, or its negative if that exceeds dst.len (not cap).
int64_t putInt(abi::Slice dst, int64_t i, int64_t base);
int64_t putUint(abi::Slice dst, uint64_t u, int64_t base);
int64_t putFloat(abi::Slice dst, double f, uint8_t format, int64_t precision, int64_t bitSize);
int64_t putQuoted(abi::Slice dst, abi::String s, uint8_t quote, int64_t how);

// unicode.IsPrint and IsGraphic.
bool isPrint(int32_t rune);
bool isGraphic(int32_t rune);

// How many bytes at the start of s are printable ASCII other than a double quote or backslash.
int64_t plainPrefix(abi::String s);

// Whether underscores in a number with an optional sign and base prefix only separate digits.
bool underscoresOk(std::string_view s);

inline uint8_t lowerCase(uint8_t c) { return c | 0x20; }

// Text that is written as far as there is room, and measured in any case.
class Output {
 public:
  explicit Output(abi::Slice dst) : out_(dst.as<char>()), room_(dst.len) {}
  void put(char c) {
    if (length_ < room_) out_[length_] = c;
    length_++;
  }
  void put(std::string_view s) {
    if (length_ + int64_t(s.size()) <= room_ && !s.empty()) std::memcpy(out_ + length_, s.data(), s.size());
    length_ += int64_t(s.size());
  }
  void fill(int64_t n, char c) {
    if (n <= 0) return;
    if (n <= room_ - length_) std::memset(out_ + length_, c, size_t(n));
    length_ += n;
  }
  int64_t result() const { return length_ <= room_ ? length_ : -length_; }

 private:
  char* out_;
  int64_t room_;
  int64_t length_ = 0;
};

}  // namespace gosub::stdlib::strconv
