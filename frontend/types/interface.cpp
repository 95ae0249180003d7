// Interface types: methods and embedded elements as written. Their type sets are computed in typeset.cpp.
#include <algorithm>

#include "frontend/types/checker_impl.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

// def: the type being declared as this interface, if any; it is what messages call the receiver of the methods.
void Checker::Impl::interfaceType(Interface* t, syntax::InterfaceType* e, TypeName* def) {
  Type* recv = t;
  if (auto* named = def != nullptr ? as<Named>(def->type) : nullptr) recv = named;
  std::vector<Func*> methods;
  std::vector<Type*> embeddeds;
  std::vector<Pos> positions;
  for (syntax::Field* f : e->methods) {
    if (f->name == nullptr) {
      embeddeds.push_back(parseUnion(f->typeExpr));
      positions.push_back(syntax::startPos(f->typeExpr));
    } else if (f->name->name.blank()) {
      errorf(f->name, Code::BlankIfaceMethod, "methods must have a unique non-blank name");
    } else if (Func* m = interfaceMethod(f, recv)) {
      methods.push_back(m);
    }
  }
  std::stable_sort(methods.begin(), methods.end(), methodLess);
  t->methods = world.arena.copy(methods);
  t->embeddeds = world.arena.copy(embeddeds);
  t->embedPos = world.arena.copy(positions);
  t->complete = true;
  // As early as possible, so that its errors are found even if nobody uses it.
  if (methods.empty() && embeddeds.empty()) {
    typeSet(t);
  } else {
    later([t] { typeSet(t); });
  }
}

Func* Checker::Impl::interfaceMethod(syntax::Field* f, Type* recv) {
  auto* sig = as<Signature>(typ(f->typeExpr));
  if (sig == nullptr) return nullptr;
  sig->recv = newVar(world.arena, f->name->pos, pkg, Name{}, recv);
  sig->recv->isParam = true;
  auto* m = newObject<Func>(f->name);
  m->color = Color::Black;
  m->type = sig;
  m->isInterfaceMethod = true;
  m->origin = m;
  f->name->object = m;
  return m;
}

// interface{}
Type* Checker::Impl::emptyInterface() {
  if (emptyInterface_ != nullptr) return emptyInterface_;
  auto* t = newNode<Interface>(world.arena);
  t->checker = &self;
  t->complete = true;
  typeSet(t);
  return emptyInterface_ = t;
}

}  // namespace gosub::types
