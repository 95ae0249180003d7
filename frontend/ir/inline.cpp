// Inlining, and turning calls through known function values and known itabs into direct ones on the way.
//
// Blocks are visited in order; the copies of a callee's blocks go to the end of the list and are visited later, so calls in inlined bodies are
// candidates themselves until the budget of the function is used up. A function may be inlined into itself once per call site (that pays for
// recursion: fewer frames); apart from that nothing is inlined into its own copy.
//
// Never inlined: functions with defer or recover, and into wrappers (which are transparent to recover) anything that calls on.
// Every value of a copy carries its InlineSite, so that tracebacks and runtime.Callers see the frames that there are not.
#include <algorithm>
#include <unordered_map>

#include "frontend/ir/dominance.h"
#include "frontend/ir/passes.h"
#include "runtime/abi/frame.h"

namespace gosub::ir {

namespace {

constexpr size_t kBudget = 1500;         // operations that may be added to a function
constexpr size_t kMaxDepth = 8;          // of inlined calls in each other

// Copies the blocks of `from` to the end of `to`. The first of the new blocks is the copy of the entry.
class Copier {
 public:
  Copier(const Function& from, Function& to) : from_(from), to_(to), values_(to.scratch), blocks_(to.scratch) {
    values_.assign(from.nextValue, nullptr);
    blocks_.assign(from.nextBlock, nullptr);
  }

  // What stands for Param i and ClosurePtr; without them they are copied.
  std::span<Value* const> arguments;
  Value* closure = nullptr;
  uint32_t site = 0;  // index + 1 in to.inlineTree; 0: a plain copy or in the function itself
  bool inlines = false;  // not a plain copy
  Pos hiddenAt;       // of a wrapper, whose code has no frame of its own: where it was called

  Block* run() {
    slotBase_ = int64_t(to_.slots.size());
    to_.slots.insert(to_.slots.end(), from_.slots.begin(), from_.slots.end());
    treeBase_ = uint32_t(to_.inlineTree.size());
    for (InlineSite s : from_.inlineTree) {
      if (s.parent == 0 && hiddenAt.valid()) s.callPos = hiddenAt;
      s.parent = s.parent == 0 ? site : s.parent + treeBase_;
      to_.inlineTree.push_back(s);
    }
    for (const Block* b : from_.blocks) blocks_[b->id] = to_.newBlock();
    for (const Block* b : from_.blocks) copyBlock(b);
    for (const Block* b : from_.blocks) connect(b);
    return blocks_[from_.blocks[0]->id];
  }
  Block* copyOf(const Block* b) const { return blocks_[b->id]; }
  Value* copyOf(const Value* v) const { return values_[v->id]; }

 private:
  void copyBlock(const Block* b) {
    Block* to = blocks_[b->id];
    to->kind = b->kind;
    to->likely = b->likely;
    to->pos = b->pos;
    to->cases.assign({b->cases.data(), b->cases.size()});
    to->values.reserve(b->values.size());
    for (const Value* v : b->values) {
      if (v->op == Op::Param && inlines) {
        values_[v->id] = arguments[size_t(v->imm)];
        continue;
      }
      if (v->op == Op::ClosurePtr && inlines) {
        values_[v->id] = closure;
        continue;
      }
      Value* c = to_.newValue(to, v->op, v->type, {}, v->inlined == 0 && hiddenAt.valid() ? hiddenAt : v->pos);
      c->imm = v->imm;
      c->sym = v->sym;
      c->results = to_.arena.copy(std::span<const Ty>(v->results));
      c->inlined = v->inlined == 0 ? site : v->inlined + treeBase_;
      if (v->op == Op::SlotAddr) c->imm += slotBase_ << 32;
      if (v->op == Op::MakeClosure && v->imm != 0) c->imm += slotBase_;
      values_[v->id] = c;
    }
  }

  void connect(const Block* b) {
    Block* to = blocks_[b->id];
    to->succs.reserve(b->succs.size());
    to->preds.reserve(b->preds.size());
    to->controls.reserve(b->controls.size());
    for (const Block* s : b->succs) to->succs.push_back(blocks_[s->id]);
    for (const Block* p : b->preds) to->preds.push_back(blocks_[p->id]);
    for (const Value* c : b->controls) to->controls.push_back(values_[c->id]);
    for (const Value* v : b->values) {
      Value* c = values_[v->id];
      if (v->args.empty() || c->op != v->op) continue;
      c->args = to_.arena.rawArray<Value*>(v->args.size());
      for (size_t i = 0; i < v->args.size(); i++) c->args[i] = values_[v->args[i]->id];
    }
  }

  const Function& from_;
  Function& to_;
  ArenaVector<Value*> values_;
  ArenaVector<Block*> blocks_;
  int64_t slotBase_ = 0;
  uint32_t treeBase_ = 0;
};

class Inliner {
 public:
  Inliner(Function& f, PassContext& context) : f_(f), context_(context), wrapper_(f.sym != nullptr && (f.sym->flags & abi::kFuncWrapper) != 0) {}

  bool run() {
    if (!hasCandidates()) return false;
    keepSelf();
    inLoop_ = blocksInLoops(f_);
    for (size_t i = 0; i < f_.blocks.size(); i++) visit(f_.blocks[i]);
    if (!changed_) return false;
    f_.edgesChanged();
    replaceExtracts();
    removeUnreachable(f_);
    renumber(f_);
    return true;
  }

 private:
  bool hasCandidates() const {
    for (const Block* b : f_.blocks)
      for (const Value* v : b->values)
        if (v->op == Op::Call || v->op == Op::CallClosure || v->op == Op::CallIface) return true;
    return false;
  }

  // A copy of the function as it is now, when it calls itself and is small.
  void keepSelf() {
    bool recursive = false;
    for (const Block* b : f_.blocks)
      for (const Value* v : b->values) recursive = recursive || (v->op == Op::Call && v->func == f_.sym);
    if (!recursive || f_.sym == nullptr || f_.sym->noInline || wrapper_) return;
    BodyFacts facts = inspectBody(f_);
    if (!facts.inlinable || facts.cost > kInlineSelfLimit) return;
    self_.facts = facts;
    self_.params = f_.params;
    self_.results = f_.results;
    Copier(f_, self_).run();
    renumber(self_);
    hasSelf_ = true;
  }

  // From the end: what follows an inlined call is moved to a block of its own, and is visited by then.
  void visit(Block* b) {
    for (size_t i = b->values.size(); i-- > 0;) {
      Value* v = b->values[i];
      if (v->op == Op::CallIface) devirtualize(v);
      FuncSym* callee = nullptr;
      Value* closure = nullptr;
      if (v->op == Op::Call) {
        callee = v->func;
      } else if (v->op == Op::CallClosure) {
        closure = known(v->args[0]);
        if (closure->op != Op::MakeClosure && closure->op != Op::FuncAddr) continue;
        callee = closure->func;
        if (closure->op == Op::FuncAddr) {
          makeDirect(v, callee);
          closure = nullptr;
        }
      }
      if (callee == nullptr) continue;
      const Function* body = bodyOf(callee, v);
      if (body == nullptr) continue;
      expand(b, i, body, closure);
    }
  }

  // ---- what is called

  // Looks through copies and through captures of known closures.
  Value* known(Value* v) {
    for (int i = 0; i < 16; i++) {
      if (v->op == Op::Copy) {
        v = v->args[0];
      } else if (Value* captured = capturedWord(v, context_.layouts)) {
        v = captured;
      } else {
        break;
      }
    }
    return v;
  }

  void makeDirect(Value* v, FuncSym* callee) {
    v->op = Op::Call;
    v->func = callee;
    v->imm = 0;
    v->args = v->args.subspan(1);
    changed_ = true;
  }

  void devirtualize(Value* v) {
    Value* tab = known(v->args[0]);
    if (tab->op != Op::ItabAddr || context_.bodies == nullptr) return;
    FuncSym* callee = context_.bodies->ifaceMethod(tab->itab, int(v->imm));
    if (callee != nullptr && callee->params.size() == v->args.size() - 1) makeDirect(v, callee);
  }

  // ---- whether

  size_t depthOf(const Value* v) const {
    size_t depth = 0;
    for (uint32_t s = v->inlined; s != 0; s = f_.inlineTree[s - 1].parent) depth++;
    return depth;
  }
  bool within(const FuncSym* callee, const Value* call) const {
    for (uint32_t s = call->inlined; s != 0; s = f_.inlineTree[s - 1].parent)
      if (f_.inlineTree[s - 1].func == callee) return true;
    return false;
  }

  const Function* bodyOf(FuncSym* callee, const Value* call) {
    if (callee->noInline || within(callee, call) || depthOf(call) >= kMaxDepth) return nullptr;
    const Function* body;
    if (callee == f_.sym) body = hasSelf_ ? &self_ : nullptr;
    else body = context_.bodies != nullptr ? context_.bodies->body(callee) : nullptr;
    if (body == nullptr || body == &f_) return nullptr;
    const BodyFacts& facts = body->facts;
    if (!facts.inlinable || (wrapper_ && facts.calls)) return nullptr;
    size_t limit = callee == f_.sym ? kInlineSelfLimit : takesKnownFunction(call) ? kInlineCallbackLimit
                 : context_.hot || inLoop_[call->block->id] ? kInlineLimit : kInlineOnceLimit;
    if (facts.cost > limit || added_ + facts.cost > kBudget) return nullptr;
    added_ += facts.cost;
    return body;
  }

  // The body may get much cheaper when its calls of the parameter can be inlined, too; and a closure that is only called here need not be
  // made.
  bool takesKnownFunction(const Value* call) {
    return std::any_of(call->args.begin(), call->args.end(), [&](Value* v) {
      const Value* a = known(v);
      return a->op == Op::MakeClosure || a->op == Op::FuncAddr;
    });
  }

  // ---- how

  void expand(Block* b, size_t i, const Function* body, Value* closure) {
    changed_ = true;
    Value* call = b->values[i];
    FuncSym* callee = closure != nullptr ? closure->func : call->func;
    Copier copier(*body, f_);
    copier.inlines = true;
    if ((callee->flags & abi::kFuncWrapper) != 0) {
      copier.site = call->inlined;
      copier.hiddenAt = call->pos;
    } else {
      f_.inlineTree.push_back({callee, call->inlined, call->pos});
      copier.site = uint32_t(f_.inlineTree.size());
    }
    copier.arguments = closure != nullptr ? call->args.subspan(1) : call->args;
    copier.closure = closure;
    Block* rest = splitAfter(b, i);
    Block* entry = copier.run();
    b->kind = BlockKind::Jump;
    addEdge(b, entry);
    joinReturns(*body, copier, call, rest);
    // The new blocks are where the call was.
    uint8_t in = inLoop_[b->id];
    while (inLoop_.size() < f_.nextBlock) inLoop_.push_back(in);
  }

  // Moves what follows value i, and the end of the block, to a new block.
  Block* splitAfter(Block* b, size_t i) {
    Block* rest = f_.newBlock();
    rest->pos = b->pos;
    rest->values.assign(std::span(b->values.begin() + i + 1, b->values.end()));
    b->values.resize(i);
    for (Value* v : rest->values) v->block = rest;
    rest->kind = b->kind;
    rest->likely = b->likely;
    rest->controls = std::move(b->controls);
    rest->succs = std::move(b->succs);
    rest->cases = std::move(b->cases);
    b->controls.clear();
    b->succs.clear();
    b->cases.clear();
    b->likely = 0;
    for (Block* s : rest->succs) std::replace(s->preds.begin(), s->preds.end(), b, rest);
    return rest;
  }

  void joinReturns(const Function& body, const Copier& copier, Value* call, Block* rest) {
    size_t n = body.results.size();
    ArenaVector<Value*> results(f_.scratch);  // n of each returning block
    for (const Block* b : body.blocks) {
      if (b->kind != BlockKind::Return) continue;
      Block* c = copier.copyOf(b);
      for (size_t k = 0; k < n; k++) results.push_back(c->controls[k]);
      c->controls.clear();
      c->kind = BlockKind::Jump;
      addEdge(c, rest);
    }
    std::span<Value*> phis = f_.scratch.makeArray<Value*>(n);
    ArenaVector<Value*> list(f_.scratch);
    for (size_t k = 0; k < n; k++) {
      list.clear();
      for (size_t i = k; i < results.size(); i += n) list.push_back(results[i]);
      phis[k] = joined(body.results[k], list, call, rest, k);
    }
    size_t at = rest->preds.size() > 1 ? n : 0;
    if (n == 1) {
      call->op = Op::Copy;
      call->sym = nullptr;
      call->imm = 0;
      call->args = f_.arena.copy(std::span<Value* const>(&phis[0], 1));
      call->block = rest;
      rest->values.insert(rest->values.begin() + at, call);
    } else if (n > 1) {
      results_.emplace(call, phis);
    }
  }

  Value* joined(Ty type, std::span<Value* const> list, const Value* call, Block* rest, size_t k) {
    if (list.size() == 1) return list[0];
    if (list.empty()) return undefined(type, call->pos);
    Value* phi = f_.insertValue(rest, k, Op::Phi, type, list, call->pos);
    phi->inlined = call->inlined;
    return phi;
  }

  // The result of a function that never returns: nothing reachable uses it.
  Value* undefined(Ty type, Pos pos) {
    Op op = type == Ty::Ptr ? Op::ConstNil : isFloat(type) ? Op::ConstFloat : Op::ConstInt;
    return f_.insertValue(f_.blocks[0], 0, op, type, {}, pos);
  }

  void replaceExtracts() {
    if (results_.empty()) return;
    for (Block* b : f_.blocks) {
      for (Value* v : b->values) {
        if (v->op != Op::Extract) continue;
        auto it = results_.find(v->args[0]);
        if (it == results_.end()) continue;
        Value* result = it->second[size_t(v->imm)];
        v->op = Op::Copy;
        v->imm = 0;
        v->args[0] = result;
      }
    }
  }

  Function& f_;
  PassContext& context_;
  bool wrapper_;
  bool hasSelf_ = false;
  bool changed_ = false;
  size_t added_ = 0;
  Function self_;
  ArenaVector<uint8_t> inLoop_;  // by block id
  std::unordered_map<const Value*, std::span<Value*>> results_;
};

}  // namespace

bool inlineCalls(Function& f, PassContext& context) { return Inliner(f, context).run(); }

// What the parts of a function take in an arena without any waste.
static size_t bytesOf(const Function& f) {
  size_t bytes = 0;
  for (const Block* b : f.blocks) {
    bytes += sizeof(Block) + 8 * (b->values.size() + b->controls.size() + b->succs.size() + b->preds.size() + b->cases.size());
    for (const Value* v : b->values) bytes += sizeof(Value) + 8 * v->args.size() + ((v->results.size() * sizeof(Ty) + 7) & ~size_t{7});
  }
  return bytes;
}

std::unique_ptr<Function> cloneFunction(const Function& f) {
  auto copy = std::make_unique<Function>(f.arena.pool(), sizeof(ArenaChunk) + bytesOf(f));
  copy->sym = f.sym;
  copy->params = f.params;
  copy->results = f.results;
  copy->hasDefer = f.hasDefer;
  copy->facts = f.facts;
  Copier copier(f, *copy);
  copier.run();
  if (f.recoverBlock != nullptr) copy->recoverBlock = copier.copyOf(f.recoverBlock);
  renumber(*copy);
  copy->scratch.release();
  return copy;
}

Value* capturedWord(const Value* v, Layouts& layouts) {
  if (v->op != Op::Load) return nullptr;
  const Value* base = v->args[0];
  int64_t offset = v->imm;
  for (; base->op == Op::PtrAdd; base = base->args[0]) offset += base->imm;
  if (base->op != Op::MakeClosure || base->func->captures == nullptr) return nullptr;
  const TypeInfo& t = layouts.of(base->func->captures);
  for (size_t i = 0; i < t.fieldOffsets.size() && i < base->args.size(); i++)
    if (int64_t(t.fieldOffsets[i]) + 8 == offset) return base->args[i]->type == v->type ? base->args[i] : nullptr;
  return nullptr;
}

}  // namespace gosub::ir
