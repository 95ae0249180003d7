// Slots whose address is taken, as the collector sees them. Such a slot holds what the program may still read while code
// mentions it later on (then a stack map calls it live), and while a pointer to it is found: in a live word, in another slot
// that is reached, or in a deferred call. The heap never points to stacks, so one goroutine is traced by itself.
#pragma once

#include <cstdint>
#include <utility>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/gc/roots.h"
#include "runtime/stack/walk.h"

namespace gosub::interp {

// Stands between the scan of one goroutine and the heap: keeps the pointers into the goroutine's stack for trace().
class StackObjects final : public rt::RootVisitor {
 public:
  StackObjects(const abi::G& g, rt::RootVisitor& heap);

  void pointer(const void* p) override {
    if (onStack(p)) pending_.push_back(static_cast<const abi::Word*>(p));
    else heap_.pointer(p);
  }
  void values(const void* base, const abi::TypeDesc* type, size_t count) override;
  void masked(const void* base, const uint64_t* mask, size_t words) override;
  void conservative(const void* low, const void* high) override;

  struct ScannedFrame {
    rt::Frame frame;
    uint32_t map;         // of the function's stack maps
    uint32_t firstSlot;   // of its slots in reached_
  };
  // A frame of which the words and slots that the map calls live have been visited.
  void add(const rt::Frame& f, uint32_t map);
  // Visits all that the kept pointers lead to.
  void trace();

  const std::vector<ScannedFrame>& frames() const { return frames_; }
  bool reached(const ScannedFrame& f, uint32_t slot) const { return reached_[f.firstSlot + slot]; }

 private:
  bool onStack(const void* p) const;
  void visitSlotAt(const abi::Word* p);

  rt::RootVisitor& heap_;
  std::vector<std::pair<uintptr_t, uintptr_t>> segments_;  // ascending
  std::vector<const abi::Word*> pending_;
  std::vector<ScannedFrame> frames_;                       // innermost first; trace() sorts them by address
  std::vector<uint8_t> reached_;
};

}  // namespace gosub::interp
