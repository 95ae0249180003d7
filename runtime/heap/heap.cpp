// Spans, caches and statistics of the heap. See heap.h; sweeping is in sweep.cpp.
#include "runtime/heap/heap.h"

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <new>

#include "base/check.h"
#include "base/poison.h"
#include "runtime/gc/finalizer.h"
#include "runtime/gc/mark.h"
#include "runtime/gc/weak.h"
#include "runtime/runtime.h"

namespace gosub::rt {

using abi::TypeDesc;

namespace {

// The goal is never below this at GOGC=100, so that small programs don't collect at all.
constexpr uint64_t kMinHeap = 4 << 20;

template <class Clock>
uint64_t nanoseconds() {
  return uint64_t(std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now().time_since_epoch()).count());
}

}  // namespace

Heap::Heap(Runtime& runtime) : runtime_(runtime) { updateGoal(); }

Heap::~Heap() {
  forEachSpan([](Span* s) {
    unpoison(reinterpret_cast<void*>(s->start), s->pages * kPageSize);
    std::free(s->types);
    delete s;
  });
  for (Span* s : freeStructs_) delete s;
}

// ---- caches ---------------------------------------------------------------------------------------------------------

HeapCache& Heap::newCache() {
  std::lock_guard lock(cachesMutex_);
  cacheCount_++;
  return *caches_.emplace_back(std::make_unique<HeapCache>(*this));
}

void Heap::emptyCache(HeapCache& cache) {
  for (auto& row : cache.entries_)
    for (HeapCache::Entry& e : row)
      if (Span* s = std::exchange(e.span, nullptr)) centralOf(s).add(s);
  cache.tiny_ = cache.tinyLeft_ = 0;
}

void Heap::flushCache(HeapCache& cache) {
  emptyCache(cache);
  cache.settle();
}

void Heap::deleteCache(HeapCache& cache) {
  flushCache(cache);
  std::lock_guard lock(cachesMutex_);
  for (auto& row : cache.entries_)
    for (int c = 0; c < kSizeClasses; c++) gone_.bySize[c].mallocs += row[c].mallocs.get();
  gone_.mallocs += cache.tinyMallocs_.get();
  gone_.totalAlloc += cache.allocated_.get();
  cacheCount_--;
  std::erase_if(caches_, [&](auto& c) { return c.get() == &cache; });
}

bool Heap::refill(Span** held, int sizeClass, bool scan) {
  sweepForAllocation(kClassPages[sizeClass] * kPageSize);
  Central& central = central_[scan][sizeClass];
  if (Span* full = std::exchange(*held, nullptr)) central.add(full);
  Span* s = central.takePartial();
  if (s == nullptr) s = sweepNext(central);
  if (s == nullptr) s = newSpan(kClassPages[sizeClass], sizeClass, kClassSize[sizeClass], scan);
  *held = s;
  return s != nullptr;
}

uint64_t Heap::settle(uint64_t bytes) {
  uint64_t live = live_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  if (uint64_t stress = stress_.load(std::memory_order_relaxed); stress != 0) [[unlikely]] {
    stress_.store(stress == 1 ? runtime_.config.gcStress : stress - 1, std::memory_order_relaxed);
    if (stress == 1) requestCollection();
    return 0;
  }
  constexpr uint64_t kStep = 64 << 10;
  uint64_t goal = goal_.load(std::memory_order_relaxed);
  if (live >= goal) {
    requestCollection();
    return kStep;
  }
  // The goal is noticed exactly by one P, and by several soon.
  size_t shares = cacheCount_.load(std::memory_order_relaxed);
  return std::max<uint64_t>((goal - live) / (shares <= 1 ? 1 : 2 * shares), 1);
}

// ---- spans ----------------------------------------------------------------------------------------------------------

Span* Heap::takeSpanStruct() {
  std::lock_guard lock(structsMutex_);
  if (freeStructs_.empty()) return new Span;
  Span* s = freeStructs_.back();
  freeStructs_.pop_back();
  s->~Span();
  return new (s) Span;
}

Span* Heap::newSpan(size_t pages, int sizeClass, size_t elemSize, bool scan) {
  PageHeap::Run run = pages_.allocate(pages);
  if (run.start == 0) return nullptr;
  Span* s = takeSpanStruct();
  s->start = run.start;
  s->elemSize = elemSize;
  s->pages = pages;
  s->count = sizeClass == 0 ? 1 : uint32_t(pages * kPageSize / elemSize);
  s->divMagic = sizeClass == 0 ? 0 : uint32_t(~uint32_t{0} / elemSize + 1);
  s->sizeClass = uint8_t(sizeClass);
  s->scan = scan;
  s->needZero = !run.zeroed;
  s->freeBits = s->validBits(0);
  if (scan) s->types = static_cast<std::atomic<const TypeDesc*>*>(std::calloc(s->count, sizeof(TypeDesc*)));
  spanMetadata_ += sizeof *s + (scan ? s->count * sizeof(TypeDesc*) : 0);
  inUse_ += pages * kPageSize;
  poison(reinterpret_cast<void*>(s->start), pages * kPageSize);
  if (sizeClass != 0) pages_.setSpan(s->start, pages, s);
  return s;
}

// Of which nobody else knows any more.
void Heap::deleteSpan(Span* s) {
  unpoison(reinterpret_cast<void*>(s->start), s->pages * kPageSize);
  spanMetadata_ -= sizeof *s + (s->scan ? s->count * sizeof(TypeDesc*) : 0);
  inUse_ -= s->pages * kPageSize;
  pages_.free(s->start, s->pages);
  std::free(s->types);
  std::lock_guard lock(structsMutex_);
  freeStructs_.push_back(s);
}

Span* Heap::newLarge(size_t bytes, const TypeDesc* type) {
  size_t pages = (bytes + kPageSize - 1) / kPageSize;
  sweepForAllocation(pages * kPageSize);
  bool scan = type != nullptr && type->ptrBytes != 0;
  Span* s = newSpan(pages, 0, pages * kPageSize, scan);
  if (s == nullptr) return nullptr;
  s->freeIndex = 1;
  s->freeBits = 0;
  unpoison(s->slot(0), s->elemSize);
  if (s->needZero) std::memset(s->slot(0), 0, s->elemSize);
  if (scan) s->types[0] = type;
  pages_.setSpan(s->start, pages, s);
  centralOf(s).add(s);
  return s;
}

HeapObject Heap::find(const void* p) const {
  Span* s;
  uint32_t i;
  if (!locate(reinterpret_cast<uintptr_t>(p), &s, &i)) return {};
  return {s->slot(i), s->elemSize, s->scan ? s->typeOf(i) : nullptr};
}

// ---- collections ----------------------------------------------------------------------------------------------------

void Heap::collect() {
  uint64_t begin = nanoseconds<std::chrono::steady_clock>();
  if (runtime_.config.verifyHeap) verify();
  finishSweep();
  Marker marker(*this);
  runtime_.roots->visit(marker);
  marker.drain();
  runtime_.finalizers->markDependents(marker);
  runtime_.weak->afterMark(marker);
  runtime_.finalizers->afterMark(marker);
  marked_ = marker.bytes();
  startSweep();
  if (runtime_.config.verifyHeap) verify();
  times_.lastGcUnixNs = nanoseconds<std::chrono::system_clock>();
  uint64_t pause = nanoseconds<std::chrono::steady_clock>() - begin;
  times_.pauseNs[collections_ % 256] = pause;
  times_.pauseEnd[collections_ % 256] = times_.lastGcUnixNs;
  times_.pauseTotalNs += pause;
  collections_++;
}

void Heap::release() { pages_.release(0); }

void Heap::updateGoal() {
  const RuntimeConfig& c = runtime_.config;
  uint64_t live = marked_, goal = kUnlimited;
  if (c.gcPercent >= 0) {
    uint64_t percent = uint64_t(c.gcPercent);
    goal = std::max(live + live / 100 * percent + live % 100 * percent / 100, kMinHeap * percent / 100);
  }
  if (c.memoryLimit != INT64_MAX) {
    uint64_t other = spanMetadata_ + pages_.metadata();
    uint64_t limit = uint64_t(std::max<int64_t>(c.memoryLimit, 0));
    uint64_t room = limit > other ? limit - other : 0;
    // Above the limit the heap still gets a little room, so that the program makes progress.
    goal = std::min(goal, std::max(room, live + std::max<uint64_t>(live / 10, 1 << 16)));
  }
  goal_ = goal;
  stress_ = c.gcStress;
  if (settleAll() >= goal) wants_ = true;
}

// What is live now. The caches' limits are set anew by their next allocation.
uint64_t Heap::settleAll() {
  std::lock_guard lock(cachesMutex_);
  for (auto& c : caches_) c->limit_.store(0, std::memory_order_relaxed);
  uint64_t unsettled = 0;
  for (auto& c : caches_) unsettled += c->allocated_.get() - c->settled_.get();
  return live_ + unsettled;
}

HeapStats Heap::stats() {
  HeapStats s = times_;
  {
    std::lock_guard lock(cachesMutex_);
    s.mallocs = gone_.mallocs;
    s.totalAlloc = gone_.totalAlloc;
    for (int c = 0; c < kSizeClasses; c++) s.bySize[c].mallocs = gone_.bySize[c].mallocs;
    for (auto& cache : caches_) {
      s.mallocs += cache->tinyMallocs_.get();
      s.totalAlloc += cache->allocated_.get();
      for (auto& row : cache->entries_)
        for (int c = 0; c < kSizeClasses; c++) s.bySize[c].mallocs += row[c].mallocs.get();
    }
  }
  s.frees = s.mallocs;  // tiny objects have no frees of their own
  for (int c = 0; c < kSizeClasses; c++) {
    s.bySize[c].frees = frees_[c];
    s.mallocs += s.bySize[c].mallocs;
    s.frees += s.bySize[c].frees;
  }
  s.live = s.totalAlloc - freedBytes_;
  s.collections = collections_;
  s.forced = forced_;
  s.released = pages_.released();
  s.sys = pages_.mapped() - s.released;
  s.inUse = inUse_;
  s.metadata = spanMetadata_ + pages_.metadata();
  s.nextGoal = goal_ == kUnlimited ? UINT64_MAX : goal_.load();
  return s;
}

}  // namespace gosub::rt
