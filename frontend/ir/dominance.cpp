// Dominator tree. See dominance.h.
#include "frontend/ir/dominance.h"

namespace gosub::ir {

Dominance::Dominance(Function& f)
    : order_(reversePostorder(f)), rpoNumber_(f.nextBlock, -1), idom_(f.nextBlock, nullptr), children_(f.nextBlock),
      enter_(f.nextBlock, 0), leave_(f.nextBlock, -1) {
  for (size_t i = 0; i < order_.size(); i++) rpoNumber_[order_[i]->id] = int(i);
  auto isRoot = [&](Block* b) { return b == f.blocks[0] || b == f.recoverBlock; };
  // Null is the virtual parent of the roots.
  auto meet = [&](Block* a, Block* b) -> Block* {
    while (a != b) {
      if (a == nullptr || b == nullptr) return nullptr;
      if (rpoNumber_[a->id] > rpoNumber_[b->id]) a = isRoot(a) ? nullptr : idom_[a->id];
      else b = isRoot(b) ? nullptr : idom_[b->id];
    }
    return a;
  };
  std::vector<uint8_t> done(f.nextBlock, 0);
  for (Block* b : order_)
    if (isRoot(b)) done[b->id] = 1;
  for (bool changed = true; changed;) {
    changed = false;
    for (Block* b : order_) {
      if (isRoot(b)) continue;
      Block* best = nullptr;
      bool first = true;
      for (Block* p : b->preds) {
        if (rpoNumber_[p->id] < 0 || !done[p->id]) continue;
        best = first ? p : meet(best, p);
        first = false;
      }
      if (first || (done[b->id] && best == idom_[b->id])) continue;
      idom_[b->id] = best;
      done[b->id] = 1;
      changed = true;
    }
  }
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
