// Constant folding, algebraic identities, global value numbering and removal of repeated checks, in one walk over the
// dominator tree; then branches on constants and dead code. Linear but for the hash table.
//
// A value is numbered by (op, type, imm, sym, operands); a pure value equal to a dominating one is replaced by it, a check equal to a
// dominating check is dropped (checks have no result). Loads are not numbered here, but for those of words that a closure of this function captured.
#include <algorithm>
#include <bit>

#include "frontend/ir/dominance.h"
#include "frontend/ir/eval.h"
#include "frontend/ir/passes.h"

namespace gosub::ir {

namespace {

bool commutative(Op op) {
  switch (op) {
    case Op::Add: case Op::Mul: case Op::And: case Op::Or: case Op::Xor: case Op::Eq: case Op::Ne: return true;
    default: return false;
  }
}

bool isConstOp(Op op) { return op == Op::ConstInt || op == Op::ConstFloat; }

// An address that is never nil.
bool neverNil(const Value* v) {
  switch (v->op) {
    case Op::SlotAddr: case Op::GlobalAddr: case Op::FuncAddr: case Op::TypeAddr: case Op::ItabAddr: case Op::DataAddr:
    case Op::New: case Op::MakeClosure: case Op::ClosurePtr: return true;
    // Their bases and indices have been checked.
    case Op::PtrAdd: case Op::PtrIndex: return true;
    default: return false;
  }
}

bool inSlot(const Value* address) {
  while (address->op == Op::PtrAdd || address->op == Op::PtrIndex) address = address->args[0];
  return address->op == Op::SlotAddr;
}

class Simplifier {
 public:
  Simplifier(Function& f, Layouts& layouts)
      : f_(f), layouts_(layouts), replacement_(f.scratch), entries_(f.scratch), chain_(f.scratch), added_(f.scratch) {
    replacement_.assign(f.nextValue, nullptr);
    entries_.assign(std::clamp<size_t>(std::bit_ceil(f.nextValue), 64, 4096), 0);
  }

  // True when branches were folded: there may be more to find.
  bool run() {
    const Dominance& dom = Dominance::of(f_);
    auto open = [&](Block* b) {
      inRecover_ = !dom.dominates(f_.blocks[0], b);
      visit(b);
    };
    walkDominators(f_, dom, open, [&] { return chain_.size(); }, [&](size_t mark) { forget(mark); });
    replacePhiOperands();
    return foldBranches();
  }

 private:
  Value* resolve(Value* v) {
    while (v->id < replacement_.size() && replacement_[v->id] != nullptr) v = replacement_[v->id];
    return v;
  }
  void replace(Value* v, Value* by) {
    if (v->id >= replacement_.size()) replacement_.resize(v->id + 64);
    replacement_[v->id] = by;
  }

  void visit(Block* b) {
    size_t out = 0;
    for (size_t i = 0; i < b->values.size(); i++) {
      Value* v = b->values[i];
      for (Value*& a : v->args) a = resolve(a);
      if (keep(v)) b->values[out++] = v;
    }
    b->values.resize(out);
    for (Value*& c : b->controls) c = resolve(c);
  }

  // Whether the value stays; a replaced one does not.
  bool keep(Value* v) {
    if (v->op == Op::Phi) return !foldPhi(v);
    if (v->op == Op::Copy) {
      replace(v, v->args[0]);
      return false;
    }
    if (v->op == Op::Load) {
      Value* word = capturedWord(v, layouts_);
      if (word != nullptr) replace(v, resolve(word));
      return word == nullptr;
    }
    if (v->op == Op::StorePtr && inSlot(v->args[0])) v->op = Op::Store;
    Effect effect = effectOf(v->op);
    if (effect == Effect::Check) return !redundantCheck(v) && !known(v);
    if (effect != Effect::Pure || v->op == Op::Extract || v->op == Op::Param) return true;
    if (Value* simpler = identity(v)) {
      replace(v, simpler);
      return false;
    }
    foldConstant(v);
    return !known(v);
  }

  bool foldPhi(Value* v) {
    Value* same = nullptr;
    for (Value* a : v->args) {
      a = resolve(a);
      if (a == v || a == same) continue;
      if (same != nullptr) return false;
      same = a;
    }
    if (same == nullptr) return false;
    replace(v, same);
    return true;
  }

  // ---- folding

  void foldConstant(Value* v) {
    if (v->args.empty() || v->args.size() > 3 || isConstOp(v->op)) return;
    if (v->type == Ty::Ptr || v->type == Ty::Void) return;
    uint64_t words[3] = {0, 0, 0}, out;
    for (size_t i = 0; i < v->args.size(); i++) {
      if (!isConstOp(v->args[i]->op)) return;
      words[i] = uint64_t(v->args[i]->imm);
    }
    if (!evalPure(v->op, v->type, v->args[0]->type, words, v->args.size(), &out)) return;
    v->op = isFloat(v->type) ? Op::ConstFloat : Op::ConstInt;
    v->imm = int64_t(out);
    v->args = {};
  }

  // x + 0, x * 1, x & x, !!x and their like; null when nothing is simpler.
  Value* identity(Value* v) {
    if (v->args.empty()) return nullptr;
    if (commutative(v->op) && isConstOp(v->args[0]->op) && !isConstOp(v->args[1]->op)) std::swap(v->args[0], v->args[1]);
    Value* x = v->args[0];
    Value* y = v->args.size() > 1 ? v->args[1] : nullptr;
    int64_t c = 0;
    bool constant = y != nullptr && isConst(y, &c);
    bool integer = isInt(v->type);
    switch (v->op) {
      case Op::Add: case Op::Sub: case Op::Or: case Op::Xor:
        if (integer && constant && c == 0) return x;
        if (inRecover_) return nullptr;
        if (v->op == Op::Sub && integer && constant) subToAdd(v, c);
        return combineAdd(v);
      case Op::Shl: case Op::Shr: return constant && c == 0 && x->type == v->type ? x : nullptr;
      case Op::Mul: case Op::Div: return integer && constant && c == 1 ? x : nullptr;
      case Op::And: return x == y || (constant && v->type == Ty::U64 && c == -1) ? x : nullptr;
      case Op::BoolNot: return negated(v);
      case Op::Convert: return x->type == v->type ? x : narrowConvert(v);
      case Op::Select: {
        if (isConst(x, &c)) return v->args[c != 0 ? 1 : 2];
        return v->args[1] == v->args[2] ? v->args[1] : nullptr;
      }
      case Op::PtrAdd:
        if (v->imm == 0) return x;
        if (x->op == Op::PtrAdd) v->imm = offsetSum(v->imm, x->imm), v->args[0] = x->args[0];
        if (v->args[0]->op == Op::GlobalAddr || v->args[0]->op == Op::DataAddr) return foldAddress(v);
        return nullptr;
      case Op::PtrIndex:
        if (constant) {
          v->op = Op::PtrAdd;
          v->imm = int64_t(uint64_t(v->imm) * uint64_t(c));
          v->args = v->args.subspan(0, 1);
          return identity(v);
        }
        return nullptr;
      default: return nullptr;
    }
  }

  // Behind a bounds check that always fails offsets can be any number: they wrap, as the addresses do.
  static int64_t offsetSum(int64_t a, int64_t b) { return int64_t(uint64_t(a) + uint64_t(b)); }

  // x - c becomes x + -c.
  void subToAdd(Value* v, int64_t c) {
    Value* minus = f_.makeValue(Op::ConstInt, v->type, {}, v->pos);
    minus->imm = int64_t(canonical(v->type, 0 - uint64_t(c)));
    insertConst(minus);
    v->op = Op::Add;
    v->args[1] = minus;
  }

  // (x + c1) + c2 becomes x + (c1 + c2): wrapping addition is associative.
  Value* combineAdd(Value* v) {
    int64_t c1, c2;
    if (v->op != Op::Add || !isInt(v->type) || !isConst(v->args[1], &c2)) return nullptr;
    Value* x = v->args[0];
    if (x->op != Op::Add || x->type != v->type || !isConst(x->args[1], &c1)) return nullptr;
    Value* sum = f_.makeValue(Op::ConstInt, v->type, {}, v->pos);
    sum->imm = int64_t(canonical(v->type, uint64_t(c1) + uint64_t(c2)));
    insertConst(sum);
    v->args[0] = x->args[0];
    v->args[1] = sum;
    return nullptr;
  }

  // Constants made on the way live in the entry block, where they dominate everything but recoverBlock's part; there
  // none are made.
  void insertConst(Value* c) {
    Block* entry = f_.blocks[0];
    c->block = entry;
    added_.push_back(c);
  }

  Value* negated(Value* v) {
    Value* x = v->args[0];
    if (x->op == Op::BoolNot) return x->args[0];
    static constexpr Op kNot[] = {Op::Ne, Op::Eq, Op::Ge, Op::Gt, Op::Le, Op::Lt};
    if (x->op < Op::Eq || x->op > Op::Ge) return nullptr;
    // Not for floats: !(a < b) is not a >= b with NaN.
    if (isFloat(x->args[0]->type) && x->op != Op::Eq && x->op != Op::Ne) return nullptr;
    v->op = kNot[int(x->op) - int(Op::Eq)];
    v->args = f_.arena.copy(std::span<Value* const>(x->args.data(), 2));
    return nullptr;
  }

  // Conversion of a conversion between integers: the inner one is not needed when it keeps all bits the outer takes.
  Value* narrowConvert(Value* v) {
    Value* x = v->args[0];
    if (x->op != Op::Convert || !isInt(v->type) || !isInt(x->type) || !isInt(x->args[0]->type)) return nullptr;
    bool keeps = sizeOf(x->type) >= sizeOf(v->type) ||
                 (sizeOf(x->type) > sizeOf(x->args[0]->type) && !isSigned(x->args[0]->type)) ||
                 (sizeOf(x->type) >= sizeOf(x->args[0]->type) && isSigned(x->type) && isSigned(x->args[0]->type));
    if (!keeps) return nullptr;
    Value* inner = x->args[0];
    if (inner->type == v->type) return inner;
    v->args[0] = inner;
    return nullptr;
  }

  Value* foldAddress(Value* v) {
    Value* base = v->args[0];
    v->op = base->op;
    v->sym = base->sym;
    v->imm = offsetSum(v->imm, base->imm);
    v->args = {};
    return nullptr;
  }

  // ---- checks

  bool redundantCheck(Value* v) {
    int64_t c, n;
    switch (v->op) {
      case Op::NilCheck: return neverNil(v->args[0]);
      case Op::DivCheck: return isConst(v->args[0], &c) && c != 0;
      case Op::ShiftCheck: return isConst(v->args[0], &c) && c >= 0;
      case Op::BoundsCheck: return isConst(v->args[0], &c) && isConst(v->args[1], &n) && c >= 0 && c < n;
      case Op::SliceCheck:
        if (v->args[0] == v->args[1] && v->args[0]->op != Op::ConstInt) return false;
        return isConst(v->args[0], &c) && isConst(v->args[1], &n) && c >= 0 && c <= n;
      default: return false;
    }
  }

  // ---- value numbering: a chained hash table whose entries are undone when the walk leaves a subtree

  uint64_t hash(const Value* v) const {
    uint64_t h = uint64_t(v->op) * 0x9E3779B97F4A7C15u ^ uint64_t(v->type) << 40 ^ uint64_t(v->imm) ^
                 reinterpret_cast<uint64_t>(v->sym) * 31;
    for (const Value* a : v->args) h = (h ^ a->id) * 0xD6E8FEB86659FD93u;
    return h ^ h >> 29;
  }
  static bool same(const Value* a, const Value* b) {
    // Checks of one kind differ in their texts only; the first to fail is the one that panics, so imm must agree.
    return a->op == b->op && a->type == b->type && a->imm == b->imm && a->sym == b->sym &&
           std::equal(a->args.begin(), a->args.end(), b->args.begin(), b->args.end());
  }

  struct Entry {
    Value* value;
    int next;
    uint32_t slot;
  };

  // True when a dominating value is the same: v is replaced (checks: dropped).
  bool known(Value* v) {
    size_t slot = hash(v) & (entries_.size() - 1);
    for (int i = entries_[slot] - 1; i >= 0; i = chain_[size_t(i)].next) {
      Value* have = chain_[size_t(i)].value;
      if (!same(have, v)) continue;
      if (v->type != Ty::Void) replace(v, have);
      return true;
    }
    chain_.push_back({v, entries_[slot] - 1, uint32_t(slot)});
    entries_[slot] = int(chain_.size());
    return false;
  }
  void forget(size_t mark) {
    for (; chain_.size() > mark; chain_.pop_back()) entries_[chain_.back().slot] = chain_.back().next + 1;
  }

  // ---- after the walk

  // All others were resolved when they were visited: behind what they name.
  void replacePhiOperands() {
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) {
        if (v->op != Op::Phi) break;
        for (Value*& a : v->args) a = resolve(a);
      }
    }
    if (added_.empty()) return;
    ArenaVector<Value*>& entry = f_.blocks[0]->values;
    entry.insert(entry.begin(), added_);
  }

  bool foldBranches() {
    bool any = false;
    for (Block* b : f_.blocks) {
      int64_t c;
      if ((b->kind != BlockKind::If && b->kind != BlockKind::Switch) || !isConst(b->controls[0], &c)) continue;
      size_t taken = 0;
      if (b->kind == BlockKind::If) {
        taken = c != 0 ? 0 : 1;
      } else {
        taken = size_t(std::find(b->cases.begin(), b->cases.end(), c) - b->cases.begin());
      }
      for (size_t i = b->succs.size(); i-- > 0;)
        if (i != taken) removeEdge(f_, b, i);
      b->kind = BlockKind::Jump;
      b->controls.clear();
      b->cases.clear();
      any = true;
    }
    return any;
  }

  Function& f_;
  Layouts& layouts_;
  ArenaVector<Value*> replacement_;
  ArenaVector<int> entries_;  // hash slot -> index + 1 in chain_
  ArenaVector<Entry> chain_;
  ArenaVector<Value*> added_;
  bool inRecover_ = false;
};

}  // namespace

bool simplify(Function& f, PassContext& context) {
  removeUnreachable(f);
  bool folded = Simplifier(f, context.layouts).run();
  if (folded) removeUnreachable(f);
  removeDead(f);
  return folded;
}

}  // namespace gosub::ir
