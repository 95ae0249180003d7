// The insides of TypeTable, shared by the files of this folder.
#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "base/arena.h"
#include "base/unicode.h"
#include "runtime/types/table.h"

namespace gosub::rt {

struct TypeTable::Impl {
  template <class Same, class Fill>
  const abi::TypeDesc* intern(TypeTable& table, abi::Kind kind, uint32_t hash, Same same, Fill fill);

  Arena arena{64 * 1024};
  size_t count = 0;
  std::unordered_set<std::string_view> strings;
  // Unnamed types by hash; pointers hang on their element instead.
  std::unordered_multimap<uint32_t, abi::TypeDesc*> interned;
  std::unordered_map<const abi::TypeDesc*, const abi::TypeDesc*> underlying;  // of named types
  // Types whose size is not known yet, and among them those that can be laid out once their parts are.
  std::unordered_set<const abi::TypeDesc*> incomplete;
  std::vector<abi::TypeDesc*> pending;
  const abi::TypeDesc* error = nullptr;
};

bool methodBefore(std::string_view aName, std::string_view aPkg, std::string_view bName, std::string_view bPkg);

}  // namespace gosub::rt
