// The precise heap: size-class spans with mark bits, a stop-the-world mark from the runtime's roots through type
// descriptors, and an eager sweep of the bits. One thread at a time uses it.
//
// Invariants
//   MS-1  A slot is allocated iff its index is below its span's freeIndex or its bit in `used` is set.
//   MS-2  In a span with pointers, types[i] describes slot i while it is allocated.
//   MS-3  `mark` is all zero outside a collection.
#pragma once

#include <memory>
#include <vector>

#include "runtime/heap/heap.h"
#include "runtime/heap/pageheap.h"

namespace gosub::rt {

struct Span {
  static constexpr size_t kBitWords = 1024 / 64;  // the smallest objects: 1024 of 8 bytes
  uintptr_t start;
  size_t elemSize;
  size_t pages;
  uint32_t count;       // slots
  uint32_t divMagic;    // 2^32 / elemSize, rounded up; 0 for a large object
  uint32_t freeIndex;   // slots below are allocated
  uint32_t live;        // allocated at the last sweep
  uint8_t sizeClass;    // 0: one large object
  bool scan;            // holds pointers
  bool needZero;        // slots may be dirty
  uint64_t freeBits;    // free slots of the 64 around freeIndex that have not been given out
  const abi::TypeDesc** types;  // per slot; null if !scan
  uint64_t used[kBitWords];
  uint64_t mark[kBitWords];

  uint32_t indexOf(uintptr_t p) const {
    return divMagic == 0 ? 0 : uint32_t(uint64_t(p - start) * divMagic >> 32);
  }
  bool isAllocated(uint32_t i) const { return i < freeIndex || (used[i / 64] >> (i % 64) & 1); }
  bool isMarked(uint32_t i) const { return mark[i / 64] >> (i % 64) & 1; }
  void* slot(uint32_t i) const { return reinterpret_cast<void*>(start + i * elemSize); }
};

class MarkSweepHeap final : public Heap {
 public:
  explicit MarkSweepHeap(Runtime& runtime);
  ~MarkSweepHeap() override;
  void* allocate(size_t bytes, const abi::TypeDesc* type) override;
  HeapObject find(const void* p) const override;
  void collect() override;
  void release() override;
  void verify() const override;
  HeapStats stats() const override;
  void updateGoal() override;

 private:
  friend class Marker;
  struct SpanList {
    Span* current = nullptr;       // allocated from
    std::vector<Span*> partial;    // swept, with free slots
  };
  void* allocateLarge(size_t bytes, const abi::TypeDesc* type);
  void* nextSlot(Span* s, uint32_t* index);
  Span* refill(SpanList& list, int sizeClass, bool scan);
  Span* newSpan(size_t pages, int sizeClass, size_t elemSize, bool scan);
  void deleteSpan(Span* s);
  void countAllocation(int sizeClass, size_t bytes);
  void sweep();
  bool sweepSpan(Span* s);       // false: it became free
  void freeSlots(Span* s, size_t word, uint64_t bits);
  void verifySpan(const Span* s) const;
  void verifyObject(const Span* s, uint32_t i) const;
  bool locate(uintptr_t p, Span** span, uint32_t* index) const;

  PageHeap pages_;
  SpanList lists_[2][kSizeClasses];   // [scan][class]
  std::vector<Span*> spans_;
  std::vector<Span*> freeSpans_;      // structs for reuse
  uint64_t live_ = 0, marked_ = 0, goal_ = 0, stress_ = 0;
  uint64_t largeTotal_ = 0;
  uint64_t inUse_ = 0, spanMetadata_ = 0;
  HeapStats stats_;                   // per class counts and times; the rest is computed
};

}  // namespace gosub::rt
