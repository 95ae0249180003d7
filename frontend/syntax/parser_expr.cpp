// Parser: expressions. See parser_impl.h.
#include "frontend/syntax/parser_impl.h"
#include "frontend/syntax/printer.h"

namespace gosub::syntax {

// Operators bind by precedence; x, if given, is the already parsed first operand.
Expr* Parser::binaryExpr(Expr* x, int prec) {
  if (x == nullptr) x = unaryExpr();
  int levels = 0;  // chains nest to the left
  while ((at(Token::Operator) || at(Token::Star)) && scan_.prec > prec) {
    Operation* o = make<Operation>(pos());
    o->op = scan_.op;
    int inner = scan_.prec;
    next();
    o->x = x;
    o->y = binaryExpr(nullptr, inner);
    x = o;
    if (++levels > options_.maxDepth) tooDeep();
  }
  return x;
}

Expr* Parser::unaryExpr() {
  GOSUB_NEST_OR(badExpr());
  if (at(Token::Operator) || at(Token::Star)) {
    switch (scan_.op) {
      case Token::Mul:
      case Token::Add:
      case Token::Sub:
      case Token::Not:
      case Token::Xor:
      case Token::Tilde:
      case Token::And: return unaryOperation(scan_.op);
      default: break;
    }
  }
  if (at(Token::Arrow)) return receiveOrChan();
  // Parentheses are kept: the checker complains about some of them, as in (x) := 1.
  return primaryExpr(nullptr, true);
}

Expr* Parser::unaryOperation(Token op) {
  Operation* o = make<Operation>(pos());
  o->op = op;
  next();
  o->x = unaryExpr();
  if (op == Token::And) o->x = unparen(o->x);  // &(T{}) is &T{}
  return o;
}

// "<-": a receive operation unless a channel type follows, which is known only when that has been parsed. Then the
// arrow belongs to it: <-(chan T) is (<-chan T).
Expr* Parser::receiveOrChan() {
  Pos p = pos();
  next();
  Expr* x = unaryExpr();
  if (auto* t = as<ChanType>(x)) {
    reassociateArrow(t);
    return t;
  }
  Operation* o = make<Operation>(p);
  o->op = Token::Recv;
  o->x = x;
  return o;
}

// <-(chan<- E) is <-chan (<-E), and so on inwards.
void Parser::reassociateArrow(ChanType* c) {
  for (;;) {
    ChanType::Dir was = c->dir;
    if (was == ChanType::Dir::RecvOnly) syntaxError("unexpected <-, expected chan");
    c->dir = ChanType::Dir::RecvOnly;
    if (was != ChanType::Dir::SendOnly) return;
    auto* elem = as<ChanType>(c->elem);
    if (elem == nullptr) return syntaxError("unexpected " + nodeString(c->elem) + ", expected chan");
    c = elem;
  }
}

// ---- Operands -------------------------------------------------------------------------------------------------

Expr* Parser::operand(bool keepParens) {
  switch (tok()) {
    case Token::Name: return name();
    case Token::Literal: return literalOrNull();
    case Token::Lparen: return parenthesized(keepParens);
    case Token::Func: return funcLiteralOrType();
    case Token::Lbrack:
    case Token::Chan:
    case Token::Map:
    case Token::Struct:
    case Token::Interface: return type();
    default: {
      Expr* x = badExpr();
      syntaxError("expected expression");
      advance(setOf(Token::Rparen, Token::Rbrack, Token::Rbrace));
      return x;
    }
  }
}

Expr* Parser::parenthesized(bool keepParens) {
  Pos p = pos();
  next();
  exprNest_++;
  Expr* x = expr();
  exprNest_--;
  want(Token::Rparen);
  // Before '{' they may be the mistake (T){...}.
  if (!keepParens && !at(Token::Lbrace)) return x;
  ParenExpr* paren = make<ParenExpr>(p);
  paren->x = x;
  return paren;
}

Expr* Parser::funcLiteralOrType() {
  Pos p = pos();
  next();
  FuncType* t = funcType("function type", nullptr);
  if (!at(Token::Lbrace)) return t;
  FuncLit* f = make<FuncLit>(p);
  f->typeExpr = t;
  exprNest_++;
  depth_ += kLevelsOfLiteral - 1;
  f->body = funcBody();
  depth_ -= kLevelsOfLiteral - 1;
  exprNest_--;
  return f;
}

// An operand (or x, if given) and all the selectors, indices, calls and literal values behind it.
Expr* Parser::primaryExpr(Expr* x, bool keepParens) {
  if (x == nullptr) x = operand(keepParens);
  for (int levels = 0;; levels++) {
    if (levels > options_.maxDepth) tooDeep();
    switch (tok()) {
      case Token::Dot: x = selectorOrAssertion(x); break;
      case Token::Lbrack: x = indexOrSlice(x); break;
      case Token::Lparen: x = call(x); break;
      case Token::Lbrace:
        if (!isLiteralType(x)) return x;
        if (x->kind == NodeKind::ParenExpr) syntaxError("cannot parenthesize type in composite literal");
        x = compositeLit(x);
        break;
      default: return x;
    }
  }
}

Expr* Parser::selectorOrAssertion(Expr* x) {
  Pos p = pos();
  next();
  if (at(Token::Name)) {
    SelectorExpr* s = make<SelectorExpr>(p);
    s->x = x;
    s->sel = name();
    return s;
  }
  if (!got(Token::Lparen)) {
    syntaxError("expected name or (");
    advance(setOf(Token::Semi, Token::Rparen));
    return x;
  }
  Expr* result;
  if (got(Token::Type)) {
    TypeSwitchGuard* g = make<TypeSwitchGuard>(p);
    g->x = x;
    result = g;
  } else {
    AssertExpr* a = make<AssertExpr>(p);
    a->x = x;
    a->typeExpr = type();
    result = a;
  }
  want(Token::Rparen);
  return result;
}

Expr* Parser::indexOrSlice(Expr* x) {
  Pos p = pos();
  next();
  std::span<Expr*> indices;
  if (!at(Token::Colon)) {
    bool comma = false;
    if (at(Token::Rbrack)) {
      syntaxError("expected operand");
      size_t from = mark();
      push(badExpr());
      indices = take<Expr>(from);
    } else {
      indices = typeList(false, &comma);
    }
    if (comma || at(Token::Rbrack)) {
      want(Token::Rbrack);
      IndexExpr* i = make<IndexExpr>(p);
      i->x = x;
      i->indices = indices;
      return i;
    }
  }
  return slice(x, p, indices.empty() ? nullptr : indices[0]);
}

// At the first ':' (or where it should be), behind the lower bound.
Expr* Parser::slice(Expr* x, Pos p, Expr* low) {
  if (!got(Token::Colon)) {
    syntaxError("expected comma, : or ]");
    advance(setOf(Token::Comma, Token::Colon, Token::Rbrack));
  }
  exprNest_++;
  SliceExpr* s = make<SliceExpr>(p);
  s->x = x;
  s->index[0] = low;
  if (!at(Token::Colon) && !at(Token::Rbrack)) s->index[1] = expr();
  if (at(Token::Colon)) {
    s->full = true;
    if (s->index[1] == nullptr) {
      errorAt(pos(), "middle index required in 3-index slice");
      s->index[1] = badExpr();
    }
    next();
    if (at(Token::Rbrack)) {
      errorAt(pos(), "final index required in 3-index slice");
      s->index[2] = badExpr();
    } else {
      s->index[2] = expr();
    }
  }
  exprNest_--;
  want(Token::Rbrack);
  return s;
}

Expr* Parser::call(Expr* fun) {
  CallExpr* c = make<CallExpr>(pos());
  next();
  c->fun = fun;
  exprNest_++;
  size_t from = mark();
  list("argument list", Token::Comma, Token::Rparen, [&] {
    push(expr());
    c->hasDots = got(Token::DotDotDot);
    return c->hasDots;
  });
  c->args = take<Expr>(from);
  exprNest_--;
  return c;
}

// ---- Composite literals ---------------------------------------------------------------------------------------

// Does x, as far as syntax tells, denote a value and no type?
static bool isValue(const Expr* x) {
  switch (x->kind) {
    case NodeKind::BasicLit:
    case NodeKind::CompositeLit:
    case NodeKind::FuncLit:
    case NodeKind::SliceExpr:
    case NodeKind::AssertExpr:
    case NodeKind::TypeSwitchGuard:
    case NodeKind::CallExpr: return true;
    case NodeKind::Operation: return cast<Operation>(x)->op != Token::Mul || !cast<Operation>(x)->unary();
    case NodeKind::ParenExpr: return isValue(cast<ParenExpr>(x)->x);
    case NodeKind::IndexExpr: {
      auto* i = cast<IndexExpr>(x);
      return isValue(i->x) || (i->indices.size() == 1 && isValue(i->indices[0]));
    }
    default: return false;
  }
}

// At '{' behind x: does it begin a literal value of type x, or a block?
bool Parser::isLiteralType(Expr* x) const {
  x = unparen(x);
  switch (x->kind) {
    case NodeKind::NameExpr:
    case NodeKind::SelectorExpr: return exprNest_ >= 0;
    case NodeKind::IndexExpr: return exprNest_ >= 0 && !isValue(x);
    case NodeKind::ArrayType:
    case NodeKind::SliceType:
    case NodeKind::StructType:
    case NodeKind::MapType: return true;
    default: return false;
  }
}

CompositeLit* Parser::compositeLit(Expr* type) {
  CompositeLit* c = make<CompositeLit>(pos());
  c->typeExpr = type;
  exprNest_++;
  want(Token::Lbrace);
  size_t from = mark();
  c->rbrace = list("composite literal", Token::Comma, Token::Rbrace, [&] {
    Expr* e = literalElement();
    c->keyCount += e->kind == NodeKind::KeyValueExpr;
    push(e);
    return false;
  });
  c->elems = take<Expr>(from);
  exprNest_--;
  return c;
}

Expr* Parser::literalElement() {
  Expr* x = element();
  if (!at(Token::Colon)) return x;
  KeyValueExpr* kv = make<KeyValueExpr>(pos());
  next();
  kv->key = x;
  kv->value = element();
  return kv;
}

Expr* Parser::element() {
  GOSUB_NEST_OR(badExpr());
  return at(Token::Lbrace) ? compositeLit(nullptr) : expr();
}

// ---- Names, literals, lists -----------------------------------------------------------------------------------

BasicLit* Parser::literalOrNull() {
  if (!at(Token::Literal)) return nullptr;
  BasicLit* b = make<BasicLit>(pos());
  b->text = scan_.lit;
  b->litKind = scan_.litKind;
  b->bad = scan_.bad;
  next();
  return b;
}

NameExpr* Parser::name() {
  if (at(Token::Name)) [[likely]] {
    NameExpr* n = makeName(pos(), scan_.lit);
    next();
    return n;
  }
  NameExpr* n = makeName(pos(), "_");
  syntaxError("expected name");
  advanceOne();
  return n;
}

std::span<NameExpr*> Parser::nameList(NameExpr* first) {
  size_t from = mark();
  push(first);
  while (got(Token::Comma)) push(name());
  return take<NameExpr>(from);
}

std::span<Expr*> Parser::exprList() {
  size_t from = mark();
  push(expr());
  while (got(Token::Comma)) push(expr());
  return take<Expr>(from);
}

// Types and a comma behind the last, if wanted; the first may be any expression unless typesOnly. *comma tells
// whether there was a comma.
std::span<Expr*> Parser::typeList(bool typesOnly, bool* comma) {
  size_t from = mark();
  exprNest_++;
  push(typesOnly ? type() : expr());
  *comma = at(Token::Comma);
  while (got(Token::Comma)) {
    Expr* t = typeOrNull();
    if (t == nullptr) break;
    push(t);
  }
  exprNest_--;
  return take<Expr>(from);
}

}  // namespace gosub::syntax
