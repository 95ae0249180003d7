// The meaning of the pure operations, once: the constant folder uses it, and tests of the interpreter and the JIT compare with it.
//
// Values are 64-bit words in canonical form: integers extended by their type, floats as their bits (F32 in the low half).
// Division by zero is not a pure operation's business (DivCheck stands before); evalPure answers "no" for it.
#pragma once

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "frontend/ir/ir.h"

namespace gosub::ir {

inline int bitsOf(Ty t) { return sizeOf(t) * 8; }

inline uint64_t canonical(Ty t, uint64_t w) {
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

inline double asF64(uint64_t w) { return std::bit_cast<double>(w); }
inline float asF32(uint64_t w) { return std::bit_cast<float>(uint32_t(w)); }
inline uint64_t fromF64(double d) { return std::bit_cast<uint64_t>(d); }
inline uint64_t fromF32(float f) { return std::bit_cast<uint32_t>(f); }

// cvttsd2si: the "integer indefinite" value when it does not fit.
inline int64_t truncTo64(double d) {
  return d >= -9223372036854775808.0 && d < 9223372036854775808.0 ? int64_t(d) : std::numeric_limits<int64_t>::min();
}
inline int32_t truncTo32(double d) {
  return d > -2147483649.0 && d < 2147483648.0 ? int32_t(d) : std::numeric_limits<int32_t>::min();
}

// Float to integer as gc on amd64 does it, overflow included.
inline uint64_t floatToInt(Ty to, double d) {
  switch (to) {
    case Ty::I64: return uint64_t(truncTo64(d));
    case Ty::U64:
      return d < 9223372036854775808.0 ? uint64_t(truncTo64(d)) : uint64_t(truncTo64(d - 9223372036854775808.0)) ^ (uint64_t{1} << 63);
    case Ty::U32: return uint32_t(truncTo64(d));
    default: return canonical(to, uint64_t(int64_t(truncTo32(d))));
  }
}

inline uint64_t evalConvert(Ty from, Ty to, uint64_t w) {
  if (isFloat(from)) {
    double d = from == Ty::F32 ? double(asF32(w)) : asF64(w);
    if (to == Ty::F64) return fromF64(d);
    if (to == Ty::F32) return from == Ty::F32 ? w : fromF32(float(d));
    return floatToInt(to, d);
  }
  if (to == Ty::F64) return fromF64(isSigned(from) ? double(int64_t(w)) : double(w));
  if (to == Ty::F32) return fromF32(isSigned(from) ? float(int64_t(w)) : float(w));
  return canonical(to, w);
}

template <class F>
F goMin(F a, F b) {
  if (std::isnan(a) || std::isnan(b)) return a + b;
  if (a == 0 && b == 0) return std::signbit(a) ? a : b;
  return a < b ? a : b;
}
template <class F>
F goMax(F a, F b) {
  if (std::isnan(a) || std::isnan(b)) return a + b;
  if (a == 0 && b == 0) return std::signbit(a) ? b : a;
  return a > b ? a : b;
}

template <class F>
bool evalFloat(Op op, F a, F b, F* out) {
  switch (op) {
    case Op::Add: *out = a + b; return true;
    case Op::Sub: *out = a - b; return true;
    case Op::Mul: *out = a * b; return true;
    case Op::Div: *out = a / b; return true;
    case Op::Neg: *out = -a; return true;
    case Op::Sqrt: *out = std::sqrt(a); return true;
    case Op::Floor: *out = std::floor(a); return true;
    case Op::Ceil: *out = std::ceil(a); return true;
    case Op::Trunc: *out = std::trunc(a); return true;
    case Op::FAbs: *out = std::fabs(a); return true;
    case Op::CopySign: *out = std::copysign(a, b); return true;
    case Op::Min: *out = goMin(a, b); return true;
    case Op::Max: *out = goMax(a, b); return true;
    default: return false;
  }
}

template <class T>
bool evalCompare(Op op, T a, T b) {
  switch (op) {
    case Op::Eq: return a == b;
    case Op::Ne: return a != b;
    case Op::Lt: return a < b;
    case Op::Le: return a <= b;
    case Op::Gt: return a > b;
    default: return a >= b;
  }
}

inline uint64_t evalShift(Op op, Ty t, uint64_t a, uint64_t n) {
  uint64_t width = uint64_t(bitsOf(t));
  switch (op) {
    case Op::Shl: return n >= width ? 0 : canonical(t, a << n);
    case Op::RotL: {
      uint64_t mask = width == 64 ? ~uint64_t{0} : (uint64_t{1} << width) - 1;
      uint64_t k = n & (width - 1), low = a & mask;
      return canonical(t, k == 0 ? low : ((low << k) | (low >> (width - k))) & mask);
    }
    default:
      if (isSigned(t)) return uint64_t(int64_t(a) >> (n >= 63 ? 63 : n));
      return n >= width ? 0 : a >> n;
  }
}

inline bool evalInt(Op op, Ty t, uint64_t a, uint64_t b, uint64_t* out) {
  bool sign = isSigned(t);
  uint64_t r;
  switch (op) {
    case Op::Add: r = a + b; break;
    case Op::Sub: r = a - b; break;
    case Op::Mul: r = a * b; break;
    case Op::Div:
      if (b == 0) return false;
      r = !sign ? a / b : b == ~uint64_t{0} ? 0 - a : uint64_t(int64_t(a) / int64_t(b));
      break;
    case Op::Mod:
      if (b == 0) return false;
      r = !sign ? a % b : b == ~uint64_t{0} ? 0 : uint64_t(int64_t(a) % int64_t(b));
      break;
    case Op::And: r = a & b; break;
    case Op::Or: r = a | b; break;
    case Op::Xor: r = a ^ b; break;
    case Op::AndNot: r = a & ~b; break;
    case Op::Neg: r = 0 - a; break;
    case Op::Not: r = ~a; break;
    case Op::Min: r = (sign ? int64_t(a) < int64_t(b) : a < b) ? a : b; break;
    case Op::Max: r = (sign ? int64_t(a) > int64_t(b) : a > b) ? a : b; break;
    case Op::MulHi: r = uint64_t((static_cast<unsigned __int128>(a) * b) >> 64); break;
    case Op::Bswap: r = __builtin_bswap64(a) >> (64 - bitsOf(t)); break;
    default: return false;
  }
  *out = canonical(t, r);
  return true;
}

inline uint64_t evalBits(Op op, Ty from, uint64_t a) {
  int width = bitsOf(from);
  uint64_t low = width == 64 ? a : a & ((uint64_t{1} << width) - 1);
  switch (op) {
    case Op::Clz: return low == 0 ? uint64_t(width) : uint64_t(std::countl_zero(low) - (64 - width));
    case Op::Ctz: return low == 0 ? uint64_t(width) : uint64_t(std::countr_zero(low));
    default: return uint64_t(std::popcount(low));
  }
}

// op with result type `ty` on operands of type `from` (the first operand's); false when it is not evaluated here.
inline bool evalPure(Op op, Ty ty, Ty from, const uint64_t* a, size_t n, uint64_t* out) {
  if (n == 0) return false;
  uint64_t b = n > 1 ? a[1] : 0;
  switch (op) {
    case Op::Copy: *out = a[0]; return true;
    case Op::Shl: case Op::Shr: case Op::RotL: *out = evalShift(op, ty, a[0], b); return true;
    case Op::BoolNot: *out = a[0] ^ 1; return true;
    case Op::Clz: case Op::Ctz: case Op::Popcnt: *out = evalBits(op, from, a[0]); return true;
    case Op::Convert: *out = evalConvert(from, ty, a[0]); return true;
    case Op::Bitcast: *out = canonical(ty, a[0]); return true;
    case Op::Select: *out = a[0] != 0 ? a[1] : a[2]; return n == 3;
    case Op::FMA:
      *out = ty == Ty::F32 ? fromF32(std::fma(asF32(a[0]), asF32(a[1]), asF32(a[2])))
                           : fromF64(std::fma(asF64(a[0]), asF64(a[1]), asF64(a[2])));
      return true;
    case Op::Eq: case Op::Ne: case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge:
      if (from == Ty::F64) *out = evalCompare(op, asF64(a[0]), asF64(b));
      else if (from == Ty::F32) *out = evalCompare(op, asF32(a[0]), asF32(b));
      else if (isSigned(from)) *out = evalCompare(op, int64_t(a[0]), int64_t(b));
      else *out = evalCompare(op, a[0], b);
      return true;
    default: break;
  }
  if (ty == Ty::F64) {
    double r;
    if (!evalFloat(op, asF64(a[0]), asF64(b), &r)) return false;
    *out = fromF64(r);
    return true;
  }
  if (ty == Ty::F32) {
    float r;
    if (!evalFloat(op, asF32(a[0]), asF32(b), &r)) return false;
    *out = fromF32(r);
    return true;
  }
  return isInt(ty) && evalInt(op, ty, a[0], b, out);
}

}  // namespace gosub::ir
