// Exact constants: forms, conversions and arithmetic. Literals and printing are in const_text.cpp.
#include "frontend/types/const.h"

#include <cmath>
#include <cstring>

#include "base/check.h"
#include "frontend/types/const_rep.h"

namespace gosub::types {

using syntax::Token;

// ---- Pool ------------------------------------------------------------------------------------------------------

ConstPool* newConstPool() { return new ConstPool; }
void deleteConstPool(ConstPool* p) { delete p; }

ConstPool::ConstPool() {
  true_.form = false_.form = Form::Bool;
  true_.truth = true;
  for (int i = 0; i < kSmall; i++) {
    small_[i].form = Form::Int64;
    small_[i].i = i;
  }
}

ConstPool::~ConstPool() {
  for (mpz_ptr z : integers_) mpz_clear(z);
  for (mpq_ptr q : rationals_) mpq_clear(q);
  for (mpfr_ptr f : floats_) mpfr_clear(f);
}

ConstValue* ConstPool::fresh(Form form) {
  ConstValue* v = arena_.make<ConstValue>();
  v->form = form;
  return v;
}

const ConstValue* ConstPool::int64(int64_t n) {
  if (n >= 0 && n < kSmall) return &small_[n];
  ConstValue* v = fresh(Form::Int64);
  v->i = n;
  return v;
}

const ConstValue* ConstPool::string(std::string_view s) {
  std::string_view kept = arena_.copy(s);
  ConstValue* v = fresh(Form::String);
  v->text = {kept.data(), kept.size()};
  return v;
}

const ConstValue* ConstPool::complex(const ConstValue* re, const ConstValue* im) {
  if (re->form == Form::Unknown || im->form == Form::Unknown) return unknown();
  ConstValue* v = fresh(Form::Complex);
  v->pair = {re, im};
  return v;
}

// Long strings are built from many parts: they are joined once, when somebody asks for the text.
const ConstValue* ConstPool::concat(const ConstValue* a, const ConstValue* b) {
  auto length = [](const ConstValue* v) { return v->form == Form::String ? v->text.size : v->size; };
  if (length(a) == 0) return b;
  if (length(b) == 0) return a;
  if (length(a) + length(b) > kMaxString) return unknown();
  ConstValue* v = fresh(Form::Concat);
  v->pair = {a, b};
  v->pool = this;
  v->size = length(a) + length(b);
  return v;
}

std::string_view ConstPool::flatten(const ConstValue* v) {
  char* data = static_cast<char*>(arena_.allocate(v->size + 1, 1));
  data[v->size] = 0;
  size_t end = v->size;
  std::vector<const ConstValue*> todo{v};
  while (!todo.empty()) {
    const ConstValue* part = todo.back();
    todo.pop_back();
    if (part->form == Form::Concat) {
      todo.push_back(part->pair.a);
      todo.push_back(part->pair.b);
      continue;
    }
    end -= part->text.size;
    std::memcpy(data + end, part->text.data, part->text.size);
  }
  auto* self = const_cast<ConstValue*>(v);
  self->form = Form::String;
  self->text = {data, v->size};
  return {data, self->text.size};
}

const ConstValue* ConstPool::integer(mpz_t z) {
  if (mpz_fits_slong_p(z)) return int64(mpz_get_si(z));
  ConstValue* v = fresh(Form::BigInt);
  v->z = static_cast<mpz_ptr>(arena_.allocate(sizeof(*v->z), alignof(mpz_t)));
  mpz_init_set(v->z, z);
  integers_.push_back(v->z);
  return v;
}

const ConstValue* ConstPool::rational(mpq_t q) {
  if (mpz_sizeinbase(mpq_numref(q), 2) >= kMaxExponent || mpz_sizeinbase(mpq_denref(q), 2) >= kMaxExponent) {
    Floating f;
    mpfr_set_q(f.v, q, MPFR_RNDN);
    return floating(f.v);
  }
  ConstValue* v = fresh(Form::Rat);
  v->q = static_cast<mpq_ptr>(arena_.allocate(sizeof(*v->q), alignof(mpq_t)));
  mpq_init(v->q);
  mpq_set(v->q, q);
  rationals_.push_back(v->q);
  return v;
}

const ConstValue* ConstPool::floating(mpfr_t f) {
  if (mpfr_nan_p(f) || mpfr_inf_p(f)) return unknown();
  if (mpfr_zero_p(f) || mpfr_get_exp(f) < -kHugeExponent) {
    Rational zero;
    return rational(zero.v);
  }
  if (mpfr_get_exp(f) >= kHugeExponent) return unknown();
  ConstValue* v = fresh(Form::Float);
  v->f = static_cast<mpfr_ptr>(arena_.allocate(sizeof(*v->f), alignof(mpfr_t)));
  mpfr_init2(v->f, kPrecision);
  mpfr_set(v->f, f, MPFR_RNDN);
  floats_.push_back(v->f);
  return v;
}

// ---- Temporaries -----------------------------------------------------------------------------------------------

Integer::Integer(const ConstValue* c) : Integer() {
  if (c->form == Form::Int64) {
    mpz_set_si(v, c->i);
  } else {
    mpz_set(v, c->z);
  }
}

Rational::Rational(const ConstValue* c) : Rational() {
  switch (c->form) {
    case Form::Int64: mpq_set_si(v, c->i, 1); return;
    case Form::BigInt: mpq_set_z(v, c->z); return;
    default: mpq_set(v, c->q); return;
  }
}

Floating::Floating(const ConstValue* c) : Floating(kPrecision) {
  switch (c->form) {
    case Form::Int64: mpfr_set_si(v, c->i, MPFR_RNDN); return;
    case Form::BigInt: mpfr_set_z(v, c->z, MPFR_RNDN); return;
    case Form::Rat: mpfr_set_q(v, c->q, MPFR_RNDN); return;
    default: mpfr_set(v, c->f, MPFR_RNDN); return;
  }
}

bool isSmall(mpfr_srcptr f) {
  if (mpfr_zero_p(f)) return true;
  if (!mpfr_number_p(f)) return false;
  mpfr_exp_t e = mpfr_get_exp(f);
  return -kMaxExponent < e && e < kMaxExponent;
}

// ---- Inspection ------------------------------------------------------------------------------------------------

ConstKind kindOf(const ConstValue* v) {
  switch (v->form) {
    case Form::Unknown: return ConstKind::Unknown;
    case Form::Bool: return ConstKind::Bool;
    case Form::String:
    case Form::Concat: return ConstKind::String;
    case Form::Int64:
    case Form::BigInt: return ConstKind::Int;
    case Form::Rat:
    case Form::Float: return ConstKind::Float;
    case Form::Complex: return ConstKind::Complex;
  }
  return ConstKind::Unknown;
}

namespace {

bool isInt(const ConstValue* v) { return v->form == Form::Int64 || v->form == Form::BigInt; }

bool isZero(const ConstValue* v) { return sign(v) == 0; }

// Gives the integer that v is, if it is one of moderate size.
bool integral(const ConstValue* v, Integer& out) {
  switch (v->form) {
    case Form::Int64: mpz_set_si(out.v, v->i); return true;
    case Form::BigInt: mpz_set(out.v, v->z); return true;
    case Form::Rat:
      if (mpz_cmp_ui(mpq_denref(v->q), 1) != 0) return false;
      mpz_set(out.v, mpq_numref(v->q));
      return true;
    case Form::Float:
      if (!isSmall(v->f) || !mpfr_integer_p(v->f)) return false;
      mpfr_get_z(out.v, v->f, MPFR_RNDN);
      return true;
    case Form::Complex: return isZero(v->pair.b) && integral(v->pair.a, out);
    default: return false;
  }
}

}  // namespace

bool boolVal(const ConstValue* v) { return v->truth; }

std::string_view stringVal(const ConstValue* v) {
  if (v->form == Form::Concat) return v->pool->flatten(v);
  return v->form == Form::String ? std::string_view(v->text.data, v->text.size) : std::string_view();
}

bool int64Val(const ConstValue* v, int64_t* out) {
  if (v->form == Form::Int64) {
    *out = v->i;
    return true;
  }
  Integer z;
  if (!integral(v, z) || !mpz_fits_slong_p(z.v)) return false;
  *out = mpz_get_si(z.v);
  return true;
}

bool uint64Val(const ConstValue* v, uint64_t* out) {
  if (v->form == Form::Int64) {
    *out = uint64_t(v->i);
    return v->i >= 0;
  }
  Integer z;
  if (!integral(v, z) || !mpz_fits_ulong_p(z.v)) return false;
  *out = mpz_get_ui(z.v);
  return true;
}

namespace {

void assign(mpfr_t to, const ConstValue* v, mpfr_rnd_t mode) {
  switch (v->form) {
    case Form::Int64: mpfr_set_si(to, v->i, mode); return;
    case Form::BigInt: mpfr_set_z(to, v->z, mode); return;
    case Form::Rat: mpfr_set_q(to, v->q, mode); return;
    case Form::Float: mpfr_set(to, v->f, mode); return;
    case Form::Complex: assign(to, v->pair.a, mode); return;
    default: mpfr_set_zero(to, 1); return;
  }
}

// Rounded once to a format with `bits` of mantissa whose least normal number has MPFR exponent `minExp`: numbers
// below have fewer bits.
double rounded(const ConstValue* v, int bits, int minExp) {
  Floating probe(64);
  assign(probe.v, v, MPFR_RNDZ);
  if (mpfr_zero_p(probe.v)) return 0;
  mpfr_exp_t e = mpfr_get_exp(probe.v);
  mpfr_exp_t precision = e < minExp ? bits - (minExp - e) : bits;
  double negative = mpfr_sgn(probe.v) < 0 ? -1.0 : 1.0;
  if (precision < 0) return 0;
  if (precision == 0) {
    // Between half the smallest number and the smallest number: exactly half goes to even, which is 0.
    Floating half(64);
    mpfr_set_ui_2exp(half.v, 1, minExp - bits - 1, MPFR_RNDN);
    Floating up(64);
    assign(up.v, v, MPFR_RNDA);
    return mpfr_cmpabs(up.v, half.v) > 0 ? negative * std::ldexp(1.0, minExp - bits) : 0;
  }
  Floating r(precision);
  assign(r.v, v, MPFR_RNDN);
  return mpfr_get_d(r.v, MPFR_RNDN);
}

}  // namespace

double float64Val(const ConstValue* v) {
  if (v->form == Form::Int64) return double(v->i);
  return rounded(v, 53, -1021);
}

float float32Val(const ConstValue* v) {
  if (v->form == Form::Int64) return float(v->i);
  return float(rounded(v, 24, -125));
}

int sign(const ConstValue* v) {
  switch (v->form) {
    case Form::Int64: return v->i < 0 ? -1 : v->i > 0;
    case Form::BigInt: return mpz_sgn(v->z);
    case Form::Rat: return mpq_sgn(v->q);
    case Form::Float: return mpfr_sgn(v->f);
    case Form::Complex: return sign(v->pair.a) | sign(v->pair.b);
    default: return 1;
  }
}

int bitLen(const ConstValue* v) {
  if (v->form == Form::BigInt) return int(mpz_sizeinbase(v->z, 2));
  if (v->form != Form::Int64) return 0;
  uint64_t magnitude = v->i < 0 ? 0 - uint64_t(v->i) : uint64_t(v->i);
  return magnitude == 0 ? 0 : 64 - __builtin_clzll(magnitude);
}

// ---- Construction ----------------------------------------------------------------------------------------------

const ConstValue* makeUnknown(ConstPool& p) { return p.unknown(); }
const ConstValue* makeBool(ConstPool& p, bool b) { return p.truth(b); }
const ConstValue* makeString(ConstPool& p, std::string_view s) { return p.string(s); }
const ConstValue* makeInt64(ConstPool& p, int64_t v) { return p.int64(v); }

const ConstValue* makeUint64(ConstPool& p, uint64_t v) {
  if (v <= uint64_t(INT64_MAX)) return p.int64(int64_t(v));
  Integer z;
  mpz_set_ui(z.v, v);
  return p.integer(z.v);
}

const ConstValue* makeFloat64(ConstPool& p, double d) {
  if (!std::isfinite(d)) return p.unknown();
  Rational q;
  mpq_set_d(q.v, d);
  return p.rational(q.v);
}

const ConstValue* makeImag(ConstPool& p, const ConstValue* imag) { return p.complex(p.int64(0), imag); }

const ConstValue* realPart(ConstPool& p, const ConstValue* v) {
  return v->form == Form::Complex ? v->pair.a : v;
}

const ConstValue* imagPart(ConstPool& p, const ConstValue* v) {
  if (v->form == Form::Unknown) return v;
  return v->form == Form::Complex ? v->pair.b : p.int64(0);
}

// ---- Conversions between kinds ---------------------------------------------------------------------------------

namespace {

// Results of long computations may miss an integer by a rounding error: the last bits are forgiven.
const ConstValue* nearbyInt(ConstPool& p, mpfr_srcptr f) {
  constexpr int kForgiven = 4;
  for (mpfr_rnd_t mode : {MPFR_RNDD, MPFR_RNDU}) {
    Floating t(kPrecision - kForgiven);
    mpfr_set(t.v, f, mode);
    if (!mpfr_integer_p(t.v)) continue;
    Integer z;
    mpfr_get_z(z.v, t.v, MPFR_RNDN);
    return p.integer(z.v);
  }
  return p.unknown();
}

}  // namespace

const ConstValue* toInt(ConstPool& p, const ConstValue* v) {
  if (isInt(v)) return v;
  if (v->form == Form::Complex) return isZero(v->pair.b) ? toInt(p, v->pair.a) : p.unknown();
  Integer z;
  if (integral(v, z)) return p.integer(z.v);
  return v->form == Form::Float && isSmall(v->f) ? nearbyInt(p, v->f) : p.unknown();
}

const ConstValue* toFloat(ConstPool& p, const ConstValue* v) {
  switch (v->form) {
    case Form::Int64:
    case Form::BigInt: {
      Rational q(v);
      return p.rational(q.v);
    }
    case Form::Rat:
    case Form::Float: return v;
    case Form::Complex: return isZero(v->pair.b) ? toFloat(p, v->pair.a) : p.unknown();
    default: return p.unknown();
  }
}

const ConstValue* toComplex(ConstPool& p, const ConstValue* v) {
  if (v->form == Form::Complex) return v;
  ConstKind k = kindOf(v);
  return k == ConstKind::Int || k == ConstKind::Float ? p.complex(v, p.int64(0)) : p.unknown();
}

// ---- Unary operations ------------------------------------------------------------------------------------------

namespace {

const ConstValue* negate(ConstPool& p, const ConstValue* v) {
  switch (v->form) {
    case Form::Int64:
      if (v->i != INT64_MIN) return p.int64(-v->i);
      [[fallthrough]];
    case Form::BigInt: {
      Integer z(v);
      mpz_neg(z.v, z.v);
      return p.integer(z.v);
    }
    case Form::Rat: {
      Rational q(v);
      mpq_neg(q.v, q.v);
      return p.rational(q.v);
    }
    case Form::Float: {
      Floating f(v);
      mpfr_neg(f.v, f.v, MPFR_RNDN);
      return p.floating(f.v);
    }
    case Form::Complex: return p.complex(negate(p, v->pair.a), negate(p, v->pair.b));
    default: return p.unknown();
  }
}

const ConstValue* complement(ConstPool& p, const ConstValue* v, unsigned unsignedBits) {
  if (!isInt(v)) return p.unknown();
  Integer z(v);
  mpz_com(z.v, z.v);
  if (unsignedBits > 0) mpz_fdiv_r_2exp(z.v, z.v, unsignedBits);
  return p.integer(z.v);
}

}  // namespace

const ConstValue* unaryOp(ConstPool& p, Token op, const ConstValue* v, unsigned unsignedBits) {
  switch (op) {
    case Token::Add: return v;
    case Token::Sub: return negate(p, v);
    case Token::Xor: return complement(p, v, unsignedBits);
    case Token::Not: return v->form == Form::Bool ? p.truth(!v->truth) : p.unknown();
    default: return p.unknown();
  }
}

// ---- Binary operations -----------------------------------------------------------------------------------------

namespace {

// Both operands in the form of the larger one: Int64 < BigInt < Rat < Float < Complex.
Form commonForm(const ConstValue* x, const ConstValue* y) { return x->form > y->form ? x->form : y->form; }

bool smallInts(ConstPool& p, int64_t x, Token op, int64_t y, bool intDiv, const ConstValue** out) {
  int64_t r;
  switch (op) {
    case Token::Add:
      if (__builtin_add_overflow(x, y, &r)) return false;
      break;
    case Token::Sub:
      if (__builtin_sub_overflow(x, y, &r)) return false;
      break;
    case Token::Mul:
      if (__builtin_mul_overflow(x, y, &r)) return false;
      break;
    case Token::Div:
      if (!intDiv || y == 0 || (x == INT64_MIN && y == -1)) return false;
      r = x / y;
      break;
    case Token::Rem:
      if (y == 0) return false;
      r = y == -1 ? 0 : x % y;
      break;
    case Token::And: r = x & y; break;
    case Token::Or: r = x | y; break;
    case Token::Xor: r = x ^ y; break;
    case Token::AndNot: r = x & ~y; break;
    default: return false;
  }
  *out = p.int64(r);
  return true;
}

const ConstValue* divideExact(ConstPool& p, const ConstValue* x, const ConstValue* y) {
  if (isZero(y)) return p.unknown();
  Rational a(x), b(y);
  mpq_div(a.v, a.v, b.v);
  return p.rational(a.v);
}

const ConstValue* bigInts(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y, bool intDiv) {
  if ((op == Token::Div || op == Token::Rem) && isZero(y)) return p.unknown();
  if (op == Token::Div && !intDiv) return divideExact(p, x, y);
  Integer a(x), b(y);
  switch (op) {
    case Token::Add: mpz_add(a.v, a.v, b.v); break;
    case Token::Sub: mpz_sub(a.v, a.v, b.v); break;
    case Token::Mul: mpz_mul(a.v, a.v, b.v); break;
    case Token::Div: mpz_tdiv_q(a.v, a.v, b.v); break;
    case Token::Rem: mpz_tdiv_r(a.v, a.v, b.v); break;
    case Token::And: mpz_and(a.v, a.v, b.v); break;
    case Token::Or: mpz_ior(a.v, a.v, b.v); break;
    case Token::Xor: mpz_xor(a.v, a.v, b.v); break;
    case Token::AndNot:
      mpz_com(b.v, b.v);
      mpz_and(a.v, a.v, b.v);
      break;
    default: return p.unknown();
  }
  return p.integer(a.v);
}

const ConstValue* rationals(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y) {
  Rational a(x), b(y);
  switch (op) {
    case Token::Add: mpq_add(a.v, a.v, b.v); break;
    case Token::Sub: mpq_sub(a.v, a.v, b.v); break;
    case Token::Mul: mpq_mul(a.v, a.v, b.v); break;
    case Token::Div:
      if (isZero(y)) return p.unknown();
      mpq_div(a.v, a.v, b.v);
      break;
    default: return p.unknown();
  }
  return p.rational(a.v);
}

const ConstValue* floats(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y) {
  Floating a(x), b(y);
  switch (op) {
    case Token::Add: mpfr_add(a.v, a.v, b.v, MPFR_RNDN); break;
    case Token::Sub: mpfr_sub(a.v, a.v, b.v, MPFR_RNDN); break;
    case Token::Mul: mpfr_mul(a.v, a.v, b.v, MPFR_RNDN); break;
    case Token::Div:
      if (mpfr_zero_p(b.v)) return p.unknown();
      mpfr_div(a.v, a.v, b.v, MPFR_RNDN);
      break;
    default: return p.unknown();
  }
  return p.floating(a.v);
}

const ConstValue* complexes(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y) {
  const ConstValue *a = realPart(p, x), *b = imagPart(p, x), *c = realPart(p, y), *d = imagPart(p, y);
  auto calc = [&](const ConstValue* l, Token o, const ConstValue* r) { return binaryOp(p, l, o, r, false); };
  switch (op) {
    case Token::Add:
    case Token::Sub: return p.complex(calc(a, op, c), calc(b, op, d));
    case Token::Mul:
      return p.complex(calc(calc(a, Token::Mul, c), Token::Sub, calc(b, Token::Mul, d)),
                       calc(calc(b, Token::Mul, c), Token::Add, calc(a, Token::Mul, d)));
    case Token::Div: {
      const ConstValue* s = calc(calc(c, Token::Mul, c), Token::Add, calc(d, Token::Mul, d));
      const ConstValue* re = calc(calc(a, Token::Mul, c), Token::Add, calc(b, Token::Mul, d));
      const ConstValue* im = calc(calc(b, Token::Mul, c), Token::Sub, calc(a, Token::Mul, d));
      return p.complex(calc(re, Token::Div, s), calc(im, Token::Div, s));
    }
    default: return p.unknown();
  }
}

const ConstValue* bools(ConstPool& p, bool x, Token op, bool y) {
  if (op == Token::AndAnd) return p.truth(x && y);
  return op == Token::OrOr ? p.truth(x || y) : p.unknown();
}

}  // namespace

const ConstValue* binaryOp(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y, bool intDiv) {
  const ConstValue* small;
  if (x->form == Form::Int64 && y->form == Form::Int64 && smallInts(p, x->i, op, y->i, intDiv, &small)) return small;
  if (x->form == Form::Unknown || y->form == Form::Unknown) return p.unknown();
  if (kindOf(x) == ConstKind::String || kindOf(y) == ConstKind::String)
    return kindOf(x) == kindOf(y) && op == Token::Add ? p.concat(x, y) : p.unknown();
  if (x->form == Form::Bool || y->form == Form::Bool)
    return x->form == y->form ? bools(p, x->truth, op, y->truth) : p.unknown();
  switch (commonForm(x, y)) {
    case Form::Int64:
    case Form::BigInt: return bigInts(p, x, op, y, intDiv);
    case Form::Rat: return rationals(p, x, op, y);
    case Form::Float: return floats(p, x, op, y);
    default: return complexes(p, x, op, y);
  }
}

const ConstValue* shift(ConstPool& p, const ConstValue* x, Token op, unsigned count) {
  if (!isInt(x)) return p.unknown();
  Integer z(x);
  if (op == Token::Shl) {
    mpz_mul_2exp(z.v, z.v, count);
  } else {
    mpz_fdiv_q_2exp(z.v, z.v, count);
  }
  return p.integer(z.v);
}

namespace {

bool holds(int order, Token op) {
  switch (op) {
    case Token::Eql: return order == 0;
    case Token::Neq: return order != 0;
    case Token::Lss: return order < 0;
    case Token::Leq: return order <= 0;
    case Token::Gtr: return order > 0;
    case Token::Geq: return order >= 0;
    default: return false;
  }
}

int orderOf(const ConstValue* x, const ConstValue* y) {
  switch (commonForm(x, y)) {
    case Form::Int64: return x->i < y->i ? -1 : x->i > y->i;
    case Form::BigInt: return mpz_cmp(Integer(x).v, Integer(y).v);
    case Form::Rat: return mpq_cmp(Rational(x).v, Rational(y).v);
    default: return mpfr_cmp(Floating(x).v, Floating(y).v);
  }
}

}  // namespace

bool compare(ConstPool& p, const ConstValue* x, Token op, const ConstValue* y) {
  if (x->form == Form::Unknown || y->form == Form::Unknown) return false;
  if (kindOf(x) == ConstKind::String || kindOf(y) == ConstKind::String)
    return kindOf(x) == kindOf(y) && holds(stringVal(x).compare(stringVal(y)), op);
  if (x->form == Form::Bool || y->form == Form::Bool)
    return x->form == y->form && holds(x->truth == y->truth ? 0 : 1, op);
  if (commonForm(x, y) != Form::Complex) return holds(orderOf(x, y), op);
  bool equal = orderOf(realPart(p, x), realPart(p, y)) == 0 && orderOf(imagPart(p, x), imagPart(p, y)) == 0;
  return holds(equal ? 0 : 1, op);
}

}  // namespace gosub::types
