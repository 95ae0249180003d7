// Pages for spans: arenas of 64 MiB mapped from the system, runs of free pages, and the map from an address to its span.
// Belongs to the mark-sweep heap; knows nothing of objects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <vector>

#include "runtime/heap/sizeclass.h"

namespace gosub::rt {

struct Span;

class PageHeap {
 public:
  static constexpr int kArenaShift = 26;
  static constexpr size_t kArenaSize = size_t{1} << kArenaShift;
  static constexpr size_t kPagesPerArena = kArenaSize / kPageSize;

  struct Run {
    uintptr_t start = 0;  // 0: none
    bool zeroed = false;  // the pages are known to be zero
  };

  PageHeap() = default;
  ~PageHeap();
  PageHeap(const PageHeap&) = delete;

  // Best fit; grows by an arena when needed. start 0 when the system refuses.
  Run allocate(size_t pages);
  void free(uintptr_t start, size_t pages);
  void setSpan(uintptr_t start, size_t pages, Span* span);
  Span* spanOf(uintptr_t p) const {
    size_t arena = (p >> kArenaShift) - firstArena_;
    if (arena >= arenas_.size() || arenas_[arena] == nullptr) return nullptr;
    return arenas_[arena][(p & (kArenaSize - 1)) / kPageSize];
  }
  // Gives free pages back until at most `keep` bytes of them are backed by memory.
  void release(size_t keep);

  size_t mapped() const { return mapped_; }
  size_t freeBytes() const { return freePages_ * kPageSize; }
  size_t released() const { return releasedPages_ * kPageSize; }
  size_t metadata() const;

 private:
  struct FreeRun {
    size_t pages;
    bool released;  // given back: zero, and not counted as memory
  };
  using RunMap = std::map<uintptr_t, FreeRun>;
  bool grow(size_t pages);
  void insert(uintptr_t start, FreeRun run);
  void erase(RunMap::iterator it);
  RunMap::iterator joinWithNeighbours(RunMap::iterator it);

  std::vector<Span**> arenas_;  // page maps by arena number from firstArena_ on; null: not ours
  size_t firstArena_ = 0;
  std::vector<std::pair<uintptr_t, size_t>> mappings_;
  RunMap runs_;                                     // by address; neighbours of one kind are joined
  std::set<std::pair<size_t, uintptr_t>> bySize_;   // the same runs by length
  size_t mapped_ = 0, freePages_ = 0, releasedPages_ = 0;
  uintptr_t hint_ = 0;
};

}  // namespace gosub::rt
