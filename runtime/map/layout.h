// What the map functions precompute per map type (TypeDesc::mapLayout): where key and element lie in a slot, and which
// way of hashing and comparing fits the key.
#pragma once

#include <cstdint>

#include "runtime/abi/typedesc.h"

namespace gosub::rt {

struct Runtime;

enum class KeyForm : uint8_t { Bits32, Bits64, String, Any };

struct MapLayout {
  const abi::TypeDesc* key;
  const abi::TypeDesc* elem;
  const abi::TypeDesc* slot;        // struct {key; elem}, or the key alone when elements have no size
  const abi::TypeDesc* header;      // of struct Map
  uint64_t slotSize;
  uint64_t elemOffset;
  const void* zero;                 // a zero element
  KeyForm form;
  bool reflexive;                   // k == k for all keys
  bool updateKey;                   // equal keys may differ (+0 and -0, strings of different memory)
  bool mayBeUnhashable;             // keys hold interfaces
};

const MapLayout& makeMapLayout(Runtime& runtime, const abi::TypeDesc* mapType);

inline const MapLayout& mapLayout(Runtime& runtime, const abi::TypeDesc* mapType) {
  const void* known = mapType->mapLayout.load(std::memory_order_acquire);
  if (known != nullptr) [[likely]] return *static_cast<const MapLayout*>(known);
  return makeMapLayout(runtime, mapType);
}

}  // namespace gosub::rt
