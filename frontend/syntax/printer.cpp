// Source form of expressions and simple statements. See printer.h.
#include "frontend/syntax/printer.h"

namespace gosub::syntax {

namespace {

constexpr const char* kEllipsis = "\u2026";

class Printer {
 public:
  void node(const Node* n);
  std::string out;

 private:
  void text(std::string_view s) { out += s; }
  template <class T>
  void nodes(std::span<T* const> list) {
    for (size_t i = 0; i < list.size(); i++) {
      if (i > 0) out += ", ";
      node(list[i]);
    }
  }
  template <class T>
  void nodes(std::span<T*> list) {
    nodes(std::span<T* const>(list));
  }
  void operation(const Operation* o);
  void slice(const SliceExpr* s);
  void chan(const ChanType* c);
  void fields(std::span<Field* const> list);
  void methods(std::span<Field* const> list);
  void params(std::span<Field* const> list);
  void signature(const FuncType* f);
  void type(const Node* n);
  void statement(const Node* n);
  void assignment(const AssignStmt* a);
};

void Printer::operation(const Operation* o) {
  if (o->unary()) {
    text(tokenText(o->op));
    return node(o->x);
  }
  node(o->x);
  out += ' ';
  text(tokenText(o->op));
  out += ' ';
  node(o->y);
}

void Printer::slice(const SliceExpr* s) {
  node(s->x);
  out += '[';
  node(s->index[0]);
  out += ':';
  node(s->index[1]);
  if (s->index[2] != nullptr) {
    out += ':';
    node(s->index[2]);
  }
  out += ']';
}

void Printer::chan(const ChanType* c) {
  text(c->dir == ChanType::Dir::RecvOnly ? "<-chan " : c->dir == ChanType::Dir::SendOnly ? "chan<- " : "chan ");
  auto* elem = as<ChanType>(c->elem);
  bool paren = c->dir == ChanType::Dir::Both && elem != nullptr && elem->dir == ChanType::Dir::RecvOnly;
  if (paren) out += '(';
  node(c->elem);
  if (paren) out += ')';
}

// Fields that share a type are listed together.
void Printer::fields(std::span<Field* const> list) {
  for (size_t i = 0; i < list.size(); i++) {
    const Field* f = list[i];
    if (f->name != nullptr) {
      node(f->name);
      const Field* after = i + 1 < list.size() ? list[i + 1] : nullptr;
      if (after != nullptr && after->name != nullptr && after->typeExpr == f->typeExpr) {
        out += ", ";
        continue;
      }
      out += ' ';
    }
    node(f->typeExpr);
    if (f->tag != nullptr) {
      out += ' ';
      node(f->tag);
    }
    if (i + 1 < list.size()) out += "; ";
  }
}

void Printer::methods(std::span<Field* const> list) {
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out += "; ";
    if (list[i]->name != nullptr) {
      node(list[i]->name);
      signature(cast<FuncType>(list[i]->typeExpr));
    } else {
      node(list[i]->typeExpr);
    }
  }
}

void Printer::params(std::span<Field* const> list) {
  out += '(';
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0) out += ", ";
    const Field* f = list[i];
    if (f->name != nullptr) {
      node(f->name);
      if (i + 1 < list.size() && list[i + 1]->name != nullptr && list[i + 1]->typeExpr == f->typeExpr) continue;
      out += ' ';
    }
    node(unparen(f->typeExpr));
  }
  out += ')';
}

void Printer::signature(const FuncType* f) {
  params(f->params);
  if (f->results.empty()) return;
  out += ' ';
  if (f->results.size() == 1 && f->results[0]->name == nullptr)
    node(f->results[0]->typeExpr);
  else
    params(f->results);
}

void Printer::type(const Node* n) {
  switch (n->kind) {
    case NodeKind::ArrayType: {
      auto* a = cast<ArrayType>(n);
      out += '[';
      a->len != nullptr ? node(a->len) : text("...");
      out += ']';
      return node(a->elem);
    }
    case NodeKind::SliceType: text("[]"); return node(cast<SliceType>(n)->elem);
    case NodeKind::DotsType: text("..."); return node(cast<DotsType>(n)->elem);
    case NodeKind::StructType:
      text("struct{");
      fields(cast<StructType>(n)->fields);
      return text("}");
    case NodeKind::InterfaceType:
      text("interface{");
      methods(cast<InterfaceType>(n)->methods);
      return text("}");
    case NodeKind::FuncType: text("func"); return signature(cast<FuncType>(n));
    case NodeKind::MapType:
      text("map[");
      node(cast<MapType>(n)->key);
      text("]");
      return node(cast<MapType>(n)->value);
    case NodeKind::ChanType: return chan(cast<ChanType>(n));
    default: return statement(n);
  }
}

void Printer::assignment(const AssignStmt* a) {
  nodes(a->lhs);
  std::string_view op = a->op == Token::None ? "" : tokenText(a->op);
  if (a->isIncDec()) {
    text(op);
    return text(op);
  }
  out += ' ';
  text(op);
  text("= ");
  nodes(a->rhs);
}

void Printer::statement(const Node* n) {
  switch (n->kind) {
    case NodeKind::ExprStmt: return node(cast<ExprStmt>(n)->x);
    case NodeKind::SendStmt:
      node(cast<SendStmt>(n)->chan);
      text(" <- ");
      return node(cast<SendStmt>(n)->value);
    case NodeKind::AssignStmt: return assignment(cast<AssignStmt>(n));
    case NodeKind::RangeClause: {
      auto* r = cast<RangeClause>(n);
      nodes(r->lhs);
      if (!r->lhs.empty()) text(r->def ? " := " : " = ");
      text("range ");
      return node(r->x);
    }
    case NodeKind::EmptyStmt: return;
    default: return text(kEllipsis);
  }
}

void Printer::node(const Node* n) {
  if (n == nullptr) return;
  switch (n->kind) {
    case NodeKind::BadExpr: return text("<bad expr>");
    case NodeKind::NameExpr: return text(cast<NameExpr>(n)->name.text());
    case NodeKind::BasicLit: return text(cast<BasicLit>(n)->text);
    case NodeKind::CompositeLit:
      node(cast<CompositeLit>(n)->typeExpr);
      out += '{';
      if (!cast<CompositeLit>(n)->elems.empty()) text(kEllipsis);
      return text("}");
    case NodeKind::KeyValueExpr:
      node(cast<KeyValueExpr>(n)->key);
      text(": ");
      return node(cast<KeyValueExpr>(n)->value);
    case NodeKind::FuncLit:
      node(cast<FuncLit>(n)->typeExpr);
      text(" {");
      if (!cast<FuncLit>(n)->body->list.empty()) text(kEllipsis);
      return text("}");
    case NodeKind::ParenExpr:
      out += '(';
      node(cast<ParenExpr>(n)->x);
      return text(")");
    case NodeKind::SelectorExpr:
      node(cast<SelectorExpr>(n)->x);
      out += '.';
      return node(cast<SelectorExpr>(n)->sel);
    case NodeKind::IndexExpr:
      node(cast<IndexExpr>(n)->x);
      out += '[';
      nodes(cast<IndexExpr>(n)->indices);
      return text("]");
    case NodeKind::SliceExpr: return slice(cast<SliceExpr>(n));
    case NodeKind::AssertExpr:
      node(cast<AssertExpr>(n)->x);
      text(".(");
      node(cast<AssertExpr>(n)->typeExpr);
      return text(")");
    case NodeKind::TypeSwitchGuard:
      if (cast<TypeSwitchGuard>(n)->lhs != nullptr) {
        node(cast<TypeSwitchGuard>(n)->lhs);
        text(" := ");
      }
      node(cast<TypeSwitchGuard>(n)->x);
      return text(".(type)");
    case NodeKind::Operation: return operation(cast<Operation>(n));
    case NodeKind::CallExpr:
      node(cast<CallExpr>(n)->fun);
      out += '(';
      nodes(cast<CallExpr>(n)->args);
      if (cast<CallExpr>(n)->hasDots) text("...");
      return text(")");
    default: return type(n);
  }
}

}  // namespace

std::string nodeString(const Node* n) {
  Printer p;
  p.node(n);
  return std::move(p.out);
}

std::string exprString(const Expr* x) { return nodeString(x); }

}  // namespace gosub::syntax
