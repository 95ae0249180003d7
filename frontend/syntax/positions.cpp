// startPos, endPos and other small helpers of the AST. See ast.h.
#include "frontend/syntax/ast.h"

namespace gosub::syntax {

std::string_view nodeKindName(NodeKind kind) {
  static constexpr std::string_view kNames[] = {
#define EXPR(kind, fields) #kind,
#define STMT(kind, fields) #kind,
#define DECL(kind, fields) #kind,
#define OTHER(kind, fields) #kind,
#include "frontend/syntax/nodes.def"
  };
  return kNames[size_t(kind)];
}

Expr* unparen(Expr* x) {
  while (auto* p = as<ParenExpr>(x)) x = p->x;
  return x;
}

// The child that begins before n's own position; null if n begins there itself.
static const Node* leftmostChild(const Node* n) {
  switch (n->kind) {
    case NodeKind::CompositeLit: return cast<CompositeLit>(n)->typeExpr;
    // Not KeyValueExpr, LabeledStmt and ExprStmt: gc reports at their ":" and at the expression's own position.
    case NodeKind::SelectorExpr: return cast<SelectorExpr>(n)->x;
    case NodeKind::IndexExpr: return cast<IndexExpr>(n)->x;
    // Not SliceExpr: gc reports at its "[".
    case NodeKind::AssertExpr: return cast<AssertExpr>(n)->x;
    case NodeKind::CallExpr: return cast<CallExpr>(n)->fun;
    case NodeKind::SendStmt: return cast<SendStmt>(n)->chan;
    case NodeKind::AssignStmt: return cast<AssignStmt>(n)->lhs[0];
    case NodeKind::TypeSwitchGuard: {
      auto* g = cast<TypeSwitchGuard>(n);
      return g->lhs != nullptr ? g->lhs : g->x;
    }
    case NodeKind::Operation: {
      auto* o = cast<Operation>(n);
      return o->unary() ? nullptr : o->x;
    }
    case NodeKind::RangeClause: {
      auto* r = cast<RangeClause>(n);
      return r->lhs.empty() ? nullptr : r->lhs[0];
    }
    default: return nullptr;
  }
}

Pos startPos(const Node* n) {
  while (const Node* child = leftmostChild(n)) n = child;
  return n->pos;
}

// ---- Ends -----------------------------------------------------------------------------------------------------

namespace {

Pos behind(Pos p, size_t bytes) { return Pos{p.offset + uint32_t(bytes)}; }

template <class T>
const Node* last(std::span<T* const> list) {
  return list.empty() ? nullptr : list.back();
}
template <class T>
const Node* last(std::span<T*> list) {
  return list.empty() ? nullptr : list.back();
}

// The last of the given nodes that is not null.
const Node* lastOf(std::initializer_list<const Node*> nodes) {
  const Node* found = nullptr;
  for (const Node* n : nodes)
    if (n != nullptr) found = n;
  return found;
}

// Where n ends: at a place of its own, or where its last child does.
struct End {
  const Node* child;
  Pos pos;
};

End expressionEnd(const Node* n) {
  switch (n->kind) {
    case NodeKind::NameExpr: return {nullptr, behind(n->pos, cast<NameExpr>(n)->name.text().size())};
    case NodeKind::BasicLit: return {nullptr, behind(n->pos, cast<BasicLit>(n)->text.size())};
    case NodeKind::CompositeLit: return {nullptr, cast<CompositeLit>(n)->rbrace};
    case NodeKind::KeyValueExpr: return {cast<KeyValueExpr>(n)->value, {}};
    case NodeKind::FuncLit: return {cast<FuncLit>(n)->body, {}};
    case NodeKind::ParenExpr: return {cast<ParenExpr>(n)->x, {}};
    case NodeKind::SelectorExpr: return {cast<SelectorExpr>(n)->sel, {}};
    case NodeKind::IndexExpr: return {last(cast<IndexExpr>(n)->indices), {}};
    case NodeKind::SliceExpr: {
      auto* s = cast<SliceExpr>(n);
      return {lastOf({s->x, s->index[0], s->index[1], s->index[2]}), {}};
    }
    case NodeKind::AssertExpr: return {cast<AssertExpr>(n)->typeExpr, {}};
    case NodeKind::TypeSwitchGuard: return {cast<TypeSwitchGuard>(n)->x, {}};
    case NodeKind::Operation: return {lastOf({cast<Operation>(n)->x, cast<Operation>(n)->y}), {}};
    case NodeKind::CallExpr: return {lastOf({cast<CallExpr>(n)->fun, last(cast<CallExpr>(n)->args)}), {}};
    case NodeKind::ArrayType: return {cast<ArrayType>(n)->elem, {}};
    case NodeKind::SliceType: return {cast<SliceType>(n)->elem, {}};
    case NodeKind::DotsType: return {cast<DotsType>(n)->elem, {}};
    case NodeKind::StructType: return {last(cast<StructType>(n)->fields), n->pos};
    case NodeKind::InterfaceType: return {last(cast<InterfaceType>(n)->methods), n->pos};
    case NodeKind::FuncType:
      return {lastOf({last(cast<FuncType>(n)->params), last(cast<FuncType>(n)->results)}), n->pos};
    case NodeKind::MapType: return {cast<MapType>(n)->value, {}};
    case NodeKind::ChanType: return {cast<ChanType>(n)->elem, {}};
    default: return {nullptr, n->pos};
  }
}

End statementEnd(const Node* n) {
  switch (n->kind) {
    case NodeKind::LabeledStmt: return {cast<LabeledStmt>(n)->stmt, {}};
    case NodeKind::BlockStmt: return {nullptr, cast<BlockStmt>(n)->rbrace};
    case NodeKind::ExprStmt: return {cast<ExprStmt>(n)->x, {}};
    case NodeKind::SendStmt: return {cast<SendStmt>(n)->value, {}};
    case NodeKind::DeclStmt: return {last(cast<DeclStmt>(n)->decls), n->pos};
    case NodeKind::AssignStmt: {
      auto* a = cast<AssignStmt>(n);
      return a->isIncDec() ? End{nullptr, behind(endPos(a->lhs[0]), 2)} : End{last(a->rhs), {}};
    }
    case NodeKind::BranchStmt: return {cast<BranchStmt>(n)->label, n->pos};
    case NodeKind::CallStmt: return {cast<CallStmt>(n)->call, {}};
    case NodeKind::ReturnStmt: return {last(cast<ReturnStmt>(n)->results), n->pos};
    case NodeKind::IfStmt: return {lastOf({cast<IfStmt>(n)->then, cast<IfStmt>(n)->otherwise}), {}};
    case NodeKind::ForStmt: return {cast<ForStmt>(n)->body, {}};
    case NodeKind::SwitchStmt: return {nullptr, cast<SwitchStmt>(n)->rbrace};
    case NodeKind::SelectStmt: return {nullptr, cast<SelectStmt>(n)->rbrace};
    case NodeKind::RangeClause: return {cast<RangeClause>(n)->x, {}};
    default: return {nullptr, n->pos};
  }
}

End otherEnd(const Node* n) {
  switch (n->kind) {
    case NodeKind::ImportDecl: return {cast<ImportDecl>(n)->path, n->pos};
    case NodeKind::ConstDecl: {
      auto* d = cast<ConstDecl>(n);
      return {lastOf({last(d->names), d->typeExpr, last(d->values)}), n->pos};
    }
    case NodeKind::VarDecl: {
      auto* d = cast<VarDecl>(n);
      return {lastOf({last(d->names), d->typeExpr, last(d->values)}), n->pos};
    }
    case NodeKind::TypeDecl: return {cast<TypeDecl>(n)->typeExpr, n->pos};
    case NodeKind::FuncDecl: {
      auto* d = cast<FuncDecl>(n);
      if (d->bodySkipped) return {nullptr, Pos{d->bodyEnd.offset - 1}};
      return {lastOf({d->typeExpr, d->body}), n->pos};
    }
    case NodeKind::Field: return {lastOf({cast<Field>(n)->name, cast<Field>(n)->typeExpr}), n->pos};
    case NodeKind::CaseClause: return {last(cast<CaseClause>(n)->body), cast<CaseClause>(n)->colon};
    case NodeKind::CommClause: return {last(cast<CommClause>(n)->body), cast<CommClause>(n)->colon};
    case NodeKind::File: return {nullptr, cast<File>(n)->eof};
    default: return {nullptr, n->pos};
  }
}

}  // namespace

Pos endPos(const Node* n) {
  for (;;) {
    End e = isExprKind(n->kind) ? expressionEnd(n) : isStmtKind(n->kind) ? statementEnd(n) : otherEnd(n);
    if (e.child == nullptr) return e.pos.valid() ? e.pos : n->pos;
    n = e.child;
  }
}

}  // namespace gosub::syntax
