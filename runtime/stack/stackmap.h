// Stack maps of bytecode: which words of a frame hold live pointers at each safepoint. Made by interp/stackmaps.cpp, read
// by the frame walker. They live with the code that they belong to.
//
// Bits of a map: first the local words fp[3 .. 3 + localWords), then the argument words (the last argWords of the frame),
// then one bit per slot. A set slot bit means that code may still name the slot's memory; the slot's type says where its
// pointers are. Another slot is live only as long as a pointer to it is.
#pragma once

#include <cstdint>
#include <span>

#include "runtime/abi/frame.h"

namespace gosub::abi {

struct SlotMap {
  uint32_t wordOffset;        // from fp
  uint32_t words;
  const TypeDesc* type;
};

struct StackMapTable {
  uint32_t localWords = 0;
  uint32_t argWords = 0;
  uint32_t mapWords = 0;              // 64-bit words per map
  std::span<const SlotMap> slots;     // those that hold pointers, and with `live` all; by offset
  std::span<const uint32_t> pcs;      // sorted offsets in code: return addresses of calls, polls themselves
  std::span<const uint32_t> index;    // by safepoint: which map
  std::span<const uint64_t> maps;     // pointer maps, mapWords each; map 0 is for places that are no safepoints
  std::span<const uint64_t> live;     // the same shape, all live words; empty unless asked for

  // Number of the map for a pc offset.
  uint32_t find(uint32_t pc) const {
    size_t lo = 0, hi = pcs.size();
    while (lo < hi) {
      size_t mid = (lo + hi) / 2;
      if (pcs[mid] < pc) lo = mid + 1;
      else hi = mid;
    }
    return lo < pcs.size() && pcs[lo] == pc ? index[lo] : 0;
  }
  bool bit(uint32_t map, uint32_t i) const { return maps[size_t(map) * mapWords + i / 64] >> (i % 64) & 1; }
  bool slotLive(uint32_t map, uint32_t slot) const { return bit(map, localWords + argWords + slot); }
  bool isLive(uint32_t map, uint32_t i) const { return live[size_t(map) * mapWords + i / 64] >> (i % 64) & 1; }
};

}  // namespace gosub::abi
