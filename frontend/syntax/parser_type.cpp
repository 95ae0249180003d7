// Parser: types, and parameter lists. See parser_impl.h.
#include "frontend/syntax/parser_impl.h"

namespace gosub::syntax {

Expr* Parser::type() {
  Expr* t = typeOrNull();
  if (t != nullptr) return t;
  t = badExpr();
  syntaxError("expected type");
  advance(setOf(Token::Comma, Token::Colon, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace));
  return t;
}

Expr* Parser::typeOrNull() {
  GOSUB_NEST_OR(badExpr());
  Pos p = pos();
  switch (tok()) {
    case Token::Star: next(); return pointerTo(p, type());
    case Token::Func: next(); return funcType("function type", nullptr);
    case Token::Arrow:
    case Token::Chan: return chanType(p);
    case Token::Map: return mapType(p);
    case Token::Struct: return structType();
    case Token::Interface: return interfaceType();
    case Token::Name: return qualifiedName(nullptr);
    case Token::Lbrack: next(); return got(Token::Rbrack) ? sliceType(p) : arrayType(p, nullptr);
    case Token::Lparen: {
      next();
      Expr* t = type();
      want(Token::Rparen);
      return t;
    }
    default: return nullptr;
  }
}

Expr* Parser::pointerTo(Pos p, Expr* elem) {
  Operation* o = make<Operation>(p);
  o->op = Token::Mul;
  o->x = elem;
  return o;
}

// name or package.name, with type arguments; the first name may have been read already.
Expr* Parser::qualifiedName(NameExpr* first) {
  Expr* x = first;
  if (x == nullptr && at(Token::Name)) x = name();
  if (x == nullptr) {
    x = makeName(pos(), "_");
    syntaxError("expected name");
    advance(setOf(Token::Dot, Token::Semi, Token::Rbrace));
  }
  if (at(Token::Dot)) {
    SelectorExpr* s = make<SelectorExpr>(pos());
    next();
    s->x = x;
    s->sel = name();
    x = s;
  }
  return at(Token::Lbrack) ? typeInstance(x) : x;
}

Expr* Parser::typeInstance(Expr* generic) {
  IndexExpr* i = make<IndexExpr>(pos());
  next();
  i->x = generic;
  if (at(Token::Rbrack)) {
    syntaxError("expected type argument list");
    size_t from = mark();
    push(badExpr());
    i->indices = take<Expr>(from);
  } else {
    bool comma;
    i->indices = typeList(true, &comma);
  }
  want(Token::Rbrack);
  return i;
}

// "func" has been consumed. noTypeParams names the construct when it may not have type parameters.
FuncType* Parser::funcType(const char* noTypeParams, std::span<Field*>* typeParams) {
  FuncType* f = make<FuncType>(pos());
  if (got(Token::Lbrack)) {
    if (noTypeParams != nullptr)
      syntaxErrorAt(f->pos, std::string(noTypeParams) + " must have no type parameters");
    if (at(Token::Rbrack)) {
      syntaxError("empty type parameter list");
      next();
    } else {
      std::span<Field*> params = paramList(nullptr, nullptr, Token::Rbrack, true);
      if (typeParams != nullptr) *typeParams = params;
    }
  }
  want(Token::Lparen);
  f->params = paramList(nullptr, nullptr, Token::Rparen, false);
  f->results = results();
  return f;
}

// Behind '[' (which is at p), or behind the length if that is given.
Expr* Parser::arrayType(Pos p, Expr* length) {
  if (length == nullptr && !got(Token::DotDotDot)) {
    exprNest_++;
    length = expr();
    exprNest_--;
  }
  if (at(Token::Comma)) {
    syntaxError("unexpected comma; expected ]");
    next();
  }
  want(Token::Rbrack);
  ArrayType* a = make<ArrayType>(p);
  a->len = length;
  a->elem = type();
  return a;
}

// Behind "[]".
Expr* Parser::sliceType(Pos p) {
  SliceType* s = make<SliceType>(p);
  s->elem = type();
  return s;
}

Expr* Parser::chanType(Pos p) {
  ChanType* c = make<ChanType>(p);
  if (got(Token::Arrow)) {
    want(Token::Chan);
    c->dir = ChanType::Dir::RecvOnly;
  } else {
    next();
    if (got(Token::Arrow)) c->dir = ChanType::Dir::SendOnly;
  }
  c->elem = chanElem();
  return c;
}

Expr* Parser::chanElem() {
  Expr* t = typeOrNull();
  if (t != nullptr) return t;
  t = badExpr();
  syntaxError("missing channel element type");
  return t;
}

Expr* Parser::mapType(Pos p) {
  MapType* m = make<MapType>(p);
  next();
  want(Token::Lbrack);
  m->key = type();
  want(Token::Rbrack);
  m->value = type();
  return m;
}

// ---- Structs --------------------------------------------------------------------------------------------------

StructType* Parser::structType() {
  StructType* s = make<StructType>(pos());
  next();
  want(Token::Lbrace);
  size_t from = mark();
  list("struct type", Token::Semi, Token::Rbrace, [&] {
    fieldDecl();
    return false;
  });
  s->fields = take<Field>(from);
  return s;
}

void Parser::addField(Pos p, NameExpr* name, Expr* type, BasicLit* tag) {
  Field* f = makeField(p, name, type);
  f->tag = tag;
  push(f);
}

void Parser::embeddedField(Pos p, Expr* type) { addField(p, nullptr, type, literalOrNull()); }

void Parser::fieldDecl() {
  Pos p = pos();
  if (at(Token::Name)) return namedFields();
  if (!at(Token::Star) && !at(Token::Lparen)) {
    syntaxError("expected field name or embedded type");
    advance(setOf(Token::Semi, Token::Rbrace));
    return;
  }
  // T may stand in no parentheses: neither *(T) nor (T) nor (*T).
  bool star = got(Token::Star);
  Pos starPos = p;
  bool paren = at(Token::Lparen);
  if (paren) {
    syntaxError("cannot parenthesize embedded type");
    next();
    if (!star) {
      starPos = pos();
      star = got(Token::Star);
    }
  }
  Expr* t = qualifiedName(nullptr);
  if (paren) got(Token::Rparen);
  embeddedField(p, star ? pointerTo(starPos, t) : t);
}

// At a name: fields with names, or an embedded type T, p.T, T[A].
void Parser::namedFields() {
  Pos p = pos();
  NameExpr* first = name();
  if (at(Token::Dot) || at(Token::Literal) || at(Token::Semi) || at(Token::Rbrace))
    return embeddedField(p, qualifiedName(first));
  std::span<NameExpr*> names = nameList(first);
  Expr* t;
  if (names.size() == 1 && at(Token::Lbrack)) {
    t = arrayOrTypeArgs(first);
    if (t->kind == NodeKind::IndexExpr) return embeddedField(p, t);
  } else {
    t = type();
  }
  BasicLit* tag = literalOrNull();
  for (NameExpr* n : names) addField(n->pos, n, t, tag);
}

// At the '[' behind a name: []E and [n]E are its type; [A], [A, B] are type arguments of it.
Expr* Parser::arrayOrTypeArgs(NameExpr* name) {
  Pos p = pos();
  next();
  if (got(Token::Rbrack)) return sliceType(p);
  bool comma;
  std::span<Expr*> items = typeList(false, &comma);
  want(Token::Rbrack);
  if (!comma) {
    if (Expr* elem = typeOrNull()) {
      ArrayType* a = make<ArrayType>(p);
      a->len = items[0];
      a->elem = elem;
      return a;
    }
  }
  IndexExpr* i = make<IndexExpr>(p);
  i->x = name;
  i->indices = items;
  return i;
}

// ---- Interfaces -----------------------------------------------------------------------------------------------

InterfaceType* Parser::interfaceType() {
  InterfaceType* i = make<InterfaceType>(pos());
  next();
  want(Token::Lbrace);
  size_t from = mark();
  list("interface type", Token::Semi, Token::Rbrace, [&] {
    Field* f = at(Token::Name) ? methodOrEmbedded() : nullptr;
    if (f == nullptr || f->name == nullptr) f = embeddedElem(f);
    push(f);
    return false;
  });
  i->methods = take<Field>(from);
  return i;
}

static constexpr const char* kInterfaceMethod = "interface method";

// At a name: a method, or the (first) type of an embedded element.
Field* Parser::methodOrEmbedded() {
  Field* f = make<Field>(pos());
  NameExpr* n = name();
  if (at(Token::Lparen)) {
    f->name = n;
    f->typeExpr = funcType(kInterfaceMethod, nullptr);
  } else if (at(Token::Lbrack)) {
    bracketedMethod(f, n);
  } else {
    f->typeExpr = qualifiedName(n);
  }
  return f;
}

// name[...]: type arguments of an embedded type, or the type parameters that a method may not have. Both are read
// as a parameter list and then judged.
void Parser::bracketedMethod(Field* f, NameExpr* n) {
  Pos p = pos();
  next();
  auto methodOrType = [&] {
    if (at(Token::Lparen)) {
      f->name = n;
      f->typeExpr = funcType(kInterfaceMethod, nullptr);
    } else {
      f->typeExpr = n;
    }
  };
  if (at(Token::Rbrack)) {
    Pos close = pos();
    next();
    errorAt(close, at(Token::Lparen) ? "empty type parameter list" : "empty type argument list");
    return methodOrType();
  }
  std::span<Field*> params = paramList(nullptr, nullptr, Token::Rbrack, false);
  if (params.empty()) return methodOrType();
  if (params[0]->name != nullptr) {
    f->name = n;
    f->typeExpr = funcType(kInterfaceMethod, nullptr);
    errorAt(p, "interface method must have no type parameters");
    return;
  }
  IndexExpr* i = make<IndexExpr>(p);
  i->x = n;
  size_t from = mark();
  for (Field* param : params) push(param->typeExpr);
  i->indices = take<Expr>(from);
  f->typeExpr = i;
}

// term { "|" term }, the first of which f holds already unless it is null.
Field* Parser::embeddedElem(Field* f) {
  if (f == nullptr) {
    f = make<Field>(pos());
    f->typeExpr = embeddedTerm();
  }
  while (atOperator(Token::Or)) {
    Operation* o = make<Operation>(pos());
    o->op = Token::Or;
    next();
    o->x = f->typeExpr;
    o->y = embeddedTerm();
    f->typeExpr = o;
  }
  return f;
}

Expr* Parser::embeddedTerm() {
  if (atOperator(Token::Tilde)) {
    Operation* o = make<Operation>(pos());
    o->op = Token::Tilde;
    next();
    o->x = type();
    return o;
  }
  Expr* t = typeOrNull();
  if (t != nullptr) return t;
  t = badExpr();
  syntaxError("expected ~ term or type");
  advance(setOf(Token::Operator, Token::Semi, Token::Rparen, Token::Rbrack, Token::Rbrace));
  return t;
}

// ---- Parameters -----------------------------------------------------------------------------------------------

Field* Parser::makeField(Pos p, NameExpr* name, Expr* type) {
  Field* f = make<Field>(p);
  f->name = name;
  f->typeExpr = type;
  return f;
}

std::span<Field*> Parser::results() {
  if (got(Token::Lparen)) return paramList(nullptr, nullptr, Token::Rparen, false);
  Pos p = pos();
  Expr* t = typeOrNull();
  if (t == nullptr) return {};
  size_t from = mark();
  push(makeField(p, nullptr, t));
  return take<Field>(from);
}

// One element of a parameter list that ends in `close`: a name, a type, or both; distributeTypes decides later what
// a lone name is. `name` is the first name if that has been read already. In type parameter lists (close is ']')
// types may be ~T and unions.
Field* Parser::paramOrNull(NameExpr* first, Token close) {
  bool typeSets = close == Token::Rbrack;
  if (first == nullptr && typeSets && atOperator(Token::Tilde)) return embeddedElem(nullptr);
  Field* f = make<Field>(first != nullptr ? first->pos : pos());
  if (first == nullptr && at(Token::Name)) first = name();
  if (first != nullptr) {
    if (Field* done = paramWithName(f, first, typeSets)) return done;
  }
  if (at(Token::DotDotDot)) {
    DotsType* d = make<DotsType>(pos());
    next();
    d->elem = typeOrNull();
    if (d->elem == nullptr) {
      d->elem = badExpr();
      syntaxError("... is missing type");
    }
    f->typeExpr = d;
    return f;
  }
  if (typeSets && atOperator(Token::Tilde)) {
    f->typeExpr = embeddedElem(nullptr)->typeExpr;
    return f;
  }
  f->typeExpr = typeOrNull();
  if (f->typeExpr != nullptr && typeSets && atOperator(Token::Or)) embeddedElem(f);
  if (f->name != nullptr || f->typeExpr != nullptr) return f;
  syntaxError("expected " + std::string(tokenText(close)));
  advance(setOf(Token::Comma, close));
  return nullptr;
}

// Behind a name. Returns f if that completes the parameter; null if a type may follow.
Field* Parser::paramWithName(Field* f, NameExpr* n, bool typeSets) {
  if (at(Token::Lbrack)) {
    f->typeExpr = arrayOrTypeArgs(n);
    if (f->typeExpr->kind != NodeKind::IndexExpr) f->name = n;
  } else if (at(Token::Dot)) {
    f->typeExpr = qualifiedName(n);
  } else if (typeSets && atOperator(Token::Or)) {
    f->typeExpr = n;
  } else {
    f->name = n;
    return nullptr;
  }
  return typeSets && atOperator(Token::Or) ? embeddedElem(f) : f;
}

// Behind the opening token. If name is given it is the first name; type, if given too, its type. In the result all
// have names or none has.
std::span<Field*> Parser::paramList(NameExpr* name, Expr* type, Token close, bool requireNames) {
  size_t from = mark();
  // list() would not ask for an element at the end.
  if (type != nullptr && at(close)) {
    next();
    push(makeField(name->pos, name, type));
    return take<Field>(from);
  }
  Pos end = list("parameter list", Token::Comma, close, [&] {
    Field* f = type != nullptr ? makeField(name->pos, name, type) : paramOrNull(name, close);
    name = nullptr;
    type = nullptr;
    if (f != nullptr) push(f);
    return false;
  });
  std::span<Field*> params = take<Field>(from);
  distributeTypes(params, end, requireNames);
  return params;
}

// A list like (a, b int, c string) gives each name the type that follows; one without any "name type" pair is a
// list of types.
void Parser::distributeTypes(std::span<Field*> params, Pos end, bool requireNames) {
  size_t named = 0, typed = 0;
  for (Field* f : params) {
    named += f->name != nullptr && f->typeExpr != nullptr;
    typed += f->typeExpr != nullptr;
  }
  if (named == params.size()) return;
  if (named == 0 && !requireNames) {
    for (Field* f : params) {
      if (f->name == nullptr) continue;
      f->typeExpr = f->name;
      f->name = nullptr;
    }
    return;
  }
  Pos errorPos;
  Expr* following = nullptr;
  for (size_t i = params.size(); i-- > 0;) {
    Field* f = params[i];
    if (f->typeExpr != nullptr) {
      following = f->typeExpr;
      if (f->name != nullptr) continue;
      errorPos = startPos(following);
      f->name = makeName(errorPos, "_");
    } else if (following != nullptr) {
      f->typeExpr = following;
    } else {
      errorPos = f->name->pos;
      f->typeExpr = make<BadExpr>(errorPos);
    }
  }
  if (!errorPos.valid()) return;
  if (!requireNames) {
    syntaxErrorAt(errorPos, "mixed named and unnamed parameters");
  } else if (named == typed) {
    // Only names are left over, at the end.
    syntaxErrorAt(end, "missing type constraint");
  } else {
    syntaxErrorAt(errorPos, params.size() == 1 ? "missing type parameter name or invalid array length"
                                               : "missing type parameter name");
  }
}

}  // namespace gosub::syntax
