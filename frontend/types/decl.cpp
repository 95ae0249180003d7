// Declarations: objDecl() checks a package-level one when it is first needed and finds cycles; local ones are checked
// in place. Signatures and type expressions are in files of their own.
//
// Cycles: `path` holds the objects whose declarations are in progress (Color::Grey), in the order in which they were
// begun. Meeting a grey object again closes a cycle; validCycle() says whether it is one of those that are all right.
#include <algorithm>
#include <unordered_map>

#include "frontend/types/checker_impl.h"
#include "frontend/types/named.h"
#include "frontend/types/typeset.h"
#include "frontend/types/validtype.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

// ---- Names -----------------------------------------------------------------------------------------------------

void Checker::Impl::declare(Scope* s, NameExpr* name, Object* obj, Pos scopePos) {
  auto* v = as<Var>(obj);
  bool inScript = s == scriptScope && s != nullptr;
  if (v != nullptr) v->funcNode = inScript ? nullptr : funcNode;
  if (!obj->name.blank()) {
    if (s == pkg->scope) {
      enterPackageScope(obj);
    } else {
      if (Object* other = insertIn(world.arena, s, obj)) return redeclared(obj->pos, obj, other);
      obj->scopePos = scopePos;
      if (inScript) {
        obj->parent = nullptr;
        obj->order = nextOrder++;
        enterPackageScope(obj);
      } else if (v != nullptr && sig != nullptr) {
        locals.push_back(v);
      }
    }
  }
  if (name != nullptr) name->object = obj;
}

// At the prompt, a declaration takes the place of those of earlier entries.
void Checker::Impl::enterPackageScope(Object* obj) {
  Object* other = insertIn(world.arena, pkg->scope, obj);
  if (other == nullptr) return;
  if (config.scriptMode && other->order < firstOrder) {
    replaceIn(pkg->scope, other, obj);
  } else {
    redeclared(obj->pos, obj, other);
  }
}

// The declaration at hand refers to `to`.
void Checker::Impl::addDep(Object* to) {
  DeclInfo* d = decl;
  if (d == nullptr || to->decl == nullptr || to->pkg != pkg || to->depStamp == d->stamp) return;
  to->depStamp = d->stamp;
  if (d->depCount == d->depCapacity) {
    uint32_t capacity = d->depCapacity == 0 ? 4 : d->depCapacity * 2;
    Object** grown = world.arena.makeArray<Object*>(capacity).data();
    std::copy(d->deps, d->deps + d->depCount, grown);
    d->deps = grown;
    d->depCapacity = capacity;
  }
  d->deps[d->depCount++] = to;
}

// ---- Package-level declarations --------------------------------------------------------------------------------

namespace {

// Leaves everything of the environment but what the declaration itself sets.
class SavedEnv {
 public:
  SavedEnv(Env& env, Env fresh) : env_(env), saved_(env) { env_ = fresh; }
  ~SavedEnv() { env_ = saved_; }

 private:
  Env& env_;
  Env saved_;
};

}  // namespace

// def: the type being declared as this one, if any.
void Checker::Impl::objDecl(Object* obj, TypeName* def) {
  if (obj->color == Color::Black) return;
  if (obj->color == Color::White && obj->type != nullptr) {
    obj->color = Color::Black;
    return;
  }
  if (obj->color == Color::Grey) return objDeclAgain(obj);
  DeclInfo* d = info(obj);
  if (d == nullptr) {
    obj->type = invalid();
    obj->color = Color::Black;
    return;
  }
  if (pkg->lazy && d->type != nullptr && d->type->alias) {
    resolveBeforeAlias(d->type->typeExpr);
    if (obj->color == Color::Black) return;
    if (obj->color == Color::Grey) return objDeclAgain(obj);
  }
  if (auto* fn = as<Func>(obj)) parseLater(fn);
  obj->color = Color::Grey;
  obj->colorIndex = uint32_t(path.size());
  path.push_back(obj);
  {
    Env fresh;
    fresh.scope = d->file;
    SavedEnv saved(*this, fresh);
    switch (obj->kind) {
      case ObjectKind::Const:
        decl = d;
        constDecl(static_cast<Const*>(obj), d->typeExpr, d->init, d->inherited);
        break;
      case ObjectKind::Var:
        decl = d;
        varDecl(static_cast<Var*>(obj), d->lhs, d->typeExpr, d->init);
        break;
      case ObjectKind::TypeName:
        typeDecl(static_cast<TypeName*>(obj), d->type, def);
        collectMethods(static_cast<TypeName*>(obj));
        break;
      case ObjectKind::Func:
        funcDecl(static_cast<Func*>(obj), d);
        break;
      default: break;
    }
  }
  path.pop_back();
  obj->color = Color::Black;
}

// The declaration refers to itself. An object that must not do so has no valid type.
void Checker::Impl::objDeclAgain(Object* obj) {
  bool valid = validCycle(obj);
  switch (obj->kind) {
    case ObjectKind::Const:
    case ObjectKind::Var:
      if (!valid || obj->type == nullptr) obj->type = invalid();
      break;
    case ObjectKind::TypeName:
      if (!valid || obj->type == nullptr) obj->type = invalid();
      break;
    default: break;
  }
}

// Types first, aliases after the types they may stand for, then everything else.
void Checker::Impl::checkPackageObjects() {
  size_t from = objectsChecked, end = objects.size();
  // New methods of types that were checked before.
  for (size_t i = 0; i < from; i++)
    if (auto* t = as<TypeName>(objects[i]); t != nullptr && t->type != nullptr) collectMethods(t);
  for (size_t i = from; i < end; i++) {
    auto* t = as<TypeName>(objects[i]);
    if (t != nullptr && !t->isAlias) objDecl(t);
  }
  for (size_t i = from; i < end; i++)
    if (objects[i]->kind == ObjectKind::TypeName) objDecl(objects[i]);
  for (size_t i = from; i < end; i++) objDecl(objects[i]);
}

// ---- Cycles ----------------------------------------------------------------------------------------------------

// Values among themselves are the business of initorder.cpp; types may refer to themselves when one of them is a
// defined type (whether it has finite size is for validtype.cpp).
bool Checker::Impl::validCycle(Object* obj) {
  std::span<Object* const> cycle(path.data() + obj->colorIndex, path.size() - obj->colorIndex);
  bool throughTypeParams = false;
  size_t values = 0, definitions = 0;
  for (Object* o : cycle) {
    if (o->kind == ObjectKind::Const || o->kind == ObjectKind::Var) values++;
    auto* t = as<TypeName>(o);
    if (t == nullptr) continue;
    if (inTypeParamList && t->type != nullptr && isGeneric(t->type)) {
      throughTypeParams = true;
      break;
    }
    if (!t->isAlias) definitions++;
  }
  if (!throughTypeParams) {
    if (values == cycle.size()) return true;
    if (values == 0 && definitions > 0) return true;
  }
  cycleError(cycle);
  return false;
}

void Checker::Impl::cycleError(std::span<Object* const> cycle) {
  std::vector<CycleStep> steps;
  for (Object* o : cycle) steps.push_back({o, o->pos});
  cycleError(steps);
}

// Begins with the object that is first in the source.
void Checker::Impl::cycleError(std::span<const CycleStep> cycle) {
  size_t start = 0;
  for (size_t i = 1; i < cycle.size(); i++)
    if (cycle[i].pos < cycle[start].pos) start = i;
  auto nameOf = [&](const CycleStep& s) {
    std::string out;
    qualifier.write(out, s.object->pkg);
    return out += s.object->name.text();
  };
  const CycleStep* at = &cycle[start];
  auto* type = as<TypeName>(at->object);
  if (type != nullptr && type->isAlias) {
    std::erase(brokenAliases, type);
    type->type = invalid();
  }
  std::string what = type != nullptr ? "invalid recursive type" : "invalid cycle in declaration";
  if (cycle.size() == 1) {
    errorf(at->pos, Code::InvalidDeclCycle, "%s: %s refers to itself", what, nameOf(*at));
    return;
  }
  ErrorLines error(*this, Code::InvalidDeclCycle);
  error.add(at->pos, type != nullptr ? "%s %s" : "%s of %s", what, nameOf(*at));
  for (size_t i = 1; i <= cycle.size(); i++) {
    error.add(at->pos, "%s refers to", nameOf(*at));
    at = &cycle[(start + i) % cycle.size()];
  }
  error.add(at->pos, "%s", nameOf(*at)).report();
}

// ---- Constants and variables -----------------------------------------------------------------------------------

void Checker::Impl::constDecl(Const* obj, Expr* typeExpr, Expr* init, bool inherited) {
  const ConstValue* savedIota = iota;
  Pos savedPos = inheritedPos;
  iota = obj->value;
  inheritedPos = Pos{};
  obj->value = makeUnknown(world.constants());
  constValue(obj, typeExpr, init, inherited);
  iota = savedIota;
  inheritedPos = savedPos;
}

void Checker::Impl::constValue(Const* obj, Expr* typeExpr, Expr* init, bool inherited) {
  if (typeExpr != nullptr) {
    Type* t = typ(typeExpr);
    if (!isConstType(t)) {
      if (isValid(under(t))) errorf(typeExpr, Code::InvalidConstType, "invalid constant type %s", t);
      obj->type = invalid();
      return;
    }
    obj->type = t;
  }
  Operand x;
  if (init != nullptr) {
    // The expression stands at another constant; errors in this use of it belong to this one.
    if (inherited) inheritedPos = obj->pos;
    expr(x, init);
  }
  initConst(obj, x);
}

// lhs: all variables when there is one value for several.
void Checker::Impl::varDecl(Var* obj, std::span<Var*> lhs, Expr* typeExpr, Expr* init) {
  if (typeExpr != nullptr) obj->type = varType(typeExpr);
  if (init == nullptr) {
    if (typeExpr == nullptr) obj->type = invalid();  // reported by varArity
    return;
  }
  if (lhs.size() <= 1) {
    std::optional<Target> target = targetFor(obj->type, obj->name.text());
    Operand x;
    expr(x, init, pointerTo(target));
    initVar(obj, x, "variable declaration");
    return;
  }
  if (typeExpr != nullptr)
    for (Var* v : lhs) v->type = obj->type;
  initVars(lhs, {&init, 1}, nullptr);
}

// ---- Types -----------------------------------------------------------------------------------------------------

void Checker::Impl::typeDecl(TypeName* obj, syntax::TypeDecl* d, TypeName* def) {
  bool alias = d->alias;
  if (alias && !d->typeParams.empty()) {
    errorf(d, Code::UnsupportedFeature, "generic type cannot be alias");
    alias = false;
  }
  // Before what the parts of the type put off: type sets of invalid types are not looked at.
  later([this, obj, d] { validateType(obj, d); });
  if (alias) return aliasDecl(obj, d);
  obj->isAlias = false;
  Named* named = newNamed(world.arena, obj);
  setDefType(def, named);
  Scope* outer = scope;
  if (!d->typeParams.empty()) {
    openScope();
    collectTypeParams(d->typeParams, &named->typeParams);
  }
  Type* rhs = definedType(d->typeExpr, obj);
  scope = outer;
  named->fromRhs = rhs;
  if (named->underlying == nullptr) named->underlying = invalid();
  if (isTypeParam(rhs)) {
    errorf(d->typeExpr, Code::MisplacedTypeParam, "cannot use a type parameter as RHS in type declaration");
    named->underlying = invalid();
  }
}

void Checker::Impl::validateType(TypeName* obj, syntax::TypeDecl* d) {
  auto* named = as<Named>(obj->type);
  if (named == nullptr) return;
  checkValidType(self, named);
  Type* rhs = d->alias ? named : named->fromRhs;
  if (isImportedConstraint(rhs)) verifyVersion(syntax::startPos(d->typeExpr), 18, "using type constraint %s", rhs);
}

void Checker::Impl::aliasDecl(TypeName* obj, syntax::TypeDecl* d) {
  verifyVersion(d->pos, 9, "type aliases");
  obj->isAlias = true;
  obj->type = invalid();
  brokenAliases.push_back(obj);
  Type* rhs = definedType(d->typeExpr, nullptr);
  std::erase(brokenAliases, obj);
  obj->type = rhs;
}

// What it stands for is not known yet.
bool Checker::Impl::isBrokenAlias(const TypeName* obj) const {
  return obj->isAlias && std::find(brokenAliases.begin(), brokenAliases.end(), obj) != brokenAliases.end();
}

// An alias is unusable while it is being set up, so in a lazy package the types it mentions, which may use it, come
// first (checkPackageObjects takes care of that in others).
void Checker::Impl::resolveBeforeAlias(syntax::Node* rhs) {
  if (auto* name = syntax::as<NameExpr>(rhs)) {
    auto* t = as<TypeName>(lookupIn(pkg->scope, name->name));
    if (t == nullptr || t->color != Color::White || info(t) == nullptr) return;
    if (!t->isAlias) return objDecl(t);
    if (++aliasDepth < kMaxAliases) resolveBeforeAlias(info(t)->type->typeExpr);
    aliasDepth--;
    return;
  }
  syntax::forEachChild(rhs, [this](syntax::Node* child) { resolveBeforeAlias(child); });
}

bool Checker::Impl::isImportedConstraint(Type* t) {
  auto* named = as<Named>(t);
  if (named == nullptr || named->object->pkg == pkg || named->object->pkg == nullptr) return false;
  auto* i = as<Interface>(under(named));
  return i != nullptr && !typeSet(i)->isMethodSet();
}

// ---- Type parameters -------------------------------------------------------------------------------------------

// All are declared before the first bound is looked at, and published too: bounds may mention the generic type.
std::span<TypeParam*> Checker::Impl::collectTypeParams(std::span<syntax::Field* const> list,
                                                       std::span<TypeParam*>* publish) {
  std::span<TypeParam*> params = world.arena.makeArray<TypeParam*>(list.size());
  for (size_t i = 0; i < list.size(); i++) params[i] = declareTypeParam(list[i]->name, int(i));
  *publish = params;
  bool outer = inTypeParamList;
  inTypeParamList = true;
  Type* b = nullptr;
  for (size_t i = 0; i < list.size(); i++) {
    // Parameters that share the bound's expression share the bound.
    if (i == 0 || list[i]->typeExpr != list[i - 1]->typeExpr) {
      b = bound(list[i]->typeExpr);
      if (isTypeParam(b)) {
        errorf(list[i]->typeExpr, Code::MisplacedTypeParam, "cannot use a type parameter as constraint");
        b = invalid();
      }
    }
    params[i]->bound = b;
  }
  inTypeParamList = outer;
  later([params] {
    for (TypeParam* p : params) iface(p);
  });
  return params;
}

TypeParam* Checker::Impl::declareTypeParam(NameExpr* name, int index) {
  auto* obj = newObject<TypeName>(name);
  obj->color = Color::Black;
  TypeParam* p = newTypeParam(world.arena, obj, index, invalid(), world.nextTypeParamId++);
  declare(scope, name, obj, Pos{});
  return p;
}

// ~T and A|B, which elsewhere are not types, stand for interfaces.
Type* Checker::Impl::bound(Expr* x) {
  auto* op = syntax::as<syntax::Operation>(x);
  if (op == nullptr || (op->op != syntax::Token::Tilde && op->op != syntax::Token::Or)) return typ(x);
  auto* field = world.arena.make<syntax::Field>(x->pos);
  field->typeExpr = x;
  auto* wrapped = world.arena.make<syntax::InterfaceType>(x->pos);
  wrapped->methods = world.arena.copy(std::span<syntax::Field* const>(&field, 1));
  Type* t = typ(wrapped);
  if (auto* i = as<Interface>(t)) i->implicit = true;
  return t;
}

// ---- Methods ---------------------------------------------------------------------------------------------------

void Checker::Impl::collectMethods(TypeName* obj) {
  DeclInfo* d = info(obj);
  if (d == nullptr || d->methods.empty()) return;
  std::span<Func*> added = d->methods;
  d->methods = {};
  auto* base = as<Named>(obj->type);
  std::span<Func*> old = base != nullptr ? base->methods : std::span<Func*>();
  std::vector<Func*> all(old.begin(), old.end());
  std::unordered_map<Name, Func*> byName;
  auto insert = [&](Func* m) {
    if (all.size() + added.size() > 16) return byName.try_emplace(m->name, m).first->second;
    auto same = std::find_if(all.begin(), all.end(), [&](Func* o) { return o->name == m->name; });
    return same != all.end() ? *same : m;
  };
  for (Func* m : old) insert(m);
  for (Func* m : added) {
    if (Func* other = insert(m); other != m) {
      errorf(m->pos, Code::DuplicateMethod, "method %s.%s already declared at %s", obj->name, m->name,
             world.sources.toString(other->pos));
      continue;
    }
    all.push_back(m);
  }
  if (base == nullptr) return;
  base->methods = world.arena.copy(all);
  TypeKind kind = base->underlying->kind;
  if (kind == TypeKind::Struct || kind == TypeKind::Named) later([this, base] { checkFieldUniqueness(base); });
}

void Checker::Impl::checkFieldUniqueness(Named* base) {
  auto* s = as<Struct>(under(base));
  if (s == nullptr) return;
  for (Var* f : s->fields) {
    if (f->name.blank()) continue;
    for (Func* m : base->methods) {
      if (m->name != f->name) continue;
      errorfWithDetail(m->pos, Code::DuplicateFieldAndMethod, str("field and method with the same name %s", f->name),
                       f->pos, str("other declaration of %s", f->name));
    }
  }
}

// ---- Functions -------------------------------------------------------------------------------------------------

void Checker::Impl::funcDecl(Func* obj, DeclInfo* d) {
  auto* s = newNode<Signature>(world.arena);
  obj->type = s;
  // A method may be met while the type of its own receiver is instantiated; that is no cycle.
  obj->color = Color::Black;
  funcType(s, d->func->recv, d->func->typeParams, d->func->typeExpr);
  obj->color = Color::Grey;
  if (!d->func->typeParams.empty() && !d->func->hasBody())
    softErrorf(d->func->pos, Code::MissingBody, "generic function is missing function body");
}

// ---- Local declarations ----------------------------------------------------------------------------------------

void Checker::Impl::declStmt(std::span<syntax::Decl* const> list) {
  for (syntax::Decl* d : list) {
    switch (d->kind) {
      case syntax::NodeKind::ConstDecl: localConst(static_cast<syntax::ConstDecl*>(d)); break;
      case syntax::NodeKind::VarDecl: localVar(static_cast<syntax::VarDecl*>(d)); break;
      case syntax::NodeKind::TypeDecl: localType(static_cast<syntax::TypeDecl*>(d)); break;
      default: break;
    }
  }
}

// The scope of constants and variables begins after the declaration; function literals in it are checked before.
void Checker::Impl::localConst(syntax::ConstDecl* d) {
  size_t top = delayedTop();
  syntax::ConstDecl* source = d->source;
  std::span<Const*> all = world.arena.makeArray<Const*>(d->names.size());
  const ConstValue* iotaValue = makeInt64(world.constants(), d->iota);
  for (size_t i = 0; i < all.size(); i++) {
    all[i] = newObject<Const>(d->names[i]);
    all[i]->value = iotaValue;
    bool hasInit = source != nullptr && i < source->values.size();
    constDecl(all[i], source != nullptr ? source->typeExpr : nullptr, hasInit ? source->values[i] : nullptr,
              source != nullptr && source != d);
    all[i]->color = Color::Black;
  }
  constArity(d);
  processDelayed(top);
  Pos end = syntax::endPos(d);
  for (size_t i = 0; i < all.size(); i++) declare(scope, d->names[i], all[i], end);
}

void Checker::Impl::localVar(syntax::VarDecl* d) {
  size_t top = delayedTop();
  std::span<Var*> all = world.arena.makeArray<Var*>(d->names.size());
  for (size_t i = 0; i < all.size(); i++) {
    all[i] = newObject<Var>(d->names[i]);
    all[i]->color = Color::Black;
  }
  size_t values = d->values.size();
  if (values == 1) {
    varDecl(all[0], all.size() > 1 ? all : std::span<Var*>(), d->typeExpr, d->values[0]);
  } else {
    for (size_t i = 0; i < all.size(); i++) {
      // a, b T share the type's expression; it is looked at once.
      if (i > 0 && values == 0 && d->typeExpr != nullptr) {
        all[i]->type = all[0]->type;
        continue;
      }
      varDecl(all[i], {}, d->typeExpr, i < values ? d->values[i] : nullptr);
    }
  }
  varArity(d);
  processDelayed(top);
  Pos end = syntax::endPos(d);
  for (size_t i = 0; i < all.size(); i++) declare(scope, d->names[i], all[i], end);
}

// The scope of a type begins at its name.
void Checker::Impl::localType(syntax::TypeDecl* d) {
  auto* obj = newObject<TypeName>(d->name);
  obj->isAlias = d->alias;
  declare(scope, d->name, obj, d->name->pos);
  d->name->object = obj;
  obj->color = Color::Grey;
  obj->colorIndex = uint32_t(path.size());
  path.push_back(obj);
  typeDecl(obj, d, nullptr);
  path.pop_back();
  obj->color = Color::Black;
}

}  // namespace gosub::types
