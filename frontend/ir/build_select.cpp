// Select statements: all channels and values are evaluated in source order, then selectgo chooses. One case without default is a plain
// send or receive.
#include "base/check.h"
#include "frontend/ir/builder.h"

namespace gosub::ir {

using namespace syntax;

struct Builder::SelectCase {
  CommClause* clause;
  bool send;
  Value* chan;
  Type* elemType;
  Addr elem;          // what is sent, or where the value goes; none: not wanted
  Block* body;
};

namespace {

// The receive operation of a communication; null: a send.
Operation* receiveOf(Stmt* comm) {
  Expr* x = nullptr;
  if (auto* e = as<ExprStmt>(comm)) x = e->x;
  if (auto* a = as<AssignStmt>(comm)) x = a->rhs[0];
  return x == nullptr ? nullptr : as<Operation>(unparen(x));
}

bool wantsValue(Stmt* comm) {
  auto* a = as<AssignStmt>(comm);
  if (a == nullptr) return false;
  auto* n = as<NameExpr>(unparen(a->lhs[0]));
  return n == nullptr || !n->name.blank();
}

}  // namespace

void Builder::selectStmt(SelectStmt* s) {
  CommClause* otherwise = nullptr;
  size_t comms = 0;
  for (CommClause* c : s->body) {
    if (c->comm == nullptr) otherwise = c;
    else comms++;
  }
  Block* exit = newBlock();
  targets_.push_back({s, exit, nullptr});
  if (comms == 0 && otherwise == nullptr) {
    runtime(Entry::selectgo, {nilPtr(), i64(0), i64(0), i64(1)}, {Ty::I64, Ty::U8});
    unreachable();
  } else if (s->body.size() == 1) {
    if (otherwise == nullptr) onlyCase(s->body[0]);
    stmts(s->body[0]->body);
    jump(exit);
  } else {
    choose(s, comms, otherwise, exit);
  }
  targets_.pop_back();
  sealAndSet(exit);
}

// A send or receive that need not be chosen. What a received value goes to is evaluated afterwards, as in any select.
void Builder::onlyCase(CommClause* clause) {
  SelectCase c = selectCase(clause);
  At at(*this, clause->comm->pos);
  if (c.send) {
    runtime(Entry::chansend, {c.chan, address(c.elem)});
    return;
  }
  Value* ok = runtime(Entry::chanrecv2, {c.chan, c.elem ? address(c.elem) : nilPtr()}, {Ty::U8});
  receiveInto(c, ok);
}

void Builder::choose(SelectStmt* s, size_t comms, CommClause* otherwise, Block* exit) {
  std::vector<SelectCase> cases;
  for (CommClause* c : s->body)
    if (c->comm != nullptr) cases.push_back(selectCase(c));
  // Sends first, as selectgo wants them.
  std::vector<size_t> order;
  size_t sends = 0;
  for (bool send : {true, false})
    for (size_t i = 0; i < cases.size(); i++)
      if (cases[i].send == send) order.push_back(i), sends += send;
  Addr table = tempSlot(program_.arrayOf(basic(types::BasicKind::UnsafePointer), int64_t(2 * comms)));
  for (size_t k = 0; k < order.size(); k++) {
    const SelectCase& c = cases[order[k]];
    storeWord(table.at(16 * k), c.chan);
    storeWord(table.at(16 * k + 8), c.elem ? address(c.elem) : nilPtr());
  }
  Value* chosen = runtime(Entry::selectgo, {address(table), i64(int64_t(sends)), i64(int64_t(comms - sends)), i64(otherwise == nullptr)},
                          {Ty::I64, Ty::U8});
  Value* index = extract(chosen, 0);
  Value* ok = extract(chosen, 1);
  for (size_t k = 0; k < order.size(); k++) {
    SelectCase& c = cases[order[k]];
    c.body = newBlock();
    if (k + 1 == order.size() && otherwise == nullptr) {
      jump(c.body);
      break;
    }
    Block* next = newBlock();
    branch(compare(Op::Eq, index, i64(int64_t(k))), c.body, next);
    sealAndSet(next);
  }
  if (otherwise != nullptr) {
    stmts(otherwise->body);
    jump(exit);
  }
  for (SelectCase& c : cases) {
    sealAndSet(c.body);
    if (!c.send) receiveInto(c, ok);
    stmts(c.clause->body);
    jump(exit);
  }
}

Builder::SelectCase Builder::selectCase(CommClause* clause) {
  At at(*this, clause->comm->pos);
  SelectCase c{clause, false, nullptr, nullptr, {}, nullptr};
  if (auto* send = as<SendStmt>(clause->comm)) {
    c.send = true;
    c.elemType = static_cast<types::Chan*>(underOf(typeOf(send->chan)))->elem;
    this->order(send->chan);
    this->order(send->value);
    c.chan = value(send->chan).w[0];
    c.elem = inMemory(stable(valueAs(send->value, c.elemType)));
    return c;
  }
  Operation* receive = receiveOf(clause->comm);
  GOSUB_CHECK(receive != nullptr && receive->op == Token::Recv);
  c.elemType = static_cast<types::Chan*>(underOf(typeOf(receive->x)))->elem;
  c.chan = expr(receive->x).w[0];
  if (wantsValue(clause->comm)) c.elem = tempSlot(c.elemType);
  return c;
}

// x, ok = <-c of the chosen case.
void Builder::receiveInto(const SelectCase& c, Value* ok) {
  auto* a = as<AssignStmt>(c.clause->comm);
  if (a == nullptr) return;
  Temps temps(*this);
  At at(*this, a->pos);
  std::vector<GoVal> vals(2);
  if (c.elem) vals[0] = load(c.elem, c.elemType);
  vals[1] = scalar(basic(types::BasicKind::Bool), ok);
  assignValues(a->lhs, vals, a->op == Token::Def);
}

}  // namespace gosub::ir
