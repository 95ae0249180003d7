// The constants that occurred before in a switch or map literal, to find those that come twice. As in gc, only
// integers, floats and strings count; equal values of different types are different.
#pragma once

#include <cstdint>
#include <cstring>
#include <functional>
#include <unordered_map>
#include <vector>

#include "frontend/types/const.h"
#include "frontend/types/predicates.h"
#include "frontend/types/types.h"

namespace gosub::types {

class SeenConstants {
 public:
  struct Entry {
    uint64_t hash;
    uint64_t bits;          // of the number
    std::string_view text;  // of the string
    Type* type;
    Pos pos;
  };

  // The entry with the same value and type, or null after adding this one.
  const Entry* add(const ConstValue* v, Type* type, Pos pos) {
    Entry e{0, 0, {}, type, pos};
    if (!describe(v, &e)) return nullptr;
    if (const Entry* other = find(e)) return other;
    if (entries_.size() >= kLinear) {
      if (entries_.size() == kLinear)
        for (size_t i = 0; i < entries_.size(); i++) index_.emplace(entries_[i].hash, i);
      index_.emplace(e.hash, entries_.size());
    }
    entries_.push_back(e);
    return nullptr;
  }

 private:
  static constexpr size_t kLinear = 16;

  static bool describe(const ConstValue* v, Entry* e) {
    switch (kindOf(v)) {
      case ConstKind::Int: {
        int64_t i;
        if (int64Val(v, &i)) {
          e->bits = uint64_t(i);
          e->hash = 1;
        } else if (uint64Val(v, &e->bits)) {
          e->hash = 2;
        } else {
          return false;
        }
        break;
      }
      case ConstKind::Float: {
        double d = float64Val(v);
        std::memcpy(&e->bits, &d, sizeof d);
        e->hash = 3;
        break;
      }
      case ConstKind::String:
        e->text = stringVal(v);
        e->hash = 4 + std::hash<std::string_view>()(e->text);
        break;
      default: return false;
    }
    e->hash += e->bits * 0x9E3779B97F4A7C15u;
    return true;
  }

  static bool same(const Entry& a, const Entry& b) {
    return a.hash == b.hash && a.bits == b.bits && a.text == b.text && identical(a.type, b.type);
  }

  const Entry* find(const Entry& e) const {
    if (entries_.size() <= kLinear) {
      for (const Entry& other : entries_)
        if (same(other, e)) return &other;
      return nullptr;
    }
    auto [from, to] = index_.equal_range(e.hash);
    for (auto it = from; it != to; ++it)
      if (same(entries_[it->second], e)) return &entries_[it->second];
    return nullptr;
  }

  std::vector<Entry> entries_;
  std::unordered_multimap<uint64_t, size_t> index_;  // of all, when there are more than kLinear
};

}  // namespace gosub::types
