// The functions of package math that are C++. They follow the published algorithms that gc's results come from (FDLIBM, Cephes,
// AS 241) with the same order of operations, because results have to agree to the last bit: nothing here may be reordered, and
// no product and sum may be fused unless fma() says so.
#pragma once

#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <tuple>

#pragma STDC FP_CONTRACT OFF

namespace gosub::stdlib::gomath {

inline constexpr double kPi = 3.14159265358979323846264338327950288;
inline constexpr double kHalfPi = 1.57079632679489661923132169163975144;
inline constexpr double kQuarterPi = 0.785398163397448309615660845819875721;
inline constexpr double kThreeQuarterPi = 2.35619449019234492884698253745962716;
inline constexpr double kFourOverPi = 1.27323954473516268615107010698140931;
inline constexpr double kTwoOverPi = 0.636619772367581343075535053490057448;
inline constexpr double kOneOverSqrtPi = 0.564189583547756286948079451560772586;
inline constexpr double kHalfSqrt2 = 0.707106781186547524400844362104849039;
inline constexpr double kLn2 = 0.693147180559945309417232121458176568;
inline constexpr double kOneOverLn2 = 1.44269504088896340735992468100189214;
inline constexpr double kOneOverLn10 = 0.434294481903251827651128918916605082;
// ln 2 in two parts: products of the first with small integers are exact.
inline constexpr double kLn2Hi = 6.93147180369123816490e-01;
inline constexpr double kLn2Lo = 1.90821492927058770002e-10;

inline constexpr double kInf = std::numeric_limits<double>::infinity();
inline constexpr double kMax = std::numeric_limits<double>::max();
inline constexpr double kNaN = std::bit_cast<double>(uint64_t{0x7FF8000000000001});

inline uint64_t bitsOf(double x) { return std::bit_cast<uint64_t>(x); }
inline double fromBits(uint64_t b) { return std::bit_cast<double>(b); }
inline bool isNaN(double x) { return x != x; }
inline bool isInf(double x) { return std::fabs(x) > kMax; }
inline int biasedExponent(double x) { return int(bitsOf(x) >> 52 & 0x7FF); }

// c[0] + x*(c[1] + x*(c[2] + ...))
template <size_t N>
inline double poly(double x, const double (&c)[N]) {
  double v = c[N - 1];
  for (size_t i = N - 1; i-- > 0;) v = c[i] + x * v;
  return v;
}
// 1 + x*(c[0] + x*(c[1] + ...))
template <size_t N>
inline double polyFrom1(double x, const double (&c)[N]) {
  return 1 + x * poly(x, c);
}
// ((c[0]*x + c[1])*x + c[2])*x ...: the highest power comes first
template <size_t N>
inline double polyDown(double x, const double (&c)[N]) {
  double v = c[0];
  for (size_t i = 1; i < N; i++) v = v * x + c[i];
  return v;
}
// The same with a leading 1 that is not in the table.
template <size_t N>
inline double polyDown1(double x, const double (&c)[N]) {
  double v = x + c[0];
  for (size_t i = 1; i < N; i++) v = v * x + c[i];
  return v;
}

std::tuple<double, int64_t> frexp(double x);
double ldexp(double fraction, int64_t exponent);
double mod(double x, double y);
double remainder(double x, double y);
double sqrt(double x);
double floor(double x);
double ceil(double x);
double trunc(double x);
double fma(double x, double y, double z);
double cbrt(double x);
double hypot(double p, double q);
double pow(double x, double y);
double pow10(int64_t n);

double exp(double x);
double exp2(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double log2(double x);
double log10(double x);

double sin(double x);
double cos(double x);
std::tuple<double, double> sincos(double x);
double tan(double x);
double asin(double x);
double acos(double x);
double atan(double x);
double atan2(double y, double x);
double sinh(double x);
double cosh(double x);
double tanh(double x);
double asinh(double x);
double acosh(double x);
double atanh(double x);

double gamma(double x);
std::tuple<double, int64_t> lgamma(double x);
double erf(double x);
double erfc(double x);
double erfinv(double x);
double j0(double x);
double j1(double x);
double jn(int64_t n, double x);
double y0(double x);
double y1(double x);
double yn(int64_t n, double x);

}  // namespace gosub::stdlib::gomath
