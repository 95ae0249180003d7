// Type inference for calls and instantiations of generic functions, in the specification's phases: typed arguments
// against parameters, then core types and methods of the constraints until nothing new is learnt, then the default
// types of untyped constants, then simplification of what was found.
#include "frontend/types/infer.h"

#include <algorithm>

#include "frontend/types/checker_impl.h"
#include "frontend/types/construct.h"
#include "frontend/types/format.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"
#include "frontend/types/unify.h"

namespace gosub::types {

namespace {

int indexIn(std::span<TypeParam* const> list, const Type* t) {
  for (size_t i = 0; i < list.size(); i++)
    if (list[i] == t) return int(i);
  return -1;
}

// ---- Does a type mention the parameters? -----------------------------------------------------------------------

class Mentions {
 public:
  explicit Mentions(std::span<TypeParam* const> params) : params_(params) {}

  bool in(Type* t) {
    if (t == nullptr) return false;
    switch (t->kind) {
      case TypeKind::Array: return in(static_cast<Array*>(t)->elem);
      case TypeKind::Slice: return in(static_cast<Slice*>(t)->elem);
      case TypeKind::Pointer: return in(static_cast<Pointer*>(t)->elem);
      case TypeKind::Chan: return in(static_cast<Chan*>(t)->elem);
      case TypeKind::Map: return in(static_cast<Map*>(t)->key) || in(static_cast<Map*>(t)->elem);
      case TypeKind::Struct: return inVars(static_cast<Struct*>(t)->fields);
      case TypeKind::Tuple: return inVars(static_cast<Tuple*>(t)->vars);
      case TypeKind::Signature: return inSignature(static_cast<Signature*>(t));
      case TypeKind::Interface: return inInterface(static_cast<Interface*>(t));
      case TypeKind::Named: return inList(static_cast<Named*>(t)->typeArgs);
      case TypeKind::TypeParam: return indexIn(params_, t) >= 0;
      default: return false;
    }
  }

 private:
  bool inVars(std::span<Var* const> vars) {
    return std::any_of(vars.begin(), vars.end(), [this](Var* v) { return in(v->type); });
  }
  bool inList(std::span<Type* const> list) {
    return std::any_of(list.begin(), list.end(), [this](Type* t) { return in(t); });
  }
  bool inSignature(Signature* s) {
    return (s->params != nullptr && inVars(s->params->vars)) || (s->results != nullptr && inVars(s->results->vars));
  }
  // Only interfaces can be reached from themselves without a Named between.
  bool inInterface(Interface* t) {
    if (std::find(open_.begin(), open_.end(), t) != open_.end()) return false;
    open_.push_back(t);
    const TypeSet* set = typeSet(t);
    return std::any_of(set->methods.begin(), set->methods.end(), [this](Func* m) { return in(m->type); }) ||
           std::any_of(set->terms.terms.begin(), set->terms.terms.end(),
                       [this](const UnionTerm& u) { return in(u.type); });
  }

  std::span<TypeParam* const> params_;
  std::vector<Interface*> open_;
};

// ---- Cycles through inferred types -----------------------------------------------------------------------------

// A parameter whose inferred type leads back to itself would be substituted for ever; its type is forgotten.
class CycleKiller {
 public:
  CycleKiller(std::span<TypeParam* const> params, std::vector<Type*>& inferred)
      : params_(params), inferred_(inferred) {}

  void run() {
    for (TypeParam* p : params_) walk(p);
  }

 private:
  void walk(Type* t) {
    if (t == nullptr || t->kind == TypeKind::Basic) return;
    if (std::find(open_.begin(), open_.end(), t) != open_.end()) {
      int i = indexIn(params_, t);
      if (i >= 0) inferred_[size_t(i)] = nullptr;
      return;
    }
    open_.push_back(t);
    walkParts(t);
    open_.pop_back();
  }

  void walkVars(std::span<Var* const> vars) {
    for (Var* v : vars) walk(v->type);
  }

  void walkParts(Type* t) {
    switch (t->kind) {
      case TypeKind::Array: return walk(static_cast<Array*>(t)->elem);
      case TypeKind::Slice: return walk(static_cast<Slice*>(t)->elem);
      case TypeKind::Pointer: return walk(static_cast<Pointer*>(t)->elem);
      case TypeKind::Chan: return walk(static_cast<Chan*>(t)->elem);
      case TypeKind::Map:
        walk(static_cast<Map*>(t)->key);
        return walk(static_cast<Map*>(t)->elem);
      case TypeKind::Struct: return walkVars(static_cast<Struct*>(t)->fields);
      case TypeKind::Tuple: return walkVars(static_cast<Tuple*>(t)->vars);
      case TypeKind::Signature: {
        auto* s = static_cast<Signature*>(t);
        if (s->params != nullptr) walkVars(s->params->vars);
        if (s->results != nullptr) walkVars(s->results->vars);
        return;
      }
      case TypeKind::Union:
        for (const UnionTerm& u : static_cast<Union*>(t)->terms) walk(u.type);
        return;
      case TypeKind::Interface:
        for (Func* m : static_cast<Interface*>(t)->methods) walk(m->type);
        for (Type* e : static_cast<Interface*>(t)->embeddeds) walk(e);
        return;
      case TypeKind::Named:
        for (Type* arg : static_cast<Named*>(t)->typeArgs) walk(arg);
        return;
      case TypeKind::TypeParam: {
        int i = indexIn(params_, t);
        if (i >= 0) walk(inferred_[size_t(i)]);
        return;
      }
      default: return;
    }
  }

  std::span<TypeParam* const> params_;
  std::vector<Type*>& inferred_;
  std::vector<Type*> open_;
};

// ---- Core types of constraints ---------------------------------------------------------------------------------

struct CoreTerm {
  Type* type = nullptr;  // null: none
  bool tilde = false;
  bool single = false;   // the only type (or ~type) of the set
};

CoreTerm coreTerm(TypeParam* p) {
  CoreTerm r;
  const TypeSet* set = typeSet(p);
  if (!set->hasTerms()) return r;
  if (set->terms.terms.size() == 1) return {set->terms.terms[0].type, set->terms.terms[0].tilde, true};
  for (const UnionTerm& t : set->terms.terms) r.tilde = r.tilde || t.tilde;
  r.type = coreType(p);
  return r;
}

}  // namespace

bool isParameterized(std::span<TypeParam* const> params, Type* t) { return Mentions(params).in(t); }

std::span<TypeParam*> renameTypeParams(World& world, std::span<TypeParam* const> params) {
  std::span<TypeParam*> out = world.arena.makeArray<TypeParam*>(params.size());
  for (size_t i = 0; i < params.size(); i++) {
    TypeName* name = world.arena.make<TypeName>(*params[i]->object);
    name->type = nullptr;
    out[i] = newTypeParam(world.arena, name, params[i]->index, nullptr, world.nextTypeParamId++);
  }
  for (size_t i = 0; i < params.size(); i++) out[i]->bound = renamed(world, params, out, params[i]->bound);
  return out;
}

Type* renamed(World& world, std::span<TypeParam* const> from, std::span<TypeParam* const> to, Type* t) {
  std::vector<Type*> types(to.begin(), to.end());
  return subst(world, t, {from, types});
}

// ---- Inference -------------------------------------------------------------------------------------------------

namespace {

class Inference {
 public:
  Inference(Checker::Impl& check, Pos pos, std::span<TypeParam* const> params, std::span<Type* const> args,
            bool reverse)
      : check_(check),
        world_(check.world),
        pos_(pos),
        params_(params),
        given_(args.begin(), args.end()),
        reverse_(reverse),
        unifier_(params, args, check.allowVersion(pos, 21)) {
    given_.resize(params.size());
  }

  bool run(Tuple* params, std::span<Operand* const> args, std::vector<Type*>* out) {
    Tuple* p = substTuple(world_, params, {params_, given_});
    if (!useArguments(p, args) || !useConstraints() || !useConstants(p, args)) return false;
    *out = unifier_.inferred();
    CycleKiller(params_, *out).run();
    simplify(*out);
    return allKnown(*out);
  }

 private:
  // Phase 1. Untyped arguments can only matter for parameters that are plain type parameters; they wait.
  bool useArguments(Tuple* params, std::span<Operand* const> args) {
    for (size_t i = 0; i < args.size(); i++) {
      Operand* arg = args[i];
      if (arg->invalid()) continue;
      Type* p = params->vars[i]->type;
      if (!isParameterized(params_, p) && !isParameterized(params_, arg->type)) continue;
      if (isTyped(arg->type)) {
        if (unifier_.unify(p, arg->type, kUnifyAssign)) continue;
        reportMismatch(p, arg);
        return false;
      }
      if (isTypeParam(p) && !arg->isNil()) untyped_.push_back(i);
    }
    return true;
  }

  void reportMismatch(Type* param, Operand* arg) {
    std::vector<Type*> known = unifier_.inferred();
    Pos at = startPos(*arg);
    if (std::all_of(known.begin(), known.end(), [](Type* t) { return t == nullptr; })) {
      check_.errorf(at, Code::CannotInferTypeArgs, "type %s of %s does not match %s (cannot infer %s)", arg->type,
                    arg->expr, param, typeParamNames(params_));
      return;
    }
    Type* inferred = subst(world_, param, {params_, known});
    if (inferred == param) {
      check_.errorf(at, Code::CannotInferTypeArgs, "type %s of %s does not match %s", arg->type, arg->expr, param);
    } else if (reverse_) {
      check_.errorf(at, Code::CannotInferTypeArgs, "inferred type %s for %s does not match type %s of %s", inferred,
                    param, arg->type, arg->expr);
    } else {
      check_.errorf(at, Code::CannotInferTypeArgs, "type %s of %s does not match inferred type %s for %s", arg->type,
                    arg->expr, inferred, param);
    }
  }

  // Phase 2.
  bool useConstraints() {
    for (;;) {
      size_t before = unifier_.unknowns();
      for (TypeParam* p : params_)
        if (!useConstraint(p)) return false;
      if (unifier_.unknowns() == before) return true;
    }
  }

  bool useConstraint(TypeParam* p) {
    Type* known = unifier_.at(p);
    CoreTerm core = coreTerm(p);
    if (core.type == nullptr) return known == nullptr || useMethods(p, known);
    if (known == nullptr) {
      if (core.single && !core.tilde) unifier_.set(p, core.type);
      return true;
    }
    if (unifier_.unify(known, core.type, kUnifyInexact)) return true;
    check_.errorf(pos_, Code::CannotInferTypeArgs, "%s (type %s) does not satisfy %s", p, known, p->bound);
    return false;
  }

  // Without a core type the constraint's methods may still tell: the argument must have them.
  bool useMethods(TypeParam* p, Type* known) {
    Interface* constraint = iface(p);
    MissingMethod m = missingMethod(known, constraint, true,
                                    [this](Type* x, Type* y) { return unifier_.unify(x, y, kUnifyExact); });
    if (!m) return true;
    check_.errorf(pos_, Code::CannotInferTypeArgs, "%s (type %s) does not satisfy %s %s", p, known, p->bound,
                  check_.missingMethodText(m, known, constraint));
    return false;
  }

  // Phase 3. Of several constants for one parameter the largest kind decides.
  bool useConstants(Tuple* params, std::span<Operand* const> args) {
    std::vector<std::pair<TypeParam*, Type*>> largest;
    for (size_t i : untyped_) {
      auto* p = static_cast<TypeParam*>(params->vars[i]->type);
      if (unifier_.at(p) != nullptr) continue;
      auto it = std::find_if(largest.begin(), largest.end(), [p](auto& e) { return e.first == p; });
      if (it == largest.end()) {
        largest.push_back({p, args[i]->type});
        continue;
      }
      Type* max = maxType(it->second, args[i]->type);
      if (max == nullptr) {
        check_.errorf(startPos(*args[i]), Code::CannotInferTypeArgs, "mismatched types %s and %s (cannot infer %s)",
                      it->second, args[i]->type, p);
        return false;
      }
      it->second = max;
    }
    for (auto& [p, t] : largest) unifier_.set(p, defaultType(world_, t));
    return true;
  }

  // Inferred types may mention other parameters: replace these until nothing changes.
  void simplify(std::vector<Type*>& inferred) {
    std::vector<size_t> dirty;
    for (size_t i = 0; i < inferred.size(); i++)
      if (inferred[i] != nullptr && given_[i] == nullptr) dirty.push_back(i);
    while (!dirty.empty()) {
      std::vector<size_t> changed;
      std::vector<Type*> current = inferred;
      for (size_t i : dirty) {
        Type* t = subst(world_, inferred[i], {params_, current});
        if (t == inferred[i]) continue;
        inferred[i] = dropTypeParams(t);
        changed.push_back(i);
      }
      dirty = std::move(changed);
    }
  }

  // A generic function argument is not generic any more once its signature mentions no parameter.
  Type* dropTypeParams(Type* t) {
    auto* s = as<Signature>(t);
    if (s != nullptr && !s->typeParams.empty() && !isParameterized(params_, s)) s->typeParams = {};
    return t;
  }

  bool allKnown(const std::vector<Type*>& inferred) {
    for (size_t i = 0; i < inferred.size(); i++) {
      if (inferred[i] != nullptr && !isParameterized(params_, inferred[i])) continue;
      TypeName* o = params_[i]->object;
      check_.errorf(pos_, Code::CannotInferTypeArgs, "cannot infer %s (%s)", o->name, world_.sources.toString(o->pos));
      return false;
    }
    return true;
  }

  Checker::Impl& check_;
  World& world_;
  Pos pos_;
  std::span<TypeParam* const> params_;
  std::vector<Type*> given_;
  bool reverse_;
  Unifier unifier_;
  std::vector<size_t> untyped_;  // arguments
};

}  // namespace

// params and args match in number. False when an error was reported (or an argument is invalid); else *out has one
// type for each type parameter.
bool Checker::Impl::infer(Pos pos, std::span<TypeParam* const> typeParams, std::span<Type* const> typeArgs,
                          Tuple* params, std::span<Operand* const> args, bool reverse, std::vector<Type*>* out) {
  bool complete = typeArgs.size() == typeParams.size() &&
                  std::find(typeArgs.begin(), typeArgs.end(), nullptr) == typeArgs.end();
  if (complete) {
    out->assign(typeArgs.begin(), typeArgs.end());
    return true;
  }
  if (std::any_of(args.begin(), args.end(), [](Operand* x) { return x->invalid(); })) return false;
  return Inference(*this, pos, typeParams, typeArgs, reverse).run(params, args, out);
}

}  // namespace gosub::types
