// Handlers of operations fused with their memory operands (bytecode.def, "fused") and of tests of bits.
#include "frontend/ir/ir.h"
#include "interp/loop.h"
#include "runtime/panic/raise.h"

namespace gosub::interp {

HANDLER(RaiseLoadBounds);   // (., ., index : length, kind)
HANDLER(RaiseStoreBounds);  // (., index, . : length, kind)

namespace {

inline double loadF64(Word address) { return f64(loadAt<uint64_t>(address)); }
inline void storeF64(Word address, double v) { storeAt<uint64_t>(address, bitsOf(v)); }

__attribute__((noinline)) void raiseIndex(G* g, const uint64_t* pc, Word* fp, int kind, Word index, Word length) {
  saveState(g, pc, fp);
  constexpr int kUnsigned = int(ir::kBoundsUnsigned);
  rt::raiseBounds(*g, kind & ~kUnsigned, kind & kUnsigned, int64_t(index), int64_t(length));
}

}  // namespace

// (accumulator, base : index, length, kind)
COLD(RaiseAddIdxBounds) {
  raiseIndex(g, pc, fp, UFIELD(5), RF(3), RF(4));
  CONTINUE(RaisePending, 0);
}
// (accumulator, factor : base, index, length, kind)
COLD(RaiseMulAddIdxBounds) {
  raiseIndex(g, pc, fp, UFIELD(6), RF(4), RF(5));
  CONTINUE(RaisePending, 0);
}
// (base, index, factor : factor, length, kind)
COLD(RaiseMulAddToIdxBounds) {
  raiseIndex(g, pc, fp, UFIELD(5), R1, RF(4));
  CONTINUE(RaisePending, 0);
}

#define CHECK_NIL(address, offset) \
  if ((address) == 0) [[unlikely]] CONTINUE(RaiseNilAt, offset)

// ---- pairs of words

MEMORY_HANDLER(Store64x2) {
  Word p = R0 + Word(FIELD(3)), a = R1, b = R2;
  storeAt<uint64_t>(p, a);
  storeAt<uint64_t>(p + 8, b);
  NEXT(2);
}
MEMORY_HANDLER(StoreN64x2) {
  Word p = R0, a = R1, b = R2;
  CHECK_NIL(p, FIELD(3));
  p += Word(FIELD(3));
  storeAt<uint64_t>(p, a);
  storeAt<uint64_t>(p + 8, b);
  NEXT(2);
}
MEMORY_HANDLER(LoadIdxU64x2) {
  Word p = R1 + R2 * UFIELD(3);
  Word a = loadAt<uint64_t>(p), b = loadAt<uint64_t>(p + 8);
  R0 = a;
  RF(6) = b;
  NEXT(2);
}
MEMORY_HANDLER(LoadIdxUAt64) {
  R0 = loadAt<uint64_t>(R1 + R2 * UFIELD(3) + UFIELD(4));
  NEXT(2);
}

// ---- three operands

HANDLER(MulAdd64) {
  R0 = R1 * R2 + RF(3);
  NEXT(2);
}
HANDLER(MulIAdd64) {
  R0 = R1 * Word(FIELD(3)) + R2;
  NEXT(2);
}
HANDLER(AddAddI64) {
  R0 = R1 + R2 + Word(FIELD(3));
  NEXT(2);
}

// ---- operands in memory

#define MEMORY_OPERAND(name, op)                                                                   \
  MEMORY_HANDLER(name##MF64) {                                                                     \
    Word p = R2;                                                                                   \
    CHECK_NIL(p, FIELD(3));                                                                        \
    R0 = bitsOf(f64(R1) op loadF64(p + Word(FIELD(3))));                                           \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(name##MMF64) {                                                                    \
    Word p = R1, q = R2;                                                                           \
    CHECK_NIL(p, FIELD(3));                                                                        \
    CHECK_NIL(q, FIELD(4));                                                                        \
    R0 = bitsOf(loadF64(p + Word(FIELD(3))) op loadF64(q + Word(FIELD(4))));                       \
    NEXT(2);                                                                                       \
  }
MEMORY_OPERAND(Add, +)
MEMORY_OPERAND(Sub, -)
MEMORY_OPERAND(Mul, *)

MEMORY_HANDLER(AddM64) {
  Word p = R2;
  CHECK_NIL(p, FIELD(3));
  R0 = R1 + loadAt<uint64_t>(p + Word(FIELD(3)));
  NEXT(2);
}

// (accumulator, base : index, length, kind); the last two in the checked form only.
#define ADD_ELEMENT(name, unchecked, value)                                                        \
  MEMORY_HANDLER(name) {                                                                           \
    Word i = RF(3);                                                                                \
    if (i >= RF(4)) [[unlikely]] CONTINUE(RaiseAddIdxBounds, x);                                   \
    Word at = R2 + i * 8;                                                                          \
    R0 = value;                                                                                    \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(unchecked) {                                                                      \
    Word at = R2 + RF(3) * 8;                                                                      \
    R0 = value;                                                                                    \
    NEXT(2);                                                                                       \
  }
ADD_ELEMENT(AddIdx64, AddIdxU64, R1 + loadAt<uint64_t>(at))
ADD_ELEMENT(AddIdxF64, AddIdxUF64, bitsOf(f64(R1) + loadF64(at)))

// (accumulator, factor : base, index, length, kind)
MEMORY_HANDLER(MulAddIdxF64) {
  Word i = RF(4);
  if (i >= RF(5)) [[unlikely]] CONTINUE(RaiseMulAddIdxBounds, x);
  R0 = bitsOf(f64(R1) + f64(R2) * loadF64(RF(3) + i * 8));
  NEXT(2);
}
MEMORY_HANDLER(MulAddIdxUF64) {
  R0 = bitsOf(f64(R1) + f64(R2) * loadF64(RF(3) + RF(4) * 8));
  NEXT(2);
}

// ---- memory changed in place

MEMORY_HANDLER(AddToM64) {
  Word p = R0;
  CHECK_NIL(p, F2);
  p += Word(F2);
  storeAt<uint64_t>(p, loadAt<uint64_t>(p) + R1);
  NEXT(1);
}
MEMORY_HANDLER(AddIToM64) {
  Word p = R0;
  CHECK_NIL(p, F2);
  p += Word(F2);
  storeAt<uint64_t>(p, loadAt<uint64_t>(p) + Word(F1));
  NEXT(1);
}
#define CHANGE_MEMORY(name, op)                                                                    \
  MEMORY_HANDLER(name##ToMF64) {                                                                   \
    Word p = R0;                                                                                   \
    CHECK_NIL(p, F2);                                                                              \
    p += Word(F2);                                                                                 \
    storeF64(p, loadF64(p) op f64(R1));                                                            \
    NEXT(1);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(Mul##name##ToMF64) {                                                              \
    Word p = R0;                                                                                   \
    CHECK_NIL(p, FIELD(3));                                                                        \
    p += Word(FIELD(3));                                                                           \
    storeF64(p, loadF64(p) op f64(R1) * f64(R2));                                                  \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(Mul##name##ToIdxF64) {                                                            \
    Word i = R1;                                                                                   \
    if (i >= RF(4)) [[unlikely]] CONTINUE(RaiseMulAddToIdxBounds, x);                              \
    Word p = R0 + i * 8;                                                                           \
    storeF64(p, loadF64(p) op f64(R2) * f64(RF(3)));                                               \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(Mul##name##ToIdxUF64) {                                                           \
    Word p = R0 + R1 * 8;                                                                          \
    storeF64(p, loadF64(p) op f64(R2) * f64(RF(3)));                                               \
    NEXT(2);                                                                                       \
  }
CHANGE_MEMORY(Add, +)
CHANGE_MEMORY(Sub, -)

#define CHANGE_ELEMENT(name, unchecked, length, value)                                             \
  MEMORY_HANDLER(name) {                                                                           \
    Word i = R1;                                                                                   \
    if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseStoreBounds, x);                                    \
    Word p = R0 + i * 8;                                                                           \
    storeAt<uint64_t>(p, value);                                                                   \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(unchecked) {                                                                      \
    Word p = R0 + R1 * 8;                                                                          \
    storeAt<uint64_t>(p, value);                                                                   \
    NEXT(length);                                                                                  \
  }
CHANGE_ELEMENT(AddToIdx64, AddToIdxU64, 1, loadAt<uint64_t>(p) + R2)
CHANGE_ELEMENT(AddIToIdx64, AddIToIdxU64, 1, loadAt<uint64_t>(p) + Word(F2))
CHANGE_ELEMENT(AddToIdxF64, AddToIdxUF64, 1, bitsOf(loadF64(p) + f64(R2)))

#define SWAP_ELEMENTS(suffix, T)                                                                   \
  MEMORY_HANDLER(SwapIdx##suffix) {                                                                \
    Word i = R1, j = R2, length = RF(3);                                                           \
    if (i >= length) [[unlikely]] CONTINUE(RaiseStoreBounds, x);                                   \
    if (j >= length) [[unlikely]] CONTINUE(RaiseLoadBounds, x);                                    \
    Word p = R0 + i * sizeof(T), q = R0 + j * sizeof(T);                                           \
    Word a = loadAt<T>(p), b = loadAt<T>(q);                                                       \
    storeAt<T>(p, b);                                                                              \
    storeAt<T>(q, a);                                                                              \
    NEXT(2);                                                                                       \
  }                                                                                                \
  MEMORY_HANDLER(SwapIdxU##suffix) {                                                               \
    Word p = R0 + R1 * sizeof(T), q = R0 + R2 * sizeof(T);                                         \
    Word a = loadAt<T>(p), b = loadAt<T>(q);                                                       \
    storeAt<T>(p, b);                                                                              \
    storeAt<T>(q, a);                                                                              \
    NEXT(1);                                                                                       \
  }
SWAP_ELEMENTS(64, uint64_t)
SWAP_ELEMENTS(32, uint32_t)
SWAP_ELEMENTS(8, uint8_t)

// ---- tests of bits

#define BIT_BRANCH(name, cond)                                                                     \
  HANDLER(J##name) {                                                                               \
    if (cond) NEXT(F2);                                                                            \
    NEXT(1);                                                                                       \
  }                                                                                                \
  HANDLER(J##name##P) {                                                                            \
    if (pollWanted(g)) [[unlikely]] CONTINUE(PollSlow, x);                                         \
    if (cond) NEXT(F2);                                                                            \
    NEXT(1);                                                                                       \
  }
BIT_BRANCH(ZeroI, (R0 & Word(F1)) == 0)
BIT_BRANCH(BitsI, (R0 & Word(F1)) != 0)

}  // namespace gosub::interp
