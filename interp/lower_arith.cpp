// Lowering of arithmetic, comparisons and conversions. See lower.h.
#include <bit>

#include "base/check.h"
#include "interp/lower.h"
#include "interp/magic.h"

namespace gosub::interp {

using ir::Op;
using ir::Ty;
using ir::Value;

namespace {

int widthOf(Ty t) { return ir::sizeOf(t) * 8; }
Bc byFloat(Bc f64, Ty t) { return t == Ty::F64 ? f64 : Bc(int(f64) + 1); }
Bc bySize(Bc first, Ty t) {  // families of four: 64, 32, 16, 8
  int w = widthOf(t);
  return Bc(int(first) + (w == 64 ? 0 : w == 32 ? 1 : w == 16 ? 2 : 3));
}
bool wideUnsigned(Ty t) { return t == Ty::U64 || t == Ty::Ptr; }

}  // namespace

bool Lowering::lowerArith(Value* v) {
  Ty t = v->type;
  auto unary = [&](Bc op) { emitOp(op, def(v), use(v->args[0])); };
  auto binary = [&](Bc op) { emitOp(op, def(v), use(v->args[0]), use(v->args[1])); };
  switch (v->op) {
    case Op::Copy: unary(Bc::Move); break;
    case Op::PtrToInt: case Op::IntToPtr: unary(Bc::Move); break;
    case Op::Add: case Op::Sub: lowerAdd(v); break;
    case Op::Mul: lowerMul(v); break;
    case Op::Div: case Op::Mod: lowerDivMod(v); break;
    case Op::And: case Op::Or: case Op::Xor: case Op::AndNot: lowerBitwise(v); break;
    case Op::Shl: case Op::Shr: lowerShift(v); break;
    case Op::Neg: unary(ir::isFloat(t) ? byFloat(Bc::NegF64, t) : familyOp(Bc::Neg64, t)); break;
    case Op::Not: unary(ir::isSigned(t) ? Bc::Not64 : bySize(Bc::Not64, t)); break;
    case Op::BoolNot: emitImm(Bc::XorI, def(v), use(v->args[0]), 1); break;
    case Op::MulHi: binary(Bc::MulHi); break;
    case Op::RotL:
      binary(bySize(Bc::RotL64, t));
      if (ir::isSigned(t)) extend(v, def(v), def(v));
      break;
    case Op::Clz: unary(bySize(Bc::Clz64, v->args[0]->type)); break;
    case Op::Ctz: unary(bySize(Bc::Ctz64, v->args[0]->type)); break;
    case Op::Popcnt: unary(bySize(Bc::Popcnt64, v->args[0]->type)); break;
    case Op::Bswap:
      if (widthOf(t) == 8) {
        unary(Bc::Move);
      } else {
        unary(bySize(Bc::Bswap64, t));
        if (ir::isSigned(t)) extend(v, def(v), def(v));
      }
      break;
    case Op::Sqrt: unary(byFloat(Bc::SqrtF64, t)); break;
    case Op::Floor: unary(byFloat(Bc::FloorF64, t)); break;
    case Op::Ceil: unary(byFloat(Bc::CeilF64, t)); break;
    case Op::Trunc: unary(byFloat(Bc::TruncF64, t)); break;
    case Op::FAbs: unary(byFloat(Bc::AbsF64, t)); break;
    case Op::CopySign: binary(byFloat(Bc::CopySignF64, t)); break;
    case Op::FMA: emitOp(byFloat(Bc::FmaF64, t), def(v), use(v->args[0]), use(v->args[1]), use(v->args[2])); break;
    case Op::Min: case Op::Max: lowerMinMax(v); break;
    case Op::Eq: case Op::Ne: case Op::Lt: case Op::Le: case Op::Gt: case Op::Ge: lowerCompare(v); break;
    case Op::Select: emitOp(Bc::Select, def(v), use(v->args[0]), use(v->args[1]), use(v->args[2])); break;
    case Op::Convert: lowerConvert(v); break;
    case Op::Bitcast: lowerBitcast(v); break;
    default: return false;
  }
  return true;
}

// d = s re-extended as the type of v says.
void Lowering::extend(Value* v, VReg d, VReg s) {
  switch (v->type) {
    case Ty::I32: emitOp(Bc::Ext32s, d, s); break;
    case Ty::U32: emitOp(Bc::Ext32u, d, s); break;
    case Ty::I16: emitOp(Bc::Ext16s, d, s); break;
    case Ty::U16: emitOp(Bc::Ext16u, d, s); break;
    case Ty::I8: emitOp(Bc::Ext8s, d, s); break;
    case Ty::U8: emitOp(Bc::Ext8u, d, s); break;
    default: emitOp(Bc::Move, d, s);
  }
}

void Lowering::lowerAdd(Value* v) {
  if (ir::isFloat(v->type)) return lowerFloatAdd(v);
  if (fuseSum(v) || fuseWordAdd(v)) return;
  bool sub = v->op == Op::Sub;
  Value *x = v->args[0], *y = v->args[1];
  int64_t k;
  if (!sub && smallConst(x, &k)) std::swap(x, y);
  if (smallConst(y, &k) && (!sub || fitsField(-k))) {
    emitImm(familyOp(Bc::AddI64, v->type), def(v), use(x), sub ? -k : k);
    return;
  }
  emitOp(familyOp(sub ? Bc::Sub64 : Bc::Add64, v->type), def(v), use(x), use(y));
}

// x + a*b and x - a*b with a product that nobody else needs.
void Lowering::lowerFloatAdd(Value* v) {
  if (fuseSum(v)) return;
  bool sub = v->op == Op::Sub;
  Value *x = v->args[0], *y = v->args[1];
  auto isProduct = [&](Value* m) {
    return v->type == Ty::F64 && m->op == Op::Mul && useCounts_[m->id] == 1 && m->block == v->block;
  };
  if (!sub && !isProduct(y) && isProduct(x)) std::swap(x, y);
  if (isProduct(y)) {
    emitOp(sub ? Bc::MulSubF64 : Bc::MulAddF64, def(v), use(y->args[0]), use(y->args[1]), use(x));
    return;
  }
  if (fuseFloat(v, sub ? Bc::SubMF64 : Bc::AddMF64, sub ? Bc::SubMMF64 : Bc::AddMMF64)) return;
  emitOp(byFloat(sub ? Bc::SubF64 : Bc::AddF64, v->type), def(v), use(x), use(y));
}

void Lowering::lowerMul(Value* v) {
  Ty t = v->type;
  Value *x = v->args[0], *y = v->args[1];
  int64_t k;
  if (ir::isFloat(t)) {
    if (fuseFloat(v, Bc::MulMF64, Bc::MulMMF64)) return;
    emitOp(byFloat(Bc::MulF64, t), def(v), use(x), use(y));
    return;
  }
  if (smallConst(x, &k)) std::swap(x, y);
  if (widthOf(t) == 64 && smallConst(y, &k)) {
    emitImm(Bc::MulI, def(v), use(x), k);
    return;
  }
  emitOp(familyOp(Bc::Mul64, t), def(v), use(x), use(y));
}

void Lowering::lowerDivMod(Value* v) {
  Ty t = v->type;
  bool div = v->op == Op::Div;
  Value *x = v->args[0], *y = resolve(v->args[1]);
  if (ir::isFloat(t)) {
    emitOp(byFloat(Bc::DivF64, t), def(v), use(x), use(y));
    return;
  }
  // A dividend of fewer than 64 bits is also a signed 64-bit one.
  if (y->op == Op::ConstInt && y->imm > 1 && t != Ty::U64) {
    if (std::has_single_bit(uint64_t(y->imm))) {
      emitImm(div ? Bc::DivPow2 : Bc::ModPow2, def(v), use(x), std::countr_zero(uint64_t(y->imm)));
      return;
    }
    Magic magic = signedMagic(y->imm);
    MInst& m = emitImm(div ? Bc::DivMagic : Bc::ModMagic, kNoReg, use(x), magic.shift);
    m.k[1] = int64_t(magic.multiplier);
    m.k[2] = magic.addDividend;
    m.d[0] = def(v);
    m.extra = 0;
    if (!div) m.k[2] |= y->imm << 1;
    return;
  }
  if (t == Ty::U64 && y->op == Op::ConstInt && y->imm > 1 && std::has_single_bit(uint64_t(y->imm))) {
    if (div) {
      emitImm(Bc::ShrUI, def(v), use(x), std::countr_zero(uint64_t(y->imm)));
      return;
    }
    if (fitsField(y->imm - 1)) {
      emitImm(Bc::AndI, def(v), use(x), y->imm - 1);
      return;
    }
  }
  Bc op;
  switch (t) {
    case Ty::I64: op = div ? Bc::Div64s : Bc::Mod64s; break;
    case Ty::I32: op = div ? Bc::Div32s : Bc::Mod32s; break;
    case Ty::I16: op = div ? Bc::Div16s : Bc::Mod32s; break;
    case Ty::I8: op = div ? Bc::Div8s : Bc::Mod32s; break;
    case Ty::U64: op = div ? Bc::Div64u : Bc::Mod64u; break;
    default: op = div ? Bc::Div32u : Bc::Mod32u;
  }
  emitOp(op, def(v), use(x), use(y));
}

void Lowering::lowerBitwise(Value* v) {
  Value *x = v->args[0], *y = v->args[1];
  int64_t k;
  if (v->op == Op::AndNot) {
    if (smallConst(y, &k)) {
      emitImm(Bc::AndI, def(v), use(x), ~k);
    } else {
      emitOp(Bc::AndNot, def(v), use(x), use(y));
    }
    return;
  }
  if (smallConst(x, &k)) std::swap(x, y);
  bool and_ = v->op == Op::And, or_ = v->op == Op::Or;
  if (smallConst(y, &k)) {
    emitImm(and_ ? Bc::AndI : or_ ? Bc::OrI : Bc::XorI, def(v), use(x), k);
  } else {
    emitOp(and_ ? Bc::And : or_ ? Bc::Or : Bc::Xor, def(v), use(x), use(y));
  }
}

void Lowering::lowerShift(Value* v) {
  bool left = v->op == Op::Shl, isSigned = ir::isSigned(v->type);
  Value* count = resolve(v->args[1]);
  if (count->op != Op::ConstInt) {
    Bc op = left ? familyOp(Bc::Shl64, v->type) : isSigned ? Bc::ShrS : Bc::ShrU;
    emitOp(op, def(v), use(v->args[0]), use(count));
    return;
  }
  uint64_t k = uint64_t(count->imm);
  if (k >= 64 && (left || !isSigned)) {
    MInst& m = emit(Bc::Const);
    m.d[0] = def(v);
    return;
  }
  Bc op = left ? familyOp(Bc::ShlI64, v->type) : isSigned ? Bc::ShrSI : Bc::ShrUI;
  emitImm(op, def(v), use(v->args[0]), int64_t(k > 63 ? 63 : k));
}

void Lowering::lowerMinMax(Value* v) {
  bool min = v->op == Op::Min;
  Bc op = ir::isFloat(v->type)      ? byFloat(min ? Bc::MinF64 : Bc::MaxF64, v->type)
          : wideUnsigned(v->type)   ? (min ? Bc::MinU : Bc::MaxU)
                                    : (min ? Bc::MinS : Bc::MaxS);
  emitOp(op, def(v), use(v->args[0]), use(v->args[1]));
}

void Lowering::lowerCompare(Value* v) {
  Value *x = v->args[0], *y = v->args[1];
  Ty t = x->type;
  Op op = v->op;
  int64_t k;
  if (!ir::isFloat(t) && smallConst(x, &k) && !smallConst(y, &k)) {
    std::swap(x, y);
    op = op == Op::Lt ? Op::Gt : op == Op::Le ? Op::Ge : op == Op::Gt ? Op::Lt : op == Op::Ge ? Op::Le : op;
  }
  if (!ir::isFloat(t) && smallConst(y, &k) && (!wideUnsigned(t) || op == Op::Eq || op == Op::Ne)) {
    static constexpr Bc kImm[] = {Bc::EqI, Bc::NeI, Bc::LtSI, Bc::LeSI, Bc::GtSI, Bc::GeSI};
    emitImm(kImm[int(op) - int(Op::Eq)], def(v), use(x), k);
    return;
  }
  if (op == Op::Gt || op == Op::Ge) {
    std::swap(x, y);
    op = op == Op::Gt ? Op::Lt : Op::Le;
  }
  static constexpr Bc kSigned[] = {Bc::Eq, Bc::Ne, Bc::LtS, Bc::LeS};
  static constexpr Bc kUnsigned[] = {Bc::Eq, Bc::Ne, Bc::LtU, Bc::LeU};
  static constexpr Bc kFloat[] = {Bc::EqF64, Bc::NeF64, Bc::LtF64, Bc::LeF64};
  int i = int(op) - int(Op::Eq);
  emitOp(ir::isFloat(t) ? byFloat(kFloat[i], t) : wideUnsigned(t) ? kUnsigned[i] : kSigned[i], def(v), use(x), use(y));
}

// As gc on amd64: a float goes through the 64-bit or, for narrow results, the 32-bit conversion and is then cut.
void Lowering::lowerConvert(Value* v) {
  Value* x = v->args[0];
  Ty from = x->type, to = v->type;
  VReg d = def(v), s = use(x);
  if (!ir::isFloat(from) && !ir::isFloat(to)) return extend(v, d, s);
  if (!ir::isFloat(from)) {
    bool u64 = from == Ty::U64;
    emitOp(to == Ty::F64 ? (u64 ? Bc::U64ToF64 : Bc::I64ToF64) : (u64 ? Bc::U64ToF32 : Bc::I64ToF32), d, s);
    return;
  }
  bool f64 = from == Ty::F64;
  switch (to) {
    case Ty::F64: emitOp(f64 ? Bc::Move : Bc::F32ToF64, d, s); return;
    case Ty::F32: emitOp(f64 ? Bc::F64ToF32 : Bc::Move, d, s); return;
    case Ty::I64: emitOp(f64 ? Bc::F64ToI64 : Bc::F32ToI64, d, s); return;
    case Ty::U64: emitOp(f64 ? Bc::F64ToU64 : Bc::F32ToU64, d, s); return;
    case Ty::U32: emitOp(f64 ? Bc::F64ToI64 : Bc::F32ToI64, d, s); break;
    default: emitOp(f64 ? Bc::F64ToI32 : Bc::F32ToI32, d, s);
  }
  if (to != Ty::I32) extend(v, d, d);
}

void Lowering::lowerBitcast(Value* v) {
  VReg d = def(v), s = use(v->args[0]);
  if (v->type == Ty::I32) {
    emitOp(Bc::Ext32s, d, s);
  } else if (v->type == Ty::F32) {
    emitOp(Bc::Ext32u, d, s);
  } else {
    emitOp(Bc::Move, d, s);
  }
}

}  // namespace gosub::interp
