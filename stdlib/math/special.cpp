// The gamma and error functions.
#include "stdlib/math/functions.h"

namespace gosub::stdlib::gomath {

namespace {

// Stirling's formula for gamma as two factors, which may be too large for one number together. Cephes, gamma.c.
std::tuple<double, double> stirling(double x) {
  static constexpr double kS[] = {7.87311395793093628397e-04, -2.29549961613378126380e-04, -2.68132617805781232825e-03,
                                  3.47222221605458667310e-03, 8.33333333333482257126e-02};
  if (x > 200) return {kInf, 1};
  double w = 1 / x;
  w = 1 + w * polyDown(w, kS);
  double y1 = exp(x), y2 = 1;
  if (x > 143.01608) {
    double v = pow(x, 0.5 * x - 0.25);
    y2 = v / y1;
    y1 = v;
  } else {
    y1 = pow(x, x - 0.5) / y1;
  }
  return {y1, 2.506628274631000502417 * w * y2};
}

// Gamma for |x| > 33.
double gammaLarge(double x) {
  if (x >= 0) {
    auto [y1, y2] = stirling(x);
    return y1 * y2;
  }
  // Reflection.
  double q = std::fabs(x);
  double p = std::floor(q);
  // Beyond the range of int64 gc's conversion gives an even number.
  bool even = p >= 0x1p63 || (int64_t(p) & 1) == 0;
  double z = q - p;
  if (z > 0.5) {
    p = p + 1;
    z = q - p;
  }
  z = q * sin(kPi * z);
  if (z == 0) return even ? -kInf : kInf;
  auto [s1, s2] = stirling(q);
  double absz = std::fabs(z);
  double d = absz * s1 * s2;
  z = isInf(d) ? kPi / absz / s1 / s2 : kPi / d;
  return even ? -z : z;
}

double gammaNearZero(double x, double z) {
  if (x == 0) return kInf;
  return z / ((1 + 0.57721566490153286060651209008240243104215933593992 * x) * x);
}

bool isNegativeInt(double x) { return x < 0 && std::trunc(x) == x; }

}  // namespace

double gamma(double x) {
  static constexpr double kP[] = {1.60119522476751861407e-04, 1.19135147006586384913e-03, 1.04213797561761569935e-02,
                                  4.76367800457137231464e-02, 2.07448227648435975150e-01, 4.94214826801497100753e-01,
                                  9.99999999999999996796e-01};
  static constexpr double kQ[] = {-2.31581873324120129819e-05, 5.39605580493303397842e-04, -4.45641913851797240494e-03,
                                  1.18139785222060435552e-02, 3.58236398605498653373e-02, -2.34591795718243348568e-01,
                                  7.14304917030273074085e-02, 1.00000000000000000320e+00};
  if (isNegativeInt(x) || x == -kInf || isNaN(x)) return kNaN;
  if (x == kInf) return x;
  if (x == 0) return std::signbit(x) ? -kInf : kInf;
  if (std::fabs(x) > 33) return gammaLarge(x);
  // The recurrence leads to the interval from 2 to 3.
  double z = 1;
  while (x >= 3) {
    x = x - 1;
    z = z * x;
  }
  while (x < 0) {
    if (x > -1e-09) return gammaNearZero(x, z);
    z = z / x;
    x = x + 1;
  }
  while (x < 2) {
    if (x < 1e-09) return gammaNearZero(x, z);
    z = z / x;
    x = x + 1;
  }
  if (x == 2) return z;
  x = x - 2;
  return z * polyDown(x, kP) / polyDown(x, kQ);
}

namespace {

// FDLIBM's e_lgamma_r.c.

// -sin(πx) for x >= 0
double minusSinPi(double x) {
  if (x < 0.25) return -sin(kPi * x);
  double z = std::floor(x);
  int n;
  if (z != x) {
    x = mod(x, 2);
    n = int(x * 4);
  } else if (x >= 0x1p53) {
    x = 0;
    n = 0;
  } else {
    if (x < 0x1p52) z = x + 0x1p52;
    n = int(bitsOf(z) & 1);
    x = n;
    n <<= 2;
  }
  switch (n) {
    case 0: return -sin(kPi * x);
    case 1: case 2: return -cos(kPi * (0.5 - x));
    case 3: case 4: return -sin(kPi * (1 - x));
    case 5: case 6: return cos(kPi * (x - 1.5));
    default: return -sin(kPi * (x - 2));
  }
}

double lgammaNear2(double y) {
  static constexpr double kEven[] = {7.72156649015328655494e-02, 6.73523010531292681824e-02, 7.38555086081402883957e-03,
                                     1.19270763183362067845e-03, 2.20862790713908385557e-04, 2.52144565451257326939e-05};
  static constexpr double kOdd[] = {3.22467033424113591611e-01, 2.05808084325167332806e-02, 2.89051383673415629091e-03,
                                    5.10069792153511336608e-04, 1.08011567247583939954e-04, 4.48640949618915160150e-05};
  double z = y * y;
  double p1 = poly(z, kEven);
  double p2 = z * poly(z, kOdd);
  return (y * p1 + p2) - 0.5 * y;
}

// Around the minimum.
double lgammaNearMinimum(double y) {
  static constexpr double kT0[] = {4.83836122723810047042e-01, -3.27885410759859649565e-02, 6.10053870246291332635e-03,
                                   -1.40346469989232843813e-03, 3.15632070903625950361e-04};
  static constexpr double kT1[] = {-1.47587722994593911752e-01, 1.79706750811820387126e-02, -3.68452016781138256760e-03,
                                   8.81081882437654011382e-04, -3.12754168375120860518e-04};
  static constexpr double kT2[] = {6.46249402391333854778e-02, -1.03142241298341437450e-02, 2.25964780900612472250e-03,
                                   -5.38595305356740546715e-04, 3.35529192635519073543e-04};
  double z = y * y;
  double w = z * y;
  double p1 = poly(w, kT0), p2 = poly(w, kT1), p3 = poly(w, kT2);
  double p = z * p1 - (-3.63867699703950536541e-18 - w * (p2 + y * p3));
  return -1.21486290535849611461e-01 + p;
}

double lgammaNear1(double y) {
  static constexpr double kU[] = {-7.72156649015328655494e-02, 6.32827064025093366517e-01, 1.45492250137234768737e+00,
                                  9.77717527963372745603e-01, 2.28963728064692451092e-01, 1.33810918536787660377e-02};
  static constexpr double kV[] = {2.45597793713041134822e+00, 2.12848976379893395361e+00, 7.69285150456672783825e-01,
                                  1.04222645593369134254e-01, 3.21709242282423911810e-03};
  double p1 = y * poly(y, kU);
  double p2 = polyFrom1(y, kV);
  return -0.5 * y + p1 / p2;
}

// 0 < x < 2
double lgammaBelow2(double x) {
  constexpr double kMinimum = 1.461632144968362245;
  constexpr double kMinimumShort = 1.46163214496836224576e+00;
  if (x <= 0.9) {
    double r = -log(x);
    if (x >= kMinimum - 1 + 0.27) return r + lgammaNear2(1 - x);
    if (x >= kMinimum - 1 - 0.27) return r + lgammaNearMinimum(x - (kMinimumShort - 1));
    return r + lgammaNear1(x);
  }
  if (x >= kMinimum + 0.27) return 0 + lgammaNear2(2 - x);
  if (x >= kMinimum - 0.27) return 0 + lgammaNearMinimum(x - kMinimumShort);
  return 0 + lgammaNear1(x - 1);
}

double lgamma2to8(double x) {
  static constexpr double kS[] = {-7.72156649015328655494e-02, 2.14982415960608852501e-01, 3.25778796408930981787e-01,
                                  1.46350472652464452805e-01, 2.66422703033638609560e-02, 1.84028451407337715652e-03,
                                  3.19475326584100867617e-05};
  static constexpr double kR[] = {1.39200533467621045958e+00, 7.21935547567138069525e-01, 1.71933865632803078993e-01,
                                  1.86459191715652901344e-02, 7.77942496381893596434e-04, 7.32668430744625636189e-06};
  int i = int(x);
  double y = x - double(i);
  double r = 0.5 * y + (y * poly(y, kS)) / polyFrom1(y, kR);
  if (i < 3) return r;
  double z = 1;
  for (int n = i - 1; n >= 2; n--) z *= y + n;
  return r + log(z);
}

// x > 0
double lgammaPositive(double x) {
  static constexpr double kW[] = {8.33333333333329678849e-02, -2.77777777728775536470e-03, 7.93650558643019558500e-04,
                                  -5.95187557450339963135e-04, 8.36339918996282139126e-04, -1.63092934096575273989e-03};
  if (x == 1 || x == 2) return 0;
  if (x < 2) return lgammaBelow2(x);
  if (x < 8) return lgamma2to8(x);
  if (x >= 0x1p58) return x * (log(x) - 1);
  double t = log(x);
  double z = 1 / x;
  double y = z * z;
  double w = 4.18938533204672725052e-01 + z * poly(y, kW);
  return (x - 0.5) * (t - 1) + w;
}

}  // namespace

std::tuple<double, int64_t> lgamma(double x) {
  if (isNaN(x) || isInf(x)) return {x, 1};
  if (x == 0) return {kInf, 1};
  bool negative = x < 0;
  x = negative ? -x : x;
  if (x < 0x1p-70) return {-log(x), negative ? -1 : 1};
  if (!negative) return {lgammaPositive(x), 1};
  if (x >= 0x1p52) return {kInf, 1};  // an integer
  double t = minusSinPi(x);
  if (t == 0) return {kInf, 1};
  double reflected = log(kPi / std::fabs(t * x));
  return {reflected - lgammaPositive(x), t < 0 ? -1 : 1};
}

namespace {

// FDLIBM's s_erf.c. Coefficients are those of its intervals.

constexpr double kErfAt1 = 8.45062911510467529297e-01;

double erfRatioSmall(double x) {  // |x| < 0.84375: (erf(x) - x) / x
  static constexpr double kP[] = {1.28379167095512558561e-01, -3.25042107247001499370e-01, -2.84817495755985104766e-02,
                                  -5.77027029648944159157e-03, -2.37630166566501626084e-05};
  static constexpr double kQ[] = {3.97917223959155352819e-01, 6.50222499887672944485e-02, 5.08130628187576562776e-03,
                                  1.32494738004321644526e-04, -3.96022827877536812320e-06};
  double z = x * x;
  return poly(z, kP) / polyFrom1(z, kQ);
}

double erfRatioNear1(double x) {  // up to 1.25: erf(x) - kErfAt1
  static constexpr double kP[] = {-2.36211856075265944077e-03, 4.14856118683748331666e-01, -3.72207876035701323847e-01,
                                  3.18346619901161753674e-01, -1.10894694282396677476e-01, 3.54783043256182359371e-02,
                                  -2.16637559486879084300e-03};
  static constexpr double kQ[] = {1.06420880400844228286e-01, 5.40397917702171048937e-01, 7.18286544141962662868e-02,
                                  1.26171219808761642112e-01, 1.36370839120290507362e-02, 1.19844998467991074170e-02};
  double s = x - 1;
  return poly(s, kP) / polyFrom1(s, kQ);
}

// erfc(x) * x for x >= 1.25.
double erfcLarge(double x) {
  static constexpr double kRa[] = {-9.86494403484714822705e-03, -6.93858572707181764372e-01, -1.05586262253232909814e+01,
                                   -6.23753324503260060396e+01, -1.62396669462573470355e+02, -1.84605092906711035994e+02,
                                   -8.12874355063065934246e+01, -9.81432934416914548592e+00};
  static constexpr double kSa[] = {1.96512716674392571292e+01, 1.37657754143519042600e+02, 4.34565877475229228821e+02,
                                   6.45387271733267880336e+02, 4.29008140027567833386e+02, 1.08635005541779435134e+02,
                                   6.57024977031928170135e+00, -6.04244152148580987438e-02};
  static constexpr double kRb[] = {-9.86494292470009928597e-03, -7.99283237680523006574e-01, -1.77579549177547519889e+01,
                                   -1.60636384855821916062e+02, -6.37566443368389627722e+02, -1.02509513161107724954e+03,
                                   -4.83519191608651397019e+02};
  static constexpr double kSb[] = {3.03380607434824582924e+01, 3.25792512996573918826e+02, 1.53672958608443695994e+03,
                                   3.19985821950859553908e+03, 2.55305040643316442583e+03, 4.74528541206955367215e+02,
                                   -2.24409524465858183362e+01};
  double s = 1 / (x * x);
  bool near = x < 1 / 0.35;
  double r = near ? poly(s, kRa) : poly(s, kRb);
  double d = near ? polyFrom1(s, kSa) : polyFrom1(s, kSb);
  double z = fromBits(bitsOf(x) & 0xffffffff00000000);
  return exp(-z * z - 0.5625) * exp((z - x) * (z + x) + r / d);
}

}  // namespace

double erf(double x) {
  if (isNaN(x)) return kNaN;
  if (isInf(x)) return x > 0 ? 1 : -1;
  bool negative = x < 0;
  x = negative ? -x : x;
  if (x < 0.84375) {
    double t;
    if (x >= 0x1p-28) {
      t = x + x * erfRatioSmall(x);
    } else if (x < 2.848094538889218e-306) {
      t = 0.125 * (8.0 * x + 1.02703333676410069053e+00 * x);  // keeps what would underflow
    } else {
      t = x + 1.28379167095512586316e-01 * x;
    }
    return negative ? -t : t;
  }
  if (x < 1.25) return negative ? -kErfAt1 - erfRatioNear1(x) : kErfAt1 + erfRatioNear1(x);
  if (x >= 6) return negative ? -1 : 1;
  double r = erfcLarge(x);
  return negative ? r / x - 1 : 1 - r / x;
}

double erfc(double x) {
  if (isNaN(x)) return kNaN;
  if (isInf(x)) return x > 0 ? 0 : 2;
  bool negative = x < 0;
  x = negative ? -x : x;
  if (x < 0.84375) {
    double t = x;
    if (x >= 0x1p-56) {
      double y = erfRatioSmall(x);
      t = x < 0.25 ? x + x * y : 0.5 + (x * y + (x - 0.5));
    }
    return negative ? 1 + t : 1 - t;
  }
  if (x < 1.25) return negative ? 1 + kErfAt1 + erfRatioNear1(x) : 1 - kErfAt1 - erfRatioNear1(x);
  if (x >= 28 || (negative && x > 6)) return negative ? 2 : 0;
  double r = erfcLarge(x);
  return negative ? 2 - r / x : r / x;
}

// Wichura's algorithm AS 241 for the normal distribution, scaled.
double erfinv(double x) {
  static constexpr double kA[] = {8.8709406962545514830200e2, 1.1819493347062294404278e4, 2.3782041382114385731252e4,
                                  1.6235862515167575384252e4, 4.8548868893843886794648e3, 6.9706266534389598238465e2,
                                  4.7072688112383978012285e1, 1.1975323115670912564578e0};
  static constexpr double kB[] = {5.2264952788528545610e3, 2.8729085735721942674e4, 3.9307895800092710610e4,
                                  2.1213794301586595867e4, 5.3941960214247511077e3, 6.8718700749205790830e2,
                                  4.2313330701600911252e1, 1.0000000000000000000e0};
  static constexpr double kC[] = {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                                  1.27045825245236838258e0, 3.64784832476320460504e0, 5.76949722146069140550e0,
                                  4.63033784615654529590e0, 1.42343711074968357734e0};
  static constexpr double kD[] = {1.4859850019840355905497876e-9, 7.7441459065157709165577218e-4, 2.1494160384252876777097297e-2,
                                  2.0945065210512749128288442e-1, 9.7547832001787427186894837e-1, 2.3707661626024532365971225e0,
                                  2.9036514445419946173133295e0, 1.4142135623730950488016887e0};
  static constexpr double kE[] = {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                                  2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e0,
                                  5.46378491116411436990e0, 6.65790464350110377720e0};
  static constexpr double kF[] = {2.891024605872965461538222e-15, 2.010321207683943062279931e-7, 2.611088405080593625138020e-5,
                                  1.112800997078859844711555e-3, 2.103693768272068968719679e-2, 1.936480946950659106176712e-1,
                                  8.482908416595164588112026e-1, 1.414213562373095048801689e0};
  if (x == 1) return kInf;
  if (x == -1) return -kInf;
  if (isNaN(x) || x < -1 || x > 1) return kNaN;
  bool negative = x < 0;
  x = negative ? -x : x;
  double v;
  if (x <= 0.85) {
    double r = 0.180625 - 0.25 * x * x;
    v = (x * polyDown(r, kA)) / polyDown(r, kB);
  } else {
    double r = sqrt(kLn2 - log(1.0 - x));
    if (r <= 5.0) {
      r -= 1.6;
      v = polyDown(r, kC) / polyDown(r, kD);
    } else {
      r -= 5.0;
      v = polyDown(r, kE) / polyDown(r, kF);
    }
  }
  return negative ? -v : v;
}

}  // namespace gosub::stdlib::gomath
