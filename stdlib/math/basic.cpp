// Taking numbers apart, remainders, roots and powers.
#include <emmintrin.h>

#include <utility>

#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

double sqrt(double x) { return _mm_cvtsd_f64(_mm_sqrt_sd(_mm_setzero_pd(), _mm_set_sd(x))); }
double floor(double x) { return std::floor(x); }
double ceil(double x) { return std::ceil(x); }
double trunc(double x) { return std::trunc(x); }
double fma(double x, double y, double z) { return std::fma(x, y, z); }

namespace {

// y with x == y * 2**exponent, not denormal.
double normalized(double x, int64_t* exponent) {
  *exponent = 0;
  if (std::fabs(x) >= 0x1p-1022) return x;
  *exponent = -52;
  return x * 0x1p52;
}

}  // namespace

std::tuple<double, int64_t> frexp(double x) {
  if (x == 0 || isInf(x) || isNaN(x)) return {x, 0};
  int64_t exponent;
  x = normalized(x, &exponent);
  exponent += biasedExponent(x) - 1022;
  return {fromBits((bitsOf(x) & ~(uint64_t{0x7FF} << 52)) | uint64_t{1022} << 52), exponent};
}

double ldexp(double fraction, int64_t exponent) {
  if (fraction == 0 || isInf(fraction) || isNaN(fraction)) return fraction;
  int64_t shift;
  fraction = normalized(fraction, &shift);
  // Wraps like Go's addition for absurd exponents.
  exponent = int64_t(uint64_t(exponent) + uint64_t(shift) + uint64_t(biasedExponent(fraction) - 1023));
  if (exponent < -1075) return std::copysign(0.0, fraction);
  if (exponent > 1023) return fraction < 0 ? -kInf : kInf;
  double scale = 1;
  if (exponent < -1022) {  // the result is denormal: rounded by the product
    exponent += 53;
    scale = 0x1p-53;
  }
  return scale * fromBits((bitsOf(fraction) & ~(uint64_t{0x7FF} << 52)) | uint64_t(exponent + 1023) << 52);
}

double mod(double x, double y) {
  if (y == 0 || isInf(x) || isNaN(x) || isNaN(y)) return kNaN;
  return std::fmod(x, y);
}

double remainder(double x, double y) {
  if (isNaN(x) || isNaN(y) || isInf(x) || y == 0) return kNaN;
  if (isInf(y)) return x;
  // FDLIBM's e_remainder.c, for the signs of zeros. The modulus by 2y leaves two subtractions at most.
  bool negative = x < 0;
  x = negative ? -x : x;
  y = std::fabs(y);
  if (x == y) return negative ? -0.0 : 0;
  if (y <= kMax / 2) x = mod(x, y + y);
  if (y < 4.45014771701440276618e-308) {  // half of y may not be a number
    if (x + x > y) {
      x -= y;
      if (x + x >= y) x -= y;
    }
  } else {
    double half = 0.5 * y;
    if (x > half) {
      x -= y;
      if (x >= half) x -= y;
    }
  }
  return negative ? -x : x;
}

double hypot(double p, double q) {
  p = std::fabs(p);
  q = std::fabs(q);
  if (p == kInf || q == kInf) return kInf;
  if (isNaN(p) || isNaN(q)) return kNaN;
  if (p < q) std::swap(p, q);
  if (p == 0) return 0;
  q /= p;
  return p * __builtin_sqrt(1 + q * q);
}

// FDLIBM's s_cbrt.c: a third of the exponent gives a first guess.
double cbrt(double x) {
  if (x == 0 || isNaN(x) || isInf(x)) return x;
  bool negative = x < 0;
  x = std::fabs(x);
  double t = fromBits(bitsOf(x) / 3 + (uint64_t{715094163} << 32));
  if (x < 0x1p-1022) t = fromBits(bitsOf(0x1p54 * x) / 3 + (uint64_t{696219795} << 32));
  // To 23 bits, then rounded up there so that the next step is exact enough.
  double r = t * t / x;
  double s = 5.42857142857142815906e-01 + r * t;
  t *= 3.57142857142857150787e-01 + 1.60714285714285720630e+00 / (s + 1.41428571428571436819e+00 + -7.05306122448979611050e-01 / s);
  t = fromBits((bitsOf(t) & uint64_t{0xFFFFFFFFC} << 28) + (uint64_t{1} << 30));
  s = t * t;
  r = x / s;
  double w = t + t;
  r = (r - t) / (w + r);
  t = t + t * r;
  return negative ? -t : t;
}

namespace {

bool isOdd(double y) { return std::fabs(y) < 0x1p53 && std::trunc(y) == y && int64_t(y) & 1; }

// Pow's cases in which x or y is 0 or infinite.
double powSpecial(double x, double y) {
  if (x == 0) {
    double r = y < 0 ? kInf : 0;
    return isOdd(y) ? std::copysign(r, x) : r;
  }
  if (isInf(y)) {
    if (x == -1) return 1;
    return (std::fabs(x) < 1) == (y > 0) ? 0 : kInf;
  }
  if (x < 0) return pow(1 / x, -y);  // 1/x is -0
  return y < 0 ? 0 : kInf;
}

// A product of a fraction and a power of two whose exponent may leave the range of a double.
struct Scaled {
  double fraction = 1;
  int64_t exponent = 0;
};

// x**n for an integer n >= 0, by squaring.
void multiplyPower(Scaled& result, double x, int64_t n) {
  auto [f, e] = frexp(x);
  for (; n != 0; n >>= 1) {
    if (e < -(1 << 12) || (1 << 12) < e) {  // over- or underflow for sure
      result.exponent += e;
      return;
    }
    if (n & 1) {
      result.fraction *= f;
      result.exponent += e;
    }
    f *= f;
    e <<= 1;
    if (f < .5) {
      f += f;
      e--;
    }
  }
}

}  // namespace

double pow(double x, double y) {
  if (y == 0 || x == 1) return 1;
  if (y == 1) return x;
  if (isNaN(x) || isNaN(y)) return kNaN;
  if (x == 0 || isInf(y) || isInf(x)) return powSpecial(x, y);
  if (y == 0.5) return sqrt(x);
  if (y == -0.5) return 1 / sqrt(x);
  double whole = std::trunc(std::fabs(y));
  double part = std::fabs(y) - whole;
  if (part != 0 && x < 0) return kNaN;
  if (whole >= 0x1p63) {
    if (x == -1) return 1;
    return (std::fabs(x) < 1) == (y > 0) ? 0 : kInf;
  }
  Scaled result;
  if (part != 0) {
    if (part > 0.5) {
      part--;
      whole++;
    }
    result.fraction = exp(part * log(x));
  }
  multiplyPower(result, x, int64_t(whole));
  if (y < 0) {
    result.fraction = 1 / result.fraction;
    result.exponent = -result.exponent;
  }
  return ldexp(result.fraction, result.exponent);
}

double pow10(int64_t n) {
  static constexpr double kUnits[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10,
                                      1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21,
                                      1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31};
  static constexpr double kUp[] = {1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288};
  static constexpr double kDown[] = {1e-0,   1e-32,  1e-64,  1e-96,  1e-128, 1e-160,
                                     1e-192, 1e-224, 1e-256, 1e-288, 0x0.00000000007e8p-1022};  // 1e-320, denormal
  if (n > 308) return kInf;
  if (n < -323) return 0;
  if (n >= 0) return kUp[n / 32] * kUnits[n % 32];
  return kDown[-n / 32] / kUnits[-n % 32];
}

}  // namespace gosub::stdlib::gomath
