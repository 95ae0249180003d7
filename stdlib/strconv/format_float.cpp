// Floating-point numbers as text. <charconv> makes the digits (the fewest that identify the number, or as many as asked
// for, correctly rounded); here they are laid out as Go does.
#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include "stdlib/strconv/natives.h"

namespace gosub::stdlib::strconv {

namespace {

// Beyond these all digits of a double are zeros: its value has at most 767 significant ones, and 1074 behind the point.
constexpr int64_t kMaxSignificant = 770;
constexpr int64_t kMaxFraction = 1080;

// A magnitude is 0.d1d2d3... times 10^point, without trailing zeros; no digits for zero.
struct Digits {
  char text[kMaxSignificant + 16];
  int64_t count = 0;
  int64_t point = 0;
};

// Takes apart d.ddde±dd.
void splitScientific(Digits& d, const char* end) {
  const char* mark = end;
  while (*--mark != 'e') {
  }
  int exponent = 0;
  std::from_chars(mark[1] == '+' ? mark + 2 : mark + 1, end, exponent);
  int64_t n = 0;
  for (const char* p = d.text; p != mark; p++)
    if (*p != '.') d.text[n++] = *p;
  while (n > 0 && d.text[n - 1] == '0') n--;
  d.count = n;
  d.point = n == 0 ? 0 : exponent + 1;
}

void shortest(Digits& d, double magnitude, bool single) {
  char* end = d.text + sizeof d.text;
  splitScientific(d, (single ? std::to_chars(d.text, end, float(magnitude), std::chars_format::scientific)
                             : std::to_chars(d.text, end, magnitude, std::chars_format::scientific))
                         .ptr);
}

// n >= 1 significant digits.
void rounded(Digits& d, double magnitude, int64_t n) {
  int behindFirst = int(std::min(n, kMaxSignificant) - 1);
  splitScientific(d, std::to_chars(d.text, d.text + sizeof d.text, magnitude, std::chars_format::scientific, behindFirst).ptr);
}

void putExponent(Output& out, int64_t exponent) {
  out.put(exponent < 0 ? '-' : '+');
  exponent = std::abs(exponent);
  if (exponent < 10) out.put('0');
  char buf[8];
  out.put(std::string_view(buf, size_t(std::to_chars(buf, buf + sizeof buf, exponent).ptr - buf)));
}

// d.ddde±dd with so many digits behind the point.
void putScientific(Output& out, const Digits& d, int64_t precision, char letter) {
  out.put(d.count == 0 ? '0' : d.text[0]);
  if (precision > 0) {
    out.put('.');
    int64_t n = std::min(d.count, precision + 1);
    if (n > 1) out.put(std::string_view(d.text + 1, size_t(n - 1)));
    out.fill(precision - std::max<int64_t>(n - 1, 0), '0');
  }
  out.put(letter);
  putExponent(out, d.count == 0 ? 0 : d.point - 1);
}

// ddd.ddd with so many digits behind the point.
void putPlain(Output& out, const Digits& d, int64_t precision) {
  int64_t whole = std::min(d.count, std::max<int64_t>(d.point, 0));
  if (d.point <= 0) out.put('0');
  out.put(std::string_view(d.text, size_t(whole)));
  out.fill(d.point - whole, '0');
  if (precision <= 0) return;
  out.put('.');
  int64_t zeros = std::min(precision, std::max<int64_t>(-d.point, 0));
  out.fill(zeros, '0');
  int64_t n = std::min(d.count - whole, precision - zeros);
  out.put(std::string_view(d.text + whole, size_t(n)));
  out.fill(precision - zeros - n, '0');
}

void putFixed(Output& out, double magnitude, int64_t precision) {
  char buf[312 + kMaxFraction];
  int64_t known = std::min(precision, kMaxFraction);
  char* end = std::to_chars(buf, buf + sizeof buf, magnitude, std::chars_format::fixed, int(known)).ptr;
  out.put(std::string_view(buf, size_t(end - buf)));
  out.fill(precision - known, '0');
}

// %e for exponents that are small or exceed the precision, else %f, without trailing zeros.
void putGeneral(Output& out, double magnitude, int64_t precision, char letter, bool single) {
  Digits d;
  int64_t limit = 6;
  if (precision < 0) {
    shortest(d, magnitude, single);
    precision = d.count;
  } else {
    if (precision == 0) precision = 1;
    rounded(d, magnitude, precision);
    limit = precision;
    if (limit > d.count && d.count >= d.point) limit = d.count;
  }
  int64_t exponent = d.point - 1;
  if (exponent < -4 || exponent >= limit) {
    putScientific(out, d, std::min(precision, d.count) - 1, char(letter + 'e' - 'g'));
    return;
  }
  if (precision > d.point) precision = d.count;
  putPlain(out, d, std::max<int64_t>(precision - d.point, 0));
}

// The parts of an IEEE number: value is mantissa * 2^exponent.
struct Parts {
  uint64_t mantissa;
  int exponent;
  int bits;  // of the mantissa without the implicit one
};

Parts partsOf(double magnitude, bool single) {
  uint64_t bits = std::bit_cast<uint64_t>(magnitude);
  int width = 52, bias = 1075;
  if (single) {
    bits = std::bit_cast<uint32_t>(float(magnitude));
    width = 23;
    bias = 150;
  }
  uint64_t mantissa = bits & ((uint64_t{1} << width) - 1);
  int exponent = int(bits >> width);
  if (exponent == 0)
    exponent = 1;
  else
    mantissa |= uint64_t{1} << width;
  return {mantissa, exponent - bias, width};
}

void putBinary(Output& out, const Parts& p) {
  char buf[40];
  char* end = std::to_chars(buf, buf + 20, p.mantissa).ptr;
  *end++ = 'p';
  if (p.exponent >= 0) *end++ = '+';
  end = std::to_chars(end, buf + sizeof buf, p.exponent).ptr;
  out.put(std::string_view(buf, size_t(end - buf)));
}

// 0x1.hhhp±dd with so many hexadecimal digits behind the point, for a negative precision as few as are exact.
void putHex(Output& out, Parts p, int64_t precision, char letter) {
  const char* digits = letter == 'x' ? "0123456789abcdef" : "0123456789ABCDEF";
  constexpr int kPoint = 60;  // bit 60 is the digit before the point
  uint64_t m = p.mantissa << (kPoint - p.bits);
  int exponent = m == 0 ? 0 : p.exponent + p.bits;
  while (m != 0 && (m >> kPoint) == 0) {
    m <<= 1;
    exponent--;
  }
  if (precision >= 0 && precision < 15) {
    int drop = kPoint - int(precision) * 4;
    uint64_t rest = m & ((uint64_t{1} << drop) - 1), half = uint64_t{1} << (drop - 1);
    m >>= drop;
    if (rest > half || (rest == half && (m & 1))) m++;
    m <<= drop;
    if (m >> (kPoint + 1)) {
      m >>= 1;
      exponent++;
    }
  }
  out.put('0');
  out.put(letter);
  out.put(char('0' + (m >> kPoint)));
  uint64_t fraction = m << 4;
  if (precision > 0 || (precision < 0 && fraction != 0)) out.put('.');
  for (int64_t i = 0; precision < 0 ? fraction != 0 : i < precision; i++, fraction <<= 4) out.put(digits[fraction >> 60]);
  out.put(char(letter - 'x' + 'p'));
  putExponent(out, exponent);
}

}  // namespace

int64_t putFloat(abi::Slice dst, double f, uint8_t format, int64_t precision, int64_t bitSize) {
  bool single = bitSize == 32;
  if (single) f = double(float(f));
  Output out(dst);
  if (std::isnan(f)) {
    out.put("NaN");
    return out.result();
  }
  if (std::isinf(f)) {
    out.put(f < 0 ? "-Inf" : "+Inf");
    return out.result();
  }
  double magnitude = std::fabs(f);
  char letter = char(format);
  bool known = std::strchr("bxXeEfgG", letter) != nullptr && letter != 0;
  if (known && std::signbit(f)) out.put('-');
  Digits d;
  switch (known ? letter : 0) {
    case 'b':
      putBinary(out, partsOf(magnitude, single));
      break;
    case 'x':
    case 'X':
      putHex(out, partsOf(magnitude, single), precision, letter);
      break;
    case 'e':
    case 'E':
      if (precision < 0) {
        shortest(d, magnitude, single);
        precision = std::max<int64_t>(d.count - 1, 0);
      } else {
        rounded(d, magnitude, precision + 1);
      }
      putScientific(out, d, precision, letter);
      break;
    case 'f':
      if (precision >= 0) {
        putFixed(out, magnitude, precision);
        break;
      }
      shortest(d, magnitude, single);
      putPlain(out, d, std::max<int64_t>(d.count - d.point, 0));
      break;
    case 'g':
    case 'G':
      putGeneral(out, magnitude, precision, letter, single);
      break;
    default:
      out.put('%');
      out.put(letter);
  }
  return out.result();
}

}  // namespace gosub::stdlib::strconv
