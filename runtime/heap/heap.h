// The heap as the rest of the runtime sees it, with two implementations behind it: boehm.cpp (conservative, bootstrap)
// and marksweep.cpp (precise). Go code and natives allocate through alloc.h; when to collect is decided in gc/collect.h.
//
// Invariants
//   HEAP-1  Objects never move. An interior pointer keeps its whole object alive; a pointer just past the end does not.
//   HEAP-2  Allocation never collects: passing the goal only asks for a poll. Memory is always returned zeroed.
//   HEAP-3  An object allocated with type T holds T's repeated up to its end; the rest of a size class is zero, so that
//           the mark phase may read it as more T's.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "runtime/abi/typedesc.h"
#include "runtime/gc/roots.h"

namespace gosub::rt {

struct Runtime;

struct HeapObject {
  void* base = nullptr;
  size_t size = 0;                        // of the memory behind it: the size class
  const abi::TypeDesc* type = nullptr;    // null: pointer-free or not known
};

// Truth for runtime.MemStats; bytes unless said otherwise.
struct HeapStats {
  uint64_t totalAlloc = 0, mallocs = 0, frees = 0;
  uint64_t live = 0;        // allocated and not yet swept
  uint64_t sys = 0;         // obtained from the system for objects
  uint64_t inUse = 0;       // in spans that hold objects
  uint64_t released = 0;    // given back to the system
  uint64_t metadata = 0;    // mark bits, span tables
  uint64_t nextGoal = 0;
  uint64_t lastGcUnixNs = 0, pauseTotalNs = 0;
  uint64_t pauseNs[256] = {}, pauseEnd[256] = {};
  uint32_t collections = 0, forced = 0;
  struct Size {
    uint64_t mallocs = 0, frees = 0;
  } bySize[68];
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
  static std::unique_ptr<Heap> create(Runtime& runtime);
  virtual ~Heap() = default;

  // Zeroed memory of at least `bytes` > 0. `type` is what it holds repeatedly; null or without pointers: not scanned.
  // Null when the system has no more.
  virtual void* allocate(size_t bytes, const abi::TypeDesc* type) = 0;
  // The object that p points into; base null when p is not in a live object.
  virtual HeapObject find(const void* p) const = 0;
  // Marks from the runtime's roots, queues finalizers, frees the rest. Only at a safepoint.
  virtual void collect() = 0;
  // Gives free memory back to the system (debug.FreeOSMemory).
  virtual void release() = 0;
  // Check failure when a heap invariant does not hold. Between collections.
  virtual void verify() const = 0;
  virtual HeapStats stats() const = 0;

  uint32_t collections() const { return collections_; }
  void countForced() { forced_++; }
  bool wantsCollection() const { return wants_; }
  void requestCollection() { wants_ = true; }
  // After config.gcPercent or memoryLimit changed.
  virtual void updateGoal() = 0;

 protected:
  explicit Heap(Runtime& runtime) : runtime_(runtime) {}
  Runtime& runtime_;
  bool wants_ = false;
  uint32_t collections_ = 0, forced_ = 0;
};

}  // namespace gosub::rt
