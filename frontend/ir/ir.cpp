// Making and walking IR. See ir.h; text forms are print.h and parse.h.
#include "frontend/ir/ir.h"

#include <algorithm>

#include "base/check.h"
#include "frontend/ir/dominance.h"

namespace gosub::ir {

namespace {

constexpr OpInfo kOps[] = {
#define OP(Name, text, nargs, result, effects, sym) \
  {#Name, text, nargs, ResultRule::result, Effect::effects, SymKind::sym},
#include "frontend/ir/ops.def"
#undef OP
};

constexpr std::string_view kTyNames[] = {"void", "i8", "u8", "i16", "u16", "i32", "u32", "i64", "u64", "f32", "f64", "ptr"};

}  // namespace

const OpInfo& info(Op op) { return kOps[size_t(op)]; }

int sizeOf(Ty t) {
  switch (t) {
    case Ty::Void: return 0;
    case Ty::I8: case Ty::U8: return 1;
    case Ty::I16: case Ty::U16: return 2;
    case Ty::I32: case Ty::U32: case Ty::F32: return 4;
    default: return 8;
  }
}

std::string_view tyName(Ty t) { return kTyNames[size_t(t)]; }

bool tyFromName(std::string_view name, Ty* out) {
  for (size_t i = 0; i < std::size(kTyNames); i++) {
    if (kTyNames[i] != name) continue;
    *out = Ty(i);
    return true;
  }
  return false;
}

Block* Function::makeBlock() {
  Block* b = arena.make<Block>(arena);
  b->id = nextBlock++;
  return b;
}

Block* Function::newBlock() {
  Block* b = makeBlock();
  edgesChanged();
  if (blocks.empty()) blocks.reserve(16);
  blocks.push_back(b);
  return b;
}

Value* Function::makeValue(Op op, Ty type, std::span<Value* const> args, Pos pos) {
  Value* v = arena.make<Value>();
  v->op = op;
  v->type = type;
  v->id = nextValue++;
  v->pos = pos;
  // Most have one or two operands: no call for these.
  v->args = arena.rawArray<Value*>(args.size());
  switch (args.size()) {
    case 0: break;
    case 2: v->args[1] = args[1]; [[fallthrough]];
    case 1: v->args[0] = args[0]; break;
    default: std::copy(args.begin(), args.end(), v->args.begin());
  }
  return v;
}

Value* Function::newValue(Block* at, Op op, Ty type, std::span<Value* const> args, Pos pos) {
  Value* v = makeValue(op, type, args, pos);
  v->block = at;
  at->values.push_back(v);
  return v;
}

Value* Function::insertValue(Block* at, size_t i, Op op, Ty type, std::span<Value* const> args, Pos pos) {
  Value* v = makeValue(op, type, args, pos);
  v->block = at;
  at->values.insert(at->values.begin() + i, v);
  return v;
}

void addEdge(Block* from, Block* to) {
  from->succs.push_back(to);
  to->preds.push_back(from);
}

void renumberBlocks(Function& f) {
  f.nextBlock = 0;
  for (Block* b : f.blocks) {
    if (b->id != f.nextBlock) f.edgesChanged();
    b->id = f.nextBlock++;
  }
}

void renumber(Function& f) {
  renumberBlocks(f);
  f.nextValue = 0;
  for (Block* b : f.blocks)
    for (Value* v : b->values) v->id = f.nextValue++;
}

void depthFirst(Function& f, ArenaVector<Block*>* preorder, ArenaVector<Block*>* postorder) {
  ArenaVector<uint8_t> seen(f.scratch);
  seen.assign(f.nextBlock, 0);
  struct Open {
    Block* block;
    size_t left;  // successors to visit
  };
  ArenaVector<Open> stack(f.scratch);
  auto open = [&](Block* b) {
    if (seen[b->id]) return;
    seen[b->id] = 1;
    if (preorder != nullptr) preorder->push_back(b);
    stack.push_back({b, b->succs.size()});
  };
  for (Block* root : {f.recoverBlock, f.blocks[0]}) {
    if (root != nullptr) open(root);
    while (!stack.empty()) {
      Open& top = stack.back();
      if (top.left > 0) {
        open(top.block->succs[--top.left]);
      } else {
        postorder->push_back(top.block);
        stack.pop_back();
      }
    }
  }
}

void placePhis(Function& f, std::span<Value* const> phis) {
  if (phis.empty()) return;
  ArenaVector<uint32_t> end(f.scratch);  // by block: count, then end of its part of `grouped`
  end.assign(f.nextBlock, 0);
  for (Value* phi : phis) end[phi->block->id]++;
  uint32_t sum = 0;
  for (uint32_t& n : end) n = sum += n;
  ArenaVector<Value*> grouped(f.scratch);
  grouped.resize(phis.size());
  for (size_t i = phis.size(); i-- > 0;) grouped[--end[phis[i]->block->id]] = phis[i];
  // The ends are begins now.
  for (Block* b : f.blocks) {
    size_t from = end[b->id], to = b->id + 1 < end.size() ? end[b->id + 1] : phis.size();
    if (from < to) b->values.insert(b->values.begin(), std::span<Value* const>(grouped.begin() + from, to - from));
  }
}

size_t predIndex(const Block* to, const Block* pred) {
  for (size_t i = 0; i < to->preds.size(); i++)
    if (to->preds[i] == pred) return i;
  GOSUB_UNREACHABLE("no edge from b%u to b%u", pred->id, to->id);
}

namespace {

// Drops the operands of phis and the preds that come from blocks without a mark.
void dropDeadPreds(Function& f, Block* b, const ArenaVector<uint8_t>& live) {
  if (std::all_of(b->preds.begin(), b->preds.end(), [&](Block* p) { return live[p->id] != 0; })) return;
  for (Value* v : b->values) {
    if (v->op != Op::Phi) break;
    std::vector<Value*> kept;
    for (size_t i = 0; i < v->args.size(); i++)
      if (live[b->preds[i]->id]) kept.push_back(v->args[i]);
    v->args = f.arena.copy(kept);
  }
  eraseIf(b->preds, [&](Block* p) { return !live[p->id]; });
}

}  // namespace

void removeUnreachable(Function& f) {
  if (f.dominance != nullptr && f.dominance->order().size() == f.blocks.size()) return;
  ArenaVector<uint8_t> live(f.scratch);
  live.assign(f.nextBlock, 0);
  ArenaVector<Block*> work(f.scratch);
  size_t found = 0;
  auto reach = [&](Block* b) {
    if (live[b->id]) return;
    live[b->id] = 1;
    found++;
    work.push_back(b);
  };
  reach(f.blocks[0]);
  if (f.recoverBlock != nullptr) reach(f.recoverBlock);
  while (!work.empty()) {
    Block* b = work.back();
    work.pop_back();
    for (Block* s : b->succs) reach(s);
  }
  if (found == f.blocks.size()) return;
  for (Block* b : f.blocks)
    if (live[b->id]) dropDeadPreds(f, b, live);
  std::erase_if(f.blocks, [&](Block* b) { return !live[b->id]; });
  renumber(f);
  f.edgesChanged();
}

}  // namespace gosub::ir
