// How constants are held: for const.cpp and const_text.cpp only.
//
// K-1: a value has the smallest form that holds it: Int64 before BigInt, Rat before Float (a Rat's two parts have less
// than kMaxExponent bits each; beyond that a 512-bit Float takes over). K-2: no Float is infinite, NaN or -0.
#pragma once

#include <gmp.h>
#include <mpfr.h>

#include <vector>

#include "base/arena.h"
#include "frontend/types/const.h"

namespace gosub::types {

enum class Form : uint8_t { Unknown, Bool, String, Concat, Int64, BigInt, Rat, Float, Complex };

struct ConstValue {
  Form form = Form::Unknown;
  bool truth = false;
  union {
    int64_t i;
    mpz_ptr z;
    mpq_ptr q;
    mpfr_ptr f;
    struct {
      const ConstValue* a;  // Complex: real and imaginary part; Concat: left and right
      const ConstValue* b;
    } pair;
    struct {
      const char* data;
      size_t size;
    } text;
  };
  ConstPool* pool = nullptr;  // Concat only: where its text is made on first use
  size_t size = 0;            // Concat: length of the text
  ConstValue() : pair{nullptr, nullptr} {}
};

inline constexpr mpfr_prec_t kPrecision = 512;
inline constexpr int kMaxExponent = 4096;
// Floats beyond this (gc's largest exponent) are not representable.
inline constexpr mpfr_exp_t kHugeExponent = mpfr_exp_t{1} << 31;

// Longer strings are not representable: a few doublings would fill any memory.
inline constexpr size_t kMaxString = size_t{1} << 28;

class ConstPool {
 public:
  ConstPool();
  ~ConstPool();
  ConstPool(const ConstPool&) = delete;

  const ConstValue* unknown() const { return &unknown_; }
  const ConstValue* truth(bool b) const { return b ? &true_ : &false_; }
  const ConstValue* int64(int64_t v);
  const ConstValue* string(std::string_view s);
  const ConstValue* concat(const ConstValue* a, const ConstValue* b);
  const ConstValue* complex(const ConstValue* re, const ConstValue* im);
  // These take over the number and bring it to its smallest form.
  const ConstValue* integer(mpz_t z);
  const ConstValue* rational(mpq_t q);
  const ConstValue* floating(mpfr_t f);
  std::string_view flatten(const ConstValue* v);

 private:
  ConstValue* fresh(Form form);
  Arena arena_;
  ConstValue unknown_, true_, false_;
  static constexpr int kSmall = 256;
  ConstValue small_[kSmall];
  std::vector<mpz_ptr> integers_;
  std::vector<mpq_ptr> rationals_;
  std::vector<mpfr_ptr> floats_;
};

// Temporaries.
struct Integer {
  mpz_t v;
  Integer() { mpz_init(v); }
  explicit Integer(const ConstValue* c);
  ~Integer() { mpz_clear(v); }
  Integer(const Integer&) = delete;
};
struct Rational {
  mpq_t v;
  Rational() { mpq_init(v); }
  explicit Rational(const ConstValue* c);
  ~Rational() { mpq_clear(v); }
  Rational(const Rational&) = delete;
};
struct Floating {
  mpfr_t v;
  explicit Floating(mpfr_prec_t precision = kPrecision) {
    // MPFR's range of exponents is a setting of the thread, and narrower than gc's at first.
    mpfr_set_emax(mpfr_get_emax_max());
    mpfr_set_emin(mpfr_get_emin_min());
    mpfr_init2(v, precision);
  }
  explicit Floating(const ConstValue* c);
  ~Floating() { mpfr_clear(v); }
  Floating(const Floating&) = delete;
};

// |f| is so moderate that a rational is worth it.
bool isSmall(mpfr_srcptr f);

}  // namespace gosub::types
