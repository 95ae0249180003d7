// Stores of pointers into Go memory from C++. While the collector marks, what a store overwrites is shaded first: everything
// that was reachable when marking began is so found, whatever Go code does meanwhile.
//
// Invariant
//   GC-1  Goroutines that run while the collector marks have been scanned in this cycle. What they hold is marked or will be:
//         it was on their stack, was allocated since (objects are born marked), or was read from memory whose old
//         contents are shaded. So only overwritten pointers need shading, and stores to frames and fresh objects none.
// The exception is what is copied between goroutines' stacks (channels): the sender may be one that has not been scanned, so
// typedMove shades what it moves as well.
#pragma once

#include <cstring>

#include "runtime/abi/g.h"
#include "runtime/abi/typedesc.h"
#include "runtime/runtime.h"

namespace gosub::rt {

inline bool isMarking(const abi::G& g) { return g.runtime->marking.load(std::memory_order_relaxed); }

// While marking: a word that may be a pointer; words of Go memory (not of this frame) that will be overwritten; values that
// will be moved.
void shade(abi::G& g, uintptr_t word);
void shadeWords(abi::G& g, const void* at, size_t bytes);
void shadeMove(abi::G& g, const abi::TypeDesc* type, const void* to, const void* from, size_t n);

// *slot = p, where slot is in Go memory.
inline void storePtr(abi::G& g, void* slot, const void* p) {
  auto** at = static_cast<const void**>(slot);
  if (isMarking(g)) [[unlikely]] shade(g, reinterpret_cast<uintptr_t>(__atomic_load_n(at, __ATOMIC_RELAXED)));
  __atomic_store_n(at, p, __ATOMIC_RELEASE);
}

// Copies n adjacent values; the ranges may overlap.
inline void typedMove(abi::G& g, const abi::TypeDesc* type, void* to, const void* from, size_t n = 1) {
  if (type->ptrBytes != 0 && isMarking(g)) [[unlikely]] shadeMove(g, type, to, from, n);
  std::memmove(to, from, type->size * n);
}

inline void typedClear(abi::G& g, const abi::TypeDesc* type, void* at, size_t n = 1) {
  if (type->ptrBytes != 0 && isMarking(g)) [[unlikely]] shadeMove(g, type, at, nullptr, n);
  std::memset(at, 0, type->size * n);
}

// Sequentially consistent; what they overwrite is on the stack of the goroutine afterwards, which is too late for GC-1.
inline void* swapPtr(abi::G& g, void** slot, void* p) {
  void* old = __atomic_exchange_n(slot, p, __ATOMIC_SEQ_CST);
  if (isMarking(g)) [[unlikely]] shade(g, reinterpret_cast<uintptr_t>(old));
  return old;
}
inline bool compareAndSwapPtr(abi::G& g, void** slot, void* old, void* p) {
  if (isMarking(g)) [[unlikely]] shade(g, reinterpret_cast<uintptr_t>(old));
  return __atomic_compare_exchange_n(slot, &old, p, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

}  // namespace gosub::rt
