// Range loops: over arrays, slices, strings, maps, channels, integers and functions. Which variables are new for each
// iteration (from go1.22 on) is the business of the IR.
#include "frontend/types/checker_impl.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using namespace syntax;

// What a loop gives its variables (null: nothing) and where it wants them.
struct Checker::Impl::RangeVars {
  Expr* lhs[2] = {nullptr, nullptr};
  Expr* extra = nullptr;                 // a third variable: one too many
  Type* types[2] = {nullptr, nullptr};
  bool integer = false;                  // over an integer: the variable takes the operand itself
};

void Checker::Impl::rangeStmt(ForStmt* s, RangeClause* r) {
  RangeVars vars;
  for (size_t i = 0; i < r->lhs.size() && i < 2; i++) vars.lhs[i] = r->lhs[i];
  if (r->lhs.size() > 2) vars.extra = r->lhs[2];
  Operand x;
  expr(x, r->x);
  if (!x.invalid()) rangeOperand(x, vars);
  size_t top = delayedTop();
  Scope* outer = openScope();
  if (r->def) {
    rangeDefine(x, s, vars);
  } else if (vars.lhs[0] != nullptr) {
    rangeAssign(x, vars);
  } else if (vars.integer) {
    // An untyped operand gets its default type.
    assignment(x, nullptr, "range clause");
  }
  if (delayedTop() != top) processDelayed(top);
  stmt(s->body);
  closeScope(outer);
}

void Checker::Impl::rangeOperand(Operand& x, RangeVars& vars) {
  std::string cause;
  bool ok = rangeTypes(x, &vars, &cause);
  if (!ok) {
    vars.types[0] = vars.types[1] = nullptr;
    vars.integer = false;
    softErrorf(x, Code::InvalidRangeExpr, cause.empty() ? "cannot range over %s" : "cannot range over %s: %s", x, cause);
  } else if (vars.lhs[0] != nullptr && vars.types[0] == nullptr) {
    softErrorf(vars.lhs[0], Code::InvalidIterVar, "range over %s permits no iteration variables", x);
  } else if (vars.lhs[1] != nullptr && vars.types[1] == nullptr) {
    softErrorf(vars.lhs[1], Code::InvalidIterVar, "range over %s permits only one iteration variable", x);
  } else if (vars.extra != nullptr) {
    softErrorf(vars.extra, Code::InvalidIterVar, "range clause permits at most two iteration variables");
  }
}

bool Checker::Impl::rangeTypes(Operand& x, RangeVars* vars, std::string* cause) {
  auto gives = [&](Type* first, Type* second) {
    vars->types[0] = first;
    vars->types[1] = second;
    return true;
  };
  Type* core = coreType(x.type);
  if (core == nullptr) {
    *cause = "no core type";
    return false;
  }
  Type* t = arrayPtrDeref(core);
  switch (t->kind) {
    case TypeKind::Basic:
      if (isString(t)) return gives(world.basic(BasicKind::Int), world.runeType);
      if (!isInteger(t)) return false;
      if (!allowVersion(startPos(x), 22)) {
        *cause = "requires go1.22 or later";
        return false;
      }
      vars->integer = true;
      return gives(x.type, nullptr);
    case TypeKind::Array: return gives(world.basic(BasicKind::Int), static_cast<Array*>(t)->elem);
    case TypeKind::Slice: return gives(world.basic(BasicKind::Int), static_cast<Slice*>(t)->elem);
    case TypeKind::Map: return gives(static_cast<Map*>(t)->key, static_cast<Map*>(t)->elem);
    case TypeKind::Chan:
      if (static_cast<Chan*>(t)->dir == ChanDir::SendOnly) {
        *cause = "receive from send-only channel";
        return false;
      }
      return gives(static_cast<Chan*>(t)->elem, nullptr);
    case TypeKind::Signature:
      if (!allowVersion(startPos(x), 23)) {
        *cause = "requires go1.23 or later";
        return false;
      }
      return rangeFuncTypes(static_cast<Signature*>(t), vars, cause);
    default: return false;
  }
}

// func(yield func(K, V) bool)
bool Checker::Impl::rangeFuncTypes(Signature* f, RangeVars* vars, std::string* cause) {
  auto bad = [&](std::string_view what) {
    *cause = "func must be func(yield func(...) bool): " + std::string(what);
    return false;
  };
  if (f->params->vars.size() != 1) return bad("wrong argument count");
  if (!f->results->vars.empty()) return bad("unexpected results");
  auto* yield = as<Signature>(coreType(f->params->vars[0]->type));
  if (yield == nullptr) return bad("argument is not func");
  std::span<Var*> params = yield->params->vars;
  if (params.size() > 2) return bad("yield func has too many parameters");
  if (yield->results->vars.size() != 1 || !isBoolean(yield->results->vars[0]->type))
    return bad("yield func does not return bool");
  if (!params.empty()) vars->types[0] = params[0]->type;
  if (params.size() > 1) vars->types[1] = params[1]->type;
  return true;
}

// ---- Variables -------------------------------------------------------------------------------------------------

// for k, v := range x
void Checker::Impl::rangeDefine(Operand& x, ForStmt* s, RangeVars& vars) {
  Var* made[2] = {nullptr, nullptr};
  bool any = false;
  for (int i = 0; i < 2; i++) {
    if (vars.lhs[i] == nullptr) continue;
    auto* name = syntax::as<NameExpr>(vars.lhs[i]);
    if (name == nullptr) {
      errorf(vars.lhs[i], Code::InvalidSyntaxTree, "cannot declare %s", vars.lhs[i]);
      continue;
    }
    Var* v = newVar(world.arena, name->pos, pkg, name->name, nullptr);
    name->object = v;
    if (!name->name.blank()) {
      made[i] = v;
      any = true;
    }
    if (!isValid(vars.types[i])) {
      v->type = invalid();
      v->used = true;
    } else if (vars.integer) {
      initVar(v, x, "range clause");
    } else {
      Operand y;
      y.mode = Mode::Value;
      y.expr = name;
      y.type = vars.types[i];
      initVar(v, y, "assignment");
    }
    v->funcNode = funcNode;
  }
  if (!any) {
    errorf(s, Code::NoNewVar, "no new variables on left side of :=");
    return;
  }
  for (Var* v : made)
    if (v != nullptr) declare(scope, nullptr, v, s->body->pos);
}

// for k, v = range x
void Checker::Impl::rangeAssign(Operand& x, RangeVars& vars) {
  for (int i = 0; i < 2; i++) {
    if (vars.lhs[i] == nullptr || !isValid(vars.types[i])) continue;
    if (vars.integer) {
      assignVar(vars.lhs[i], nullptr, &x, "range clause");
      if (!x.invalid() && !isInteger(x.type))
        softErrorf(vars.lhs[i], Code::InvalidRangeExpr, "cannot use iteration variable of type %s", x.type);
      continue;
    }
    Operand y;
    y.mode = Mode::Value;
    y.expr = vars.lhs[i];
    y.type = vars.types[i];
    assignVar(vars.lhs[i], nullptr, &y, "assignment");
  }
}

}  // namespace gosub::types
