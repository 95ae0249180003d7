// Range over functions. The body of such a loop becomes a function of its own (range_loop.h) that is passed to the iterator; what leaves the
// loop otherwise than by its end leaves a code in the exit variable and makes the body return false, and the code behind the call of the iterator
// continues there. Inlining of iterator and body gives ordinary loops back.
#include <algorithm>

#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/ir/range_loop.h"
#include "frontend/types/construct.h"

namespace gosub::ir {

using namespace syntax;

namespace {

// The jumps in a loop's body, function literals excepted.
struct BodyWalk {
  std::vector<Stmt*> targets;  // statements of the body that jumps may name
  std::vector<BranchStmt*> jumps;
  bool returns = false, defers = false;

  void walk(Node* n) {
    switch (n->kind) {
      case NodeKind::BlockStmt:
        for (Stmt* s : cast<BlockStmt>(n)->list) walk(s);
        return;
      case NodeKind::LabeledStmt:
        targets.push_back(cast<LabeledStmt>(n));
        if (cast<LabeledStmt>(n)->stmt != nullptr) walk(cast<LabeledStmt>(n)->stmt);
        return;
      case NodeKind::BranchStmt:
        if (cast<BranchStmt>(n)->tok != Token::Fallthrough) jumps.push_back(cast<BranchStmt>(n));
        return;
      case NodeKind::CallStmt: defers = defers || cast<CallStmt>(n)->tok == Token::Defer; return;
      case NodeKind::ReturnStmt: returns = true; return;
      case NodeKind::IfStmt:
        walk(cast<IfStmt>(n)->then);
        if (cast<IfStmt>(n)->otherwise != nullptr) walk(cast<IfStmt>(n)->otherwise);
        return;
      case NodeKind::ForStmt:
        targets.push_back(cast<ForStmt>(n));
        walk(cast<ForStmt>(n)->body);
        return;
      case NodeKind::SwitchStmt:
        targets.push_back(cast<SwitchStmt>(n));
        for (CaseClause* c : cast<SwitchStmt>(n)->body)
          for (Stmt* s : c->body) walk(s);
        return;
      case NodeKind::SelectStmt:
        targets.push_back(cast<SelectStmt>(n));
        for (CommClause* c : cast<SelectStmt>(n)->body)
          for (Stmt* s : c->body) walk(s);
        return;
      default: return;
    }
  }

  std::vector<RangeExit> exits(bool all) const {
    std::vector<RangeExit> list;
    auto add = [&](RangeExit e) {
      if (std::find(list.begin(), list.end(), e) == list.end()) list.push_back(e);
    };
    if (returns) add({RangeExit::Return, nullptr});
    for (BranchStmt* j : jumps) {
      if (!all && std::find(targets.begin(), targets.end(), j->target) != targets.end()) continue;
      add({j->tok == Token::Goto ? RangeExit::Goto : j->tok == Token::Break ? RangeExit::Break : RangeExit::Continue, j->target});
    }
    return list;
  }
};

}  // namespace

void Builder::markRangeCaptures(ForStmt* s, RangeClause* r) {
  std::vector<types::Var*> vars;
  freeVars(s->body, vars, s);
  if (!r->def)
    for (Expr* e : r->lhs) freeVars(e, vars);
  rangeCaptured_.insert(vars.begin(), vars.end());
}

// A variable of the loop's own, shared with the body by reference.
types::Var* Builder::hiddenVar(Type* t) {
  types::Var* v = types::newVar(program_.arena(), pos_, sym_->pkg, program_.world().names.intern(".range"), t);
  v->addressTaken = v->captured = v->reassigned = true;
  return v;
}

void Builder::setHidden(types::Var* v, int64_t x) { writeHome(home(v), scalar(v->type, i64(x))); }

RangeLoop* Builder::newRangeLoop(ForStmt* s, RangeClause* r) {
  Arena& arena = program_.arena();
  BodyWalk walk;
  walk.walk(s->body);
  auto* loop = arena.make<RangeLoop>();
  loop->stmt = s;
  loop->clause = r;
  loop->root = rangeLoop_ != nullptr ? rangeLoop_->root : loop;
  Type* intType = basic(types::BasicKind::Int);
  loop->state = hiddenVar(intType);
  std::vector<RangeExit> exits = walk.exits(false);
  std::erase(exits, RangeExit{RangeExit::Break, s});
  std::erase(exits, RangeExit{RangeExit::Continue, s});
  loop->exits = arena.copy(exits);
  if (loop->root != loop) return loop;
  // Codes are numbers in this list, which all loops of the nest share.
  loop->codes = arena.copy(walk.exits(true));
  loop->signature = sig_;
  loop->exit = hiddenVar(intType);
  if (walk.defers) loop->deferToken = hiddenVar(program_.arrayOf(basic(types::BasicKind::Uintptr), kDeferTokenWords));
  if (walk.returns) loop->results = arena.copy(resultVars_);
  return loop;
}

void Builder::rangeFunc(ForStmt* s, RangeClause* r) {
  auto* sig = static_cast<types::Signature*>(underOf(typeOf(r->x)));
  Value* iterator = expr(r->x).w[0];
  Type* yieldType = subst(sig->params->vars[0]->type);
  auto* yieldSig = static_cast<types::Signature*>(underOf(yieldType));
  FuncSym* body = program_.rangeBody(newRangeLoop(s, r), s, yieldSig, sym_);
  RangeLoop* loop = detailOf(body).loop;
  RangeLoop* root = loop->root;
  if (root == loop) {
    declareZero(loop->exit);
    if (loop->deferToken != nullptr) {
      declareZero(loop->deferToken);
      runtime(Entry::rangedeferbegin, {boxAddr(loop->deferToken)});
    }
  }
  declareAs(loop->state, scalar(loop->state->type, i64(kRangeReady)));
  std::vector<types::Var*> vars;
  freeVars(s->body, vars, s);
  if (!r->def)
    for (Expr* e : r->lhs) freeVars(e, vars);
  auto share = [&](types::Var* v) {
    if (v != nullptr && std::find(vars.begin(), vars.end(), v) == vars.end()) vars.push_back(v);
  };
  share(loop->state);
  share(root->exit);
  share(root->deferToken);
  for (types::Var* v : root->results) share(v);
  // The states of the loops around this one are the business of their own bodies.
  std::vector<Ty> words;
  detailOf(body).captures = captureList(vars, &words);
  body->captures = program_.captureStruct(words);
  GoVal yield = closure(body, yieldType);
  callClosure(iterator, static_cast<types::Signature*>(subst(sig)), std::span<const GoVal>(&yield, 1));
  afterRangeFunc(loop);
}

// The iterator has returned: continue where the body wanted to.
void Builder::afterRangeFunc(RangeLoop* loop) {
  Block* bad = newBlock();
  Block* good = newBlock();
  Value* st = readHome(home(loop->state)).w[0];
  branch(compare(Op::Eq, st, i64(kRangePanic)), bad, good, -1);
  sealAndSet(bad);
  runtime(Entry::panicrangestate, {i64(kRangeMissedPanic)});
  unreachable();
  sealAndSet(good);
  setHidden(loop->state, kRangeExhausted);
  if (loop->exits.empty()) return;
  Value* code = readHome(home(loop->root->exit)).w[0];
  std::span<const RangeExit> codes = loop->root->codes;
  for (const RangeExit& e : loop->exits) {
    int64_t k = std::find(codes.begin(), codes.end(), e) - codes.begin() + 1;
    Block* take = newBlock();
    Block* next = newBlock();
    branch(compare(Op::Eq, code, i64(k)), take, next);
    sealAndSet(take);
    takeExit(e, loop);
    sealAndSet(next);
  }
}

// Goes to where an exit leads, as far as this function knows it; else leaves this body, too.
void Builder::takeExit(const RangeExit& e, RangeLoop* loop) {
  Block* to = nullptr;
  switch (e.kind) {
    case RangeExit::Return:
      if (rangeLoop_ == nullptr) return emitReturn();
      break;
    case RangeExit::Goto:
      if (ownLabels_.contains(e.target)) to = labelBlock(e.target);
      break;
    default:
      for (const JumpTarget& t : targets_)
        if (t.stmt == e.target) to = e.kind == RangeExit::Break ? t.onBreak : t.onContinue;
  }
  if (to == nullptr) return leaveRangeBody(e);
  setHidden(loop->root->exit, 0);
  jump(to);
}

void Builder::leaveRangeBody(const RangeExit& e) {
  GOSUB_CHECK(rangeLoop_ != nullptr);
  std::span<const RangeExit> codes = rangeLoop_->root->codes;
  setHidden(rangeLoop_->root->exit, std::find(codes.begin(), codes.end(), e) - codes.begin() + 1);
  setHidden(rangeLoop_->state, kRangeDone);
  Value* no = boolConst(false);
  ret(std::span<Value* const>(&no, 1));
}

// func(key, value) bool
void Builder::buildRangeBody() {
  FuncDetail& d = detailOf(sym_);
  RangeLoop* loop = rangeLoop_ = d.loop;
  sig_ = d.signature;
  hasRangeFunc(loop->stmt->body);
  std::vector<GoVal> params;
  uint32_t word = 0;
  for (types::Var* p : sig_->params->vars) {
    Value* w[4];
    size_t n = info(p->type).words();
    for (size_t i = 0; i < n; i++) w[i] = param(word++);
    params.push_back(words(p->type, std::span<Value* const>(w, n)));
  }
  bindCaptures();
  At at(*this, loop->stmt->pos);
  Block* ready = newBlock();
  Block* bad = newBlock();
  Value* st = readHome(home(loop->state)).w[0];
  branch(compare(Op::Eq, st, i64(kRangeReady)), ready, bad, 1);
  sealAndSet(bad);
  runtime(Entry::panicrangestate, {st});
  unreachable();
  sealAndSet(ready);
  setHidden(loop->state, kRangePanic);
  auto wanted = [&](size_t i) -> const GoVal* {
    if (i >= loop->clause->lhs.size() || i >= params.size()) return nullptr;
    auto* n = as<NameExpr>(unparen(loop->clause->lhs[i]));
    return n != nullptr && n->name.blank() ? nullptr : &params[i];
  };
  setRangeVars(loop->clause, false, wanted(0), wanted(1));
  Block* onBreak = newBlock();
  Block* onContinue = newBlock();
  targets_.push_back({loop->stmt, onBreak, onContinue});
  stmt(loop->stmt->body);
  targets_.pop_back();
  jump(onContinue);
  auto end = [&](Block* b, RangeState state, bool more) {
    sealAndSet(b);
    setHidden(loop->state, state);
    Value* result = boolConst(more);
    ret(std::span<Value* const>(&result, 1));
  };
  end(onContinue, kRangeReady, true);
  end(onBreak, kRangeDone, false);
}

}  // namespace gosub::ir
