// The probing core of maps, templated over the form of the key so that the common forms inline to a few instructions.
// Used by map.cpp and iter.cpp only.
#pragma once

#include <emmintrin.h>

#include <cstring>

#include "runtime/abi/g.h"
#include "runtime/heap/barrier.h"
#include "runtime/map/layout.h"
#include "runtime/map/map.h"
#include "runtime/types/equal.h"

namespace gosub::rt {

// Control bytes: 0..127 an entry with these 7 bits of its hash.
inline constexpr uint8_t kEmpty = 0x80, kDeleted = 0xFE;
inline constexpr uint64_t kGroup = 16;

// The 16 control bytes of a group; masks have a bit per slot.
struct Group {
  __m128i bytes;
  explicit Group(const uint8_t* ctrl) : bytes(_mm_loadu_si128(reinterpret_cast<const __m128i*>(ctrl))) {}
  uint32_t match(uint8_t h2) const { return mask(_mm_cmpeq_epi8(bytes, _mm_set1_epi8(char(h2)))); }
  uint32_t empty() const { return match(kEmpty); }
  uint32_t free() const { return mask(bytes); }  // empty or deleted: the sign bit
  uint32_t full() const { return ~free() & 0xFFFF; }

 private:
  static uint32_t mask(__m128i m) { return uint32_t(_mm_movemask_epi8(m)); }
};

inline uint64_t groupOf(uint64_t hash, const Map* m) { return (hash >> 7) & m->groupMask; }
inline uint8_t tagOf(uint64_t hash) { return uint8_t(hash & 0x7F); }

// ---- forms of keys: hash, compare with a stored key, store
struct Key32 {
  uint32_t k;
  static constexpr bool kUpdates = false;
  bool hash(Runtime&, const Map* m, uint64_t* h) { return *h = hash64(k, m->seed), true; }
  bool equals(const uint8_t* slot) const { return load32(slot) == k; }
  void store(abi::G&, uint8_t* slot) const { std::memcpy(slot, &k, 4); }
};
struct Key64 {
  uint64_t k;
  static constexpr bool kUpdates = false;
  bool hash(Runtime&, const Map* m, uint64_t* h) { return *h = hash64(k, m->seed), true; }
  bool equals(const uint8_t* slot) const { return load64(slot) == k; }
  void store(abi::G&, uint8_t* slot) const { std::memcpy(slot, &k, 8); }
};
struct KeyStr {
  abi::String k;
  static constexpr bool kUpdates = true;
  bool hash(Runtime&, const Map* m, uint64_t* h) { return *h = hashBytes(k.data, uint64_t(k.len), m->seed), true; }
  bool equals(const uint8_t* slot) const {
    abi::String s;
    std::memcpy(&s, slot, sizeof s);
    return s.len == k.len && (s.data == k.data || std::memcmp(s.data, k.data, size_t(k.len)) == 0);
  }
  void store(abi::G& g, uint8_t* slot) const {
    storePtr(g, slot, k.data);
    std::memcpy(slot + offsetof(abi::String, len), &k.len, sizeof k.len);
  }
};
struct KeyAny {
  const void* k;
  const MapLayout& layout;
  const abi::TypeDesc* bad = nullptr;
  static constexpr bool kUpdates = true;
  // False: unhashable, see `bad`.
  bool hash(Runtime& runtime, const Map* m, uint64_t* h);
  bool equals(const uint8_t* slot) const {
    const abi::TypeDesc* uncomparable;
    return compareValues(layout.key, slot, k, &uncomparable) == Equality::Same;
  }
  void store(abi::G& g, uint8_t* slot) const { typedMove(g, layout.key, slot, k); }
};

inline uint8_t* slotAt(uint8_t* slots, const MapLayout& l, uint64_t i) { return slots + i * l.slotSize; }

// The slot of the key in the small form, or null.
template <class K>
uint8_t* findSmall(const Map* m, const MapLayout& l, const K& key) {
  for (uint32_t used = m->smallUsed; used != 0; used &= used - 1) {
    uint8_t* slot = slotAt(m->slots, l, uint64_t(__builtin_ctz(used)));
    if (key.equals(slot)) return slot;
  }
  return nullptr;
}

// The slot of the key in a table with control bytes, or null; *index is its number.
template <class K>
uint8_t* findLarge(const Map* m, const MapLayout& l, const K& key, uint64_t hash, uint64_t* index = nullptr) {
  uint64_t g = groupOf(hash, m);
  uint8_t tag = tagOf(hash);
  for (uint64_t step = 1;; g = (g + step++) & m->groupMask) {
    Group group(m->ctrl + g * kGroup);
    for (uint32_t hits = group.match(tag); hits != 0; hits &= hits - 1) {
      uint64_t i = g * kGroup + uint64_t(__builtin_ctz(hits));
      uint8_t* slot = slotAt(m->slots, l, i);
      if (key.equals(slot)) [[likely]] {
        if (index != nullptr) *index = i;
        return slot;
      }
    }
    if (group.empty() != 0) [[likely]] return nullptr;
  }
}

// The first free slot on the probe sequence.
inline uint64_t findFree(const Map* m, uint64_t hash) {
  uint64_t g = groupOf(hash, m);
  for (uint64_t step = 1;; g = (g + step++) & m->groupMask) {
    uint32_t free = Group(m->ctrl + g * kGroup).free();
    if (free != 0) return g * kGroup + uint64_t(__builtin_ctz(free));
  }
}

// Any map, key already known to be hashable.
template <class K>
uint8_t* find(Runtime& runtime, const Map* m, const MapLayout& l, K& key) {
  if (m->ctrl == nullptr) return findSmall(m, l, key);
  uint64_t h = 0;
  key.hash(runtime, m, &h);
  return findLarge(m, l, key, h);
}

}  // namespace gosub::rt
