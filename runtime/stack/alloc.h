// Stack segments: where the frames of goroutines live. A G owns a chain of them, oldest first; frames grow downward in each and
// never move. The first segment has 2 KB and comes packed from slabs; each further one is four times as large, up to 64 MB.
//
// Invariants
//   STK-1  Every frame of a G lies in one segment; its fp is >= that segment's limit, so that kFrameFreeWords words below it are
//          always usable, and eight more for the links of a frame that is not begun.
//   STK-2  G::segment holds the top frame; G::trueLimit is its limit.
//   STK-3  The segments of a G together never exceed the greatest power of two below debug.SetMaxStack, as in gc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/sched/lock.h"

namespace gosub::rt {

// At the low end of the segment's memory.
struct StackSegment {
  static constexpr size_t kSlackWords = abi::kFrameFreeWords + 8;
  StackSegment* prev;        // older
  StackSegment* next;        // larger one kept for the next growth; null: none
  const uint64_t* returnPc;  // where the first frame's function returns to (its return word is StaticCode::segmentReturn)
  size_t bytes;              // of the whole segment
  size_t total;              // with all older ones

  abi::Word* top() { return reinterpret_cast<abi::Word*>(reinterpret_cast<char*>(this) + bytes); }
  uintptr_t limit() const { return reinterpret_cast<uintptr_t>(this) + sizeof(StackSegment) + 8 * kSlackWords; }
  bool holds(const abi::Word* fp) const {
    auto at = reinterpret_cast<uintptr_t>(fp), base = reinterpret_cast<uintptr_t>(this);
    return at >= base && at < base + bytes;
  }
};

class StackPool {
 public:
  static constexpr size_t kFirstBytes = 2048;
  static constexpr size_t kMaxSegment = size_t{64} << 20;

  StackPool() = default;
  ~StackPool();
  StackPool(const StackPool&) = delete;

  // The first segment of a goroutine.
  StackSegment* first();
  // Makes a segment with room for a frame of so many words the current one. False: the stack may not grow so far.
  // The caller sets returnPc.
  bool grow(abi::G& g, size_t frameWords, size_t maxStack);
  // Leaves the current segment for the older one, keeping it for the next growth.
  void leave(abi::G& g) {
    StackSegment* s = g.segment;
    setCurrent(g, s->prev);
  }
  // Leaves all segments above the one that holds fp.
  void unwindTo(abi::G& g, const abi::Word* fp);
  // Sets limit as the current segment demands and looks for poll requests that this may have overwritten.
  static void setCurrent(abi::G& g, StackSegment* s);
  void release(abi::G& g);
  // Frees segments kept for growth (collections do).
  void trim(abi::G& g);
  // Stress mode: segments stay small, so that there can be very many.
  void setSmallSteps() { growth_ = 1; }

  size_t inUse() const { return inUse_.load(std::memory_order_relaxed); }
  size_t mapped() const { return mapped_.load(std::memory_order_relaxed); }

 private:
  static constexpr int kSizes = 9;            // kFirstBytes * 4^i up to 128 MB
  // Under lock_.
  void* takeMemory(size_t bytes);
  StackSegment* take(size_t bytes);
  void give(StackSegment* s);

  struct Free {
    Free* next;
  };
  struct Slab {  // untouched rest of the newest slab of a size
    char* at = nullptr;
    size_t left = 0;
  };
  Lock lock_{LockRank::Stacks};  // guards what follows
  Slab carved_[3];
  Free* free_[kSizes] = {};
  size_t freeLarge_ = 0;                      // bytes in free_ of sizes that have their own mapping
  std::vector<std::pair<void*, size_t>> slabs_;
  size_t growth_ = 4;                         // each segment to the one before
  std::atomic<size_t> inUse_{0}, mapped_{0};
};

}  // namespace gosub::rt
