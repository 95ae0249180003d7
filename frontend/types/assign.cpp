// Assignments and initialisations: of one value to a type, of lists to lists, and the := declaration.
// Assignability itself is in operand.cpp.
#include "frontend/syntax/printer.h"
#include "frontend/types/checker_impl.h"

namespace gosub::types {

using syntax::Expr;
using syntax::NameExpr;

std::string Context::string() const {
  std::string s(text);
  if (callee != nullptr) s += syntax::exprString(callee);
  return s;
}

// ---- One value -------------------------------------------------------------------------------------------------

void Checker::Impl::assignment(Operand& x, Type* t, const Context& context) {
  singleValue(x);
  if (x.invalid()) return;
  if (x.mode == Mode::NoValue || x.mode == Mode::BuiltinFn || x.mode == Mode::TypeExpr) {
    errorf(x, Code::IncompatibleAssign, "cannot assign %s to %s in %s", x, t, context.string());
    x.mode = Mode::Invalid;
    return;
  }
  if (isUntyped(x.type) && !convertForAssignment(x, t, context)) {
    x.mode = Mode::Invalid;
    return;
  }
  auto* sig = as<Signature>(under(x.type));
  if (sig != nullptr && !sig->typeParams.empty()) {
    errorf(x, Code::WrongTypeArgCount, "cannot use generic function %s without instantiation in %s", x.expr,
           context.string());
    x.mode = Mode::Invalid;
    return;
  }
  if (t == nullptr || x.type == t) return;
  Code code = Code::IncompatibleAssign;
  if (assignableTo(x, t, nullptr, &code)) return;
  std::string cause;
  assignableTo(x, t, &cause, &code);
  errorf(x, code, cause.empty() ? "cannot use %s as %s value in %s" : "cannot use %s as %s value in %s: %s", x, t,
         context.string(), cause);
  x.mode = Mode::Invalid;
}

// Gives untyped x the type that it has in a variable of type t (null: any variable).
bool Checker::Impl::convertForAssignment(Operand& x, Type* t, const Context& context) {
  Type* target = t;
  if (x.isNil()) {
    if (t == nullptr) {
      errorf(x, Code::UntypedNilUse, "use of untyped nil in %s", context.string());
      return false;
    }
  } else if (t == nullptr || isNonTypeParamInterface(t)) {
    target = defaultType(world, x.type);
  }
  const ConstValue* val = nullptr;
  Code code = Code::IncompatibleAssign;
  Type* to = implicitType(x, target, &val, &code);
  if (to == nullptr) {
    const char* fmt = "cannot use %s as %s value in %s";
    if (code == Code::TruncatedFloat) {
      fmt = "cannot use %s as %s value in %s (truncated)";
    } else if (code == Code::NumericOverflow) {
      fmt = "cannot use %s as %s value in %s (overflows)";
    } else {
      code = Code::IncompatibleAssign;
    }
    errorf(x, code, fmt, x, target, context.string());
    return false;
  }
  if (val != nullptr) {
    x.val = val;
    if (x.expr != nullptr && x.expr->type != nullptr && isUntyped(x.expr->type)) x.expr->constVal = val;
  }
  if (to != x.type) {
    x.type = to;
    updateExprType(x.expr, to, false);
  }
  return true;
}

void Checker::Impl::initConst(Const* c, Operand& x) {
  bool valid = !x.invalid() && isValid(x.type) && (c->type == nullptr || isValid(c->type));
  if (valid && !x.isConstant()) {
    errorf(x, Code::InvalidConstInit, "%s is not constant", x);
    valid = false;
  }
  if (!valid) {
    if (c->type == nullptr) c->type = invalid();
    return;
  }
  if (c->type == nullptr) c->type = x.type;
  assignment(x, c->type, "constant declaration");
  if (!x.invalid()) c->value = x.val;
}

void Checker::Impl::initVar(Var* lhs, Operand& x, std::string_view context) {
  if (x.invalid() || !isValid(x.type) || (lhs->type != nullptr && !isValid(lhs->type))) {
    if (lhs->type == nullptr) lhs->type = invalid();
    x.mode = Mode::Invalid;
    return;
  }
  if (lhs->type == nullptr) {
    if (x.isNil() && isUntyped(x.type)) {
      errorf(x, Code::UntypedNilUse, "use of untyped nil in %s", context);
      lhs->type = invalid();
      x.mode = Mode::Invalid;
      return;
    }
    lhs->type = isUntyped(x.type) ? defaultType(world, x.type) : x.type;
  }
  assignment(x, lhs->type, context);
}

// ---- Left sides ------------------------------------------------------------------------------------------------

// The variable that a (parenthesised) name on the left denotes, if it is one of this package.
Var* Checker::Impl::lhsName(Expr* lhs) {
  auto* name = syntax::as<NameExpr>(syntax::unparen(lhs));
  if (name == nullptr) return nullptr;
  auto* v = as<Var>(lookup(name));
  return v != nullptr && v->pkg == pkg ? v : nullptr;
}

// The type that is assigned to: null for _, the invalid type after an error.
Type* Checker::Impl::lhsVar(Expr* lhs) {
  auto* name = syntax::as<NameExpr>(syntax::unparen(lhs));
  if (name != nullptr && name->name.blank()) {
    name->object = nullptr;
    return nullptr;
  }
  // Being assigned to is no use.
  Var* v = lhsName(lhs);
  bool used = v != nullptr && v->used;
  Operand x;
  expr(x, lhs);
  if (v != nullptr) v->used = used;
  return lhsType(lhs, x);
}

Type* Checker::Impl::lhsType(Expr* lhs, Operand& x) {
  if (x.invalid() || !isValid(x.type)) return invalid();
  if (x.mode == Mode::Variable || x.mode == Mode::MapIndex) {
    markReassigned(lhs);
    return x.type;
  }
  if (auto* sel = syntax::as<syntax::SelectorExpr>(x.expr)) {
    Operand base;
    expr(base, sel->x);
    if (base.mode == Mode::MapIndex) {
      errorf(x, Code::UnaddressableFieldAssign, "cannot assign to struct field %s in map", x.expr);
      return invalid();
    }
  }
  errorf(x, Code::UnassignableOperand, "cannot assign to %s (neither addressable nor a map index expression)", x.expr);
  return invalid();
}

void Checker::Impl::markReassigned(Expr* lhs) {
  if (Var* v = variableHolding(lhs)) v->reassigned = true;
}

// lhs = rhs, or lhs = *x when the right side has been evaluated.
void Checker::Impl::assignVar(Expr* lhs, Expr* rhs, Operand* x, std::string_view context) {
  Type* t = lhsVar(lhs);
  if (t != nullptr && !isValid(t)) {
    if (x != nullptr) {
      x->mode = Mode::Invalid;
    } else {
      useOne(rhs);
    }
    return;
  }
  Operand own;
  if (x == nullptr) {
    x = &own;
    std::string description;
    std::optional<Target> target;
    if (t != nullptr && as<Signature>(under(t)) != nullptr) {
      description = syntax::exprString(lhs);
      target = targetFor(t, description);
    }
    expr(*x, rhs, pointerTo(target));
  }
  assignment(*x, t, t == nullptr && context == "assignment" ? "assignment to _ identifier" : context);
}

// ---- Lists -----------------------------------------------------------------------------------------------------

namespace {

bool isSingleCall(std::span<Expr* const> rhs) {
  return rhs.size() == 1 && syntax::as<syntax::CallExpr>(syntax::unparen(rhs[0])) != nullptr;
}

}  // namespace

// returnStmt: the variables are the results of the function.
void Checker::Impl::initVars(std::span<Var* const> lhs, std::span<Expr* const> rhs, syntax::Stmt* returnStmt) {
  const char* context = returnStmt != nullptr ? "return statement" : "assignment";
  if (lhs.size() == rhs.size() && !isSingleCall(rhs)) {
    for (size_t i = 0; i < lhs.size(); i++) {
      std::string_view description = lhs[i]->name.text();
      if (returnStmt != nullptr && description.empty()) description = "result variable";
      std::optional<Target> target = targetFor(lhs[i]->type, description);
      Operand x;
      expr(x, rhs[i], pointerTo(target));
      initVar(lhs[i], x, context);
    }
    return;
  }
  if (rhs.size() != 1) {
    if (use(rhs)) {
      if (returnStmt != nullptr) {
        returnError(returnStmt, lhs, exprList(rhs));
      } else {
        assignError(rhs, lhs.size(), rhs.size());
      }
    }
    return useLhsVars(lhs);
  }
  OperandList values;
  bool commaOk;
  multiExpr(rhs[0], lhs.size() == 2 && returnStmt == nullptr, &values, &commaOk);
  if (values.size() == lhs.size()) {
    Type* value = values[0].type;
    for (size_t i = 0; i < lhs.size(); i++) initVar(lhs[i], values[i], context);
    if (commaOk && !values[0].invalid() && !values[1].invalid()) recordCommaOk(rhs[0], value);
    return;
  }
  if (values.empty() || !values[0].invalid()) {
    if (returnStmt != nullptr) {
      returnError(returnStmt, lhs, values);
    } else {
      assignError(rhs, lhs.size(), values.size());
    }
  }
  useLhsVars(lhs);
}

// After an error: every variable must have a type.
void Checker::Impl::useLhsVars(std::span<Var* const> lhs) {
  for (Var* v : lhs)
    if (v->type == nullptr) v->type = invalid();
}

void Checker::Impl::assignVars(std::span<Expr* const> lhs, std::span<Expr* const> rhs) {
  if (lhs.size() == rhs.size() && !isSingleCall(rhs)) {
    for (size_t i = 0; i < lhs.size(); i++) assignVar(lhs[i], rhs[i], nullptr, "assignment");
    return;
  }
  if (rhs.size() != 1) {
    bool ok = useLhs(lhs);
    if (use(rhs) && ok) assignError(rhs, lhs.size(), rhs.size());
    return;
  }
  OperandList values;
  bool commaOk;
  multiExpr(rhs[0], lhs.size() == 2, &values, &commaOk);
  if (values.size() == lhs.size()) {
    Type* value = values[0].type;
    for (size_t i = 0; i < lhs.size(); i++) assignVar(lhs[i], nullptr, &values[i], "assignment");
    if (commaOk && !values[0].invalid() && !values[1].invalid()) recordCommaOk(rhs[0], value);
    return;
  }
  if (values.empty() || !values[0].invalid()) assignError(rhs, lhs.size(), values.size());
  useLhs(lhs);
}

// pos: of the ":=".
void Checker::Impl::shortVarDecl(Pos pos, std::span<Expr* const> lhs, std::span<Expr* const> rhs) {
  size_t top = delayedTop();
  Scope* s = scope;
  std::vector<Var*> vars(lhs.size());
  std::vector<Var*> fresh;
  bool bad = false;
  for (size_t i = 0; i < lhs.size(); i++) {
    auto* name = syntax::as<NameExpr>(lhs[i]);
    if (name == nullptr) {
      useOne(lhs[i], true);
      errorf(lhs[i], Code::BadDecl, "non-name %s on left side of :=", lhs[i]);
      bad = true;
      continue;
    }
    bool blank = name->name.blank();
    bool repeated = false;
    for (size_t j = 0; j < i && !blank; j++) {
      auto* other = syntax::as<NameExpr>(lhs[j]);
      repeated = repeated || (other != nullptr && other->name == name->name);
    }
    if (repeated) {
      errorf(lhs[i], Code::RepeatedDecl, "%s repeated on left side of :=", lhs[i]);
      bad = true;
      continue;
    }
    if (Object* known = blank ? nullptr : lookupIn(s, name->name)) {
      name->object = known;
      vars[i] = as<Var>(known);
      if (vars[i] == nullptr) {
        errorf(lhs[i], Code::UnassignableOperand, "cannot assign to %s", lhs[i]);
        bad = true;
      } else {
        vars[i]->reassigned = true;
      }
      continue;
    }
    Var* v = newVar(world.arena, name->pos, pkg, name->name, nullptr);
    v->funcNode = funcNode;
    vars[i] = v;
    name->object = v;
    if (!blank) fresh.push_back(v);
  }
  for (size_t i = 0; i < lhs.size(); i++)
    if (vars[i] == nullptr) vars[i] = newVar(world.arena, lhs[i]->pos, pkg, world.names.intern("_"), nullptr);

  initVars(vars, rhs, nullptr);
  for (size_t i = 0; i < lhs.size(); i++) {
    lhs[i]->type = vars[i]->type;
    lhs[i]->mode = uint8_t(Mode::Variable);
  }
  // Function literals on the right see the scope as it is now.
  processDelayed(top);
  if (fresh.empty() && !bad) {
    softErrorf(pos, Code::NoNewVar, "no new variables on left side of :=");
    return;
  }
  Pos scopePos = rhs.empty() ? pos : syntax::endPos(rhs.back());
  for (Var* v : fresh) declare(s, nullptr, v, scopePos);
}

// ---- Errors ----------------------------------------------------------------------------------------------------

namespace {

std::string measure(size_t n, const char* unit) {
  return std::to_string(n) + " " + unit + (n == 1 ? "" : "s");
}

}  // namespace

void Checker::Impl::assignError(std::span<Expr* const> rhs, size_t l, size_t r) {
  std::string vars = measure(l, "variable"), values = measure(r, "value");
  if (rhs.size() == 1) {
    if (auto* call = syntax::as<syntax::CallExpr>(syntax::unparen(rhs[0]))) {
      errorf(rhs[0], Code::WrongAssignCount, "assignment mismatch: %s but %s returns %s", vars, call->fun, values);
      return;
    }
  }
  errorf(rhs[0], Code::WrongAssignCount, "assignment mismatch: %s but %s", vars, values);
}

void Checker::Impl::returnError(syntax::Stmt* stmt, std::span<Var* const> lhs, std::span<const Operand> rhs) {
  At at(stmt);
  const char* qualifier = "not enough";
  if (rhs.size() > lhs.size()) {
    at = At(rhs[lhs.size()]);
    qualifier = "too many";
  } else if (!rhs.empty()) {
    at = At(rhs.back());
  }
  std::vector<Type*> have, want;
  for (const Operand& x : rhs) have.push_back(x.type);
  for (Var* v : lhs) want.push_back(v->type);
  errorf(at, Code::WrongResultCount, "%s return values\n\thave %s\n\twant %s", qualifier, typesSummary(have, false),
         typesSummary(want, false));
}

// "(number, string, ...T)"
std::string Checker::Impl::typesSummary(std::span<Type* const> list, bool variadic) {
  std::string out = "(";
  for (size_t i = 0; i < list.size(); i++) {
    Type* t = list[i];
    if (i > 0) out += ", ";
    if (t == nullptr || !isValid(t)) {
      out += "unknown type";
    } else if (isUntyped(t)) {
      // No particular type is meant.
      std::string_view name = static_cast<Basic*>(t)->name;
      constexpr std::string_view kPrefix = "untyped ";
      if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
      out += isNumeric(t) ? "number" : name;
    } else if (auto* s = as<Slice>(t); s != nullptr && variadic && i + 1 == list.size()) {
      out += str("...%s", s->elem);
    } else {
      out += str("%s", t);
    }
  }
  return out + ")";
}

}  // namespace gosub::types
