// Lowering of memory: loads, stores, addresses, copies, atomics, and checks, which become part of the access that follows
// them where nothing stands between. See lower.h.
#include "base/check.h"
#include "interp/lower.h"

namespace gosub::interp {

using ir::Op;
using ir::Ty;
using ir::Value;

namespace {

bool isStore(const Value* v) { return v->op == Op::Store || v->op == Op::StorePtr; }
Ty accessType(const Value* v) { return isStore(v) ? v->args[1]->type : v->type; }

int sizeIndex(Ty t) {  // in families of four: 64, 32, 16, 8
  int bytes = ir::sizeOf(t);
  return bytes == 8 ? 0 : bytes == 4 ? 1 : bytes == 2 ? 2 : 3;
}
Bc sized(Bc first, Ty t) { return Bc(int(first) + sizeIndex(t)); }

// In families of three: 64, 32s, 32u.
Bc atomicOp(Bc first, Ty t) { return Bc(int(first) + (t == Ty::I32 ? 1 : t == Ty::U32 ? 2 : 0)); }

constexpr VReg slotWord(int64_t offset) { return kSlotWord + VReg(offset / 8); }

}  // namespace

// ---- addresses ---------------------------------------------------------------------------------------------------------

// base + offset with constant additions folded. With fitField the offset fits an immediate field (of a slot: 32 bits).
Lowering::Address Lowering::address(Value* v, int64_t offset, bool fitField) {
  v = resolve(v);
  Address a{v, offset, false};
  while (a.base->op == Op::PtrAdd) {
    int64_t sum = a.offset + a.base->imm;
    if (fitField && !fitsField(sum) && fitsField(a.offset)) break;
    a.offset = sum;
    a.base = resolve(a.base->args[0]);
  }
  int64_t at;
  if (slotOffset(v, &at)) return {v, at + offset, true};
  return a;
}

VReg Lowering::addressReg(const Address& a) {
  if (a.slot) return constReg(a.offset, true);
  int64_t bits;
  if (constBits(a.base, &bits)) return constReg(bits + a.offset, false);
  VReg base = use(a.base);
  if (a.offset == 0) return base;
  VReg d = newReg(true);
  if (fitsField(a.offset)) {
    emitImm(Bc::AddI64, d, base, a.offset);
  } else {
    VReg offset = constReg(a.offset, false);
    emitOp(Bc::Add64, d, base, offset);
  }
  regUses_[d]++;
  return d;
}

// The PtrIndex whose element v loads or stores exactly, or null.
Value* Lowering::elementOf(Value* v) const {
  if (v->op != Op::Load && !isStore(v)) return nullptr;
  Value* at = v->args[0];
  if (at->op != Op::PtrIndex || v->imm != 0 || at->imm != ir::sizeOf(accessType(v))) return nullptr;
  return at;
}

void Lowering::takeCheck(MInst& m, Value* v) {
  Value* check = fusedCheck_[v->id];
  if (check == nullptr) return;
  m.pos = check->pos;
  m.inlined = check->inlined;
}

bool Lowering::lowerMemory(Value* v) {
  switch (v->op) {
    case Op::Load: lowerLoad(v); break;
    case Op::Store: case Op::StorePtr: lowerStore(v); break;
    case Op::Move: lowerMove(v); break;
    case Op::Zero: lowerZero(v); break;
    case Op::PtrAdd: lowerPtrAdd(v); break;
    case Op::PtrIndex: lowerPtrIndex(v); break;
    case Op::NilCheck: case Op::BoundsCheck: case Op::SliceCheck: case Op::DivCheck: case Op::ShiftCheck: lowerCheck(v); break;
    case Op::AtomicLoad: case Op::AtomicStore: case Op::AtomicXchg: case Op::AtomicAdd: case Op::AtomicCas: case Op::AtomicAnd:
    case Op::AtomicOr: lowerAtomic(v); break;
    case Op::New: {
      MInst& m = emit(Bc::New);
      m.d[0] = def(v);
      m.k[0] = int64_t(reinterpret_cast<uintptr_t>(linker_.type(v->goType)));
      break;
    }
    default: return false;
  }
  return true;
}

// Names of the constants and slot addresses first: they may emit code, and emission order is execution order.
void Lowering::emitElement(Value* v, Value* element, Bc checked, Bc unchecked, VReg d, VReg value) {
  Value* check = fusedCheck_[v->id];
  VReg base = use(element->args[0]), index = use(element->args[1]);
  bool store = isStore(v);
  if (check == nullptr) {
    emitOp(unchecked, d, base, index, store ? value : kNoReg);
    return;
  }
  VReg length = use(check->args[1]);
  MInst& m = store ? emitOp(checked, d, base, index, value, length) : emitOp(checked, d, base, index, length);
  m.k[0] = check->imm;
  takeCheck(m, v);
}

void Lowering::lowerLoad(Value* v) {
  Ty t = v->type;
  if (Value* element = elementOf(v); element != nullptr && !needsAddress_[element->id]) {
    emitElement(v, element, familyOp(Bc::LoadIdx64, t), familyOp(Bc::LoadIdxU64, t), def(v), kNoReg);
    return;
  }
  Address a = address(v->args[0], v->imm, true);
  if (a.slot) return lowerSlotLoad(v, a.offset);
  bool nil = fusedCheck_[v->id] != nullptr;
  if (!fitsField(a.offset)) {
    VReg base = addressReg(a);
    emitImm(familyOp(Bc::Load64, t), def(v), base, 0);
    return;
  }
  VReg base = use(a.base);
  MInst& m = emitImm(familyOp(nil ? Bc::LoadN64 : Bc::Load64, t), def(v), base, a.offset);
  takeCheck(m, v);
}

void Lowering::lowerStore(Value* v) {
  if (fuseUpdate(v) || fuseSwap(v)) return;
  Ty t = accessType(v);
  Value* what = v->args[1];
  if (Value* element = elementOf(v); element != nullptr && !needsAddress_[element->id]) {
    VReg value = use(what);
    emitElement(v, element, sized(Bc::StoreIdx64, t), sized(Bc::StoreIdxU64, t), kNoReg, value);
    return;
  }
  Address a = address(v->args[0], v->imm, true);
  if (a.slot) return lowerSlotStore(v, a.offset);
  bool nil = fusedCheck_[v->id] != nullptr;
  bool near = fitsField(a.offset);
  int64_t k;
  bool imm = !nil && constBits(what, &k) && fitsField(k);
  VReg value = imm ? kNoReg : use(what);
  VReg base = near ? use(a.base) : addressReg(a);
  if (imm) {
    MInst& m = emitImm(sized(Bc::StoreI64, t), kNoReg, base, k);
    m.k[1] = near ? a.offset : 0;
    return;
  }
  MInst& m = emitOp(sized(nil && near ? Bc::StoreN64 : Bc::Store64, t), kNoReg, base, value);
  m.k[0] = near ? a.offset : 0;
  takeCheck(m, v);
}

// Of an access that a failing check in front of it always prevents: there is no such place in the frame.
bool Lowering::beyondSlots(int64_t offset, uint64_t bytes) const {
  return offset < 0 || uint64_t(offset) + bytes > mir_.slotWords * 8;
}

// Near enough for the 16-bit operands of block moves, whatever the words before the slots are.
static bool isNearSlot(int64_t offset, uint64_t bytes) { return (uint64_t(offset) + bytes) / 8 < 16384; }

void Lowering::lowerSlotLoad(Value* v, int64_t offset) {
  if (beyondSlots(offset, uint64_t(ir::sizeOf(v->type)))) {
    emit(Bc::Const).d[0] = def(v);
    return;
  }
  if (ir::sizeOf(v->type) == 8 && offset % 8 == 0) {
    emitOp(Bc::Move, def(v), slotWord(offset));
    return;
  }
  MInst& m = emit(familyOp(Bc::LoadF64, v->type));
  m.d[0] = def(v);
  m.slotBased = true;
  m.k[0] = offset;
}

void Lowering::lowerSlotStore(Value* v, int64_t offset) {
  Value* what = v->args[1];
  Ty t = what->type;
  int64_t k;
  if (beyondSlots(offset, uint64_t(ir::sizeOf(t)))) return;
  if (ir::sizeOf(t) == 8 && offset % 8 == 0) {
    int64_t at;
    if (slotOffset(what, &at)) {
      MInst& m = emit(Bc::SlotAddr);
      m.d[0] = slotWord(offset);
      m.slotBased = true;
      m.k[0] = at;
    } else if (constBits(what, &k)) {
      MInst& m = emit(fits32(k) ? Bc::Const : Bc::Const64);
      m.d[0] = slotWord(offset);
      m.k[0] = k;
    } else {
      VReg s = use(what);
      emitOp(Bc::Move, slotWord(offset), s);
    }
    return;
  }
  VReg s = use(what);
  MInst& m = emitOp(sized(Bc::StoreF64, t), kNoReg, s);
  m.slotBased = true;
  m.k[0] = offset;
}

// ---- copies --------------------------------------------------------------------------------------------------------------

void Lowering::lowerMove(Value* v) {
  uint64_t bytes = layouts_.of(v->goType).size;
  if (bytes == 0) return;
  Address to = address(v->args[0], 0, false), from = address(v->args[1], 0, false);
  if ((to.slot && beyondSlots(to.offset, bytes)) || (from.slot && beyondSlots(from.offset, bytes))) return;
  bool aligned = to.offset % 8 == 0 && from.offset % 8 == 0 && bytes % 8 == 0;
  bool near = isNearSlot(to.offset, bytes) && isNearSlot(from.offset, bytes);
  if (to.slot && from.slot && aligned && (near || bytes == 8)) {
    MInst& m = emitOp(bytes == 8 ? Bc::Move : Bc::MoveBlock, slotWord(to.offset), slotWord(from.offset));
    m.k[0] = int64_t(bytes / 8);
    return;
  }
  if (bytes == 8 || bytes == 4 || bytes == 2 || bytes == 1) {
    Ty t = bytes == 8 ? Ty::U64 : bytes == 4 ? Ty::U32 : bytes == 2 ? Ty::U16 : Ty::U8;
    VReg d = newReg(false);
    VReg s = addressReg(from), p = addressReg(to);
    emitImm(familyOp(Bc::Load64, t), d, s, 0);
    emitOp(sized(Bc::Store64, t), kNoReg, p, d);
    regUses_[d]++;
    return;
  }
  VReg s = addressReg(from), d = addressReg(to);
  Bc op = bytes == 16 ? Bc::MoveMem16 : bytes == 24 ? Bc::MoveMem24 : bytes == 32 ? Bc::MoveMem32 : Bc::MoveMem;
  MInst& m = emitOp(op, kNoReg, d, s);
  if (op == Bc::MoveMem) m.k[1] = int64_t(bytes);
}

void Lowering::zeroWords(const Address& a, uint64_t bytes) {
  if (bytes == 8) {
    MInst& m = emit(Bc::Const);
    m.d[0] = slotWord(a.offset);
    return;
  }
  MInst& m = emit(Bc::ZeroSlot);
  m.slotBased = true;
  m.k[0] = a.offset;
  m.k[1] = int64_t(bytes);
}

void Lowering::lowerZero(Value* v) {
  uint64_t bytes = layouts_.of(v->goType).size;
  if (bytes == 0) return;
  Address a = address(v->args[0], 0, false);
  if (a.slot && beyondSlots(a.offset, bytes)) return;
  if (a.slot && a.offset % 8 == 0 && bytes % 8 == 0) return zeroWords(a, bytes);
  bool small = bytes == 8 || bytes == 4 || bytes == 2 || bytes == 1;
  if (small && !a.slot && fitsField(a.offset)) {
    VReg base = use(a.base);
    Ty t = bytes == 8 ? Ty::U64 : bytes == 4 ? Ty::U32 : bytes == 2 ? Ty::U16 : Ty::U8;
    MInst& m = emitImm(sized(Bc::StoreI64, t), kNoReg, base, 0);
    m.k[1] = a.offset;
    return;
  }
  VReg d = addressReg(a);
  MInst& m = emitOp(Bc::ZeroMem, kNoReg, d);
  m.k[0] = int64_t(bytes);
}

void Lowering::lowerPtrAdd(Value* v) {
  VReg d = def(v);
  int64_t bits;
  if (slotOffset(v, &bits)) {
    MInst& m = emit(Bc::SlotAddr);
    m.d[0] = d;
    m.slotBased = true;
    m.k[0] = bits;
    return;
  }
  Address a = address(v->args[0], v->imm, true);
  if (a.offset == 0) {
    VReg base = use(a.base);
    emitOp(Bc::Move, d, base);
  } else if (fitsField(a.offset)) {
    VReg base = use(a.base);
    emitImm(Bc::AddI64, d, base, a.offset);
  } else {
    VReg base = use(a.base);
    VReg offset = constReg(a.offset, false);
    emitOp(Bc::Add64, d, base, offset);
  }
}

void Lowering::lowerPtrIndex(Value* v) {
  VReg d = def(v);
  Value* check = fusedCheck_[v->id];
  VReg base = use(v->args[0]), index = use(v->args[1]);
  if (check != nullptr) {
    VReg length = use(check->args[1]);
    MInst& m = emitOp(Bc::IdxAddr, d, base, index, length);
    m.k[0] = check->imm;
    m.k[1] = v->imm;
    takeCheck(m, v);
    return;
  }
  emitImm(Bc::IdxAddrU, d, base, v->imm).s[1] = index;
}

// ---- atomics -----------------------------------------------------------------------------------------------------------

void Lowering::lowerAtomic(Value* v) {
  Address a = address(v->args[0], v->imm, true);
  bool near = !a.slot && fitsField(a.offset);
  VReg base = near ? use(a.base) : addressReg(a);
  int64_t offset = near ? a.offset : 0;
  auto operand = [&](size_t i) { return use(v->args[i]); };
  auto fetch = [&](Bc first, Ty t) {
    VReg x = operand(1);
    emitImm(atomicOp(first, t), def(v), base, offset).s[1] = x;
  };
  Ty t = v->op == Op::AtomicStore || v->op == Op::AtomicCas ? v->args[1]->type : v->type;
  switch (v->op) {
    case Op::AtomicLoad: emitImm(atomicOp(Bc::ALoad64, t), def(v), base, offset); break;
    case Op::AtomicStore: {
      VReg x = operand(1);
      emitImm(sized(Bc::AStore64, t), kNoReg, base, offset).s[1] = x;
      break;
    }
    case Op::AtomicXchg: fetch(Bc::AXchg64, t); break;
    case Op::AtomicAdd: fetch(Bc::AAdd64, t); break;
    case Op::AtomicAnd: fetch(Bc::AAnd64, t); break;
    case Op::AtomicOr: fetch(Bc::AOr64, t); break;
    default: {
      VReg old = operand(1), fresh = operand(2);
      emitOp(sized(Bc::ACas64, t), def(v), base, old, fresh).k[0] = offset;
    }
  }
}

// ---- checks ------------------------------------------------------------------------------------------------------------

void Lowering::lowerCheck(Value* v) {
  int64_t k;
  switch (v->op) {
    case Op::NilCheck: emitOp(Bc::NilChk, kNoReg, use(v->args[0])); return;
    case Op::DivCheck: emitOp(Bc::DivChk, kNoReg, use(v->args[0])); return;
    case Op::ShiftCheck: emitOp(Bc::ShiftChk, kNoReg, use(v->args[0])); return;
    case Op::BoundsCheck:
      if (smallConst(v->args[1], &k) && k >= 0) {
        emitImm(Bc::BoundsChkI, kNoReg, use(v->args[0]), k).k[1] = v->imm;
        return;
      }
      if (smallConst(v->args[0], &k) && k >= 0) {
        emitImm(Bc::BoundsChkC, kNoReg, use(v->args[1]), k).k[1] = v->imm;
        return;
      }
      break;
    default: break;
  }
  VReg a = use(v->args[0]), b = use(v->args[1]);
  emitImm(v->op == Op::BoundsCheck ? Bc::BoundsChk : Bc::SliceChk, kNoReg, a, v->imm).s[1] = b;
}

// Finds for each check of the block the operation behind it that can do it as well. Between the two may stand only what a
// panic cannot be told from: pure operations and reads.
void Lowering::planChecks(ir::Block* b) {
  for (size_t i = 0; i < b->values.size(); i++) switch (b->values[i]->op) {
      case Op::NilCheck: planNilCheck(b, i); break;
      case Op::BoundsCheck: planBoundsCheck(b, i); break;
      case Op::DivCheck: planDivCheck(b, i); break;
      default: break;
    }
}

namespace {

constexpr size_t kLookAhead = 12;

// Addresses of elements and fields: the pointer that they come from was checked before.
bool neverNil(const Value* p) {
  switch (p->op) {
    case Op::PtrIndex: case Op::PtrAdd: case Op::SlotAddr: case Op::GlobalAddr: case Op::DataAddr: case Op::FuncAddr: case Op::TypeAddr:
    case Op::ItabAddr: case Op::New: case Op::MakeClosure: return true;
    default: return false;
  }
}

bool passable(const Value* v) {
  ir::Effect e = ir::effectOf(v->op);
  return e == ir::Effect::Pure || e == ir::Effect::Read;
}

}  // namespace

void Lowering::planNilCheck(ir::Block* b, size_t i) {
  Value* check = b->values[i];
  Value* p = resolve(check->args[0]);
  if (neverNil(p)) {
    folded_[check->id] = 1;
    return;
  }
  for (size_t j = i + 1; j < b->values.size() && j <= i + kLookAhead; j++) {
    Value* v = b->values[j];
    if ((v->op == Op::Load || isStore(v)) && fusedCheck_[v->id] == nullptr) {
      Address a = address(v->args[0], v->imm, true);
      if (!a.slot && a.base == p && fitsField(a.offset) && !(elementOf(v) != nullptr)) {
        fusedCheck_[v->id] = check;
        folded_[check->id] = 1;
        return;
      }
    }
    if ((v->op == Op::CallClosure || v->op == Op::CallIface) && resolve(v->args[0]) == p) {
      folded_[check->id] = 1;  // the call checks
      return;
    }
    if (!passable(v)) return;
  }
}

void Lowering::planBoundsCheck(ir::Block* b, size_t i) {
  Value* check = b->values[i];
  Value* index = resolve(check->args[0]);
  int64_t k;
  if (smallConst(index, &k)) return;  // a constant index: the address is folded into the access
  for (size_t j = i + 1; j < b->values.size() && j <= i + kLookAhead; j++) {
    Value* v = b->values[j];
    Value* element = elementOf(v);
    bool fuses = false;
    if (element != nullptr && !needsAddress_[element->id]) {
      fuses = resolve(element->args[1]) == index;
    } else if (v->op == Op::PtrIndex && needsAddress_[v->id]) {
      fuses = resolve(v->args[1]) == index && v->imm > 0 && fits32(v->imm);
    }
    if (fuses && fusedCheck_[v->id] == nullptr) {
      fusedCheck_[v->id] = check;
      folded_[check->id] = 1;
      return;
    }
    if (!passable(v)) return;
  }
}

void Lowering::planDivCheck(ir::Block* b, size_t i) {
  Value* check = b->values[i];
  Value* divisor = resolve(check->args[0]);
  int64_t k;
  if (constBits(divisor, &k)) return;
  for (size_t j = i + 1; j < b->values.size() && j <= i + kLookAhead; j++) {
    Value* v = b->values[j];
    if ((v->op == Op::Div || v->op == Op::Mod) && ir::isInt(v->type) && resolve(v->args[1]) == divisor) {
      fusedCheck_[v->id] = check;
      folded_[check->id] = 1;
      return;
    }
    if (!passable(v)) return;
  }
}

}  // namespace gosub::interp
