// Which word of the frame each VReg lives in. Liveness gives every VReg the exact segments of positions where it is live;
// VRegs joined by phis, copies, arguments and results share a word where their segments allow; then one pass in order of
// begin gives words. There are enough words, so nothing is ever spilled.
//
// Positions: instruction k reads its sources at 4k, calls what it calls at 4k + 1 and writes its results at 4k + 2.
// Frame: link words, locals, slots, (padding,) arguments; arguments of calls lie below fp.
#pragma once

#include <cstdint>

#include "interp/mir.h"

namespace gosub::interp {

inline constexpr uint32_t kNone = ~0u;

struct Segment {
  uint32_t from, to;   // [from, to)
  uint32_t next;       // of the same web, ascending; kNone: last
};

struct Allocation {
  explicit Allocation(Arena& a) : word(a), web(a), first(a), segments(a), slotFirst(a) {}

  ArenaVector<int32_t> word;        // by VReg: offset from fp
  ArenaVector<uint32_t> web;        // by VReg: the VReg that stands for all that share its word by coalescing
  ArenaVector<uint32_t> first;      // by web: first of its segments; kNone: never live
  ArenaVector<Segment> segments;
  ArenaVector<uint32_t> slotFirst;  // by slot: where it will still be named; kNone: always live, or never
  uint32_t localWords = 0;          // scratch words included
  uint32_t scratch = 0;             // first of kScratchWords words that the assembler may use when the frame is far
  bool far = false;                 // some word is out of reach of 16-bit offsets
  uint32_t slotBase = 0;            // word of the slot area
  uint32_t argBase = 0;             // word of argument 0
  uint32_t frameWords = 0;

  int32_t wordOf(VReg r) const {
    if (isVirtual(r)) return word[r];
    return r & kSlotWord ? int32_t(slotBase + (r & ~kSlotWord)) : int32_t(r & ~kFrameWord);
  }
};

inline constexpr uint32_t kScratchWords = 8;

Allocation allocate(const Mir& mir);

}  // namespace gosub::interp
