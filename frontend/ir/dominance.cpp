// Dominator trees: by iteration over the blocks (Cooper, Harvey and Kennedy) for small functions, else by semidominators (the Semi-NCA form of
// Lengauer and Tarjan's algorithm), near linear also where one block has very many predecessors. See dominance.h.
#include "frontend/ir/dominance.h"

#include <algorithm>

namespace gosub::ir {

namespace {

// Blocks are named by their number in a depth-first walk, from 1; 0 is the virtual parent of the roots.
class SemiNca {
 public:
  SemiNca(Function& f, std::span<Block* const> preorder)
      : n_(preorder.size() + 1), block_(f.scratch), number_(f.scratch), parent_(f.scratch), semi_(f.scratch), label_(f.scratch),
        ancestor_(f.scratch), idom_(f.scratch), path_(f.scratch) {
    block_.reserve(n_);
    block_.push_back(nullptr);
    number_.assign(f.nextBlock, 0);
    for (Block* b : preorder) {
      number_[b->id] = uint32_t(block_.size());
      block_.push_back(b);
    }
    root1_ = f.blocks[0];
    root2_ = f.recoverBlock;
    findParents();
    solve();
  }

  // f(block, immediate dominator or null)
  template <class F>
  void each(F&& f) const {
    for (size_t i = 1; i < n_; i++) f(block_[i], block_[idom_[i]]);
  }

 private:
  // In the walk that gave the numbers, a block's parent is the open block that was entered last: its predecessor of the highest
  // number below its own.
  void findParents() {
    parent_.assign(n_, 0);
    for (uint32_t w = 1; w < n_; w++) {
      if (block_[w] == root1_ || block_[w] == root2_) continue;
      for (Block* p : block_[w]->preds)
        if (uint32_t v = number_[p->id]; v < w) parent_[w] = std::max(parent_[w], v);
    }
  }

  void solve() {
    std::span<const uint32_t> parent = parent_;
    ancestor_.assign(parent);
    idom_.assign(parent);
    semi_.reserve(n_);
    for (uint32_t i = 0; i < n_; i++) semi_.push_back(i);
    label_.assign(semi_);
    for (uint32_t w = uint32_t(n_) - 1; w >= 1; w--) {
      for (Block* p : block_[w]->preds) {
        uint32_t v = number_[p->id];
        if (v != 0) semi_[w] = std::min(semi_[w], semi_[eval(v, w)]);
      }
      // The roots hang on the virtual one.
      if (block_[w] == root1_ || block_[w] == root2_) semi_[w] = 0;
    }
    for (uint32_t w = 1; w < n_; w++) {
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

  size_t n_;
  ArenaVector<Block*> block_;
  ArenaVector<uint32_t> number_, parent_, semi_, label_, ancestor_, idom_, path_;
  Block *root1_ = nullptr, *root2_ = nullptr;
};

// By number in reverse postorder, from 1; 0 is the virtual parent of the roots.
class Iteration {
 public:
  static constexpr size_t kMost = 100;  // blocks; quadratic at worst

  Iteration(Function& f, std::span<Block* const> order) : order_(order), place_(f.scratch), idom_(f.scratch) {
    place_.assign(f.nextBlock, 0);
    for (uint32_t i = 0; i < order.size(); i++) place_[order[i]->id] = i + 1;
    idom_.assign(order.size() + 1, kUnknown);
    idom_[0] = 0;
    // One round is enough where no edge goes back.
    while (round(f) && back_) {}
  }

  template <class F>
  void each(F&& f) const {
    for (size_t i = 0; i < order_.size(); i++) f(order_[i], idom_[i + 1] == 0 ? nullptr : order_[idom_[i + 1] - 1]);
  }

 private:
  static constexpr uint32_t kUnknown = ~0u;

  // True: something changed.
  bool round(const Function& f) {
    bool changed = false;
    for (uint32_t b = 1; b <= order_.size(); b++) {
      Block* block = order_[b - 1];
      uint32_t meet = block == f.blocks[0] || block == f.recoverBlock ? 0 : kUnknown;
      for (Block* pred : block->preds) {
        uint32_t p = place_[pred->id];
        back_ = back_ || p >= b;
        if (p != 0 && meet != 0 && idom_[p] != kUnknown) meet = meet == kUnknown ? p : common(p, meet);
      }
      changed = changed || idom_[b] != meet;
      idom_[b] = meet;
    }
    return changed;
  }

  uint32_t common(uint32_t a, uint32_t b) const {
    while (a != b) {
      while (a > b) a = idom_[a];
      while (b > a) b = idom_[b];
    }
    return a;
  }

  std::span<Block* const> order_;
  ArenaVector<uint32_t> place_, idom_;
  bool back_ = false;
};

}  // namespace

const Dominance& Dominance::of(Function& f) {
  if (f.dominance == nullptr) f.dominance = f.arena.make<Dominance>(f);
  return *f.dominance;
}

Dominance::Dominance(Function& f) : nodes_(f.arena.makeArray<Node>(f.nextBlock)) {
  ArenaVector<Block*> preorder(f.scratch), postorder(f.scratch);
  bool small = f.blocks.size() <= Iteration::kMost;
  depthFirst(f, small ? nullptr : &preorder, &postorder);
  order_ = f.arena.rawArray<Block*>(postorder.size());
  std::reverse_copy(postorder.begin(), postorder.end(), order_.begin());
  preorder_ = f.arena.rawArray<Block*>(postorder.size());
  auto set = [&](Block* b, Block* idom) { nodes_[b->id].idom = idom; };
  if (small) Iteration(f, order_).each(set);
  else SemiNca(f, preorder).each(set);
  number();
}

// A block stands before those it dominates in reverse postorder.
void Dominance::number() {
  // `last` is the size of the subtree first, then the last place that has been given away in it.
  for (size_t i = order_.size(); i-- > 0;) {
    Node& n = nodes_[order_[i]->id];
    n.last++;
    if (n.idom != nullptr) nodes_[n.idom->id].last += n.last;
  }
  uint32_t roots = 0;
  for (Block* b : order_) {
    Node& n = nodes_[b->id];
    uint32_t& given = n.idom != nullptr ? nodes_[n.idom->id].last : roots;
    n.enter = given + 1;
    given += n.last;
    n.last = n.enter;
    preorder_[n.enter - 1] = b;
  }
}

ArenaVector<uint8_t> blocksInLoops(Function& f) {
  const Dominance& dom = Dominance::of(f);
  ArenaVector<uint8_t> in(f.scratch);
  in.assign(f.nextBlock, 0);
  ArenaVector<uint32_t> place(f.scratch), stamp(f.scratch);
  place.assign(f.nextBlock, 0);
  stamp.assign(f.nextBlock, 0);
  for (uint32_t i = 0; i < dom.order().size(); i++) place[dom.order()[i]->id] = i + 1;
  ArenaVector<Block*> work(f.scratch);
  uint32_t round = 0;
  for (Block* header : dom.order()) {
    work.clear();
    for (Block* p : header->preds) {
      if (place[p->id] < place[header->id]) continue;
      if (!dom.dominates(header, p)) {
        in.assign(f.nextBlock, 1);
        return in;
      }
      work.push_back(p);
    }
    // Inner loops of one that is marked already cost nothing.
    if (work.empty() || in[header->id]) continue;
    in[header->id] = 1;
    stamp[header->id] = ++round;
    while (!work.empty()) {
      Block* b = work.back();
      work.pop_back();
      if (stamp[b->id] == round) continue;
      stamp[b->id] = round;
      in[b->id] = 1;
      for (Block* p : b->preds) work.push_back(p);
    }
  }
  return in;
}

}  // namespace gosub::ir
