// Expressions: order of evaluation, names, selectors, indices, slices, places, map elements.
// Operators are in build_op.cpp, literals in build_lit.cpp, calls in build_call.cpp, assertions in build_assert.cpp.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/const.h"
#include "frontend/types/predicates.h"

namespace gosub::ir {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;

namespace {

types::Mode modeOf(const syntax::Expr* e) { return types::Mode(e->mode); }

}  // namespace

// ---- order of evaluation -------------------------------------------------------------------------------------------

types::Builtin* Builder::builtinOf(syntax::CallExpr* e) {
  Expr* f = syntax::unparen(e->fun);
  types::Object* o = nullptr;
  if (auto* n = syntax::as<syntax::NameExpr>(f)) o = n->object;
  if (auto* s = syntax::as<syntax::SelectorExpr>(f); s != nullptr && s->selection == nullptr) o = s->sel->object;
  return types::as<types::Builtin>(o);
}

// What gc's order pass takes out of an expression and evaluates beforehand. Types are those of the checker here: for a type
// parameter the answer is that for the worst of its arguments.
bool Builder::hoistable(Expr* e) {
  if (e->constVal != nullptr) return false;
  switch (e->kind) {
    case NodeKind::CallExpr: {
      auto* c = static_cast<syntax::CallExpr*>(e);
      if (isConversion(c)) {
        if (types::isTypeParam(e->type)) return true;
        // unsafe.Pointer(f()) of a uintptr: nothing may come between the call and the conversion.
        if (types::isUnsafePointer(e->type)) return syntax::as<syntax::CallExpr>(syntax::unparen(c->args[0])) != nullptr;
        return types::isBytesOrRunes(types::under(e->type)) && !types::isBytesOrRunes(types::under(c->args[0]->type));
      }
      types::Builtin* b = builtinOf(c);
      if (b == nullptr) return true;
      using enum types::BuiltinId;
      switch (b->id) {
        case UnsafeAdd: case UnsafeAlignof: case UnsafeOffsetof: case UnsafeSizeof: case UnsafeSlice: case UnsafeSliceData:
        case UnsafeString: case UnsafeStringData: return false;
        default: return true;
      }
    }
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      return o->op == Token::AndAnd || o->op == Token::OrOr || (o->op == Token::Recv && o->unary());
    }
    case NodeKind::SliceExpr: return true;
    case NodeKind::AssertExpr: return types::isTypeParam(e->type) || types::as<types::Tuple>(e->type) != nullptr || !isDirect(e->type);
    case NodeKind::CompositeLit: {
      types::Type* u = types::coreType(e->type);
      if (auto* p = types::as<types::Pointer>(u)) u = types::coreType(p->elem);
      return u == nullptr || u->kind == types::TypeKind::Map;
    }
    default: return false;
  }
}

bool Builder::hoists(Expr* e) {
  if (e->checkerBits & kHoistsKnownBit) return (e->checkerBits & kHoistsBit) != 0;
  bool is = false;
  if (e->constVal == nullptr && !isTypeExpr(e) && e->kind != NodeKind::FuncLit) {
    is = hoistable(e);
    if (!is)
      syntax::forEachChild(e, [&](syntax::Node* child) {
        Expr* x = syntax::asExpr(child);
        if (!is && x != nullptr) is = hoists(x);
      });
  }
  e->checkerBits |= uint16_t(kHoistsKnownBit | (is ? kHoistsBit : 0));
  return is;
}

void Builder::order(Expr* e) {
  if (!hoists(e) || (e->checkerBits & kHoistedBit)) return;
  if (hoistable(e)) {
    GoVal v = stable(hoistNow(e));
    e->checkerBits |= kHoistedBit;
    hoisted_[e] = v;
    return;
  }
  syntax::forEachChild(e, [&](syntax::Node* child) {
    if (Expr* x = syntax::asExpr(child)) order(x);
  });
}

void Builder::orderAll(std::span<Expr* const> list) {
  for (Expr* e : list) order(e);
}

// Evaluates a hoistable expression: its operands' hoistable parts first, then itself.
// Where a value goes to an interface, gc evaluates an expression and copies a local variable at once if the conversion would want its
// address; words and strings it reads late, like all variables.
void Builder::orderAs(Expr* e, Type* to) {
  order(e);
  Expr* x = syntax::unparen(e);
  if (x->constVal != nullptr || modeOf(x) == types::Mode::NilValue || !types::isInterface(to)) return;
  Type* t = typeOf(x);
  if (auto* name = syntax::as<syntax::NameExpr>(x)) {
    Home* h = findHome(types::as<types::Var>(name->object));
    if (h == nullptr || h->kind == Home::Ssa) return;
    t = h->type;
  }
  if (types::isInterface(t) || underOf(t)->kind == types::TypeKind::Slice || types::isString(t)) return;
  const TypeInfo& ti = info(t);
  bool isWord = !ti.hasPointers && ti.size == ti.align && (ti.size == 2 || ti.size == 4 || ti.size == 8);
  if (!isWord) orderOperand(x);
}

GoVal Builder::hoistNow(Expr* e) {
  At at(*this, e->pos);
  switch (e->kind) {
    case NodeKind::CallExpr: {
      auto* c = static_cast<syntax::CallExpr*>(e);
      orderCall(c);
      return call(c);
    }
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      if (o->op != Token::Recv) return logical(o);
      order(o->x);
      return receive(o);
    }
    case NodeKind::SliceExpr: {
      auto* s = static_cast<syntax::SliceExpr*>(e);
      order(s->x);
      // The bounds are evaluated one by one, but for variables, which are read late.
      for (Expr* i : s->index)
        if (i != nullptr && syntax::as<syntax::NameExpr>(syntax::unparen(i)) == nullptr) orderOperand(i);
      return sliceExpr(s);
    }
    case NodeKind::AssertExpr: {
      auto* a = static_cast<syntax::AssertExpr*>(e);
      order(a->x);
      return assertion(a);
    }
    case NodeKind::CompositeLit: return compositeLit(static_cast<syntax::CompositeLit*>(e));
    default: GOSUB_UNREACHABLE("not hoistable: node kind %d", int(e->kind));
  }
}

// ---- values --------------------------------------------------------------------------------------------------------

GoVal Builder::value(Expr* e) {
  if (e->constVal != nullptr) {
    At at(*this, e->pos);
    return constant(e->constVal, typeOf(e));
  }
  if (e->checkerBits & kHoistedBit) {
    auto it = hoisted_.find(e);
    GOSUB_CHECK(it != hoisted_.end());
    GoVal v = it->second;
    hoisted_.erase(it);
    e->checkerBits &= uint16_t(~kHoistedBit);
    return v;
  }
  if (e->kind == NodeKind::ParenExpr) return value(static_cast<syntax::ParenExpr*>(e)->x);
  if (hoistable(e)) return hoistNow(e);
  At at(*this, e->pos);
  if (modeOf(e) == types::Mode::NilValue) return zeroValue(typeOf(e));
  switch (e->kind) {
    case NodeKind::NameExpr: return nameValue(static_cast<syntax::NameExpr*>(e));
    case NodeKind::FuncLit: return funcLit(static_cast<syntax::FuncLit*>(e));
    case NodeKind::CompositeLit: return compositeLit(static_cast<syntax::CompositeLit*>(e));
    case NodeKind::SelectorExpr: return selector(static_cast<syntax::SelectorExpr*>(e));
    case NodeKind::IndexExpr: return index(static_cast<syntax::IndexExpr*>(e));
    case NodeKind::CallExpr: return call(static_cast<syntax::CallExpr*>(e));
    case NodeKind::Operation: return operation(static_cast<syntax::Operation*>(e));
    case NodeKind::AssertExpr: return assertion(static_cast<syntax::AssertExpr*>(e));
    default: GOSUB_UNREACHABLE("no value: node kind %d", int(e->kind));
  }
}

GoVal Builder::valueAs(Expr* e, Type* to) {
  if (modeOf(e) == types::Mode::NilValue && e->constVal == nullptr) {
    At at(*this, e->pos);
    return zeroValue(to);
  }
  return assignConv(value(e), to);
}

void Builder::valueInto(Expr* e, Addr dst, Type* to) {
  Expr* x = syntax::unparen(e);
  if (auto* lit = syntax::as<syntax::CompositeLit>(x); lit != nullptr && isMemory(to) && !(x->checkerBits & kHoistedBit) && !hoistable(x) &&
                                                       types::under(typeOf(x)) == types::under(to)) {
    At at(*this, x->pos);
    return compositeInto(lit, dst, false);
  }
  store(dst, valueAs(e, to));
}

void Builder::effects(Expr* e) {
  if (e->constVal != nullptr || isTypeExpr(e)) return;
  if (hoists(e)) order(e);
  value(e);
}

GoVal Builder::nameValue(syntax::NameExpr* e) {
  types::Object* o = e->object;
  switch (o->kind) {
    case types::ObjectKind::Var: {
      auto* v = static_cast<types::Var*>(o);
      if (Home* h = findHome(v)) return readHome(*h);
      return load({globalAddr(globalOf(v)), 0, 0}, subst(v->type));
    }
    case types::ObjectKind::Func:
      return scalar(typeOf(e), funcAddr(funcOf(static_cast<types::Func*>(o), e->instance)));
    case types::ObjectKind::Nil: return zeroValue(typeOf(e));
    default: GOSUB_UNREACHABLE("no value: object kind %d of %.*s", int(o->kind), int(e->name.text().size()), e->name.text().data());
  }
}

// A package-level variable; a local one without a home is a bug.
GlobalSym* Builder::globalOf(types::Var* v) {
  if (!isPackageVar(v)) home(v);  // fails
  return program_.global(v);
}

GoVal Builder::selector(syntax::SelectorExpr* e) {
  if (e->selection == nullptr) {
    types::Object* o = e->sel->object;
    if (auto* v = types::as<types::Var>(o)) return load({globalAddr(program_.global(v)), 0, 0}, v->type);
    auto* fn = types::as<types::Func>(o);
    GOSUB_CHECK(fn != nullptr);
    return scalar(typeOf(e), funcAddr(funcOf(fn, e->instance != nullptr ? e->instance : e->sel->instance)));
  }
  switch (e->selection->kind) {
    case types::SelectionKind::MethodVal: return methodValue(e);
    case types::SelectionKind::MethodExpr: return methodExprValue(e);
    default: break;
  }
  if (addressable(e)) return loadLValue(lvalue(e));
  return followPath(value(e->x), e->selection->path);
}

GoVal Builder::followPath(GoVal x, std::span<const int> path) {
  for (int i : path) {
    if (auto* p = types::as<types::Pointer>(underOf(x.type))) {
      nilCheck(x.w[0]);
      auto* s = static_cast<types::Struct*>(underOf(p->elem));
      x = load(pointee(x.w[0]).at(info(p->elem).fieldOffsets[size_t(i)]), s->fields[size_t(i)]->type);
    } else {
      x = field(x, i);
    }
  }
  return x;
}

Value* Builder::indexWord(const GoVal& v, bool* isUnsigned) {
  *isUnsigned = v.w[0]->type == Ty::U64;
  return convertScalar(v.w[0], Ty::I64);
}

Value* Builder::indexValue(Expr* e, bool* isUnsigned) {
  int64_t k;
  if (e->constVal != nullptr && types::int64Val(e->constVal, &k)) {
    At at(*this, e->pos);
    *isUnsigned = false;
    return i64(k);
  }
  return indexWord(value(e), isUnsigned);
}

Value* Builder::lenOf(const GoVal& v) {
  Type* u = underOf(v.type);
  switch (u->kind) {
    case types::TypeKind::Basic: case types::TypeKind::Slice: return v.w[1];
    case types::TypeKind::Array: return i64(static_cast<types::Array*>(u)->length);
    case types::TypeKind::Pointer: return i64(static_cast<types::Array*>(underOf(static_cast<types::Pointer*>(u)->elem))->length);
    case types::TypeKind::Map: return runtime(Entry::maplen, {v.w[0]}, {Ty::I64});
    case types::TypeKind::Chan: return runtime(Entry::chanlen, {v.w[0]}, {Ty::I64});
    default: GOSUB_UNREACHABLE("len of a type of kind %d", int(u->kind));
  }
}

GoVal Builder::index(syntax::IndexExpr* e) {
  if (types::as<types::Signature>(e->x->type) != nullptr || (e->instance != nullptr && modeOf(e) == types::Mode::Value &&
                                                             types::as<types::Signature>(underOf(typeOf(e->x))) != nullptr)) {
    // f[T]: the instance is recorded at the name.
    Expr* f = syntax::unparen(e->x);
    if (auto* n = syntax::as<syntax::NameExpr>(f))
      return scalar(typeOf(e), funcAddr(funcOf(types::as<types::Func>(n->object), e->instance)));
    auto* s = syntax::cast<syntax::SelectorExpr>(f);
    return scalar(typeOf(e), funcAddr(funcOf(types::as<types::Func>(s->sel->object), e->instance)));
  }
  Type* t = typeOf(e->x);
  Type* u = underOf(t);
  if (auto* m = types::as<types::Map>(u)) {
    Value* map = value(e->x).w[0];
    return mapIndex(t, map, valueAs(e->indices[0], m->key));
  }
  if (addressable(e)) return loadLValue(lvalue(e));
  GoVal x = value(e->x);
  bool isUnsigned;
  Value* i = indexValue(e->indices[0], &isUnsigned);
  if (u->kind == types::TypeKind::Basic) {
    boundsCheck(i, x.w[1], isUnsigned);
    Value* p = emit(Op::PtrIndex, Ty::Ptr, {x.w[0], i}, 1);
    return scalar(typeOf(e), loadWord(Ty::U8, {p, 0, 0}));
  }
  boundsCheck(i, lenOf(x), isUnsigned);
  return arrayElem(x, i);
}

GoVal Builder::sliceExpr(syntax::SliceExpr* e) {
  Type* t = typeOf(e->x);
  Type* u = underOf(t);
  Value *ptr, *len, *cap;
  Type* elem = nullptr;
  bool isSlice = false;
  if (auto* s = types::as<types::Slice>(u)) {
    GoVal x = value(e->x);
    ptr = x.w[0], len = x.w[1], cap = x.w[2];
    elem = s->elem;
    isSlice = true;
  } else if (u->kind == types::TypeKind::Basic) {
    GoVal x = value(e->x);
    ptr = x.w[0], len = cap = x.w[1];
    elem = program_.world().byteType;
  } else {
    types::Array* a;
    if (auto* p = types::as<types::Pointer>(u)) {
      ptr = value(e->x).w[0];
      nilCheck(ptr);
      a = static_cast<types::Array*>(underOf(p->elem));
    } else {
      a = static_cast<types::Array*>(u);
      Addr addr;
      if (!memoryOf(e->x, &addr)) GOSUB_UNREACHABLE("slice of an array that is not in memory");
      ptr = address(addr);
    }
    len = cap = i64(a->length);
    elem = a->elem;
  }
  bool un[3] = {};
  Value* i = e->index[0] != nullptr ? indexValue(e->index[0], &un[0]) : nullptr;
  Value* j = e->index[1] != nullptr ? indexValue(e->index[1], &un[1]) : nullptr;
  Value* k = e->index[2] != nullptr ? indexValue(e->index[2], &un[2]) : nullptr;
  if (k != nullptr) {
    sliceCheck(k, cap, isSlice ? BoundsKind::Slice3Acap : BoundsKind::Slice3Alen, un[2]);
    sliceCheck(j, k, BoundsKind::Slice3B, un[1]);
    if (i != nullptr) sliceCheck(i, j, BoundsKind::Slice3C, un[0]);
  } else {
    if (j != nullptr) sliceCheck(j, cap, isSlice ? BoundsKind::SliceAcap : BoundsKind::SliceAlen, un[1]);
    if (j == nullptr) j = len;
    if (i != nullptr) sliceCheck(i, j, BoundsKind::SliceB, un[0]);
    k = cap;
  }
  bool isString = u->kind == types::TypeKind::Basic;
  Type* result = typeOf(e);
  if (i == nullptr || (i->op == Op::ConstInt && i->imm == 0)) {
    if (isString) return words(result, {ptr, j});
    return words(result, {ptr, j, k});
  }
  Value* newLen = binary(Op::Sub, j, i);
  Value* newCap = isString ? newLen : binary(Op::Sub, k, i);
  // An empty rest must not point behind its object.
  Value* moved = emit(Op::PtrIndex, Ty::Ptr, {ptr, i}, int64_t(info(elem).size));
  Value* data = select(compare(Op::Ne, newCap, i64(0)), moved, ptr);
  if (isString) return words(result, {data, newLen});
  return words(result, {data, newLen, newCap});
}

GoVal Builder::deref(Expr* x) {
  GoVal p = value(x);
  nilCheck(p.w[0]);
  return load(pointee(p.w[0]), static_cast<types::Pointer*>(underOf(p.type))->elem);
}

GoVal Builder::addressOf(syntax::Operation* e) {
  Expr* x = syntax::unparen(e->x);
  if (auto* lit = syntax::as<syntax::CompositeLit>(x)) return addressOfLit(lit, typeOf(e));
  Addr a;
  if (!memoryOf(x, &a)) GOSUB_UNREACHABLE("address of a variable that is not in memory");
  return scalar(typeOf(e), address(a));
}

// ---- channels ------------------------------------------------------------------------------------------------------

GoVal Builder::receive(syntax::Operation* e) {
  GoVal ch = value(e->x);
  Type* elem = static_cast<types::Chan*>(underOf(ch.type))->elem;
  Addr to = tempSlot(elem);
  runtime(Entry::chanrecv1, {ch.w[0], to.base});
  return received(to, elem);
}

std::pair<GoVal, Value*> Builder::receiveOk(syntax::Operation* e) {
  GoVal ch = value(e->x);
  Type* elem = static_cast<types::Chan*>(underOf(ch.type))->elem;
  Addr to = tempSlot(elem);
  Value* ok = runtime(Entry::chanrecv2, {ch.w[0], to.base}, {Ty::U8});
  return {received(to, elem), ok};
}

// The slot must not keep alive what was received.
GoVal Builder::received(Addr slot, Type* elem) {
  GoVal v = load(slot, elem);
  v.owned = v.memory;
  if (!v.memory && info(elem).hasPointers) zero(slot, elem);
  return v;
}

// ---- several values ------------------------------------------------------------------------------------------------

std::vector<GoVal> Builder::multiValue(Expr* e) {
  e = syntax::unparen(e);
  At at(*this, e->pos);
  auto pair = [&](std::pair<GoVal, Value*> r) {
    return std::vector<GoVal>{r.first, scalar(basic(BasicKind::Bool), r.second)};
  };
  switch (e->kind) {
    case NodeKind::CallExpr: {
      auto* c = static_cast<syntax::CallExpr*>(e);
      orderCall(c);
      return callMulti(c);
    }
    case NodeKind::IndexExpr: {
      auto* i = static_cast<syntax::IndexExpr*>(e);
      order(i->x);
      order(i->indices[0]);
      Type* t = typeOf(i->x);
      Value* map = value(i->x).w[0];
      return pair(mapIndexOk(t, map, valueAs(i->indices[0], static_cast<types::Map*>(underOf(t))->key)));
    }
    case NodeKind::AssertExpr: {
      auto* a = static_cast<syntax::AssertExpr*>(e);
      order(a->x);
      return pair(assertionOk(a));
    }
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      order(o->x);
      return pair(receiveOk(o));
    }
    default: GOSUB_UNREACHABLE("not several values: node kind %d", int(e->kind));
  }
}

std::vector<GoVal> Builder::exprList(std::span<Expr* const> list, size_t want) {
  if (list.size() == 1 && want > 1) return multiValue(list[0]);
  std::vector<GoVal> out;
  out.reserve(list.size());
  orderAll(list);
  for (Expr* e : list) out.push_back(value(e));
  return out;
}

// ---- places --------------------------------------------------------------------------------------------------------

bool Builder::addressable(Expr* e) {
  e = syntax::unparen(e);
  if (e->checkerBits & kHoistedBit) return false;
  switch (e->kind) {
    case NodeKind::NameExpr: return types::as<types::Var>(static_cast<syntax::NameExpr*>(e)->object) != nullptr;
    case NodeKind::SelectorExpr: {
      auto* s = static_cast<syntax::SelectorExpr*>(e);
      if (s->selection == nullptr) return types::as<types::Var>(s->sel->object) != nullptr;
      if (s->selection->kind != types::SelectionKind::FieldVal) return false;
      return s->selection->indirect || underOf(typeOf(s->x))->kind == types::TypeKind::Pointer || addressable(s->x);
    }
    case NodeKind::IndexExpr: {
      auto* i = static_cast<syntax::IndexExpr*>(e);
      if (isTypeExpr(i->x) || types::as<types::Signature>(i->x->type) != nullptr) return false;
      switch (underOf(typeOf(i->x))->kind) {
        case types::TypeKind::Slice: case types::TypeKind::Pointer: return true;
        case types::TypeKind::Array: return addressable(i->x);
        default: return false;
      }
    }
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      return o->op == Token::Mul && o->unary();
    }
    default: return false;
  }
}

namespace {

LValue memoryPlace(Addr a, types::Type* t, Pos pos) {
  LValue lv;
  lv.kind = LValue::Memory;
  lv.type = t;
  lv.addr = a;
  lv.pos = pos;
  return lv;
}

}  // namespace

LValue Builder::homePlace(const Home& h) {
  if (h.kind != Home::Ssa) return memoryPlace(homeAddr(h), h.type, pos_);
  LValue lv;
  lv.kind = LValue::Ssa;
  lv.type = h.type;
  lv.first = h.first;
  lv.pos = pos_;
  return lv;
}

// Field i of the struct at `lv`.
LValue Builder::fieldPlace(const LValue& lv, int i) {
  auto* s = static_cast<types::Struct*>(underOf(lv.type));
  Type* t = s->fields[size_t(i)]->type;
  if (lv.kind == LValue::Memory) return memoryPlace(lv.addr.at(info(lv.type).fieldOffsets[size_t(i)]), t, pos_);
  uint32_t first, count;
  fieldParts(lv.type, i, &first, &count);
  LValue f = lv;
  f.type = t;
  f.first += first;
  return f;
}

LValue Builder::selectorPlace(syntax::SelectorExpr* e) {
  if (e->selection == nullptr) {
    auto* v = types::as<types::Var>(e->sel->object);
    return memoryPlace({globalAddr(program_.global(v)), 0, 0}, v->type, pos_);
  }
  return pathPlace(e->x, e->selection->path);
}

LValue Builder::pathPlace(Expr* base, std::span<const int> path) {
  size_t i = 0;
  LValue place;
  if (types::as<types::Pointer>(underOf(typeOf(base))) == nullptr && addressable(base)) {
    place = lvalue(base);
  } else {
    // Up to the first pointer the value will do.
    GoVal x = value(base);
    while (types::as<types::Pointer>(underOf(x.type)) == nullptr) x = field(x, path[i++]);
    nilCheck(x.w[0]);
    place = memoryPlace(pointee(x.w[0]), static_cast<types::Pointer*>(underOf(x.type))->elem, pos_);
  }
  for (; i < path.size(); i++) {
    if (auto* p = types::as<types::Pointer>(underOf(place.type))) {
      Value* to = loadLValue(place).w[0];
      nilCheck(to);
      place = memoryPlace(pointee(to), p->elem, pos_);
    }
    place = fieldPlace(place, path[i]);
  }
  return place;
}

LValue Builder::indexPlace(syntax::IndexExpr* e) {
  Type* t = typeOf(e->x);
  Type* u = underOf(t);
  bool isUnsigned;
  if (auto* m = types::as<types::Map>(u)) {
    LValue lv;
    lv.kind = LValue::MapElem;
    lv.type = m->elem;
    lv.mapType = t;
    lv.map = value(e->x).w[0];
    lv.key = stable(valueAs(e->indices[0], m->key));
    lv.pos = e->pos;
    return lv;
  }
  if (auto* s = types::as<types::Slice>(u)) {
    GoVal x = value(e->x);
    Value* i = indexValue(e->indices[0], &isUnsigned);
    boundsCheck(i, x.w[1], isUnsigned);
    return memoryPlace({emit(Op::PtrIndex, Ty::Ptr, {x.w[0], i}, int64_t(info(s->elem).size)), 0, 0}, s->elem, pos_);
  }
  LValue base;
  types::Array* a;
  if (auto* p = types::as<types::Pointer>(u)) {
    Value* ptr = value(e->x).w[0];
    nilCheck(ptr);
    base = memoryPlace(pointee(ptr), p->elem, pos_);
    a = static_cast<types::Array*>(underOf(p->elem));
  } else {
    base = lvalue(e->x);
    a = static_cast<types::Array*>(u);
  }
  Value* i = indexValue(e->indices[0], &isUnsigned);
  bool known = i->op == Op::ConstInt && i->imm >= 0 && i->imm < a->length;
  if (!known) boundsCheck(i, i64(a->length), isUnsigned);
  if (base.kind == LValue::Ssa) {
    // Of an array without elements there is nothing to name; the check has failed.
    if (a->length == 0) return memoryPlace(pointee(nilPtr()), a->elem, pos_);
    base.type = a->elem;
    return base;
  }
  uint64_t size = info(a->elem).size;
  if (known) return memoryPlace(base.addr.at(uint64_t(i->imm) * size), a->elem, pos_);
  Value* p = emit(Op::PtrIndex, Ty::Ptr, {address(base.addr), i}, int64_t(size));
  return memoryPlace({p, 0, base.addr.fresh}, a->elem, pos_);
}

LValue Builder::lvalue(Expr* e) {
  e = syntax::unparen(e);
  At at(*this, e->pos);
  switch (e->kind) {
    case NodeKind::NameExpr: {
      auto* n = static_cast<syntax::NameExpr*>(e);
      if (n->name.blank() && types::as<types::Var>(n->object) == nullptr) {
        LValue lv;
        lv.pos = e->pos;
        return lv;
      }
      auto* v = types::as<types::Var>(n->object);
      GOSUB_CHECK(v != nullptr);
      if (Home* h = findHome(v)) return homePlace(*h);
      if (v->name.blank()) return LValue{};
      return memoryPlace({globalAddr(globalOf(v)), 0, 0}, subst(v->type), e->pos);
    }
    case NodeKind::SelectorExpr: return selectorPlace(static_cast<syntax::SelectorExpr*>(e));
    case NodeKind::IndexExpr: return indexPlace(static_cast<syntax::IndexExpr*>(e));
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      GOSUB_CHECK(o->op == Token::Mul && o->unary());
      GoVal p = value(o->x);
      nilCheck(p.w[0]);
      return memoryPlace(pointee(p.w[0]), static_cast<types::Pointer*>(underOf(p.type))->elem, e->pos);
    }
    default: GOSUB_UNREACHABLE("no place: node kind %d", int(e->kind));
  }
}

bool Builder::memoryOf(Expr* e, Addr* out) {
  LValue lv = lvalue(e);
  if (lv.kind != LValue::Memory) return false;
  *out = lv.addr;
  return true;
}

GoVal Builder::loadLValue(const LValue& lv) {
  At at(*this, lv.pos);
  switch (lv.kind) {
    case LValue::Ssa: return readVars(lv.first, lv.type);
    case LValue::Memory: return load(lv.addr, lv.type);
    case LValue::MapElem: return mapIndex(lv.mapType, lv.map, lv.key);
    default: GOSUB_UNREACHABLE("value of the blank identifier");
  }
}

void Builder::storeLValue(const LValue& lv, const GoVal& v) {
  At at(*this, lv.pos);
  switch (lv.kind) {
    case LValue::Blank: return;
    case LValue::Ssa: return writeVars(lv.first, v);
    case LValue::Memory: return store(lv.addr, v);
    case LValue::MapElem: {
      // The element's place may move at the next write to the map, not before.
      GoVal kept = stable(v);
      store(mapAssign(lv.mapType, lv.map, lv.key), kept);
      return;
    }
  }
}

// ---- maps ----------------------------------------------------------------------------------------------------------

namespace {

enum class KeyForm : uint8_t { Word32, Word64, Str, Address };

// The runtime has entries for keys that are one integer word or a string; hash and equality are the same as those by type.
KeyForm keyForm(types::Type* key) {
  auto* b = types::as<types::Basic>(types::under(key));
  if (b == nullptr) return KeyForm::Address;
  using enum types::BasicKind;
  switch (b->basic) {
    case Int32: case Uint32: return KeyForm::Word32;
    case Int: case Uint: case Int64: case Uint64: case Uintptr: return KeyForm::Word64;
    case String: return KeyForm::Str;
    default: return KeyForm::Address;
  }
}

Entry entryFor(Entry byAddress, KeyForm form) {
  static_assert(int(Entry::mapaccess1_32) == int(Entry::mapaccess1) + 2 && int(Entry::mapassign_32) == int(Entry::mapassign) + 1);
  auto pick = [&](Entry w32, Entry w64, Entry str) {
    return form == KeyForm::Word32 ? w32 : form == KeyForm::Word64 ? w64 : form == KeyForm::Str ? str : byAddress;
  };
  switch (byAddress) {
    case Entry::mapaccess1: return pick(Entry::mapaccess1_32, Entry::mapaccess1_64, Entry::mapaccess1_str);
    case Entry::mapaccess2: return pick(Entry::mapaccess2_32, Entry::mapaccess2_64, Entry::mapaccess2_str);
    case Entry::mapassign: return pick(Entry::mapassign_32, Entry::mapassign_64, Entry::mapassign_str);
    default: return pick(Entry::mapdelete_32, Entry::mapdelete_64, Entry::mapdelete_str);
  }
}

}  // namespace

Value* Builder::mapCall(Entry byAddress, Type* mapType, Value* map, const GoVal& key, std::span<const Ty> results) {
  KeyForm form = keyForm(static_cast<types::Map*>(underOf(mapType))->key);
  std::vector<Value*> args{typeAddr(mapType), map};
  switch (form) {
    case KeyForm::Str:
      args.push_back(key.w[0]);
      args.push_back(key.w[1]);
      break;
    case KeyForm::Word32: case KeyForm::Word64: args.push_back(key.w[0]); break;
    case KeyForm::Address: args.push_back(address(inMemory(key))); break;
  }
  return runtimeList(entryFor(byAddress, form), args, results);
}

GoVal Builder::mapIndex(Type* mapType, Value* map, const GoVal& key) {
  static constexpr Ty kResult[] = {Ty::Ptr};
  Value* p = mapCall(Entry::mapaccess1, mapType, map, key, kResult);
  return load({p, 0, 0}, static_cast<types::Map*>(underOf(mapType))->elem);
}

std::pair<GoVal, Value*> Builder::mapIndexOk(Type* mapType, Value* map, const GoVal& key) {
  static constexpr Ty kResults[] = {Ty::Ptr, Ty::U8};
  Value* r = mapCall(Entry::mapaccess2, mapType, map, key, kResults);
  Value* p = extract(r, 0);
  Value* ok = extract(r, 1);
  return {load({p, 0, 0}, static_cast<types::Map*>(underOf(mapType))->elem), ok};
}

Addr Builder::mapAssign(Type* mapType, Value* map, const GoVal& key) {
  static constexpr Ty kResult[] = {Ty::Ptr};
  return {mapCall(Entry::mapassign, mapType, map, key, kResult), 0, 0};
}

void Builder::mapDelete(Type* mapType, Value* map, const GoVal& key) { mapCall(Entry::mapdelete, mapType, map, key, {}); }

}  // namespace gosub::ir
