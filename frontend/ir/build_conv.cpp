// Conversions, explicit ones and those that assignability implies; making interface values.
//
// A value in an interface lies behind its data word, in memory that nobody writes to: pointer-shaped values are the word itself, constants
// are static data, small scalars come from convsmall, all else from a new object.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::ir {

using types::BasicKind;
using types::TypeKind;

bool Builder::isEmptyInterface(types::Interface* t) { return types::typeSet(t)->methods.empty(); }

GoVal Builder::assignConv(const GoVal& v, Type* to) {
  if (v.type == to) return v;
  if (types::isInterface(to)) return toInterface(v, to);
  return retyped(v, to);
}

// ---- interfaces ----------------------------------------------------------------------------------------------------

Value* Builder::dynamicType(const GoVal& iface) {
  Value* w = iface.w[0];
  if (isEmptyInterface(static_cast<types::Interface*>(underOf(iface.type))) || w->op == Op::ConstNil) return w;
  if (w->op == Op::ItabAddr) return typeAddr(w->itab->concrete);
  Var32 r = newVar(Ty::Ptr);
  Block *some = newBlock(), *done = newBlock();
  Value* nil = nilPtr();
  writeVar(r, nil);
  branch(compare(Op::Eq, w, nil), done, some);
  sealAndSet(some);
  writeVar(r, loadWord(Ty::Ptr, {w, 8, 0}));
  jump(done);
  sealAndSet(done);
  return readVar(r);
}

GoVal Builder::toInterface(const GoVal& v, Type* to) {
  auto* inter = static_cast<types::Interface*>(underOf(to));
  bool empty = isEmptyInterface(inter);
  if (auto* from = types::as<types::Interface>(underOf(v.type))) {
    if (types::identical(v.type, to) || (empty && isEmptyInterface(from))) return retyped(v, to);
    Value* type = dynamicType(v);
    if (!empty) type = runtime(Entry::asserte2i2, {typeAddr(to), type}, {Ty::Ptr});
    return words(to, {type, v.w[1]});
  }
  Value* data = dataWord(v);
  return words(to, {empty ? typeAddr(v.type) : itabAddr(to, v.type), data});
}

// The bytes of a value whose scalars are all constants; at most one string among them.
bool Builder::constantBytes(const GoVal& v, std::string* bytes, DataSym** text, uint64_t* textOffset) {
  if (v.memory) return false;
  const TypeInfo& ti = info(v.type);
  bytes->assign(ti.size, '\0');
  *text = nullptr;
  for (size_t i = 0; i < v.n; i++) {
    const Value* w = v.w[i];
    switch (w->op) {
      case Op::ConstInt: case Op::ConstFloat:
        std::memcpy(bytes->data() + ti.parts[i].offset, &w->imm, size_t(sizeOf(w->type)));
        break;
      case Op::ConstNil: break;
      case Op::DataAddr:
        if (*text != nullptr || w->imm != 0) return false;
        *text = w->data;
        *textOffset = ti.parts[i].offset;
        break;
      default: return false;
    }
  }
  return true;
}

Value* Builder::dataWord(const GoVal& v) {
  if (isDirect(v.type)) return v.w[0];
  const TypeInfo& ti = info(v.type);
  std::string bytes;
  DataSym* text;
  uint64_t textOffset = 0;
  if (constantBytes(v, &bytes, &text, &textOffset)) return globalAddr(program_.constantBox(v.type, bytes, text, textOffset));
  if (!v.memory && v.n == 1 && !ti.hasPointers && ti.parts[0].offset == 0)
    return runtime(Entry::convsmall, {typeAddr(v.type), v.w[0]}, {Ty::Ptr});
  return inHeap(v).base;
}

// ---- explicit conversions ------------------------------------------------------------------------------------------

GoVal Builder::conversionCall(syntax::CallExpr* e) {
  Type* to = typeOf(e);
  Expr* x = e->args[0];
  if (types::Mode(x->mode) == types::Mode::NilValue && x->constVal == nullptr) return zeroValue(to);
  // A constant that becomes a value of a type parameter is exact until then.
  auto* b = types::as<types::Basic>(underOf(to));
  if (x->constVal != nullptr && b != nullptr && !(b->info & types::kIsString) && b->basic != BasicKind::UnsafePointer)
    return constant(x->constVal, to);
  return convert(value(x), to);
}

GoVal Builder::numericConv(const GoVal& v, Type* to) {
  // In generic code a real constant may become a complex value.
  if (types::isComplex(to) != types::isComplex(v.type)) {
    Ty part = info(to).parts[0].ty;
    Value* re = convertScalar(v.w[0], part);
    return types::isComplex(to) ? words(to, {re, zeroOf(part)}) : scalar(to, re);
  }
  GoVal r = v;
  r.type = to;
  for (size_t i = 0; i < v.n; i++) r.w[i] = convertScalar(v.w[i], info(to).parts[i].ty);
  return r;
}

GoVal Builder::stringConv(const GoVal& v, Type* to) {
  Type* from = underOf(v.type);
  auto slice = [&](Entry e) {
    Value* r = runtime(e, {v.w[0], v.w[1], v.w[2]}, {Ty::Ptr, Ty::I64});
    return words(to, {extract(r, 0), extract(r, 1)});
  };
  if (auto* s = types::as<types::Slice>(from))
    return slice(types::isBasicKind(s->elem, BasicKind::Uint8) ? Entry::bytestostring : Entry::runestostring);
  Value* r = runtime(Entry::intstring, {convertScalar(v.w[0], Ty::I64)}, {Ty::Ptr, Ty::I64});
  return words(to, {extract(r, 0), extract(r, 1)});
}

// A slice's array: the length is checked.
Value* Builder::sliceArray(const GoVal& s, types::Array* a) {
  sliceCheck(i64(a->length), s.w[1], BoundsKind::Convert, false);
  return s.w[0];
}

GoVal Builder::convert(const GoVal& v, Type* to) {
  if (types::isInterface(to)) return toInterface(v, to);
  Type *from = underOf(v.type), *u = underOf(to);
  if (from == u) return retyped(v, to);
  auto* fromBasic = types::as<types::Basic>(from);
  auto* toBasic = types::as<types::Basic>(u);
  if (toBasic != nullptr && (toBasic->info & types::kIsString))
    return fromBasic != nullptr && (fromBasic->info & types::kIsString) ? retyped(v, to) : stringConv(v, to);
  if (auto* slice = types::as<types::Slice>(u); slice != nullptr && fromBasic != nullptr) {
    Entry e = types::isBasicKind(slice->elem, BasicKind::Uint8) ? Entry::stringtobytes : Entry::stringtorunes;
    Value* r = runtime(e, {v.w[0], v.w[1]}, {Ty::Ptr, Ty::I64, Ty::I64});
    return words(to, {extract(r, 0), extract(r, 1), extract(r, 2)});
  }
  if (from->kind == TypeKind::Slice && u->kind == TypeKind::Pointer)
    return scalar(to, sliceArray(v, static_cast<types::Array*>(underOf(static_cast<types::Pointer*>(u)->elem))));
  if (from->kind == TypeKind::Slice && u->kind == TypeKind::Array)
    return stable(load(pointee(sliceArray(v, static_cast<types::Array*>(u))), to));
  if (fromBasic == nullptr || toBasic == nullptr) return fromBasic == nullptr && toBasic == nullptr ? retyped(v, to) : pointerConv(v, to);
  if (fromBasic->basic == BasicKind::UnsafePointer || toBasic->basic == BasicKind::UnsafePointer) return pointerConv(v, to);
  return numericConv(v, to);
}

// Between unsafe.Pointer and pointers or uintptr.
GoVal Builder::pointerConv(const GoVal& v, Type* to) {
  bool fromPtr = v.w[0]->type == Ty::Ptr, toPtr = info(to).parts[0].ty == Ty::Ptr;
  if (fromPtr == toPtr) return retyped(v, to);
  return scalar(to, fromPtr ? emit(Op::PtrToInt, Ty::U64, {v.w[0]}) : emit(Op::IntToPtr, Ty::Ptr, {v.w[0]}));
}

}  // namespace gosub::ir
