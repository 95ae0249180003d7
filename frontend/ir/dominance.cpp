// Dominator tree by semidominators (the Semi-NCA form of Lengauer and Tarjan's algorithm): near linear also where one block has very many
// predecessors. See dominance.h.
#include "frontend/ir/dominance.h"

#include <algorithm>

namespace gosub::ir {

namespace {

// Blocks are named by their number in a depth-first walk, from 1; 0 is the virtual parent of the roots.
class SemiNca {
 public:
  explicit SemiNca(Function& f) : number_(f.nextBlock, 0) {
    block_.push_back(nullptr);
    parent_.push_back(0);
    walk(f.blocks[0]);
    if (f.recoverBlock != nullptr) walk(f.recoverBlock);
    root2_ = f.recoverBlock;
    root1_ = f.blocks[0];
    solve();
  }

  // f(block, immediate dominator or null)
  template <class F>
  void each(F&& f) const {
    for (size_t i = 1; i < block_.size(); i++) f(block_[i], block_[idom_[i]]);
  }

 private:
  void walk(Block* root) {
    if (number_[root->id] != 0) return;
    struct Open {
      Block* block;
      size_t next;
    };
    std::vector<Open> stack;
    auto enter = [&](Block* b, uint32_t parent) {
      number_[b->id] = uint32_t(block_.size());
      block_.push_back(b);
      parent_.push_back(parent);
      stack.push_back({b, 0});
    };
    enter(root, 0);
    while (!stack.empty()) {
      Open& top = stack.back();
      if (top.next == top.block->succs.size()) {
        stack.pop_back();
        continue;
      }
      Block* s = top.block->succs[top.next++];
      if (number_[s->id] == 0) enter(s, number_[top.block->id]);
    }
  }

  void solve() {
    size_t n = block_.size();
    semi_.resize(n);
    label_.resize(n);
    ancestor_ = parent_;
    idom_ = parent_;
    for (uint32_t i = 0; i < n; i++) semi_[i] = label_[i] = i;
    for (uint32_t w = uint32_t(n) - 1; w >= 1; w--) {
      for (Block* p : block_[w]->preds) {
        uint32_t v = number_[p->id];
        if (v != 0) semi_[w] = std::min(semi_[w], semi_[eval(v, w)]);
      }
      // The roots hang on the virtual one.
      if (block_[w] == root1_ || block_[w] == root2_) semi_[w] = 0;
    }
    for (uint32_t w = 1; w < n; w++) {
      uint32_t d = parent_[w];
      while (d > semi_[w]) d = idom_[d];
      idom_[w] = d;
    }
  }

  // The vertex of least semidominator on the path from v up to, without, the first one that is not processed yet: those below `last` or equal.
  uint32_t eval(uint32_t v, uint32_t last) {
    if (v <= last) return v;
    path_.clear();
    while (ancestor_[v] > last) {
      path_.push_back(v);
      v = ancestor_[v];
    }
    // v hangs directly on an unprocessed vertex; the others are shortened to it.
    uint32_t best = label_[v], top = ancestor_[v];
    for (size_t i = path_.size(); i-- > 0;) {
      uint32_t x = path_[i];
      if (semi_[label_[x]] < semi_[best]) best = label_[x];
      label_[x] = best;
      ancestor_[x] = top;
    }
    return best;
  }

  std::vector<uint32_t> number_, parent_, semi_, label_, ancestor_, idom_, path_;
  std::vector<Block*> block_;
  Block *root1_ = nullptr, *root2_ = nullptr;
};

}  // namespace

Dominance::Dominance(Function& f)
    : order_(reversePostorder(f)), rpoNumber_(f.nextBlock, -1), idom_(f.nextBlock, nullptr), children_(f.nextBlock),
      enter_(f.nextBlock, 0), leave_(f.nextBlock, -1) {
  for (size_t i = 0; i < order_.size(); i++) rpoNumber_[order_[i]->id] = int(i);
  SemiNca(f).each([&](Block* b, Block* idom) { idom_[b->id] = idom; });
  for (Block* b : order_)
    if (idom_[b->id] != nullptr) children_[idom_[b->id]->id].push_back(b);
  int clock = 0;
  for (Block* b : order_)
    if (idom_[b->id] == nullptr) number(b, clock);
}

void Dominance::number(Block* root, int& clock) {
  struct Open {
    Block* block;
    size_t next;
  };
  std::vector<Open> stack{{root, 0}};
  enter_[root->id] = ++clock;
  while (!stack.empty()) {
    Open& top = stack.back();
    const std::vector<Block*>& kids = children_[top.block->id];
    if (top.next == kids.size()) {
      leave_[top.block->id] = ++clock;
      stack.pop_back();
      continue;
    }
    Block* kid = kids[top.next++];
    enter_[kid->id] = ++clock;
    stack.push_back({kid, 0});
  }
}

}  // namespace gosub::ir
