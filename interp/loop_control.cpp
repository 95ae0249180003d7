// Handlers: jumps, polls, loops, switches. The slow path of polls is loop_call.cpp's.
#include "interp/loop.h"

namespace gosub::interp {

HANDLER(Jump) { NEXT(K1); }

HANDLER(Poll) {
  if (pollWanted(g)) [[unlikely]] CONTINUE(PollSlow, x);
  NEXT(1);
}
HANDLER(JumpP) {
  if (pollWanted(g)) [[unlikely]] CONTINUE(PollSlow, x);
  NEXT(K1);
}

#define BRANCH(name, cond)          \
  HANDLER(J##name) {                \
    if (cond) NEXT(F2);             \
    NEXT(1);                        \
  }
#define BRANCH_AND_POLLED(name, cond)                                \
  BRANCH(name, cond)                                                 \
  HANDLER(J##name##P) {                                              \
    if (pollWanted(g)) [[unlikely]] CONTINUE(PollSlow, x);           \
    if (cond) NEXT(F2);                                              \
    NEXT(1);                                                         \
  }
BRANCH_AND_POLLED(Eq, R0 == R1)
BRANCH_AND_POLLED(Ne, R0 != R1)
BRANCH_AND_POLLED(LtS, int64_t(R0) < int64_t(R1))
BRANCH_AND_POLLED(LeS, int64_t(R0) <= int64_t(R1))
BRANCH_AND_POLLED(LtU, R0 < R1)
BRANCH_AND_POLLED(LeU, R0 <= R1)
BRANCH_AND_POLLED(EqI, int64_t(R0) == F1)
BRANCH_AND_POLLED(NeI, int64_t(R0) != F1)
BRANCH_AND_POLLED(LtSI, int64_t(R0) < F1)
BRANCH_AND_POLLED(LeSI, int64_t(R0) <= F1)
BRANCH_AND_POLLED(GtSI, int64_t(R0) > F1)
BRANCH_AND_POLLED(GeSI, int64_t(R0) >= F1)
BRANCH(EqF64, f64(R0) == f64(R1))
BRANCH(NeF64, f64(R0) != f64(R1))
BRANCH(LtF64, f64(R0) < f64(R1))
BRANCH(LeF64, f64(R0) <= f64(R1))
BRANCH(NotLtF64, !(f64(R0) < f64(R1)))
BRANCH(NotLeF64, !(f64(R0) <= f64(R1)))
BRANCH(EqF32, f32(R0) == f32(R1))
BRANCH(NeF32, f32(R0) != f32(R1))
BRANCH(LtF32, f32(R0) < f32(R1))
BRANCH(LeF32, f32(R0) <= f32(R1))
BRANCH(NotLtF32, !(f32(R0) < f32(R1)))
BRANCH(NotLeF32, !(f32(R0) <= f32(R1)))

// ---- loops: step and bound are expressions of fields
#define LOOP(name, step, cond)                                       \
  HANDLER(Loop##name##NP) {                                          \
    Word n = R0 + Word(step);                                        \
    R0 = n;                                                          \
    int64_t v = int64_t(n);                                          \
    if (cond) NEXT(WIDE(3));                                         \
    NEXT(2);                                                         \
  }                                                                  \
  HANDLER(Loop##name) {                                              \
    if (pollWanted(g)) [[unlikely]] CONTINUE(PollSlow, x);           \
    Word n = R0 + Word(step);                                        \
    R0 = n;                                                          \
    int64_t v = int64_t(n);                                          \
    if (cond) NEXT(WIDE(3));                                         \
    NEXT(2);                                                         \
  }
LOOP(Lt, F2, v < int64_t(R1))
LOOP(Le, F2, v <= int64_t(R1))
LOOP(Gt, F2, v > int64_t(R1))
LOOP(Ge, F2, v >= int64_t(R1))
LOOP(Ne, F2, v != int64_t(R1))
LOOP(LtI, F2, v < F1)
LOOP(LeI, F2, v <= F1)
LOOP(GtI, F2, v > F1)
LOOP(GeI, F2, v >= F1)
LOOP(NeI, F2, v != F1)
LOOP(AddLt, R1, v < int64_t(R2))
LOOP(AddLe, R1, v <= int64_t(R2))

// ---- switches

HANDLER(SwitchTable) {
  Word at = R0 - pc[1];
  if (at >= Word(WIDE(7))) NEXT(WIDE(9));
  int32_t distance;
  std::memcpy(&distance, reinterpret_cast<const char*>(pc + 3) + 4 * at, 4);
  NEXT(distance);
}
HANDLER(SwitchSearch) {
  int64_t v = int64_t(R0), count = WIDE(3);
  const uint64_t* cases = pc + 2;
  int64_t low = 0, high = count;
  while (low < high) {
    int64_t mid = (low + high) / 2;
    if (int64_t(cases[mid]) < v) low = mid + 1;
    else high = mid;
  }
  if (low == count || int64_t(cases[low]) != v) NEXT(WIDE(5));
  int32_t distance;
  std::memcpy(&distance, reinterpret_cast<const char*>(cases + count) + 4 * low, 4);
  NEXT(distance);
}


}  // namespace gosub::interp
