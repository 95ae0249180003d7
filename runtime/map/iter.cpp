// Iteration over maps. See map.h for what it promises.
#include "runtime/map/table.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"

namespace gosub::rt {

using abi::G;
using abi::MapIter;
using abi::Results;
using abi::Status;
using abi::TypeDesc;

namespace {

constexpr uint64_t kNone = ~uint64_t{0};

// Slot numbers [at, at + n) of the walked table within one group: a bit for each entry.
uint32_t entriesFrom(const MapIter* it, const Map* m, uint64_t at) {
  if (it->ctrl != nullptr) return Group(it->ctrl + (at & ~(kGroup - 1))).full() >> (at & (kGroup - 1));
  // A small table is replaced only when it is full.
  uint32_t used = it->slots == m->slots && m->ctrl == nullptr ? m->smallUsed : 0xFF;
  return used >> at;
}

// The number of the next slot with an entry.
uint64_t nextSlot(MapIter* it, const Map* m) {
  uint64_t slots = it->mask + 1, group = it->ctrl != nullptr ? kGroup : kSmallSlots;
  while (it->position < slots) {
    uint64_t at = (it->offset + it->position) & it->mask;
    uint32_t entries = entriesFrom(it, m, at);
    uint64_t skip = entries != 0 ? uint64_t(__builtin_ctz(entries)) : group - (at & (group - 1));
    it->position += skip;
    if (entries == 0) continue;
    if (it->position >= slots) break;  // belongs to the part that the walk began with
    it->position++;
    return at + skip;
  }
  return kNone;
}

bool selfEqual(const MapLayout& l, const void* key) {
  const TypeDesc* bad;
  return compareValues(l.key, key, key, &bad) == Equality::Same;
}

// The map has another table than the one walked: where the entry is now; null if it is gone.
uint8_t* currentSlot(Runtime& runtime, const MapIter* it, const Map* m, const MapLayout& l, uint8_t* old) {
  if (!l.reflexive && !selfEqual(l, old)) return it->clearCount == m->clearCount ? old : nullptr;
  if (m->count == 0) return nullptr;
  switch (l.form) {
    case KeyForm::Bits32: { Key32 k{uint32_t(load32(old))}; return find(runtime, m, l, k); }
    case KeyForm::Bits64: { Key64 k{load64(old)}; return find(runtime, m, l, k); }
    case KeyForm::String: {
      KeyStr k;
      std::memcpy(&k.k, old, sizeof k.k);
      return find(runtime, m, l, k);
    }
    case KeyForm::Any: break;
  }
  KeyAny k{old, l};
  return find(runtime, m, l, k);
}

void advance(Runtime& runtime, MapIter* it) {
  auto* m = static_cast<const Map*>(it->map);
  const MapLayout& l = mapLayout(runtime, it->type);
  for (uint64_t i; (i = nextSlot(it, m)) != kNone;) {
    uint8_t* slot = slotAt(it->slots, l, i);
    if (it->slots != m->slots) slot = currentSlot(runtime, it, m, l, slot);
    if (slot == nullptr) continue;
    it->key = slot;
    it->elem = slot + l.elemOffset;
    return;
  }
  it->key = nullptr;
  it->elem = nullptr;
}

Status concurrentIteration(G& g) { return fatal(g, "concurrent map iteration and map write"); }

}  // namespace

Status mapIterInit(G& g, Results<>, const TypeDesc* t, Map* m, MapIter* it) {
  if (isMarking(g)) [[unlikely]] shadeWords(g, it, sizeof *it);
  it->key = nullptr;
  it->elem = nullptr;
  if (m == nullptr || m->count == 0) return abi::kDone;
  if (isWritten(m)) [[unlikely]] return concurrentIteration(g);
  it->type = t;
  it->map = m;
  it->ctrl = m->ctrl;
  it->slots = m->slots;
  it->mask = m->ctrl == nullptr ? kSmallSlots - 1 : (m->groupMask + 1) * kGroup - 1;
  it->offset = g.runtime->random() & it->mask;
  it->position = 0;
  it->clearCount = m->clearCount;
  advance(*g.runtime, it);
  return abi::kDone;
}

Status mapIterNext(G& g, Results<>, MapIter* it) {
  if (it->map != nullptr && isWritten(static_cast<const Map*>(it->map))) [[unlikely]] return concurrentIteration(g);
  if (isMarking(g)) [[unlikely]] shadeWords(g, it, sizeof *it);  // it may be in the heap
  advance(*g.runtime, it);
  return abi::kDone;
}

}  // namespace gosub::rt
