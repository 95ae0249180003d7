// Stack maps from live segments: see runtime/stack/stackmap.h for their form.
#pragma once

#include <span>

#include "interp/allocate.h"
#include "interp/encode.h"

namespace gosub::interp {

struct Safepoint {
  uint32_t pc;         // key in the table
  uint32_t position;   // what is live there: 4k at a poll, 4k + 1 during a call
};

// Made in `to`. safepoints: by pc.
const abi::StackMapTable* makeStackMaps(const Mir& mir, const Allocation& words, std::span<const Safepoint> safepoints, Linker& linker,
                                        bool describeLive, Arena& to);

}  // namespace gosub::interp
