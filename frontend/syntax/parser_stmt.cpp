// Parser: statements. See parser_impl.h.
#include "frontend/syntax/parser_impl.h"
#include "frontend/syntax/printer.h"

namespace gosub::syntax {

std::span<Stmt*> Parser::stmtList() {
  size_t from = mark();
  while (!at(Token::Eof) && !at(Token::Rbrace) && !at(Token::Case) && !at(Token::Default)) {
    Stmt* s = stmtOrNull();
    clearDirectives();
    if (s == nullptr) break;
    push(s);
    if (!got(Token::Semi) && !at(Token::Rbrace)) {
      syntaxError("at end of statement");
      advance(setOf(Token::Semi, Token::Rbrace, Token::Case, Token::Default));
      got(Token::Semi);
    }
  }
  return take<Stmt>(from);
}

Stmt* Parser::stmtOrNull() {
  GOSUB_NEST_OR(nullptr);
  if (at(Token::Name)) {
    clearDirectives();
    std::span<Expr*> lhs = exprList();
    auto* label = as<NameExpr>(lhs[0]);
    if (lhs.size() == 1 && label != nullptr && at(Token::Colon)) return labeledStmtOrNull(label);
    return simpleStmt(lhs, Context::None);
  }
  switch (tok()) {
    case Token::Var: return declStmt(&Parser::varSpec);
    case Token::Const: return declStmt(&Parser::constSpec);
    case Token::Type: return declStmt(&Parser::typeSpec);
    default: clearDirectives(); return stmtOfKeyword();
  }
}

Stmt* Parser::stmtOfKeyword() {
  switch (tok()) {
    case Token::Lbrace: return block("");
    case Token::For: return forStmt();
    case Token::Switch: return switchStmt();
    case Token::Select: return selectStmt();
    case Token::If: return ifStmt();
    case Token::Go:
    case Token::Defer: return callStmt();
    case Token::Fallthrough:
    case Token::Break:
    case Token::Continue:
    case Token::Goto: return branchStmt();
    case Token::Return: return returnStmt();
    case Token::Semi: return make<EmptyStmt>(pos());
    case Token::Operator:
    case Token::Star:
      switch (scan_.op) {
        case Token::Add:
        case Token::Sub:
        case Token::Mul:
        case Token::And:
        case Token::Xor:
        case Token::Not: return simpleStmt({}, Context::None);
        default: return nullptr;
      }
    case Token::Literal:
    case Token::Func:
    case Token::Lparen:
    case Token::Lbrack:
    case Token::Struct:
    case Token::Map:
    case Token::Chan:
    case Token::Interface:
    case Token::Arrow: return simpleStmt({}, Context::None);
    default: return nullptr;
  }
}

// ---- Simple statements ----------------------------------------------------------------------------------------

// lhs is what has been read of it: the leading expressions, or nothing.
Stmt* Parser::simpleStmt(std::span<Expr*> lhs, Context context) {
  if (context == Context::For && at(Token::Range)) return rangeClause({}, false);
  if (lhs.empty()) lhs = exprList();
  if (lhs.size() > 1 || at(Token::Assign) || at(Token::Define)) return assignment(lhs, context);
  Pos p = pos();
  Token op = scan_.op;
  switch (tok()) {
    case Token::AssignOp: {
      next();
      size_t from = mark();
      push(expr());
      return assign(p, op, lhs, take<Expr>(from));
    }
    case Token::IncOp: next(); return assign(p, op, lhs, {});
    case Token::Arrow: {
      SendStmt* s = make<SendStmt>(p);
      next();
      s->chan = lhs[0];
      s->value = expr();
      return s;
    }
    default: return exprStmt(lhs[0]);
  }
}

// Behind the left side of what should be an assignment.
Stmt* Parser::assignment(std::span<Expr*> lhs, Context context) {
  if (!at(Token::Assign) && !at(Token::Define)) {
    syntaxError("expected := or = or comma");
    advance(setOf(Token::Semi, Token::Rbrace));
    return exprStmt(lhs[0]);
  }
  Pos p = pos();
  bool def = at(Token::Define);
  next();
  if (context == Context::For && at(Token::Range)) return rangeClause(lhs, def);
  std::span<Expr*> rhs = exprList();
  auto* guard = rhs.size() == 1 ? as<TypeSwitchGuard>(rhs[0]) : nullptr;
  if (guard != nullptr && context == Context::Switch && def && lhs.size() == 1) {
    if (auto* n = as<NameExpr>(lhs[0])) {
      guard->lhs = n;
      return exprStmt(guard);
    }
  }
  return assign(p, def ? Token::Def : Token::None, lhs, rhs);
}

Stmt* Parser::exprStmt(Expr* x) {
  ExprStmt* s = make<ExprStmt>(x->pos);
  s->x = x;
  return s;
}

Stmt* Parser::assign(Pos p, Token op, std::span<Expr*> lhs, std::span<Expr*> rhs) {
  AssignStmt* s = make<AssignStmt>(p);
  s->op = op;
  s->lhs = lhs;
  s->rhs = rhs;
  return s;
}

Stmt* Parser::rangeClause(std::span<Expr*> lhs, bool def) {
  RangeClause* r = make<RangeClause>(pos());
  next();
  r->lhs = lhs;
  r->def = def;
  r->x = expr();
  return r;
}

// At the ':' behind a label. Null, with a complaint, if no statement follows.
Stmt* Parser::labeledStmtOrNull(NameExpr* label) {
  LabeledStmt* s = make<LabeledStmt>(pos());
  s->label = label;
  next();
  if (at(Token::Rbrace)) {
    s->stmt = make<EmptyStmt>(pos());
    return s;
  }
  s->stmt = stmtOrNull();
  if (s->stmt != nullptr) return s;
  syntaxErrorAt(s->pos, "missing statement after label");
  return nullptr;
}

Stmt* Parser::declStmt(SpecParser parse) {
  DeclStmt* s = make<DeclStmt>(pos());
  next();
  size_t from = mark();
  declarationGroup(parse);
  s->decls = take<Decl>(from);
  return s;
}

Stmt* Parser::callStmt() {
  goDeferSelects_++;
  CallStmt* s = make<CallStmt>(pos());
  s->tok = tok();
  next();
  Expr* x = primaryExpr(nullptr, at(Token::Lparen));
  s->call = unparen(x);
  if (s->call != x)
    errorAt(x->pos, "expression in " + std::string(tokenText(s->tok)) + " must not be parenthesized");
  return s;
}

Stmt* Parser::branchStmt() {
  BranchStmt* s = make<BranchStmt>(pos());
  s->tok = tok();
  next();
  if (s->tok == Token::Goto || (s->tok != Token::Fallthrough && at(Token::Name))) s->label = name();
  return s;
}

Stmt* Parser::returnStmt() {
  ReturnStmt* s = make<ReturnStmt>(pos());
  next();
  if (!at(Token::Semi) && !at(Token::Rbrace)) s->results = exprList();
  return s;
}

// ---- Blocks and headers ---------------------------------------------------------------------------------------

// `after` names what the block belongs to; it may be empty when the '{' is known to be there.
BlockStmt* Parser::block(const char* after) {
  BlockStmt* b = make<BlockStmt>(pos());
  if (!got(Token::Lbrace)) {
    syntaxError(std::string("expected { after ") + after);
    advance(setOf(Token::Name, Token::Rbrace));
    b->rbrace = pos();
    if (got(Token::Rbrace)) return b;
  }
  b->list = stmtList();
  b->rbrace = pos();
  want(Token::Rbrace);
  return b;
}

Stmt* Parser::forStmt() {
  ForStmt* s = make<ForStmt>(pos());
  Header h = header(Token::For, Context::For);
  s->init = h.init;
  s->cond = h.cond;
  s->post = h.post;
  s->body = block("for clause");
  return s;
}

Stmt* Parser::ifStmt() {
  GOSUB_NEST_OR(nullptr);
  IfStmt* s = make<IfStmt>(pos());
  Header h = header(Token::If, Context::If);
  s->init = h.init;
  s->cond = h.cond;
  s->then = block("if clause");
  if (!got(Token::Else)) return s;
  if (at(Token::If)) {
    s->otherwise = ifStmt();
  } else if (at(Token::Lbrace)) {
    s->otherwise = block("");
  } else {
    syntaxError("else must be followed by if or statement block");
    advance(setOf(Token::Name, Token::Rbrace));
  }
  return s;
}

// At the keyword; everything up to the '{' of the body.
Parser::Header Parser::header(Token keyword, Context context) {
  next();
  Header h;
  if (at(Token::Lbrace)) {
    if (keyword == Token::If) {
      syntaxError("missing condition in if statement");
      h.cond = badExpr();
    }
    return h;
  }
  int outer = exprNest_;
  exprNest_ = -1;
  if (!at(Token::Semi)) h.init = headerInit(keyword, context);
  if (as<RangeClause>(h.init) == nullptr) {
    Stmt* cond = nullptr;
    SemiPlace semi;
    if (at(Token::Lbrace)) {
      cond = h.init;
      h.init = nullptr;
    } else {
      semi = headerSemi();
      if (keyword == Token::For)
        cond = forRest(&h);
      else if (!at(Token::Lbrace))
        cond = simpleStmt({}, context);
    }
    h.cond = condition(cond, keyword, semi);
  }
  exprNest_ = outer;
  return h;
}

Stmt* Parser::headerInit(Token keyword, Context context) {
  if (got(Token::Var))
    syntaxError("var declaration not allowed in " + std::string(tokenText(keyword)) + " initializer");
  return simpleStmt({}, context);
}

// The ';' behind the init statement. Where something else stands, '{' is more likely to be missing.
Parser::SemiPlace Parser::headerSemi() {
  if (at(Token::Semi)) {
    SemiPlace semi{pos(), scan_.lit};
    next();
    return semi;
  }
  want(Token::Lbrace);
  if (!at(Token::Lbrace)) advance(setOf(Token::Lbrace, Token::Rbrace));
  return {};
}

// Behind the first ';' of a for: returns the condition, sets the post statement.
Stmt* Parser::forRest(Header* h) {
  Stmt* cond = nullptr;
  if (!at(Token::Semi)) {
    if (at(Token::Lbrace)) {
      syntaxError("expected for loop condition");
      return nullptr;
    }
    cond = simpleStmt({}, Context::None);
  }
  want(Token::Semi);
  if (at(Token::Lbrace)) return cond;
  h->post = simpleStmt({}, Context::None);
  auto* a = as<AssignStmt>(h->post);
  if (a != nullptr && a->op == Token::Def)
    syntaxErrorAt(a->pos, "cannot declare in post statement of for loop");
  return cond;
}

static std::string emphasized(std::span<Expr* const> list) {
  std::string s;
  for (Expr* x : list) s += (s.empty() ? "" : ", ") + exprString(x);
  auto* o = list.size() == 1 ? as<Operation>(list[0]) : nullptr;
  return o != nullptr && !o->unary() ? "(" + s + ")" : s;
}

// The expression that statement s is, if it is one.
Expr* Parser::condition(Stmt* s, Token keyword, SemiPlace semi) {
  if (s == nullptr) {
    if (keyword != Token::If || !semi.pos.valid()) return nullptr;
    if (semi.lit == "semicolon")
      syntaxErrorAt(semi.pos, "missing condition in if statement");
    else
      syntaxErrorAt(semi.pos, "unexpected " + std::string(semi.lit) + ", expected { after if clause");
    return make<BadExpr>(semi.pos);
  }
  if (auto* e = as<ExprStmt>(s)) return e->x;
  // Often = for ==; the parentheses make it show.
  auto* a = as<AssignStmt>(s);
  std::string text = a != nullptr && a->op == Token::None
                         ? "assignment " + emphasized(a->lhs) + " = " + emphasized(a->rhs)
                         : nodeString(s);
  syntaxErrorAt(s->pos, "cannot use " + text + " as value");
  return nullptr;
}

// ---- Switch and select ----------------------------------------------------------------------------------------

Stmt* Parser::switchStmt() {
  SwitchStmt* s = make<SwitchStmt>(pos());
  Header h = header(Token::Switch, Context::Switch);
  s->init = h.init;
  s->tag = h.cond;
  clausesStart("switch");
  size_t from = mark();
  while (!at(Token::Eof) && !at(Token::Rbrace)) push(caseClause());
  s->body = take<CaseClause>(from);
  s->rbrace = pos();
  want(Token::Rbrace);
  return s;
}

Stmt* Parser::selectStmt() {
  goDeferSelects_++;
  SelectStmt* s = make<SelectStmt>(pos());
  next();
  clausesStart("select");
  size_t from = mark();
  while (!at(Token::Eof) && !at(Token::Rbrace)) push(commClause());
  s->body = take<CommClause>(from);
  s->rbrace = pos();
  want(Token::Rbrace);
  return s;
}

void Parser::clausesStart(const char* keyword) {
  if (got(Token::Lbrace)) return;
  syntaxError(std::string("missing { after ") + keyword + " clause");
  advance(setOf(Token::Case, Token::Default, Token::Rbrace));
}

// "case" or "default"; false for neither (reported).
bool Parser::clauseStart(bool* isCase) {
  *isCase = at(Token::Case);
  if (got(Token::Case) || got(Token::Default)) return true;
  syntaxError("expected case or default or }");
  advance(setOf(Token::Colon, Token::Case, Token::Default, Token::Rbrace));
  return false;
}

CaseClause* Parser::caseClause() {
  CaseClause* c = make<CaseClause>(pos());
  bool isCase;
  c->isDefault = clauseStart(&isCase) && !isCase;
  if (isCase) c->cases = exprList();
  c->colon = pos();
  want(Token::Colon);
  c->body = stmtList();
  return c;
}

CommClause* Parser::commClause() {
  CommClause* c = make<CommClause>(pos());
  bool isCase;
  if (clauseStart(&isCase) && isCase) c->comm = simpleStmt({}, Context::None);
  c->colon = pos();
  want(Token::Colon);
  c->body = stmtList();
  return c;
}

}  // namespace gosub::syntax
