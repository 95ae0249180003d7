// One representative for identical types. The checker's types have no pointer identity (two spellings of []int are two objects); symbols of
// instances, method wrappers and itabs are keyed by representatives instead.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "frontend/types/types.h"

namespace gosub::ir {

// Equal for identical types.
uint64_t hashOf(types::Type* t);

class TypeKeys {
 public:
  // The first type identical to t that was asked for.
  types::Type* canonical(types::Type* t) {
    Recent& r = recent_[reinterpret_cast<uintptr_t>(t) / 16 % kRecent];
    if (r.from != t) r = {t, find(t)};
    return r.to;
  }

 private:
  types::Type* find(types::Type* t);
  std::unordered_map<uint64_t, std::vector<types::Type*>> table_;
  std::unordered_map<types::Type*, types::Type*> known_;
  // What known_ was asked last, by address.
  struct Recent {
    types::Type* from = nullptr;
    types::Type* to = nullptr;
  };
  static constexpr size_t kRecent = 512;
  Recent recent_[kRecent];
};

}  // namespace gosub::ir
