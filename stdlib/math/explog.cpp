// Exponentials and logarithms.
#include <emmintrin.h>

#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

namespace {

// exp: x = k ln 2 + r; the Taylor series of e**(r/16) - 1, then four times (1 + f)**2 - 1 = f (2 + f).

// ln 2 in parts of other lengths than kLn2Hi.
constexpr double kUpper = 0.69314718055966295651160180568695068359375;
constexpr double kLower = 0.28235290563031577122588448175013436025525412068e-12;

constexpr double kTaylor[] = {1.0, 0.5, 1.6666666666666666667e-1, 4.1666666666666666667e-2, 8.3333333333333333333e-3,
                              1.3888888888888888889e-3, 1.9841269841269841270e-4, 2.4801587301587301587e-5};

double expPlain(double x, double k) {
  x = x - k * kUpper;
  x = x - k * kLower;
  x *= 0.0625;
  x *= poly(x, kTaylor);
  for (int i = 0; i < 4; i++) x *= 2 + x;
  return x + 1;
}

// gc uses fused operations where the processor has them, which is visible in the last bit.
[[gnu::target("avx,fma")]] double expFused(double x, double k) {
  x = __builtin_fma(-k, kUpper, x);
  x = __builtin_fma(-k, kLower, x);
  x *= 0.0625;
  double v = kTaylor[7];
  for (int i = 6; i >= 0; i--) v = __builtin_fma(x, v, kTaylor[i]);
  x *= v;
  for (int i = 0; i < 3; i++) x *= x + 2;
  return __builtin_fma(x, x + 2, 1.0);
}

bool haveFused() {
  static const bool kHave = __builtin_cpu_supports("avx") && __builtin_cpu_supports("fma");
  return kHave;
}

// fraction * 2**k for exp's k, rounded as often as gc's is.
double scaleExp(double fraction, int k) {
  k += 1023;
  if (k >= 0x7FF) return kInf;
  if (k > 0) return fraction * fromBits(uint64_t(k) << 52);
  if (k < -52) return 0;
  fraction *= fromBits(uint64_t(k + 1022) << 52);
  return fraction * 0x1p-1022;
}

}  // namespace

double exp(double x) {
  if (x == -kInf) return 0;
  if (isNaN(x) || isInf(x)) return x;
  if (x > 7.09782712893384e+02) return kInf;
  int k = _mm_cvtsd_si32(_mm_set_sd(kOneOverLn2 * x));  // to nearest; the least int when out of range
  if (k < -2000) return 0;
  return scaleExp(haveFused() ? expFused(x, k) : expPlain(x, k), k);
}

double exp2(double x) {
  if (isNaN(x) || x == kInf) return x;
  if (x > 1.0239999999999999e+03) return kInf;
  if (x < -1.0740e+03) return 0;
  int k = x == 0 ? 0 : int(x > 0 ? x + 0.5 : x - 0.5);
  double t = x - k;
  double hi = t * kLn2Hi;
  double lo = -t * kLn2Lo;
  // FDLIBM's e_exp.c
  static constexpr double kP[] = {1.66666666666666657415e-01, -2.77777777770155933842e-03, 6.61375632143793436117e-05,
                                  -1.65339022054652515390e-06, 4.13813679705723846039e-08};
  double r = hi - lo;
  t = r * r;
  double c = r - t * poly(t, kP);
  return ldexp(1 - ((lo - (r * c) / (2 - c)) - hi), k);
}

namespace {

// Adds k to the exponent of y, whatever comes of it.
double addExponent(double y, int k) { return fromBits(bitsOf(y) + (uint64_t(int64_t(k)) << 52)); }

// expm1's last steps: e and x as FDLIBM's s_expm1.c has them at that point.
double assembleExpm1(double x, double e, int k) {
  if (k == -1) return 0.5 * (x - e) - 0.5;
  if (k == 1) return x < -0.25 ? -2 * (e - (x + 0.5)) : 1 + 2 * (x - e);
  if (k <= -2 || k > 56) return addExponent(1 - (e - x), k) - 1;
  if (k < 20) {
    double t = fromBits(0x3ff0000000000000 - (uint64_t{0x20000000000000} >> k));  // 1 - 2**-k
    return addExponent(t - (e - x), k);
  }
  double t = fromBits(uint64_t(0x3ff - k) << 52);  // 2**-k
  double y = x - (e + t);
  y += 1;
  return addExponent(y, k);
}

}  // namespace

double expm1(double x) {
  if (isNaN(x) || x == kInf) return x;
  if (x == -kInf) return -1;
  bool negative = x < 0;
  double absx = std::fabs(x);
  if (absx >= 3.88162421113569373274e+01) {  // 56 ln 2
    if (negative) return -1;
    if (absx >= 7.09782712893383973096e+02) return kInf;
  }
  double c = 0;
  int k = 0;
  if (absx > 3.46573590279972654709e-01) {  // 0.5 ln 2
    double hi, lo;
    if (absx < 1.03972077083991796413e+00) {  // 1.5 ln 2
      hi = negative ? x + kLn2Hi : x - kLn2Hi;
      lo = negative ? -kLn2Lo : kLn2Lo;
      k = negative ? -1 : 1;
    } else {
      k = int(kOneOverLn2 * x + (negative ? -0.5 : 0.5));
      double t = k;
      hi = x - t * kLn2Hi;
      lo = t * kLn2Lo;
    }
    x = hi - lo;
    c = (hi - x) - lo;
  } else if (absx < 0x1p-54) {
    return x;
  }
  static constexpr double kQ[] = {-3.33333333333331316428e-02, 1.58730158725481460165e-03, -7.93650757867487942473e-05,
                                  4.00821782732936239552e-06, -2.01099218183624371326e-07};
  double hfx = 0.5 * x;
  double hxs = x * hfx;
  double r1 = polyFrom1(hxs, kQ);
  double t = 3 - r1 * hfx;
  double e = hxs * ((r1 - t) / (6.0 - x * t));
  if (k == 0) return x - (x * e - hxs);
  e = x * (e - c) - c;
  e -= hxs;
  return assembleExpm1(x, e, k);
}

namespace {

constexpr double kOddTerms[] = {6.666666666666735130e-01, 2.857142874366239149e-01, 1.818357216161805012e-01,
                                1.479819860511658591e-01};
constexpr double kEvenTerms[] = {3.999999999940941908e-01, 2.222219843214978396e-01, 1.531383769920937332e-01};
constexpr double kAllTerms[] = {6.666666666666735130e-01, 3.999999999940941908e-01, 2.857142874366239149e-01,
                                2.222219843214978396e-01, 1.818357216161805012e-01, 1.531383769920937332e-01,
                                1.479819860511658591e-01};

}  // namespace

// FDLIBM's e_log.c: x = 2**k (1 + f) with 1 + f between sqrt(1/2) and sqrt(2). Like gc on amd64 this takes denormal numbers for
// normal ones, so that their logarithms are all about -709.
double log(double x) {
  if (isNaN(x) || x == kInf) return x;
  if (x < 0) return kNaN;
  if (x == 0) return -kInf;
  double f1 = fromBits((bitsOf(x) & 0x000fffffffffffff) | uint64_t{1022} << 52);
  double k = biasedExponent(x) - 1022;
  if (f1 <= kHalfSqrt2) {
    f1 *= 2;
    k--;
  }
  double f = f1 - 1;
  double s = f / (2 + f);
  double s2 = s * s;
  double s4 = s2 * s2;
  double t1 = s2 * poly(s4, kOddTerms);
  double t2 = s4 * poly(s4, kEvenTerms);
  double r = t1 + t2;
  double hfsq = 0.5 * f * f;
  return k * kLn2Hi - ((hfsq - (s * (hfsq + r) + k * kLn2Lo)) - f);
}

double log10(double x) { return log(x) * kOneOverLn10; }

double log2(double x) {
  auto [fraction, exponent] = frexp(x);
  if (fraction == 0.5) return double(exponent - 1);  // exact for powers of two
  return log(fraction) * kOneOverLn2 + double(exponent);
}

namespace {

// 1 + x as 2**k (1 + f), and what rounding it has lost.
struct OnePlus {
  double f;
  double lost = 0;
  int k;
  bool fIsZero;
};

OnePlus splitOnePlus(double x) {
  OnePlus s;
  double u = x;
  if (std::fabs(x) < 0x1p53) {
    u = 1.0 + x;
    s.k = biasedExponent(u) - 1023;
    s.lost = s.k > 0 ? 1.0 - (u - x) : x - (u - 1.0);
    s.lost /= u;
  } else {
    s.k = biasedExponent(u) - 1023;
  }
  uint64_t fraction = bitsOf(u) & 0x000fffffffffffff;
  if (fraction < 0x0006a09e667f3bcd) {  // sqrt(2)
    u = fromBits(fraction | 0x3ff0000000000000);
  } else {
    s.k++;
    u = fromBits(fraction | 0x3fe0000000000000);
    fraction = (0x0010000000000000 - fraction) >> 2;
  }
  s.f = u - 1.0;
  s.fIsZero = fraction == 0;
  return s;
}

}  // namespace

// FDLIBM's s_log1p.c
double log1p(double x) {
  if (x < -1 || isNaN(x)) return kNaN;
  if (x == -1) return -kInf;
  if (x == kInf) return kInf;
  double absx = std::fabs(x);
  OnePlus s{x, 0, 0, false};
  if (absx < 0x1p-29) {
    if (absx < 0x1p-54) return x;
    return x - x * x * 0.5;
  }
  if (!(absx < 4.142135623730950488017e-01 && x > -2.928932188134524755992e-01)) s = splitOnePlus(x);
  double f = s.f;
  double k = s.k;
  double hfsq = 0.5 * f * f;
  if (s.fIsZero) {
    if (f == 0) {
      if (s.k == 0) return 0;
      return k * kLn2Hi + (s.lost + k * kLn2Lo);
    }
    double r = hfsq * (1.0 - 0.66666666666666666 * f);
    if (s.k == 0) return f - r;
    return k * kLn2Hi - ((r - (k * kLn2Lo + s.lost)) - f);
  }
  double t = f / (2.0 + f);
  double z = t * t;
  double r = z * poly(z, kAllTerms);
  if (s.k == 0) return f - (hfsq - t * (hfsq + r));
  return k * kLn2Hi - ((hfsq - (t * (hfsq + r) + (k * kLn2Lo + s.lost))) - f);
}

}  // namespace gosub::stdlib::gomath
