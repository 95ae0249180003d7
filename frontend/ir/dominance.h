// Dominators of a function's blocks. recoverBlock is a second root: it is dominated by nothing but itself.
//
// They are computed when asked for and kept until the function's edges change (Function::edgesChanged); what a pass holds while it
// changes the function stays true of the blocks and edges as they were.
#pragma once

#include "frontend/ir/ir.h"

namespace gosub::ir {

class Dominance {
 public:
  static const Dominance& of(Function& f);
  // Computes them anew; lives in the function's arena.
  explicit Dominance(Function& f);

  Block* idom(const Block* b) const { return nodes_[b->id].idom; }  // null for roots and unreachable blocks
  bool dominates(const Block* a, const Block* b) const {
    uint32_t at = nodes_[b->id].enter;
    return nodes_[a->id].enter <= at && at <= nodes_[a->id].last;
  }
  bool reachable(const Block* b) const { return nodes_[b->id].enter != 0; }
  // Reachable blocks in reverse postorder.
  std::span<Block* const> order() const { return order_; }
  // Reachable blocks in preorder of the dominator tree: those that a block dominates follow it.
  std::span<Block* const> preorder() const { return preorder_; }
  // An edge from a block to one that dominates it closes a loop.
  bool isBackEdge(const Block* from, const Block* to) const { return dominates(to, from); }

 private:
  struct Node {
    Block* idom = nullptr;
    uint32_t enter = 0, last = 0;  // places in preorder_, from 1, of the block and of the last one it dominates
  };
  void number();
  std::span<Node> nodes_;  // by block id
  std::span<Block*> order_, preorder_;
};

// By block id: 1 for blocks that can reach themselves: in the body of a natural loop, or any block when the graph is irreducible.
ArenaVector<uint8_t> blocksInLoops(Function& f);

// Calls visit(block) for the blocks of the dominator tree in preorder, and leave(n) when the walk goes back to before a block
// was visited: n is what mark() returned then.
template <class Visit, class Mark, class Leave>
void walkDominators(Function& f, const Dominance& dom, Visit&& visit, Mark&& mark, Leave&& leave) {
  struct Open {
    Block* block;
    size_t mark;
  };
  ArenaVector<Open> open(f.scratch);
  for (Block* b : dom.preorder()) {
    while (!open.empty() && !dom.dominates(open.back().block, b)) {
      leave(open.back().mark);
      open.pop_back();
    }
    open.push_back({b, mark()});
    visit(b);
  }
}

}  // namespace gosub::ir
