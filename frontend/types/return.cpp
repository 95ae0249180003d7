// Terminating statements: a function with results must end in one. A break that leaves a loop, switch or select makes
// it one that may end.
#include "frontend/types/checker_impl.h"

namespace gosub::types {

using namespace syntax;

namespace {

// Does a statement contain a break out of the statement in question: one with its label, or (inside it without
// another breakable statement between) one without label?
class BreakSearch {
 public:
  explicit BreakSearch(Name label) : label_(label) {}

  bool list(std::span<Stmt* const> stmts, bool implicit) const {
    for (Stmt* s : stmts)
      if (in(s, implicit)) return true;
    return false;
  }

  bool in(Stmt* s, bool implicit) const {
    switch (s->kind) {
      case NodeKind::LabeledStmt: return in(syntax::cast<LabeledStmt>(s)->stmt, implicit);
      case NodeKind::BranchStmt: return isBreak(syntax::cast<BranchStmt>(s), implicit);
      case NodeKind::BlockStmt: return list(syntax::cast<BlockStmt>(s)->list, implicit);
      case NodeKind::IfStmt: return inIf(syntax::cast<IfStmt>(s), implicit);
      case NodeKind::SwitchStmt: return label_ && inClauses(syntax::cast<SwitchStmt>(s)->body);
      case NodeKind::SelectStmt: return label_ && inClauses(syntax::cast<SelectStmt>(s)->body);
      case NodeKind::ForStmt: return label_ && in(syntax::cast<ForStmt>(s)->body, false);
      default: return false;
    }
  }

 private:
  bool isBreak(BranchStmt* b, bool implicit) const {
    if (b->tok != Token::Break) return false;
    return b->label == nullptr ? implicit : b->label->name == label_;
  }

  bool inIf(IfStmt* s, bool implicit) const {
    return in(s->then, implicit) || (s->otherwise != nullptr && in(s->otherwise, implicit));
  }

  template <class Clause>
  bool inClauses(std::span<Clause* const> clauses) const {
    for (Clause* c : clauses)
      if (list(c->body, false)) return true;
    return false;
  }
  template <class Clause>
  bool inClauses(std::span<Clause*> clauses) const {
    return inClauses(std::span<Clause* const>(clauses));
  }

  Name label_;
};

}  // namespace

// label: of the statement, if it has one.
bool Checker::Impl::isTerminating(Stmt* s, Name label) {
  switch (s->kind) {
    case NodeKind::LabeledStmt: {
      auto* l = syntax::cast<LabeledStmt>(s);
      return isTerminating(l->stmt, l->label->name);
    }
    case NodeKind::ExprStmt: {
      auto* call = syntax::as<CallExpr>(unparen(syntax::cast<ExprStmt>(s)->x));
      return call != nullptr && (call->checkerBits & kPanicCall) != 0;
    }
    case NodeKind::ReturnStmt: return true;
    case NodeKind::BranchStmt: {
      Token tok = syntax::cast<BranchStmt>(s)->tok;
      return tok == Token::Goto || tok == Token::Fallthrough;
    }
    case NodeKind::BlockStmt: return isTerminatingList(syntax::cast<BlockStmt>(s)->list, Name{});
    case NodeKind::IfStmt: {
      auto* i = syntax::cast<IfStmt>(s);
      return i->otherwise != nullptr && isTerminating(i->then, Name{}) && isTerminating(i->otherwise, Name{});
    }
    case NodeKind::SwitchStmt: return isTerminatingSwitch(syntax::cast<SwitchStmt>(s), label);
    case NodeKind::SelectStmt:
      for (CommClause* c : syntax::cast<SelectStmt>(s)->body)
        if (!isTerminatingList(c->body, Name{}) || BreakSearch(label).list(c->body, true)) return false;
      return true;
    case NodeKind::ForStmt: {
      // A range loop ends by itself.
      auto* f = syntax::cast<ForStmt>(s);
      bool range = f->init != nullptr && f->init->kind == NodeKind::RangeClause;
      return !range && f->cond == nullptr && !BreakSearch(label).in(f->body, true);
    }
    default: return false;
  }
}

// The last statement that is not empty decides.
bool Checker::Impl::isTerminatingList(std::span<Stmt* const> list, Name label) {
  for (size_t i = list.size(); i-- > 0;)
    if (list[i]->kind != NodeKind::EmptyStmt) return isTerminating(list[i], label);
  return false;
}

bool Checker::Impl::isTerminatingSwitch(SwitchStmt* s, Name label) {
  bool hasDefault = false;
  for (CaseClause* c : s->body) {
    hasDefault = hasDefault || c->isDefault;
    if (!isTerminatingList(c->body, Name{}) || BreakSearch(label).list(c->body, true)) return false;
  }
  return hasDefault;
}

}  // namespace gosub::types
