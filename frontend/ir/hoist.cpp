// Moving out of loops what is the same in every iteration: arithmetic, and loads that nothing in the loop can overwrite.
//
// Arithmetic of blocks that every iteration executes goes to the end of the block before the loop. A load may be executed only where its address is
// known to be good, that is, when the loop is entered for at least one iteration and all checks before it have passed. So it is taken only from the
// beginning of the body, where nothing can have left the loop yet, and put, together with the checks that stand before it, into a block that is
// executed if the loop's condition holds at the beginning:
//
//     before -> guard: if condition(first) -> hoisted -> header     and phis in the header: guard: zero, hoisted: the load, latch: itself
//                                        \--------------> header
//
// H-1 a check moves only if all checks before it in the body moved, too: the first to fail must remain the first
// H-2 a load or address does not move when a check of its index or pointer stays in the loop
// Must stand before the bounds pass: what that removes would be missing for H-2.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "frontend/ir/dominance.h"
#include "frontend/ir/passes.h"

namespace gosub::ir {

namespace {

constexpr size_t kMaxLoopBlocks = 64;  // larger loops gain little
constexpr size_t kMaxWrites = 32;

bool isArithmetic(const Value* v) {
  switch (v->op) {
    case Op::Add: case Op::Sub: case Op::Mul: case Op::And: case Op::Or: case Op::Xor: case Op::AndNot: case Op::Shl: case Op::Shr: case Op::Neg:
    case Op::Not: case Op::MulHi: case Op::RotL: case Op::Clz: case Op::Ctz: case Op::Popcnt: case Op::Bswap: case Op::Sqrt: case Op::Floor:
    case Op::Ceil: case Op::Trunc: case Op::FAbs: case Op::CopySign: case Op::FMA: case Op::Min: case Op::Max: return true;
    case Op::Div: case Op::Mod: {
      int64_t c;
      return isFloat(v->type) || (isConst(v->args[1], &c) && c != 0);  // else a check stands before it
    }
    case Op::Convert: return isFloat(v->type) != isFloat(v->args[0]->type) || sizeOf(v->type) < sizeOf(v->args[0]->type);
    default: return false;
  }
}

// Where a memory access is: root + index * stride + [offset, offset + size).
struct Access {
  const Value* root;
  const Value* index = nullptr;
  int64_t stride = 0;
  int64_t offset = 0;
  int64_t size = 0;
  Ty type = Ty::Void;
  bool precise = true;  // at most one index
};

Access accessOf(const Value* address, int64_t offset, Ty type) {
  Access a{address, nullptr, 0, offset, sizeOf(type), type, true};
  for (;;) {
    if (a.root->op == Op::PtrAdd) {
      a.offset += a.root->imm;
    } else if (a.root->op == Op::PtrIndex) {
      if (a.index != nullptr) a.precise = false;
      a.index = a.root->args[1];
      a.stride = a.root->imm;
    } else if (a.root->op != Op::Copy) {
      break;
    }
    a.root = a.root->args[0];
  }
  if (a.root->op == Op::SlotAddr) a.offset += int64_t(uint32_t(a.root->imm));
  if (a.root->op == Op::GlobalAddr) a.offset += a.root->imm;
  return a;
}

bool sameRoot(const Value* a, const Value* b) {
  if (a == b) return true;
  if (a->op != b->op) return false;
  if (a->op == Op::SlotAddr) return (a->imm >> 32) == (b->imm >> 32);
  return a->op == Op::GlobalAddr && a->sym == b->sym;
}

bool isObject(const Value* v) { return v->op == Op::SlotAddr || v->op == Op::GlobalAddr || v->op == Op::New || v->op == Op::DataAddr; }

// Memory is typed: what is read as a pointer is not written as a number, and floats and integers of different sizes do not share places. Bytes may
// be part of anything but pointers (views through package unsafe).
bool typesMayMeet(Ty a, Ty b) {
  if (a == b) return true;
  if (a == Ty::Ptr || b == Ty::Ptr) return false;
  if (sizeOf(a) == 1 || sizeOf(b) == 1) return true;
  return isFloat(a) == isFloat(b) && sizeOf(a) == sizeOf(b);
}

bool mayOverlap(const Access& a, const Access& b) {
  if (!sameRoot(a.root, b.root)) {
    if (isObject(a.root) && isObject(b.root)) return false;
    return typesMayMeet(a.type, b.type);
  }
  if (!a.precise || !b.precise) return true;
  auto apart = [](int64_t x, int64_t xs, int64_t y, int64_t ys) { return x + xs <= y || y + ys <= x; };
  if (a.index == b.index && a.stride == b.stride) return !apart(a.offset, a.size, b.offset, b.size);
  int64_t stride = a.index == nullptr ? b.stride : a.stride;
  if (b.index != nullptr && a.index != nullptr && a.stride != b.stride) return true;
  if (stride <= 0) return true;
  // Elements of one array at different indices: do the parts of the element overlap?
  int64_t x = ((a.offset % stride) + stride) % stride, y = ((b.offset % stride) + stride) % stride;
  if (x + a.size > stride || y + b.size > stride) return true;
  return !apart(x, a.size, y, b.size);
}

class Hoister {
 public:
  explicit Hoister(Function& f) : f_(f), dom_(Dominance::of(f)) {}

  bool run() {
    // Inner loops first: their headers come later. What leaves an inner loop may leave the outer one, too.
    std::vector<Block*> headers;
    for (Block* b : dom_.order())
      if (std::any_of(b->preds.begin(), b->preds.end(), [&](Block* p) { return dom_.reachable(p) && dom_.dominates(b, p); })) headers.push_back(b);
    if (headers.empty()) return false;
    inLoop_.assign(f_.nextBlock, 0);
    for (size_t i = headers.size(); i-- > 0;) visit(headers[i]);
    if (changed_) finish();
    return changed_;
  }

 private:
  void visit(Block* header) {
    if (!findLoop(header)) return;
    Block* before = nullptr;
    for (Block* p : header->preds) {
      if (member(p)) continue;
      if (before != nullptr) return;
      before = p;
    }
    if (before == nullptr || before == header || !dom_.reachable(before)) return;
    moveArithmetic(header, before);
    moveLoads(header, before);
  }

  // The blocks of the natural loop; false: too many.
  bool findLoop(Block* header) {
    round_++;
    loop_.assign(1, header);
    if (inLoop_.size() < f_.nextBlock) inLoop_.resize(f_.nextBlock, 0);
    inLoop_[header->id] = round_;
    latches_.clear();
    for (Block* p : header->preds)
      if (dom_.reachable(p) && known(p) && dom_.dominates(header, p)) latches_.push_back(p);
    std::vector<Block*> work = latches_;
    while (!work.empty()) {
      Block* b = work.back();
      work.pop_back();
      if (member(b)) continue;
      inLoop_[b->id] = round_;
      loop_.push_back(b);
      if (loop_.size() > kMaxLoopBlocks) return false;
      for (Block* p : b->preds) work.push_back(p);
    }
    return !latches_.empty();
  }
  bool member(const Block* b) const { return b->id < inLoop_.size() && inLoop_[b->id] == round_; }
  // Blocks made by this pass have no place in the dominator tree.
  bool known(const Block* b) const { return b->id < firstNew_; }
  bool invariant(const Value* v) const { return !member(v->block); }
  bool allInvariant(const Value* v) const { return std::all_of(v->args.begin(), v->args.end(), [&](Value* a) { return invariant(a); }); }

  bool everyIteration(const Block* b) const {
    return known(b) && std::all_of(latches_.begin(), latches_.end(), [&](Block* l) { return dom_.dominates(b, l); });
  }

  // ---- arithmetic

  void moveArithmetic(Block* header, Block* before) {
    // In an order in which operands come first: reverse postorder is one, the loop's blocks in it are few.
    std::vector<Block*> blocks = loop_;
    std::sort(blocks.begin(), blocks.end(), [&](Block* a, Block* b) { return place(a) < place(b); });
    for (Block* b : blocks) {
      if (!everyIteration(b)) continue;
      size_t out = 0;
      for (Value* v : b->values) {
        if (isArithmetic(v) && allInvariant(v)) {
          v->block = before;
          before->values.push_back(v);
          changed_ = true;
        } else {
          b->values[out++] = v;
        }
      }
      b->values.resize(out);
    }
  }

  int place(const Block* b) {
    if (places_.empty()) {
      places_.assign(firstNew_, 0);
      for (size_t i = 0; i < dom_.order().size(); i++) places_[dom_.order()[i]->id] = int(i);
    }
    return known(b) ? places_[b->id] : 0;
  }

  // ---- loads

  // What the loop writes; nullopt: anything.
  std::optional<std::vector<Access>> writes() const {
    std::vector<Access> list;
    for (const Block* b : loop_) {
      for (const Value* v : b->values) {
        switch (v->op) {
          case Op::Store: case Op::StorePtr: list.push_back(accessOf(v->args[0], v->imm, v->args[1]->type)); break;
          case Op::KeepAlive: break;
          default: {
            Effect e = effectOf(v->op);
            if (e == Effect::Write || e == Effect::Call || e == Effect::Atomic) return std::nullopt;
          }
        }
        if (list.size() > kMaxWrites) return std::nullopt;
      }
    }
    return list;
  }

  bool dependsOn(const Value* address, const std::unordered_set<const Value*>& values) const {
    for (;;) {
      if (values.contains(address)) return true;
      switch (address->op) {
        case Op::PtrIndex:
          if (values.contains(address->args[1])) return true;
          [[fallthrough]];
        case Op::PtrAdd: case Op::Copy: address = address->args[0]; break;
        default: return false;
      }
    }
  }

  // A load that decides whether to leave may be there to see what another goroutine writes.
  static bool steers(const Value* load, const Block* b) {
    for (const Value* c : b->controls) {
      if (c == load) return true;
      for (const Value* a : c->args)
        if (a == load) return true;
    }
    return false;
  }

  void moveLoads(Block* header, Block* before) {
    if (header->kind != BlockKind::If || header->succs[0] == header->succs[1]) return;
    Block* body = member(header->succs[0]) ? header->succs[0] : header->succs[1];
    bool onTrue = body == header->succs[0];
    if (!member(body) || member(header->succs[onTrue ? 1 : 0]) || body->preds.size() != 1) return;
    if (!std::any_of(body->values.begin(), body->values.end(), [](Value* v) { return v->op == Op::Load; })) return;
    auto stores = writes();
    if (!stores) return;
    std::vector<Value*> moved;
    std::unordered_set<const Value*> out;       // moved, so invariant from now on
    std::unordered_set<const Value*> guarded;   // operands of checks that stay
    auto fixed = [&](const Value* v) { return invariant(v) || out.contains(v); };
    auto allFixed = [&](const Value* v) { return std::all_of(v->args.begin(), v->args.end(), [&](Value* a) { return fixed(a); }); };
    bool any = false, stored = false;
    for (Block* b = body;;) {
      for (Value* v : b->values) {
        Effect e = effectOf(v->op);
        if (v->op == Op::Load && allFixed(v) && !steers(v, b) && !dependsOn(v->args[0], guarded) && !written(v, *stores)) {
          moved.push_back(v);
          out.insert(v);
          any = true;
        } else if (e == Effect::Write) {
          stored = true;
        } else if (e == Effect::Check) {
          if (guarded.empty() && !stored && allFixed(v)) moved.push_back(v);
          else guarded.insert(v->args.begin(), v->args.end());
        } else if (isAddress(v) ? allFixed(v) && !dependsOn(v, guarded) : isArithmetic(v) && allFixed(v) && dependsOnMoved(v, out)) {
          moved.push_back(v);
          out.insert(v);
        }
      }
      if (b->kind != BlockKind::Jump || !member(b->succs[0]) || b->succs[0] == header || b->succs[0]->preds.size() != 1) break;
      b = b->succs[0];
    }
    if (any) guardAndMove(header, before, onTrue, moved);
  }
  // An address must not be computed from an index that is out of range: the collector sees pointers.
  static bool isAddress(const Value* v) { return v->op == Op::PtrIndex || v->op == Op::PtrAdd; }
  static bool dependsOnMoved(const Value* v, const std::unordered_set<const Value*>& out) {
    return std::any_of(v->args.begin(), v->args.end(), [&](Value* a) { return out.contains(a); });
  }

  static bool written(const Value* load, const std::vector<Access>& stores) {
    Access a = accessOf(load->args[0], load->imm, load->type);
    return std::any_of(stores.begin(), stores.end(), [&](const Access& s) { return mayOverlap(a, s); });
  }

  // The header's condition as it is when the loop is entered; null: not computable.
  Value* firstCondition(Block* header, size_t edge, Block* guard) {
    std::unordered_map<const Value*, Value*> copies;
    auto copy = [&](auto&& self, Value* v, int depth) -> Value* {
      if (v->block != header) return v;
      if (v->op == Op::Phi) return v->args[edge];
      if (auto it = copies.find(v); it != copies.end()) return it->second;
      if (effectOf(v->op) != Effect::Pure || v->op == Op::Extract || depth == 0) return nullptr;
      std::vector<Value*> args;
      for (Value* a : v->args) {
        args.push_back(self(self, a, depth - 1));
        if (args.back() == nullptr) return nullptr;
      }
      Value* c = f_.makeValue(v->op, v->type, args, v->pos);
      c->imm = v->imm;
      c->sym = v->sym;
      c->inlined = v->inlined;
      c->block = guard;
      guard->values.push_back(c);
      return copies[v] = c;
    };
    return copy(copy, header->controls[0], 6);
  }

  void guardAndMove(Block* header, Block* before, bool onTrue, const std::vector<Value*>& moved) {
    size_t edge = predIndex(header, before);
    Block* guard = f_.newBlock();
    Block* hoisted = f_.newBlock();
    Value* cond = firstCondition(header, edge, guard);
    if (cond == nullptr) {
      for (Block* b : {guard, hoisted}) {
        b->values.clear();
        b->kind = BlockKind::Unreachable;
      }
      changed_ = true;
      return;  // they are removed at the end
    }
    guard->pos = hoisted->pos = header->pos;
    std::replace(before->succs.begin(), before->succs.end(), header, guard);
    guard->preds.push_back(before);
    guard->kind = BlockKind::If;
    guard->likely = header->likely;
    guard->controls.push_back(cond);
    guard->succs.push_back(onTrue ? hoisted : header);
    guard->succs.push_back(onTrue ? header : hoisted);
    f_.edgesChanged();
    hoisted->preds.push_back(guard);
    hoisted->kind = BlockKind::Jump;
    hoisted->succs.push_back(header);
    header->preds[edge] = guard;
    header->preds.push_back(hoisted);
    for (Value* v : header->values) {
      if (v->op != Op::Phi) break;
      std::vector<Value*> args(v->args.begin(), v->args.end());
      args.push_back(args[edge]);
      v->args = f_.arena.copy(args);
    }
    std::unordered_set<const Value*> gone(moved.begin(), moved.end());
    for (Block* b : loop_) eraseIf(b->values, [&](Value* v) { return gone.contains(v); });
    std::vector<Value*> phis;
    for (Value* v : moved) {
      v->block = hoisted;
      hoisted->values.push_back(v);
      if (v->type == Ty::Void) continue;
      phis.push_back(carry(header, guard, edge, v));
    }
    header->values.insert(header->values.begin(), phis);
    changed_ = true;
  }

  // In the loop, the phi stands for the value.
  Value* carry(Block* header, Block* guard, size_t edge, Value* v) {
    Op op = v->type == Ty::Ptr ? Op::ConstNil : isFloat(v->type) ? Op::ConstFloat : Op::ConstInt;
    Value* zero = f_.newValue(guard, op, v->type, {}, v->pos);
    std::vector<Value*> args(header->preds.size(), nullptr);
    Value* phi = f_.makeValue(Op::Phi, v->type, args, v->pos);
    phi->block = header;
    for (size_t i = 0; i < args.size(); i++) phi->args[i] = i == edge ? zero : i + 1 == args.size() ? v : phi;
    for (Block* b : loop_) {
      for (Value* u : b->values)
        for (Value*& a : u->args)
          if (a == v) a = phi;
      for (Value*& c : b->controls)
        if (c == v) c = phi;
    }
    outside_.push_back({v, phi});
    return phi;
  }

  // Uses behind the loop see the phi as well (those among the moved values see the value itself).
  void finish() {
    if (!outside_.empty()) {
      std::unordered_map<const Value*, Value*> phiOf;
      for (auto [v, phi] : outside_) phiOf[v] = phi;
      for (Block* b : f_.blocks) {
        for (Value* u : b->values) {
          for (size_t i = 0; i < u->args.size(); i++) {
            auto it = phiOf.find(u->args[i]);
            if (it == phiOf.end() || it->second == u || u->block == it->first->block) continue;
            // A phi of another loop's header at the edge from the hoisted block.
            if (u->op == Op::Phi && b->preds[i] == it->first->block) continue;
            u->args[i] = it->second;
          }
        }
        for (Value*& c : b->controls)
          if (auto it = phiOf.find(c); it != phiOf.end() && b != it->first->block) c = it->second;
      }
    }
    removeUnreachable(f_);
    renumber(f_);
  }

  struct Carried {
    Value* value;
    Value* phi;
  };

  Function& f_;
  const Dominance& dom_;
  const uint32_t firstNew_ = f_.nextBlock;
  std::vector<uint32_t> inLoop_;
  uint32_t round_ = 0;
  std::vector<Block*> loop_, latches_;
  std::vector<int> places_;
  std::vector<Carried> outside_;
  bool changed_ = false;
};

}  // namespace

bool hoistInvariants(Function& f, PassContext&) { return Hoister(f).run(); }

}  // namespace gosub::ir
