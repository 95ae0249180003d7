// The iterator of a range over a map, in a frame or a reflect.MapIter: 16 words, zeroed before mapiterinit. Code may read
// the first two words; all words may be scanned as pointers.
#pragma once

#include <cstdint>

#include "runtime/abi/value.h"

namespace gosub::abi {

struct MapIter {
  const void* key;    // null at the end
  void* elem;
  const TypeDesc* type;
  void* map;
  const uint8_t* ctrl;   // the table the iteration walks, which may have been replaced in the map since
  uint8_t* slots;
  uint64_t mask;         // its number of slots - 1
  uint64_t offset;       // where it began
  uint64_t position;     // slots passed
  uint32_t clearCount;   // of the map at the beginning
  uint32_t reserved32;
  uint64_t reserved[6];
};
static_assert(sizeof(MapIter) == 16 * 8);

inline constexpr int kMapIterWords = 16;

}  // namespace gosub::abi
