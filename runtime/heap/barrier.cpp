// The slow half of the write barrier. See barrier.h.
#include "runtime/heap/barrier.h"

#include "base/check.h"
#include "runtime/gc/mark.h"
#include "runtime/heap/cache.h"
#include "runtime/stack/alloc.h"

namespace gosub::rt {

namespace {

bool inFrames(const abi::G& g, const void* p) {
  StackSegment* s = g.segment;
  return s != nullptr && p >= static_cast<void*>(s) && p < static_cast<void*>(s->top());
}

}  // namespace

void shade(abi::G& g, uintptr_t word) {
  GOSUB_CHECK(isMarking(g));
  if (word != 0) cacheOf(*g.runtime).marker().pointer(reinterpret_cast<const void*>(word));
}

void shadeWords(abi::G& g, const void* at, size_t bytes) {
  GOSUB_CHECK(isMarking(g));
  if (inFrames(g, at)) return;
  Marker& marker = cacheOf(*g.runtime).marker();
  if (marker.pointerFree(at)) return;
  auto first = (reinterpret_cast<uintptr_t>(at) + 7) & ~uintptr_t{7};
  auto end = (reinterpret_cast<uintptr_t>(at) + bytes) & ~uintptr_t{7};
  if (first < end) marker.conservative(reinterpret_cast<const void*>(first), reinterpret_cast<const void*>(end));
}

void shadeMove(abi::G& g, const abi::TypeDesc* type, const void* to, const void* from, size_t n) {
  Marker& marker = cacheOf(*g.runtime).marker();
  if (!inFrames(g, to)) marker.values(to, type, n);
  if (from != nullptr) marker.values(from, type, n);
}

}  // namespace gosub::rt
