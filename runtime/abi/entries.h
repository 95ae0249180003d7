// The numbers and word counts of the runtime functions of entries.def: what Op CallRuntime's imm means. What implements them is
// runtime/*; effects and meanings are in the table.
#pragma once

#include <cstdint>
#include <string_view>

namespace gosub::abi {

enum class Entry : uint16_t {
#define ENTRY(name, fn, resultWords, argWords, effect) name,
#include "runtime/abi/entries.def"
#undef ENTRY
  Count,
};

struct EntryInfo {
  std::string_view name;
  uint8_t resultWords;
  uint8_t argWords;
};

inline constexpr EntryInfo kEntries[] = {
#define ENTRY(name, fn, resultWords, argWords, effect) {#name, resultWords, argWords},
#include "runtime/abi/entries.def"
#undef ENTRY
};

}  // namespace gosub::abi
