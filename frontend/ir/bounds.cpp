// Removal of bounds and slice checks that dominating facts imply. Facts are `a < b` and `a <= b` between values, from
// branches and from checks that have passed, plus a lower bound of each value by simple induction:
//   * a phi that starts at c >= 0 and is only ever increased, by an addition under `phi < something`, is >= c;
//   * lengths (second operands of bounds checks) are >= 0.
// Everything is signed 64-bit; unsigned comparisons give no facts. Linear in the function but for a bounded search per check.
#include <algorithm>
#include <optional>

#include "frontend/ir/dominance.h"
#include "frontend/ir/passes.h"

namespace gosub::ir {

namespace {

constexpr int kSearchDepth = 4;

struct Fact {
  const Value* bigger;
  bool strict;
  uint32_t next;  // of the same value: index + 1 in facts_, 0: none
};

class CheckEliminator {
 public:
  explicit CheckEliminator(Function& f) : f_(f), values_(f.scratch), facts_(f.scratch), log_(f.scratch) {}

  // True when a check has gone.
  bool run() {
    if (!findChecks()) return false;
    walkDominators(f_, Dominance::of(f_), [&](Block* b) { visit(b); }, [&] { return log_.size(); }, [&](size_t mark) { forget(mark); });
    return changed_;
  }

 private:
  struct Undo {
    uint32_t id;
    bool zero;
  };
  struct Known {
    uint32_t facts = 0;  // what is bigger: index + 1 in facts_ of the newest one
    int atLeastZero = 0;
    bool isLength = false;
  };

  bool findChecks() {
    bool any = false;
    values_.resize(f_.nextValue);
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) {
        if (v->op == Op::BoundsCheck) values_[v->args[1]->id].isLength = true;
        any = any || v->op == Op::BoundsCheck || v->op == Op::SliceCheck;
      }
    }
    return any;
  }

  void add(const Value* a, const Value* b, bool strict) {
    uint32_t& head = values_[a->id].facts;
    facts_.push_back({b, strict, head});
    head = uint32_t(facts_.size());
    log_.push_back({a->id, false});
  }
  void addNonNegative(const Value* v) {
    values_[v->id].atLeastZero++;
    log_.push_back({v->id, true});
  }
  void forget(size_t mark) {
    for (; log_.size() > mark; log_.pop_back()) {
      Known& k = values_[log_.back().id];
      if (log_.back().zero) {
        k.atLeastZero--;
      } else {
        k.facts = facts_.back().next;
        facts_.pop_back();
      }
    }
  }
  // The first fact of v for which f is true; null: none.
  template <class F>
  const Fact* anyFact(const Value* v, F&& f) const {
    for (uint32_t i = values_[v->id].facts; i != 0; i = facts_[i - 1].next)
      if (f(facts_[i - 1])) return &facts_[i - 1];
    return nullptr;
  }

  // The comparison that the edge into b proves.
  void branchFacts(Block* b) {
    if (b->preds.size() != 1 || b->preds[0]->kind != BlockKind::If) return;
    Block* p = b->preds[0];
    if (p->succs[0] == p->succs[1]) return;
    const Value* c = p->controls[0];
    if (c->op < Op::Eq || c->op > Op::Ge || c->args[0]->type != Ty::I64) return;
    bool holds = p->succs[0] == b;
    const Value *x = c->args[0], *y = c->args[1];
    Op op = c->op;
    if (!holds) {
      static constexpr Op kNot[] = {Op::Ne, Op::Eq, Op::Ge, Op::Gt, Op::Le, Op::Lt};
      op = kNot[int(op) - int(Op::Eq)];
    }
    switch (op) {
      case Op::Lt: add(x, y, true); break;
      case Op::Le: add(x, y, false); break;
      case Op::Gt: add(y, x, true); break;
      case Op::Ge: add(y, x, false); break;
      case Op::Eq: add(x, y, false), add(y, x, false); break;
      default: break;
    }
  }

  void visit(Block* b) {
    branchFacts(b);
    size_t out = 0;
    for (Value* v : b->values)
      if (!implied(v)) b->values[out++] = v;
    changed_ = changed_ || out < b->values.size();
    b->values.resize(out);
  }

  bool implied(Value* v) {
    if (v->op != Op::BoundsCheck && v->op != Op::SliceCheck) return false;
    const Value *a = v->args[0], *b = v->args[1];
    bool strict = v->op == Op::BoundsCheck;
    if (nonNegative(a) && less(a, b, strict, kSearchDepth)) return true;
    add(a, b, strict);
    addNonNegative(a);
    return false;
  }

  // a < b (strict) or a <= b.
  bool less(const Value* a, const Value* b, bool strict, int depth) {
    if (a == b) return !strict;
    if (a->op == Op::ConstInt && b->op == Op::ConstInt) return strict ? a->imm < b->imm : a->imm <= b->imm;
    if (a->op == Op::ConstInt) {
      std::optional<int64_t> low = lowerBound(b, kSearchDepth);
      if (low && (strict ? a->imm < *low : a->imm <= *low)) return true;
    }
    if (depth == 0) return false;
    if (anyFact(a, [&](const Fact& f) { return less(f.bigger, b, strict && !f.strict, depth - 1); }) != nullptr) return true;
    return offsetLess(a, b, strict, depth);
  }

  // a = x + c.
  bool offsetLess(const Value* a, const Value* b, bool strict, int depth) {
    if (a->op == Op::Shr && a->args[1]->op == Op::ConstInt && nonNegative(a->args[0]))
      return less(a->args[0], b, strict, depth - 1);
    int64_t c;
    const Value* x;
    if (!splitAdd(a, &x, &c)) return false;
    if (!nonNegative(x)) return false;
    // x >= 0 and c < 0: no overflow, and x + c < x, so x <= b is enough.
    if (c < 0) return less(x, b, false, depth - 1);
    // x < n - d or x <= n - d with 0 <= d, where n >= 0 is b itself: x + c reaches at most n - d + c (less 1).
    constexpr int64_t kSmall = int64_t{1} << 32;
    auto reaches = [&](const Fact& f) {
      const Value* n;
      int64_t d;
      if (c >= kSmall || !splitAdd(f.bigger, &n, &d) || n != b || !values_[n->id].isLength || d > 0 || d < -kSmall) return false;
      int64_t slack = -d - c + (f.strict ? 1 : 0);  // n - (x + c) is at least this
      return slack >= (strict ? 1 : 0);
    };
    return anyFact(x, reaches) != nullptr;
  }

  static bool splitAdd(const Value* v, const Value** x, int64_t* c) {
    if (v->type != Ty::I64) return false;
    if (v->op == Op::Add && v->args[1]->op == Op::ConstInt) return *x = v->args[0], *c = v->args[1]->imm, true;
    if (v->op == Op::Sub && v->args[1]->op == Op::ConstInt && v->args[1]->imm != INT64_MIN)
      return *x = v->args[0], *c = -v->args[1]->imm, true;
    return false;
  }

  bool nonNegative(const Value* v) {
    std::optional<int64_t> low = lowerBound(v, kSearchDepth);
    return low && *low >= 0;
  }

  std::optional<int64_t> lowerBound(const Value* v, int depth) {
    if (v->op == Op::ConstInt) return v->imm;
    if (values_[v->id].isLength || values_[v->id].atLeastZero > 0) return 0;
    if (depth == 0) return std::nullopt;
    switch (v->op) {
      case Op::Convert:
        if (isInt(v->args[0]->type) && !isSigned(v->args[0]->type) && sizeOf(v->args[0]->type) < sizeOf(v->type)) return 0;
        if (isInt(v->args[0]->type) && isSigned(v->args[0]->type) && sizeOf(v->args[0]->type) <= sizeOf(v->type) && isSigned(v->type))
          return lowerBound(v->args[0], depth - 1);
        return std::nullopt;
      case Op::And:
        for (const Value* a : v->args)
          if (auto low = lowerBound(a, depth - 1); low && *low >= 0 && isSigned(v->type)) return 0;
        return std::nullopt;
      case Op::Shr: case Op::Mod: {
        if (v->op == Op::Shr && !isSigned(v->type)) return std::nullopt;
        auto low = lowerBound(v->args[0], depth - 1);
        return low && *low >= 0 && isSigned(v->type) ? std::optional<int64_t>(0) : std::nullopt;
      }
      case Op::Div: {
        auto low = lowerBound(v->args[0], depth - 1);
        int64_t c;
        bool positive = isConst(v->args[1], &c) && c > 0;
        return low && *low >= 0 && positive && isSigned(v->type) ? std::optional<int64_t>(0) : std::nullopt;
      }
      case Op::Add: case Op::Sub: return sumBound(v, depth);
      case Op::Phi: return phiBound(v, depth);
      default: return std::nullopt;
    }
  }

  std::optional<int64_t> sumBound(const Value* v, int depth) {
    const Value* x;
    int64_t c;
    if (!splitAdd(v, &x, &c)) return std::nullopt;
    auto low = lowerBound(x, depth - 1);
    if (!low || *low < 0) return std::nullopt;
    if (c <= 0) return *low + c;  // can't overflow
    // x + c could wrap unless x is known to be below something.
    return values_[x->id].facts == 0 || c > (int64_t{1} << 32) ? std::nullopt : std::optional<int64_t>(*low + c);
  }

  // A loop counter: one operand from outside, the others phi + positive constant, each computed where phi < something.
  std::optional<int64_t> phiBound(const Value* v, int depth) {
    if (v->type != Ty::I64) return std::nullopt;
    std::optional<int64_t> low;
    for (const Value* a : v->args) {
      if (a == v) continue;
      const Value* x;
      int64_t c;
      if (splitAdd(a, &x, &c) && x == v && c >= 0 && c < (int64_t{1} << 32) && guarded(v, a)) continue;
      if (a->op == Op::Phi) return std::nullopt;
      auto outer = lowerBound(a, depth - 1);
      if (!outer) return std::nullopt;
      low = low ? std::min(*low, *outer) : *outer;
    }
    return low;
  }

  // The increment is only reached through a branch that proved phi < something, so that it does not overflow.
  bool guarded(const Value* phi, const Value* increment) {
    const Dominance& dom = Dominance::of(f_);
    for (const Block* b = increment->block; b != nullptr && b != phi->block; b = dom.idom(b))
      if (provesLess(b, phi)) return true;
    return false;
  }
  bool provesLess(const Block* b, const Value* x) {
    if (b->preds.size() != 1 || b->preds[0]->kind != BlockKind::If) return false;
    const Block* p = b->preds[0];
    const Value* c = p->controls[0];
    bool taken = p->succs[0] == b;
    if (p->succs[0] == p->succs[1]) return false;
    if (taken) return (c->op == Op::Lt && c->args[0] == x) || (c->op == Op::Gt && c->args[1] == x);
    return (c->op == Op::Ge && c->args[0] == x) || (c->op == Op::Le && c->args[1] == x);
  }

  Function& f_;
  bool changed_ = false;
  ArenaVector<Known> values_;  // by id
  ArenaVector<Fact> facts_;
  ArenaVector<Undo> log_;
};

}  // namespace

bool eliminateChecks(Function& f, PassContext&) { return CheckEliminator(f).run(); }

}  // namespace gosub::ir
