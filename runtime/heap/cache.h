// What one P allocates from, without a lock: a span of each size class, the block that the next tiny objects share, and
// counts. Only the thread that holds the P uses it; others read the counts. Owned by the heap, which sees all of them
// when the world is stopped.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>

#include "runtime/abi/typedesc.h"
#include "runtime/heap/sizeclass.h"
#include "runtime/runtime.h"

namespace gosub::rt {

class Heap;
class Marker;
struct Span;

class HeapCache {
 public:
  explicit HeapCache(Heap& heap);
  ~HeapCache();
  HeapCache(const HeapCache&) = delete;
  bool belongsTo(const Heap& heap) const { return &heap_ == &heap; }

  // Zeroed memory of at least `bytes` > 0. `type` is what it holds repeatedly; null or without pointers: not scanned.
  // Null when the system has no more.
  void* allocate(size_t bytes, const abi::TypeDesc* type);

  // For what this thread shades and scans while the collector marks.
  Marker& marker();

 private:
  friend class Heap;
  // Counts have one writer.
  struct Count {
    std::atomic<uint64_t> n{0};
    void add(uint64_t by) { n.store(n.load(std::memory_order_relaxed) + by, std::memory_order_relaxed); }
    uint64_t get() const { return n.load(std::memory_order_relaxed); }
  };
  struct Entry {
    Span* span = nullptr;
    Count mallocs;
  };
  static constexpr size_t kTinyBlock = 16;

  void* allocateSmall(size_t bytes, const abi::TypeDesc* type, bool scan);
  void* allocateTiny(size_t bytes);
  void* allocateLarge(size_t bytes, const abi::TypeDesc* type);
  void count(size_t bytes) {
    allocated_.add(bytes);
    if (allocated_.get() >= limit_.load(std::memory_order_relaxed)) [[unlikely]] settle();
  }
  // Tells the heap what was allocated, and learns when to do so again.
  void settle();

  Heap& heap_;
  Entry entries_[2][kSizeClasses];  // [scan][class]; class 0 counts large objects
  uintptr_t tiny_ = 0;              // where the rest of the tiny block begins
  size_t tinyLeft_ = 0;
  std::unique_ptr<Marker> marker_;
  Count tinyMallocs_;               // objects that shared a block
  Count allocated_;                 // bytes, whole slots
  Count settled_;                   // of which the heap knows
  std::atomic<uint64_t> limit_{0};  // of allocated_: then the heap is told; 0 is written by others
};

// Of the P that the calling thread has; null: none. Told by the scheduler.
extern constinit thread_local HeapCache* currentCache;

// The cache to allocate from now. The thread may have a P of another instance, whose host calls this one.
inline HeapCache& cacheOf(Runtime& runtime) {
  HeapCache* c = currentCache;
  return c != nullptr && c->belongsTo(*runtime.heap) ? *c : *runtime.heapCache;
}

}  // namespace gosub::rt
