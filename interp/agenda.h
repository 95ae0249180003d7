// Numbers in lists by position, for sweeps over positions.
#pragma once

#include "base/arena_vector.h"

namespace gosub::interp {

class Agenda {
 public:
  Agenda(Arena& arena, uint32_t positions) : heads_(arena), nodes_(arena) { heads_.assign(positions, kNil); }
  // Before those that are there.
  void add(uint32_t position, uint32_t what) {
    nodes_.push_back({what, heads_[position]});
    heads_[position] = uint32_t(nodes_.size()) - 1;
  }
  bool empty(uint32_t position) const { return heads_[position] == kNil; }
  template <class F>
  void each(uint32_t position, F&& f) const {
    for (uint32_t i = heads_[position]; i != kNil; i = nodes_[i].next) f(nodes_[i].what);
  }

 private:
  static constexpr uint32_t kNil = ~0u;
  struct Node {
    uint32_t what, next;
  };
  ArenaVector<uint32_t> heads_;
  ArenaVector<Node> nodes_;
};

}  // namespace gosub::interp
