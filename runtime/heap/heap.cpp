// Spans, caches and statistics of the heap. See heap.h; sweeping is in sweep.cpp.
#include "runtime/heap/heap.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <new>

#include "base/check.h"
#include "base/poison.h"
#include "runtime/gc/collector.h"
#include "runtime/gc/mark.h"
#include "runtime/gc/pacer.h"
#include "runtime/runtime.h"
#include "runtime/stack/alloc.h"

namespace gosub::rt {

using abi::TypeDesc;

namespace {

PageHeap::GiveBack giveBackOf(const RuntimeConfig& c) {
  if (c.hardDecommit) return PageHeap::GiveBack::Inaccessible;
  return c.madvDontNeed ? PageHeap::GiveBack::DontNeed : PageHeap::GiveBack::Free;
}

}  // namespace

Heap::Heap(Runtime& runtime)
    : runtime_(runtime), maxSmall_(runtime.config.onePerPage ? 0 : kMaxSmallSize), pages_(giveBackOf(runtime.config)) {
  takePoll();
  updateGoal();
}

Heap::~Heap() {
  forEachSpan([](Span* s) {
    unpoison(reinterpret_cast<void*>(s->start), s->pages * kPageSize);
    std::free(s->types);
    delete s;
  });
  for (Span* s : freeStructs_) delete s;
  for (void* p : lastResorts_) std::free(p);
}

void* Heap::lastResort(size_t bytes) {
  void* p = std::calloc(1, bytes);
  std::lock_guard lock(structsMutex_);
  if (p != nullptr) lastResorts_.push_back(p);
  return p;
}

// ---- caches ---------------------------------------------------------------------------------------------------------

HeapCache& Heap::newCache() {
  std::lock_guard lock(cachesMutex_);
  cacheCount_++;
  return *caches_.emplace_back(std::make_unique<HeapCache>(*this));
}

void Heap::emptyCache(HeapCache& cache) {
  for (auto& row : cache.entries_) {
    for (HeapCache::Entry& e : row) {
      Span* s = std::exchange(e.span, nullptr);
      if (s == nullptr) continue;
      if (isMarking()) s->whiten();
      centralOf(s).add(s);
    }
  }
  if (cache.marker_ != nullptr) cache.marker_->flush();
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
  if (s != nullptr && isMarking()) s->blacken();
  *held = s;
  return s != nullptr;
}

bool Heap::takePoll() { return wantsPoll_.exchange(runtime_.config.allocFreeTrace, std::memory_order_relaxed); }

void Heap::wantCollection() {
  if (runtime_.collector->prefersHere(false)) wantsPoll_.store(true, std::memory_order_relaxed);
  else runtime_.collector->request();
}

uint64_t Heap::settle(HeapCache& cache, uint64_t bytes) {
  uint64_t live = live_.fetch_add(bytes, std::memory_order_relaxed) + bytes;
  if (uint64_t stress = stress_.load(std::memory_order_relaxed); stress != 0) [[unlikely]] {
    stress_.store(stress == 1 ? runtime_.config.gcStress : stress - 1, std::memory_order_relaxed);
    if (stress == 1) wantCollection();
    return 0;
  }
  constexpr uint64_t kStep = 32 << 10;
  uint64_t trigger = trigger_.load(std::memory_order_relaxed);
  if (isMarking() || live >= trigger) {
    if (isMarking()) runtime_.collector->assist(cache, bytes);
    else wantCollection();
    if (runtime_.collector->overLimit()) wantsPoll_.store(true, std::memory_order_relaxed);
    return kStep;
  }
  // The trigger is noticed exactly by one P, and by several soon.
  size_t shares = cacheCount_.load(std::memory_order_relaxed);
  return std::max<uint64_t>((trigger - live) / (shares <= 1 ? 1 : 2 * shares), 1);
}

// ---- spans ----------------------------------------------------------------------------------------------------------

Span* Heap::takeSpanStruct() {
  std::lock_guard lock(structsMutex_);
  if (freeStructs_.empty()) return structs_++, new Span;
  Span* s = freeStructs_.back();
  freeStructs_.pop_back();
  s->~Span();
  return new (s) Span;
}

Span* Heap::newSpan(size_t pages, int sizeClass, size_t elemSize, bool scan) {
  PageHeap::Run run = pages_.allocate(pages);
  if (run.start == 0) return nullptr;
  uint32_t count = sizeClass == 0 ? 1 : uint32_t(pages * kPageSize / elemSize);
  void* types = scan ? std::calloc(count, sizeof(TypeDesc*)) : nullptr;
  if (scan && types == nullptr) return nullptr;
  Span* s = takeSpanStruct();
  s->start = run.start;
  s->elemSize = elemSize;
  s->pages = pages;
  s->count = count;
  s->divMagic = sizeClass == 0 ? 0 : uint32_t(~uint32_t{0} / elemSize + 1);
  s->sizeClass = uint8_t(sizeClass);
  s->scan = scan;
  s->needZero = !run.zeroed;
  s->freeBits = s->validBits(0);
  s->types = static_cast<std::atomic<const TypeDesc*>*>(types);
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
  if (isMarking()) s->setMarked(0);
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

// ---- cycles ---------------------------------------------------------------------------------------------------------

bool Heap::isMarking() const { return runtime_.marking.load(std::memory_order_relaxed); }

void Heap::startMarking() {
  runtime_.marking.store(true, std::memory_order_relaxed);
  markedNow_ = 0;
  allocatedAtStart_ = allocatedBytes();
  for (auto& cache : caches_) {
    cache->tiny_ = cache->tinyLeft_ = 0;
    cache->limit_.store(0, std::memory_order_relaxed);
    for (auto& row : cache->entries_)
      for (HeapCache::Entry& e : row)
        if (e.span != nullptr) e.span->blacken();
  }
}

bool Heap::flushMarkers() {
  for (auto& cache : caches_)
    if (cache->marker_ != nullptr) cache->marker_->flush();
  return greyQueue_.size() != 0;
}

void Heap::finishMarking(uint64_t scanned) {
  for (auto& cache : caches_) flushCache(*cache);
  runtime_.marking.store(false, std::memory_order_relaxed);
  uint64_t allocated = allocatedBytes() - allocatedAtStart_;
  if (scanned != 0) {
    double now = double(allocated) / double(scanned);
    consMark_ = consMark_ == 0 ? now : (consMark_ + now) / 2;
  }
  marked_ = markedNow_ + allocated;
  live_ = marked_.load();
  takePoll();
  startSweep();
}

void Heap::release() {
  while (pages_.releaseSome(0)) {
  }
}

// A tenth more than the goal is kept, so that the next cycle need not ask for it again.
bool Heap::releaseExcess() {
  uint64_t goal = goal_.load(), used = inUse_.load();
  if (goal == kNoGoal) return false;
  uint64_t want = goal + goal / 10;
  return pages_.releaseSome(want > used ? want - used : 0);
}

void Heap::updateGoal() {
  const RuntimeConfig& c = runtime_.config;
  PacerInput in;
  in.marked = marked_;
  in.roots = runtime_.roots->globalBytes() + runtime_.stacks->inUse();
  in.percent = c.gcPercent;
  in.limit = c.memoryLimit;
  in.otherMemory = spanMetadata_ + pages_.metadata() + runtime_.stacks->mapped();
  in.consMark = consMark_;
  PacerTargets targets = pace(in);
  goal_ = targets.goal;
  trigger_ = targets.trigger;
  stress_ = c.gcStress;
  settleAll();
}

uint64_t Heap::allocatedBytes() {
  uint64_t n = gone_.totalAlloc;
  for (auto& cache : caches_) n += cache->allocated_.get();
  return n;
}

// Caches look at the new trigger at their next allocation.
void Heap::settleAll() {
  std::lock_guard lock(cachesMutex_);
  for (auto& c : caches_) c->limit_.store(0, std::memory_order_relaxed);
}

HeapStats Heap::stats() {
  HeapStats s;
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
  s.released = pages_.released();
  s.sys = pages_.mapped() - s.released;
  s.inUse = inUse_;
  {
    std::lock_guard lock(structsMutex_);
    s.spansSys = structs_ * sizeof(Span);
    s.spansInUse = s.spansSys - freeStructs_.size() * sizeof(Span);
  }
  s.caches = cacheCount_ * sizeof(HeapCache);
  s.metadata = spanMetadata_ - s.spansInUse + pages_.metadata();
  s.nextGoal = goal_ == kNoGoal ? UINT64_MAX : goal_.load();
  return s;
}

}  // namespace gosub::rt
