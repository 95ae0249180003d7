// Handlers: moves, constants, arithmetic, comparisons, conversions. The meaning of the operations is frontend/ir/eval.h's.
#include <cmath>

#include "frontend/ir/eval.h"
#include "interp/loop.h"

namespace gosub::interp {

// ---- moves and constants

HANDLER(Nop) { NEXT(1); }
HANDLER(Move) {
  R0 = R1;
  NEXT(1);
}
HANDLER(Move2) {
  Word a = R1, b = RF(3);
  R0 = a;
  R2 = b;
  NEXT(2);
}
HANDLER(MovePair) {
  Word *to = &R0, *from = &R1, a = from[0], b = from[1];
  to[0] = a;
  to[1] = b;
  NEXT(1);
}
HANDLER(MoveBlock) {
  std::memmove(&R0, &R1, size_t(U2) * 8);
  NEXT(1);
}
HANDLER(Swap) {
  Word a = R0, b = R1;
  R0 = b;
  R1 = a;
  NEXT(1);
}
HANDLER(MoveFromFar) {
  R0 = fp[int64_t(pc[1])];
  NEXT(2);
}
HANDLER(MoveToFar) {
  fp[int64_t(pc[1])] = R0;
  NEXT(2);
}
HANDLER(Const) {
  R0 = Word(K1);
  NEXT(1);
}
HANDLER(Const64) {
  R0 = pc[1];
  NEXT(2);
}
HANDLER(SlotAddr) {
  R0 = reinterpret_cast<Word>(fp) + Word(K1);
  NEXT(1);
}
HANDLER(ZeroSlot) {
  char* at = reinterpret_cast<char*>(fp) + K1;
  uint64_t n = pc[1];
  if (n > 64) {
    std::memset(at, 0, n);
  } else {
    for (uint64_t i = 0; i < n; i += 8) *reinterpret_cast<Word*>(at + i) = 0;
  }
  NEXT(2);
}

// ---- integers

#define BINARY(name, expr)      \
  HANDLER(name) {               \
    Word a = R1, b = R2;        \
    R0 = Word(expr);            \
    NEXT(1);                    \
  }
#define IMMEDIATE(name, expr)   \
  HANDLER(name) {               \
    Word a = R1;                \
    int64_t k = F2;             \
    R0 = Word(expr);            \
    NEXT(1);                    \
  }
#define UNARY(name, expr)       \
  HANDLER(name) {               \
    Word a = R1;                \
    R0 = Word(expr);            \
    NEXT(1);                    \
  }

#define WIDTH_HANDLERS(suffix, T)                                        \
  BINARY(Add##suffix, extended<T>(a + b))                                \
  BINARY(Sub##suffix, extended<T>(a - b))                                \
  BINARY(Mul##suffix, extended<T>(a * b))                                \
  IMMEDIATE(AddI##suffix, extended<T>(a + Word(k)))                      \
  BINARY(Shl##suffix, b >= 8 * sizeof(T) ? 0 : extended<T>(a << b))      \
  IMMEDIATE(ShlI##suffix, k >= int64_t(8 * sizeof(T)) ? 0 : extended<T>(a << k)) \
  UNARY(Neg##suffix, extended<T>(0 - a))
FOR_EACH_WIDTH(WIDTH_HANDLERS)

IMMEDIATE(MulI, a * Word(k))
BINARY(And, a & b)
BINARY(Or, a | b)
BINARY(Xor, a ^ b)
BINARY(AndNot, a & ~b)
IMMEDIATE(AndI, a & Word(k))
IMMEDIATE(OrI, a | Word(k))
IMMEDIATE(XorI, a ^ Word(k))
BINARY(ShrS, int64_t(a) >> (b > 63 ? 63 : b))
BINARY(ShrU, b > 63 ? 0 : a >> b)
IMMEDIATE(ShrSI, int64_t(a) >> k)
IMMEDIATE(ShrUI, a >> k)

// T / T with a check for zero; the quotient of the least number by -1 wraps.
#define DIVIDE(name, T, expr)                                     \
  HANDLER(name) {                                                 \
    T a = T(R1), b = T(R2);                                       \
    if (b == 0) [[unlikely]] CONTINUE(RaiseDivide, x);            \
    R0 = extended<T>(Word(expr));                                 \
    NEXT(1);                                                      \
  }
#define SIGNED_QUOTIENT(T) (b == -1 ? T(0 - uint64_t(a)) : T(a / b))
DIVIDE(Div32s, int32_t, SIGNED_QUOTIENT(int32_t))
DIVIDE(Div16s, int16_t, SIGNED_QUOTIENT(int16_t))
DIVIDE(Div8s, int8_t, SIGNED_QUOTIENT(int8_t))
DIVIDE(Div32u, uint32_t, a / b)
DIVIDE(Mod32s, int32_t, b == -1 ? 0 : a % b)
DIVIDE(Mod32u, uint32_t, a % b)
// 32-bit division is several times faster on many processors.
#define SMALL(a, b) (((uint64_t(a) | uint64_t(b)) >> 32) == 0)
DIVIDE(Div64s, int64_t, SMALL(a, b) ? int64_t(uint32_t(a) / uint32_t(b)) : SIGNED_QUOTIENT(int64_t))
DIVIDE(Div64u, uint64_t, SMALL(a, b) ? uint32_t(a) / uint32_t(b) : a / b)
DIVIDE(Mod64s, int64_t, SMALL(a, b) ? int64_t(uint32_t(a) % uint32_t(b)) : b == -1 ? 0 : a % b)
DIVIDE(Mod64u, uint64_t, SMALL(a, b) ? uint32_t(a) % uint32_t(b) : a % b)

IMMEDIATE(DivPow2, (int64_t(a) + int64_t(Word(int64_t(a) >> 63) >> (64 - k))) >> k)
IMMEDIATE(ModPow2, int64_t(a) - int64_t(Word((int64_t(a) + int64_t(Word(int64_t(a) >> 63) >> (64 - k))) >> k) << k))

inline int64_t magicQuotient(int64_t n, const uint64_t* pc, int shift) {
  int64_t h = int64_t((static_cast<__int128>(n) * int64_t(pc[1])) >> 64);
  h = int64_t(uint64_t(h) + (uint64_t(n) & (0 - pc[2])));
  return (h >> shift) + int64_t(uint64_t(n) >> 63);
}
HANDLER(DivMagic) {
  R0 = Word(magicQuotient(int64_t(R1), pc, int(F2)));
  NEXT(3);
}
HANDLER(ModMagic) {
  int64_t n = int64_t(R1);
  R0 = Word(n) - Word(magicQuotient(n, pc, int(F2))) * pc[3];
  NEXT(4);
}

UNARY(Not64, ~a)
UNARY(Not32u, uint32_t(~a))
UNARY(Not16u, uint16_t(~a))
UNARY(Not8u, uint8_t(~a))
UNARY(Ext32s, extended<int32_t>(a))
UNARY(Ext32u, extended<uint32_t>(a))
UNARY(Ext16s, extended<int16_t>(a))
UNARY(Ext16u, extended<uint16_t>(a))
UNARY(Ext8s, extended<int8_t>(a))
UNARY(Ext8u, extended<uint8_t>(a))
BINARY(MulHi, (static_cast<unsigned __int128>(a) * b) >> 64)
BINARY(RotL64, std::rotl(a, int(b & 63)))
BINARY(RotL32, std::rotl(uint32_t(a), int(b & 31)))
BINARY(RotL16, std::rotl(uint16_t(a), int(b & 15)))
BINARY(RotL8, std::rotl(uint8_t(a), int(b & 7)))
UNARY(Clz64, std::countl_zero(a))
UNARY(Clz32, std::countl_zero(uint32_t(a)))
UNARY(Clz16, std::countl_zero(uint16_t(a)))
UNARY(Clz8, std::countl_zero(uint8_t(a)))
UNARY(Ctz64, std::countr_zero(a))
UNARY(Ctz32, std::countr_zero(uint32_t(a)))
UNARY(Ctz16, std::countr_zero(uint16_t(a)))
UNARY(Ctz8, std::countr_zero(uint8_t(a)))
UNARY(Popcnt64, std::popcount(a))
UNARY(Popcnt32, std::popcount(uint32_t(a)))
UNARY(Popcnt16, std::popcount(uint16_t(a)))
UNARY(Popcnt8, std::popcount(uint8_t(a)))
UNARY(Bswap64, __builtin_bswap64(a))
UNARY(Bswap32, __builtin_bswap32(uint32_t(a)))
UNARY(Bswap16, __builtin_bswap16(uint16_t(a)))
BINARY(MinS, int64_t(a) < int64_t(b) ? a : b)
BINARY(MaxS, int64_t(a) > int64_t(b) ? a : b)
BINARY(MinU, a < b ? a : b)
BINARY(MaxU, a > b ? a : b)

// ---- floating point

#define FLOAT_HANDLERS(suffix, get)                                 \
  BINARY(Add##suffix, bitsOf(get(a) + get(b)))                      \
  BINARY(Sub##suffix, bitsOf(get(a) - get(b)))                      \
  BINARY(Mul##suffix, bitsOf(get(a) * get(b)))                      \
  BINARY(Div##suffix, bitsOf(get(a) / get(b)))                      \
  UNARY(Neg##suffix, bitsOf(-get(a)))                               \
  UNARY(Sqrt##suffix, bitsOf(std::sqrt(get(a))))                    \
  UNARY(Floor##suffix, bitsOf(std::floor(get(a))))                  \
  UNARY(Ceil##suffix, bitsOf(std::ceil(get(a))))                    \
  UNARY(Trunc##suffix, bitsOf(std::trunc(get(a))))                  \
  UNARY(Abs##suffix, bitsOf(std::fabs(get(a))))                     \
  BINARY(CopySign##suffix, bitsOf(std::copysign(get(a), get(b))))   \
  BINARY(Min##suffix, bitsOf(ir::goMin(get(a), get(b))))            \
  BINARY(Max##suffix, bitsOf(ir::goMax(get(a), get(b))))            \
  BINARY(Eq##suffix, get(a) == get(b))                              \
  BINARY(Ne##suffix, get(a) != get(b))                              \
  BINARY(Lt##suffix, get(a) < get(b))                               \
  BINARY(Le##suffix, get(a) <= get(b))                              \
  HANDLER(Fma##suffix) {                                            \
    R0 = bitsOf(std::fma(get(R1), get(R2), get(RF(3))));            \
    NEXT(2);                                                        \
  }
FLOAT_HANDLERS(F64, f64)
FLOAT_HANDLERS(F32, f32)

// Rounded twice, so that results do not depend on what the encoder fuses.
HANDLER(MulAddF64) {
#pragma clang fp contract(off)
  double product = f64(R1) * f64(R2);
  R0 = bitsOf(f64(RF(3)) + product);
  NEXT(2);
}
HANDLER(MulSubF64) {
#pragma clang fp contract(off)
  double product = f64(R1) * f64(R2);
  R0 = bitsOf(f64(RF(3)) - product);
  NEXT(2);
}

// ---- comparison into a word

BINARY(Eq, a == b)
BINARY(Ne, a != b)
BINARY(LtS, int64_t(a) < int64_t(b))
BINARY(LeS, int64_t(a) <= int64_t(b))
BINARY(LtU, a < b)
BINARY(LeU, a <= b)
IMMEDIATE(EqI, int64_t(a) == k)
IMMEDIATE(NeI, int64_t(a) != k)
IMMEDIATE(LtSI, int64_t(a) < k)
IMMEDIATE(LeSI, int64_t(a) <= k)
IMMEDIATE(GtSI, int64_t(a) > k)
IMMEDIATE(GeSI, int64_t(a) >= k)
HANDLER(Select) {
  Word yes = R2, no = RF(3);
  R0 = R1 != 0 ? yes : no;
  NEXT(2);
}

// ---- conversion

UNARY(I64ToF64, bitsOf(double(int64_t(a))))
UNARY(U64ToF64, bitsOf(double(a)))
UNARY(I64ToF32, bitsOf(float(int64_t(a))))
UNARY(U64ToF32, bitsOf(float(a)))
UNARY(F64ToI64, ir::truncTo64(f64(a)))
UNARY(F64ToI32, int64_t(ir::truncTo32(f64(a))))
UNARY(F64ToU64, ir::floatToInt(ir::Ty::U64, f64(a)))
UNARY(F32ToI64, ir::truncTo64(double(f32(a))))
UNARY(F32ToI32, int64_t(ir::truncTo32(double(f32(a)))))
UNARY(F32ToU64, ir::floatToInt(ir::Ty::U64, double(f32(a))))
UNARY(F64ToF32, bitsOf(float(f64(a))))
UNARY(F32ToF64, bitsOf(double(f32(a))))

}  // namespace gosub::interp
