// Labels and branches. See branches.h.
//
// One pass over the statements, block by block. A goto to a label that is not declared yet is carried along as a
// forward goto: resolved by a later label of the same block, or handed to the enclosing block when its block ends.
// Whether it jumps over a variable declaration is known because every declaration marks the gotos pending there.
#include "frontend/syntax/branches.h"

#include <algorithm>

#include "frontend/syntax/printer.h"

namespace gosub::syntax {

struct BranchChecker::Walk {
  Block block;
  Targets targets;
  size_t count;                        // statements of the block without empty ones at its end
  const LabeledStmt* label = nullptr;  // of the statement at hand
  std::vector<BranchStmt*> forward;
  std::vector<BranchStmt*> overDecl;   // forward gotos that are older than varPos
  Pos varPos;
  std::string varName;

  void declares(Pos p, std::string name) {
    varPos = p;
    varName = std::move(name);
    overDecl = forward;
  }
};

void BranchChecker::check(Pos start, std::span<Stmt* const> body) {
  labels_.clear();
  std::vector<BranchStmt*> open = blockBranches(nullptr, {}, nullptr, start, body);
  for (BranchStmt* b : open) {
    std::string name(b->label->name.text());
    if (LabelInfo* l = find(b->label->name)) {
      l->used = true;
      error(b->label->pos, "goto " + name + " jumps into block starting at " + place(l->blockStart));
    } else {
      error(b->label->pos, "label " + name + " not defined");
    }
  }
  for (const LabelInfo& l : labels_)
    if (!l.used) error(l.stmt->label->pos, "label " + std::string(l.name.text()) + " defined and not used");
}

void BranchChecker::error(Pos p, std::string message) { diags_.report(p, "syntax", std::move(message)); }

// file:line:col as //line comments want it, and the place in the real file when that is another.
std::string BranchChecker::place(Pos p) const {
  auto text = [](const Position& at) {
    std::string s(at.file);
    s += ":" + std::to_string(at.line);
    return at.column != 0 ? s + ":" + std::to_string(at.column) : s;
  };
  std::string logical = text(source_.logical(p)), physical = text(source_.physical(p));
  return logical == physical ? logical : logical + "[" + physical + "]";
}

// ---- Labels ---------------------------------------------------------------------------------------------------

BranchChecker::LabelInfo* BranchChecker::find(Name name) {
  for (LabelInfo& l : labels_)
    if (l.name == name) return &l;
  return nullptr;
}

BranchChecker::LabelInfo* BranchChecker::declare(const Block* b, LabeledStmt* s) {
  Name name = s->label->name;
  if (LabelInfo* l = find(name)) {
    error(s->label->pos,
          "label " + std::string(name.text()) + " already defined at " + place(l->stmt->label->pos));
    return l;
  }
  labels_.push_back({name, b->id, b->start, s, false});
  return &labels_.back();
}

// The label if it is declared in b or a block around it.
LabeledStmt* BranchChecker::gotoTarget(const Block* b, Name name) {
  LabelInfo* l = find(name);
  if (l == nullptr) return nullptr;
  l->used = true;
  for (; b != nullptr; b = b->parent)
    if (l->block == b->id) return l->stmt;
  return nullptr;
}

const LabeledStmt* BranchChecker::enclosingTarget(const Block* b, Name name, bool* found) {
  LabelInfo* l = find(name);
  *found = l != nullptr;
  if (l == nullptr) return nullptr;
  l->used = true;
  for (; b != nullptr; b = b->parent)
    if (b->label == l->stmt) return l->stmt;
  return nullptr;
}

// ---- Statements -----------------------------------------------------------------------------------------------

std::vector<BranchStmt*> BranchChecker::blockBranches(const Block* parent, Targets targets, const LabeledStmt* label,
                                                      Pos start, std::span<Stmt* const> body) {
  // A fallthrough is last even if empty statements follow.
  size_t n = body.size();
  while (n > 0 && body[n - 1]->kind == NodeKind::EmptyStmt) n--;
  Walk w{{parent, start, label, blocks_++}, targets, n, nullptr, {}, {}, {}, {}};
  for (size_t i = 0; i < n; i++) {
    w.label = nullptr;
    statement(w, body[i], i);
  }
  return std::move(w.forward);
}

void BranchChecker::inner(Walk& w, Targets targets, Pos start, std::span<Stmt* const> body) {
  std::vector<BranchStmt*> open = blockBranches(&w.block, targets, w.label, start, body);
  w.forward.insert(w.forward.end(), open.begin(), open.end());
}

void BranchChecker::statement(Walk& w, Stmt* s, size_t index) {
  Targets nested{w.targets.breaks, w.targets.continues, -1};
  switch (s->kind) {
    case NodeKind::DeclStmt:
      for (Decl* d : cast<DeclStmt>(s)->decls) {
        auto* v = as<VarDecl>(d);
        if (v == nullptr) continue;
        w.declares(v->pos, std::string(v->names[0]->name.text()));
        break;
      }
      return;
    case NodeKind::AssignStmt: {
      auto* a = cast<AssignStmt>(s);
      if (a->op != Token::Def) return;
      std::string names;
      for (Expr* x : a->lhs) names += (names.empty() ? "" : ", ") + exprString(x);
      return w.declares(a->pos, std::move(names));
    }
    case NodeKind::LabeledStmt:
      labeled(w, cast<LabeledStmt>(s));
      return statement(w, cast<LabeledStmt>(s)->stmt, index);
    case NodeKind::BranchStmt: return branch(w, cast<BranchStmt>(s), index);
    case NodeKind::BlockStmt: return inner(w, nested, s->pos, cast<BlockStmt>(s)->list);
    case NodeKind::IfStmt: {
      auto* i = cast<IfStmt>(s);
      inner(w, nested, i->then->pos, i->then->list);
      if (i->otherwise != nullptr) inner(w, nested, i->otherwise->pos, {&i->otherwise, 1});
      return;
    }
    case NodeKind::ForStmt: {
      auto* f = cast<ForStmt>(s);
      return inner(w, {f, f, -1}, f->body->pos, f->body->list);
    }
    case NodeKind::SwitchStmt:
      nested.breaks = s;
      for (CaseClause* c : cast<SwitchStmt>(s)->body) {
        nested.caseIndex++;
        inner(w, nested, c->pos, c->body);
      }
      return;
    case NodeKind::SelectStmt:
      nested.breaks = s;
      for (CommClause* c : cast<SelectStmt>(s)->body) inner(w, nested, c->pos, c->body);
      return;
    default: return;
  }
}

void BranchChecker::labeled(Walk& w, LabeledStmt* s) {
  if (s->label->name.blank()) return;
  LabelInfo* l = declare(&w.block, s);
  std::erase_if(w.forward, [&](BranchStmt* b) {
    if (b->label->name != s->label->name) return false;
    b->target = s;
    l->used = true;
    if (w.varPos.valid() && std::find(w.overDecl.begin(), w.overDecl.end(), b) != w.overDecl.end())
      error(b->label->pos, "goto " + std::string(l->name.text()) + " jumps over declaration of " + w.varName +
                               " at " + place(w.varPos));
    return true;
  });
  w.label = s;
}

// ---- Branches -------------------------------------------------------------------------------------------------

void BranchChecker::branch(Walk& w, BranchStmt* s, size_t index) {
  if (s->label != nullptr) return labeledBranch(w, s);
  switch (s->tok) {
    case Token::Break:
      s->target = w.targets.breaks;
      if (s->target == nullptr) error(s->pos, "break is not in a loop, switch, or select");
      return;
    case Token::Continue:
      s->target = w.targets.continues;
      if (s->target == nullptr) error(s->pos, "continue is not in a loop");
      return;
    default: return fallthrough(w, s, index);
  }
}

void BranchChecker::fallthrough(Walk& w, BranchStmt* s, size_t index) {
  auto* sw = as<SwitchStmt>(w.targets.breaks);
  if (sw != nullptr && as<TypeSwitchGuard>(sw->tag) != nullptr)
    return error(s->pos, "cannot fallthrough in type switch");
  if (sw == nullptr || w.targets.caseIndex < 0 || index + 1 < w.count)
    return error(s->pos, "fallthrough statement out of place");
  if (size_t(w.targets.caseIndex) + 1 == sw->body.size())
    error(s->pos, "cannot fallthrough final case in switch");
}

void BranchChecker::labeledBranch(Walk& w, BranchStmt* s) {
  std::string name(s->label->name.text());
  if (s->tok == Token::Goto) {
    s->target = gotoTarget(&w.block, s->label->name);
    if (s->target == nullptr) w.forward.push_back(s);
    return;
  }
  bool isBreak = s->tok == Token::Break, found = false;
  const LabeledStmt* l = enclosingTarget(&w.block, s->label->name, &found);
  const char* word = isBreak ? "break" : "continue";
  if (!found) return error(s->label->pos, std::string(word) + " label not defined: " + name);
  NodeKind k = l != nullptr ? l->stmt->kind : NodeKind::EmptyStmt;
  if (k == NodeKind::ForStmt || (isBreak && (k == NodeKind::SwitchStmt || k == NodeKind::SelectStmt)))
    s->target = l->stmt;
  else
    error(s->label->pos, std::string("invalid ") + word + " label " + name);
}

}  // namespace gosub::syntax
