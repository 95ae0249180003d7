// Type sets of interfaces: the methods and the type terms that describe which types implement one, and the unions
// and term lists they are made of. Computed on first use and kept in Interface::typeSet.
//
// A term list in normal form has pairwise disjoint terms. Embedding errors (duplicate methods, constraint features
// before go1.18) are reported when the type set is computed, to the checker that owns the interface.
#pragma once

#include <span>
#include <vector>

#include "frontend/types/predicates.h"
#include "frontend/types/types.h"

namespace gosub::types {

class World;

// all: the set of all types (terms is then empty). No terms and not all: the empty set.
struct TermList {
  bool all = false;
  std::span<const UnionTerm> terms;
  bool empty() const { return !all && terms.empty(); }
};

struct TypeSet {
  std::span<Func*> methods;  // all methods, sorted by methodLess
  TermList terms;
  bool comparable = false;  // only when terms.all: comparable types only
  bool broken = false;      // of a union with too many terms; ignored where it is embedded

  bool isEmpty() const { return terms.empty(); }
  bool isMethodSet() const { return !comparable && terms.all; }
  bool isAll() const { return isMethodSet() && methods.empty(); }
  bool hasTerms() const { return !terms.all && !terms.terms.empty(); }
};

inline constexpr size_t kMaxUnionTerms = 100;

// The order of methods in type sets, method tables and messages: exported first, then by name, then by package path.
bool methodLess(const Func* a, const Func* b);

// Never null. While an interface is incomplete this is the set of all types (and nothing is kept).
const TypeSet* typeSet(Interface* t);
// checker: that of the interface that embeds the union; pos: where it does.
const TypeSet* unionTypeSet(Union* t, Checker& checker, Pos pos);
// The constraint interface of a type parameter; wraps a constraint literal such as ~int on first use.
Interface* iface(TypeParam* p);
inline const TypeSet* typeSet(TypeParam* p) { return typeSet(iface(p)); }

bool isComparableSet(const TypeSet* s);
bool isSubset(const TypeSet* s, const TypeSet* of);  // terms only
int findMethod(std::span<Func* const> methods, const Package* pkg, Name name, bool foldCase = false);  // -1: none

// Terms and term lists.
bool termIncludes(const UnionTerm& x, Type* t);
bool termSubset(const UnionTerm& x, const UnionTerm& y);
bool termsDisjoint(const UnionTerm& x, const UnionTerm& y);
bool termListEqual(const TermList& x, const TermList& y);
bool termListSubset(const TermList& x, const TermList& y);
// Results are in normal form; new terms live in the arena.
TermList termListUnion(Arena& arena, const TermList& x, const TermList& y);
TermList termListIntersect(Arena& arena, const TermList& x, const TermList& y);
// Index of a term that overlaps y among non-interface terms, or -1.
int overlappingTerm(std::span<const UnionTerm> terms, const UnionTerm& y);

// f(const UnionTerm*) for each specific term while it returns true; f(nullptr) when there are none.
template <class F>
bool forEachTerm(const TypeSet* s, F&& f) {
  if (!s->hasTerms()) return f(static_cast<const UnionTerm*>(nullptr));
  for (const UnionTerm& t : s->terms.terms)
    if (!f(&t)) return false;
  return true;
}
template <class F>
bool forEachTerm(TypeParam* p, F&& f) {
  return forEachTerm(typeSet(p), f);
}

// The same with the underlying types (null when there are no specific terms).
template <class F>
bool forEachUnder(const TypeSet* s, F&& f) {
  if (!s->hasTerms()) return f(static_cast<Type*>(nullptr));
  for (const UnionTerm& t : s->terms.terms)
    if (!f(under(t.type))) return false;
  return true;
}

// f(under(t)) for a type that is no type parameter, else f of each underlying type of its type set.
template <class F>
bool underIs(Type* t, F&& f) {
  if (auto* p = as<TypeParam>(t)) return forEachUnder(typeSet(p), f);
  return f(under(t));
}

}  // namespace gosub::types
