// Span: a run of pages divided into slots of one size class, or one large object, with its allocation and mark bits.
//
// Invariants
//   MS-1  A slot is allocated iff its index is below its span's freeIndex or its bit in `used` is set.
//   MS-2  In a span with pointers, types[i] describes slot i while it is allocated.
//   MS-3  `mark` is all zero in a swept span outside a collection.
//
// One holder at a time changes a span's allocation state: the cache that allocates from it, or who sweeps it. Everybody
// may look (`find`, marking), therefore the atomics; they cost nothing where memory is ordered as on x86.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/abi/typedesc.h"
#include "runtime/heap/sizeclass.h"

namespace gosub::rt {

struct Span {
  static constexpr size_t kBitWords = 1024 / 64;  // the smallest objects: 1024 of 8 bytes
  uintptr_t start = 0;
  size_t elemSize = 0;
  size_t pages = 0;
  uint32_t count = 0;        // slots
  uint32_t divMagic = 0;     // 2^32 / elemSize, rounded up; 0 for a large object
  uint8_t sizeClass = 0;     // 0: one large object
  bool scan = false;         // holds pointers
  bool needZero = false;     // slots may be dirty
  std::atomic<uint32_t> freeIndex{0};  // slots below are allocated
  Span* next = nullptr;      // in a list of its central
  uint64_t freeBits = 0;     // free slots of the 64 around freeIndex that have not been given out
  std::atomic<const abi::TypeDesc*>* types = nullptr;  // per slot; null if !scan
  std::atomic<uint64_t> used[kBitWords] = {};
  std::atomic<uint64_t> mark[kBitWords] = {};

  uint32_t indexOf(uintptr_t p) const { return divMagic == 0 ? 0 : uint32_t(uint64_t(p - start) * divMagic >> 32); }
  void* slot(uint32_t i) const { return reinterpret_cast<void*>(start + i * elemSize); }
  const abi::TypeDesc* typeOf(uint32_t i) const { return types[i].load(std::memory_order_relaxed); }

  // freeIndex first: sweeping writes `used` before it lowers freeIndex, so that a live slot is allocated at any moment.
  bool isAllocated(uint32_t i) const {
    if (i < freeIndex.load(std::memory_order_acquire)) return true;
    return used[i / 64].load(std::memory_order_relaxed) >> (i % 64) & 1;
  }
  bool isMarked(uint32_t i) const { return mark[i / 64].load(std::memory_order_relaxed) >> (i % 64) & 1; }
  // False when it was marked before.
  bool setMarked(uint32_t i) {
    uint64_t bit = uint64_t{1} << (i % 64);
    std::atomic<uint64_t>& word = mark[i / 64];
    if (word.load(std::memory_order_relaxed) & bit) return false;
    return !(word.fetch_or(bit, std::memory_order_acq_rel) & bit);
  }

  // Bits of the slots that exist in one word of the bitmaps.
  uint64_t validBits(size_t word) const {
    size_t n = count - word * 64;
    return n >= 64 ? ~uint64_t{0} : (uint64_t{1} << n) - 1;
  }
  size_t words() const { return (count + 63) / 64; }
  // Slots of one word that are allocated (MS-1).
  uint64_t allocatedBits(size_t word) const {
    uint32_t index = freeIndex.load(std::memory_order_relaxed);
    uint32_t below = index > word * 64 ? index - uint32_t(word * 64) : 0;
    uint64_t given = below >= 64 ? ~uint64_t{0} : (uint64_t{1} << below) - 1;
    return (used[word].load(std::memory_order_relaxed) | given) & validBits(word);
  }
  // While the collector marks, objects are born marked: all free slots of a span are, as long as a cache has it.
  void blacken() {
    for (size_t w = 0; w < words(); w++) mark[w].fetch_or(~allocatedBits(w) & validBits(w), std::memory_order_relaxed);
  }
  void whiten() {
    for (size_t w = 0; w < words(); w++) mark[w].fetch_and(allocatedBits(w), std::memory_order_relaxed);
  }
  bool hasFreeSlot() const {
    for (size_t w = 0; w < words(); w++)
      if (allocatedBits(w) != validBits(w)) return true;
    return false;
  }

  // The next free slot, or null when the span is full. Only for its holder.
  void* nextSlot(uint32_t* index) {
    uint32_t at = freeIndex.load(std::memory_order_relaxed), word = at / 64;
    while (freeBits == 0) {
      if (++word * 64 >= count) {
        freeIndex.store(count, std::memory_order_release);
        return nullptr;
      }
      freeBits = ~used[word].load(std::memory_order_relaxed) & validBits(word);
    }
    uint32_t i = word * 64 + uint32_t(__builtin_ctzll(freeBits));
    freeBits &= freeBits - 1;
    *index = i;
    return slot(i);
  }
  // After nextSlot, when the slot can be looked at: zeroed and with its type.
  void publish(uint32_t i) {
    uint32_t next = i + 1;
    // freeBits stays about the word that freeIndex is in.
    if (next % 64 == 0 && next < count) freeBits = ~used[next / 64].load(std::memory_order_relaxed) & validBits(next / 64);
    freeIndex.store(next, std::memory_order_release);
  }
};

}  // namespace gosub::rt
