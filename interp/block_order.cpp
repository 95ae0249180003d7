// Placing blocks. See block_order.h.
#include "interp/block_order.h"

#include <algorithm>

namespace gosub::interp {

namespace {

constexpr uint32_t kNil = ~0u;

class Order {
 public:
  Order(const Mir& mir, std::span<const uint8_t> removed)
      : mir_(mir), removed_(removed), cold_(mir.arena), items_(mir.arena), head_(mir.arena), tail_(mir.arena), hot_(mir.arena) {}

  ArenaVector<uint32_t> run() {
    findCold();
    listItems();
    flatten();
    ArenaVector<uint32_t> out(mir_.arena);
    out.reserve(mir_.blocks.size());
    for (uint32_t b : hot_)
      if (!removed_[b]) out.push_back(b);
    for (uint32_t b = 0; b < cold_.size(); b++)
      if (cold_[b] && !removed_[b]) out.push_back(b);
    return out;
  }

 private:
  const MInst& terminator(uint32_t b) const { return mir_.insts[mir_.blocks[b].last]; }

  // Cold: leads only to panics, or is reached only by unlikely edges and cold blocks.
  void findCold() {
    size_t n = mir_.blocks.size();
    cold_.assign(n, 0);
    for (uint32_t b = uint32_t(n); b-- > 1;) {
      const MBlock& mb = mir_.blocks[b];
      if (terminator(b).kind == MKind::Stop) {
        cold_[b] = 1;
      } else if (!mb.succs.empty()) {
        cold_[b] = std::all_of(mb.succs.begin(), mb.succs.end(), [&](uint32_t s) { return s > b && cold_[s]; });
      }
    }
    for (uint32_t b = 1; b < n; b++) {
      const MBlock& mb = mir_.blocks[b];
      if (cold_[b] || mb.preds.empty()) continue;
      cold_[b] = std::all_of(mb.preds.begin(), mb.preds.end(), [&](uint32_t p) { return p < b && (cold_[p] || unlikely(p, b)); });
    }
  }

  bool unlikely(uint32_t p, uint32_t b) const {
    const MBlock& mb = mir_.blocks[p];
    if (mb.block->likely == 0 || mb.succs.size() != 2 || mb.succs[0] == mb.succs[1]) return false;
    return mb.succs[mb.block->likely > 0 ? 1 : 0] == b;
  }

  // Items of a loop (or of the function): blocks, and inner loops by their headers, in reverse postorder.
  struct Item {
    uint32_t block;
    uint32_t next = kNil;
    bool loop = false;   // the whole loop of this header
  };

  void append(uint32_t list, uint32_t block, bool loop) {
    uint32_t id = uint32_t(items_.size());
    items_.push_back({block, kNil, loop});
    if (tail_[list] == kNil) head_[list] = id;
    else items_[tail_[list]].next = id;
    tail_[list] = id;
  }

  void listItems() {
    uint32_t n = uint32_t(mir_.blocks.size());
    head_.assign(n + 1, kNil);  // [n]: the function itself
    tail_.assign(n + 1, kNil);
    for (uint32_t b = 0; b < n; b++) {
      if (cold_[b]) continue;
      const MBlock& mb = mir_.blocks[b];
      if (mb.loop == b) append(mb.outerLoop == kNoReg ? n : mb.outerLoop, b, true);
      append(mb.loop == kNoReg ? n : mb.loop, b, false);
    }
  }

  void flatten() {
    struct Open {
      std::span<uint32_t> items;
      size_t next;
    };
    ArenaVector<Open> stack(mir_.arena);
    auto open = [&](uint32_t list) {
      ArenaVector<uint32_t> items(mir_.arena);
      for (uint32_t i = head_[list]; i != kNil; i = items_[i].next) items.push_back(i);
      if (list < mir_.blocks.size()) rotate(items, list);
      stack.push_back({items, 0});
    };
    open(uint32_t(mir_.blocks.size()));
    while (!stack.empty()) {
      Open& top = stack.back();
      if (top.next == top.items.size()) {
        stack.pop_back();
        continue;
      }
      const Item& item = items_[top.items[top.next++]];
      if (item.loop) open(item.block);
      else hot_.push_back(item.block);
    }
  }

  bool inLoop(uint32_t b, uint32_t header) const {
    uint32_t h = mir_.blocks[b].loop;
    while (h != kNoReg && h > header) h = mir_.blocks[h].outerLoop;
    return h == header;
  }
  bool leaves(uint32_t b, uint32_t header) const {
    const MBlock& mb = mir_.blocks[b];
    if (terminator(b).kind != MKind::Branch) return false;
    return inLoop(mb.succs[0], header) != inLoop(mb.succs[1], header);
  }

  // Puts the first test that leaves the loop at the bottom, unless there is one already.
  void rotate(std::span<uint32_t> items, uint32_t header) const {
    const Item& last = items_[items.back()];
    if (last.loop || items.size() < 2 || terminator(last.block).kind != MKind::Jump) return;
    constexpr size_t kLook = 6;
    for (size_t i = 0; i + 1 < items.size() && i < kLook; i++) {
      const Item& item = items_[items[i]];
      if (item.loop) return;
      if (!leaves(item.block, header)) continue;
      if (removed_[item.block]) return;  // its test is part of the latch
      std::rotate(items.begin(), items.begin() + int64_t(i) + 1, items.end());
      return;
    }
  }

  const Mir& mir_;
  std::span<const uint8_t> removed_;
  ArenaVector<uint8_t> cold_;
  ArenaVector<Item> items_;
  ArenaVector<uint32_t> head_, tail_;
  ArenaVector<uint32_t> hot_;
};

}  // namespace

ArenaVector<uint32_t> orderBlocks(const Mir& mir, std::span<const uint8_t> removed) { return Order(mir, removed).run(); }

}  // namespace gosub::interp
