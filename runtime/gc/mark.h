// The mark phase: from the roots it visits, through type descriptors, with an explicit stack.
// Lives for one collection.
#pragma once

#include <vector>

#include "runtime/gc/roots.h"
#include "runtime/heap/heap.h"

namespace gosub::rt {

class Marker final : public RootVisitor, public MarkView {
 public:
  explicit Marker(Heap& heap) : heap_(heap) {}

  void pointer(const void* p) override { mark(reinterpret_cast<uintptr_t>(p)); }
  void values(const void* base, const abi::TypeDesc* type, size_t count) override;
  void masked(const void* base, const uint64_t* mask, size_t words) override;
  void conservative(const void* low, const void* high) override;

  bool isMarked(const void* object) override;
  void markFrom(void* object) override;
  void markContents(const void* object) override;

  // Until nothing is left to scan.
  void drain();
  uint64_t bytes() const { return bytes_; }  // marked so far

 private:
  struct Work {
    Span* span;
    uint32_t index;
  };
  void mark(uintptr_t p) {
    Span* s;
    uint32_t i;
    if (!heap_.locate(p, &s, &i)) return;
    if (!s->setMarked(i)) return;
    bytes_ += s->elemSize;
    if (s->scan) stack_.push_back({s, i});
  }
  void scan(const void* base, const abi::TypeDesc* type, size_t bytes);

  Heap& heap_;
  uint64_t bytes_ = 0;
  std::vector<Work> stack_;
};

}  // namespace gosub::rt
