// Handlers: loads, stores, elements, copies, checks, allocation, atomics.
#include <utility>

#include "frontend/ir/ir.h"
#include "interp/loop.h"
#include "runtime/heap/alloc.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/raise.h"
#include "runtime/sched/park.h"

namespace gosub::interp {

// ---- panics of checks; cold

COLD(RaiseNilAt) {
  saveState(g, pc, fp);
  rt::raiseNilDeref(*g, uintptr_t(x));
  CONTINUE(RaisePending, 0);
}
COLD(RaiseFault) {
  saveState(g, pc, fp);
  constexpr Word kNilPage = 4096;
  if (x >= kNilPage && !g->sched->panicOnFault) return rt::fatalFault(*g, uintptr_t(x));
  if (x >= kNilPage) rt::raiseFault(*g, uintptr_t(x));
  else rt::raiseNilDeref(*g, uintptr_t(x));
  CONTINUE(RaisePending, 0);
}
COLD(RaiseDivide) {
  saveState(g, pc, fp);
  rt::raiseRuntimeError(*g, rt::ErrorId::Divide);
  CONTINUE(RaisePending, 0);
}
COLD(RaiseShift) {
  saveState(g, pc, fp);
  rt::raiseRuntimeError(*g, rt::ErrorId::NegativeShift);
  CONTINUE(RaisePending, 0);
}

namespace {

constexpr int kUnsignedKind = 0x100;  // ir::kBoundsUnsigned
static_assert(kUnsignedKind == ir::kBoundsUnsigned && int(ir::BoundsKind::Convert) == rt::kBoundsKinds - 1);

__attribute__((noinline)) void raiseOutOfBounds(G* g, const uint64_t* pc, Word* fp, int kind, Word index, Word bound) {
  saveState(g, pc, fp);
  // The check of a conversion to an array is (array length, slice length); its text tells them the other way round.
  if ((kind & ~kUnsignedKind) == int(ir::BoundsKind::Convert)) std::swap(index, bound);
  rt::raiseBounds(*g, kind & ~kUnsignedKind, kind & kUnsignedKind, int64_t(index), int64_t(bound));
}

}  // namespace

// (., ., index : length, kind)
COLD(RaiseLoadBounds) {
  raiseOutOfBounds(g, pc, fp, UFIELD(4), fp[FIELD(2)], RF(3));
  CONTINUE(RaisePending, 0);
}
// (., index, . : length, kind)
COLD(RaiseStoreBounds) {
  raiseOutOfBounds(g, pc, fp, UFIELD(4), fp[FIELD(1)], RF(3));
  CONTINUE(RaisePending, 0);
}
COLD(RaiseBounds) {
  raiseOutOfBounds(g, pc, fp, UFIELD(2), fp[FIELD(0)], fp[FIELD(1)]);
  CONTINUE(RaisePending, 0);
}
COLD(RaiseBoundsI) {
  raiseOutOfBounds(g, pc, fp, UFIELD(2), fp[FIELD(0)], Word(FIELD(1)));
  CONTINUE(RaisePending, 0);
}
COLD(RaiseBoundsC) {
  raiseOutOfBounds(g, pc, fp, UFIELD(2), Word(FIELD(1)), fp[FIELD(0)]);
  CONTINUE(RaisePending, 0);
}

// ---- loads and stores

#define LOAD_HANDLERS(suffix, T)                                              \
  MEMORY_HANDLER(Load##suffix) {                                                     \
    R0 = loadAt<T>(R1 + Word(F2));                                            \
    NEXT(1);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(LoadN##suffix) {                                                    \
    Word p = R1;                                                              \
    if (p == 0) [[unlikely]] CONTINUE(RaiseNilAt, F2);                        \
    R0 = loadAt<T>(p + Word(F2));                                             \
    NEXT(1);                                                                  \
  }                                                                           \
  HANDLER(LoadF##suffix) {                                                    \
    R0 = loadAt<T>(reinterpret_cast<Word>(fp) + Word(K1));                    \
    NEXT(1);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(LoadIdx##suffix) {                                                  \
    Word i = R2;                                                              \
    if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseLoadBounds, x);                \
    R0 = loadAt<T>(R1 + i * sizeof(T));                                       \
    NEXT(2);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(LoadIdxU##suffix) {                                                 \
    R0 = loadAt<T>(R1 + R2 * sizeof(T));                                      \
    NEXT(1);                                                                  \
  }
FOR_EACH_WIDTH(LOAD_HANDLERS)

MEMORY_HANDLER(Load64x2) {
  Word p = R1 + Word(F2);
  Word a = loadAt<uint64_t>(p), b = loadAt<uint64_t>(p + 8);
  R0 = a;
  RF(3) = b;
  NEXT(2);
}
MEMORY_HANDLER(LoadN64x2) {
  Word p = R1;
  if (p == 0) [[unlikely]] CONTINUE(RaiseNilAt, F2);
  p += Word(F2);
  Word a = loadAt<uint64_t>(p), b = loadAt<uint64_t>(p + 8);
  R0 = a;
  RF(3) = b;
  NEXT(2);
}

#define STORE_HANDLERS(suffix, T)                                             \
  MEMORY_HANDLER(Store##suffix) {                                                    \
    storeAt<T>(R0 + Word(F2), R1);                                            \
    NEXT(1);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(StoreN##suffix) {                                                   \
    Word p = R0;                                                              \
    if (p == 0) [[unlikely]] CONTINUE(RaiseNilAt, F2);                        \
    storeAt<T>(p + Word(F2), R1);                                             \
    NEXT(1);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(StoreI##suffix) {                                                   \
    storeAt<T>(R0 + Word(F2), Word(F1));                                      \
    NEXT(1);                                                                  \
  }                                                                           \
  HANDLER(StoreF##suffix) {                                                   \
    storeAt<T>(reinterpret_cast<Word>(fp) + Word(K1), R0);                    \
    NEXT(1);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(StoreIdx##suffix) {                                                 \
    Word i = R1;                                                              \
    if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseStoreBounds, x);               \
    storeAt<T>(R0 + i * sizeof(T), R2);                                       \
    NEXT(2);                                                                  \
  }                                                                           \
  MEMORY_HANDLER(StoreIdxU##suffix) {                                                \
    storeAt<T>(R0 + R1 * sizeof(T), R2);                                      \
    NEXT(1);                                                                  \
  }
FOR_EACH_STORE(STORE_HANDLERS)

HANDLER(IdxAddr) {
  Word i = R2;
  if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseLoadBounds, x);
  R0 = R1 + i * Word(WIDE(5));
  NEXT(2);
}
HANDLER(IdxAddrU) {
  R0 = R1 + R2 * pc[1];
  NEXT(2);
}
MEMORY_HANDLER(LoadIdx64x2) {
  Word i = R2;
  if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseLoadBounds, x);
  Word p = R1 + i * UFIELD(5);
  Word a = loadAt<uint64_t>(p), b = loadAt<uint64_t>(p + 8);
  R0 = a;
  RF(6) = b;
  NEXT(2);
}
MEMORY_HANDLER(LoadIdxAt64) {
  Word i = R2;
  if (i >= RF(3)) [[unlikely]] CONTINUE(RaiseLoadBounds, x);
  R0 = loadAt<uint64_t>(R1 + i * UFIELD(5) + UFIELD(6));
  NEXT(2);
}

// ---- copies

HANDLER(MoveMem) {
  std::memmove(reinterpret_cast<void*>(R0), reinterpret_cast<const void*>(R1), pc[1]);
  NEXT(2);
}
#define MOVE_WORDS(name, n)                                                         \
  MEMORY_HANDLER(name) {                                                            \
    Word to = R0, from = R1;                                                        \
    Word a = loadAt<uint64_t>(from), b = loadAt<uint64_t>(from + 8);                \
    Word c = n > 2 ? loadAt<uint64_t>(from + (n > 2 ? 16 : 0)) : 0;                 \
    Word d = n > 3 ? loadAt<uint64_t>(from + (n > 3 ? 24 : 0)) : 0;                 \
    storeAt<uint64_t>(to, a);                                                       \
    storeAt<uint64_t>(to + 8, b);                                                   \
    if (n > 2) storeAt<uint64_t>(to + 16, c);                                       \
    if (n > 3) storeAt<uint64_t>(to + 24, d);                                       \
    NEXT(1);                                                                        \
  }
MOVE_WORDS(MoveMem16, 2)
MOVE_WORDS(MoveMem24, 3)
MOVE_WORDS(MoveMem32, 4)
HANDLER(ZeroMem) {
  std::memset(reinterpret_cast<void*>(R0), 0, pc[1]);
  NEXT(2);
}

// ---- checks

HANDLER(BoundsChk) {
  if (R0 >= R1) [[unlikely]] CONTINUE(RaiseBounds, x);
  NEXT(1);
}
HANDLER(BoundsChkI) {
  if (R0 >= Word(F1)) [[unlikely]] CONTINUE(RaiseBoundsI, x);
  NEXT(1);
}
HANDLER(BoundsChkC) {
  if (Word(F1) >= R0) [[unlikely]] CONTINUE(RaiseBoundsC, x);
  NEXT(1);
}
HANDLER(SliceChk) {
  if (R0 > R1) [[unlikely]] CONTINUE(RaiseBounds, x);
  NEXT(1);
}
HANDLER(DivChk) {
  if (R0 == 0) [[unlikely]] CONTINUE(RaiseDivide, x);
  NEXT(1);
}
HANDLER(ShiftChk) {
  if (int64_t(R0) < 0) [[unlikely]] CONTINUE(RaiseShift, x);
  NEXT(1);
}
HANDLER(NilChk) {
  if (R0 == 0) [[unlikely]] CONTINUE(RaiseNilAt, 0);
  NEXT(1);
}

// ---- allocation

HANDLER(New) {
  saveState(g, pc, fp);
  R0 = reinterpret_cast<Word>(rt::newObject(*g, reinterpret_cast<const abi::TypeDesc*>(pc[1])));
  NEXT(2);
}
HANDLER(MakeClosure) {
  saveState(g, pc, fp);
  auto* v = static_cast<Word*>(rt::newObject(*g, reinterpret_cast<const abi::TypeDesc*>(pc[1])));
  v[0] = pc[2];
  R0 = reinterpret_cast<Word>(v);
  NEXT(3);
}
HANDLER(InitClosure) {
  *reinterpret_cast<Word*>(R0) = pc[1];
  NEXT(2);
}

// ---- atomics

#define ATOMIC_LOAD(name, T)                                                                                 \
  MEMORY_HANDLER(name) {                                                                                     \
    R0 = extended<T>(Word(__atomic_load_n(reinterpret_cast<T*>(R1 + Word(F2)), __ATOMIC_SEQ_CST)));          \
    NEXT(1);                                                                                                 \
  }
#define ATOMIC_STORE(name, T)                                                                                \
  MEMORY_HANDLER(name) {                                                                                     \
    __atomic_store_n(reinterpret_cast<T*>(R0 + Word(F2)), T(R1), __ATOMIC_SEQ_CST);                          \
    NEXT(1);                                                                                                 \
  }
#define ATOMIC_FETCH(name, T, op)                                                                            \
  MEMORY_HANDLER(name) {                                                                                     \
    R0 = extended<T>(Word(op(reinterpret_cast<T*>(R1 + Word(FIELD(3))), T(R2), __ATOMIC_SEQ_CST)));          \
    NEXT(2);                                                                                                 \
  }
#define ATOMIC_FETCHES(suffix, T)                       \
  ATOMIC_LOAD(ALoad##suffix, T)                         \
  ATOMIC_FETCH(AXchg##suffix, T, __atomic_exchange_n)   \
  ATOMIC_FETCH(AAdd##suffix, T, __atomic_add_fetch)     \
  ATOMIC_FETCH(AAnd##suffix, T, __atomic_fetch_and)     \
  ATOMIC_FETCH(AOr##suffix, T, __atomic_fetch_or)
ATOMIC_FETCHES(64, uint64_t)
ATOMIC_FETCHES(32s, int32_t)
ATOMIC_FETCHES(32u, uint32_t)
ATOMIC_STORE(AStore64, uint64_t)
ATOMIC_STORE(AStore32, uint32_t)
#define ATOMIC_CAS(name, T)                                                                                  \
  MEMORY_HANDLER(name) {                                                                                     \
    T old = T(R2);                                                                                           \
    R0 = __atomic_compare_exchange_n(reinterpret_cast<T*>(R1 + Word(FIELD(4))), &old, T(RF(3)), false,       \
                                     __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);                                    \
    NEXT(2);                                                                                                 \
  }
ATOMIC_CAS(ACas64, uint64_t)
ATOMIC_CAS(ACas32, uint32_t)

}  // namespace gosub::interp
