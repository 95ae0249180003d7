// Floating-point numbers from text. Decimal digits are <charconv>'s business; what differs is Go's syntax
// (underscores, hexadecimal, infinities), and that a range error has a value.
#include <charconv>
#include <cmath>
#include <limits>
#include <string>

#include "stdlib/strconv/natives.h"

namespace gosub::stdlib::strconv {

namespace {

bool isDigit(uint8_t c) { return c >= '0' && c <= '9'; }
bool isHexLetter(uint8_t c) { return lowerCase(c) >= 'a' && lowerCase(c) <= 'f'; }

// What the text of a number says. Mantissa digits are counted without leading zeros.
struct Scanned {
  int64_t length = 0;  // 0: no number
  bool negative = false;
  bool hex = false;
  bool underscores = false;
  bool zero = true;        // all mantissa digits are
  uint64_t mantissa = 0;   // the first 16 digits of a hexadecimal number
  bool sticky = false;     // a nonzero digit follows them
  int64_t pointAt = 0;     // the point's place relative to the first nonzero digit, exponent included; in bits for hex
};

// The digits of the mantissa. False if there are none.
bool scanMantissa(std::string_view s, size_t& i, Scanned& r) {
  bool point = false, digits = false;
  int64_t significant = 0, kept = 0;
  for (; i < s.size(); i++) {
    uint8_t c = uint8_t(s[i]);
    if (c == '_') {
      r.underscores = true;
    } else if (c == '.' && !point) {
      point = true;
      r.pointAt += significant;
    } else if (isDigit(c) || (r.hex && isHexLetter(c))) {
      digits = true;
      if (c == '0' && significant == 0) {
        if (point) r.pointAt--;
        continue;
      }
      r.zero = false;
      significant++;
      uint64_t value = isDigit(c) ? c - '0' : lowerCase(c) - 'a' + 10u;
      if (kept < 16) {
        r.mantissa = r.mantissa << 4 | value;
        kept++;
      } else {
        r.sticky |= value != 0;
      }
    } else {
      break;
    }
  }
  if (!point) r.pointAt += significant;
  if (r.hex) r.mantissa <<= 4 * (16 - kept);
  return digits;
}

// The exponent behind its letter. False if it has no digits.
bool scanExponent(std::string_view s, size_t& i, Scanned& r) {
  bool negative = false;
  if (i < s.size() && (s[i] == '+' || s[i] == '-')) negative = s[i++] == '-';
  if (i >= s.size() || !isDigit(uint8_t(s[i]))) return false;
  int64_t e = 0;
  for (; i < s.size() && (isDigit(uint8_t(s[i])) || s[i] == '_'); i++) {
    if (s[i] == '_')
      r.underscores = true;
    else if (e < 100000)
      e = e * 10 + (s[i] - '0');
  }
  r.pointAt += negative ? -e : e;
  return true;
}

Scanned scanNumber(std::string_view s) {
  Scanned r;
  size_t i = 0;
  if (!s.empty() && (s[0] == '+' || s[0] == '-')) {
    r.negative = s[0] == '-';
    i = 1;
  }
  if (i + 2 < s.size() && s[i] == '0' && lowerCase(uint8_t(s[i + 1])) == 'x') {
    r.hex = true;
    i += 2;
  }
  if (!scanMantissa(s, i, r)) return {};
  if (r.hex) r.pointAt *= 4;
  if (i < s.size() && lowerCase(uint8_t(s[i])) == (r.hex ? 'p' : 'e')) {
    i++;
    if (!scanExponent(s, i, r)) return {};
  } else if (r.hex) {
    return {};
  }
  if (r.underscores && !underscoresOk(s.substr(0, i))) return {};
  r.length = int64_t(i);
  return r;
}

// How many characters of s are the beginning of the lower case word, in any case.
size_t commonPrefix(std::string_view s, std::string_view word) {
  size_t n = 0;
  while (n < s.size() && n < word.size() && lowerCase(uint8_t(s[n])) == uint8_t(word[n])) n++;
  return n;
}

// inf and infinity with or without a sign, nan without one. The length is 0 for anything else.
struct Special {
  double value;
  size_t length;
};

Special scanSpecial(std::string_view s) {
  if (commonPrefix(s, "nan") == 3) return {std::numeric_limits<double>::quiet_NaN(), 3};
  size_t sign = !s.empty() && (s[0] == '+' || s[0] == '-');
  size_t n = commonPrefix(s.substr(sign), "infinity");
  if (n < 3) return {0, 0};
  double inf = std::numeric_limits<double>::infinity();
  return {s[0] == '-' ? -inf : inf, sign + (n == 8 ? 8 : 3)};
}

template <class Float>
struct Decoded {
  Float value;
  ParseCode code = kParseOk;
};

template <class Float>
Decoded<Float> fromDecimal(std::string_view s, const Scanned& r) {
  std::string plain;  // without underscores
  if (r.underscores) {
    for (char c : s)
      if (c != '_') plain += c;
    s = plain;
  }
  if (s[0] == '+') s.remove_prefix(1);
  Float f = 0;
  std::from_chars_result result = std::from_chars(s.data(), s.data() + s.size(), f);
  if (result.ec != std::errc::result_out_of_range && !std::isinf(f)) return {f};
  // Too large or too small: 0.1 and greater times a power of ten that is not negative is not too small.
  if (r.zero || r.pointAt <= 0) return {r.negative ? -Float(0) : Float(0)};
  Float inf = std::numeric_limits<Float>::infinity();
  return {r.negative ? -inf : inf, kParseRange};
}

// Rounds the mantissa, 0.mmm in binary times 2^pointAt, to the bits that the format has at that exponent.
template <class Float>
Decoded<Float> fromHex(const Scanned& r) {
  using Limits = std::numeric_limits<Float>;
  Float sign = r.negative ? Float(-1) : Float(1);
  if (r.zero) return {sign * 0};
  int lead = __builtin_clzll(r.mantissa);
  uint64_t m = r.mantissa << lead;  // top bit set: value is m * 2^(exponent - 64)
  int64_t exponent = r.pointAt - lead;
  if (exponent > Limits::max_exponent) return {sign * Limits::infinity(), kParseRange};
  int64_t bits = Limits::digits;
  if (exponent < Limits::min_exponent) bits -= Limits::min_exponent - exponent;  // subnormal
  if (bits < 0) return {sign * 0};
  uint64_t kept = bits == 0 ? 0 : m >> (64 - bits);
  uint64_t rest = bits == 0 ? m : m << bits;
  uint64_t half = uint64_t{1} << 63;
  if (rest > half || (rest == half && (r.sticky || (kept & 1)))) kept++;
  double value = std::ldexp(double(kept), int(exponent - bits));  // exact: kept has no more bits than Float
  if (value > double(Limits::max())) return {sign * Limits::infinity(), kParseRange};
  return {sign * Float(value)};
}

template <class Float>
abi::Ret<double, int64_t, int64_t> parse(std::string_view s) {
  if (Special special = scanSpecial(s); special.length != 0) return {special.value, int64_t(special.length), kParseOk};
  Scanned r = scanNumber(s);
  if (r.length == 0) return {0, 0, kParseSyntax};
  Decoded<Float> d = r.hex ? fromHex<Float>(r) : fromDecimal<Float>(s.substr(0, size_t(r.length)), r);
  return {double(d.value), r.length, d.code};
}

}  // namespace

abi::Ret<double, int64_t, int64_t> parseFloat(abi::String s, int64_t bitSize) {
  return bitSize == 32 ? parse<float>(s.view()) : parse<double>(s.view());
}

}  // namespace gosub::stdlib::strconv
