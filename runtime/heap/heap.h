// The heap: size-class spans with mark bits. Go code and natives allocate through alloc.h, from caches (cache.h); here are
// the spans that caches take, large objects, sweeping, and what is asked about objects. Marking is in gc/mark.h, when to
// collect in gc/collect.h.
//
// Invariants (those of spans: span.h)
//   HEAP-1  Objects never move. An interior pointer keeps its whole object alive; a pointer just past the end does not.
//   HEAP-2  Allocation never collects: passing the goal only asks for a poll. Memory is always returned zeroed.
//   HEAP-3  An object allocated with type T holds T's repeated up to its end; the rest of a size class is zero, so that
//           the mark phase may read it as more T's.
//   HEAP-4  A span is in exactly one place: a cache, a list of its central, or the hands of the thread that sweeps it.
// Every thread may allocate (with a cache of its own) and ask; what says "stopped" wants the world to be.
#pragma once

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <vector>

#include "runtime/abi/typedesc.h"
#include "runtime/gc/work.h"
#include "runtime/heap/cache.h"
#include "runtime/heap/central.h"
#include "runtime/heap/pageheap.h"

namespace gosub::rt {

struct Runtime;

struct HeapObject {
  void* base = nullptr;
  size_t size = 0;                        // of the memory behind it: the size class
  const abi::TypeDesc* type = nullptr;    // null: pointer-free
};

// Truth for runtime.MemStats; bytes unless said otherwise.
struct HeapStats {
  uint64_t totalAlloc = 0, mallocs = 0, frees = 0;
  uint64_t live = 0;        // allocated and not yet swept
  uint64_t sys = 0;         // obtained from the system for objects
  uint64_t inUse = 0;       // in spans that hold objects
  uint64_t released = 0;    // given back to the system
  uint64_t metadata = 0;    // of the collector, without what follows
  uint64_t spansInUse = 0, spansSys = 0;
  uint64_t caches = 0;
  uint64_t nextGoal = 0;
  struct Size {
    uint64_t mallocs = 0, frees = 0;
  } bySize[kSizeClasses];
};

// What the finalizer table asks and does between marking and sweeping.
class MarkView {
 public:
  virtual ~MarkView() = default;
  virtual bool isMarked(const void* object) = 0;
  virtual void markFrom(void* object) = 0;  // keeps the object and all it reaches
  virtual void markContents(const void* object) = 0;  // what the object reaches, not the object itself
};

class Heap {
 public:
  explicit Heap(Runtime& runtime);
  ~Heap();

  // A P's cache. Flushing gives its spans back.
  HeapCache& newCache();
  void flushCache(HeapCache& cache);
  void deleteCache(HeapCache& cache);

  // When there is no more memory and the instance ends: some that is no object's. Null: not even that.
  void* lastResort(size_t bytes);

  // The object that p points into; base null when p is not in a live object.
  HeapObject find(const void* p) const;
  bool locate(uintptr_t p, Span** span, uint32_t* index) const {
    Span* s = pages_.spanOf(p);
    if (s == nullptr) return false;
    uint32_t i = s->indexOf(p);
    if (i >= s->count || !s->isAllocated(i)) return false;
    *span = s;
    *index = i;
    return true;
  }

  Span* spanOf(const void* p) const { return pages_.spanOf(reinterpret_cast<uintptr_t>(p)); }

  // ---- for the collector
  // Stopped: objects are born marked from now on.
  void startMarking();
  // Stopped: what caches have shaded goes to the queue; whether that holds anything.
  bool flushMarkers();
  // Stopped: everything reachable is marked; so much of it was scanned. What is not marked becomes free when its span is swept: by
  // the allocation that takes it, by allocations in proportion, or by who calls sweepOne.
  void finishMarking(uint64_t scanned);
  bool sweepOne();               // false: all is swept
  void finishSweep() {
    while (sweepOne()) {
    }
  }
  GreyQueue& greyQueue() { return greyQueue_; }
  void addMarked(uint64_t bytes) { markedNow_.fetch_add(bytes, std::memory_order_relaxed); }
  // Stopped: between the two the marks are those of a second marking, which may reach nothing that the first has not.
  void beginCheck();
  void endCheck();

  uint64_t released() const { return pages_.released(); }
  uint64_t marked() const { return marked_; }  // by the last cycle
  uint64_t goal() const { return goal_.load(std::memory_order_relaxed); }
  uint64_t liveBytes() const { return live_.load(std::memory_order_relaxed); }  // marked or allocated since, about
  // Gives free memory back to the system: all of it (debug.FreeOSMemory), or what is more than the next cycle needs.
  void release();
  bool releaseExcess();  // a little of that; false: nothing left to do
  // Stopped: check failure when an invariant does not hold. Between collections.
  void verify();
  HeapStats stats();

  // Whether a goroutine that allocates should come to a safepoint: to collect, or to wait. (Always, when allocations are traced.)
  bool wantsPoll() const { return wantsPoll_.load(std::memory_order_relaxed); }
  bool takePoll();
  // After config.gcPercent or memoryLimit changed.
  void updateGoal();

 private:
  friend class HeapCache;
  // For caches: a span with a free slot instead of a full one or none.
  bool refill(Span** held, int sizeClass, bool scan);
  Span* newLarge(size_t bytes, const abi::TypeDesc* type);
  // So many bytes were allocated; returns after how many more the cache tells again.
  uint64_t settle(HeapCache& cache, uint64_t bytes);
  void wantCollection();

  Span* newSpan(size_t pages, int sizeClass, size_t elemSize, bool scan);
  void deleteSpan(Span* s);
  Span* takeSpanStruct();
  Central& centralOf(const Span* s) { return central_[s->scan][s->sizeClass]; }
  void emptyCache(HeapCache& cache);
  void settleAll();
  bool isMarking() const;
  uint64_t allocatedBytes();

  void startSweep();
  void sweepForAllocation(size_t bytes);
  Span* sweepNext(Central& central);
  bool sweepSpan(Span* s);       // false: nothing in it lives
  bool keepAll(Span* s);
  void traceFree(const void* p, size_t size);
  void freeSlots(Span* s, size_t word, uint64_t bits);

  // Stopped.
  template <class F>
  void forEachSpan(F f) {
    for (auto& row : central_)
      for (Central& c : row) c.forEach(f);
    for (auto& cache : caches_)
      for (auto& row : cache->entries_)
        for (HeapCache::Entry& e : row)
          if (e.span != nullptr) f(e.span);
  }
  void verifySpan(const Span* s) const;
  void verifyObject(const Span* s, uint32_t i) const;

  Runtime& runtime_;
  const size_t maxSmall_;             // larger objects have spans of their own
  PageHeap pages_;
  Central central_[2][kSizeClasses];  // [scan][class]; class 0: large objects
  Central& central(uint32_t i) { return central_[i / kSizeClasses][i % kSizeClasses]; }

  GreyQueue greyQueue_;

  std::mutex cachesMutex_;
  std::vector<std::unique_ptr<HeapCache>> caches_;  // guarded by cachesMutex_
  std::atomic<size_t> cacheCount_{0};
  HeapStats gone_;                                  // counts of deleted caches; guarded by cachesMutex_

  std::mutex structsMutex_;
  std::vector<void*> lastResorts_;    // guarded by structsMutex_
  std::vector<Span*> freeStructs_;    // for reuse; guarded by structsMutex_
  size_t structs_ = 0;                // all there are; guarded by structsMutex_

  std::atomic<bool> wantsPoll_{false};
  std::atomic<uint64_t> live_{0};     // marked or allocated since, without what caches have not settled
  std::atomic<uint64_t> freedBytes_{0};
  std::atomic<uint32_t> sweepClass_{2 * kSizeClasses};  // the first of the centrals that may have unswept spans
  std::atomic<int64_t> sweepCredit_{0};  // bytes that may be allocated before the next span has to be swept
  int64_t bytesPerSweep_ = 0;            // so that all is swept before the goal is reached
  std::atomic<uint64_t> goal_{0}, trigger_{0};
  std::atomic<uint64_t> stress_{0};   // allocations until the next collection; 0: off
  std::atomic<uint64_t> frees_[kSizeClasses] = {};
  std::atomic<uint64_t> inUse_{0}, spanMetadata_{0};
  std::atomic<uint64_t> marked_{0};
  std::atomic<uint64_t> markedNow_{0};  // by the cycle that runs, without what is born marked
  uint64_t allocatedAtStart_ = 0;       // of the cycle
  double consMark_ = 0;                 // pacer.h
  uint64_t markedBefore_ = 0;           // the check
  std::unordered_map<Span*, std::array<uint64_t, Span::kBitWords>> checked_;  // marks of the first marking
};

}  // namespace gosub::rt
