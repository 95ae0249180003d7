// Which types satisfy which constraints and interfaces, and the check of an instance's type arguments.
// Making instances is World::instantiate (named.cpp) and instantiateSignature (subst.cpp).
#include "frontend/types/checker_impl.h"
#include "frontend/types/format.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

// ---- Type arguments --------------------------------------------------------------------------------------------

bool Checker::Impl::validateTypeArgCount(Pos pos, std::string_view name, size_t want, size_t got) {
  if (got == want) return true;
  const char* what = got < want ? "not enough" : "too many";
  errorf(pos, Code::WrongTypeArgCount, "%s type arguments for type %s: have %d, want %d", what, name, got, want);
  return false;
}

// Index of the first type argument that does not satisfy its constraint, or -1.
int Checker::Impl::verifyInstance(Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
                                  std::string* cause) {
  SubstMap map{params, args};
  for (size_t i = 0; i < params.size(); i++) {
    iface(params[i]);  // wraps a constraint literal in the bound
    Type* bound = subst(world, params[i]->bound, map);
    if (!implements(pos, args[i], bound, true, cause)) return int(i);
  }
  return -1;
}

// ---- Implements ------------------------------------------------------------------------------------------------

namespace {

// Whether the constraint names `t` somewhere, though perhaps not in its type set.
bool mentions(Type* constraint, Type* t) {
  if (auto* i = as<Interface>(constraint)) {
    for (Type* e : i->embeddeds)
      if (mentions(e, t)) return true;
    return false;
  }
  if (auto* u = as<Union>(constraint)) {
    for (const UnionTerm& term : u->terms)
      if (mentions(term.type, t)) return true;
    return false;
  }
  return identical(constraint, t);
}

// The type of a term without ~ whose ~ form would include v.
Type* missingTilde(const TypeSet* set, Type* v) {
  for (const UnionTerm& term : set->terms.terms) {
    if (term.tilde || !identical(term.type, under(term.type))) continue;
    if (termIncludes({true, term.type}, v)) return term.type;
  }
  return nullptr;
}

bool includes(const TypeSet* set, Type* v) {
  for (const UnionTerm& term : set->terms.terms)
    if (termIncludes(term, v)) return true;
  return false;
}

}  // namespace

bool Checker::Impl::implements(Pos pos, Type* v, Type* t, bool constraint, std::string* cause) {
  Type* vu = under(v);
  Type* tu = under(t);
  if (!isValid(vu) || !isValid(tu)) return true;
  auto* vp = as<Pointer>(vu);
  if (vp != nullptr && !isValid(under(vp->elem))) return true;
  const char* verb = constraint ? "satisfy" : "implement";

  // v's type set comes first: it matters for interfaces that (wrongly) embed each other.
  auto* vi = as<Interface>(vu);
  if (vi != nullptr) typeSet(vi);
  auto* ti = as<Interface>(tu);
  if (ti == nullptr) {
    if (cause == nullptr) return false;
    std::string detail = isInterfacePtr(tu) ? str("type %s is pointer to interface, not interface", t)
                                            : str("%s is not an interface", t);
    *cause = str("%s does not %s %s (%s)", v, verb, t, detail);
    return false;
  }
  const TypeSet* tset = typeSet(ti);
  if (tset->isAll()) return true;
  if (vi != nullptr && typeSet(vi)->isEmpty()) return true;
  if (tset->isEmpty()) {
    if (cause != nullptr) *cause = str("cannot %s %s (empty type set)", verb, t);
    return false;
  }
  if (MissingMethod m = missingMethod(v, t, true)) {
    if (cause != nullptr) *cause = str("%s does not %s %s %s", v, verb, t, missingMethodText(m, v, t));
    return false;
  }
  if (tset->hasTerms() && !inTypeSet(v, vi, t, ti, verb, cause)) return false;
  return comparableFor(pos, v, tset, constraint, verb, cause);
}

// The types of v must be among those of t's terms.
bool Checker::Impl::inTypeSet(Type* v, Interface* vi, Type* t, Interface* ti, const char* verb, std::string* cause) {
  const TypeSet* set = typeSet(ti);
  if (vi != nullptr) {
    if (isSubset(typeSet(vi), set)) return true;
    if (cause != nullptr) *cause = str("%s does not %s %s", v, verb, t);
    return false;
  }
  if (includes(set, v)) return true;
  if (cause == nullptr) return false;
  std::string detail;
  if (Type* alternative = missingTilde(set, v)) {
    detail = str("possibly missing ~ for %s in %s", alternative, t);
  } else if (mentions(ti, v)) {
    detail = str("%s mentions %s, but %s is not in the type set of %s", t, v, v, t);
  } else {
    detail = str("%s missing in %s", v, termListString(set->terms, Qualifier(nullptr)));
  }
  *cause = str("%s does not %s %s (%s)", v, verb, t, detail);
  return false;
}

// From go1.20 on, ordinary interfaces satisfy comparable (comparing them may panic).
bool Checker::Impl::comparableFor(Pos pos, Type* v, const TypeSet* set, bool constraint, const char* verb,
                                  std::string* cause) {
  if (!isComparableSet(set) || comparable(v, false)) return true;
  if (constraint && comparable(v, true)) {
    if (allowVersion(pos, 20)) return true;
    if (cause != nullptr) *cause = str("%s to %s comparable requires go1.20 or later", v, verb);
    return false;
  }
  if (cause != nullptr) *cause = str("%s does not %s comparable", v, verb);
  return false;
}

// Whether an interface value of type v may hold a t. *cause: "(missing method m)" and the like.
bool Checker::Impl::assertableTo(Type* v, Type* t, std::string* cause) {
  if (isInterface(t)) return true;
  MissingMethod m = missingMethod(t, v, false);
  if (!m) return true;
  if (cause != nullptr) *cause = missingMethodText(m, t, v);
  return false;
}

// ---- Missing methods -------------------------------------------------------------------------------------------

std::string Checker::Impl::interfacePtrText(Type* t) {
  auto* p = as<Pointer>(under(t));
  if (isTypeParam(p->elem)) return str("type %s is pointer to type parameter, not type parameter", t);
  return str("type %s is pointer to interface, not interface", t);
}

std::string Checker::Impl::wrongSignatureText(const MissingMethod& m) {
  std::string have = funcString(m.have, qualifier, false);
  std::string want = funcString(m.want, qualifier, false);
  if (have == want) {
    have = funcString(m.have, qualifier, true);
    want = funcString(m.want, qualifier, true);
  }
  // Still the same: type parameters of equal names; showing both would only mislead.
  if (have == want) return str("(wrong type for method %s)", m.want->name);
  return str("(wrong type for method %s)\n\t\thave %s\n\t\twant %s", m.want->name, have, want);
}

std::string Checker::Impl::missingMethodText(const MissingMethod& m, Type* v, Type* t) {
  using Why = MissingMethod::Why;
  Name name = m.want->name;
  switch (m.why) {
    case Why::None: return {};
    case Why::NotFound:
      if (isInterfacePtr(v)) return "(" + interfacePtrText(v) + ")";
      if (isInterfacePtr(t)) return "(" + interfacePtrText(t) + ")";
      return str("(missing method %s)", name);
    case Why::WrongName:
      return str("(missing method %s)\n\t\thave %s\n\t\twant %s", name, funcString(m.have, qualifier, false),
                 funcString(m.want, qualifier, false));
    case Why::Unexported: return str("(unexported method %s)", name);
    case Why::WrongSignature: return wrongSignatureText(m);
    case Why::Ambiguous: return str("(ambiguous selector %s.%s)", v, name);
    case Why::PointerReceiver: return str("(method %s has pointer receiver)", name);
    case Why::Field: return str("(%s.%s is a field, not a method)", v, name);
  }
  return {};
}

}  // namespace gosub::types
