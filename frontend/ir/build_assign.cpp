// Assignments, in gc's order: calls in the operands of both sides first, then the left sides' operands and the right sides' values, then the
// stores from left to right.
#include "frontend/ir/builder.h"

namespace gosub::ir {

using namespace syntax;

namespace {

bool isBlank(Expr* e) {
  auto* n = as<NameExpr>(unparen(e));
  return n != nullptr && n->name.blank();
}

// The variable that lhs declares in a := statement; null when it is blank or assigns to one that exists.
types::Var* declared(Expr* lhs) {
  auto* n = as<NameExpr>(lhs);
  auto* v = n == nullptr || n->name.blank() ? nullptr : types::as<types::Var>(n->object);
  return v != nullptr && v->pos == n->pos ? v : nullptr;
}

}  // namespace

void Builder::assignStmt(AssignStmt* s) {
  if (s->isIncDec() || (s->op != Token::None && s->op != Token::Def)) return assignOp(s);
  if (s->lhs.size() == 1 && s->rhs.size() == 1) return assignOne(s->lhs[0], s->rhs[0], s->op == Token::Def);
  assignMany(s);
}

// x op= y, x++ and x--: the operands of x are evaluated once.
void Builder::assignOp(AssignStmt* s) {
  Expr* lhs = unparen(s->lhs[0]);
  Expr* rhs = s->isIncDec() ? nullptr : s->rhs[0];
  Type* t = typeOf(lhs);
  order(lhs);
  if (rhs != nullptr) order(rhs);
  if (isBlank(lhs)) return;
  LValue lv = lvalue(lhs);
  // An element of a map is looked up once, for writing, when nothing but the operation is left; a division may still panic.
  bool once = lv.kind == LValue::MapElem && s->op != Token::Div && s->op != Token::Rem;
  bool shift = s->op == Token::Shl || s->op == Token::Shr;
  GoVal x, y = rhs == nullptr ? oneOf(t) : GoVal{};
  auto right = [&] {
    if (rhs != nullptr) y = shift ? value(rhs) : valueAs(rhs, t);
  };
  if (once) {
    right();
    lv.addr = mapAssign(lv.mapType, lv.map, lv.key);
    lv.kind = LValue::Memory;
    x = loadLValue(lv);
  } else {
    x = loadLValue(lv);
    right();
  }
  storeLValue(lv, shift ? shiftOp(s->op, x, y, t) : binaryOp(s->op, x, y, t));
}

GoVal Builder::oneOf(Type* t) {
  GoVal v{t, false, false, 0, {}};
  for (const Component& c : info(t).parts) {
    int64_t k = v.n == 0 ? 1 : 0;  // complex: 1 + 0i
    v.w[v.n++] = isFloat(c.ty) ? floatConst(c.ty, double(k)) : intConst(c.ty, k);
  }
  return v;
}

void Builder::assignOne(Expr* lhs, Expr* rhs, bool define) {
  if (isBlank(lhs)) return blankAssign(rhs);
  if (define)
    if (types::Var* v = declared(lhs)) return declareOne(v, rhs);
  lhs = unparen(lhs);
  order(lhs);
  order(rhs);
  Type* t = typeOf(lhs);
  GoVal v = valueAs(rhs, t);
  LValue lv = lvalue(lhs);
  storeLValue(lv, v);
}

// _ = x
void Builder::blankAssign(Expr* rhs) {
  if (rhs->constVal != nullptr || types::Mode(rhs->mode) == types::Mode::NilValue) return;
  effects(rhs);
}

void Builder::assignMany(AssignStmt* s) {
  bool define = s->op == Token::Def;
  for (Expr* l : s->lhs)
    if (!isBlank(l)) order(unparen(l));
  if (s->rhs.size() != s->lhs.size()) return assignValues(s->lhs, exprList(s->rhs, s->lhs.size()), define);
  orderAll(s->rhs);
  std::vector<Place> places = lvalues(s->lhs, define);
  std::vector<GoVal> vals;
  for (size_t i = 0; i < s->rhs.size(); i++) {
    Expr *l = s->lhs[i], *r = s->rhs[i];
    types::Var* v = define ? declared(l) : nullptr;
    bool blank = isBlank(l);
    if (blank && (r->constVal != nullptr || types::Mode(r->mode) == types::Mode::NilValue)) vals.push_back({});
    else if (blank) vals.push_back(value(r));
    else vals.push_back(stable(valueAs(r, v != nullptr ? subst(v->type) : places[i].lv.type)));
  }
  storeAll(s->lhs, places, vals, define);
}

// The results of one expression against several left sides, whose hoistable parts have been evaluated.
void Builder::assignValues(std::span<Expr* const> lhs, std::span<const GoVal> vals, bool define) {
  for (Expr* l : lhs)
    if (!isBlank(l)) order(unparen(l));
  storeAll(lhs, lvalues(lhs, define), vals, define);
}

// Places of those left sides that are neither blank nor new.
std::vector<Builder::Place> Builder::lvalues(std::span<Expr* const> lhs, bool define) {
  std::vector<Place> places(lhs.size());
  for (size_t i = 0; i < lhs.size(); i++) {
    bool isNew = define && declared(lhs[i]) != nullptr;
    if (isNew || isBlank(lhs[i])) continue;
    if (ended_) startDeadBlock();
    Block* before = cur_;
    size_t mark = cur_->values.size();
    places[i].lv = lvalue(unparen(lhs[i]));
    places[i].checks = takeChecks(cur_ == before ? mark : 0);
  }
  return places;
}

// The checks of a place's last step belong to the assignment, which may come after others: those after the last load since `mark` are
// taken out of the block.
std::vector<Value*> Builder::takeChecks(size_t mark) {
  ArenaVector<Value*>& list = cur_->values;
  for (size_t i = list.size(); i-- > mark;) {
    Effect e = ir::effectOf(list[i]->op);
    if (e == Effect::Pure || e == Effect::Check || e == Effect::Alloc) continue;
    mark = i + 1;
    break;
  }
  std::vector<Value*> checks;
  size_t out = mark;
  for (size_t i = mark; i < list.size(); i++) {
    if (ir::effectOf(list[i]->op) == Effect::Check) checks.push_back(list[i]);
    else list[out++] = list[i];
  }
  list.resize(out);
  return checks;
}

void Builder::putChecks(std::span<Value* const> checks) {
  if (checks.empty()) return;
  if (ended_) startDeadBlock();
  for (Value* v : checks) {
    v->block = cur_;
    cur_->values.push_back(v);
  }
}

void Builder::storeAll(std::span<Expr* const> lhs, std::span<const Place> places, std::span<const GoVal> vals, bool define) {
  for (size_t i = 0; i < lhs.size(); i++) {
    if (isBlank(lhs[i])) continue;
    if (types::Var* v = define ? declared(lhs[i]) : nullptr) {
      declareAs(v, assignConv(vals[i], subst(v->type)));
      continue;
    }
    putChecks(places[i].checks);
    storeLValue(places[i].lv, assignConv(vals[i], places[i].lv.type));
  }
}

}  // namespace gosub::ir
