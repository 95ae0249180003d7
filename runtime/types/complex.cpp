// Complex division by Smith's method, with the special cases of C99's annex G. See complex.h.
#include "runtime/types/complex.h"

#include <cmath>
#include <limits>

namespace gosub::rt {

namespace {

struct Pair {
  double re, im;
};

Pair smith(double a, double b, double c, double d) {
  if (std::fabs(c) >= std::fabs(d)) {
    double ratio = d / c, denominator = c + ratio * d;
    return {(a + b * ratio) / denominator, (b - a * ratio) / denominator};
  }
  double ratio = c / d, denominator = d + ratio * c;
  return {(a * ratio + b) / denominator, (b * ratio - a) / denominator};
}

// An infinity as 1, all else as 0, signs kept.
double infinityAsOne(double x) { return std::copysign(std::isinf(x) ? 1.0 : 0.0, x); }

}  // namespace

abi::Ret<double, double> complexDiv(double a, double b, double c, double d) {
  constexpr double kInf = std::numeric_limits<double>::infinity();
  Pair q = smith(a, b, c, d);
  if (!std::isnan(q.re) && !std::isnan(q.im)) return {q.re, q.im};
  if (c == 0 && d == 0 && (!std::isnan(a) || !std::isnan(b))) {
    q = {std::copysign(kInf, c) * a, std::copysign(kInf, c) * b};
  } else if ((std::isinf(a) || std::isinf(b)) && std::isfinite(c) && std::isfinite(d)) {
    a = infinityAsOne(a), b = infinityAsOne(b);
    q = {kInf * (a * c + b * d), kInf * (b * c - a * d)};
  } else if ((std::isinf(c) || std::isinf(d)) && std::isfinite(a) && std::isfinite(b)) {
    c = infinityAsOne(c), d = infinityAsOne(d);
    q = {0 * (a * c + b * d), 0 * (b * c - a * d)};
  }
  return {q.re, q.im};
}

}  // namespace gosub::rt
