// Terms T and ~T as sets of types, and lists of terms as their unions, kept in normal form (pairwise disjoint).
#include <vector>

#include "base/arena.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

bool termIncludes(const UnionTerm& x, Type* t) { return identical(x.type, x.tilde ? under(t) : t); }

bool termsDisjoint(const UnionTerm& x, const UnionTerm& y) {
  Type* ux = y.tilde ? under(x.type) : x.type;
  Type* uy = x.tilde ? under(y.type) : y.type;
  return !identical(ux, uy);
}

bool termSubset(const UnionTerm& x, const UnionTerm& y) {
  return !termsDisjoint(x, y) && (!x.tilde || y.tilde);
}

bool termListSubset(const TermList& x, const TermList& y) {
  if (y.all) return true;
  if (x.all) return false;
  for (const UnionTerm& t : x.terms) {
    bool found = false;
    for (const UnionTerm& u : y.terms) found = found || termSubset(t, u);
    if (!found) return false;
  }
  return true;
}

bool termListEqual(const TermList& x, const TermList& y) { return termListSubset(x, y) && termListSubset(y, x); }

namespace {

// Adds a term to a list in normal form. Overlapping terms (of which one contains the other) merge at the place of
// the first.
void addTerm(std::vector<UnionTerm>& list, UnionTerm t) {
  size_t n = 0;
  UnionTerm* merged = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    UnionTerm u = list[i];
    if (termsDisjoint(u, merged != nullptr ? *merged : t)) {
      list[n++] = u;
      continue;
    }
    if (merged == nullptr) {
      merged = &list[n++];
      *merged = u.tilde ? u : t;
    } else if (u.tilde) {
      *merged = u;
    }
  }
  list.resize(n);
  if (merged == nullptr) list.push_back(t);
}

TermList finish(Arena& arena, const std::vector<UnionTerm>& list) { return {false, arena.copy(list)}; }

}  // namespace

TermList termListUnion(Arena& arena, const TermList& x, const TermList& y) {
  if (x.all || y.all) return {true, {}};
  std::vector<UnionTerm> out;
  out.reserve(x.terms.size() + y.terms.size());
  for (const UnionTerm& t : x.terms) addTerm(out, t);
  for (const UnionTerm& t : y.terms) addTerm(out, t);
  return finish(arena, out);
}

TermList termListIntersect(Arena& arena, const TermList& x, const TermList& y) {
  if (x.all) return y;
  if (y.all) return x;
  std::vector<UnionTerm> out;
  for (const UnionTerm& t : x.terms)
    for (const UnionTerm& u : y.terms)
      if (!termsDisjoint(t, u)) addTerm(out, !t.tilde || u.tilde ? t : u);
  return finish(arena, out);
}

int overlappingTerm(std::span<const UnionTerm> terms, const UnionTerm& y) {
  for (size_t i = 0; i < terms.size(); i++)
    if (!isInterface(terms[i].type) && !termsDisjoint(terms[i], y)) return int(i);
  return -1;
}

}  // namespace gosub::types
