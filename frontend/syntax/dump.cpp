// Dumps of tokens and trees. See dump.h.
#include "frontend/syntax/dump.h"

#include "frontend/syntax/scanner.h"

namespace gosub::syntax {

namespace {

std::string placeOf(const SourceFile& source, Pos p) {
  if (!p.valid()) return "-";
  Position at = source.physical(p);
  return std::to_string(at.line) + ":" + std::to_string(at.column);
}

class TreeDumper {
 public:
  explicit TreeDumper(const SourceFile& source) : source_(source) {}

  void node(const Node* n, std::string_view field) {
    out.append(indent_ * 2, ' ');
    if (!field.empty()) out.append(field).append(": ");
    if (n == nullptr) {
      out += "-\n";
      return;
    }
    out.append(nodeKindName(n->kind)).append(" @").append(placeOf(source_, n->pos));
    attributes(n);
    out += '\n';
    indent_++;
    children(n);
    indent_--;
  }

  std::string out;

 private:
  void attributes(const Node* n);
  void children(const Node* n);
  void flag(const char* name, bool value) {
    if (value) out.append(" ").append(name);
  }

  const SourceFile& source_;
  size_t indent_ = 0;
};

// What nodes.def says of one node, with the field macros defined for one purpose.
#define EXPR(kind, fields) CASE(kind, fields)
#define STMT(kind, fields) CASE(kind, fields)
#define DECL(kind, fields) CASE(kind, fields)
#define OTHER(kind, fields) CASE(kind, fields)
#define CASE(Kind, fields)                                  \
  case NodeKind::Kind: {                                    \
    [[maybe_unused]] auto* x = static_cast<const Kind*>(n); \
    fields break;                                           \
  }

void TreeDumper::attributes(const Node* n) {
#define NODE(f)
#define LIST(f)
#define NAME(f) out.append(" ").append(x->f.text());
#define TOK(f) out.append(" ").append(x->f == Token::None ? "=" : tokenText(x->f));
#define FLAG(f) flag(#f, x->f);
#define TEXT(f) out.append(" ").append(x->f);
  switch (n->kind) {
#include "frontend/syntax/nodes.def"
  }
#undef NODE
#undef LIST
#undef NAME
#undef TOK
#undef FLAG
#undef TEXT
  if (auto* c = as<ChanType>(n)) {
    flag("send-only", c->dir == ChanType::Dir::SendOnly);
    flag("receive-only", c->dir == ChanType::Dir::RecvOnly);
  }
  if (auto* c = as<ConstDecl>(n)) out.append(" iota ").append(std::to_string(c->iota));
  if (auto* c = as<CaseClause>(n)) flag("default", c->isDefault);
  if (auto* b = as<BranchStmt>(n)) {
    if (b->target != nullptr) out.append(" -> ").append(placeOf(source_, b->target->pos));
  }
  if (auto* f = as<FuncDecl>(n)) {
    flag("body-skipped", f->bodySkipped);
    for (const Directive& d : f->directives) out.append(" //").append(d.text);
  }
  if (auto* v = as<VarDecl>(n)) {
    for (const Directive& d : v->directives) out.append(" //").append(d.text);
  }
}

#define EXPR(kind, fields) CASE(kind, fields)
#define STMT(kind, fields) CASE(kind, fields)
#define DECL(kind, fields) CASE(kind, fields)
#define OTHER(kind, fields) CASE(kind, fields)

void TreeDumper::children(const Node* n) {
#define NODE(f) \
  if (x->f != nullptr) node(x->f, #f);
#define LIST(f) \
  for (const Node* child : x->f) node(child, #f);
#define NAME(f)
#define TOK(f)
#define FLAG(f)
#define TEXT(f)
  switch (n->kind) {
#include "frontend/syntax/nodes.def"
  }
#undef NODE
#undef LIST
#undef NAME
#undef TOK
#undef FLAG
#undef TEXT
}
#undef CASE

class TokenDumper final : private ScanHandler {
 public:
  explicit TokenDumper(SourceFile& source) : source_(source), scan_(source.text(), this) {}

  std::string run() {
    do {
      scan_.next();
      line(scan_.offset, describe());
    } while (scan_.tok != Token::Eof);
    return std::move(out_);
  }

 private:
  std::string describe() const {
    std::string s(tokenText(scan_.tok));
    switch (scan_.tok) {
      case Token::Name:
      case Token::Literal:
      case Token::Semi: return s + " " + std::string(scan_.lit);
      case Token::Operator: return std::string(tokenText(scan_.op));
      case Token::AssignOp: return std::string(tokenText(scan_.op)) + "=";
      case Token::IncOp: return std::string(tokenText(scan_.op)) + std::string(tokenText(scan_.op));
      default: return s;
    }
  }
  void line(uint32_t offset, std::string text) {
    out_ += placeOf(source_, source_.pos(offset)) + "\t" + text + "\n";
  }
  void scanError(uint32_t offset, std::string message) override { line(offset, "error: " + message); }
  void scanDirective(uint32_t offset, std::string_view comment) override {
    line(offset, "directive " + std::string(comment));
  }

  SourceFile& source_;
  Scanner scan_;
  std::string out_;
};

}  // namespace

std::string dumpTree(const Node* n, const SourceFile& source) {
  TreeDumper d(source);
  d.node(n, "");
  return std::move(d.out);
}

std::string dumpTokens(SourceFile& source) {
  return TokenDumper(source).run();
}

}  // namespace gosub::syntax
