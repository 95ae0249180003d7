// Stores of pointers into Go memory from C++. The collectors so far stop the world, so these are plain stores; natives
// use them all the same, because a concurrent collector will need them.
#pragma once

#include <cstring>

#include "runtime/abi/g.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// *slot = p, where slot is in Go memory.
inline void storePtr(abi::G&, void* slot, const void* p) {
  __atomic_store_n(static_cast<const void**>(slot), p, __ATOMIC_RELAXED);
}

// Copies n adjacent values; the ranges may overlap.
inline void typedMove(abi::G&, const abi::TypeDesc* type, void* to, const void* from, size_t n = 1) {
  std::memmove(to, from, type->size * n);
}

inline void typedClear(abi::G&, const abi::TypeDesc* type, void* at, size_t n = 1) {
  std::memset(at, 0, type->size * n);
}

}  // namespace gosub::rt
