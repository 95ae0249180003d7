// Page runs and arenas. See pageheap.h.
#include "runtime/heap/pageheap.h"

#include <sys/mman.h>

#include <algorithm>

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

// Any memory of the size at a page's boundary.
uintptr_t mapPart(size_t bytes) {
  auto p = reinterpret_cast<uintptr_t>(mapMemory(0, bytes + kPageSize, true));
  if (p == 0) return 0;
  uintptr_t start = (p + kPageSize - 1) & ~(kPageSize - 1);
  if (start > p) munmap(reinterpret_cast<void*>(p), start - p);
  munmap(reinterpret_cast<void*>(start + bytes), p + kPageSize - start);
  return start;
}

}  // namespace

PageHeap::PageHeap(GiveBack how) : how_(how) {
  arenas_ = static_cast<std::atomic<PageMap*>*>(os::mapPages(kArenas * sizeof(PageMap*)));
  GOSUB_CHECK(arenas_ != nullptr);
}

PageHeap::~PageHeap() {
  for (auto [start, bytes] : mappings_) {
    for (size_t i = start >> kArenaShift; i <= (start + bytes - 1) >> kArenaShift; i++)
      if (PageMap* map = arenas_[i].exchange(nullptr)) os::unmapPages(map, sizeof(PageMap));
    munmap(reinterpret_cast<void*>(start), bytes);
  }
  os::unmapPages(arenas_, kArenas * sizeof(PageMap*));
}

size_t PageHeap::metadata() const {
  std::lock_guard lock(mutex_);
  return pageMaps_ * (sizeof(PageMap) + sizeof(PageMap*)) + runs_.size() * 128;
}

// Where there is no room for a whole arena (ulimit -v), what there is room for.
bool PageHeap::grow(size_t pages) {
  size_t needed = pages * kPageSize, bytes = (needed + kArenaSize - 1) & ~(kArenaSize - 1);
  uintptr_t start = mapAligned(hint_, bytes);
  if (start != 0) hint_ = start + bytes;
  for (size_t part = kArenaSize / 4; start == 0 && part >= std::max<size_t>(needed, 1 << 20); part /= 4) {
    bytes = part;
    start = mapPart(part);
  }
  if (start == 0) return false;
  if (!mapSpans(start, bytes)) {
    munmap(reinterpret_cast<void*>(start), bytes);
    return false;
  }
  mappings_.push_back({start, bytes});
  mapped_ += bytes;
  insert(start, {bytes / kPageSize, true});
  return true;
}

// Room for the spans of these addresses; some of it may be there, as that of a neighbour.
bool PageHeap::mapSpans(uintptr_t start, size_t bytes) {
  for (size_t i = start >> kArenaShift; i <= (start + bytes - 1) >> kArenaShift; i++) {
    if (arenas_[i].load(std::memory_order_relaxed) != nullptr) continue;
    auto* map = static_cast<PageMap*>(os::mapPages(sizeof(PageMap)));
    if (map == nullptr) return false;
    pageMaps_++;
    arenas_[i].store(map, std::memory_order_release);
  }
  return true;
}

void PageHeap::list(Sized run, bool released) {
  bySize_.insert(run);
  if (!released) backed_.insert(run);
}

void PageHeap::unlist(Sized run, bool released) {
  bySize_.erase(run);
  if (!released) backed_.erase(run);
}

void PageHeap::insert(uintptr_t start, FreeRun run) {
  auto it = runs_.emplace(start, run).first;
  list({run.pages, start}, run.released);
  freePages_ += run.pages;
  if (run.released) releasedPages_ += run.pages;
  joinWithNeighbours(it);
}

void PageHeap::erase(RunMap::iterator it) {
  freePages_ -= it->second.pages;
  if (it->second.released) releasedPages_ -= it->second.pages;
  unlist({it->second.pages, it->first}, it->second.released);
  runs_.erase(it);
}

// Runs of both kinds are kept apart, so that released pages are not taken for memory in use.
PageHeap::RunMap::iterator PageHeap::joinWithNeighbours(RunMap::iterator it) {
  auto join = [&](RunMap::iterator a, RunMap::iterator b) {
    unlist({a->second.pages, a->first}, a->second.released);
    unlist({b->second.pages, b->first}, b->second.released);
    a->second.pages += b->second.pages;
    runs_.erase(b);
    list({a->second.pages, a->first}, a->second.released);
    return a;
  };
  auto adjacent = [](RunMap::iterator a, RunMap::iterator b) {
    return a->first + a->second.pages * kPageSize == b->first && a->second.released == b->second.released;
  };
  if (auto next = std::next(it); next != runs_.end() && adjacent(it, next)) it = join(it, next);
  if (it != runs_.begin() && adjacent(std::prev(it), it)) it = join(std::prev(it), it);
  return it;
}

// Pages that are backed by memory before those that would have to be.
PageHeap::RunMap::iterator PageHeap::bestFit(size_t pages) {
  for (const std::set<Sized>* list : {&backed_, &bySize_})
    if (auto best = list->lower_bound({pages, 0}); best != list->end()) return runs_.find(best->second);
  return runs_.end();
}

PageHeap::Run PageHeap::allocate(size_t pages) {
  std::lock_guard lock(mutex_);
  auto it = bestFit(pages);
  if (it == runs_.end()) {
    if (!grow(pages)) return {};
    it = bestFit(pages);
    GOSUB_CHECK(it != runs_.end());
  }
  uintptr_t start = it->first;
  FreeRun run = it->second;
  erase(it);
  if (run.pages > pages) insert(start + pages * kPageSize, {run.pages - pages, run.released});
  if (run.released && how_ == GiveBack::Inaccessible &&
      mprotect(reinterpret_cast<void*>(start), pages * kPageSize, PROT_READ | PROT_WRITE) != 0)
    return {};
  return {start, run.released && how_ != GiveBack::Free};  // MADV_FREE may have left the contents
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

bool PageHeap::giveBack(uintptr_t start, size_t bytes) const {
  auto* p = reinterpret_cast<void*>(start);
  if (how_ == GiveBack::Free) return madvise(p, bytes, MADV_FREE) == 0;
  if (madvise(p, bytes, MADV_DONTNEED) != 0) return false;
  return how_ != GiveBack::Inaccessible || mprotect(p, bytes, PROT_NONE) == 0;
}

// The end of the longest run: few calls, and short runs are likely to be used again soon. Without the lock, since it takes
// long: meanwhile the pages are nobody's.
bool PageHeap::releaseSome(size_t keep) {
  uintptr_t start;
  size_t pages;
  {
    std::lock_guard lock(mutex_);
    if ((freePages_ - releasedPages_) * kPageSize <= keep || backed_.empty()) return false;
    auto it = runs_.find(backed_.rbegin()->second);
    FreeRun run = it->second;
    pages = std::min(run.pages, kMaxRelease / kPageSize);
    start = it->first + (run.pages - pages) * kPageSize;
    uintptr_t rest = it->first;
    erase(it);
    if (run.pages > pages) insert(rest, {run.pages - pages, false});
  }
  bool done = giveBack(start, pages * kPageSize);
  std::lock_guard lock(mutex_);
  insert(start, {pages, done});
  return done;
}

}  // namespace gosub::rt
