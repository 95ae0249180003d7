// The order of blocks in the code: loops are contiguous, their test stands at the bottom, and what ends in a panic or is
// unlikely stands at the end of the function.
#pragma once

#include <cstdint>

#include "interp/mir.h"

namespace gosub::interp {

// Indices into mir.blocks; blocks for which `removed` is set are left out. The entry is first.
ArenaVector<uint32_t> orderBlocks(const Mir& mir, std::span<const uint8_t> removed);

}  // namespace gosub::interp
