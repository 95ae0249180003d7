// Lowering: blocks, loops, operands, constants, terminators. See lower.h.
#include "interp/lower.h"

#include <algorithm>

#include "base/check.h"

namespace gosub::interp {

using ir::Block;
using ir::BlockKind;
using ir::Op;
using ir::Ty;
using ir::Value;

int familyIndex(Ty t) {
  switch (t) {
    case Ty::I32: return 1;
    case Ty::U32: case Ty::F32: return 2;
    case Ty::I16: return 3;
    case Ty::U16: return 4;
    case Ty::I8: return 5;
    case Ty::U8: return 6;
    default: return 0;
  }
}

Lowering::Lowering(ir::Function& f, Linker& linker, ir::Layouts& layouts)
    : f_(f), linker_(linker), layouts_(layouts), mir_(f.scratch), blockIndex_(f.scratch),
      preheader_(f.scratch), regs_(f.scratch), useCounts_(f.scratch), order_(f.scratch), needsAddress_(f.scratch), firstExtract_(f.scratch),
      nextExtract_(f.scratch), fusedCheck_(f.scratch), folded_(f.scratch), regUses_(f.scratch), hoisted_(f.scratch), hoistTable_(f.scratch),
      hoistHead_(f.scratch), buf_(f.scratch), reversed_(f.scratch) {}

Mir Lowering::run() {
  mir_.argWords = uint32_t(f_.params.size());
  mir_.resultWords = uint32_t(f_.results.size());
  mir_.hasDefer = f_.hasDefer;
  regs_.assign(f_.nextValue, kNoReg);
  fusedCheck_.assign(f_.nextValue, nullptr);
  folded_.assign(f_.nextValue, 0);
  mir_.params.assign(f_.params.size(), kNoReg);
  numberBlocks();
  findLoops();
  layoutSlots();
  countUses();
  collectExtracts();
  for (MBlock& mb : mir_.blocks) planChecks(mb.block);
  for (MBlock& mb : mir_.blocks) lowerPhis(mb);
  // Backwards: what is needed is known before what makes it is reached.
  reversed_.reserve(f_.nextValue + 2 * mir_.blocks.size());
  for (size_t i = mir_.blocks.size(); i-- > 0;) lowerBlock(uint32_t(i));
  turnAround();
  return std::move(mir_);
}

// From last-first to program order; lowerBlock left places in reversed_ in first and last.
void Lowering::turnAround() {
  mir_.insts.reserve(reversed_.size());
  for (MBlock& mb : mir_.blocks) {
    uint32_t header = mb.first, terminator = mb.last;
    mb.first = uint32_t(mir_.insts.size());
    for (uint32_t i = header + 1; i-- > terminator;) {
      bool inner = i != terminator && mir_.insts.size() > mb.first + 1;
      if (!inner || !fusePair(mir_.insts.back(), reversed_[i])) mir_.insts.push_back(reversed_[i]);
    }
    fuseElements(mb.first + 1);
    mb.last = uint32_t(mir_.insts.size()) - 1;
  }
}

// ---- blocks -----------------------------------------------------------------------------------------------------------

// Whether the blocks are all reachable and each stands behind its predecessors.
static bool isTopological(const ir::Function& f) {
  for (uint32_t i = 0; i < f.blocks.size(); i++) {
    const Block* b = f.blocks[i];
    bool root = i == 0 || b == f.recoverBlock;
    if (b->id != i || (b->preds.empty() && !root)) return false;
    for (const Block* p : b->preds)
      if (p->id >= i) return false;
  }
  return true;
}

void Lowering::numberBlocks() {
  blockIndex_.assign(f_.nextBlock, kNoReg);
  std::span<Block* const> order = f_.blocks;
  if (!isTopological(f_)) {
    dominance_ = &ir::Dominance::of(f_);
    order = dominance_->order();
  }
  mir_.blocks.reserve(order.size());
  for (Block* b : order) {
    blockIndex_[b->id] = uint32_t(mir_.blocks.size());
    mir_.blocks.emplace_back().block = b;
  }
  // Those of the reachable ones.
  auto indices = [&](std::span<Block* const> list) {
    std::span<uint32_t> out = mir_.arena.rawArray<uint32_t>(list.size());
    size_t n = 0;
    for (Block* b : list)
      if (blockIndex_[b->id] != kNoReg) out[n++] = blockIndex_[b->id];
    return out.first(n);
  };
  for (MBlock& mb : mir_.blocks) {
    mb.succs = indices(mb.block->succs);
    mb.preds = indices(mb.block->preds);
  }
  if (f_.recoverBlock != nullptr) mir_.recoverBlock = blockIndex_[f_.recoverBlock->id];
  hoistHead_.assign(mir_.blocks.size(), kNoReg);
}

// Natural loops, innermost headers first; a loop found is folded into its header (union-find), so that each block is walked
// once per loop level at most.
void Lowering::findLoops() {
  size_t n = mir_.blocks.size();
  preheader_.assign(n, kNoReg);
  if (dominance_ == nullptr) return;
  ArenaVector<uint32_t> parent(mir_.arena), inner(mir_.arena);  // loop header -> enclosing header; block -> innermost header
  parent.assign(n, kNoReg);
  inner.assign(n, kNoReg);
  ArenaVector<uint32_t> rep(mir_.arena);
  rep.resize(n);
  for (uint32_t i = 0; i < n; i++) rep[i] = i;
  auto find = [&](uint32_t x) {
    while (rep[x] != x) x = rep[x] = rep[rep[x]];
    return x;
  };
  ArenaVector<uint32_t> work(mir_.arena);
  for (uint32_t h = uint32_t(n); h-- > 0;) {
    MBlock& header = mir_.blocks[h];
    work.clear();
    for (uint32_t p : header.preds)
      if (dominance_->dominates(header.block, mir_.blocks[p].block)) {
        header.loopHeader = true;
        if (find(p) != h) work.push_back(find(p));
      }
    if (!header.loopHeader) continue;
    inner[h] = h;
    while (!work.empty()) {
      uint32_t b = work.back();
      work.pop_back();
      if (find(b) == h) continue;
      b = find(b);
      rep[b] = h;
      if (mir_.blocks[b].loopHeader) {
        parent[b] = h;
      } else {
        inner[b] = h;
      }
      for (uint32_t p : mir_.blocks[b].preds)
        if (find(p) != h && dominance_->dominates(header.block, mir_.blocks[p].block)) work.push_back(find(p));
    }
  }
  for (uint32_t b = 0; b < n; b++) {
    mir_.blocks[b].loop = inner[b];
    mir_.blocks[b].outerLoop = parent[b];
    uint32_t outer = kNoReg;
    for (uint32_t h = inner[b]; h != kNoReg; h = parent[h]) {
      mir_.blocks[b].depth++;
      outer = h;
    }
    if (outer == kNoReg) continue;
    Block* above = dominance_->idom(mir_.blocks[outer].block);
    if (above != nullptr) preheader_[b] = blockIndex_[above->id];
  }
}

// Slots that are cleared at entry come first, so that one instruction clears them.
void Lowering::layoutSlots() {
  mir_.slots.resize(f_.slots.size());
  uint64_t offset = 0;
  auto place = [&](bool cleared) {
    for (size_t i = 0; i < f_.slots.size(); i++) {
      const ir::TypeInfo& t = layouts_.of(f_.slots[i].type);
      if ((f_.slots[i].zeroAtEntry || t.hasPointers) != cleared) continue;
      MSlot& s = mir_.slots[i];
      s.offset = offset;
      s.words = uint32_t(std::max<uint64_t>((t.size + 7) / 8, 1));
      s.hasPointers = t.hasPointers;
      s.type = f_.slots[i].type;
      offset += uint64_t(s.words) * 8;
    }
  };
  place(true);
  mir_.clearedBytes = offset;
  place(false);
  mir_.slotWords = offset / 8;
}

void Lowering::countUses() {
  useCounts_.assign(f_.nextValue, 0);
  needsAddress_.assign(f_.nextValue, 0);
  order_.assign(f_.nextValue, 0);
  for (MBlock& mb : mir_.blocks) {
    uint32_t at = 0;
    for (Value* v : mb.block->values) {
      order_[v->id] = at++;
      for (Value* a : v->args) {
        useCounts_[a->id]++;
        if (a->op == Op::PtrIndex && elementOf(v) != a) needsAddress_[a->id] = 1;
      }
      // A store of the address itself.
      if (v->args.size() == 2 && v->args[1]->op == Op::PtrIndex) needsAddress_[v->args[1]->id] = 1;
    }
    for (Value* c : mb.block->controls) {
      useCounts_[c->id]++;
      if (c->op == Op::PtrIndex) needsAddress_[c->id] = 1;
    }
  }
}

void Lowering::collectExtracts() {
  firstExtract_.assign(f_.nextValue, nullptr);
  nextExtract_.assign(f_.nextValue, nullptr);
  for (MBlock& mb : mir_.blocks)
    for (Value* v : mb.block->values)
      if (v->op == Op::Extract) {
        Value*& first = firstExtract_[v->args[0]->id];
        nextExtract_[v->id] = first;
        first = v;
      }
}

void Lowering::lowerPhis(MBlock& mb) {
  size_t count = 0;
  for (Value* v : mb.block->values) {
    if (v->op != Op::Phi) break;
    count += useCounts_[v->id] != 0;
  }
  if (count == 0) return;
  mb.phis = mir_.arena.rawArray<MPhi>(count);
  MPhi* phi = mb.phis.data();
  for (Value* v : mb.block->values) {
    if (v->op != Op::Phi) break;
    if (useCounts_[v->id] == 0) continue;
    *phi = {def(v), mir_.arena.rawArray<MSrc>(mb.preds.size())};
    size_t n = 0;
    for (size_t i = 0; i < v->args.size(); i++)
      if (blockIndex_[mb.block->preds[i]->id] != kNoReg) phi->from[n++] = source(v->args[i]);
    phi++;
  }
}

void Lowering::lowerBlock(uint32_t index) {
  current_ = index;
  MBlock& mb = mir_.blocks[index];
  pos_ = mb.block->pos;
  inlined_ = 0;
  if (!mb.block->values.empty()) inlined_ = mb.block->values.back()->inlined;
  uint32_t last = uint32_t(reversed_.size());
  lowerTerminator(mb);
  flush();
  addHoisted(index);
  for (size_t i = mb.block->values.size(); i-- > 0;) {
    Value* v = mb.block->values[i];
    if (v->op == Op::Phi) break;
    if (!isRoot(v) && !wanted(v)) continue;
    pos_ = v->pos;
    inlined_ = v->inlined;
    lowerValue(v);
    flush();
  }
  if (index == 0) {
    lowerEntry();
    flush();
  }
  MBlock& at = mir_.blocks[index];
  at.first = uint32_t(reversed_.size());
  at.last = last;
  MInst header;
  header.kind = MKind::Header;
  reversed_.push_back(header);
}

// Clears what the maps describe before the program has written it.
void Lowering::lowerEntry() {
  if (mir_.clearedBytes == 0) return;
  MInst& m = emit(Bc::ZeroSlot);
  m.slotBased = true;
  m.k[1] = int64_t(mir_.clearedBytes);
  m.pos = {};
}

void Lowering::flush() {
  for (size_t i = buf_.size(); i-- > 0;) reversed_.push_back(buf_[i]);
  buf_.clear();
}

void Lowering::addHoisted(uint32_t index) {
  for (uint32_t i = hoistHead_[index]; i != kNoReg; i = hoisted_[i].next) {
    const Hoisted& h = hoisted_[i];
    MInst& m = emit(h.slot ? Bc::SlotAddr : fits32(h.bits) ? Bc::Const : Bc::Const64);
    m.d[0] = h.reg;
    m.slotBased = h.slot;
    m.k[0] = h.bits;
  }
  flush();
}

// ---- operands -----------------------------------------------------------------------------------------------------------

namespace {

int widthOf(Ty t) { return ir::sizeOf(t) * 8; }

size_t constantHash(int64_t bits, bool slot, uint32_t home) {
  uint64_t h = (uint64_t(bits) * 2 + slot) * 0x9e3779b97f4a7c15ull + home;
  return size_t((h ^ (h >> 29)) * 0xbf58476d1ce4e5b9ull >> 20);
}

bool sameCanonical(Ty from, Ty to) {
  if (from == to) return true;
  if (ir::isFloat(from) || ir::isFloat(to)) return false;
  if (from == Ty::Ptr || to == Ty::Ptr) return false;
  if (widthOf(to) == 64) return true;
  if (ir::isSigned(from) == ir::isSigned(to)) return widthOf(from) <= widthOf(to);
  return !ir::isSigned(from) && widthOf(from) < widthOf(to);
}

}  // namespace

Value* Lowering::resolveConversion(Value* v) const {
  for (;;) {
    switch (v->op) {
      case Op::Copy:
      case Op::PtrToInt:
        v = v->args[0];
        break;
      case Op::Convert:
        if (!sameCanonical(v->args[0]->type, v->type)) return v;
        v = v->args[0];
        break;
      case Op::Bitcast:
        if (widthOf(v->type) != 64 && v->type != Ty::U32) return v;
        v = v->args[0];
        break;
      default:
        return v;
    }
  }
}

bool Lowering::slotOffset(Value* v, int64_t* offset) const {
  int64_t sum = 0;
  for (v = resolve(v); v->op == Op::PtrAdd; v = resolve(v->args[0])) sum += v->imm;
  if (v->op != Op::SlotAddr) return false;
  *offset = sum + int64_t(mir_.slots[size_t(v->imm >> 32)].offset + uint32_t(v->imm));
  return true;
}

bool Lowering::constBits(Value* v, int64_t* bits) {
  int64_t sum = 0;
  for (v = resolve(v); v->op == Op::PtrAdd; v = resolve(v->args[0])) sum += v->imm;
  auto address = [&](const void* p, int64_t offset) {
    *bits = int64_t(reinterpret_cast<uintptr_t>(p)) + offset + sum;
    return true;
  };
  switch (v->op) {
    case Op::ConstInt:
    case Op::ConstFloat: *bits = v->imm + sum; return true;
    case Op::ConstNil: *bits = sum; return true;
    case Op::FuncAddr: return address(linker_.func(v->func), 0);
    case Op::GlobalAddr: return address(linker_.global(v->global), v->imm);
    case Op::TypeAddr: return address(linker_.type(v->goType), 0);
    case Op::ItabAddr: return address(linker_.itab(v->itab), 0);
    case Op::DataAddr: return address(linker_.data(v->data), v->imm);
    default: return false;
  }
}

bool Lowering::smallConst(Value* v, int64_t* k) {
  v = resolve(v);
  if (v->op != Op::ConstInt && v->op != Op::ConstNil) return false;
  *k = v->op == Op::ConstInt ? v->imm : 0;
  return fitsField(*k);
}

VReg Lowering::newReg(bool ptr) {
  mir_.isPtr.push_back(ptr);
  regUses_.push_back(0);
  return VReg(mir_.isPtr.size() - 1);
}

VReg Lowering::hoist(int64_t bits, bool slotAddr, uint32_t home) {
  if (hoisted_.size() * 2 >= hoistTable_.size()) {
    hoistTable_.assign(std::max<size_t>(64, hoistTable_.size() * 2), kNoReg);
    for (uint32_t i = 0; i < hoisted_.size(); i++) {
      const Hoisted& h = hoisted_[i];
      size_t at = constantHash(h.bits, h.slot, h.home) & (hoistTable_.size() - 1);
      while (hoistTable_[at] != kNoReg) at = (at + 1) & (hoistTable_.size() - 1);
      hoistTable_[at] = i;
    }
  }
  size_t at = constantHash(bits, slotAddr, home) & (hoistTable_.size() - 1);
  for (; hoistTable_[at] != kNoReg; at = (at + 1) & (hoistTable_.size() - 1)) {
    const Hoisted& h = hoisted_[hoistTable_[at]];
    if (h.bits == bits && h.slot == slotAddr && h.home == home) return h.reg;
  }
  hoistTable_[at] = uint32_t(hoisted_.size());
  hoisted_.push_back({bits, home, slotAddr, newReg(slotAddr), hoistHead_[home]});
  hoistHead_[home] = uint32_t(hoisted_.size()) - 1;
  return hoisted_.back().reg;
}

VReg Lowering::constReg(int64_t bits, bool slotAddr) {
  uint32_t home = preheader_[current_];
  if (home != kNoReg) {
    VReg r = hoist(bits, slotAddr, home);
    regUses_[r]++;
    return r;
  }
  VReg r = newReg(slotAddr);
  regUses_[r]++;
  MInst& m = emit(slotAddr ? Bc::SlotAddr : fits32(bits) ? Bc::Const : Bc::Const64);
  m.d[0] = r;
  m.slotBased = slotAddr;
  m.k[0] = bits;
  return r;
}

// Constants, addresses and sums of them: what slotOffset and constBits look at.
static bool mayBeConstant(Op op) {
  switch (op) {
    case Op::ConstInt: case Op::ConstFloat: case Op::ConstNil: case Op::FuncAddr: case Op::GlobalAddr: case Op::TypeAddr: case Op::ItabAddr:
    case Op::DataAddr: case Op::SlotAddr: case Op::PtrAdd: return true;
    default: return false;
  }
}

VReg Lowering::use(Value* v) {
  v = resolve(v);
  if (mayBeConstant(v->op)) {
    int64_t bits;
    if (slotOffset(v, &bits)) return constReg(bits, true);
    if (constBits(v, &bits)) return constReg(bits, false);
  }
  if (v->op == Op::ClosurePtr) return kFrameWord | abi::kFrameFuncVal;
  VReg r = def(v);
  regUses_[r]++;
  return r;
}

MSrc Lowering::source(Value* v) {
  v = resolve(v);
  MSrc s;
  if (mayBeConstant(v->op) && slotOffset(v, &s.imm)) {
    s.kind = MSrc::SlotAddr;
  } else if (!mayBeConstant(v->op) || !constBits(v, &s.imm)) {
    s.kind = MSrc::Reg;
    s.reg = use(v);
  }
  return s;
}

VReg Lowering::def(Value* v) {
  VReg& r = regs_[v->id];
  if (r == kNoReg) r = newReg(v->type == Ty::Ptr);
  if (v->op == Op::Param) mir_.params[size_t(v->imm)] = r;
  return r;
}

MInst& Lowering::emit(Bc op) {
  MInst& m = buf_.emplace_back();
  m.op = op;
  m.pos = pos_;
  m.inlined = inlined_;
  return m;
}

MInst& Lowering::emitOp(Bc op, VReg d, VReg s0, VReg s1, VReg s2, VReg s3) {
  MInst& m = emit(op);
  m.d[0] = d;
  m.s[0] = s0;
  m.s[1] = s1;
  m.s[2] = s2;
  m.s[3] = s3;
  return m;
}

MInst& Lowering::emitImm(Bc op, VReg d, VReg s0, int64_t k) {
  MInst& m = emitOp(op, d, s0);
  m.k[0] = k;
  return m;
}

// ---- values -----------------------------------------------------------------------------------------------------------

bool Lowering::isRoot(Value* v) {
  if (folded_[v->id]) return false;
  if (fusedCheck_[v->id] != nullptr) return true;
  switch (ir::effectOf(v->op)) {
    case ir::Effect::Pure:
    case ir::Effect::Read:
    case ir::Effect::Alloc: return false;
    default: return true;
  }
}

void Lowering::lowerValue(Value* v) {
  if (lowerArith(v) || lowerMemory(v) || lowerCall(v)) return;
  switch (v->op) {
    case Op::Param: break;  // in its word at entry
    case Op::Extract: break;  // written by the call
    case Op::KeepAlive: {
      VReg kept = use(v->args[0]);
      MInst& m = emit(Bc::Nop);
      m.kind = MKind::Keep;
      m.s[0] = kept;
      break;
    }
    default: GOSUB_UNREACHABLE("no lowering for %s", std::string(ir::info(v->op).name).c_str());
  }
}

// ---- terminators ------------------------------------------------------------------------------------------------------

void Lowering::lowerTerminator(MBlock& mb) {
  Block* b = mb.block;
  auto finish = [&](MKind kind) -> MInst& {
    MInst& m = emit(Bc::Nop);
    m.kind = kind;
    return m;
  };
  switch (b->kind) {
    case BlockKind::Jump: finish(MKind::Jump); break;
    case BlockKind::If: lowerBranch(mb, b->controls[0]); break;
    case BlockKind::Switch: {
      VReg c = use(b->controls[0]);
      MInst& m = finish(MKind::Switch);
      m.s[0] = c;
      m.extra = uint32_t(mir_.switches.size());
      mir_.switches.push_back({b->cases.data(), b->cases.size()});
      break;
    }
    case BlockKind::Return: {
      std::span<MSrc> list = mir_.arena.rawArray<MSrc>(b->controls.size());
      for (size_t i = 0; i < list.size(); i++) list[i] = source(b->controls[i]);
      MInst& m = finish(MKind::Return);
      m.extra = uint32_t(mir_.returns.size());
      mir_.returns.push_back(list);
      break;
    }
    case BlockKind::Unreachable: finish(MKind::Stop); break;
  }
}

void Lowering::lowerBranch(MBlock& mb, Value* cond) {
  bool invert = false;
  cond = resolve(cond);
  while (cond->op == Op::BoolNot) {
    cond = resolve(cond->args[0]);
    invert = !invert;
  }
  auto branch = [&](Bc op, VReg s0, VReg s1, int64_t k) {
    MInst& m = emitOp(op, kNoReg, s0, s1);
    m.kind = MKind::Branch;
    m.k[0] = k;
    m.extra = invert;  // the assembler swaps the successors
  };
  bool compare = cond->op >= Op::Eq && cond->op <= Op::Ge;
  if (!compare || useCounts_[cond->id] > 1) return branch(Bc::JNeI, use(cond), kNoReg, 0);
  Value *x = cond->args[0], *y = cond->args[1];
  Ty t = x->type;
  Op op = cond->op;
  int64_t k;
  bool wideUnsigned = t == Ty::U64 || t == Ty::Ptr;
  if (!ir::isFloat(t) && smallConst(x, &k) && !smallConst(y, &k)) {  // constant to the right
    std::swap(x, y);
    op = op == Op::Lt ? Op::Gt : op == Op::Le ? Op::Ge : op == Op::Gt ? Op::Lt : op == Op::Ge ? Op::Le : op;
  }
  if (!ir::isFloat(t) && smallConst(y, &k) && (!wideUnsigned || op == Op::Eq || op == Op::Ne)) {
    int64_t mask;
    if (k == 0 && (op == Op::Eq || op == Op::Ne))
      if (Value* bits = testedBits(resolve(x), &mask)) return branch(op == Op::Eq ? Bc::JZeroI : Bc::JBitsI, use(bits), kNoReg, mask);
    static constexpr Bc kImm[] = {Bc::JEqI, Bc::JNeI, Bc::JLtSI, Bc::JLeSI, Bc::JGtSI, Bc::JGeSI};
    return branch(kImm[int(op) - int(Op::Eq)], use(x), kNoReg, k);
  }
  if (op == Op::Gt || op == Op::Ge) {
    std::swap(x, y);
    op = op == Op::Gt ? Op::Lt : Op::Le;
  }
  static constexpr Bc kSigned[] = {Bc::JEq, Bc::JNe, Bc::JLtS, Bc::JLeS};
  static constexpr Bc kUnsigned[] = {Bc::JEq, Bc::JNe, Bc::JLtU, Bc::JLeU};
  static constexpr Bc kF64[] = {Bc::JEqF64, Bc::JNeF64, Bc::JLtF64, Bc::JLeF64};
  static constexpr Bc kF32[] = {Bc::JEqF32, Bc::JNeF32, Bc::JLtF32, Bc::JLeF32};
  const Bc* table = t == Ty::F64 ? kF64 : t == Ty::F32 ? kF32 : wideUnsigned ? kUnsigned : kSigned;
  VReg a = use(x), b = use(y);
  branch(table[int(op) - int(Op::Eq)], a, b, 0);
}

// ---- pairs of neighbours ------------------------------------------------------------------------------------------------

namespace {

bool isLoad64(const MInst& m) { return m.kind == MKind::Plain && m.op == Bc::Load64; }

// Load; Load of the next word.
bool fuseLoadPair(MInst& a, MInst& b) {
  if (!isLoad64(b) || a.kind != MKind::Plain) return false;
  if (a.op != Bc::Load64 && a.op != Bc::LoadN64) return false;
  if (a.s[0] != b.s[0] || b.k[0] != a.k[0] + 8) return false;
  a.op = a.op == Bc::Load64 ? Bc::Load64x2 : Bc::LoadN64x2;
  a.d[1] = b.d[0];
  return true;
}

// Store; Store of the next word.
bool fuseStorePair(MInst& a, MInst& b) {
  if (a.kind != MKind::Plain || b.kind != MKind::Plain || b.op != Bc::Store64) return false;
  if (a.op != Bc::Store64 && a.op != Bc::StoreN64) return false;
  if (a.s[0] != b.s[0] || b.k[0] != a.k[0] + 8) return false;
  a.op = a.op == Bc::Store64 ? Bc::Store64x2 : Bc::StoreN64x2;
  a.s[2] = b.s[1];
  return true;
}

// Element address that needs no check; load through it only.
bool fuseUncheckedLoad(MInst& a, MInst& b, std::span<const uint32_t> uses) {
  if (a.kind != MKind::Plain || a.op != Bc::IdxAddrU || b.kind != MKind::Plain || b.s[0] != a.d[0]) return false;
  if (a.k[0] < 0 || a.k[0] > 65535) return false;
  if (b.op == Bc::Load64x2 && b.k[0] == 0 && uses[a.d[0]] == 2) {
    a.op = Bc::LoadIdxU64x2;
    a.d[1] = b.d[1];
  } else if (b.op == Bc::Load64 && b.k[0] >= 0 && uses[a.d[0]] == 1) {
    a.op = Bc::LoadIdxUAt64;
    a.k[1] = b.k[0];
  } else {
    return false;
  }
  a.d[0] = b.d[0];
  return true;
}

// Element address; load through it only.
bool fuseElementLoad(MInst& a, MInst& b, std::span<const uint32_t> uses) {
  if (fuseUncheckedLoad(a, b, uses)) return true;
  if (a.kind != MKind::Plain || a.op != Bc::IdxAddr || b.kind != MKind::Plain || b.s[0] != a.d[0]) return false;
  if (a.k[1] < 0 || a.k[1] > 65535) return false;
  if (b.op == Bc::Load64x2 && b.k[0] == 0 && uses[a.d[0]] == 2) {
    a.op = Bc::LoadIdx64x2;
    a.d[1] = b.d[1];
  } else if (b.op == Bc::Load64 && b.k[0] >= 0 && uses[a.d[0]] == 1) {
    a.op = Bc::LoadIdxAt64;
    a.k[2] = b.k[0];
  } else {
    return false;
  }
  a.d[0] = b.d[0];
  return true;
}

}  // namespace

// Neighbours that one instruction can do.
bool Lowering::fusePair(MInst& a, MInst& b) { return fuseLoadPair(a, b) || fuseStorePair(a, b); }

// In the last block, from its first instruction on; the last one is the terminator.
void Lowering::fuseElements(uint32_t first) {
  ArenaVector<MInst>& insts = mir_.insts;
  uint32_t out = first;
  for (uint32_t i = first; i < insts.size(); i++) {
    bool inner = i + 1 < insts.size() && out > first;
    if (inner && fuseElementLoad(insts[out - 1], insts[i], regUses_)) continue;
    if (out != i) insts[out] = insts[i];
    out++;
  }
  insts.resize(out);
}

}  // namespace gosub::interp
