// Type identity. Signatures with type parameters are compared up to the names of these: a chain of equated lists says
// which parameter of the left side stands for which of the right.
// What merely can be made identical is unify.cpp's question.
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

// Interfaces under comparison: the only way to a cycle that no Named breaks is an anonymous interface that is
// reachable from its own methods. A pair met again is equal as far as it goes.
struct InterfacePair {
  Interface* x;
  Interface* y;
  const InterfacePair* outer;

  bool contains(Interface* a, Interface* b) const {
    for (const InterfacePair* p = this; p != nullptr; p = p->outer)
      if ((p->x == a && p->y == b) || (p->x == b && p->y == a)) return true;
    return false;
  }
};

struct EquatedLists {
  std::span<TypeParam* const> x, y;
  const EquatedLists* outer;
};

class Comparer {
 public:
  bool ignoreTags = false;
  bool ignoreInvalids = false;

  bool same(Type* x, Type* y, const InterfacePair* pairs) {
    if (x == y) return true;
    if (x == nullptr || y == nullptr) return false;
    if (ignoreInvalids && (!isValid(x) || !isValid(y))) return true;
    if (x->kind != y->kind) return false;
    switch (x->kind) {
      case TypeKind::Basic: return static_cast<Basic*>(x)->basic == static_cast<Basic*>(y)->basic;
      case TypeKind::Array: return arrays(static_cast<Array*>(x), static_cast<Array*>(y), pairs);
      case TypeKind::Slice: return same(static_cast<Slice*>(x)->elem, static_cast<Slice*>(y)->elem, pairs);
      case TypeKind::Pointer: return same(static_cast<Pointer*>(x)->elem, static_cast<Pointer*>(y)->elem, pairs);
      case TypeKind::Struct: return structs(static_cast<Struct*>(x), static_cast<Struct*>(y), pairs);
      case TypeKind::Tuple: return tuples(static_cast<Tuple*>(x), static_cast<Tuple*>(y), pairs);
      case TypeKind::Signature: return signatures(static_cast<Signature*>(x), static_cast<Signature*>(y), pairs);
      case TypeKind::Union: return unions(static_cast<Union*>(x), static_cast<Union*>(y), pairs);
      case TypeKind::Interface: return interfaces(static_cast<Interface*>(x), static_cast<Interface*>(y), pairs);
      case TypeKind::Map: return maps(static_cast<Map*>(x), static_cast<Map*>(y), pairs);
      case TypeKind::Chan: return chans(static_cast<Chan*>(x), static_cast<Chan*>(y), pairs);
      case TypeKind::Named: return named(static_cast<Named*>(x), static_cast<Named*>(y), pairs);
      case TypeKind::TypeParam: return equated(static_cast<TypeParam*>(x), static_cast<TypeParam*>(y));
    }
    return false;
  }

 private:
  // An unknown length comes from an error: it matches any.
  bool arrays(Array* x, Array* y, const InterfacePair* pairs) {
    return (x->length < 0 || y->length < 0 || x->length == y->length) && same(x->elem, y->elem, pairs);
  }

  static std::string_view tag(Struct* s, size_t i) { return i < s->tags.size() ? s->tags[i] : std::string_view{}; }

  bool structs(Struct* x, Struct* y, const InterfacePair* pairs) {
    if (x->fields.size() != y->fields.size()) return false;
    for (size_t i = 0; i < x->fields.size(); i++) {
      Var* f = x->fields[i];
      Var* g = y->fields[i];
      if (f->embedded != g->embedded || !sameId(f, g->pkg, g->name)) return false;
      if (!ignoreTags && tag(x, i) != tag(y, i)) return false;
      if (!same(f->type, g->type, pairs)) return false;
    }
    return true;
  }

  bool tuples(Tuple* x, Tuple* y, const InterfacePair* pairs) {
    if (x->vars.size() != y->vars.size()) return false;
    for (size_t i = 0; i < x->vars.size(); i++)
      if (!same(x->vars[i]->type, y->vars[i]->type, pairs)) return false;
    return true;
  }

  bool signatures(Signature* x, Signature* y, const InterfacePair* pairs) {
    if (x->variadic != y->variadic || x->typeParams.size() != y->typeParams.size()) return false;
    if (x->typeParams.empty()) return same(x->params, y->params, pairs) && same(x->results, y->results, pairs);
    EquatedLists lists{x->typeParams, y->typeParams, equated_};
    equated_ = &lists;
    bool ok = bounds(lists, pairs) && same(x->params, y->params, pairs) && same(x->results, y->results, pairs);
    equated_ = lists.outer;
    return ok;
  }

  bool bounds(const EquatedLists& lists, const InterfacePair* pairs) {
    for (size_t i = 0; i < lists.x.size(); i++)
      if (!same(lists.x[i]->bound, lists.y[i]->bound, pairs)) return false;
    return true;
  }

  // Unions stand in interfaces only, whose type sets are compared instead; so as written will do.
  bool unions(Union* x, Union* y, const InterfacePair* pairs) {
    if (x->terms.size() != y->terms.size()) return false;
    for (size_t i = 0; i < x->terms.size(); i++)
      if (x->terms[i].tilde != y->terms[i].tilde || !same(x->terms[i].type, y->terms[i].type, pairs)) return false;
    return true;
  }

  bool interfaces(Interface* x, Interface* y, const InterfacePair* pairs) {
    const TypeSet* a = typeSet(x);
    const TypeSet* b = typeSet(y);
    if (a->comparable != b->comparable || a->methods.size() != b->methods.size()) return false;
    if (!sameTerms(a->terms, b->terms, pairs)) return false;
    if (pairs != nullptr && pairs->contains(x, y)) return true;
    InterfacePair pair{x, y, pairs};
    for (size_t i = 0; i < a->methods.size(); i++) {
      Func* f = a->methods[i];
      Func* g = b->methods[i];
      if (!sameId(f, g->pkg, g->name) || !same(f->type, g->type, &pair)) return false;
    }
    return true;
  }

  // Bounds of equated type parameters mention these; termListEqual does not know them.
  bool sameTerms(const TermList& x, const TermList& y, const InterfacePair* pairs) {
    if (equated_ == nullptr) return termListEqual(x, y);
    if (x.all != y.all || x.terms.size() != y.terms.size()) return false;
    for (size_t i = 0; i < x.terms.size(); i++)
      if (x.terms[i].tilde != y.terms[i].tilde || !same(x.terms[i].type, y.terms[i].type, pairs)) return false;
    return true;
  }

  bool maps(Map* x, Map* y, const InterfacePair* pairs) {
    return same(x->key, y->key, pairs) && same(x->elem, y->elem, pairs);
  }

  bool chans(Chan* x, Chan* y, const InterfacePair* pairs) {
    return x->dir == y->dir && same(x->elem, y->elem, pairs);
  }

  // Instances are unique in a World, but one made while its arguments were incomplete may have a twin.
  bool named(Named* x, Named* y, const InterfacePair* pairs) {
    if (x->origin != y->origin || x->typeArgs.empty() || x->typeArgs.size() != y->typeArgs.size()) return false;
    for (size_t i = 0; i < x->typeArgs.size(); i++)
      if (!same(x->typeArgs[i], y->typeArgs[i], pairs)) return false;
    return true;
  }

  bool equated(TypeParam* x, TypeParam* y) const {
    if (x->index != y->index) return false;
    size_t i = size_t(x->index);
    for (const EquatedLists* l = equated_; l != nullptr; l = l->outer)
      if (i < l->x.size() && l->x[i] == x && l->y[i] == y) return true;
    return false;
  }

  const EquatedLists* equated_ = nullptr;
};

}  // namespace

bool identical(Type* x, Type* y) {
  if (x == y) return true;
  Comparer c;
  return c.same(x, y, nullptr);
}

bool identicalIgnoreTags(Type* x, Type* y) {
  Comparer c;
  c.ignoreTags = true;
  return c.same(x, y, nullptr);
}

bool identicalIgnoreInvalids(Type* x, Type* y) {
  Comparer c;
  c.ignoreInvalids = true;
  return c.same(x, y, nullptr);
}

}  // namespace gosub::types
