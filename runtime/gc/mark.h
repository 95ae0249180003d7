// Marking: one thread's part of it. From the roots it visits and from batches of the shared queue, through type descriptors.
// Several may work at once, while Go code runs.
#pragma once

#include <memory>

#include "runtime/gc/roots.h"
#include "runtime/gc/work.h"
#include "runtime/heap/heap.h"

namespace gosub::rt {

class Marker final : public RootVisitor, public MarkView {
 public:
  explicit Marker(Heap& heap) : heap_(heap), queue_(heap.greyQueue()), batch_(queue_.empty()) {}
  ~Marker() override { flush(); }
  // What it has not scanned goes to the queue, and the heap learns what it has marked.
  void flush();

  void pointer(const void* p) override { mark(reinterpret_cast<uintptr_t>(p)); }
  void values(const void* base, const abi::TypeDesc* type, size_t count) override;
  void masked(const void* base, const uint64_t* mask, size_t words) override;
  void conservative(const void* low, const void* high) override;

  // Whether p is in an object without pointers.
  bool pointerFree(const void* p) const {
    Span* s = heap_.spanOf(p);
    return s != nullptr && !s->scan;
  }

  bool isMarked(const void* object) override;
  void markFrom(void* object) override { pointer(object); }
  void markContents(const void* object) override;

  // Scans until so many bytes were scanned or nothing is left anywhere; returns how many were.
  uint64_t drain(uint64_t budget);
  void drain() { drain(UINT64_MAX); }

 private:
  static constexpr size_t kPiece = 128 << 10;  // a large object is scanned in pieces of about so many bytes

  void mark(uintptr_t p) {
    Span* s;
    uint32_t i;
    if (!heap_.locate(p, &s, &i) || !s->setMarked(i)) return;
    bytes_ += s->elemSize;
    if (s->scan) pushObject(s, i);
  }
  void push(GreyObject o) {
    if (batch_->full()) {
      queue_.give(std::move(batch_));
      batch_ = queue_.empty();
    }
    batch_->push(o);
  }
  void pushObject(Span* s, uint32_t i);
  void giveHalf();
  uint64_t scanObject(GreyObject o);
  void scan(const void* base, const abi::TypeDesc* type, size_t bytes);

  Heap& heap_;
  GreyQueue& queue_;
  std::unique_ptr<GreyBatch> batch_;
  uint64_t bytes_ = 0;  // marked since the last flush
};

}  // namespace gosub::rt
