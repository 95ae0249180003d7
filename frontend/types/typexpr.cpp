// Names in expressions and types, and type expressions.
//
// A composite type is made known to the type being declared (setDefType) before its parts are looked at, so that the
// parts may refer to it. What needs complete types is put off with later().
#include "frontend/types/checker_impl.h"
#include "frontend/types/named.h"
#include "frontend/types/typeset.h"
#include "frontend/types/validtype.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

// ---- Names -----------------------------------------------------------------------------------------------------

// def: the type being declared as this name, if any. wantType: only a type will do.
void Checker::Impl::ident(Operand& x, NameExpr* e, TypeName* def, bool wantType) {
  x = Operand{};
  x.expr = e;
  Object* obj = lookup(e);
  if (obj == nullptr) return unknownName(x, e);
  if (!predeclaredAllowed(e, obj)) return;
  e->object = obj;
  if (obj->pkg == pkg) {
    bool cycleWanted = wantType && obj->kind == ObjectKind::TypeName;
    if (obj->type == nullptr || (cycleWanted && obj->color != Color::Black)) objDecl(obj, def);
  } else if (obj->pkg != nullptr) {
    resolveType(obj);
    if (PkgName* p = dotImportOf(fileScopeOf(scope), obj)) p->used = true;
  }
  if (identObject(x, e, obj)) x.type = obj->type;
}

// The scope of the file that s is in.
Scope* Checker::Impl::fileScopeOf(Scope* s) const {
  while (s != nullptr && s->parent != pkg->scope) s = s->parent;
  return s;
}

void Checker::Impl::unknownName(Operand& x, NameExpr* e) {
  if (!e->name.blank()) {
    errorf(e, Code::UndeclaredName, "undefined: %s", e->name);
    return;
  }
  // In the receiver T[_], the blank name is a type parameter that nothing can look up.
  auto* param = as<TypeName>(e->object);
  if (param == nullptr) {
    errorf(e, Code::InvalidBlank, "cannot use _ as value or type");
    return;
  }
  x.mode = Mode::TypeExpr;
  x.type = param->type;
}

// any and comparable are newer than the language.
bool Checker::Impl::predeclaredAllowed(NameExpr* e, const Object* obj) {
  if (config.langMinor >= 18 && !fileVersions) return true;
  if (obj->parent != world.universe || (obj->type != world.anyType && obj->type != world.comparableType)) return true;
  return verifyVersion(e->pos, 18, "predeclared %s", e->name);
}

// False: not a value or type; x stays invalid.
bool Checker::Impl::identObject(Operand& x, NameExpr* e, Object* obj) {
  switch (obj->kind) {
    case ObjectKind::PkgName:
      errorf(e, Code::InvalidPkgUse, "use of package %s not in selector", obj->name);
      return false;
    case ObjectKind::Const:
      addDep(obj);
      if (!isValid(obj->type)) return false;
      x.val = static_cast<Const*>(obj)->value;
      if (obj->name == names.iota && obj->parent == world.universe) {
        if (iota == nullptr) {
          errorf(e, Code::InvalidIota, "cannot use iota outside constant declaration");
          return false;
        }
        x.val = iota;
      }
      x.mode = Mode::Constant;
      return true;
    case ObjectKind::TypeName:
      if (!brokenAliases.empty() && isBrokenAlias(static_cast<TypeName*>(obj))) {
        errorf(e, Code::InvalidDeclCycle,
               "invalid use of type alias %s in recursive type (see go.dev/issue/50729)", obj->name);
        return false;
      }
      x.mode = Mode::TypeExpr;
      return true;
    case ObjectKind::Var: {
      auto* v = static_cast<Var*>(obj);
      if (v->pkg == pkg) v->used = true;
      if (v->funcNode != nullptr && v->funcNode != funcNode) v->captured = true;
      addDep(v);
      if (!isValid(v->type)) return false;
      x.mode = Mode::Variable;
      return true;
    }
    case ObjectKind::Func:
      addDep(obj);
      x.mode = Mode::Value;
      return obj->type != nullptr;
    case ObjectKind::Builtin:
      x.mode = Mode::BuiltinFn;
      x.id = static_cast<Builtin*>(obj)->id;
      return true;
    case ObjectKind::Nil: x.mode = Mode::NilValue; return true;
    case ObjectKind::Label: return false;
  }
  return false;
}

// ---- Type expressions ------------------------------------------------------------------------------------------

Type* Checker::Impl::varType(Expr* e) {
  Type* t = definedType(e, nullptr);
  validVarType(e, t);
  return t;
}

namespace {

// Certainly not an interface, whatever is still to be set up.
bool isNoInterface(Type* t) {
  if (auto* n = as<Named>(t)) {
    Type* u = n->underlying;
    return u != nullptr && u->kind != TypeKind::Interface && u->kind != TypeKind::Named;
  }
  if (auto* i = as<Interface>(t)) return i->typeSet != nullptr && i->typeSet->isMethodSet();
  return true;
}

}  // namespace

// Constraint interfaces can't be the types of variables.
void Checker::Impl::validVarType(Expr* e, Type* t) {
  if (isNoInterface(t)) return;
  later([this, e, t] {
    auto* i = as<Interface>(under(t));
    if (i == nullptr) return;
    const TypeSet* set = typeSet(i);
    if (set->isMethodSet()) return;
    const char* why = set->comparable ? "interface is (or embeds) comparable" : "interface contains type constraints";
    softErrorf(e, Code::MisplacedConstraintIface, "cannot use type %s outside a type constraint: %s", t, why);
  });
}

Type* Checker::Impl::definedType(Expr* e, TypeName* def) {
  Type* t = typInternal(e, def);
  if (isGeneric(t)) {
    errorf(e, Code::WrongTypeArgCount, "cannot use generic type %s without instantiation", t);
    t = invalid();
  }
  recordType(e, t);
  return t;
}

// A generic type that is about to be instantiated.
Type* Checker::Impl::genericType(Expr* e, std::string* cause) {
  Type* t = typInternal(e, nullptr);
  if (isValid(t) && !isGeneric(t)) {
    if (cause != nullptr) *cause = str("%s is not a generic type", t);
    t = invalid();
  }
  recordType(e, t);
  return t;
}

// The type being declared has t as its underlying type, if only for now.
void Checker::Impl::setDefType(TypeName* def, Type* t) {
  auto* named = def != nullptr ? as<Named>(def->type) : nullptr;
  if (named != nullptr) named->underlying = t;
}

Type* Checker::Impl::typInternal(Expr* e, TypeName* def) {
  Type* t = nullptr;
  switch (e->kind) {
    case syntax::NodeKind::NameExpr:
    case syntax::NodeKind::SelectorExpr: t = namedTypeExpr(e, def); break;
    case syntax::NodeKind::IndexExpr: {
      auto* index = static_cast<syntax::IndexExpr*>(e);
      verifyVersion(syntax::startPos(e), 18, "type instantiation");
      t = instantiatedType(index->x, index->indices, index);
      break;
    }
    case syntax::NodeKind::ParenExpr: return definedType(static_cast<syntax::ParenExpr*>(e)->x, def);
    case syntax::NodeKind::ArrayType: return arrayType(static_cast<syntax::ArrayType*>(e), def);
    case syntax::NodeKind::SliceType: {
      Slice* s = newSlice(world.arena, nullptr);
      setDefType(def, s);
      s->elem = varType(static_cast<syntax::SliceType*>(e)->elem);
      return s;
    }
    case syntax::NodeKind::StructType: {
      auto* s = newNode<Struct>(world.arena);
      setDefType(def, s);
      structType(s, static_cast<syntax::StructType*>(e));
      noteLiteral(s, e);
      return s;
    }
    case syntax::NodeKind::Operation: {
      auto* op = static_cast<syntax::Operation*>(e);
      if (!op->unary() || op->op != syntax::Token::Mul) break;
      Pointer* p = newPointer(world.arena, invalid());
      setDefType(def, p);
      p->elem = varType(op->x);
      return isValid(p->elem) ? static_cast<Type*>(p) : invalid();
    }
    case syntax::NodeKind::FuncType: {
      auto* s = newNode<Signature>(world.arena);
      setDefType(def, s);
      funcType(s, nullptr, {}, static_cast<syntax::FuncType*>(e));
      return s;
    }
    case syntax::NodeKind::InterfaceType: {
      auto* i = newNode<Interface>(world.arena);
      i->checker = &self;
      setDefType(def, i);
      interfaceType(i, static_cast<syntax::InterfaceType*>(e), def);
      if (def == nullptr && !i->embeddeds.empty()) noteLiteral(i, e);
      return i;
    }
    case syntax::NodeKind::MapType: return mapType(static_cast<syntax::MapType*>(e), def);
    case syntax::NodeKind::ChanType: {
      auto* ct = static_cast<syntax::ChanType*>(e);
      Chan* c = newChan(world.arena, ChanDir(ct->dir), nullptr);
      setDefType(def, c);
      c->elem = varType(ct->elem);
      if (c->elem->kind == TypeKind::Array || c->elem->kind == TypeKind::Named || c->elem->kind == TypeKind::Struct)
        noteLiteral(c, e);
      return c;
    }
    case syntax::NodeKind::DotsType:
      errorf(e, Code::InvalidDotDotDot, "invalid use of '...'");
      useOne(static_cast<syntax::DotsType*>(e)->elem);
      t = invalid();
      break;
    case syntax::NodeKind::BadExpr: t = invalid(); break;
    default: break;
  }
  if (t == nullptr) {
    errorf(e, Code::NotAType, "%s is not a type", e);
    useOne(e);
    t = invalid();
  }
  setDefType(def, t);
  return t;
}

// T or pkg.T
Type* Checker::Impl::namedTypeExpr(Expr* e, TypeName* def) {
  Operand x;
  if (auto* name = syntax::as<NameExpr>(e)) {
    ident(x, name, def, true);
  } else {
    selector(x, static_cast<syntax::SelectorExpr*>(e), def, true);
  }
  if (x.mode == Mode::TypeExpr) return x.type;
  if (x.mode == Mode::NoValue) {
    errorf(x, Code::NotAType, "%s used as type", x);
  } else if (!x.invalid()) {
    errorf(x, Code::NotAType, "%s is not a type", x);
  }
  return invalid();
}

Type* Checker::Impl::mapType(syntax::MapType* e, TypeName* def) {
  Map* m = newMap(world.arena, nullptr, nullptr);
  setDefType(def, m);
  m->key = varType(e->key);
  m->elem = varType(e->value);
  if (m->key->kind == TypeKind::Basic && isValid(m->key)) return m;
  later([this, m, e] {
    if (!isValid(m->key) || comparable(m->key)) return;
    const char* why = isTypeParam(m->key) ? " (missing comparable constraint)" : "";
    errorf(e->key, Code::IncomparableMapKey, "invalid map key type %s%s", m->key, why);
  });
  return m;
}

// ---- Arrays ----------------------------------------------------------------------------------------------------

Type* Checker::Impl::arrayType(syntax::ArrayType* e, TypeName* def) {
  Array* a = newArray(world.arena, nullptr, -1);
  setDefType(def, a);
  if (e->len != nullptr) {
    a->length = arrayLength(e->len);
  } else {
    errorf(e, Code::InvalidDotDotDot, "invalid use of [...] array (outside a composite literal)");
  }
  a->elem = varType(e->elem);
  if (a->length >= 0) {
    noteLiteral(a, e);
    return a;
  }
  setDefType(def, invalid());
  return invalid();
}

// Negative after an error.
int64_t Checker::Impl::arrayLength(Expr* e) {
  // A mere name may be meant as a type parameter.
  if (auto* name = syntax::as<NameExpr>(e)) {
    Object* obj = lookup(name);
    if (obj == nullptr) {
      errorf(name, Code::InvalidArrayLen, "undefined array length %s or missing type constraint", name->name);
      return -1;
    }
    if (obj->kind != ObjectKind::Const) {
      name->object = obj;
      if (obj->kind == ObjectKind::Var && obj->pkg == pkg) obj->used = true;
      errorf(name, Code::InvalidArrayLen, "invalid array length %s", name->name);
      return -1;
    }
  }
  Operand x;
  expr(x, e);
  if (!x.isConstant()) {
    if (!x.invalid()) errorf(x, Code::InvalidArrayLen, "array length %s must be constant", x);
    return -1;
  }
  if (isUntyped(x.type) || isInteger(x.type)) {
    const ConstValue* v = toInt(world.constants(), x.val);
    int64_t n;
    if (kindOf(v) == ConstKind::Int && int64Val(v, &n) && n >= 0) return n;
  }
  errorf(x, Code::InvalidArrayLen, isInteger(x.type) ? "invalid array length %s" : "array length %s must be integer", x);
  return -1;
}

// ---- Instances -------------------------------------------------------------------------------------------------

// False: one of them is invalid.
bool Checker::Impl::typeList(std::span<Expr* const> list, std::vector<Type*>* out) {
  bool ok = true;
  for (Expr* e : list) {
    out->push_back(varType(e));
    ok = ok && isValid(out->back());
  }
  return ok;
}

// x[args]; `at` is the whole expression.
Type* Checker::Impl::instantiatedType(Expr* x, std::span<Expr* const> args, syntax::IndexExpr* at) {
  std::string cause;
  Type* generic = genericType(x, &cause);
  if (!cause.empty()) invalidOp(x, Code::NotAGenericType, "%s (%s)", static_cast<Expr*>(at), cause);
  if (!isValid(generic)) return generic;
  std::vector<Type*> types;
  if (!typeList(args, &types)) return invalid();
  Named* inst = world.instantiate(static_cast<Named*>(generic), types);
  if (!inst->pos.valid()) inst->pos = x->pos;
  // The type parameters of the generic type may not be known yet.
  later([this, inst, x, args] { verifyInstantiated(inst, x, args); });
  return inst;
}

void Checker::Impl::verifyInstantiated(Named* inst, Expr* x, std::span<Expr* const> args) {
  recordInstance(x, inst->typeArgs, inst);
  std::span<TypeParam*> params = typeParamsOf(inst);
  if (!validateTypeArgCount(x->pos, inst->object->name.text(), params.size(), inst->typeArgs.size())) return;
  std::string cause;
  int i = verifyInstance(x->pos, params, inst->typeArgs, &cause);
  if (i >= 0) {
    Pos pos = size_t(i) < args.size() ? syntax::startPos(args[size_t(i)]) : x->pos;
    softErrorf(pos, Code::InvalidTypeArg, "%s", cause);
  } else {
    monoInstance(x->pos, params, inst->typeArgs, args);
  }
  checkValidType(self, inst);
}

}  // namespace gosub::types
