// Patterns of several IR operations that one instruction does: operands in memory, memory changed in place, exchanged
// elements, sums of three. A load is done where its only user stands when nothing between the two can tell. See lower.h.
#include "base/check.h"
#include "interp/lower.h"

namespace gosub::interp {

using ir::Op;
using ir::Ty;
using ir::Value;

namespace {

constexpr uint32_t kReach = 24;

bool isWord(Ty t) { return t == Ty::I64 || t == Ty::U64; }
bool isStore(const Value* v) { return v->op == Op::Store || v->op == Op::StorePtr; }

}  // namespace

// May the load v be done at `user`, its only one? `also` is a second load that moves along, behind v in the same
// instruction when it stands behind it.
bool Lowering::sinks(Value* v, Value* user, Value* also) const {
  if (useCounts_[v->id] != 1 || v->block != user->block || wanted(v)) return false;
  uint32_t from = order_[v->id], to = order_[user->id];
  if (to <= from || to - from > kReach) return false;
  bool checks = fusedCheck_[v->id] != nullptr;
  for (uint32_t i = from + 1; i < to; i++) {
    Value* w = v->block->values[i];
    switch (ir::effectOf(w->op)) {
      case ir::Effect::Pure:
      case ir::Effect::Read:
        if (checks && w != also && fusedCheck_[w->id] != nullptr) return false;
        break;
      case ir::Effect::Alloc: break;
      case ir::Effect::Check:
        if (checks && !folded_[w->id]) return false;
        break;
      default: return false;
    }
  }
  return true;
}

bool Lowering::memoryOperand(Value* v, Value* user, Address* a, Value* also) {
  if (v->op != Op::Load || ir::sizeOf(v->type) != 8 || !sinks(v, user, also)) return false;
  if (Value* e = elementOf(v); e != nullptr && !needsAddress_[e->id]) return false;
  *a = address(v->args[0], v->imm, true);
  return !a->slot && fitsField(a->offset);
}

// The PtrIndex of a load of an element that can be done at `user`, or null.
Value* Lowering::elementOperand(Value* v, Value* user) const {
  if (v->op != Op::Load || ir::sizeOf(v->type) != 8 || !sinks(v, user, nullptr)) return nullptr;
  Value* e = elementOf(v);
  return e != nullptr && !needsAddress_[e->id] ? e : nullptr;
}

bool Lowering::sameElement(const Value* a, const Value* b) const {
  return a == b || (resolve(a->args[0]) == resolve(b->args[0]) && resolve(a->args[1]) == resolve(b->args[1]) && a->imm == b->imm);
}

// Only one user, in the same block, so that v can be part of it.
bool Lowering::ownedBy(Value* v, Value* user) const { return useCounts_[v->id] == 1 && v->block == user->block && !wanted(v); }

void Lowering::absorb(MInst& m, Value* load) {
  takeCheck(m, load);
  folded_[load->id] = 1;
}

// ---- arithmetic with operands in memory ------------------------------------------------------------------------------

bool Lowering::fuseFloat(Value* v, Bc inMemory, Bc bothInMemory) {
  if (v->type != Ty::F64) return false;
  Value *x = v->args[0], *y = v->args[1];
  Address p, q;
  bool first = memoryOperand(x, v, &p, y), second = memoryOperand(y, v, &q, x);
  bool inOrder = order_[x->id] < order_[y->id] || fusedCheck_[x->id] == nullptr || fusedCheck_[y->id] == nullptr;
  if (first && second && x != y && inOrder) {
    VReg a = use(p.base), b = use(q.base);
    MInst& m = emitOp(bothInMemory, def(v), a, b);
    m.k[0] = p.offset;
    m.k[1] = q.offset;
    absorb(m, y);
    absorb(m, x);
    return true;
  }
  if (!memoryOperand(y, v, &q, nullptr)) {
    if (v->op == Op::Sub || !memoryOperand(x, v, &q, nullptr)) return false;
    std::swap(x, y);
  }
  VReg a = use(x), b = use(q.base);
  MInst& m = emitOp(inMemory, def(v), a, b);
  m.k[0] = q.offset;
  absorb(m, y);
  return true;
}

// accumulator + element, accumulator + factor * element.
bool Lowering::fuseSum(Value* v) {
  Value *x = v->args[0], *y = v->args[1];
  bool isFloat = v->type == Ty::F64;
  if (v->op != Op::Add || (!isFloat && !isWord(v->type))) return false;
  auto emitSum = [&](Value* load, Value* e, Bc checked, Bc unchecked, VReg a, VReg factor) {
    VReg base = use(e->args[0]), index = use(e->args[1]);
    Value* check = fusedCheck_[load->id];
    VReg length = check != nullptr ? use(check->args[1]) : kNoReg;
    MInst& m = emit(check != nullptr ? checked : unchecked);
    m.d[0] = def(v);
    int n = 0;
    m.s[n++] = a;
    if (factor != kNoReg) m.s[n++] = factor;
    m.s[n++] = base;
    m.s[n++] = index;
    if (check != nullptr) {
      m.s[n++] = length;
      m.k[0] = check->imm;
    }
    absorb(m, load);
  };
  for (int turn = 0; turn < 2; turn++, std::swap(x, y)) {
    if (Value* e = elementOperand(y, v)) {
      VReg a = use(x);
      emitSum(y, e, isFloat ? Bc::AddIdxF64 : Bc::AddIdx64, isFloat ? Bc::AddIdxUF64 : Bc::AddIdxU64, a, kNoReg);
      return true;
    }
    if (!isFloat || y->op != Op::Mul || !ownedBy(y, v)) continue;
    for (int i = 0; i < 2; i++)
      if (Value* e = elementOperand(y->args[size_t(i)], v)) {
        VReg a = use(x), factor = use(y->args[size_t(1 - i)]);
        emitSum(y->args[size_t(i)], e, Bc::MulAddIdxF64, Bc::MulAddIdxUF64, a, factor);
        return true;
      }
  }
  return false;
}

// Sums of words: x + [p], x + y + k, x * y + z, x * k + z.
bool Lowering::fuseWordAdd(Value* v) {
  if (v->op != Op::Add || !isWord(v->type)) return false;
  Value *x = v->args[0], *y = v->args[1];
  int64_t k;
  if (smallConst(x, &k)) std::swap(x, y);
  if (smallConst(y, &k)) {
    if (x->op != Op::Add || !isWord(x->type) || !ownedBy(x, v)) return false;
    int64_t inner;
    if (smallConst(x->args[0], &inner) || smallConst(x->args[1], &inner)) return false;
    VReg a = use(x->args[0]), b = use(x->args[1]);
    emitOp(Bc::AddAddI64, def(v), a, b).k[0] = k;
    return true;
  }
  for (int turn = 0; turn < 2; turn++, std::swap(x, y)) {
    Address p;
    if (y->op == Op::Mul && isWord(y->type) && ownedBy(y, v)) {
      Value *a = y->args[0], *b = y->args[1];
      if (smallConst(a, &k)) std::swap(a, b);
      bool imm = smallConst(b, &k);
      VReg c = use(x), s = use(a);
      if (imm) {
        emitOp(Bc::MulIAdd64, def(v), s, c).k[0] = k;
      } else {
        VReg t = use(b);
        emitOp(Bc::MulAdd64, def(v), s, t, c);
      }
      return true;
    }
    if (isWord(y->type) && memoryOperand(y, v, &p, nullptr)) {
      VReg a = use(x), b = use(p.base);
      MInst& m = emitOp(Bc::AddM64, def(v), a, b);
      m.k[0] = p.offset;
      absorb(m, y);
      return true;
    }
  }
  return false;
}

// ---- memory changed in place -------------------------------------------------------------------------------------------

// *p = *p + x and the like, for elements too.
bool Lowering::fuseUpdate(Value* store) {
  Value* v = store->args[1];
  if ((v->op != Op::Add && v->op != Op::Sub) || (v->type != Ty::F64 && !isWord(v->type))) return false;
  if (!ownedBy(v, store) || fusedCheck_[store->id] != nullptr) return false;
  Value *load = v->args[0], *other = v->args[1];
  for (int turn = 0; turn < (v->op == Op::Add ? 2 : 1); turn++, std::swap(load, other)) {
    if (load->op != Op::Load || load->type != v->type || load == other || useCounts_[load->id] != 1) continue;
    Value *from = elementOf(load), *to = elementOf(store);
    bool element = from != nullptr && to != nullptr && !needsAddress_[from->id] && !needsAddress_[to->id];
    if (element ? sameElement(from, to) && updateElement(store, v, load, other, to) : updateMemory(store, v, load, other)) return true;
  }
  return false;
}

bool Lowering::updateMemory(Value* store, Value* v, Value* load, Value* other) {
  if (elementOf(load) != nullptr && !needsAddress_[elementOf(load)->id]) return false;
  Address from = address(load->args[0], load->imm, true), to = address(store->args[0], store->imm, true);
  if (from.slot || to.slot || from.base != to.base || from.offset != to.offset || !fitsField(to.offset)) return false;
  if (!sinks(load, store, nullptr)) return false;
  bool isFloat = v->type == Ty::F64, add = v->op == Op::Add;
  int64_t k;
  if (!isFloat && smallConst(other, &k) && fitsField(-k)) {
    VReg base = use(to.base);
    MInst& m = emitImm(Bc::AddIToM64, kNoReg, base, add ? k : -k);
    m.k[1] = to.offset;
    absorb(m, load);
    return true;
  }
  if (!isFloat && !add) return false;
  if (isFloat && other->op == Op::Mul && ownedBy(other, v)) {
    VReg base = use(to.base), x = use(other->args[0]), y = use(other->args[1]);
    MInst& m = emitOp(add ? Bc::MulAddToMF64 : Bc::MulSubToMF64, kNoReg, base, x, y);
    m.k[0] = to.offset;
    absorb(m, load);
    return true;
  }
  VReg base = use(to.base), x = use(other);
  MInst& m = emitOp(!isFloat ? Bc::AddToM64 : add ? Bc::AddToMF64 : Bc::SubToMF64, kNoReg, base, x);
  m.k[0] = to.offset;
  absorb(m, load);
  return true;
}

bool Lowering::updateElement(Value* store, Value* v, Value* load, Value* other, Value* element) {
  if (!sinks(load, store, nullptr)) return false;
  bool isFloat = v->type == Ty::F64, add = v->op == Op::Add;
  Value* check = fusedCheck_[load->id];
  int64_t k = 0;
  bool imm = !isFloat && smallConst(other, &k) && fitsField(-k);
  bool product = isFloat && other->op == Op::Mul && ownedBy(other, v);
  if (!add && !imm && !product) return false;
  VReg base = use(element->args[0]), index = use(element->args[1]);
  VReg x = imm ? kNoReg : use(product ? other->args[0] : other), y = product ? use(other->args[1]) : kNoReg;
  VReg length = check != nullptr ? use(check->args[1]) : kNoReg;
  Bc op = imm                ? Bc::AddIToIdx64
          : product          ? (add ? Bc::MulAddToIdxF64 : Bc::MulSubToIdxF64)
          : isFloat          ? Bc::AddToIdxF64
                             : Bc::AddToIdx64;
  MInst& m = emit(check != nullptr ? op : Bc(int(op) + 1));  // the unchecked form is the next row
  int n = 0;
  m.s[n++] = base;
  m.s[n++] = index;
  if (x != kNoReg) m.s[n++] = x;
  if (y != kNoReg) m.s[n++] = y;
  if (check != nullptr) m.s[n++] = length;
  int i = 0;
  if (imm) m.k[i++] = add ? k : -k;
  if (check != nullptr) m.k[i++] = check->imm;
  absorb(m, load);
  return true;
}

static_assert(int(Bc::AddToIdxU64) == int(Bc::AddToIdx64) + 1 && int(Bc::AddIToIdxU64) == int(Bc::AddIToIdx64) + 1 &&
              int(Bc::AddToIdxUF64) == int(Bc::AddToIdxF64) + 1 && int(Bc::MulAddToIdxUF64) == int(Bc::MulAddToIdxF64) + 1 &&
              int(Bc::MulSubToIdxUF64) == int(Bc::MulSubToIdxF64) + 1);

// a[i], a[j] = a[j], a[i]; `store` is the second of the two stores.
bool Lowering::fuseSwap(Value* store) {
  Value *to = elementOf(store), *mine = store->args[1];
  if (to == nullptr || mine->op != Op::Load || fusedCheck_[store->id] != nullptr) return false;
  int size = ir::sizeOf(mine->type);
  if (size == 2) return false;
  Value* before = nullptr;
  for (uint32_t i = order_[store->id]; i-- > 0 && before == nullptr;) {
    Value* w = store->block->values[i];
    if (ir::effectOf(w->op) != ir::Effect::Pure) before = w;
  }
  if (before == nullptr || !isStore(before) || fusedCheck_[before->id] != nullptr) return false;
  Value *toBefore = elementOf(before), *other = before->args[1];
  if (toBefore == nullptr || other->op != Op::Load || other == mine) return false;
  Value *from = elementOf(mine), *fromOther = elementOf(other);
  if (from == nullptr || fromOther == nullptr || !sameElement(from, toBefore) || !sameElement(fromOther, to)) return false;
  if (resolve(from->args[0]) != resolve(fromOther->args[0]) || from->imm != fromOther->imm) return false;
  for (Value* e : {to, toBefore, from, fromOther})
    if (needsAddress_[e->id]) return false;
  if (order_[other->id] < order_[mine->id]) std::swap(mine, other);  // mine: the first one
  // `before` uses one of them, `store` the other: both must be able to wait for the first store.
  auto waits = [&](Value* v, Value* also) {
    if (useCounts_[v->id] != 1 || v->block != store->block || wanted(v)) return false;
    return order_[v->id] < order_[before->id] && sinks(v, before, also);
  };
  if (!waits(mine, other) || !waits(other, mine)) return false;
  Value *c = fusedCheck_[mine->id], *d = fusedCheck_[other->id];
  if (c != nullptr && d != nullptr && (resolve(c->args[1]) != resolve(d->args[1]) || c->imm != d->imm)) return false;
  Value* check = c != nullptr ? c : d;
  VReg base = use(from->args[0]), i = use(elementOf(mine)->args[1]), j = use(elementOf(other)->args[1]);
  VReg length = check != nullptr ? use(check->args[1]) : kNoReg;
  Bc first = check != nullptr ? Bc::SwapIdx64 : Bc::SwapIdxU64;
  MInst& m = emitOp(Bc(int(first) + (size == 8 ? 0 : size == 4 ? 1 : 2)), kNoReg, base, i, j, length);
  if (check != nullptr) {
    m.k[0] = check->imm;
    m.pos = check->pos;
    m.inlined = check->inlined;
  }
  folded_[mine->id] = folded_[other->id] = folded_[before->id] = 1;
  return true;
}

// ---- tests of bits -------------------------------------------------------------------------------------------------------

// The word whose bits `mask` are zero exactly when v is.
Value* Lowering::testedBits(Value* v, int64_t* mask) {
  if (useCounts_[v->id] != 1) return nullptr;
  if (v->op == Op::And) {
    if (smallConst(v->args[1], mask)) return v->args[0];
    if (smallConst(v->args[0], mask)) return v->args[1];
  }
  if (v->op != Op::Mod || !ir::isInt(v->type) || fusedCheck_[v->id] != nullptr) return nullptr;
  int64_t k;
  if (!smallConst(v->args[1], &k) || k <= 0 || (k & (k - 1)) != 0) return nullptr;
  *mask = k - 1;
  return v->args[0];
}

}  // namespace gosub::interp
