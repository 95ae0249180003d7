// Stack maps from live segments: see runtime/stack/stackmap.h for their form.
#pragma once

#include <memory>
#include <vector>

#include "interp/allocate.h"
#include "interp/encode.h"

namespace gosub::interp {

struct Safepoint {
  uint32_t pc;         // key in the table
  uint32_t position;   // what is live there: 4k at a poll, 4k + 1 during a call
};

std::unique_ptr<abi::StackMapTable> makeStackMaps(const Mir& mir, const Allocation& words, const std::vector<Safepoint>& safepoints,
                                                  Linker& linker, bool describeLive);

}  // namespace gosub::interp
