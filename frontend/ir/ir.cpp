// Making and walking IR. See ir.h; text forms are print.h and parse.h.
#include "frontend/ir/ir.h"

#include <algorithm>

#include "base/check.h"

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

Function::~Function() {
  for (Block* b : blocks) delete b;
}

Block* Function::newBlock() {
  Block* b = new Block;
  b->id = nextBlock++;
  blocks.push_back(b);
  return b;
}

Value* Function::makeValue(Op op, Ty type, std::span<Value* const> args, Pos pos) {
  Value* v = arena.make<Value>();
  v->op = op;
  v->type = type;
  v->id = nextValue++;
  v->pos = pos;
  v->args = arena.copy(args);
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
  at->values.insert(at->values.begin() + ptrdiff_t(i), v);
  return v;
}

void addEdge(Block* from, Block* to) {
  from->succs.push_back(to);
  to->preds.push_back(from);
}

void countUses(Function& f) {
  for (Block* b : f.blocks)
    for (Value* v : b->values) v->uses = 0;
  for (Block* b : f.blocks) {
    for (Value* v : b->values)
      for (Value* a : v->args) a->uses++;
    for (Value* v : b->controls) v->uses++;
  }
}

void renumber(Function& f) {
  f.nextBlock = f.nextValue = 0;
  for (Block* b : f.blocks) {
    b->id = f.nextBlock++;
    for (Value* v : b->values) v->id = f.nextValue++;
  }
}

std::vector<Block*> reversePostorder(Function& f) {
  std::vector<uint8_t> seen(f.nextBlock, 0);
  std::vector<Block*> order;
  order.reserve(f.blocks.size());
  struct Open {
    Block* block;
    size_t next;
  };
  std::vector<Open> stack;
  auto walk = [&](Block* from) {
    if (from == nullptr || seen[from->id]) return;
    seen[from->id] = 1;
    stack.push_back({from, 0});
    while (!stack.empty()) {
      Open& top = stack.back();
      if (top.next == top.block->succs.size()) {
        order.push_back(top.block);
        stack.pop_back();
        continue;
      }
      // Last successor first: the first one then follows its block in the order.
      Block* s = top.block->succs[top.block->succs.size() - 1 - top.next++];
      if (seen[s->id]) continue;
      seen[s->id] = 1;
      stack.push_back({s, 0});
    }
  };
  walk(f.recoverBlock);
  walk(f.blocks[0]);
  std::reverse(order.begin(), order.end());
  return order;
}

size_t predIndex(const Block* to, const Block* pred) {
  for (size_t i = 0; i < to->preds.size(); i++)
    if (to->preds[i] == pred) return i;
  GOSUB_UNREACHABLE("no edge from b%u to b%u", pred->id, to->id);
}

namespace {

// Drops the operands of phis and the preds that come from blocks without a mark.
void dropDeadPreds(Function& f, Block* b, const std::vector<uint8_t>& live) {
  if (std::all_of(b->preds.begin(), b->preds.end(), [&](Block* p) { return live[p->id] != 0; })) return;
  for (Value* v : b->values) {
    if (v->op != Op::Phi) break;
    std::vector<Value*> kept;
    for (size_t i = 0; i < v->args.size(); i++)
      if (live[b->preds[i]->id]) kept.push_back(v->args[i]);
    v->args = f.arena.copy(kept);
  }
  std::erase_if(b->preds, [&](Block* p) { return !live[p->id]; });
}

}  // namespace

void removeUnreachable(Function& f) {
  std::vector<uint8_t> live(f.nextBlock, 0);
  std::vector<Block*> work{f.blocks[0]};
  if (f.recoverBlock != nullptr) work.push_back(f.recoverBlock);
  for (Block* b : work) live[b->id] = 1;
  while (!work.empty()) {
    Block* b = work.back();
    work.pop_back();
    for (Block* s : b->succs) {
      if (live[s->id]) continue;
      live[s->id] = 1;
      work.push_back(s);
    }
  }
  for (Block* b : f.blocks)
    if (live[b->id]) dropDeadPreds(f, b, live);
  std::vector<Block*> kept;
  for (Block* b : f.blocks) {
    if (live[b->id]) kept.push_back(b);
    else delete b;
  }
  f.blocks = std::move(kept);
  renumber(f);
}

}  // namespace gosub::ir
