// Type elements of interfaces: ~T and unions A | ~B | C. Their type sets are computed in typeset.cpp.
#include <algorithm>
#include <vector>

#include "frontend/types/checker_impl.h"
#include "frontend/types/construct.h"
#include "frontend/types/format.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

using syntax::Expr;
using syntax::Operation;
using syntax::Token;

namespace {

// A term as gc prints it: with full import paths.
std::string fullText(const UnionTerm& t) { return termString(t, Qualifier(nullptr)); }

Operation* asUnion(Expr* x) {
  auto* o = syntax::as<Operation>(x);
  return o != nullptr && !o->unary() && o->op == Token::Or ? o : nullptr;
}

// A | B | C groups to the left: (A | B) | C. Fills the operations inner first and the terms left to right.
void flattenUnion(Expr* x, std::vector<Operation*>* ops, std::vector<Expr*>* terms) {
  for (Operation* o = asUnion(x); o != nullptr; o = asUnion(o->x)) {
    ops->push_back(o);
    x = o->x;
  }
  std::reverse(ops->begin(), ops->end());
  terms->push_back(x);
  for (Operation* o : *ops) terms->push_back(o->y);
}

}  // namespace

// T or ~T.
UnionTerm Checker::Impl::parseTerm(Expr* tx) {
  Expr* x = tx;
  auto* op = syntax::as<Operation>(tx);
  bool tilde = op != nullptr && op->unary() && op->op == Token::Tilde;
  if (tilde) x = op->x;
  Type* t = typ(x);
  // A type parameter can't be embedded.
  if (isTypeParam(t)) {
    if (tilde) {
      errorf(syntax::startPos(x), Code::MisplacedTypeParam, "type in term %s cannot be a type parameter", tx);
    } else {
      errorf(syntax::startPos(x), Code::MisplacedTypeParam, "term cannot be a type parameter");
    }
    t = world.basic(BasicKind::Invalid);
  }
  UnionTerm term{tilde, t};
  if (tilde) recordType(tx, makeUnion(std::span<const UnionTerm>(&term, 1)));
  return term;
}

Union* Checker::Impl::makeUnion(std::span<const UnionTerm> terms) {
  auto* u = newNode<Union>(world.arena);
  u->terms = world.arena.copy(terms);
  return u;
}

// A single type without ~ is itself; else a Union, or the invalid type.
Type* Checker::Impl::parseUnion(Expr* x) {
  std::vector<Operation*> ops;
  std::vector<Expr*> exprs;
  flattenUnion(x, &ops, &exprs);
  std::vector<UnionTerm> terms;
  for (Expr* e : exprs) {
    UnionTerm term = parseTerm(e);
    if (exprs.size() == 1 && !term.tilde) return term.type;
    if (terms.size() == kMaxUnionTerms) {
      errorf(syntax::startPos(e), Code::InvalidUnion,
             "cannot handle more than %d union terms (implementation limitation)", kMaxUnionTerms);
      return world.basic(BasicKind::Invalid);
    }
    terms.push_back(term);
    if (terms.size() > 1) recordType(ops[terms.size() - 2], makeUnion(terms));
  }
  Union* u = makeUnion(terms);
  std::span<Expr*> kept = world.arena.copy(exprs);
  later([this, u, kept] { checkTerms(u, kept); });
  return u;
}

// Once all types are set up: what ~ may precede, which interfaces may be terms, and that no terms overlap.
void Checker::Impl::checkTerms(Union* u, std::span<Expr* const> exprs) {
  for (size_t i = 0; i < u->terms.size(); i++) {
    const UnionTerm& t = u->terms[i];
    if (!isValid(t.type)) continue;
    Pos pos = syntax::startPos(exprs[i]);
    Type* under = types::under(t.type);
    auto* in = as<Interface>(under);
    if (t.tilde && in != nullptr) {
      errorf(pos, Code::InvalidUnion, "invalid use of ~ (%s is an interface)", t.type);
    } else if (t.tilde && !identical(under, t.type)) {
      errorf(pos, Code::InvalidUnion, "invalid use of ~ (underlying type of %s is %s)", t.type, under);
    } else if (in != nullptr) {
      checkInterfaceTerm(pos, t, typeSet(in));
    } else if (int j = overlappingTerm(u->terms.first(i), t); j >= 0) {
      softErrorf(pos, Code::InvalidUnion, "overlapping terms %s and %s", fullText(t), fullText(u->terms[size_t(j)]));
    }
  }
}

void Checker::Impl::checkInterfaceTerm(Pos pos, const UnionTerm& t, const TypeSet* set) {
  if (!set->methods.empty()) {
    errorf(pos, Code::InvalidUnion, "cannot use %s in union (%s contains methods)", fullText(t), fullText(t));
  } else if (t.type == world.comparableType) {
    errorf(pos, Code::InvalidUnion, "cannot use comparable in union");
  } else if (set->comparable) {
    errorf(pos, Code::InvalidUnion, "cannot use %s in union (%s embeds comparable)", fullText(t), fullText(t));
  }
}

}  // namespace gosub::types
