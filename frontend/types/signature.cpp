// Function types and the signatures of declared functions and methods. The scope in which a body sees its parameters
// is made when the body is checked (stmt.cpp); here the names are only checked for repetition.
#include <unordered_map>

#include "frontend/types/checker_impl.h"
#include "frontend/types/named.h"
#include "frontend/types/subst.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

// recv, typeParams: of a declared function.
// A frame counts its words of arguments in 16 bits, and one argument is up to four words.
static constexpr size_t kMaxParams = 16'000;

void Checker::Impl::funcType(Signature* sig, syntax::Field* recv, std::span<syntax::Field* const> typeParams,
                             syntax::FuncType* e) {
  Scope* outer = scope;
  if (recv != nullptr || !typeParams.empty()) openScope();
  if (recv != nullptr) receiverTypeParams(sig, recv, e);
  if (!typeParams.empty()) collectTypeParams(typeParams, &sig->typeParams);  // methods have none, says the parser
  if (recv != nullptr) collectRecv(sig, recv);
  std::span<Var*> params = collectParams(e->params, false, &sig->variadic);
  std::span<Var*> results = collectParams(e->results, true, nullptr);
  sig->params = newTuple(world.arena, params);
  sig->results = newTuple(world.arena, results);
  if (params.size() + results.size() > kMaxParams)
    errorf(e->pos, Code::TypeTooLarge, "too many parameters and results (more than %d)", int(kMaxParams));
  checkParamNames(sig);
  scope = outer;
}

// ---- Receivers -------------------------------------------------------------------------------------------------

namespace {

// T of *T, **T, (T), T[P]; *typeParams are the P.
Expr* receiverBase(Expr* x, std::span<Expr*>* typeParams) {
  for (;;) {
    x = syntax::unparen(x);
    auto* op = syntax::as<syntax::Operation>(x);
    if (op == nullptr || !op->unary() || op->op != syntax::Token::Mul) break;
    x = op->x;
  }
  auto* index = syntax::as<syntax::IndexExpr>(x);
  if (index == nullptr) return x;
  *typeParams = index->indices;
  return index->x;
}

}  // namespace

// func (r T[P]) declares P, with the bound that T's declaration gives it.
void Checker::Impl::receiverTypeParams(Signature* sig, syntax::Field* recv, syntax::FuncType* e) {
  std::span<Expr*> names;
  Expr* base = receiverBase(recv->typeExpr, &names);
  if (names.empty()) return;
  std::span<TypeParam*> params = world.arena.makeArray<TypeParam*>(names.size());
  for (size_t i = 0; i < names.size(); i++) {
    auto* name = syntax::as<NameExpr>(names[i]);
    if (name == nullptr) {
      if (names[i]->kind != syntax::NodeKind::BadExpr)
        errorf(names[i], Code::BadRecv, "receiver type parameter %s must be an identifier", names[i]);
      name = world.arena.make<NameExpr>(names[i]->pos);
      name->name = world.names.intern("_");
    }
    params[i] = declareTypeParam(name, int(i));
  }
  sig->recvTypeParams = params;
  auto* baseName = syntax::as<NameExpr>(base);
  auto* named = baseName != nullptr ? as<Named>(genericType(baseName, nullptr)) : nullptr;
  if (named == nullptr) return;
  std::span<TypeParam*> declared = typeParamsOf(named);
  if (params.size() < declared.size()) {
    errorf(recv, Code::BadRecv, params.size() == 1 ? "got %d type parameter, but receiver base type declares %d"
                                                   : "got %d type parameters, but receiver base type declares %d",
           params.size(), declared.size());
  }
  if (params.size() != declared.size()) return;
  std::vector<Type*> as(params.begin(), params.end());
  SubstMap map{declared, as};
  for (size_t i = 0; i < params.size(); i++) {
    instances.recordCanonical(params[i], declared[i]);
    params[i]->bound = subst(world, declared[i]->bound, map);
  }
}

void Checker::Impl::collectRecv(Signature* sig, syntax::Field* recv) {
  std::span<Var*> vars = collectParams({&recv, 1}, false, nullptr);
  Var* v = vars[0];
  sig->recv = v;
  bool hasTypeParams = !sig->recvTypeParams.empty();
  later([this, v, hasTypeParams] { validRecv(v, hasTypeParams); });
}

// T or *T, T declared in this package and neither a pointer nor an interface.
void Checker::Impl::validRecv(Var* recv, bool hasTypeParams) {
  bool isPtr;
  Type* t = derefPointer(recv->type, &isPtr);
  if (!isValid(t)) return;
  if (t->kind == TypeKind::Basic) {
    errorf(recv, Code::InvalidRecv, "cannot define new methods on non-local type %s", t);
    return;
  }
  auto* named = as<Named>(t);
  if (named == nullptr) {
    errorf(recv, Code::InvalidRecv, "invalid receiver type %s", recv->type);
    return;
  }
  if (!named->typeArgs.empty() && !hasTypeParams) {
    errorf(recv, Code::InvalidRecv, "cannot define new methods on instantiated type %s", t);
    return;
  }
  if (named->object->pkg != pkg) {
    errorf(recv, Code::InvalidRecv, "cannot define new methods on non-local type %s", t);
    return;
  }
  Type* u = under(named);
  const char* cause = nullptr;
  if (auto* b = as<Basic>(u); b != nullptr && b->basic == BasicKind::UnsafePointer) cause = "unsafe.Pointer";
  if (u->kind == TypeKind::Pointer || u->kind == TypeKind::Interface) cause = "pointer or interface type";
  if (cause != nullptr) errorf(recv, Code::InvalidRecv, "invalid receiver type %s (%s)", t, cause);
}

// ---- Parameters ------------------------------------------------------------------------------------------------

// variadic: where a parameter list notes "..."; null for receivers and results, which can't have it.
std::span<Var*> Checker::Impl::collectParams(std::span<syntax::Field* const> list, bool isResult, bool* variadic) {
  std::span<Var*> out = world.arena.makeArray<Var*>(list.size());
  Expr* previous = nullptr;
  Type* type = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    syntax::Field* f = list[i];
    Expr* e = f->typeExpr;
    if (e != previous) {
      previous = e;
      if (auto* dots = syntax::as<syntax::DotsType>(e)) {
        e = dots->elem;
        if (variadic != nullptr && i + 1 == list.size()) {
          *variadic = true;
        } else {
          softErrorf(dots, Code::MisplacedDotDotDot, "can only use ... with final parameter in list");
        }
      }
      type = varType(e);
    }
    Var* v = newVar(world.arena, f->name != nullptr ? f->name->pos : f->pos, pkg,
                    f->name != nullptr ? f->name->name : Name{}, type);
    v->isParam = true;
    v->isResult = isResult;
    v->used = true;
    if (f->name != nullptr) {
      f->name->object = v;
    } else {
      f->implicit = v;
    }
    out[i] = v;
  }
  if (variadic != nullptr && *variadic) {
    out.back()->type = newSlice(world.arena, out.back()->type);
    recordType(list.back()->typeExpr, out.back()->type);
  }
  return out;
}

namespace {

// The named things of a signature, in the order in which they are declared.
template <class F>
void forEachName(const Signature* sig, F&& f) {
  auto vars = [&](const Tuple* t) {
    for (Var* v : t->vars)
      if (v->name && !v->name.blank()) f(static_cast<Object*>(v));
  };
  auto params = [&](std::span<TypeParam* const> list) {
    for (TypeParam* p : list)
      if (!p->object->name.blank()) f(static_cast<Object*>(p->object));
  };
  params(sig->recvTypeParams);
  params(sig->typeParams);
  if (sig->recv != nullptr && sig->recv->name && !sig->recv->name.blank()) f(static_cast<Object*>(sig->recv));
  vars(sig->params);
  vars(sig->results);
}

}  // namespace

void Checker::Impl::checkParamNames(const Signature* sig) {
  constexpr size_t kFew = 12;
  Object* few[kFew];
  size_t n = 0;
  std::unordered_map<Name, Object*> many;
  forEachName(sig, [&](Object* obj) {
    Object* other = nullptr;
    if (n < kFew) {
      for (size_t i = 0; i < n && other == nullptr; i++)
        if (few[i]->name == obj->name) other = few[i];
    } else {
      if (many.empty())
        for (Object* o : few) many.try_emplace(o->name, o);
      auto [it, isNew] = many.try_emplace(obj->name, obj);
      if (!isNew) other = it->second;
    }
    // Repeated type parameters were reported when they were declared.
    if (other != nullptr) {
      if (obj->kind == ObjectKind::Var) redeclared(obj->pos, obj, other);
    } else if (n < kFew) {
      few[n] = obj;
    }
    if (other == nullptr) n++;
  });
}

// What the body of the function sees.
void Checker::Impl::enterParams(Scope* s, const void* node, const Signature* sig) {
  auto own = [&](Var* v) { v->funcNode = node; };
  if (sig->recv != nullptr) own(sig->recv);
  for (Var* v : sig->params->vars) own(v);
  for (Var* v : sig->results->vars) own(v);
  forEachName(sig, [&](Object* obj) { insertIn(world.arena, s, obj); });
}

}  // namespace gosub::types
