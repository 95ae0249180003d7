// The verifier. Invariants are listed in verify.h.
#include "frontend/ir/verify.h"

#include <cstdarg>
#include <cstdio>

#include "frontend/ir/dominance.h"
#include "frontend/ir/print.h"
#include "runtime/abi/entries.h"

namespace gosub::ir {

namespace {

class Verifier {
 public:
  explicit Verifier(const Function& f) : f_(f) {}

  std::string run() {
    if (f_.blocks.empty()) return "no blocks";
    edges();
    if (error_.empty()) shapes();
    if (error_.empty()) dominance();
    return error_;
  }

 private:
  bool fail(const Block* b, const Value* v, const char* format, ...) __attribute__((format(printf, 4, 5))) {
    if (!error_.empty()) return false;
    char text[300];
    va_list ap;
    va_start(ap, format);
    vsnprintf(text, sizeof text, format, ap);
    va_end(ap);
    error_ = f_.sym != nullptr ? std::string(f_.sym->name) : std::string("func");
    if (b != nullptr) error_ += ": b" + std::to_string(b->id);
    error_ += ": ";
    if (v != nullptr) {
      printValue(error_, *v);
      error_ += ": ";
    }
    error_ += text;
    return false;
  }

  // ---- V-1
  void edges() {
    std::vector<uint8_t> seen(f_.nextBlock, 0);
    for (const Block* b : f_.blocks) {
      if (b->id >= f_.nextBlock || seen[b->id]) {
        fail(b, nullptr, "block numbered twice or out of range");
        return;
      }
      seen[b->id] = 1;
    }
    for (const Block* b : f_.blocks) {
      if (!endFits(b)) return;
      for (const Block* s : b->succs)
        if (!contains(f_.blocks, s) || count(s->preds, b) != count(b->succs, s)) {
          fail(b, nullptr, "edge to b%u is not mirrored", s->id);
          return;
        }
      for (const Block* p : b->preds)
        if (count(p->succs, b) == 0) {
          fail(b, nullptr, "predecessor b%u has no edge to it", p->id);
          return;
        }
    }
  }

  bool contains(std::span<Block* const>, const Block* b) const { return b->id < f_.nextBlock; }
  static size_t count(std::span<Block* const> list, const Block* b) {
    size_t n = 0;
    for (const Block* x : list) n += x == b;
    return n;
  }

  bool endFits(const Block* b) {
    size_t controls = b->controls.size(), succs = b->succs.size();
    switch (b->kind) {
      case BlockKind::Jump: return (controls == 0 && succs == 1) || fail(b, nullptr, "bad jump");
      case BlockKind::If:
        if (controls != 1 || succs != 2) return fail(b, nullptr, "bad if");
        return b->controls[0]->type == Ty::U8 || fail(b, b->controls[0], "condition is not a bool");
      case BlockKind::Switch:
        if (controls != 1 || succs != b->cases.size() + 1) return fail(b, nullptr, "bad switch");
        for (size_t i = 1; i < b->cases.size(); i++)
          if (b->cases[i - 1] >= b->cases[i]) return fail(b, nullptr, "cases are not sorted");
        return true;
      case BlockKind::Return:
        if (succs != 0 || controls != f_.results.size()) return fail(b, nullptr, "bad return");
        for (size_t i = 0; i < controls; i++)
          if (b->controls[i]->type != f_.results[i]) return fail(b, b->controls[i], "result %zu has another type", i);
        return true;
      case BlockKind::Unreachable: return (controls == 0 && succs == 0) || fail(b, nullptr, "bad unreachable");
    }
    return true;
  }

  // ---- V-2, V-4, V-5, V-6
  void shapes() {
    std::vector<uint8_t> seen(f_.nextValue, 0);
    for (const Block* b : f_.blocks) {
      bool phisOver = false;
      for (const Value* v : b->values) {
        if (v->id >= f_.nextValue || seen[v->id]) fail(b, v, "value numbered twice or out of range");
        else seen[v->id] = 1;
        if (v->block != b) fail(b, v, "stands in another block than it says");
        if (v->op == Op::Phi && phisOver) fail(b, v, "phi after other values");
        phisOver = phisOver || v->op != Op::Phi;
        shape(b, v);
        if (!error_.empty()) return;
      }
    }
  }

  bool argTypes(const Block* b, const Value* v, std::initializer_list<Ty> want) {
    size_t i = 0;
    for (Ty t : want) {
      if (v->args[i]->type != t) return fail(b, v, "operand %zu is %s", i, std::string(tyName(v->args[i]->type)).c_str());
      i++;
    }
    return true;
  }

  bool shape(const Block* b, const Value* v) {
    const OpInfo& op = info(v->op);
    if (op.nargs >= 0 && v->args.size() != size_t(op.nargs)) return fail(b, v, "has %zu operands", v->args.size());
    for (const Value* a : v->args)
      if (a->type == Ty::Void && v->op != Op::Extract) return fail(b, v, "operand v%u has no value", a->id);
    if (op.result == ResultRule::Void && v->type != Ty::Void) return fail(b, v, "has a result");
    if (op.result == ResultRule::Bool && v->type != Ty::U8) return fail(b, v, "is no bool");
    if (op.result == ResultRule::Ptr && v->type != Ty::Ptr) return fail(b, v, "is no pointer");
    if ((op.result == ResultRule::Any || op.result == ResultRule::Same) && v->type == Ty::Void)
      return fail(b, v, "has no type");
    if (op.result != ResultRule::Multi && !v->results.empty()) return fail(b, v, "has several results");
    if (v->results.size() == 1) return fail(b, v, "one result is the value itself");
    if (op.sym != SymKind::None && op.sym != SymKind::Runtime && v->sym == nullptr) return fail(b, v, "has no symbol");
    if (op.result == ResultRule::Same)
      for (const Value* a : v->args)
        if (a->type != v->type) return fail(b, v, "operand v%u has another type", a->id);
    return special(b, v);
  }

  bool special(const Block* b, const Value* v) {
    switch (v->op) {
      case Op::Phi:
        if (v->args.size() != b->preds.size()) return fail(b, v, "has %zu operands for %zu edges", v->args.size(), b->preds.size());
        for (const Value* a : v->args)
          if (a->type != v->type) return fail(b, v, "operand v%u has another type", a->id);
        return true;
      case Op::Eq: case Op::Ne: case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge:
        return v->args[0]->type == v->args[1]->type || fail(b, v, "operands differ in type");
      case Op::Select:
        if (v->args[0]->type != Ty::U8) return fail(b, v, "condition is no bool");
        return (v->args[1]->type == v->type && v->args[2]->type == v->type) || fail(b, v, "operands differ in type");
      case Op::Shl: case Op::Shr: case Op::RotL:
        return (v->args[0]->type == v->type && isInt(v->args[1]->type)) || fail(b, v, "bad shift");
      case Op::Load: case Op::Zero: case Op::PtrAdd: case Op::NilCheck: case Op::AtomicLoad: case Op::PtrToInt:
      case Op::Go: case Op::DeferPush:
        return argTypes(b, v, {Ty::Ptr});
      case Op::StorePtr: case Op::Move: return argTypes(b, v, {Ty::Ptr, Ty::Ptr});
      case Op::Panic: return argTypes(b, v, {Ty::Ptr, Ty::Ptr});
      case Op::PtrIndex: return argTypes(b, v, {Ty::Ptr, Ty::I64});
      case Op::BoundsCheck: case Op::SliceCheck: return argTypes(b, v, {Ty::I64, Ty::I64});
      case Op::Store:
        if (!argTypes(b, v, {Ty::Ptr})) return false;
        return v->args[1]->type != Ty::Ptr || isFresh(v->args[0]) || fail(b, v, "raw store of a pointer");
      case Op::SlotAddr:
        return size_t(v->imm >> 32) < f_.slots.size() || fail(b, v, "no such slot");
      case Op::Param:
        if (size_t(v->imm) >= f_.params.size() || f_.params[size_t(v->imm)] != v->type) return fail(b, v, "no such parameter");
        return b == f_.blocks[0] || fail(b, v, "stands outside of the entry block");
      case Op::ClosurePtr: return b == f_.blocks[0] || fail(b, v, "stands outside of the entry block");
      case Op::Extract: {
        const Value* m = v->args[0];
        if (size_t(v->imm) >= m->results.size() || m->results[size_t(v->imm)] != v->type) return fail(b, v, "no such result");
        return true;
      }
      case Op::Call: return call(b, v);
      case Op::CallRuntime: return runtimeCall(b, v);
      default: return true;
    }
  }

  bool call(const Block* b, const Value* v) {
    const FuncSym& callee = *v->func;
    if (v->args.size() != callee.params.size()) return fail(b, v, "has %zu operands for %zu parameters", v->args.size(), callee.params.size());
    for (size_t i = 0; i < v->args.size(); i++)
      if (v->args[i]->type != callee.params[i]) return fail(b, v, "operand %zu has another type", i);
    return resultCount(v) == callee.results.size() || fail(b, v, "has %zu results, not %zu", resultCount(v), callee.results.size());
  }

  bool runtimeCall(const Block* b, const Value* v) {
    if (v->imm < 0 || v->imm >= int64_t(abi::Entry::Count)) return fail(b, v, "no such entry");
    const abi::EntryInfo& e = abi::kEntries[v->imm];
    if (v->args.size() != e.argWords) return fail(b, v, "has %zu operands, not %d", v->args.size(), e.argWords);
    return resultCount(v) == e.resultWords || fail(b, v, "has %zu results, not %d", resultCount(v), e.resultWords);
  }

  static bool isFresh(const Value* address) {
    while (address->op == Op::PtrAdd || address->op == Op::PtrIndex || address->op == Op::Copy) address = address->args[0];
    return address->op == Op::SlotAddr || address->op == Op::New || address->op == Op::MakeClosure;
  }

  // ---- V-3
  void dominance() {
    Dominance dom(const_cast<Function&>(f_));
    for (const Block* b : f_.blocks)
      if (f_.dominance != nullptr && f_.dominance->idom(b) != dom.idom(b)) return void(fail(b, nullptr, "dominators that were kept are out of date"));
    std::vector<uint32_t> place(f_.nextValue, 0);
    for (const Block* b : f_.blocks)
      for (size_t i = 0; i < b->values.size(); i++) place[b->values[i]->id] = uint32_t(i);
    auto available = [&](const Value* a, const Block* at, size_t before) {
      if (a->block == nullptr) return false;
      if (a->block == at) return place[a->id] < before && at->values[place[a->id]] == a;
      return a->block->values[place[a->id]] == a && dom.dominates(a->block, at);
    };
    for (const Block* b : f_.blocks) {
      if (!dom.reachable(b)) continue;
      for (size_t i = 0; i < b->values.size(); i++) {
        const Value* v = b->values[i];
        for (size_t k = 0; k < v->args.size(); k++) {
          const Block* at = v->op == Op::Phi ? b->preds[k] : b;
          if (v->op == Op::Phi && !dom.reachable(at)) continue;
          size_t before = v->op == Op::Phi ? at->values.size() : i;
          if (!available(v->args[k], at, before)) {
            fail(b, v, "operand v%u is not defined before it", v->args[k]->id);
            return;
          }
        }
      }
      for (const Value* c : b->controls)
        if (!available(c, b, b->values.size())) {
          fail(b, nullptr, "control v%u is not defined before it", c->id);
          return;
        }
    }
  }

  const Function& f_;
  std::string error_;
};

}  // namespace

std::string verify(const Function& f) { return Verifier(f).run(); }

}  // namespace gosub::ir
