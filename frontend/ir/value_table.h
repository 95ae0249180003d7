// Values by (block, variable), for those who make SSA form: open addressing in an arena, nothing is ever taken out.
#pragma once

#include "frontend/ir/ir.h"

namespace gosub::ir {

class ValueTable {
 public:
  explicit ValueTable(Arena& arena) : rows_(arena) {}

  // Null: not set. Valid until the next set().
  Value** find(const Block* b, uint32_t variable) {
    if (rows_.empty()) return nullptr;
    Row& r = rows_[place(keyOf(b, variable))];
    return r.key != 0 ? &r.value : nullptr;
  }
  void set(const Block* b, uint32_t variable, Value* v) {
    if ((count_ + 1) * 4 > rows_.size() * 3) grow();
    uint64_t key = keyOf(b, variable);
    Row& r = rows_[place(key)];
    count_ += r.key == 0;
    r = {key, v};
  }

 private:
  struct Row {
    uint64_t key = 0;
    Value* value = nullptr;
  };
  static uint64_t keyOf(const Block* b, uint32_t variable) { return (uint64_t(b->id) + 1) << 32 | variable; }

  // Where the key stands or would stand.
  size_t place(uint64_t key) const {
    size_t mask = rows_.size() - 1;
    size_t i = ((key ^ (key >> 29)) * 0x9E3779B97F4A7C15u >> 17) & mask;
    while (rows_[i].key != 0 && rows_[i].key != key) i = (i + 1) & mask;
    return i;
  }
  void grow() {
    ArenaVector<Row> old = std::move(rows_);
    rows_.assign(old.empty() ? 64 : old.size() * 2, Row{});
    for (const Row& r : old)
      if (r.key != 0) rows_[place(r.key)] = r;
  }

  ArenaVector<Row> rows_;
  size_t count_ = 0;
};

}  // namespace gosub::ir
