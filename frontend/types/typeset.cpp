// Computing type sets: the methods of an interface and all it embeds, and the intersection of its terms.
//
// A method of an embedded interface keeps its Func; a duplicate is an error when declared explicitly, when the
// signatures differ, or before go1.14. The signatures can be compared only when all types are set up, so that check
// is a delayed action.
#include "frontend/types/typeset.h"

#include <algorithm>
#include <unordered_map>

#include "base/check.h"
#include "frontend/types/checker_impl.h"
#include "frontend/types/construct.h"
#include "frontend/types/format.h"

namespace gosub::types {

namespace {

constexpr TypeSet kAllTypes{.methods = {}, .terms = {true, {}}};

class Builder {
 public:
  Builder(Checker& checker, Interface* t, TypeSet* out) : checker_(checker), world_(checker.world()), t_(t), out_(out) {}

  void build() {
    for (Func* m : t_->methods) addMethod(m->pos, m, true);
    for (size_t i = 0; i < t_->embeddeds.size(); i++)
      embed(t_->embeddeds[i], i < t_->embedPos.size() ? t_->embedPos[i] : Pos{});
    std::vector<Func*> methods;
    for (const Method& m : methods_) methods.push_back(m.func);
    std::sort(methods.begin(), methods.end(), methodLess);
    out_->methods = world_.arena.copy(methods);
    out_->terms = terms_;
    out_->comparable = comparable_;
  }

 private:
  struct Method {
    Func* func;
    Pos pos;  // where it is declared or embedded
  };

  void addMethod(Pos pos, Func* m, bool isExplicit) {
    const Method* other = known(m);
    if (other == nullptr) {
      methods_.push_back({m, pos});
      if (methods_.size() > kFew) byName_.emplace(m->name, methods_.size() - 1);
      return;
    }
    Method first = *other;
    Checker::Impl& impl = checker_.impl();
    if (isExplicit) return duplicate(impl, pos, m, first);
    if (first.func == m && impl.allowVersion(pos, 14)) return;
    impl.later([&impl, pos, m, first] {
      if (!impl.allowVersion(pos, 14) || !identical(m->type, first.func->type)) duplicate(impl, pos, m, first);
    });
  }

  // The first few methods are compared one by one, those after them are found by name.
  const Method* known(const Func* m) const {
    for (size_t i = 0; i < std::min(methods_.size(), kFew); i++)
      if (sameId(methods_[i].func, m->pkg, m->name)) return &methods_[i];
    auto [begin, end] = byName_.equal_range(m->name);
    for (auto it = begin; it != end; ++it)
      if (sameId(methods_[it->second].func, m->pkg, m->name)) return &methods_[it->second];
    return nullptr;
  }

  static void duplicate(Checker::Impl& impl, Pos pos, Func* m, const Method& first) {
    impl.errorfWithDetail(pos, Code::DuplicateDecl, impl.str("duplicate method %s", m->name), first.pos,
                          impl.str("other declaration of %s", m->name));
  }

  void embed(Type* e, Pos pos) {
    Checker::Impl& impl = checker_.impl();
    Type* u = under(e);
    if (auto* i = as<Interface>(u)) {
      const TypeSet* set = typeSet(i);
      if (impl.isImportedConstraint(e) && !impl.verifyVersion(pos, 18, "embedding constraint interface %s", e)) return;
      for (Func* m : set->methods) addMethod(pos, m, false);
      intersect(set->terms, set->comparable);
    } else if (auto* un = as<Union>(u)) {
      if (!impl.verifyVersion(pos, 18, "embedding interface element %s", u)) return;
      const TypeSet* set = unionTypeSet(un, checker_, pos);
      if (!set->broken) intersect(set->terms, false);
    } else if (isValid(u)) {
      if (!impl.verifyVersion(pos, 18, "embedding non-interface type %s", e)) return;
      UnionTerm term{false, e};
      intersect({false, world_.arena.copy(std::span<const UnionTerm>(&term, 1))}, false);
    }
  }

  // The comparable bit stands for the set of all comparable types; with specific terms it filters these.
  void intersect(const TermList& terms, bool comparableOnly) {
    terms_ = termListIntersect(world_.arena, terms_, terms);
    comparable_ = comparable_ || comparableOnly;
    if (!comparable_ || terms_.all) return;
    std::vector<UnionTerm> kept;
    for (const UnionTerm& t : terms_.terms)
      if (types::comparable(t.type, false)) kept.push_back(t);
    terms_ = {false, world_.arena.copy(kept)};
    comparable_ = false;
  }

  Checker& checker_;
  World& world_;
  Interface* t_;
  TypeSet* out_;
  static constexpr size_t kFew = 16;
  std::vector<Method> methods_;
  std::unordered_multimap<Name, size_t> byName_;  // those after the first few
  TermList terms_{true, {}};
  bool comparable_ = false;
};

}  // namespace

bool methodLess(const Func* a, const Func* b) {
  if (a == b) return false;
  if (a->name.exported() != b->name.exported()) return a->name.exported();
  if (a->name != b->name) return a->name.text() < b->name.text();
  if (a->name.exported() || a->pkg == b->pkg || a->pkg == nullptr || b->pkg == nullptr) return false;
  return a->pkg->path < b->pkg->path;
}

const TypeSet* typeSet(Interface* t) {
  if (t->typeSet != nullptr) return t->typeSet;
  if (!t->complete) return &kAllTypes;
  GOSUB_CHECK(t->checker != nullptr);
  // Kept before it is filled: an interface that embeds itself (an error found elsewhere) must not recur for ever.
  t->typeSet = t->checker->world().arena.make<TypeSet>(kAllTypes);
  Builder(*t->checker, t, t->typeSet).build();
  return t->typeSet;
}

const TypeSet* unionTypeSet(Union* t, Checker& checker, Pos pos) {
  if (t->typeSet != nullptr) return t->typeSet;
  Arena& arena = checker.world().arena;
  t->typeSet = arena.make<TypeSet>();
  TermList all;
  for (const UnionTerm& term : t->terms) {
    Type* u = under(term.type);
    if (auto* i = as<Interface>(u)) {
      all = termListUnion(arena, all, typeSet(i)->terms);
    } else if (isValid(u) && (!term.tilde || identical(term.type, u))) {
      all = termListUnion(arena, all, {false, {&term, 1}});
    }
    if (all.terms.size() <= kMaxUnionTerms) continue;
    checker.impl().errorf(pos, Code::InvalidUnion, "cannot handle more than %d union terms (implementation limitation)",
                          kMaxUnionTerms);
    t->typeSet->broken = true;
    return t->typeSet;
  }
  t->typeSet->terms = all;
  return t->typeSet;
}

bool isSubset(const TypeSet* s, const TypeSet* of) { return termListSubset(s->terms, of->terms); }

namespace {

Checker& checkerOf(TypeParam* p) {
  GOSUB_CHECK(p->object->pkg != nullptr && p->object->pkg->checker != nullptr);
  return *p->object->pkg->checker;
}

}  // namespace

Interface* iface(TypeParam* p) {
  if (p->bound == nullptr) return static_cast<Interface*>(checkerOf(p).world().anyType);
  Type* u = under(p->bound);
  // Errors for both are reported where the bound is declared.
  if (isTypeParam(p->bound) || !isValid(u)) return static_cast<Interface*>(checkerOf(p).world().anyType);
  if (auto* i = as<Interface>(u)) return i;
  Checker& checker = checkerOf(p);
  Arena& arena = checker.world().arena;
  auto* wrapped = newNode<Interface>(arena);
  wrapped->embeddeds = arena.copy(std::span<Type* const>(&p->bound, 1));
  wrapped->implicit = true;
  wrapped->complete = true;
  wrapped->checker = &checker;
  p->bound = wrapped;
  return wrapped;
}

}  // namespace gosub::types
