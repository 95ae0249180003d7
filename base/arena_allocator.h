// ArenaAllocator: lets the standard library's containers live in an arena. What they give back stays in the arena until that ends.
#pragma once

#include "base/arena.h"

namespace gosub {

template <class T>
struct ArenaAllocator {
  using value_type = T;

  ArenaAllocator(Arena& a) : arena(&a) {}
  template <class U>
  ArenaAllocator(const ArenaAllocator<U>& o) : arena(o.arena) {}

  T* allocate(size_t n) { return static_cast<T*>(arena->allocate(n * sizeof(T), alignof(T))); }
  void deallocate(T*, size_t) {}
  template <class U>
  bool operator==(const ArenaAllocator<U>& o) const {
    return arena == o.arena;
  }

  Arena* arena;
};

}  // namespace gosub
