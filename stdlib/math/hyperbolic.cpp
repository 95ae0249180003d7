// Hyperbolic functions and their inverses.
#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

double sinh(double x) {
  // Hart & Cheney, formula 2029.
  static constexpr double kP[] = {-0.2630563213397497062819489e+2, -0.2894211355989563807284660366e+4,
                                  -0.8991272022039509355398013511e+5, -0.6307673640497716991184787251e+6};
  static constexpr double kQ[] = {-0.173678953558233699533450911e+3, 0.1521517378790019070696485176e+5,
                                  -0.6307673640497716991212077277e+6};
  bool negative = x < 0;
  x = negative ? -x : x;
  double t;
  if (x > 21) {
    t = exp(x) * 0.5;
  } else if (x > 0.5) {
    double ex = exp(x);
    t = (ex - 1 / ex) * 0.5;
  } else {
    double sq = x * x;
    t = polyDown(sq, kP) * x;
    t = t / polyDown1(sq, kQ);
  }
  return negative ? -t : t;
}

double cosh(double x) {
  x = std::fabs(x);
  if (x > 21) return exp(x) * 0.5;
  double ex = exp(x);
  return (ex + 1 / ex) * 0.5;
}

// Cephes, tanh.c
double tanh(double x) {
  static constexpr double kP[] = {-9.64399179425052238628e-1, -9.92877231001918586564e1, -1.61468768441708447952e3};
  static constexpr double kQ[] = {1.12811678491632931402e2, 2.23548839060100448583e3, 4.84406305325125486048e3};
  double z = std::fabs(x);
  if (z > 0.5 * 8.8029691931113054295988e+01) return x < 0 ? -1 : 1;
  if (z >= 0.625) {
    double s = exp(2 * z);
    z = 1 - 2 / (s + 1);
    return x < 0 ? -z : z;
  }
  if (x == 0) return x;
  double s = x * x;
  return x + x * s * polyDown(s, kP) / polyDown1(s, kQ);
}

// The inverses are FDLIBM's s_asinh.c, e_acosh.c and e_atanh.c.

double asinh(double x) {
  if (isNaN(x) || isInf(x)) return x;
  bool negative = x < 0;
  x = negative ? -x : x;
  double t;
  if (x > 0x1p28) {
    t = log(x) + 6.93147180559945286227e-01;
  } else if (x > 2) {
    t = log(2 * x + 1 / (sqrt(x * x + 1) + x));
  } else if (x < 0x1p-28) {
    t = x;
  } else {
    t = log1p(x + x * x / (1 + sqrt(1 + x * x)));
  }
  return negative ? -t : t;
}

double acosh(double x) {
  if (x < 1 || isNaN(x)) return kNaN;
  if (x == 1) return 0;
  if (x >= 0x1p28) return log(x) + kLn2;
  if (x > 2) return log(2 * x - 1 / (x + sqrt(x * x - 1)));
  double t = x - 1;
  return log1p(t + sqrt(2 * t + t * t));
}

double atanh(double x) {
  if (x < -1 || x > 1 || isNaN(x)) return kNaN;
  if (x == 1) return kInf;
  if (x == -1) return -kInf;
  bool negative = x < 0;
  x = negative ? -x : x;
  double t;
  if (x < 0x1p-28) {
    t = x;
  } else if (x < 0.5) {
    t = x + x;
    t = 0.5 * log1p(t + t * x / (1 - x));
  } else {
    t = 0.5 * log1p((x + x) / (1 - x));
  }
  return negative ? -t : t;
}

}  // namespace gosub::stdlib::gomath
