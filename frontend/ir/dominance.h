// Dominators of a function's blocks. recoverBlock is a second root: it is dominated by
// nothing but itself.
#pragma once

#include <vector>

#include "frontend/ir/ir.h"

namespace gosub::ir {

class Dominance {
 public:
  explicit Dominance(Function& f);
  Block* idom(const Block* b) const { return idom_[b->id]; }  // null for roots and unreachable blocks
  bool dominates(const Block* a, const Block* b) const {
    return enter_[a->id] <= enter_[b->id] && leave_[b->id] <= leave_[a->id];
  }
  bool reachable(const Block* b) const { return rpoNumber_[b->id] >= 0; }
  const std::vector<Block*>& order() const { return order_; }  // reverse postorder
  // Blocks immediately dominated by b.
  const std::vector<Block*>& children(const Block* b) const { return children_[b->id]; }
  // An edge from a block to one that dominates it closes a loop.
  bool isBackEdge(const Block* from, const Block* to) const { return dominates(to, from); }

 private:
  void number(Block* root, int& clock);
  std::vector<Block*> order_;
  std::vector<int> rpoNumber_;
  std::vector<Block*> idom_;
  std::vector<std::vector<Block*>> children_;
  std::vector<int> enter_, leave_;
};

}  // namespace gosub::ir
