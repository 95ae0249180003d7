// evalOp: one case per pure operation. See eval.h.
#include "frontend/ir/eval.h"

namespace gosub::ir::eval {

namespace {

template <class F>
bool floatOp(Op op, const F* a, F* out) {
  switch (op) {
    case Op::Add: *out = a[0] + a[1]; return true;
    case Op::Sub: *out = a[0] - a[1]; return true;
    case Op::Mul: *out = a[0] * a[1]; return true;
    case Op::Div: *out = a[0] / a[1]; return true;
    case Op::Neg: *out = -a[0]; return true;
    case Op::Sqrt: *out = std::sqrt(a[0]); return true;
    case Op::Floor: *out = std::floor(a[0]); return true;
    case Op::Ceil: *out = std::ceil(a[0]); return true;
    case Op::Trunc: *out = std::trunc(a[0]); return true;
    case Op::FAbs: *out = std::fabs(a[0]); return true;
    case Op::CopySign: *out = std::copysign(a[0], a[1]); return true;
    case Op::FMA: *out = std::fma(a[0], a[1], a[2]); return true;
    case Op::Min: *out = minFloat(a[0], a[1]); return true;
    case Op::Max: *out = maxFloat(a[0], a[1]); return true;
    default: return false;
  }
}

template <class T>
bool compare(Op op, T a, T b, uint64_t* out) {
  switch (op) {
    case Op::Eq: *out = a == b; return true;
    case Op::Ne: *out = a != b; return true;
    case Op::Lt: *out = a < b; return true;
    case Op::Le: *out = a <= b; return true;
    case Op::Gt: *out = a > b; return true;
    case Op::Ge: *out = a >= b; return true;
    default: return false;
  }
}

bool isCompare(Op op) { return op >= Op::Eq && op <= Op::Ge; }

bool divide(Op op, Ty t, uint64_t a, uint64_t b, uint64_t* out) {
  if (b == 0) return false;
  bool isDiv = op == Op::Div;
  if (isSigned(t)) {
    *out = canon(t, uint64_t(isDiv ? divSigned(int64_t(a), int64_t(b)) : modSigned(int64_t(a), int64_t(b))));
  } else {
    *out = isDiv ? a / b : a % b;
  }
  return true;
}

uint64_t rotl(Ty t, uint64_t x, uint64_t n) {
  unsigned bits = unsigned(bitsOf(t)), k = unsigned(n) & (bits - 1);
  uint64_t mask = bits == 64 ? ~uint64_t{0} : (uint64_t{1} << bits) - 1;
  x &= mask;
  return canon(t, k == 0 ? x : (x << k | x >> (bits - k)) & mask);
}

uint64_t bswap(Ty t, uint64_t x) {
  switch (sizeOf(t)) {
    case 2: return canon(t, __builtin_bswap16(uint16_t(x)));
    case 4: return canon(t, __builtin_bswap32(uint32_t(x)));
    case 8: return __builtin_bswap64(x);
    default: return x;
  }
}

bool intOp(Op op, Ty type, Ty argType, const uint64_t* a, uint64_t* out) {
  unsigned bits = unsigned(bitsOf(argType));
  uint64_t low = bits == 64 || bits == 0 ? a[0] : a[0] & ((uint64_t{1} << bits) - 1);
  switch (op) {
    case Op::Add: *out = canon(type, a[0] + a[1]); return true;
    case Op::Sub: *out = canon(type, a[0] - a[1]); return true;
    case Op::Mul: *out = canon(type, a[0] * a[1]); return true;
    case Op::Div: case Op::Mod: return divide(op, type, a[0], a[1], out);
    case Op::And: *out = a[0] & a[1]; return true;
    case Op::Or: *out = a[0] | a[1]; return true;
    case Op::Xor: *out = canon(type, a[0] ^ a[1]); return true;
    case Op::AndNot: *out = a[0] & ~a[1]; return true;
    case Op::Shl: *out = shl(type, a[0], a[1]); return true;
    case Op::Shr: *out = shr(type, a[0], a[1]); return true;
    case Op::Neg: *out = canon(type, 0 - a[0]); return true;
    case Op::Not: *out = canon(type, ~a[0]); return true;
    case Op::BoolNot: *out = a[0] ^ 1; return true;
    case Op::MulHi: *out = uint64_t(static_cast<unsigned __int128>(a[0]) * a[1] >> 64); return true;
    case Op::RotL: *out = rotl(type, a[0], a[1]); return true;
    case Op::Clz: *out = uint64_t(std::countl_zero(low)) - (64 - bits); return true;
    case Op::Ctz: *out = low == 0 ? bits : uint64_t(std::countr_zero(low)); return true;
    case Op::Popcnt: *out = uint64_t(std::popcount(low)); return true;
    case Op::Bswap: *out = bswap(type, a[0]); return true;
    case Op::Min: *out = (isSigned(type) ? int64_t(a[0]) < int64_t(a[1]) : a[0] < a[1]) ? a[0] : a[1]; return true;
    case Op::Max: *out = (isSigned(type) ? int64_t(a[0]) > int64_t(a[1]) : a[0] > a[1]) ? a[0] : a[1]; return true;
    default: return false;
  }
}

}  // namespace

bool evalOp(Op op, Ty type, Ty argType, const uint64_t* a, uint64_t* out) {
  switch (op) {
    case Op::Copy: *out = a[0]; return true;
    case Op::Select: *out = a[0] != 0 ? a[1] : a[2]; return true;
    case Op::Convert: *out = convert(argType, type, a[0]); return true;
    case Op::Bitcast: *out = canon(type, a[0]); return true;
    default: break;
  }
  if (isCompare(op)) {
    if (argType == Ty::F64) return compare(op, f64(a[0]), f64(a[1]), out);
    if (argType == Ty::F32) return compare(op, f32(a[0]), f32(a[1]), out);
    if (isSigned(argType)) return compare(op, int64_t(a[0]), int64_t(a[1]), out);
    return compare(op, a[0], a[1], out);
  }
  size_t n = info(op).nargs < 0 ? 0 : size_t(info(op).nargs);
  if (type == Ty::F64) {
    double d[3] = {0, 0, 0}, r;
    for (size_t i = 0; i < n && i < 3; i++) d[i] = f64(a[i]);
    if (!floatOp(op, d, &r)) return false;
    *out = word(r);
    return true;
  }
  if (type == Ty::F32) {
    float d[3] = {0, 0, 0}, r;
    for (size_t i = 0; i < n && i < 3; i++) d[i] = f32(a[i]);
    if (!floatOp(op, d, &r)) return false;
    *out = word(r);
    return true;
  }
  return isInt(type) && intOp(op, type, argType, a, out);
}

}  // namespace gosub::ir::eval
