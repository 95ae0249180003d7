// Lowering of statements: blocks, declarations, if, for, labels, jumps, return, send. Assignments are build_assign.cpp, range loops
// build_range.cpp, switches build_switch.cpp, select build_select.cpp, go and defer build_defer.cpp.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/ir/range_loop.h"

namespace gosub::ir {

using namespace syntax;

// ---- what has to be known of a body before its variables are declared --------------------------------------------------

bool Builder::hasRangeFunc(Node* body) {
  bool found = false;
  if (body != nullptr) scanStmts(body, false, &found);
  return found;
}

void Builder::scanStmts(Node* n, bool inRangeBody, bool* found) {
  switch (n->kind) {
    case NodeKind::BlockStmt:
      for (Stmt* s : cast<BlockStmt>(n)->list) scanStmts(s, inRangeBody, found);
      return;
    case NodeKind::LabeledStmt: {
      auto* s = cast<LabeledStmt>(n);
      if (!inRangeBody) ownLabels_.insert(s);
      if (s->stmt != nullptr) scanStmts(s->stmt, inRangeBody, found);
      return;
    }
    case NodeKind::BranchStmt: {
      auto* s = cast<BranchStmt>(n);
      if (s->tok == Token::Goto && s->target != nullptr) gotoTargets_.insert(s->target);
      return;
    }
    case NodeKind::CallStmt:
      if (cast<CallStmt>(n)->tok == Token::Defer) {
        hasDefer_ = hasDefer_ || rangeLoop_ == nullptr;
      }
      return;
    case NodeKind::ReturnStmt:
      if (inRangeBody) rangeReturns_ = true;
      return;
    case NodeKind::IfStmt: {
      auto* s = cast<IfStmt>(n);
      scanStmts(s->then, inRangeBody, found);
      if (s->otherwise != nullptr) scanStmts(s->otherwise, inRangeBody, found);
      return;
    }
    case NodeKind::ForStmt: {
      auto* s = cast<ForStmt>(n);
      bool func = false;
      if (auto* r = as<RangeClause>(s->init)) {
        func = types::as<types::Signature>(underOf(typeOf(r->x))) != nullptr;
        if (func) *found = true;
        if (func && !inRangeBody) markRangeCaptures(s, r);
        if (!func && r->def && langMinor() < 22) boxOldLoopVars(r);
      }
      scanStmts(s->body, inRangeBody || func, found);
      return;
    }
    case NodeKind::SwitchStmt:
      for (CaseClause* c : cast<SwitchStmt>(n)->body)
        for (Stmt* s : c->body) scanStmts(s, inRangeBody, found);
      return;
    case NodeKind::SelectStmt:
      for (CommClause* c : cast<SelectStmt>(n)->body)
        for (Stmt* s : c->body) scanStmts(s, inRangeBody, found);
      return;
    default: return;
  }
}

// Before go1.22 a loop has one set of variables, to which each iteration assigns.
void Builder::boxOldLoopVars(RangeClause* r) {
  for (Expr* e : r->lhs) {
    auto* name = as<NameExpr>(e);
    auto* v = name == nullptr ? nullptr : types::as<types::Var>(name->object);
    if (v != nullptr && v->captured) forceBox_.insert(v);
  }
}

// N of the go1.N that the file at hand is written in.
int Builder::langMinor() {
  if (langMinor_ >= 0) return langMinor_;
  langMinor_ = sym_->pkg != nullptr ? sym_->pkg->langMinor : 23;
  SourceFile* file = program_.world().sources.fileOf(sym_->pos);
  if (file == nullptr || sym_->pkg == nullptr) return langMinor_;
  for (File* f : sym_->pkg->files) {
    if (f->source != file || f->goMinor == 0) continue;
    if (f->goMinor > langMinor_ || langMinor_ >= 21) langMinor_ = f->goMinor;
  }
  return langMinor_;
}

// ---- bodies ----------------------------------------------------------------------------------------------------------

void Builder::buildFunctionBody(BlockStmt* body, types::Signature* sig) {
  stmts(body->list);
  if (live()) {
    At at(*this, body->rbrace);
    // A function with results that gets here has a terminating statement that cannot end.
    if (sig->results->vars.empty()) emitReturn();
    else unreachable();
  }
  buildRecoverBlock();
}

void Builder::stmts(std::span<Stmt* const> list) {
  for (Stmt* s : list) stmt(s);
}

void Builder::stmt(Stmt* s) {
  // What cannot be reached is left out; only a label can make it reachable again.
  if (!live() && s->kind != NodeKind::LabeledStmt) return;
  Temps temps(*this);
  At at(*this, s->pos);
  switch (s->kind) {
    case NodeKind::EmptyStmt: break;
    case NodeKind::LabeledStmt: labeledStmt(cast<LabeledStmt>(s)); break;
    case NodeKind::BlockStmt: stmts(cast<BlockStmt>(s)->list); break;
    case NodeKind::ExprStmt: effects(cast<ExprStmt>(s)->x); break;
    case NodeKind::SendStmt: sendStmt(cast<SendStmt>(s)); break;
    case NodeKind::DeclStmt: localDecl(cast<DeclStmt>(s)); break;
    case NodeKind::AssignStmt: assignStmt(cast<AssignStmt>(s)); break;
    case NodeKind::BranchStmt: branchStmt(cast<BranchStmt>(s)); break;
    case NodeKind::CallStmt:
      if (cast<CallStmt>(s)->tok == Token::Go) goStmt(cast<CallStmt>(s));
      else deferStmt(cast<CallStmt>(s));
      break;
    case NodeKind::ReturnStmt: returnStmt(cast<ReturnStmt>(s)); break;
    case NodeKind::IfStmt: ifStmt(cast<IfStmt>(s)); break;
    case NodeKind::ForStmt: {
      auto* f = cast<ForStmt>(s);
      if (auto* r = as<RangeClause>(f->init)) rangeStmt(f, r);
      else forStmt(f);
      break;
    }
    case NodeKind::SwitchStmt: {
      auto* w = cast<SwitchStmt>(s);
      if (auto* guard = as<TypeSwitchGuard>(w->tag)) typeSwitchStmt(w, guard);
      else switchStmt(w);
      break;
    }
    case NodeKind::SelectStmt: selectStmt(cast<SelectStmt>(s)); break;
    default: GOSUB_UNREACHABLE("statement of kind %d", int(s->kind));
  }
}

// ---- declarations ------------------------------------------------------------------------------------------------------

static types::Var* varOf(NameExpr* n) { return n->name.blank() ? nullptr : types::as<types::Var>(n->object); }

void Builder::localDecl(DeclStmt* s) {
  for (Decl* d : s->decls) {
    auto* v = as<VarDecl>(d);
    if (v == nullptr) continue;  // constants and types need no code
    Temps temps(*this);
    At at(*this, v->pos);
    declareVars(v->names, v->values);
  }
}

// var names = values; values may be missing.
void Builder::declareVars(std::span<NameExpr* const> names, std::span<Expr* const> values) {
  if (values.empty()) {
    for (NameExpr* n : names)
      if (types::Var* v = varOf(n)) declareZero(v);
    return;
  }
  if (names.size() == 1 && values.size() == 1) return declareOne(varOf(names[0]), values[0]);
  std::vector<GoVal> vals;
  if (values.size() == names.size()) {
    orderAll(values);
    for (size_t i = 0; i < values.size(); i++) {
      types::Var* v = varOf(names[i]);
      vals.push_back(stable(v != nullptr ? valueAs(values[i], subst(v->type)) : value(values[i])));
    }
  } else {
    vals = exprList(values, names.size());
  }
  for (size_t i = 0; i < names.size(); i++)
    if (types::Var* v = varOf(names[i])) declareAs(v, assignConv(vals[i], subst(v->type)));
}

// A new variable; null: blank.
void Builder::declareOne(types::Var* v, Expr* init) {
  if (v == nullptr) return effects(init);
  Type* t = subst(v->type);
  if (!isMemory(t)) return declareAs(v, exprAs(init, t));
  // Built in place: what initialises the variable cannot see it.
  if (hoists(init)) order(init);
  Home h = declare(v);
  valueInto(init, homeAddr(h), t);
}

// ---- if and for ----------------------------------------------------------------------------------------------------------

void Builder::ifStmt(IfStmt* s) {
  if (s->init != nullptr) stmt(s->init);
  if (s->cond->constVal != nullptr) {
    if (types::boolVal(s->cond->constVal)) stmt(s->then);
    else if (s->otherwise != nullptr) stmt(s->otherwise);
    return;
  }
  Block* yes = newBlock();
  Block* after = newBlock();
  Block* no = s->otherwise != nullptr ? newBlock() : after;
  condBranch(s->cond, yes, no);
  sealAndSet(yes);
  stmt(s->then);
  jump(after);
  if (s->otherwise != nullptr) {
    sealAndSet(no);
    stmt(s->otherwise);
    jump(after);
  }
  sealAndSet(after);
}

namespace {

// Whether the expression or statement can neither take addresses nor make closures.
bool isPlain(Node* n) {
  switch (n->kind) {
    case NodeKind::FuncLit: case NodeKind::SliceExpr: return false;
    case NodeKind::Operation: {
      auto* o = cast<Operation>(n);
      if (o->unary() && o->op == Token::And) return false;
      break;
    }
    case NodeKind::SelectorExpr: {
      auto* s = cast<SelectorExpr>(n)->selection;
      if (s != nullptr && s->kind != types::SelectionKind::FieldVal && s->kind != types::SelectionKind::Qualified) return false;
      break;
    }
    default: break;
  }
  bool plain = true;
  forEachChild(n, [&](Node* c) { plain = plain && isPlain(c); });
  return plain;
}

}  // namespace

// The variables of a three-clause loop that need a copy per iteration (from go1.22 on): those that lie in a box. Where condition and
// post statement only read and write them, they see an SSA variable, and the body a box that is filled from it and copied back at the end of
// an iteration: a box that dies with its iteration can become a slot.
std::vector<Builder::LoopVar> Builder::loopVars(ForStmt* s) {
  std::vector<LoopVar> list;
  auto* init = as<AssignStmt>(s->init);
  if (init == nullptr || init->op != Token::Def || langMinor() < 22) return list;
  bool plain = (s->cond == nullptr || isPlain(s->cond)) && (s->post == nullptr || isPlain(s->post));
  for (Expr* e : init->lhs) {
    auto* name = as<NameExpr>(e);
    types::Var* v = name != nullptr ? varOf(name) : nullptr;
    if (v == nullptr || !isBoxed(v)) continue;
    LoopVar lv{v, {}, {}, false};
    Type* t = subst(v->type);
    if (plain && !isMemory(t)) {
      lv.carried = true;
      lv.carrier.kind = Home::Ssa;
      lv.carrier.type = t;
      lv.carrier.first = newVars(t);
      lv.box.kind = Home::Box;
      lv.box.type = t;
      lv.box.first = newVar(Ty::Ptr);
      bindHome(v, lv.carrier);
    }
    list.push_back(lv);
  }
  return list;
}

void Builder::enterIteration(std::span<const LoopVar> vars) {
  for (const LoopVar& lv : vars) {
    if (!lv.carried) continue;
    GoVal x = readHome(lv.carrier);
    bindHome(lv.var, lv.box);
    declareAs(lv.var, x);
  }
}

void Builder::leaveIteration(std::span<const LoopVar> vars) {
  for (const LoopVar& lv : vars) {
    GoVal x = readHome(home(lv.var));
    if (lv.carried) {
      bindHome(lv.var, lv.carrier);
      writeHome(lv.carrier, x);
    } else {
      declareAs(lv.var, x);
    }
  }
}

void Builder::forStmt(ForStmt* s) {
  std::vector<LoopVar> vars = loopVars(s);
  if (s->init != nullptr) stmt(s->init);
  Block* head = newBlock();
  Block* body = newBlock();
  Block* post = newBlock();
  Block* exit = newBlock();
  jump(head);
  setBlock(head);
  if (s->cond != nullptr && !(s->cond->constVal != nullptr && types::boolVal(s->cond->constVal))) {
    Temps temps(*this);
    At at(*this, s->cond->pos);
    condBranch(s->cond, body, exit);
  } else {
    jump(body);
  }
  sealAndSet(body);
  enterIteration(vars);
  targets_.push_back({s, exit, post});
  stmt(s->body);
  targets_.pop_back();
  jump(post);
  sealAndSet(post);
  if (live()) {
    leaveIteration(vars);
    if (s->post != nullptr) stmt(s->post);
  }
  jump(head);
  seal(head);
  sealAndSet(exit);
}

// ---- labels and jumps ------------------------------------------------------------------------------------------------------

Block* Builder::labelBlock(Stmt* label) {
  Block*& b = labelBlocks_[label];
  if (b == nullptr) b = newBlock();
  return b;
}

void Builder::labeledStmt(LabeledStmt* s) {
  if (gotoTargets_.contains(s)) {
    Block* b = labelBlock(s);
    jump(b);
    setBlock(b);  // sealed when the function is complete
  }
  if (s->stmt != nullptr) stmt(s->stmt);
}

void Builder::branchStmt(BranchStmt* s) {
  switch (s->tok) {
    case Token::Fallthrough: return jump(fallthrough_);
    case Token::Goto:
      if (ownLabels_.contains(s->target)) return jump(labelBlock(s->target));
      return leaveRangeBody({RangeExit::Goto, s->target});
    default: break;
  }
  for (size_t i = targets_.size(); i-- > 0;) {
    if (targets_[i].stmt != s->target) continue;
    return jump(s->tok == Token::Break ? targets_[i].onBreak : targets_[i].onContinue);
  }
  leaveRangeBody({s->tok == Token::Break ? RangeExit::Break : RangeExit::Continue, s->target});
}

// ---- return and send ---------------------------------------------------------------------------------------------------------

void Builder::returnStmt(ReturnStmt* s) {
  types::Signature* sig = rangeLoop_ != nullptr ? rangeLoop_->root->signature : sig_;
  std::span<types::Var* const> results = sig->results->vars;
  if (s->results.empty()) {
    if (rangeLoop_ != nullptr) return leaveRangeBody({RangeExit::Return, nullptr});
    return emitReturn();
  }
  bool direct = rangeLoop_ == nullptr && !hasDefer_;
  if (direct && s->results.size() == 1 && results.size() == 1 && isMemory(results[0]->type)) {
    exprInto(s->results[0], {resultPtrs_[0], 0, 0}, results[0]->type);
    return ret({});
  }
  std::vector<GoVal> vals;
  if (s->results.size() == results.size()) {
    orderAll(s->results);
    for (size_t i = 0; i < results.size(); i++) vals.push_back(valueAs(s->results[i], results[i]->type));
  } else {
    vals = exprList(s->results, results.size());
    for (size_t i = 0; i < results.size(); i++) vals[i] = assignConv(vals[i], results[i]->type);
  }
  if (direct) return returnValues(vals);
  // The values may be those of other results.
  for (GoVal& v : vals) v = stable(v);
  for (size_t i = 0; i < vals.size(); i++) writeHome(home(resultVar(i)), vals[i]);
  if (rangeLoop_ != nullptr) leaveRangeBody({RangeExit::Return, nullptr});
  else emitReturn();
}

types::Var* Builder::resultVar(size_t i) { return rangeLoop_ != nullptr ? rangeLoop_->root->results[i] : resultVars_[i]; }

void Builder::sendStmt(SendStmt* s) {
  auto* chan = types::as<types::Chan>(underOf(typeOf(s->chan)));
  order(s->chan);
  order(s->value);
  GoVal c = value(s->chan);
  GoVal v = stable(valueAs(s->value, chan->elem));
  runtime(Entry::chansend, {c.w[0], address(inMemory(v))});
}

}  // namespace gosub::ir
