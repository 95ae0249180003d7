// Tests of strconv's natives: cases whose results were taken from Go.
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "stdlib/strconv/natives.h"

using namespace gosub;
using namespace gosub::stdlib::strconv;

namespace {

abi::String str(std::string_view s) { return {reinterpret_cast<const uint8_t*>(s.data()), int64_t(s.size())}; }

template <class F>
std::string filled(F f) {
  std::vector<char> buf(8);
  int64_t n = f(abi::Slice{buf.data(), 8, 8});
  if (n < 0) {
    buf.resize(size_t(-n));
    n = f(abi::Slice{buf.data(), -n, -n});
  }
  return {buf.data(), size_t(n)};
}

std::string format(double d, char verb, int precision, int bits = 64) {
  return filled([&](abi::Slice s) { return putFloat(s, d, uint8_t(verb), precision, bits); });
}

}  // namespace

TEST_CASE("strconv formats floats") {
  struct Row {
    double d;
    char verb;
    int precision, bits;
    const char* want;
  };
  const Row rows[] = {
      {1, 'e', 5, 64, "1.00000e+00"}, {1, 'f', 5, 64, "1.00000"}, {1, 'g', 5, 64, "1"}, {1, 'g', -1, 64, "1"},
      {1, 'x', -1, 64, "0x1p+00"}, {1, 'x', 5, 64, "0x1.00000p+00"}, {20, 'g', -1, 64, "20"},
      {1234567.8, 'g', -1, 64, "1.2345678e+06"}, {200000, 'g', -1, 64, "200000"}, {2000000, 'g', -1, 64, "2e+06"},
      {1e21, 'f', 0, 64, "1000000000000000000000"}, {400, 'g', 2, 64, "4e+02"}, {0, 'e', 5, 64, "0.00000e+00"},
      {-0.0, 'g', -1, 64, "-0"}, {1.2345, 'f', 0, 64, "1"}, {2.5, 'f', 0, 64, "2"}, {0.00001, 'g', -1, 64, "1e-05"},
      {3.1415927, 'g', -1, 32, "3.1415927"}, {0.1, 'f', 20, 64, "0.10000000000000000555"},
      {2.2250738585072012e-308, 'g', -1, 64, "2.2250738585072014e-308"}, {5e-324, 'b', -1, 64, "1p-1074"},
      {8388608, 'b', -1, 32, "8388608p+0"}, {1.0 / 3, 'x', 3, 64, "0x1.555p-02"}, {1.9999999, 'x', 0, 64, "0x1p+01"},
  };
  for (const Row& r : rows) CHECK(format(r.d, r.verb, r.precision, r.bits) == r.want);
  CHECK(format(std::numeric_limits<double>::infinity(), 'g', -1) == "+Inf");
  CHECK(format(std::nan(""), 'e', 3) == "NaN");
  CHECK(format(1.5, 'z', 3) == "%z");
}

TEST_CASE("strconv parses floats") {
  struct Row {
    const char* text;
    double want;
    int64_t length, code;
  };
  const Row rows[] = {
      {"1", 1, 1, kParseOk}, {"+1e-3x", 1e-3, 5, kParseOk}, {"1_000.5", 1000.5, 7, kParseOk}, {"0x1p-2", 0.25, 6, kParseOk},
      {"0x1.8", 0, 0, kParseSyntax}, {"1e400", INFINITY, 5, kParseRange}, {"-1e400", -INFINITY, 6, kParseRange},
      {".e1", 0, 0, kParseSyntax}, {"infinity", INFINITY, 8, kParseOk}, {"-Inf", -INFINITY, 4, kParseOk},
      {"1e23", 1e23, 4, kParseOk}, {"9007199254740993", 9007199254740992.0, 16, kParseOk},
      {"4.9e-324", 5e-324, 8, kParseOk}, {"2e-324", 0, 6, kParseOk}, {"", 0, 0, kParseSyntax},
  };
  for (const Row& r : rows) {
    auto [value, length, code] = parseFloat(str(r.text), 64);
    CAPTURE(r.text);
    CHECK(code == r.code);
    if (r.code == kParseSyntax) continue;
    CHECK(value == r.want);
    CHECK(length == r.length);
  }
  auto [single, length, code] = parseFloat(str("3.4e39"), 32);
  CHECK((std::isinf(single) && length == 6 && code == kParseRange));
}

TEST_CASE("strconv parses and formats integers") {
  auto parse = [](const char* s, int64_t base, int64_t bits) { return parseInt(str(s), base, bits); };
  CHECK(parse("-0x8000_0000", 0, 32) == abi::Ret<int64_t, int64_t>{-2147483648, kParseOk});
  CHECK(parse("128", 10, 8) == abi::Ret<int64_t, int64_t>{127, kParseRange});
  CHECK(parse("0b_", 0, 64) == abi::Ret<int64_t, int64_t>{0, kParseSyntax});
  CHECK(parse("1", 1, 64) == abi::Ret<int64_t, int64_t>{0, kParseBase});
  CHECK(parse("1", 10, 65) == abi::Ret<int64_t, int64_t>{0, kParseBitSize});
  CHECK(parseUint(str("18446744073709551616"), 10, 64) == abi::Ret<uint64_t, int64_t>{UINT64_MAX, kParseRange});
  CHECK(filled([](abi::Slice s) { return putInt(s, INT64_MIN, 2); }) == "-1" + std::string(63, '0'));
  CHECK(filled([](abi::Slice s) { return putUint(s, UINT64_MAX, 36); }) == "3w5e11264sgsf");
}

TEST_CASE("strconv quotes") {
  auto quote = [](std::string_view text, int how) {
    return filled([&](abi::Slice s) { return putQuoted(s, str(text), '"', how); });
  };
  CHECK(quote("a\n\x07\xFF\"\\\xE2\x98\xBA\xE2\x80\x8B", 0) == "\"a\\n\\a\\xff\\\"\\\\\xE2\x98\xBA\\u200b\"");
  CHECK(quote("\xE2\x98\xBA\xF0\x9F\x98\x80", 1) == "\"\\u263a\\U0001f600\"");
  CHECK(quote("\xE3\x80\x80", 0) == "\"\\u3000\"");
  CHECK(quote("\xE3\x80\x80", 2) == "\"\xE3\x80\x80\"");
}
