// Selectors x.f: qualified identifiers, fields, method values and method expressions.
// The search through embedded fields is in lookup.cpp.
#include <algorithm>

#include "frontend/types/checker_impl.h"

namespace gosub::types {

using syntax::SelectorExpr;

// What a name denotes where it stands: a local declaration does not count before its scope begins.
// A constant's repeated expression is looked up where it is repeated.
Object* Checker::Impl::lookup(const syntax::NameExpr* e) const {
  Pos at = std::max(e->pos, inheritedPos);
  for (Scope* s = scope; s != nullptr; s = s->parent) {
    Object* o = lookupIn(s, e->name);
    if (o != nullptr && o->scopePos <= at) return o;
  }
  return nullptr;
}

void Checker::Impl::selector(Operand& x, SelectorExpr* e, TypeName* def, bool wantType) {
  if (auto* name = syntax::as<syntax::NameExpr>(e->x)) {
    if (auto* imported = as<PkgName>(lookup(name))) {
      name->object = imported;
      imported->used = true;
      if (!qualified(x, e, imported)) x.mode = Mode::Invalid;
      x.expr = e;
      return;
    }
  }
  exprOrType(x, e->x);
  if (!selectorOperand(x, e, def, wantType) || !selected(x, e)) x.mode = Mode::Invalid;
  x.expr = e;
}

// ---- pkg.Name --------------------------------------------------------------------------------------------------

bool Checker::Impl::qualified(Operand& x, SelectorExpr* e, PkgName* name) {
  Package* from = name->imported;
  Object* o = lookupIn(from->scope, e->sel->name);
  if (o == nullptr) {
    if (!from->fake) errorf(e->sel, Code::UndeclaredImportedName, "undefined: %s", e);
    return false;
  }
  if (!o->name.exported()) {
    // gc only knows of what is reachable from exported declarations, which hardly anything but types is.
    if (o->kind != ObjectKind::TypeName) {
      errorf(e->sel, Code::UndeclaredImportedName, "undefined: %s", e);
      return false;
    }
    errorf(e->sel, Code::UnexportedName, "name %s not exported by package %s", e->sel->name, from->name);
  }
  e->sel->object = o;
  resolveType(o);
  x.type = o->type;
  switch (o->kind) {
    case ObjectKind::Const:
      x.mode = Mode::Constant;
      x.val = static_cast<Const*>(o)->value;
      break;
    case ObjectKind::TypeName: x.mode = Mode::TypeExpr; break;
    case ObjectKind::Var: x.mode = Mode::Variable; break;
    case ObjectKind::Func: x.mode = Mode::Value; break;
    case ObjectKind::Builtin:
      x.mode = Mode::BuiltinFn;
      x.id = static_cast<Builtin*>(o)->id;
      break;
    default: return false;
  }
  return o->kind == ObjectKind::Builtin || isValid(x.type);
}

// ---- x.f -------------------------------------------------------------------------------------------------------

// False: x can't be selected from; reported.
bool Checker::Impl::selectorOperand(Operand& x, SelectorExpr* e, TypeName* def, bool wantType) {
  if (x.invalid()) return false;
  if (x.mode == Mode::TypeExpr && def != nullptr && def->type == x.type) {
    Object* cycle[] = {def};
    cycleError(cycle);
    return false;
  }
  if (x.mode == Mode::BuiltinFn) {
    errorf(e->pos, Code::UncalledBuiltin, "cannot select on %s", x);
    return false;
  }
  if (!wantType) return true;
  errorf(e->sel, Code::NotAType, "%s is not a type", e);
  return false;
}

bool Checker::Impl::selected(Operand& x, SelectorExpr* e) {
  LookupResult r = lookupFieldOrMethod(&world.arena, x.type, x.mode == Mode::Variable, pkg, e->sel->name);
  if (r.obj == nullptr) {
    missingSelector(x, e, r);
    return false;
  }
  if (auto* m = as<Func>(r.obj)) {
    if (m->pkg == pkg) {
      objDecl(m);
    } else {
      resolveType(m);
    }
    if (as<Signature>(m->type) == nullptr) return false;
    return x.mode == Mode::TypeExpr ? methodExpr(x, e, m, r) : methodValue(x, e, m, r);
  }
  auto* field = static_cast<Var*>(r.obj);
  if (x.mode == Mode::TypeExpr) {
    errorf(e->sel, Code::MissingFieldOrMethod, "%s.%s undefined (type %s has no method %s)", x.expr, e->sel->name,
           x.type, e->sel->name);
    return false;
  }
  bool addressable = x.mode == Mode::Variable || r.indirect;
  recordSelection(e, SelectionKind::FieldVal, x.type, field, r.path, r.indirect, field->type);
  x.mode = addressable ? Mode::Variable : Mode::Value;
  x.val = nullptr;
  x.type = field->type;
  return true;
}

bool Checker::Impl::methodValue(Operand& x, SelectorExpr* e, Func* m, const LookupResult& r) {
  noteImplicitAddress(x, m, r);
  auto* bound = world.arena.make<Signature>(*static_cast<Signature*>(m->type));
  bound->lowered = nullptr;
  bound->recv = nullptr;
  recordSelection(e, SelectionKind::MethodVal, x.type, m, r.path, r.indirect, bound);
  x.mode = Mode::Value;
  x.val = nullptr;
  x.type = bound;
  addDep(m->origin != nullptr ? m->origin : m);
  return true;
}

// T.m: a function with the receiver as its first parameter, named like the others so that messages read well.
bool Checker::Impl::methodExpr(Operand& x, SelectorExpr* e, Func* m, const LookupResult& r) {
  auto* sig = static_cast<Signature*>(m->type);
  if (sig->recv == nullptr) {
    errorf(e, Code::InvalidDeclCycle, "illegal cycle in method declaration");
    return false;
  }
  std::span<Var*> old = varsOf(sig->params);
  Name name;
  if (!old.empty() && old[0]->name) name = sig->recv->name ? sig->recv->name : world.names.intern("_");
  std::span<Var*> params = world.arena.makeArray<Var*>(old.size() + 1);
  params[0] = newVar(world.arena, sig->recv->pos, sig->recv->pkg, name, x.type);
  params[0]->isParam = true;
  for (size_t i = 0; i < old.size(); i++) params[i + 1] = old[i];
  Signature* f = newSignature(world.arena, newTuple(world.arena, params), sig->results, sig->variadic);
  f->typeParams = sig->typeParams;
  recordSelection(e, SelectionKind::MethodExpr, x.type, m, r.path, r.indirect, f);
  x.mode = Mode::Value;
  x.type = f;
  addDep(m->origin != nullptr ? m->origin : m);
  return true;
}

// ---- Errors ----------------------------------------------------------------------------------------------------

void Checker::Impl::missingSelector(Operand& x, SelectorExpr* e, const LookupResult& r) {
  Name sel = e->sel->name;
  if (!isValid(under(x.type))) return;
  if (r.ambiguous) {
    errorf(e->sel, Code::AmbiguousSelector, "ambiguous selector %s.%s", x.expr, sel);
  } else if (r.indirect && x.mode == Mode::TypeExpr) {
    errorf(e->sel, Code::InvalidMethodExpr, "invalid method expression %s.%s (needs pointer receiver (*%s).%s)", x.type,
           sel, x.type, sel);
  } else if (r.indirect) {
    errorf(e->sel, Code::InvalidMethodExpr, "cannot call pointer method %s on %s", sel, x.type);
  } else {
    errorf(e->sel, Code::MissingFieldOrMethod, "%s.%s undefined (%s)", x.expr, sel, missingText(x, sel));
  }
}

std::string Checker::Impl::missingText(const Operand& x, Name sel) {
  if (isInterfacePtr(x.type)) return interfacePtrText(x.type);
  std::string why = str("type %s has no field or method %s", x.type, sel);
  // Perhaps only the case of the first letter is wrong.
  std::string other(sel.text());
  if (other.empty() || !((other[0] | 0x20) >= 'a' && (other[0] | 0x20) <= 'z')) return why;
  other[0] = char(other[0] ^ 0x20);
  LookupResult r =
      lookupFieldOrMethod(nullptr, x.type, x.mode == Mode::Variable, pkg, world.names.intern(other));
  return r.obj != nullptr ? why + ", but does have " + other : why;
}

// ---- What stays on the AST -------------------------------------------------------------------------------------

void Checker::Impl::recordSelection(SelectorExpr* e, SelectionKind kind, Type* recv, Object* obj, std::span<int> path,
                                    bool indirect, Type* type) {
  e->sel->object = obj;
  auto* s = world.arena.make<Selection>();
  s->kind = kind;
  s->indirect = indirect;
  s->recv = recv;
  s->obj = obj;
  s->type = type;
  s->path = path;
  e->selection = s;
}

// The argument of unsafe.Offsetof, which is not evaluated as an expression.
void Checker::Impl::recordFieldSelection(SelectorExpr* e, Type* recv, Object* obj, std::span<int> path,
                                         bool addressable) {
  recordSelection(e, SelectionKind::FieldVal, recv, obj, path, false, obj->type);
  Operand x;
  x.mode = addressable ? Mode::Variable : Mode::Value;
  x.expr = e;
  x.type = obj->type;
  record(x);
}

// v.m() with a pointer method takes the address of v, unless a pointer was followed to get to the receiver.
void Checker::Impl::noteImplicitAddress(const Operand& x, Func* m, const LookupResult& r) {
  if (m->hasPtrRecv && !r.indirect && x.mode == Mode::Variable) markAddressTaken(x.expr);
}

}  // namespace gosub::types
