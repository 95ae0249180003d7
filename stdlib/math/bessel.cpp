// Bessel functions, after FDLIBM's e_j0.c, e_j1.c and e_jn.c.
#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

namespace {

// The asymptotic expansions' rational approximations for 1/x², by intervals of x.
struct P {
  double r[6], s[5];
};
struct Q {
  double r[6], s[6];
};

template <class T>
const T& interval(const T (&table)[4], double x) {
  if (x >= 8) return table[0];
  if (x >= 4.5454) return table[1];
  if (x >= 2.8571) return table[2];
  return table[3];
}

double ratioP(const P (&table)[4], double x) {
  const P& c = interval(table, x);
  double z = 1 / (x * x);
  return 1 + poly(z, c.r) / polyFrom1(z, c.s);
}

double ratioQ(const Q (&table)[4], double first, double x) {
  const Q& c = interval(table, x);
  double z = 1 / (x * x);
  return (first + poly(z, c.r) / polyFrom1(z, c.s)) / x;
}

#include "stdlib/math/bessel_tables.inc"

// What both kinds need for x >= 2: sums of sine and cosine without cancellation, and the factors of them.
struct Wave {
  double ss, cc, u, v;
  bool far;  // the factors are 1 and 0
};

Wave wave(double x, bool order1) {
  auto [s, c] = sincos(x);
  Wave w{order1 ? -s - c : s - c, order1 ? s - c : s + c, 1, 0, x > 0x1p129};
  if (x < kMax / 2) {
    double z = order1 ? cos(x + x) : -cos(x + x);
    bool useCosine = order1 ? s * c > 0 : s * c < 0;
    (useCosine ? w.cc : w.ss) = z / (useCosine ? w.ss : w.cc);
  }
  if (!w.far) {
    w.u = order1 ? ratioP(kP1, x) : ratioP(kP0, x);
    w.v = order1 ? ratioQ(kQ1, 0.375, x) : ratioQ(kQ0, -0.125, x);
  }
  return w;
}

double firstKind(const Wave& w, double x) {
  return kOneOverSqrtPi * (w.far ? w.cc : w.u * w.cc - w.v * w.ss) / sqrt(x);
}
double secondKind(const Wave& w, double x) {
  return kOneOverSqrtPi * (w.far ? w.ss : w.u * w.ss + w.v * w.cc) / sqrt(x);
}

}  // namespace

double j0(double x) {
  static constexpr double kR[] = {1.56249999999999947958e-02, -1.89979294238854721751e-04, 1.82954049532700665670e-06,
                                  -4.61832688532103189199e-09};
  static constexpr double kS[] = {1.56191029464890010492e-02, 1.16926784663337450260e-04, 5.13546550207318111446e-07,
                                  1.16614003333790000205e-09};
  if (isNaN(x)) return x;
  if (isInf(x)) return 0;
  if (x == 0) return 1;
  x = std::fabs(x);
  if (x >= 2) return firstKind(wave(x, false), x);
  if (x < 0x1p-13) return x < 0x1p-27 ? 1 : 1 - 0.25 * x * x;
  double z = x * x;
  double r = z * poly(z, kR);
  double s = polyFrom1(z, kS);
  if (x < 1) return 1 + z * (-0.25 + (r / s));
  double u = 0.5 * x;
  return (1 + u) * (1 - u) + z * (r / s);
}

double y0(double x) {
  static constexpr double kU[] = {-7.38042951086872317523e-02, 1.76666452509181115538e-01, -1.38185671945596898896e-02,
                                  3.47453432093683650238e-04, -3.81407053724364161125e-06, 1.95590137035022920206e-08,
                                  -3.98205194132103398453e-11};
  static constexpr double kV[] = {1.27304834834123699328e-02, 7.60068627350353253702e-05, 2.59150851840457805467e-07,
                                  4.41110311332675467403e-10};
  if (x < 0 || isNaN(x)) return kNaN;
  if (x == kInf) return 0;
  if (x == 0) return -kInf;
  if (x >= 2) return secondKind(wave(x, false), x);
  if (x <= 0x1p-27) return kU[0] + kTwoOverPi * log(x);
  double z = x * x;
  return poly(z, kU) / polyFrom1(z, kV) + kTwoOverPi * j0(x) * log(x);
}

double j1(double x) {
  static constexpr double kR[] = {-6.25000000000000000000e-02, 1.40705666955189706048e-03, -1.59955631084035597520e-05,
                                  4.96727999609584448412e-08};
  static constexpr double kS[] = {1.91537599538363460805e-02, 1.85946785588630915560e-04, 1.17718464042623683263e-06,
                                  5.04636257076217042715e-09, 1.23542274426137913908e-11};
  if (isNaN(x)) return x;
  if (isInf(x) || x == 0) return 0;
  bool negative = x < 0;
  x = std::fabs(x);
  double y;
  if (x >= 2) {
    y = firstKind(wave(x, true), x);
  } else if (x < 0x1p-27) {
    return 0.5 * x;  // gc loses the sign here
  } else {
    double z = x * x;
    double r = z * poly(z, kR);
    double s = polyFrom1(z, kS);
    r *= x;
    y = 0.5 * x + r / s;
  }
  return negative ? -y : y;
}

double y1(double x) {
  static constexpr double kU[] = {-1.96057090646238940668e-01, 5.04438716639811282616e-02, -1.91256895875763547298e-03,
                                  2.35252600561610495928e-05, -9.19099158039878874504e-08};
  static constexpr double kV[] = {1.99167318236649903973e-02, 2.02552581025135171496e-04, 1.35608801097516229404e-06,
                                  6.22741452364621501295e-09, 1.66559246207992079114e-11};
  if (x < 0 || isNaN(x)) return kNaN;
  if (x == kInf) return 0;
  if (x == 0) return -kInf;
  if (x >= 2) return secondKind(wave(x, true), x);
  if (x <= 0x1p-54) return -kTwoOverPi / x;
  double z = x * x;
  return x * (poly(z, kU) / polyFrom1(z, kV)) + kTwoOverPi * (j1(x) * log(x) - 1 / x);
}

namespace {

// jn for n > x by a continued fraction for jn/jn-1 and recurrence downwards to j0.
double jnDownwards(int64_t n, double x) {
  double w = double(n + n) / x;
  double h = 2 / x;
  double q0 = w;
  double z = w + h;
  double q1 = w * z - 1;
  int64_t k = 1;
  while (q1 < 1e9) {
    k++;
    z += h;
    double next = z * q1 - q0;
    q0 = q1;
    q1 = next;
  }
  double t = 0;
  for (int64_t i = 2 * (n + k); i >= n + n; i -= 2) t = 1 / (double(i) / x - t);
  double a = t, b = 1;
  double size = double(n) * log(std::fabs(2 / x * double(n)));  // of the largest intermediate value
  bool small = size < 7.09782712893383973096e+02;
  for (int64_t i = n - 1; i > 0; i--) {
    double di = double(i + i);
    double next = b * di / x - a;
    a = b;
    b = next;
    if (!small && b > 1e100) {
      a /= b;
      t /= b;
      b = 1;
    }
  }
  return t * j0(x) / b;
}

// (x/2)**n / n!
double jnTiny(int64_t n, double x) {
  if (n > 33) return 0;
  double half = x * 0.5;
  double b = half, a = 1;
  for (int64_t i = 2; i <= n; i++) {
    a *= double(i);
    b *= half;
  }
  return b / a;
}

}  // namespace

double jn(int64_t n, double x) {
  if (isNaN(x)) return x;
  if (isInf(x)) return 0;
  if (n == 0) return j0(x);
  if (x == 0) return 0;
  if (n < 0) {
    n = -n;
    x = -x;
  }
  if (n == 1) return j1(x);
  bool negative = x < 0 && n & 1;
  x = std::fabs(x);
  double b;
  if (double(n) > x) {
    b = x < 0x1p-29 ? jnTiny(n, x) : jnDownwards(n, x);
  } else if (x >= 0x1p302) {
    auto [s, c] = sincos(x);
    double t = n & 3 ? (n & 3) == 1 ? -c + s : (n & 3) == 2 ? -c - s : c - s : c + s;
    b = kOneOverSqrtPi * t / sqrt(x);
  } else {
    double a = j0(x);
    b = j1(x);
    for (int64_t i = 1; i < n; i++) {
      double next = b * (double(i + i) / x) - a;
      a = b;
      b = next;
    }
  }
  return negative ? -b : b;
}

double yn(int64_t n, double x) {
  if (x < 0 || isNaN(x)) return kNaN;
  if (x == kInf) return 0;
  if (n == 0) return y0(x);
  if (x == 0) return n < 0 && n & 1 ? kInf : -kInf;
  bool negative = n < 0 && n & 1;
  n = n < 0 ? -n : n;
  double b;
  if (n == 1) {
    b = y1(x);
  } else if (x >= 0x1p302) {
    auto [s, c] = sincos(x);
    double t = n & 3 ? (n & 3) == 1 ? -s - c : (n & 3) == 2 ? -s + c : s + c : s - c;
    b = kOneOverSqrtPi * t / sqrt(x);
  } else {
    double a = y0(x);
    b = y1(x);
    for (int64_t i = 1; i < n && b != -kInf; i++) {
      double next = (double(i + i) / x) * b - a;
      a = b;
      b = next;
    }
  }
  return negative ? -b : b;
}

}  // namespace gosub::stdlib::gomath
