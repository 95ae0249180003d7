// Final code: block order, jumps, moves of phis, arguments and results, fusion of latches, line table, safepoints.
#pragma once

#include "interp/allocate.h"
#include "interp/encode.h"
#include "interp/stackmaps.h"

namespace gosub::interp {

struct Assembly {
  explicit Assembly(Arena& a) : words(a), lines(a), safepoints(a) {}

  ArenaVector<uint64_t> words;
  ArenaVector<abi::LineEntry> lines;
  ArenaVector<Safepoint> safepoints;
  int64_t recoverOffset = -1;
};

Assembly assemble(const Mir& mir, const Allocation& allocation);

// Whether the poll of a latch is done by the branch of this loop header, which is a safepoint then, before it reads its operands.
bool pollsAtBranch(const Mir& mir, uint32_t block);

}  // namespace gosub::interp
