// The pipeline and the helpers that passes share. See passes.h.
#include "frontend/ir/passes.h"

#include <algorithm>

#include "base/check.h"
#include "frontend/ir/verify.h"

namespace gosub::ir {

namespace {

struct PassRow {
  const char* name;
  bool (*run)(Function&, PassContext&);
};

constexpr PassRow kPasses[] = {
#define PASS(name, function, reason) {#name, function},
#include "frontend/ir/passes.def"
#undef PASS
};

#ifdef NDEBUG
constexpr bool kAlwaysVerify = false;
#else
constexpr bool kAlwaysVerify = true;
#endif

bool runPass(const PassRow& pass, Function& f, PassContext& context) {
  bool changed = pass.run(f, context);
  f.scratch.reset();
  if (context.after) context.after(pass.name, f);
  if (!kAlwaysVerify && !context.verify) return changed;
  std::string problem = verify(f);
  if (!problem.empty())
    GOSUB_UNREACHABLE("IR of %.*s after pass %s: %s", int(f.sym ? f.sym->name.size() : 0), f.sym ? f.sym->name.data() : "",
                      pass.name, problem.c_str());
  return changed;
}

// Whether a row before this one ran the same function and nothing has changed since.
bool isRepeat(size_t row, const bool (&changed)[std::size(kPasses)]) {
  for (size_t i = row; i-- > 0;) {
    if (changed[i]) return false;
    if (kPasses[i].run == kPasses[row].run) return true;
  }
  return false;
}

}  // namespace

void optimize(Function& f, PassContext& context, bool prepared) {
  bool changed[std::size(kPasses)] = {};
  for (size_t i = prepared ? 1 : 0; i < std::size(kPasses); i++) {
    if (isRepeat(i, changed)) continue;
    changed[i] = runPass(kPasses[i], f, context);
    if (kPasses[i].run == simplify) context.mayHaveDead = false;
    else context.mayHaveDead = context.mayHaveDead || changed[i];
  }
  f.scratch.release();
}

void quicken(Function& f, PassContext& context) {
  runPass(kPasses[0], f, context);
  runPass(kPasses[std::size(kPasses) - 1], f, context);
  f.scratch.release();
}

void prepareForInlining(Function& f, PassContext& context) {
  runPass(kPasses[0], f, context);
  f.scratch.release();
}

bool isConst(const Value* v, int64_t* out) {
  if (v->op != Op::ConstInt) return false;
  *out = v->imm;
  return true;
}

void removeEdge(Function& f, Block* b, size_t i) {
  f.edgesChanged();
  Block* to = b->succs[i];
  b->succs.erase(b->succs.begin() + i);
  // With several edges between two blocks the phi operands are the same; any of them may go.
  size_t p = predIndex(to, b);
  to->preds.erase(to->preds.begin() + p);
  for (Value* v : to->values) {
    if (v->op != Op::Phi) break;
    std::vector<Value*> kept(v->args.begin(), v->args.end());
    kept.erase(kept.begin() + ptrdiff_t(p));
    v->args = f.arena.copy(kept);
  }
}

static bool removable(const Value* v) {
  switch (effectOf(v->op)) {
    case Effect::Pure: case Effect::Read: case Effect::Alloc: return true;
    default: return false;
  }
}

void removeDead(Function& f) {
  // One sweep backwards, in which users come before what they use. Where they don't (phis of loops, blocks out of order), what was
  // passed as unused is marked with all that it uses; so phis that only feed each other go, too.
  enum : uint8_t { kNotSeen, kLive, kUnused };
  ArenaVector<Value*> work(f.scratch);
  ArenaVector<uint8_t> state(f.scratch);
  state.assign(f.nextValue, kNotSeen);
  auto mark = [&](Value* v) {
    uint8_t& s = state[v->id];
    if (s == kUnused) work.push_back(v);
    s = kLive;
  };
  auto markLate = [&] {
    while (!work.empty()) {
      Value* late = work.back();
      work.pop_back();
      for (Value* a : late->args) mark(a);
    }
  };
  for (size_t i = f.blocks.size(); i-- > 0;) {
    Block* b = f.blocks[i];
    for (Value* v : b->controls) mark(v);
    for (size_t k = b->values.size(); k-- > 0;) {
      Value* v = b->values[k];
      uint8_t& s = state[v->id];
      if (s == kNotSeen) s = removable(v) ? kUnused : kLive;
      if (s != kLive) continue;
      for (Value* a : v->args) mark(a);
    }
    markLate();
  }
  // What stays is numbered anew on the way.
  uint32_t id = 0;
  for (Block* b : f.blocks)
    eraseIf(b->values, [&](Value* v) {
      if (state[v->id] != kLive) return true;
      v->id = id++;
      return false;
    });
  f.nextValue = id;
  renumberBlocks(f);
}

size_t bodyCost(const Function& f) {
  size_t cost = 0;
  for (const Block* b : f.blocks) {
    for (const Value* v : b->values) {
      switch (v->op) {
        case Op::ConstInt: case Op::ConstFloat: case Op::ConstNil: case Op::Param: case Op::Phi: case Op::Extract:
        case Op::SlotAddr: case Op::Copy: break;
        case Op::Call: case Op::CallClosure: case Op::CallIface: case Op::CallRuntime: cost += 3; break;
        default: cost++;
      }
    }
    cost += b->kind == BlockKind::If ? 1 : 0;
  }
  return cost;
}

BodyFacts inspectBody(const Function& f) {
  BodyFacts facts{bodyCost(f), false, false, !f.hasDefer && f.recoverBlock == nullptr};
  for (const Block* b : f.blocks) {
    for (const Value* v : b->values) {
      switch (v->op) {
        case Op::CallClosure: facts.callsBack = true; [[fallthrough]];
        case Op::Call: case Op::CallIface: facts.calls = true; break;
        case Op::Go: case Op::Recover: case Op::DeferPush: case Op::RunDefers: facts.inlinable = false; break;
        default: break;
      }
    }
  }
  return facts;
}

// ---- cleanup -----------------------------------------------------------------------------------------------------

// Appends `next` to `b`, its only predecessor, which has no other successor.
static void mergeInto(Function& f, Block* b, Block* next) {
  for (Value* v : next->values) v->block = b;
  b->values.insert(b->values.end(), std::span<Value* const>(next->values));
  next->values.clear();
  b->kind = next->kind;
  b->likely = next->likely;
  b->controls = std::move(next->controls);
  b->cases = std::move(next->cases);
  b->succs = std::move(next->succs);
  b->pos = next->pos;
  for (Block* s : b->succs) std::replace(s->preds.begin(), s->preds.end(), next, b);
  next->kind = BlockKind::Unreachable;
  next->controls.clear();
  next->succs.clear();
  next->preds.clear();
}

static bool hasPhi(const Block* b) { return !b->values.empty() && b->values[0]->op == Op::Phi; }

bool cleanup(Function& f, PassContext& context) {
  removeUnreachable(f);
  if (context.mayHaveDead) removeDead(f);
  ArenaVector<uint8_t> gone(f.scratch);
  gone.assign(f.nextBlock, 0);
  for (Block* b : f.blocks) {
    if (gone[b->id]) continue;
    while (b->kind == BlockKind::Jump) {
      Block* next = b->succs[0];
      if (next == b || next == f.blocks[0] || next == f.recoverBlock || next->preds.size() != 1 || hasPhi(next)) break;
      gone[next->id] = 1;
      mergeInto(f, b, next);
    }
  }
  // Reverse postorder keeps loops together and puts each block behind its dominator, as the encoder wants it. Merged blocks are gone.
  ArenaVector<Block*> postorder(f.scratch);
  depthFirst(f, nullptr, &postorder);
  f.blocks.assign(postorder.size(), nullptr);
  std::reverse_copy(postorder.begin(), postorder.end(), f.blocks.begin());
  renumber(f);
  f.edgesChanged();
  return true;
}

// ---- polls ---------------------------------------------------------------------------------------------------------

// A poll at the end of every block that closes a loop. In any order of the blocks each loop has an edge to the same or an earlier block; in
// reverse postorder that is the closing one (of irreducible loops, one of them).
bool insertPolls(Function& f, PassContext&) {
  for (Block* b : f.blocks) {
    bool closes = std::any_of(b->succs.begin(), b->succs.end(), [&](Block* s) { return s->id <= b->id; });
    if (!closes) continue;
    bool polls = std::any_of(b->values.begin(), b->values.end(), [](Value* v) { return v->op == Op::Poll; });
    if (!polls) f.newValue(b, Op::Poll, Ty::Void, {}, b->pos);
  }
  return true;
}

}  // namespace gosub::ir
