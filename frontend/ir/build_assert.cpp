// Type assertions and the questions that type switches ask.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"

namespace gosub::ir {

GoVal Builder::assertion(syntax::AssertExpr* e) { return assertTo(value(e->x), subst(e->typeExpr->type)); }

std::pair<GoVal, Value*> Builder::assertionOk(syntax::AssertExpr* e) { return assertToOk(value(e->x), subst(e->typeExpr->type)); }

// Itabs are interned, so that the first word says which concrete type it is.
Value* Builder::isDynamicType(const GoVal& iface, Type* t) {
  if (isEmptyInterface(static_cast<types::Interface*>(underOf(iface.type)))) return compare(Op::Eq, iface.w[0], typeAddr(t));
  // In generic code a case may be impossible for this instance.
  if (types::missingMethod(t, iface.type, true)) return boolConst(false);
  return compare(Op::Eq, iface.w[0], itabAddr(iface.type, t));
}

GoVal Builder::unbox(Value* data, Type* t) {
  if (isDirect(t)) return words(t, {data});
  GoVal v = load(pointee(data), t);
  v.owned = v.memory;  // boxes are never written
  return v;
}

GoVal Builder::assertTo(const GoVal& iface, Type* to) {
  if (auto* inter = types::as<types::Interface>(underOf(to))) {
    Value* type = dynamicType(iface);
    if (!isEmptyInterface(inter)) return words(to, {runtime(Entry::asserte2i, {typeAddr(to), type}, {Ty::Ptr}), iface.w[1]});
    Block *none = newBlock(), *some = newBlock();
    branch(compare(Op::Eq, type, nilPtr()), none, some, -1);
    sealAndSet(none);
    runtime(Entry::asserte2i, {typeAddr(to), type}, {Ty::Ptr});
    unreachable();
    sealAndSet(some);
    return words(to, {type, iface.w[1]});
  }
  Block *yes = newBlock(), *no = newBlock();
  branch(isDynamicType(iface, to), yes, no, 1);
  sealAndSet(no);
  runtime(Entry::panicdottype, {dynamicType(iface), typeAddr(to), typeAddr(iface.type)});
  unreachable();
  sealAndSet(yes);
  return unbox(iface.w[1], to);
}

std::pair<GoVal, Value*> Builder::assertToOk(const GoVal& iface, Type* to) {
  if (auto* inter = types::as<types::Interface>(underOf(to))) {
    Value* word = dynamicType(iface);
    if (!isEmptyInterface(inter)) word = runtime(Entry::asserte2i2, {typeAddr(to), word}, {Ty::Ptr});
    Value* nil = nilPtr();
    Value* ok = compare(Op::Ne, word, nil);
    return {words(to, {word, select(ok, iface.w[1], nil)}), ok};
  }
  Value* ok = isDynamicType(iface, to);
  Block *yes = newBlock(), *no = newBlock(), *done = newBlock();
  bool memory = isMemory(to);
  Addr slot = memory ? tempSlot(to) : Addr{};
  Var32 vars = memory ? 0 : newVars(to);
  branch(ok, yes, no);
  sealAndSet(yes);
  GoVal v = unbox(iface.w[1], to);
  if (memory) {
    store(slot, v);
  } else {
    writeVars(vars, v);
  }
  jump(done);
  sealAndSet(no);
  if (memory) {
    zero(slot, to);
  } else {
    writeVars(vars, zeroValue(to));
  }
  jump(done);
  sealAndSet(done);
  if (!memory) return {readVars(vars, to), ok};
  GoVal r = load(slot, to);
  r.owned = true;
  return {r, ok};
}

}  // namespace gosub::ir
