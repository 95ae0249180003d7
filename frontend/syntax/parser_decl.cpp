// Parser: declarations. See parser_impl.h.
#include "frontend/syntax/directives.h"
#include "frontend/syntax/parser_impl.h"

namespace gosub::syntax {

// Parses one spec or a group of them in parentheses and pushes them.
void Parser::declarationGroup(SpecParser parse) {
  GroupState g;
  if (!at(Token::Lparen)) return push((this->*parse)(g));
  g.group = arena_.make<Group>(pos());
  clearDirectives();
  next();
  list("grouped declaration", Token::Semi, Token::Rparen, [&] {
    push((this->*parse)(g));
    g.index++;
    return false;
  });
}

Decl* Parser::importSpec(GroupState& g) {
  ImportDecl* d = make<ImportDecl>(pos());
  d->group = g.group;
  takeDirectives(kNoDirectives);
  if (at(Token::Name)) {
    d->localName = name();
  } else if (at(Token::Dot)) {
    d->localName = makeName(pos(), ".");
    next();
  }
  d->path = literalOrNull();
  if (d->path == nullptr) {
    syntaxError("missing import path");
    advance(setOf(Token::Semi, Token::Rparen));
  } else if (!d->path->bad && d->path->litKind != LitKind::String) {
    syntaxErrorAt(d->path->pos, "import path must be a string");
    d->path->bad = true;
  }
  return d;
}

Decl* Parser::constSpec(GroupState& g) {
  ConstDecl* d = make<ConstDecl>(pos());
  d->group = g.group;
  d->iota = g.index;
  takeDirectives(kNoDirectives);
  d->names = nameList(name());
  if (!at(Token::Eof) && !at(Token::Semi) && !at(Token::Rparen)) {
    d->typeExpr = typeOrNull();
    if (gotAssign()) d->values = exprList();
  }
  if (d->typeExpr != nullptr || !d->values.empty()) g.source = d;
  d->source = g.source;
  return d;
}

Decl* Parser::varSpec(GroupState& g) {
  VarDecl* d = make<VarDecl>(pos());
  d->group = g.group;
  d->directives = takeDirectives(kEmbedDirective);
  d->names = nameList(name());
  if (gotAssign()) {
    d->values = exprList();
  } else {
    d->typeExpr = type();
    if (gotAssign()) d->values = exprList();
  }
  if (!d->directives.empty()) embedVars_.push_back({d, functionNest_ > 0});
  return d;
}

Decl* Parser::typeSpec(GroupState& g) {
  TypeDecl* d = make<TypeDecl>(pos());
  d->group = g.group;
  takeDirectives(kNoDirectives);
  d->name = name();
  if (at(Token::Lbrack)) {
    bracketedTypeSpec(d);
  } else {
    d->alias = gotAssign();
    d->typeExpr = typeOrNull();
  }
  if (d->typeExpr == nullptr) {
    d->typeExpr = badExpr();
    syntaxError("in type declaration");
    advance(setOf(Token::Semi, Token::Rparen));
  }
  return d;
}

// At the '[' behind the name: an array or slice type, or type parameters. "[name" could begin either; it is then
// parsed as an expression and judged by its form. A '[' right behind that name can only begin a constraint ([P []E),
// because an indexed value is no constant.
void Parser::bracketedTypeSpec(TypeDecl* d) {
  Pos p = pos();
  next();
  if (got(Token::Rbrack)) {
    d->typeExpr = sliceType(p);
    return;
  }
  if (!at(Token::Name)) {
    d->typeExpr = arrayType(p, nullptr);
    return;
  }
  Expr* x = name();
  if (!at(Token::Lbrack)) {
    exprNest_++;
    x = binaryExpr(primaryExpr(x, false), 0);
    exprNest_--;
  }
  NameExpr* param = nullptr;
  Expr* constraint = nullptr;
  bool split = splitTypeParam(x, at(Token::Comma), &param, &constraint);
  if (split && (constraint != nullptr || !at(Token::Rbrack))) {
    d->typeParams = paramList(param, constraint, Token::Rbrack, true);
    d->alias = gotAssign();
    d->typeExpr = typeOrNull();
  } else {
    d->typeExpr = arrayType(p, x);
  }
}

// Could x only be a type (or is it at least in part something that only types are)?
static bool isTypeElement(const Expr* x) {
  switch (x->kind) {
    case NodeKind::ArrayType:
    case NodeKind::StructType:
    case NodeKind::FuncType:
    case NodeKind::InterfaceType:
    case NodeKind::SliceType:
    case NodeKind::MapType:
    case NodeKind::ChanType: return true;
    case NodeKind::ParenExpr: return isTypeElement(cast<ParenExpr>(x)->x);
    case NodeKind::Operation: {
      auto* o = cast<Operation>(x);
      return o->op == Token::Tilde || isTypeElement(o->x) || (o->y != nullptr && isTypeElement(o->y));
    }
    default: return false;
  }
}

// Reads expression x as "name constraint": N (no constraint), N*T, N(T), and unions that begin with such. Where the
// constraint could be a value as well, only if forced.
bool Parser::splitTypeParam(Expr* x, bool force, NameExpr** name, Expr** constraint) {
  if (auto* n = as<NameExpr>(x)) {
    *name = n;
    *constraint = nullptr;
    return true;
  }
  if (auto* c = as<CallExpr>(x)) {
    auto* n = as<NameExpr>(c->fun);
    if (n == nullptr || c->args.size() != 1 || c->hasDots || !(force || isTypeElement(c->args[0]))) return false;
    *name = n;
    *constraint = c->args[0];
    return true;
  }
  auto* o = as<Operation>(x);
  if (o == nullptr || o->unary()) return false;
  if (o->op == Token::Mul) {
    auto* n = as<NameExpr>(o->x);
    if (n == nullptr || !(force || isTypeElement(o->y))) return false;
    *name = n;
    *constraint = pointerTo(o->pos, o->y);
    return true;
  }
  Expr* left = nullptr;
  if (o->op != Token::Or || !splitTypeParam(o->x, force || isTypeElement(o->y), name, &left) || left == nullptr)
    return false;
  Operation* u = make<Operation>(o->pos);
  u->op = Token::Or;
  u->x = left;
  u->y = o->y;
  *constraint = u;
  return true;
}

// ---- Functions ------------------------------------------------------------------------------------------------

// "func" has been consumed.
FuncDecl* Parser::funcDecl() {
  FuncDecl* d = make<FuncDecl>(pos());
  d->directives = takeDirectives(kFunctionDirectives);
  bool method = got(Token::Lparen);
  if (method) receiver(d);
  if (at(Token::Name)) {
    d->name = name();
    d->typeExpr = funcType(method ? "method" : nullptr, &d->typeParams);
  } else {
    d->name = makeName(pos(), "_");
    d->typeExpr = make<FuncType>(pos());
    syntaxError(method ? "expected name" : "expected name or (");
    advance(setOf(Token::Lbrace, Token::Semi));
  }
  if (at(Token::Lbrace)) topLevelBody(d);
  return d;
}

void Parser::receiver(FuncDecl* d) {
  std::span<Field*> fields = paramList(nullptr, nullptr, Token::Rparen, false);
  if (fields.empty()) {
    errorAt(pos(), "method has no receiver");
  } else {
    if (fields.size() > 1) errorAt(pos(), "method has multiple receivers");
    d->recv = fields[0];
  }
}

void Parser::topLevelBody(FuncDecl* d) {
  Pos begin = pos();
  uint32_t end = 0;
  if (single_ && options_.skipBodies) {  // nothing behind it is wanted: its end need not be found
    d->bodySkipped = true;
    d->bodyBegin = begin;
    d->bodyEnd = Pos{begin.offset + 1};
    return;
  }
  if (!options_.skipBodies || !scan_.skipBraces(&end)) {
    d->body = funcBody();
    return;
  }
  next();
  d->bodySkipped = true;
  d->bodyBegin = begin;
  d->bodyEnd = source_.pos(end);
}

BlockStmt* Parser::funcBody() {
  functionNest_++;
  int errorsBefore = errors_;
  uint32_t nodesBefore = nodes_, statementsBefore = goDeferSelects_;
  BlockStmt* b = block("");
  b->nodes = nodes_ - nodesBefore;
  b->hasGoDeferSelect = goDeferSelects_ != statementsBefore;
  functionNest_--;
  // A tree with holes would give meaningless complaints.
  if (errorsBefore == errors_) branches_.check(b->pos, b->list);
  return b;
}

}  // namespace gosub::syntax
