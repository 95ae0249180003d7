// Expression switches and type switches.
#include "frontend/types/checker_impl.h"
#include "frontend/types/seen_constants.h"

namespace gosub::types {

using namespace syntax;

namespace {

void checkDefaults(Checker::Impl& check, SwitchStmt* s) {
  CaseClause* first = nullptr;
  for (CaseClause* c : s->body) {
    if (!c->isDefault) continue;
    if (first != nullptr) {
      check.errorf(c, Code::DuplicateDefault, "multiple defaults (first at %s)",
                   check.world.sources.toString(first->pos));
    } else {
      first = c;
    }
  }
}

}  // namespace

// ---- Expression switches ---------------------------------------------------------------------------------------

// The init statement is checked, and the switch's scope is open.
void Checker::Impl::switchStmt(SwitchStmt* s) {
  Operand x;
  if (s->tag != nullptr) {
    expr(x, s->tag);
    assignment(x, nullptr, "switch expression");
    if (!x.invalid() && !comparable(x.type) && !hasNil(x.type)) {
      errorf(x, Code::InvalidExprSwitch, "cannot switch on %s (%s is not comparable)", x, x.type);
      x.mode = Mode::Invalid;
    }
  } else {
    auto* name = world.arena.make<NameExpr>(s->body.empty() ? s->rbrace : s->body[0]->pos);
    name->name = world.names.intern("true");
    x.mode = Mode::Constant;
    x.type = world.basic(BasicKind::Bool);
    x.val = makeBool(world.constants(), true);
    x.expr = name;
  }
  checkDefaults(*this, s);
  SeenConstants seen;
  for (CaseClause* c : s->body) {
    caseValues(x, c, seen);
    Scope* outer = openScope();
    stmtList(c->body);
    closeScope(outer);
  }
}

void Checker::Impl::caseValues(Operand& x, CaseClause* clause, SeenConstants& seen) {
  for (Expr* e : clause->cases) {
    Operand v;
    expr(v, e);
    if (x.invalid() || v.invalid()) continue;
    convertUntyped(v, x.type);
    if (v.invalid()) continue;
    Operand result = v, tag = x;
    comparison(result, tag, Token::Eql, true);
    if (result.invalid() || !v.isConstant()) continue;
    if (const SeenConstants::Entry* other = seen.add(v.val, v.type, v.expr->pos)) {
      ErrorLines(*this, Code::DuplicateCase)
          .add(startPos(v), "duplicate case %s in expression switch", v)
          .add(other->pos, "previous case")
          .report();
    }
  }
}

// ---- Type switches ---------------------------------------------------------------------------------------------

void Checker::Impl::typeSwitchStmt(SwitchStmt* s, TypeSwitchGuard* guard) {
  NameExpr* lhs = guard->lhs;
  if (lhs != nullptr && lhs->name.blank()) {
    softErrorf(lhs, Code::NoNewVar, "no new variable on left side of :=");
    lhs = nullptr;
  }
  Operand x;
  expr(x, guard->x);
  if (x.invalid()) return;
  Operand* valid = nullptr;
  if (isTypeParam(x.type)) {
    errorf(x, Code::InvalidTypeSwitch, "cannot use type switch on type parameter value %s", x);
  } else if (isInterface(x.type)) {
    valid = &x;
  } else {
    errorf(x, Code::InvalidTypeSwitch, "%s is not an interface", x);
  }
  checkDefaults(*this, s);
  std::vector<SeenType> seen;
  bool used = lhs == nullptr;
  for (CaseClause* c : s->body) {
    Type* t = caseTypes(valid, c, &seen);
    Scope* outer = openScope();
    Var* v = nullptr;
    if (lhs != nullptr) {
      // One type: that; else the type of the switched expression.
      if (c->cases.size() != 1 || t == nullptr) t = x.type;
      v = newVar(world.arena, lhs->pos, pkg, lhs->name, t);
      declare(scope, nullptr, v, c->cases.empty() ? c->pos : syntax::endPos(c->cases.back()));
      c->implicit = v;
    }
    stmtList(c->body);
    closeScope(outer);
    // The variables of all clauses count as one for "declared and not used".
    if (v == nullptr) continue;
    used = used || v->used;
    v->used = true;
  }
  if (!used && !config.scriptMode) softErrorf(lhs, Code::UnusedVar, "%s declared and not used", lhs->name);
}

// x: what is switched on, null after an error. The result is the last case's type; null for nil.
Type* Checker::Impl::caseTypes(Operand* x, CaseClause* clause, std::vector<SeenType>* seen) {
  Type* t = nullptr;
  for (Expr* e : clause->cases) {
    if (isNilName(e)) {
      Operand nil;
      expr(nil, e);
      t = nullptr;
    } else {
      t = varType(e);
      if (!isValid(t)) continue;
    }
    const SeenType* other = nullptr;
    for (const SeenType& s : *seen) {
      if ((t == nullptr) != (s.type == nullptr) || (t != nullptr && !identical(t, s.type))) continue;
      other = &s;
      break;
    }
    if (other != nullptr) {
      ErrorLines(*this, Code::DuplicateCase)
          .add(e, "duplicate case %s in type switch", t != nullptr ? str("%s", t) : "nil")
          .add(other->expr, "previous case")
          .report();
      continue;
    }
    seen->push_back({t, e});
    if (x != nullptr && t != nullptr) typeAssertion(e, *x, t, true);
  }
  return t;
}

bool Checker::Impl::isNilName(Expr* e) const {
  auto* name = syntax::as<NameExpr>(unparen(e));
  Object* obj = name != nullptr ? lookup(name) : nullptr;
  return obj != nullptr && obj->kind == ObjectKind::Nil;
}

}  // namespace gosub::types
