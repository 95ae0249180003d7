// Access, assignment, deletion and growth of maps. See map.h; probing is in table.h, iteration in iter.cpp.
#include "runtime/map/map.h"

#include <algorithm>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/map/table.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::G;
using abi::Results;
using abi::Status;
using abi::String;
using abi::TypeDesc;

bool KeyAny::hash(Runtime& runtime, const Map* m, uint64_t* h) {
  Hasher hasher{m->seed, layout.reflexive ? 0 : runtime.random()};
  *h = m->seed;
  bool ok = hasher.hash(layout.key, k, h);
  bad = hasher.bad;
  return ok;
}

namespace {

constexpr uint64_t kMaxSlots = uint64_t{1} << 40;

// 7 of 8 slots may be filled.
uint64_t growthLimit(uint64_t slots) { return slots / 8 * 7; }

Status unhashable(G& g, const TypeDesc* bad) { return raiseRuntimeError(g, ErrorId::Unhashable, typeText(bad)); }

// A key that holds interfaces is checked even where nothing needs its hash.
Status checkHashable(G& g, const MapLayout& l, const void* key) {
  if (!l.mayBeUnhashable) return abi::kDone;
  Hasher hasher{0, 0};
  uint64_t h = 0;
  return hasher.hash(l.key, key, &h) ? abi::kDone : unhashable(g, hasher.bad);
}

// ---- tables

// An empty table with that many slots; false when there is no memory.
bool newTable(G& g, Map* m, const MapLayout& l, uint64_t slots) {
  auto* ctrl = static_cast<uint8_t*>(allocNoScan(g, slots));
  void* memory = ctrl != nullptr && slots * l.slotSize <= kMaxAlloc ? newArray(g, l.slot, int64_t(slots)) : nullptr;
  if (memory == nullptr) return false;
  std::memset(ctrl, kEmpty, slots);
  storePtr(g, &m->ctrl, ctrl);
  storePtr(g, &m->slots, memory);
  m->groupMask = slots / kGroup - 1;
  m->growthLeft = growthLimit(slots);
  return true;
}

uint64_t slotCount(const Map* m) { return (m->groupMask + 1) * kGroup; }

template <class F>
void forEachSlot(const Map* m, F f) {
  if (m->ctrl == nullptr) {
    for (uint32_t used = m->smallUsed; used != 0; used &= used - 1) f(uint64_t(__builtin_ctz(used)));
    return;
  }
  for (uint64_t base = 0, n = slotCount(m); base < n; base += kGroup)
    for (uint32_t full = Group(m->ctrl + base).full(); full != 0; full &= full - 1)
      f(base + uint64_t(__builtin_ctz(full)));
}

uint64_t hashStored(Runtime& runtime, const Map* m, const MapLayout& l, const uint8_t* slot) {
  uint64_t h = 0;
  switch (l.form) {
    case KeyForm::Bits32: return hash64(load32(slot), m->seed);
    case KeyForm::Bits64: return hash64(load64(slot), m->seed);
    case KeyForm::String: {
      String s;
      std::memcpy(&s, slot, sizeof s);
      return hashBytes(s.data, uint64_t(s.len), m->seed);
    }
    case KeyForm::Any: break;
  }
  KeyAny{slot, l}.hash(runtime, m, &h);
  return h;
}

// Replaces the table by one of that many slots with the same entries.
Status rehash(G& g, Map* m, const MapLayout& l, uint64_t slots) {
  Map old = *m;
  if (slots > kMaxSlots || !newTable(g, m, l, slots)) {
    *m = old;
    return outOfMemory(g, slots * l.slotSize);
  }
  forEachSlot(&old, [&](uint64_t i) {
    const uint8_t* from = slotAt(old.slots, l, i);
    uint64_t h = hashStored(*g.runtime, m, l, from);
    uint64_t to = findFree(m, h);
    m->ctrl[to] = tagOf(h);
    std::memcpy(slotAt(m->slots, l, to), from, l.slotSize);
  });
  m->growthLeft -= uint64_t(m->count);
  return abi::kDone;
}

Status grow(G& g, Map* m, const MapLayout& l) {
  if (m->ctrl == nullptr) return rehash(g, m, l, kGroup);
  uint64_t slots = slotCount(m);
  // Mostly deleted entries: a table of the same size is enough.
  bool clean = uint64_t(m->count) * 32 <= slots * 25 && slots > kGroup;
  return rehash(g, m, l, clean ? slots : slots * 2);
}

// ---- writing

// MAP-4
class Writing {
 public:
  explicit Writing(Map* m) : m_(m), alone_(!isWritten(m)) { set(1); }
  ~Writing() { set(0); }
  Writing(const Writing&) = delete;
  // No other write was under way at the beginning, and none has ended since.
  bool alone() const { return alone_ && isWritten(m_); }
  bool began() const { return alone_; }

 private:
  void set(uint8_t on) { __atomic_store_n(&m_->writing, on, __ATOMIC_RELAXED); }
  Map* m_;
  bool alone_;
};

Status concurrentWrites(G& g) { return fatal(g, "concurrent map writes"); }

template <class K>
Status assignSmall(G& g, void** slotOut, Map* m, const MapLayout& l, K& key) {
  if (uint8_t* slot = findSmall(m, l, key)) {
    if (K::kUpdates && l.updateKey) key.store(g, slot);
    *slotOut = slot;
    return abi::kDone;
  }
  if (m->smallUsed == 0xFF) {
    *slotOut = nullptr;
    return grow(g, m, l);
  }
  if (m->slots == nullptr) {
    void* slots = newArray(g, l.slot, kSmallSlots);
    if (slots == nullptr) return outOfMemory(g, l.slotSize * kSmallSlots);
    storePtr(g, &m->slots, slots);
  }
  int i = __builtin_ctz(~uint32_t{m->smallUsed});
  uint8_t* slot = slotAt(m->slots, l, uint64_t(i));
  key.store(g, slot);
  m->smallUsed |= uint8_t(1 << i);
  m->count++;
  *slotOut = slot;
  return abi::kDone;
}

template <class K>
Status assignLarge(G& g, void** slotOut, Map* m, const MapLayout& l, K& key, uint64_t hash) {
  if (uint8_t* slot = findLarge(m, l, key, hash)) {
    if (K::kUpdates && l.updateKey) key.store(g, slot);
    *slotOut = slot;
    return abi::kDone;
  }
  uint64_t i = findFree(m, hash);
  if (m->ctrl[i] == kEmpty) {
    if (m->growthLeft == 0) [[unlikely]] {
      Status s = grow(g, m, l);
      if (s != abi::kDone) return s;
      i = findFree(m, hash);
    }
    m->growthLeft--;
  }
  m->ctrl[i] = tagOf(hash);
  uint8_t* slot = slotAt(m->slots, l, i);
  key.store(g, slot);
  m->count++;
  *slotOut = slot;
  return abi::kDone;
}

template <class K>
Status assign(G& g, Results<void*> out, Map* m, const MapLayout& l, K key) {
  if (m == nullptr) return raiseRuntimeError(g, ErrorId::NilMap);
  Writing writing(m);
  if (!writing.began()) return concurrentWrites(g);
  void* slot = nullptr;
  if (m->ctrl == nullptr) {
    Status s = assignSmall(g, &slot, m, l, key);
    if (s != abi::kDone) return s;
  }
  if (slot == nullptr) {
    uint64_t h;
    key.hash(*g.runtime, m, &h);
    Status s = assignLarge(g, &slot, m, l, key, h);
    if (s != abi::kDone) return s;
  }
  out.set(static_cast<uint8_t*>(slot) + l.elemOffset);
  return writing.alone() ? abi::kDone : concurrentWrites(g);
}

// ---- deletion

// A group with an empty byte stops every search, so there the slot becomes empty again; else it must be passed over.
void eraseLarge(G& g, Map* m, uint64_t i) {
  if (Group(m->ctrl + (i & ~(kGroup - 1))).empty() != 0) {
    m->ctrl[i] = kEmpty;
    m->growthLeft++;
  } else {
    m->ctrl[i] = kDeleted;
  }
}

template <class K>
void eraseFound(G& g, Map* m, const MapLayout& l, K key) {
  uint8_t* slot;
  if (m->ctrl == nullptr) {
    slot = findSmall(m, l, key);
    if (slot == nullptr) return;
    m->smallUsed &= uint8_t(~(1u << (uint64_t(slot - m->slots) / std::max<uint64_t>(l.slotSize, 1))));
  } else {
    uint64_t h, i;
    key.hash(*g.runtime, m, &h);
    slot = findLarge(m, l, key, h, &i);
    if (slot == nullptr) return;
    eraseLarge(g, m, i);
  }
  m->count--;
  typedClear(g, l.slot, slot);
}

template <class K>
Status erase(G& g, Map* m, const MapLayout& l, K key) {
  if (m == nullptr || m->count == 0) return abi::kDone;
  Writing writing(m);
  if (!writing.began()) return concurrentWrites(g);
  eraseFound(g, m, l, key);
  return writing.alone() ? abi::kDone : concurrentWrites(g);
}

// ---- access

Status result(Results<const void*> out, const MapLayout& l, const void* elem) {
  out.set(elem != nullptr ? elem : l.zero);
  return abi::kDone;
}
Status result(Results<const void*, bool> out, const MapLayout& l, const void* elem) {
  out.set(elem != nullptr ? elem : l.zero, elem != nullptr);
  return abi::kDone;
}

template <class Out, class K>
Status lookup(G& g, Out out, const Map* m, const MapLayout& l, K key) {
  if (m == nullptr || m->count == 0) return result(out, l, nullptr);
  if (isWritten(m)) [[unlikely]] return fatal(g, "concurrent map read and map write");
  uint8_t* slot = find(*g.runtime, m, l, key);
  return result(out, l, slot == nullptr ? nullptr : slot + l.elemOffset);
}

template <class Out>
Status access(G& g, Out out, const TypeDesc* t, Map* m, const void* key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  switch (l.form) {
    case KeyForm::Bits32: return lookup(g, out, m, l, Key32{uint32_t(load32(static_cast<const uint8_t*>(key)))});
    case KeyForm::Bits64: return lookup(g, out, m, l, Key64{load64(static_cast<const uint8_t*>(key))});
    case KeyForm::String: return lookup(g, out, m, l, KeyStr{*static_cast<const String*>(key)});
    case KeyForm::Any: break;
  }
  Status s = checkHashable(g, l, key);
  return s != abi::kDone ? s : lookup(g, out, m, l, KeyAny{key, l});
}

}  // namespace

Status makeMap(G& g, Results<Map*> out, const TypeDesc* t, int64_t hint) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  auto* m = static_cast<Map*>(newObject(g, l.header));
  m->seed = g.runtime->random();
  // A hint that can't be met is no error: the map then starts small.
  if (hint > kSmallSlots && uint64_t(hint) < kMaxSlots / 2) {
    uint64_t slots = kGroup;
    while (growthLimit(slots) < uint64_t(hint)) slots *= 2;
    if (!newTable(g, m, l, slots)) m->ctrl = m->slots = nullptr;
  }
  out.set(m);
  return abi::kDone;
}

Status mapAccess1(G& g, Results<const void*> out, const TypeDesc* t, Map* m, const void* key) {
  return access(g, out, t, m, key);
}
Status mapAccess2(G& g, Results<const void*, bool> out, const TypeDesc* t, Map* m, const void* key) {
  return access(g, out, t, m, key);
}

Status mapAssign(G& g, Results<void*> out, const TypeDesc* t, Map* m, const void* key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  switch (l.form) {
    case KeyForm::Bits32: return assign(g, out, m, l, Key32{uint32_t(load32(static_cast<const uint8_t*>(key)))});
    case KeyForm::Bits64: return assign(g, out, m, l, Key64{load64(static_cast<const uint8_t*>(key))});
    case KeyForm::String: return assign(g, out, m, l, KeyStr{*static_cast<const String*>(key)});
    case KeyForm::Any: break;
  }
  if (m != nullptr)
    if (Status s = checkHashable(g, l, key); s != abi::kDone) return s;
  return assign(g, out, m, l, KeyAny{key, l});
}

Status mapDelete(G& g, Results<>, const TypeDesc* t, Map* m, const void* key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  switch (l.form) {
    case KeyForm::Bits32: return erase(g, m, l, Key32{uint32_t(load32(static_cast<const uint8_t*>(key)))});
    case KeyForm::Bits64: return erase(g, m, l, Key64{load64(static_cast<const uint8_t*>(key))});
    case KeyForm::String: return erase(g, m, l, KeyStr{*static_cast<const String*>(key)});
    case KeyForm::Any: break;
  }
  if (Status s = checkHashable(g, l, key); s != abi::kDone) return s;
  return erase(g, m, l, KeyAny{key, l});
}

Status mapAccess1Fast32(G& g, Results<const void*> out, const TypeDesc* t, Map* m, uint32_t key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, Key32{key});
}
Status mapAccess2Fast32(G& g, Results<const void*, bool> out, const TypeDesc* t, Map* m, uint32_t key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, Key32{key});
}
Status mapAssignFast32(G& g, Results<void*> out, const TypeDesc* t, Map* m, uint32_t key) {
  return assign(g, out, m, mapLayout(*g.runtime, t), Key32{key});
}
Status mapDeleteFast32(G& g, Results<>, const TypeDesc* t, Map* m, uint32_t key) {
  return erase(g, m, mapLayout(*g.runtime, t), Key32{key});
}

Status mapAccess1Fast64(G& g, Results<const void*> out, const TypeDesc* t, Map* m, uint64_t key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, Key64{key});
}
Status mapAccess2Fast64(G& g, Results<const void*, bool> out, const TypeDesc* t, Map* m, uint64_t key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, Key64{key});
}
Status mapAssignFast64(G& g, Results<void*> out, const TypeDesc* t, Map* m, uint64_t key) {
  return assign(g, out, m, mapLayout(*g.runtime, t), Key64{key});
}
Status mapDeleteFast64(G& g, Results<>, const TypeDesc* t, Map* m, uint64_t key) {
  return erase(g, m, mapLayout(*g.runtime, t), Key64{key});
}

Status mapAccess1FastStr(G& g, Results<const void*> out, const TypeDesc* t, Map* m, String key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, KeyStr{key});
}
Status mapAccess2FastStr(G& g, Results<const void*, bool> out, const TypeDesc* t, Map* m, String key) {
  const MapLayout& l = mapLayout(*g.runtime, t);
  return lookup(g, out, m, l, KeyStr{key});
}
Status mapAssignFastStr(G& g, Results<void*> out, const TypeDesc* t, Map* m, String key) {
  return assign(g, out, m, mapLayout(*g.runtime, t), KeyStr{key});
}
Status mapDeleteFastStr(G& g, Results<>, const TypeDesc* t, Map* m, String key) {
  return erase(g, m, mapLayout(*g.runtime, t), KeyStr{key});
}

Status mapClear(G& g, Results<>, const TypeDesc* t, Map* m) {
  if (m == nullptr) return abi::kDone;
  const MapLayout& l = mapLayout(*g.runtime, t);
  Writing writing(m);
  if (!writing.began()) return concurrentWrites(g);
  m->clearCount++;
  uint64_t slots = m->ctrl == nullptr ? kSmallSlots : slotCount(m);
  if (m->slots != nullptr) typedClear(g, l.slot, m->slots, slots);
  if (m->ctrl != nullptr) {
    std::memset(m->ctrl, kEmpty, slots);
    m->growthLeft = growthLimit(slots);
  }
  m->smallUsed = 0;
  m->count = 0;
  return writing.alone() ? abi::kDone : concurrentWrites(g);
}

}  // namespace gosub::rt
