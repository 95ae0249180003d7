// Pages for spans: arenas of 64 MiB mapped from the system, runs of free pages, and the map from an address to its span.
// Knows nothing of
// objects. Every thread may call it; spanOf takes no lock.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
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
  static constexpr int kAddressBits = 47;  // of user space

  struct Run {
    uintptr_t start = 0;  // 0: none
    bool zeroed = false;  // the pages are known to be zero
  };

  enum class GiveBack : uint8_t { DontNeed, Free, Inaccessible };  // how memory goes back to the system
  explicit PageHeap(GiveBack how);
  ~PageHeap();
  PageHeap(const PageHeap&) = delete;

  // Best fit; grows by an arena when needed. start 0 when the system refuses.
  Run allocate(size_t pages);
  void free(uintptr_t start, size_t pages);
  void setSpan(uintptr_t start, size_t pages, Span* span);
  Span* spanOf(uintptr_t p) const {
    if (p >> kAddressBits != 0) return nullptr;
    PageMap* map = arenas_[p >> kArenaShift].load(std::memory_order_acquire);
    return map == nullptr ? nullptr : map->spans[(p & (kArenaSize - 1)) / kPageSize].load(std::memory_order_acquire);
  }
  // Gives up to kMaxRelease bytes of free pages back to the system. False: no more than `keep` bytes of them are backed by
  // memory, or the system refuses.
  static constexpr size_t kMaxRelease = 1 << 20;
  bool releaseSome(size_t keep);

  size_t mapped() const { return mapped_; }
  size_t released() const { return releasedPages_ * kPageSize; }
  size_t metadata() const;

 private:
  struct PageMap {
    std::atomic<Span*> spans[kPagesPerArena];
  };
  struct FreeRun {
    size_t pages;
    bool released;  // given back, and not counted as memory
  };
  bool giveBack(uintptr_t start, size_t bytes) const;

  using Sized = std::pair<size_t, uintptr_t>;  // pages, start
  using RunMap = std::map<uintptr_t, FreeRun>;
  bool grow(size_t pages);
  bool mapSpans(uintptr_t start, size_t bytes);
  RunMap::iterator bestFit(size_t pages);
  void list(Sized run, bool released);
  void unlist(Sized run, bool released);
  void insert(uintptr_t start, FreeRun run);
  void erase(RunMap::iterator it);
  RunMap::iterator joinWithNeighbours(RunMap::iterator it);

  // By address: reserved for all of user space, so that it never moves. Null: not ours.
  static constexpr size_t kArenas = size_t{1} << (kAddressBits - kArenaShift);
  std::atomic<PageMap*>* arenas_;
  const GiveBack how_;

  mutable std::mutex mutex_;  // guards what follows; the counters may be read without it
  std::vector<std::pair<uintptr_t, size_t>> mappings_;
  RunMap runs_;                                     // by address; neighbours of one kind are joined
  std::set<Sized> bySize_, backed_;                 // the same runs by length; those not given back
  std::atomic<size_t> mapped_{0}, freePages_{0}, releasedPages_{0};
  size_t pageMaps_ = 0;
  uintptr_t hint_ = 0;
};

}  // namespace gosub::rt
