// Page runs and arenas. See pageheap.h.
#include "runtime/heap/pageheap.h"

#include <sys/mman.h>

#include "base/check.h"
#include "base/os/pages.h"

namespace gosub::rt {

namespace {

void* mapMemory(uintptr_t hint, size_t bytes, bool reserveOnly) {
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | (reserveOnly ? MAP_NORESERVE : 0);
  void* p = mmap(reinterpret_cast<void*>(hint), bytes, PROT_READ | PROT_WRITE, flags, -1, 0);
  return p == MAP_FAILED ? nullptr : p;
}

// Memory whose start is a multiple of the arena size: at the hint if it is free, else cut out of a larger mapping.
uintptr_t mapAligned(uintptr_t hint, size_t bytes) {
  constexpr uintptr_t kMask = PageHeap::kArenaSize - 1;
  // One arena is only address space until it is touched; huge requests should be refused at once.
  bool reserveOnly = bytes == PageHeap::kArenaSize;
  if (hint != 0) {
    auto p = reinterpret_cast<uintptr_t>(mapMemory(hint, bytes, reserveOnly));
    if (p != 0 && (p & kMask) == 0) return p;
    if (p != 0) munmap(reinterpret_cast<void*>(p), bytes);
  }
  auto p = reinterpret_cast<uintptr_t>(mapMemory(0, bytes + PageHeap::kArenaSize, reserveOnly));
  if (p == 0) return 0;
  uintptr_t start = (p + kMask) & ~kMask;
  if (start > p) munmap(reinterpret_cast<void*>(p), start - p);
  uintptr_t end = p + bytes + PageHeap::kArenaSize;
  if (end > start + bytes) munmap(reinterpret_cast<void*>(start + bytes), end - (start + bytes));
  return start;
}

}  // namespace

PageHeap::PageHeap() {
  arenas_ = static_cast<std::atomic<PageMap*>*>(os::mapPages(kArenas * sizeof(PageMap*)));
  GOSUB_CHECK(arenas_ != nullptr);
}

PageHeap::~PageHeap() {
  for (auto [start, bytes] : mappings_) {
    for (uintptr_t p = start; p < start + bytes; p += kArenaSize) os::unmapPages(arenas_[p >> kArenaShift], sizeof(PageMap));
    munmap(reinterpret_cast<void*>(start), bytes);
  }
  os::unmapPages(arenas_, kArenas * sizeof(PageMap*));
}

size_t PageHeap::metadata() const {
  std::lock_guard lock(mutex_);
  return mapped_ / kArenaSize * (sizeof(PageMap) + sizeof(PageMap*)) + runs_.size() * 128;
}

bool PageHeap::grow(size_t pages) {
  size_t bytes = (pages * kPageSize + kArenaSize - 1) & ~(kArenaSize - 1);
  uintptr_t start = mapAligned(hint_, bytes);
  if (start == 0) return false;
  hint_ = start + bytes;
  mappings_.push_back({start, bytes});
  mapped_ += bytes;
  for (uintptr_t p = start; p < start + bytes; p += kArenaSize) {
    auto* map = static_cast<PageMap*>(os::mapPages(sizeof(PageMap)));
    GOSUB_CHECK(map != nullptr);
    arenas_[p >> kArenaShift].store(map, std::memory_order_release);
  }
  insert(start, {bytes / kPageSize, true});
  return true;
}

void PageHeap::insert(uintptr_t start, FreeRun run) {
  auto it = runs_.emplace(start, run).first;
  bySize_.insert({run.pages, start});
  freePages_ += run.pages;
  if (run.released) releasedPages_ += run.pages;
  joinWithNeighbours(it);
}

void PageHeap::erase(RunMap::iterator it) {
  freePages_ -= it->second.pages;
  if (it->second.released) releasedPages_ -= it->second.pages;
  bySize_.erase({it->second.pages, it->first});
  runs_.erase(it);
}

// Runs of both kinds are kept apart, so that released pages are not taken for memory in use.
PageHeap::RunMap::iterator PageHeap::joinWithNeighbours(RunMap::iterator it) {
  auto join = [&](RunMap::iterator a, RunMap::iterator b) {
    bySize_.erase({a->second.pages, a->first});
    bySize_.erase({b->second.pages, b->first});
    a->second.pages += b->second.pages;
    runs_.erase(b);
    bySize_.insert({a->second.pages, a->first});
    return a;
  };
  auto adjacent = [](RunMap::iterator a, RunMap::iterator b) {
    return a->first + a->second.pages * kPageSize == b->first && a->second.released == b->second.released;
  };
  if (auto next = std::next(it); next != runs_.end() && adjacent(it, next)) it = join(it, next);
  if (it != runs_.begin() && adjacent(std::prev(it), it)) it = join(std::prev(it), it);
  return it;
}

PageHeap::Run PageHeap::allocate(size_t pages) {
  std::lock_guard lock(mutex_);
  auto best = bySize_.lower_bound({pages, 0});
  if (best == bySize_.end()) {
    if (!grow(pages)) return {};
    best = bySize_.lower_bound({pages, 0});
    GOSUB_CHECK(best != bySize_.end());
  }
  auto it = runs_.find(best->second);
  uintptr_t start = it->first;
  FreeRun run = it->second;
  erase(it);
  if (run.pages > pages) insert(start + pages * kPageSize, {run.pages - pages, run.released});
  return {start, run.released};
}

void PageHeap::free(uintptr_t start, size_t pages) {
  setSpan(start, pages, nullptr);
  std::lock_guard lock(mutex_);
  insert(start, {pages, false});
}

void PageHeap::setSpan(uintptr_t start, size_t pages, Span* span) {
  for (size_t i = 0; i < pages; i++) {
    uintptr_t p = start + i * kPageSize;
    PageMap* map = arenas_[p >> kArenaShift].load(std::memory_order_relaxed);
    map->spans[(p & (kArenaSize - 1)) / kPageSize].store(span, std::memory_order_release);
  }
}

void PageHeap::release(size_t keep) {
  // Longest first: few calls, and short runs are likely to be used again soon.
  std::vector<std::pair<uintptr_t, FreeRun>> chosen;
  std::lock_guard lock(mutex_);
  size_t backed = (freePages_ - releasedPages_) * kPageSize;
  for (auto it = bySize_.rbegin(); it != bySize_.rend() && backed > keep; ++it) {
    auto run = runs_.find(it->second);
    if (run->second.released) continue;
    chosen.push_back(*run);
    backed -= run->second.pages * kPageSize;
  }
  for (auto& [start, run] : chosen) {
    auto it = runs_.find(start);
    // An earlier one of this loop can't have swallowed it: they join only with released runs.
    GOSUB_CHECK(it != runs_.end());
    if (madvise(reinterpret_cast<void*>(start), run.pages * kPageSize, MADV_DONTNEED) != 0) continue;
    erase(it);
    insert(start, {run.pages, true});
  }
}

}  // namespace gosub::rt
