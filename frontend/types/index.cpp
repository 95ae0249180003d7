// Index and slice expressions, and the rules for indices. What x[...] means for a generic function or type is only
// recognised here; instantiation is in call.cpp and typexpr.cpp.
#include "frontend/types/checker_impl.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::Expr;
using syntax::IndexExpr;

namespace {

bool isGenericFunction(const Operand& x) {
  if (x.mode != Mode::Value) return false;
  auto* sig = as<Signature>(under(x.type));
  return sig != nullptr && !sig->typeParams.empty();
}

void becomeValue(Operand& x, Type* t) {
  x.mode = Mode::Value;
  x.val = nullptr;
  x.type = t;
}

// The array behind a pointer type, or null.
Array* pointedArray(Type* u) {
  auto* p = as<Pointer>(u);
  return p != nullptr ? as<Array>(under(p->elem)) : nullptr;
}

}  // namespace

// ---- Index expressions -----------------------------------------------------------------------------------------

bool Checker::Impl::indexExpr(Operand& x, IndexExpr* e) {
  exprOrType(x, e->x, true);
  if (x.invalid()) {
    use(e->indices);
    return false;
  }
  if (x.mode == Mode::TypeExpr) {
    x.type = varType(e);
    x.mode = isValid(x.type) ? Mode::TypeExpr : Mode::Invalid;
    return false;
  }
  if (isGenericFunction(x)) return true;
  nonGeneric(x, nullptr);
  if (x.invalid()) return false;

  int64_t length = -1;
  Type* u = under(x.type);
  if (auto* m = as<Map>(u)) {
    indexMap(x, e, m->key, m->elem);
    return false;
  }
  bool valid = indexable(x, u, &length);
  if (!valid && isTypeParam(x.type)) {
    bool isMap = indexTypeParam(x, e, &length, &valid);
    if (isMap) return false;
  }
  if (!valid) {
    invalidOp(e->pos, Code::NonIndexableOperand, "cannot index %s", x);
    use(e->indices);
    x.mode = Mode::Invalid;
    return false;
  }
  if (x.type == nullptr) x.type = invalid();  // an element type that is not set up yet: an error elsewhere
  int64_t value;
  indexValue(singleIndex(e), length, &value);
  return false;
}

// Strings, arrays, pointers to arrays and slices: x becomes the element, *length the constant bound if there is one.
bool Checker::Impl::indexable(Operand& x, Type* u, int64_t* length) {
  switch (u->kind) {
    case TypeKind::Basic:
      if (!isString(u)) return false;
      if (x.isConstant()) *length = int64_t(stringVal(x.val).size());
      if (x.isConstant() && isUntyped(x.type)) updateExprType(x.expr, defaultType(world, x.type), true);
      becomeValue(x, world.byteType);
      return true;
    case TypeKind::Array:
      *length = static_cast<Array*>(u)->length;
      if (x.mode != Mode::Variable) x.mode = Mode::Value;
      x.type = static_cast<Array*>(u)->elem;
      return true;
    case TypeKind::Pointer: {
      Array* a = pointedArray(u);
      if (a == nullptr) return false;
      *length = a->length;
      x.mode = Mode::Variable;
      x.type = a->elem;
      return true;
    }
    case TypeKind::Slice:
      x.mode = Mode::Variable;
      x.type = static_cast<Slice*>(u)->elem;
      return true;
    default: return false;
  }
}

void Checker::Impl::indexMap(Operand& x, IndexExpr* e, Type* key, Type* elem) {
  Operand k;
  expr(k, singleIndex(e));
  assignment(k, key, "map index");
  // The element type is known even after an error.
  x.mode = Mode::MapIndex;
  x.type = elem;
  x.expr = e;
}

namespace {

// What all types of a type parameter's set have in common for indexing.
struct CommonElement {
  Type* key = nullptr;  // not null: all are maps with this key
  Type* elem = nullptr;
  int64_t length = -1;  // the least of the arrays
  Mode mode = Mode::Variable;
  bool addressable;     // the operand
  Type* byteType;

  bool add(Type* u) {
    if (u == nullptr) return false;
    Type *k = nullptr, *e = nullptr;
    int64_t l = -1;
    if (isString(u)) {
      e = byteType;
      mode = Mode::Value;
    } else if (auto* a = as<Array>(u)) {
      l = a->length;
      e = a->elem;
      if (!addressable) mode = Mode::Value;
    } else if (Array* pa = pointedArray(u)) {
      l = pa->length;
      e = pa->elem;
    } else if (auto* s = as<Slice>(u)) {
      e = s->elem;
    } else if (auto* m = as<Map>(u)) {
      k = m->key;
      e = m->elem;
    }
    if (e == nullptr) return false;
    if (elem == nullptr) {
      key = k;
      elem = e;
      length = l;
      return true;
    }
    if ((key == nullptr) != (k == nullptr) || (key != nullptr && !identical(key, k)) || !identical(elem, e))
      return false;
    if (l >= 0 && (length < 0 || l < length)) length = l;
    return true;
  }
};

}  // namespace

// True: all types are maps and the work is done. Else *valid says whether x can be indexed.
bool Checker::Impl::indexTypeParam(Operand& x, IndexExpr* e, int64_t* length, bool* valid) {
  CommonElement common;
  common.addressable = x.mode == Mode::Variable;
  common.byteType = world.byteType;
  *valid = forEachUnder(typeSet(static_cast<TypeParam*>(x.type)), [&](Type* u) { return common.add(u); });
  if (!*valid) return false;
  if (common.key != nullptr) {
    indexMap(x, e, common.key, common.elem);
    return true;
  }
  *length = common.length;
  x.mode = common.mode;
  x.type = common.elem;
  return false;
}

// ---- Slice expressions -----------------------------------------------------------------------------------------

void Checker::Impl::sliceExpr(Operand& x, syntax::SliceExpr* e) {
  expr(x, e->x);
  if (x.invalid()) {
    for (Expr* i : e->index)
      if (i != nullptr) useOne(i);
    return;
  }
  int64_t length = -1;
  if (!sliceable(x, e, &length)) {
    x.mode = Mode::Invalid;
    return;
  }
  x.mode = Mode::Value;
  x.val = nullptr;
  if (e->full && (e->index[1] == nullptr || e->index[2] == nullptr)) {
    errorf(e, Code::InvalidSyntaxTree, "2nd and 3rd index required in 3-index slice");
    x.mode = Mode::Invalid;
    return;
  }
  checkSliceIndices(e, length);
}

// Gives x the type of the slice expression; *length is the constant bound if there is one.
bool Checker::Impl::sliceable(Operand& x, syntax::SliceExpr* e, int64_t* length) {
  Type* u = coreString(world, x.type);
  if (u == nullptr) {
    invalidOp(x, Code::NonSliceableOperand, "cannot slice %s: %s has no core type", x, x.type);
    return false;
  }
  if (isString(u)) return sliceString(x, e, length);
  if (auto* a = as<Array>(u)) {
    *length = a->length;
    if (x.mode != Mode::Variable) {
      invalidOp(x, Code::NonSliceableOperand, "%s (slice of unaddressable value)", x);
      return false;
    }
    markAddressTaken(e->x);
    x.type = newSlice(world.arena, a->elem);
    return true;
  }
  if (Array* a = pointedArray(u)) {
    *length = a->length;
    x.type = newSlice(world.arena, a->elem);
    return true;
  }
  if (u->kind == TypeKind::Slice) return true;
  invalidOp(x, Code::NonSliceableOperand, "cannot slice %s", x);
  return false;
}

bool Checker::Impl::sliceString(Operand& x, syntax::SliceExpr* e, int64_t* length) {
  if (e->full) {
    const Expr* at = e->index[2] != nullptr ? e->index[2] : e;
    invalidOp(at, Code::InvalidSliceExpr, "3-index slice of string");
    return false;
  }
  if (x.isConstant()) *length = int64_t(stringVal(x.val).size());
  if (isUntyped(x.type)) {
    x.type = world.basic(BasicKind::String);
    updateExprType(x.expr, x.type, true);
  }
  return true;
}

// Constant indices must not decrease.
void Checker::Impl::checkSliceIndices(syntax::SliceExpr* e, int64_t length) {
  int64_t values[3];
  for (int i = 0; i < 3; i++) {
    values[i] = i == 0 ? 0 : length;
    if (e->index[i] != nullptr) indexValue(e->index[i], length >= 0 ? length + 1 : -1, &values[i]);
  }
  for (int i = 0; i < 2; i++) {
    if (values[i] <= 0) continue;
    for (int j = i + 1; j < 3; j++) {
      if (values[j] < 0 || values[j] >= values[i]) continue;
      const Expr* at = e->index[j] != nullptr ? e->index[j] : e;
      errorf(at, Code::SwappedSliceIndices, "invalid slice indices: %d < %d", values[j], values[i]);
      return;
    }
  }
}

// ---- Indices ---------------------------------------------------------------------------------------------------

// The index of x[i]; of several (an error) the first.
Expr* Checker::Impl::singleIndex(IndexExpr* e) {
  if (e->indices.size() > 1) invalidOp(e->indices[1], Code::InvalidIndex, "more than one index");
  return e->indices[0];
}

// A valid index: true, its type, and its constant value or -1. max >= 0: indices must be smaller.
bool Checker::Impl::index(Expr* e, int64_t max, int64_t* value, Type** type) {
  *value = -1;
  *type = invalid();
  Operand x;
  expr(x, e);
  if (!isValidIndex(x, Code::InvalidIndex, "index", false)) return false;
  if (!x.isConstant()) {
    *type = x.type;
    return true;
  }
  int64_t v;
  if (kindOf(x.val) == ConstKind::Unknown || !int64Val(x.val, &v)) return false;
  if (max >= 0 && v >= max) {
    invalidArg(x, Code::InvalidIndex, "index %s out of bounds [0:%d]", x.val, max);
    return false;
  }
  *value = v;
  *type = x.type;
  return true;
}

Type* Checker::Impl::indexValue(Expr* e, int64_t max, int64_t* value) {
  Type* t;
  index(e, max, value, &t);
  return t;
}

// what: "index", "length" ... for messages.
bool Checker::Impl::isValidIndex(Operand& x, Code code, std::string_view what, bool allowNegative) {
  if (x.invalid()) return false;
  convertUntyped(x, world.basic(BasicKind::Int));
  if (x.invalid()) return false;
  if (!allInteger(x.type)) {
    invalidArg(x, code, "%s %s must be integer", what, x);
    return false;
  }
  if (!x.isConstant()) return true;
  if (!allowNegative && sign(x.val) < 0) {
    invalidArg(x, code, "%s %s must not be negative", what, x);
    return false;
  }
  if (!representableConst(x.val, world.basic(BasicKind::Int), &x.val)) {
    invalidArg(x, code, "%s %s overflows int", what, x);
    return false;
  }
  return true;
}

}  // namespace gosub::types
