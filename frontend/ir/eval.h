// The meaning of the pure scalar operations, written once: the constant folder uses it directly, the interpreter's handlers use the same
// inline functions, and the tests of every tier compare with evalOp.
//
// Words are canonical (ops.def): integers extended to 64 bits by their type, F32 in the low half, F64 as bits.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>

#include "frontend/ir/ir.h"

namespace gosub::ir::eval {

constexpr uint64_t canon(Ty t, uint64_t w) {
  switch (t) {
    case Ty::I8: return uint64_t(int64_t(int8_t(w)));
    case Ty::U8: return uint8_t(w);
    case Ty::I16: return uint64_t(int64_t(int16_t(w)));
    case Ty::U16: return uint16_t(w);
    case Ty::I32: return uint64_t(int64_t(int32_t(w)));
    case Ty::U32: case Ty::F32: return uint32_t(w);
    default: return w;
  }
}

inline double f64(uint64_t w) { return std::bit_cast<double>(w); }
inline float f32(uint64_t w) { return std::bit_cast<float>(uint32_t(w)); }
inline uint64_t word(double d) { return std::bit_cast<uint64_t>(d); }
inline uint64_t word(float f) { return std::bit_cast<uint32_t>(f); }

// Float to integer as amd64's cvttsd2si: what does not fit, NaN included, gives the smallest integer.
inline int64_t toInt64(double d) {
  return d >= -0x1p63 && d < 0x1p63 ? int64_t(d) : INT64_MIN;
}
inline int32_t toInt32(double d) {
  return d > -0x1p31 - 1 && d < 0x1p31 ? int32_t(d) : INT32_MIN;
}
inline uint64_t toUint64(double d) {
  if (d < 0x1p63) return uint64_t(toInt64(d));
  return uint64_t(toInt64(d - 0x1p63)) ^ (uint64_t{1} << 63);
}

inline uint64_t fromFloat(Ty to, double d) {
  switch (to) {
    case Ty::I64: return uint64_t(toInt64(d));
    case Ty::U64: return toUint64(d);
    case Ty::U32: return uint32_t(uint64_t(toInt64(d)));
    case Ty::F32: return word(float(d));
    case Ty::F64: return word(d);
    default: return canon(to, uint64_t(int64_t(toInt32(d))));
  }
}

inline uint64_t convert(Ty from, Ty to, uint64_t w) {
  if (from == Ty::F64) return fromFloat(to, f64(w));
  if (from == Ty::F32) return to == Ty::F32 ? w : fromFloat(to, double(f32(w)));
  if (to == Ty::F64) return isSigned(from) ? word(double(int64_t(w))) : word(double(w));
  if (to == Ty::F32) return isSigned(from) ? word(float(int64_t(w))) : word(float(w));
  return canon(to, w);
}

inline uint64_t shl(Ty t, uint64_t x, uint64_t n) { return n >= 64 ? 0 : canon(t, x << n); }
inline uint64_t shr(Ty t, uint64_t x, uint64_t n) {
  if (isSigned(t)) return uint64_t(int64_t(x) >> (n >= 64 ? 63 : n));
  return n >= 64 ? 0 : x >> n;
}

inline int64_t divSigned(int64_t a, int64_t b) { return b == -1 ? int64_t(0 - uint64_t(a)) : a / b; }
inline int64_t modSigned(int64_t a, int64_t b) { return b == -1 ? 0 : a % b; }

// Go's min and max: NaN wins; -0 is smaller than +0.
template <class F>
inline F minFloat(F a, F b) {
  if (a != a || b != b) return a + b;
  if (a == b) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}
template <class F>
inline F maxFloat(F a, F b) {
  if (a != a || b != b) return a + b;
  if (a == b) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

inline int bitsOf(Ty t) { return sizeOf(t) * 8; }

// The word that a pure operation gives; false when it has no meaning (division by zero) or is not scalar arithmetic.
// `type` is the result's, `argType` the first operand's.
bool evalOp(Op op, Ty type, Ty argType, const uint64_t* args, uint64_t* out);

}  // namespace gosub::ir::eval
