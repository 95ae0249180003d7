// The unification walk. Its structure is that of identical.cpp with three additions: type parameters of the list
// take types, inexact modes look under names, and interfaces match what has their methods.
#include "frontend/types/unify.h"

#include <algorithm>

#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

// Ends runaway recursion through infinitely expanding types; such inferences fail.
constexpr int kMaxDepth = 50;

// x as a (non-parameter) interface.
Interface* asInterface(Type* x) { return isTypeParam(x) ? nullptr : as<Interface>(under(x)); }

}  // namespace

// Interfaces being compared, as in identical.cpp.
struct Unifier::Pair {
  Interface* x;
  Interface* y;
  const Pair* outer;

  static bool contains(const Pair* p, Interface* a, Interface* b) {
    for (; p != nullptr; p = p->outer)
      if ((p->x == a && p->y == b) || (p->x == b && p->y == a)) return true;
    return false;
  }
};

Unifier::Unifier(std::span<TypeParam* const> params, std::span<Type* const> args, bool interfaceInference)
    : params_(params), types_(params.size(), nullptr), interfaceInference_(interfaceInference) {
  for (size_t i = 0; i < params.size(); i++) {
    handle_.push_back(int(i));
    if (i < args.size()) types_[i] = args[i];
  }
}

int Unifier::indexOf(const Type* t) const {
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return -1;
  for (size_t i = 0; i < params_.size(); i++)
    if (params_[i] == p) return int(i);
  return -1;
}

size_t Unifier::unknowns() const {
  size_t n = 0;
  for (int h : handle_) n += types_[size_t(h)] == nullptr;
  return n;
}

std::vector<Type*> Unifier::inferred() const {
  std::vector<Type*> out;
  for (int h : handle_) out.push_back(types_[size_t(h)]);
  return out;
}

// Lets two parameters stand for the same type. False when both have one already.
bool Unifier::join(int x, int y) {
  int hx = handle_[size_t(x)], hy = handle_[size_t(y)];
  if (hx == hy) return true;
  bool knownX = types_[size_t(hx)] != nullptr, knownY = types_[size_t(hy)] != nullptr;
  if (knownX && knownY) return false;
  int from = knownX ? hy : hx, to = knownX ? hx : hy;
  std::replace(handle_.begin(), handle_.end(), from, to);
  return true;
}

bool Unifier::unify(Type* x, Type* y, unsigned mode) { return match(x, y, mode, nullptr); }

bool Unifier::match(Type* x, Type* y, unsigned mode, const Pair* pairs) {
  if (x == y) return true;
  if (x == nullptr || y == nullptr || depth_ > kMaxDepth) return false;
  struct Depth {
    int& d;
    explicit Depth(int& depth) : d(depth) { d++; }
    ~Depth() { d--; }
  } depth(depth_);

  // Afterwards a defined type, if there is one, is in y, and one of our parameters, if there is one, in x.
  if (x->kind == TypeKind::Named || indexOf(y) >= 0) std::swap(x, y);

  // A defined type matches a type literal by what is under its name, unless an interface's methods are to decide.
  if ((mode & kUnifyExact) == 0 && y->kind == TypeKind::Named && isTypeLit(x) &&
      !(interfaceInference_ && isInterface(x))) {
    y = under(y);
    if (x == y) return true;
  }

  int px = indexOf(x), py = indexOf(y);
  if (px >= 0 && py >= 0) {
    if (join(px, py)) return true;
    return match(types_[size_t(handle_[size_t(px)])], types_[size_t(handle_[size_t(py)])], mode, pairs);
  }
  if (px >= 0) return matchBound(px, y, mode, pairs);

  if (interfaceInference_ && (mode & kUnifyExact) == 0) {
    Interface* xi = asInterface(x);
    Interface* yi = asInterface(y);
    if (xi != nullptr && yi != nullptr) return matchInterfaces(xi, yi, pairs);
    if (xi != nullptr) return matchMethods(xi, y, pairs);
    if (yi != nullptr) return matchMethods(yi, x, pairs);
  }
  if (isTypeParam(y)) std::swap(x, y);
  return matchStructure(x, y, mode, pairs);
}

// One of our parameters against a type: infers it, or checks and perhaps improves what was inferred.
bool Unifier::matchBound(int px, Type* y, unsigned mode, const Pair* pairs) {
  Type* x = types_[size_t(handle_[size_t(px)])];
  if (x == nullptr) {
    types_[size_t(handle_[size_t(px)])] = y;
    return true;
  }
  return match(x, y, mode, pairs) && agree(px, x, y, mode);
}

// x was inferred and y matches it. Of several matching types the choice must not depend on their order.
bool Unifier::agree(int px, Type* x, Type* y, unsigned mode) {
  Interface* xi = asInterface(x);
  Interface* yi = asInterface(y);
  bool xNamed = x->kind == TypeKind::Named, yNamed = y->kind == TypeKind::Named;
  if (xi != nullptr && yi != nullptr) {
    if (xNamed && yNamed) return identical(x, y);
    if (typeSet(xi)->methods.size() != typeSet(yi)->methods.size()) return false;
  } else if (xi != nullptr || yi != nullptr) {
    return false;
  }
  if ((mode & kUnifyExact) != 0 || xNamed) return true;
  // Prefer a defined type, then a channel with a direction: the other type's values remain assignable.
  auto* c = as<Chan>(under(y));
  if (yNamed || (c != nullptr && c->dir != ChanDir::Both)) types_[size_t(handle_[size_t(px)])] = y;
  return true;
}

// The methods of one must be among those of the other.
bool Unifier::matchInterfaces(Interface* x, Interface* y, const Pair* pairs) {
  const TypeSet* xs = typeSet(x);
  const TypeSet* ys = typeSet(y);
  if (xs->comparable != ys->comparable || !termListEqual(xs->terms, ys->terms)) return false;
  if (Pair::contains(pairs, x, y)) return true;
  Pair pair{x, y, pairs};
  if (xs->methods.size() > ys->methods.size()) std::swap(xs, ys);
  for (Func* m : xs->methods) {
    int i = findMethod(ys->methods, m->pkg, m->name);
    if (i < 0 || !match(m->type, ys->methods[size_t(i)]->type, kUnifyExact, &pair)) return false;
  }
  return true;
}

bool Unifier::matchMethods(Interface* x, Type* y, const Pair* pairs) {
  for (Func* m : typeSet(x)->methods) {
    Func* have = as<Func>(lookupFieldOrMethod(nullptr, y, false, m->pkg, m->name).obj);
    if (have == nullptr) return false;
    resolveType(have);
    if (!match(m->type, have->type, kUnifyExact, pairs)) return false;
  }
  return true;
}

bool Unifier::matchStructure(Type* x, Type* y, unsigned mode, const Pair* pairs) {
  if (x->kind == TypeKind::TypeParam) {
    // Not ours: a type argument for it has its core type as underlying type.
    Type* core = coreType(x);
    return core != nullptr && match(core, y, kUnifyAssign, pairs);
  }
  if (x->kind != y->kind) return false;
  unsigned elemMode = (mode & kUnifyAssign) != 0 ? mode | kUnifyExact : mode;
  auto elems = [&](auto* a, auto* b) { return match(a->elem, b->elem, elemMode, pairs); };
  switch (x->kind) {
    case TypeKind::Basic: return static_cast<Basic*>(x)->basic == static_cast<Basic*>(y)->basic;
    case TypeKind::Array: {
      auto *a = static_cast<Array*>(x), *b = static_cast<Array*>(y);
      return (a->length < 0 || b->length < 0 || a->length == b->length) && elems(a, b);
    }
    case TypeKind::Slice: return elems(static_cast<Slice*>(x), static_cast<Slice*>(y));
    case TypeKind::Pointer: return elems(static_cast<Pointer*>(x), static_cast<Pointer*>(y));
    case TypeKind::Map: {
      auto *a = static_cast<Map*>(x), *b = static_cast<Map*>(y);
      return match(a->key, b->key, elemMode, pairs) && elems(a, b);
    }
    case TypeKind::Chan: {
      auto *a = static_cast<Chan*>(x), *b = static_cast<Chan*>(y);
      return ((mode & kUnifyExact) == 0 || a->dir == b->dir) && elems(a, b);
    }
    case TypeKind::Struct: return matchStruct(static_cast<Struct*>(x), static_cast<Struct*>(y), elemMode, pairs);
    case TypeKind::Tuple: return matchTuple(static_cast<Tuple*>(x), static_cast<Tuple*>(y), mode, pairs);
    case TypeKind::Signature: {
      auto *a = static_cast<Signature*>(x), *b = static_cast<Signature*>(y);
      return a->variadic == b->variadic && matchTuple(a->params, b->params, elemMode, pairs) &&
             matchTuple(a->results, b->results, elemMode, pairs);
    }
    case TypeKind::Interface:
      return matchExactInterfaces(static_cast<Interface*>(x), static_cast<Interface*>(y), pairs);
    case TypeKind::Named: return matchNamed(static_cast<Named*>(x), static_cast<Named*>(y), mode, pairs);
    default: return false;
  }
}

bool Unifier::matchStruct(Struct* x, Struct* y, unsigned mode, const Pair* pairs) {
  if (x->fields.size() != y->fields.size()) return false;
  auto tag = [](Struct* s, size_t i) { return i < s->tags.size() ? s->tags[i] : std::string_view{}; };
  for (size_t i = 0; i < x->fields.size(); i++) {
    Var* f = x->fields[i];
    Var* g = y->fields[i];
    if (f->embedded != g->embedded || tag(x, i) != tag(y, i) || !sameId(f, g->pkg, g->name)) return false;
    if (!match(f->type, g->type, mode, pairs)) return false;
  }
  return true;
}

bool Unifier::matchTuple(Tuple* x, Tuple* y, unsigned mode, const Pair* pairs) {
  size_t nx = x != nullptr ? x->vars.size() : 0, ny = y != nullptr ? y->vars.size() : 0;
  if (nx != ny) return false;
  for (size_t i = 0; i < nx; i++)
    if (!match(x->vars[i]->type, y->vars[i]->type, mode, pairs)) return false;
  return true;
}

bool Unifier::matchExactInterfaces(Interface* x, Interface* y, const Pair* pairs) {
  const TypeSet* xs = typeSet(x);
  const TypeSet* ys = typeSet(y);
  if (xs->comparable != ys->comparable || xs->methods.size() != ys->methods.size()) return false;
  if (!termListEqual(xs->terms, ys->terms)) return false;
  if (Pair::contains(pairs, x, y)) return true;
  Pair pair{x, y, pairs};
  for (size_t i = 0; i < xs->methods.size(); i++) {
    Func* f = xs->methods[i];
    Func* g = ys->methods[i];
    if (!sameId(f, g->pkg, g->name) || !match(f->type, g->type, kUnifyExact, &pair)) return false;
  }
  return true;
}

// Arguments before origins: what the arguments tell makes for better messages even when the origins differ.
bool Unifier::matchNamed(Named* x, Named* y, unsigned mode, const Pair* pairs) {
  if (x->typeArgs.size() != y->typeArgs.size()) return false;
  for (size_t i = 0; i < x->typeArgs.size(); i++)
    if (!match(x->typeArgs[i], y->typeArgs[i], mode, pairs)) return false;
  return x->origin == y->origin;
}

}  // namespace gosub::types
