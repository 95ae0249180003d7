// Trigonometric functions and their inverses, after Cephes (sin.c, tan.c, atan.c, asin.c).
#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

namespace {

// An angle as j octants, j even, and a rest of at most an octant.
struct Octant {
  uint64_t j;
  double rest;
};

// 4/π in binary, 64 bits at a time, the first word being the integer part.
constexpr uint64_t kFourOverPiBits[] = {
    0x0000000000000001, 0x45f306dc9c882a53, 0xf84eafa3ea69bb81, 0xb6c52b3278872083, 0xfca2c757bd778ac3,
    0x6e48dc74849ba5c0, 0x0c925dd413a32439, 0xfc3bd63962534e7d, 0xd1046bea5d768909, 0xd338e04d68befc82,
    0x7323ac7306a673e9, 0x3908bf177bf25076, 0x3ff12fffbc0b301f, 0xde5e2316b414da3e, 0xda6cfd9e4f96136e,
    0x9e8c7ecd3cbfd45a, 0xea4f758fd7cbe2f6, 0x7a0e73ef14a525d4, 0xd7f6bf623f1aba10, 0xac06608df8f6d757,
};

// 64 bits of 4/π from the given bit on.
uint64_t window(unsigned word, unsigned shift) {
  uint64_t high = kFourOverPiBits[word] << shift;
  return shift == 0 ? high : high | kFourOverPiBits[word + 1] >> (64 - shift);
}

// Payne and Hanek's way for large angles: of the product with 4/π only the bits around the binary point matter.
Octant reduceLarge(double x) {
  uint64_t mantissa = bitsOf(x);
  int exponent = biasedExponent(x) - 1023 - 52;
  mantissa = (mantissa & ((uint64_t{1} << 52) - 1)) | uint64_t{1} << 52;
  unsigned word = unsigned(exponent + 61) / 64, shift = unsigned(exponent + 61) % 64;
  uint64_t z0 = window(word, shift), z1 = window(word + 1, shift), z2 = window(word + 2, shift);
  using Wide = unsigned __int128;
  uint64_t z2hi = uint64_t(Wide(z2) * mantissa >> 64);
  Wide sum = Wide(z1) * mantissa + z2hi + (Wide(z0 * mantissa) << 64);
  uint64_t hi = uint64_t(sum >> 64), lo = uint64_t(sum);
  uint64_t j = hi >> 61;
  // The fraction as a double; its leading one is implicit.
  hi = hi << 3 | lo >> 61;
  unsigned zeros = hi == 0 ? 64 : unsigned(__builtin_clzll(hi));
  uint64_t biased = 1023 - (zeros + 1);
  hi = (zeros + 1 < 64 ? hi << (zeros + 1) : 0) | (zeros + 1 <= 64 && zeros + 1 > 0 ? lo >> (64 - (zeros + 1)) : 0);
  hi = hi >> 12 | biased << 52;
  double z = fromBits(hi);
  if (j & 1) {
    j = (j + 1) & 7;
    z--;
  }
  return {j, z * kQuarterPi};
}

// x >= 0. π/4 is subtracted in three parts, so that products with small integers are exact.
Octant reduce(double x) {
  constexpr double kPart1 = 7.85398125648498535156e-1, kPart2 = 3.77489470793079817668e-8, kPart3 = 2.69515142907905952645e-15;
  if (x >= 0x1p29) return reduceLarge(x);
  uint64_t j = uint64_t(x * kFourOverPi);
  double y = double(j);
  if (j & 1) {
    j++;
    y++;
  }
  return {j & 7, ((x - y * kPart1) - y * kPart2) - y * kPart3};
}

double sinPoly(double z, double zz) {
  static constexpr double kC[] = {1.58962301576546568060e-10, -2.50507477628578072866e-8, 2.75573136213857245213e-6,
                                  -1.98412698295895385996e-4, 8.33333333332211858878e-3, -1.66666666666666307295e-1};
  return z + z * zz * polyDown(zz, kC);
}

double cosPoly(double zz) {
  static constexpr double kC[] = {-1.13585365213876817300e-11, 2.08757008419747316778e-9, -2.75573141792967388112e-7,
                                  2.48015872888517045348e-5, -1.38888888888730564116e-3, 4.16666666666665929218e-2};
  return 1.0 - 0.5 * zz + zz * zz * polyDown(zz, kC);
}

}  // namespace

double cos(double x) {
  if (isNaN(x) || isInf(x)) return kNaN;
  auto [j, z] = reduce(std::fabs(x));
  bool negative = false;
  if (j > 3) {
    j -= 4;
    negative = true;
  }
  if (j > 1) negative = !negative;
  double zz = z * z;
  double y = j == 1 || j == 2 ? sinPoly(z, zz) : cosPoly(zz);
  return negative ? -y : y;
}

double sin(double x) {
  if (x == 0 || isNaN(x)) return x;
  if (isInf(x)) return kNaN;
  bool negative = x < 0;
  auto [j, z] = reduce(std::fabs(x));
  if (j > 3) {
    negative = !negative;
    j -= 4;
  }
  double zz = z * z;
  double y = j == 1 || j == 2 ? cosPoly(zz) : sinPoly(z, zz);
  return negative ? -y : y;
}

std::tuple<double, double> sincos(double x) {
  if (x == 0) return {x, 1};
  if (isNaN(x) || isInf(x)) return {kNaN, kNaN};
  bool sinNegative = x < 0, cosNegative = false;
  auto [j, z] = reduce(std::fabs(x));
  if (j > 3) {
    j -= 4;
    sinNegative = !sinNegative;
    cosNegative = !cosNegative;
  }
  if (j > 1) cosNegative = !cosNegative;
  double zz = z * z;
  double c = cosPoly(zz), s = sinPoly(z, zz);
  if (j == 1 || j == 2) std::swap(s, c);
  return {sinNegative ? -s : s, cosNegative ? -c : c};
}

double tan(double x) {
  if (x == 0 || isNaN(x)) return x;
  if (isInf(x)) return kNaN;
  static constexpr double kP[] = {-1.30936939181383777646e4, 1.15351664838587416140e6, -1.79565251976484877988e7};
  static constexpr double kQ[] = {1.36812963470692954678e4, -1.32089234440210967447e6, 2.50083801823357915839e7,
                                  -5.38695755929454629881e7};
  auto [j, z] = reduce(std::fabs(x));
  double zz = z * z;
  double y = z;
  if (zz > 1e-14) y = z + z * (zz * polyDown(zz, kP) / polyDown1(zz, kQ));
  if (j & 2) y = -1 / y;
  return x < 0 ? -y : y;
}

namespace {

// Arctangent for x up to 0.66.
double atanSmall(double x) {
  static constexpr double kP[] = {-8.750608600031904122785e-01, -1.615753718733365076637e+01, -7.500855792314704667340e+01,
                                  -1.228866684490136173410e+02, -6.485021904942025371773e+01};
  static constexpr double kQ[] = {+2.485846490142306297962e+01, +1.650270098316988542046e+02, +4.328810604912902668951e+02,
                                  +4.853903996359136964868e+02, +1.945506571482613964425e+02};
  double z = x * x;
  z = z * polyDown(z, kP) / polyDown1(z, kQ);
  return x * z + x;
}

double atanPositive(double x) {
  constexpr double kMoreBits = 6.123233995736765886130e-17;  // of π/2
  if (x <= 0.66) return atanSmall(x);
  if (x > 2.41421356237309504880) return kHalfPi - atanSmall(1 / x) + kMoreBits;  // tan(3π/8)
  return kQuarterPi + atanSmall((x - 1) / (x + 1)) + 0.5 * kMoreBits;
}

}  // namespace

double atan(double x) {
  if (x == 0) return x;
  return x > 0 ? atanPositive(x) : -atanPositive(-x);
}

double asin(double x) {
  if (x == 0) return x;
  bool negative = x < 0;
  x = negative ? -x : x;
  if (x > 1) return kNaN;
  double t = sqrt(1 - x * x);
  t = x > 0.7 ? kHalfPi - atanPositive(t / x) : atanPositive(x / t);
  return negative ? -t : t;
}

double acos(double x) { return kHalfPi - asin(x); }

double atan2(double y, double x) {
  if (isNaN(y) || isNaN(x)) return kNaN;
  if (y == 0) return std::copysign(std::signbit(x) ? kPi : 0.0, y);
  if (x == 0) return std::copysign(kHalfPi, y);
  if (isInf(x)) {
    if (x > 0) return std::copysign(isInf(y) ? kQuarterPi : 0.0, y);
    return std::copysign(isInf(y) ? kThreeQuarterPi : kPi, y);
  }
  if (isInf(y)) return std::copysign(kHalfPi, y);
  double q = atan(y / x);
  if (x >= 0) return q;
  return q <= 0 ? q + kPi : q - kPi;
}

}  // namespace gosub::stdlib::gomath
