// Classes of types, comparability, default types, and small helpers that look through pointers.
// Identity is in identical.cpp, core types in coretype.cpp.
#include "frontend/types/predicates.h"

#include <algorithm>
#include <vector>

#include "frontend/types/checker.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

bool isValid(const Type* t) {
  if (t == nullptr) return false;
  auto* b = as<Basic>(t);
  return b == nullptr || b->basic != BasicKind::Invalid;
}

bool isBasic(Type* t, unsigned info) {
  auto* b = as<Basic>(under(t));
  return b != nullptr && (b->info & info) != 0;
}

bool isBasicKind(Type* t, BasicKind kind) {
  auto* b = as<Basic>(under(t));
  return b != nullptr && b->basic == kind;
}

bool allBasic(Type* t, unsigned info) {
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return isBasic(t, info);
  return forEachTerm(p, [&](const UnionTerm* term) { return term != nullptr && isBasic(term->type, info); });
}

bool hasName(const Type* t) {
  return t->kind == TypeKind::Basic || t->kind == TypeKind::Named || t->kind == TypeKind::TypeParam;
}

bool isTypeLit(const Type* t) { return t->kind != TypeKind::Named && t->kind != TypeKind::TypeParam; }

bool isInterfacePtr(Type* t) {
  auto* p = as<Pointer>(under(t));
  return p != nullptr && isInterface(p->elem);
}

bool isGeneric(Type* t) {
  auto* n = as<Named>(t);
  return n != nullptr && n->typeArgs.empty() && n->origin == n && !n->typeParams.empty();
}

bool isBytesOrRunes(Type* t) {
  auto* s = as<Slice>(under(t));
  if (s == nullptr) return false;
  auto* b = as<Basic>(under(s->elem));
  return b != nullptr && (b->basic == BasicKind::Uint8 || b->basic == BasicKind::Int32);
}

bool isUintptr(Type* t) { return isBasicKind(t, BasicKind::Uintptr); }
bool isUnsafePointer(Type* t) { return isBasicKind(t, BasicKind::UnsafePointer); }
bool isPointer(Type* t) { return as<Pointer>(under(t)) != nullptr; }

bool hasNil(Type* t) {
  Type* u = under(t);
  switch (u->kind) {
    case TypeKind::Basic: return static_cast<Basic*>(u)->basic == BasicKind::UnsafePointer;
    case TypeKind::Slice:
    case TypeKind::Pointer:
    case TypeKind::Signature:
    case TypeKind::Map:
    case TypeKind::Chan: return true;
    case TypeKind::Interface:
      return !isTypeParam(t) || forEachUnder(typeSet(static_cast<Interface*>(u)),
                                             [](Type* term) { return term != nullptr && hasNil(term); });
    default: return false;
  }
}

namespace {

// Types that were looked at already count as comparable: they either are, or have failed the whole question.
class ComparableCheck {
 public:
  explicit ComparableCheck(bool dynamic) : dynamic_(dynamic) {}

  bool check(Type* t, Incomparable* why) {
    Type* u = under(t);
    switch (u->kind) {
      case TypeKind::Basic: return static_cast<Basic*>(u)->basic != BasicKind::UntypedNil;
      case TypeKind::Pointer:
      case TypeKind::Chan: return true;
      case TypeKind::Struct: return enter(t) || fields(static_cast<Struct*>(u), why);
      case TypeKind::Array: return array(static_cast<Array*>(u), why);
      case TypeKind::Interface: return enter(t) || interfaceType(t, static_cast<Interface*>(u), why);
      default: return false;
    }
  }

 private:
  bool enter(Type* t) {
    if (std::find(seen_.begin(), seen_.end(), t) != seen_.end()) return true;
    seen_.push_back(t);
    return false;
  }

  bool fields(Struct* s, Incomparable* why) {
    for (Var* f : s->fields) {
      if (check(f->type, nullptr)) continue;
      if (why != nullptr) *why = {Incomparable::Why::Struct, f->type};
      return false;
    }
    return true;
  }

  bool array(Array* a, Incomparable* why) {
    if (check(a->elem, nullptr)) return true;
    if (why != nullptr) *why = {Incomparable::Why::Array, a};
    return false;
  }

  bool interfaceType(Type* t, Interface* i, Incomparable* why) {
    if (dynamic_ && !isTypeParam(t)) return true;
    const TypeSet* s = typeSet(i);
    if (set(s)) return true;
    if (why != nullptr) why->why = s->isEmpty() ? Incomparable::Why::EmptyTypeSet : Incomparable::Why::TypeSet;
    return false;
  }

  bool set(const TypeSet* s) {
    if (s->terms.all) return s->comparable;
    return forEachTerm(s, [&](const UnionTerm* term) {
      if (term == nullptr) return false;
      ComparableCheck strict(false);
      strict.seen_ = seen_;
      return strict.check(term->type, nullptr);
    });
  }

  bool dynamic_;
  std::vector<Type*> seen_;
};

}  // namespace

bool comparable(Type* t, bool dynamic, Incomparable* why) { return ComparableCheck(dynamic).check(t, why); }

bool isComparableSet(const TypeSet* s) {
  if (s->terms.all) return s->comparable;
  return forEachTerm(
      s, [](const UnionTerm* term) { return term != nullptr && ComparableCheck(false).check(term->type, nullptr); });
}

Type* defaultType(World& world, Type* t) {
  auto* b = as<Basic>(t);
  if (b == nullptr) return t;
  switch (b->basic) {
    case BasicKind::UntypedBool: return world.basic(BasicKind::Bool);
    case BasicKind::UntypedInt: return world.basic(BasicKind::Int);
    case BasicKind::UntypedRune: return world.runeType;
    case BasicKind::UntypedFloat: return world.basic(BasicKind::Float64);
    case BasicKind::UntypedComplex: return world.basic(BasicKind::Complex128);
    case BasicKind::UntypedString: return world.basic(BasicKind::String);
    default: return t;
  }
}

Type* maxType(Type* x, Type* y) {
  if (x == y) return x;
  if (!isUntyped(x) || !isUntyped(y) || !isNumeric(x) || !isNumeric(y)) return nullptr;
  return static_cast<Basic*>(x)->basic > static_cast<Basic*>(y)->basic ? x : y;
}

bool sameId(const Object* o, const Package* pkg, Name name) {
  if (o->name != name) return false;
  if (name.exported() || o->pkg == pkg) return true;
  return o->pkg != nullptr && pkg != nullptr && o->pkg->path == pkg->path;
}

Type* arrayPtrDeref(Type* t) {
  auto* p = as<Pointer>(t);
  if (p == nullptr) return t;
  auto* a = as<Array>(under(p->elem));
  return a != nullptr ? a : t;
}

Type* derefPointer(Type* t, bool* wasPointer) {
  auto* p = as<Pointer>(t);
  *wasPointer = p != nullptr;
  return p != nullptr && p->elem != nullptr ? p->elem : t;
}

Type* derefStructPtr(Type* t) {
  auto* p = as<Pointer>(under(t));
  return p != nullptr && as<Struct>(under(p->elem)) != nullptr ? p->elem : t;
}

}  // namespace gosub::types
