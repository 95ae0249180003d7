// []string from strings of the host, for natives.
#pragma once

#include <string>
#include <vector>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::stdlib {

inline abi::Slice newStringList(abi::G& g, const std::vector<std::string>& items) {
  if (items.empty()) return {};
  auto n = int64_t(items.size());
  auto* list = static_cast<abi::String*>(rt::newArray(g, g.runtime->types->stringType(), n));
  for (int64_t i = 0; i < n; i++) {
    abi::String s = rt::newString(g, items[size_t(i)]);
    rt::storePtr(g, &list[i].data, s.data);
    list[i].len = s.len;
  }
  return {list, n, n};
}

}  // namespace gosub::stdlib
