// Go maps: open addressing over groups of 16 control bytes ("swiss table"), with a form without hashing for up to 8
// entries. Not here: the slot layout (layout.h), the bytecode's and reflect's iterator (abi/mapiter.h).
//
// Invariants
//   MAP-1  Slots move only when a table is replaced as a whole; the old table keeps its content for iterators that walk it.
//   MAP-2  Free slots and the memory of deleted entries are zero.
//   MAP-3  In a table with control bytes, the probe sequence of an entry passes only groups without an empty byte.
//   MAP-4  A write sets `writing` for its time, without a lock: whoever sees it set, or not set any more at the end, has found a
//          program that uses the map from several goroutines at once, which is fatal, as in gc.
// Iteration visits the slots of the table it began with, from a random place; when the map has another table by then, each
// key is looked up anew, so that deleted entries don't appear and changed ones show their present element. Keys that
// differ from themselves (NaN) can be neither found nor deleted: they come from the old table unless the map was cleared.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/abi/mapiter.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// In the Go heap; Go code holds its address. The first word is what len() reads.
struct Map {
  int64_t count;
  uint8_t* ctrl;         // null: the small form
  uint8_t* slots;        // small form: null or 8 slots
  uint64_t groupMask;    // number of groups - 1
  uint64_t growthLeft;   // empty slots that may still be filled
  uint64_t seed;
  uint32_t clearCount;   // how often the map was cleared
  uint8_t smallUsed;     // small form: bit per slot
  uint8_t writing;       // MAP-4
  uint8_t unused[2];
};

inline constexpr int kSmallSlots = 8;

// ---- entries.def. Keys and elements are addresses; `element` results stay good until the next write to the map.
abi::Status makeMap(abi::G& g, abi::Results<Map*> out, const abi::TypeDesc* t, int64_t hint);
abi::Status mapAccess1(abi::G& g, abi::Results<const void*> out, const abi::TypeDesc* t, Map* m, const void* key);
abi::Status mapAccess2(abi::G& g, abi::Results<const void*, bool> out, const abi::TypeDesc* t, Map* m, const void* key);
abi::Status mapAssign(abi::G& g, abi::Results<void*> out, const abi::TypeDesc* t, Map* m, const void* key);
abi::Status mapDelete(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m, const void* key);

// For keys whose equality is that of 4 or 8 bytes (not floats), and strings.
abi::Status mapAccess1Fast32(abi::G& g, abi::Results<const void*> out, const abi::TypeDesc* t, Map* m, uint32_t key);
abi::Status mapAccess2Fast32(abi::G& g, abi::Results<const void*, bool> out, const abi::TypeDesc* t, Map* m, uint32_t key);
abi::Status mapAssignFast32(abi::G& g, abi::Results<void*> out, const abi::TypeDesc* t, Map* m, uint32_t key);
abi::Status mapDeleteFast32(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m, uint32_t key);
abi::Status mapAccess1Fast64(abi::G& g, abi::Results<const void*> out, const abi::TypeDesc* t, Map* m, uint64_t key);
abi::Status mapAccess2Fast64(abi::G& g, abi::Results<const void*, bool> out, const abi::TypeDesc* t, Map* m, uint64_t key);
abi::Status mapAssignFast64(abi::G& g, abi::Results<void*> out, const abi::TypeDesc* t, Map* m, uint64_t key);
abi::Status mapDeleteFast64(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m, uint64_t key);
abi::Status mapAccess1FastStr(abi::G& g, abi::Results<const void*> out, const abi::TypeDesc* t, Map* m, abi::String key);
abi::Status mapAccess2FastStr(abi::G& g, abi::Results<const void*, bool> out, const abi::TypeDesc* t, Map* m, abi::String key);
abi::Status mapAssignFastStr(abi::G& g, abi::Results<void*> out, const abi::TypeDesc* t, Map* m, abi::String key);
abi::Status mapDeleteFastStr(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m, abi::String key);

abi::Status mapClear(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m);
inline bool isWritten(const Map* m) { return __atomic_load_n(&m->writing, __ATOMIC_RELAXED) != 0; }
inline int64_t mapLen(const Map* m) { return m != nullptr ? m->count : 0; }
abi::Status mapIterInit(abi::G& g, abi::Results<> out, const abi::TypeDesc* t, Map* m, abi::MapIter* it);
abi::Status mapIterNext(abi::G& g, abi::Results<> out, abi::MapIter* it);

}  // namespace gosub::rt
