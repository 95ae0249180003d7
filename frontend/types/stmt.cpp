// Function bodies and statements; switch, select and range statements are in files of their own. Where break,
// continue, goto and fallthrough lead is settled by frontend/syntax (branches.h).
#include "frontend/types/checker_impl.h"

namespace gosub::types {

using namespace syntax;

// ---- Bodies ----------------------------------------------------------------------------------------------------

void Checker::Impl::funcBody(DeclInfo* d, const void* node, Scope* outer, Signature* signature, BlockStmt* body,
                             const ConstValue* iotaValue) {
  Env saved = *this;
  Scope* savedScript = scriptScope;
  size_t firstLocal = locals.size();
  Env fresh;
  fresh.decl = d;
  fresh.scope = newScope(world.arena, outer, {}, {});
  fresh.iota = iotaValue;
  fresh.sig = signature;
  fresh.funcNode = node;
  static_cast<Env&>(*this) = fresh;
  if (script != nullptr && node == script->syntaxDecl) scriptScope = scope;
  enterParams(scope, node, signature);
  stmtList(body->list);
  if (!signature->results->vars.empty() && !isTerminatingList(body->list, Name{}))
    errorf(body->rbrace, Code::MissingReturn, "missing return");
  usage(firstLocal);
  scriptScope = savedScript;
  static_cast<Env&>(*this) = saved;
}

// Empty scopes are passed over in look-ups: nothing can be declared in them while an inner one is open.
Scope* Checker::Impl::openScope() {
  Scope* outer = scope;
  Scope* parent = outer;
  while (parent->count == 0 && parent != scriptScope && parent->parent != nullptr && parent->parent != pkg->scope)
    parent = parent->parent;
  scope = newScope(world.arena, parent, {}, {});
  return outer;
}

void Checker::Impl::stmtList(std::span<Stmt* const> list) {
  for (Stmt* s : list) stmt(s);
}

// Function literals in the statement are checked before anything else is declared.
void Checker::Impl::stmt(Stmt* s) {
  size_t top = delayedTop();
  stmtInner(s);
  if (delayedTop() != top) processDelayed(top);
}

void Checker::Impl::stmtInner(Stmt* s) {
  switch (s->kind) {
    case NodeKind::DeclStmt: return declStmt(syntax::cast<DeclStmt>(s)->decls);
    case NodeKind::LabeledStmt: return stmt(syntax::cast<LabeledStmt>(s)->stmt);
    case NodeKind::ExprStmt: return exprStmt(syntax::cast<ExprStmt>(s));
    case NodeKind::SendStmt: return sendStmt(syntax::cast<SendStmt>(s));
    case NodeKind::AssignStmt: return assignStmt(syntax::cast<AssignStmt>(s));
    case NodeKind::CallStmt: {
      auto* c = syntax::cast<CallStmt>(s);
      return suspendedCall(c->tok == Token::Go ? "go" : "defer", c->call);
    }
    case NodeKind::ReturnStmt: return returnStmt(syntax::cast<ReturnStmt>(s));
    case NodeKind::BlockStmt: {
      Scope* outer = openScope();
      stmtList(syntax::cast<BlockStmt>(s)->list);
      return closeScope(outer);
    }
    case NodeKind::IfStmt: return ifStmt(syntax::cast<IfStmt>(s));
    case NodeKind::SwitchStmt: {
      auto* sw = syntax::cast<SwitchStmt>(s);
      Scope* outer = openScope();
      simpleStmt(sw->init);
      if (auto* guard = syntax::as<TypeSwitchGuard>(sw->tag)) {
        typeSwitchStmt(sw, guard);
      } else {
        switchStmt(sw);
      }
      return closeScope(outer);
    }
    case NodeKind::SelectStmt: return selectStmt(syntax::cast<SelectStmt>(s));
    case NodeKind::ForStmt: return forStmt(syntax::cast<ForStmt>(s));
    default: return;
  }
}

// ---- Simple statements -----------------------------------------------------------------------------------------

// Only calls and receives may stand alone.
void Checker::Impl::exprStmt(ExprStmt* s) {
  Operand x;
  ExprClass kind = rawExpr(x, s->x, nullptr, nullptr, false);
  if (x.mode == Mode::BuiltinFn) {
    errorf(x, Code::UncalledBuiltin, "%s must be called", x);
  } else if (x.mode == Mode::TypeExpr) {
    errorf(x, Code::NotAnExpr, "%s is not an expression", x);
  } else if (kind != ExprClass::Statement && !x.invalid()) {
    errorf(x, Code::UnusedExpr, "%s is not used", x);
  }
}

void Checker::Impl::sendStmt(SendStmt* s) {
  Operand ch, value;
  expr(ch, s->chan);
  expr(value, s->value);
  if (ch.invalid() || value.invalid()) return;
  Type* u = coreType(ch.type);
  if (u == nullptr) {
    invalidOp(s, Code::InvalidSend, "cannot send to %s: no core type", ch);
    return;
  }
  auto* c = as<Chan>(u);
  if (c == nullptr) {
    invalidOp(s, Code::InvalidSend, "cannot send to non-channel %s", ch);
    return;
  }
  if (c->dir == ChanDir::RecvOnly) {
    invalidOp(s, Code::InvalidSend, "cannot send to receive-only channel %s", ch);
    return;
  }
  assignment(value, c->elem, "send");
}

void Checker::Impl::assignStmt(AssignStmt* s) {
  if (s->isIncDec()) {
    Operand x;
    expr(x, s->lhs[0]);
    if (x.invalid()) return;
    if (!allNumeric(x.type)) {
      const char* op = s->op == Token::Add ? "++" : "--";
      invalidOp(s->lhs[0], Code::NonNumericIncDec, "%s%s (non-numeric type %s)", s->lhs[0], op, x.type);
      return;
    }
    assignVar(s->lhs[0], nullptr, &x, "assignment");
    return;
  }
  if (s->op == Token::None) return assignVars(s->lhs, s->rhs);
  if (s->op == Token::Def) return shortVarDecl(s->pos, s->lhs, s->rhs);
  Operand x;  // the parser lets only one operand stand on each side
  binary(x, nullptr, s->lhs[0], s->rhs[0], s->op, s->pos);
  assignVar(s->lhs[0], nullptr, &x, "assignment");
}

// go and defer.
void Checker::Impl::suspendedCall(std::string_view keyword, Expr* call) {
  Code code = keyword == "go" ? Code::InvalidGo : Code::InvalidDefer;
  if (call->kind != NodeKind::CallExpr) {
    errorf(call, code, "expression in %s must be function call", keyword);
    useOne(call);
    return;
  }
  Operand x;
  switch (rawExpr(x, call, nullptr, nullptr, false)) {
    case ExprClass::Conversion:
      errorf(x, code, "%s requires function call, not conversion %s", keyword, x);
      return;
    case ExprClass::Expression:
      if (!x.invalid()) errorf(x, Code::UnusedResults, "%s discards result of %s", keyword, x);
      return;
    case ExprClass::Statement: return;
  }
}

void Checker::Impl::returnStmt(ReturnStmt* s) {
  std::span<Var*> results = sig->results->vars;
  if (!s->results.empty()) return initVars(results, s->results, s);
  if (results.empty()) return;
  if (!results[0]->name) return returnError(s, results, {});
  // The named results are returned: they must not be hidden.
  for (Var* v : results) {
    Object* other = nullptr;
    for (Scope* sc = scope; sc != nullptr && other == nullptr; sc = sc->parent) other = lookupIn(sc, v->name);
    if (v->name.blank() || other == nullptr || other == v) continue;
    std::string described = "var " + str("%s %s", v->name, v->type);
    ErrorLines(*this, Code::OutOfScopeResult)
        .add(s, "result parameter %s not in scope at return", v->name)
        .add(other, "inner declaration of %s", described)
        .report();
  }
}

// ---- If and for ------------------------------------------------------------------------------------------------

void Checker::Impl::condition(Expr* cond, std::string_view statement) {
  Operand x;
  expr(x, cond);
  if (x.invalid()) return;
  if (!allBoolean(x.type)) {
    errorf(cond, Code::InvalidCond, "non-boolean condition in %s statement", statement);
  } else if (isUntyped(x.type)) {
    updateExprType(cond, world.basic(BasicKind::Bool), true);
  }
}

// Long chains of else if are a loop, so that they need no stack.
void Checker::Impl::ifStmt(IfStmt* s) {
  Scope* outer = scope;
  for (;;) {
    openScope();
    simpleStmt(s->init);
    size_t top = delayedTop();
    condition(s->cond, "if");
    if (delayedTop() != top) processDelayed(top);
    Scope* own = openScope();
    stmtList(s->then->list);
    closeScope(own);
    auto* next = syntax::as<IfStmt>(s->otherwise);
    if (next == nullptr) break;
    s = next;
  }
  if (s->otherwise != nullptr) stmt(s->otherwise);
  closeScope(outer);
}

void Checker::Impl::forStmt(ForStmt* s) {
  if (auto* range = syntax::as<RangeClause>(s->init)) return rangeStmt(s, range);
  Scope* outer = openScope();
  simpleStmt(s->init);
  if (s->cond != nullptr) condition(s->cond, "for");
  simpleStmt(s->post);
  stmt(s->body);
  closeScope(outer);
}

// ---- Select ----------------------------------------------------------------------------------------------------

namespace {

// A send, or a receive whose value may be assigned.
bool isCommunication(Stmt* s) {
  Expr* receive = nullptr;
  switch (s->kind) {
    case NodeKind::SendStmt: return true;
    case NodeKind::ExprStmt: receive = syntax::cast<ExprStmt>(s)->x; break;
    case NodeKind::AssignStmt:
      if (syntax::cast<AssignStmt>(s)->rhs.size() != 1) return false;
      receive = syntax::cast<AssignStmt>(s)->rhs[0];
      break;
    default: return false;
  }
  auto* op = syntax::as<Operation>(unparen(receive));
  return op != nullptr && op->unary() && op->op == Token::Recv;
}

}  // namespace

void Checker::Impl::selectStmt(SelectStmt* s) {
  CommClause* first = nullptr;
  for (CommClause* c : s->body) {
    if (c->comm != nullptr) continue;
    if (first != nullptr) {
      errorf(c, Code::DuplicateDefault, "multiple defaults (first at %s)", world.sources.toString(first->pos));
    } else {
      first = c;
    }
  }
  for (CommClause* c : s->body) {
    if (c->comm != nullptr && !isCommunication(c->comm)) {
      errorf(c->comm, Code::InvalidSelectCase, "select case must be send or receive (possibly with assignment)");
      continue;
    }
    Scope* outer = openScope();
    simpleStmt(c->comm);
    stmtList(c->body);
    closeScope(outer);
  }
}

}  // namespace gosub::types
