// Switch statements. All comparisons come first, then the bodies in source order, so that fallthrough is a jump to the next one.
//
// Switches over integer constants become Switch blocks, over string constants a Switch by length and comparisons of equal lengths; all others
// compare case by case. Type switches compare the dynamic type, which is looked up once.
#include <algorithm>
#include <cstring>

#include "frontend/ir/builder.h"

namespace gosub::ir {

using namespace syntax;

namespace {

constexpr size_t kFewCases = 4;  // fewer are compared one by one

}  // namespace

void Builder::switchStmt(SwitchStmt* s) {
  if (s->init != nullptr) stmt(s->init);
  Block* exit = newBlock();
  std::vector<Block*> bodies;
  Block* otherwise = exit;
  size_t constants = 0, cases = 0;
  for (CaseClause* c : s->body) {
    bodies.push_back(newBlock());
    if (c->isDefault) otherwise = bodies.back();
    cases += c->cases.size();
    for (Expr* e : c->cases) constants += e->constVal != nullptr;
  }
  if (s->tag == nullptr) {
    for (size_t i = 0; i < s->body.size(); i++) {
      for (Expr* e : s->body[i]->cases) {
        Block* next = newBlock();
        Temps temps(*this);
        At at(*this, e->pos);
        if (types::isInterface(typeOf(e)))
          branch(equalDynamic(expr(e), scalar(basic(types::BasicKind::Bool), boolConst(true))), bodies[i], next);
        else
          condBranch(e, bodies[i], next);
        sealAndSet(next);
      }
    }
    jump(otherwise);
  } else {
    GoVal tag = stable(expr(s->tag));
    Type* u = underOf(tag.type);
    bool done = false;
    if (constants == cases && cases >= kFewCases && s->tag->constVal == nullptr) {
      if (types::isInteger(u)) done = constantSwitch(s, tag.w[0], tag.type, bodies, otherwise);
      else if (types::isString(u)) done = stringSwitch(s, tag, bodies, otherwise);
    }
    if (!done) {
      for (size_t i = 0; i < s->body.size(); i++) {
        for (Expr* e : s->body[i]->cases) {
          Block* next = newBlock();
          Temps temps(*this);
          At at(*this, e->pos);
          branch(caseMatches(tag, e), bodies[i], next);
          sealAndSet(next);
        }
      }
      jump(otherwise);
    }
  }
  clauseBodies(s, bodies, exit);
}

void Builder::clauseBodies(SwitchStmt* s, std::span<Block* const> bodies, Block* exit) {
  Block* outerFallthrough = fallthrough_;
  targets_.push_back({s, exit, nullptr});
  for (size_t i = 0; i < bodies.size(); i++) {
    sealAndSet(bodies[i]);
    fallthrough_ = i + 1 < bodies.size() ? bodies[i + 1] : nullptr;
    stmts(s->body[i]->body);
    jump(exit);
  }
  targets_.pop_back();
  fallthrough_ = outerFallthrough;
  sealAndSet(exit);
}

// Whether the tag equals the value of e; one of them may be an interface.
Value* Builder::caseMatches(const GoVal& tag, Expr* e) {
  Type* t = typeOf(e);
  bool tagIface = types::isInterface(underOf(tag.type)), caseIface = types::isInterface(underOf(t));
  if (types::Mode(e->mode) == types::Mode::NilValue || (e->constVal == nullptr && types::isUntyped(t)))
    return comparison(Token::Eql, tag, exprAs(e, tag.type));
  if (tagIface == caseIface) {
    if (tagIface) return comparison(Token::Eql, tag, types::identical(tag.type, t) ? expr(e) : convert(expr(e), tag.type));
    return comparison(Token::Eql, tag, exprAs(e, tag.type));
  }
  if (tagIface) return comparison(Token::Eql, tag, exprAs(e, tag.type));
  return comparison(Token::Eql, convert(tag, t), expr(e));
}

bool Builder::constantSwitch(SwitchStmt* s, Value* tag, Type* t, std::span<Block* const> bodies, Block* otherwise) {
  struct Case {
    int64_t value;
    Block* to;
  };
  std::vector<Case> list;
  for (size_t i = 0; i < s->body.size(); i++) {
    for (Expr* e : s->body[i]->cases) {
      int64_t k;
      uint64_t u;
      if (types::int64Val(e->constVal, &k)) list.push_back({k, bodies[i]});
      else if (types::uint64Val(e->constVal, &u)) list.push_back({int64_t(u), bodies[i]});
      else return false;
    }
  }
  // The first of equal cases counts (instances of generics may have some).
  std::stable_sort(list.begin(), list.end(), [](const Case& a, const Case& b) { return a.value < b.value; });
  list.erase(std::unique(list.begin(), list.end(), [](const Case& a, const Case& b) { return a.value == b.value; }), list.end());
  std::vector<int64_t> values;
  std::vector<Block*> to;
  for (const Case& c : list) {
    values.push_back(c.value);
    to.push_back(c.to);
  }
  to.push_back(otherwise);
  switchOn(tag, values, to);
  return true;
}

bool Builder::stringSwitch(SwitchStmt* s, const GoVal& tag, std::span<Block* const> bodies, Block* otherwise) {
  struct Case {
    std::string_view text;
    Block* to;
    Pos pos;
  };
  std::vector<Case> list;
  for (size_t i = 0; i < s->body.size(); i++)
    for (Expr* e : s->body[i]->cases) list.push_back({types::stringVal(e->constVal), bodies[i], e->pos});
  std::stable_sort(list.begin(), list.end(), [](const Case& a, const Case& b) { return a.text.size() < b.text.size(); });
  std::vector<int64_t> lengths;
  std::vector<Block*> to;
  std::vector<size_t> first;
  for (size_t i = 0; i < list.size(); i++) {
    if (i > 0 && list[i].text.size() == list[i - 1].text.size()) continue;
    lengths.push_back(int64_t(list[i].text.size()));
    to.push_back(newBlock());
    first.push_back(i);
  }
  std::vector<Block*> groups = to;
  to.push_back(otherwise);
  switchOn(tag.w[1], lengths, to);
  for (size_t g = 0; g < groups.size(); g++) {
    sealAndSet(groups[g]);
    size_t end = g + 1 < groups.size() ? first[g + 1] : list.size();
    for (size_t i = first[g]; i < end; i++) {
      At at(*this, list[i].pos);
      if (list[i].text.empty()) {
        jump(list[i].to);
        break;
      }
      Block* next = i + 1 < end ? newBlock() : otherwise;
      branch(bytesEqual(tag.w[0], list[i].text), list[i].to, next);
      if (i + 1 < end) sealAndSet(next);
    }
  }
  return true;
}

// Whether the bytes at p, as many as text has, are those of text.
Value* Builder::bytesEqual(Value* p, std::string_view text) {
  Ty word = text.size() == 1 ? Ty::U8 : text.size() == 2 ? Ty::U16 : text.size() == 4 ? Ty::U32 : text.size() == 8 ? Ty::U64 : Ty::Void;
  if (word == Ty::Void) return runtime(Entry::memequal, {p, dataAddr(text), i64(int64_t(text.size()))}, {Ty::U8});
  uint64_t bits = 0;
  std::memcpy(&bits, text.data(), text.size());
  return compare(Op::Eq, loadWord(word, pointee(p)), intConst(word, int64_t(bits)));
}

// ---- type switches -----------------------------------------------------------------------------------------------------------

void Builder::typeSwitchStmt(SwitchStmt* s, TypeSwitchGuard* guard) {
  if (s->init != nullptr) stmt(s->init);
  GoVal x = expr(guard->x);
  Value* dynamic = dynamicType(x);
  Block* exit = newBlock();
  Block* otherwise = exit;
  std::vector<Block*> bodies;
  std::vector<GoVal> bound(s->body.size(), x);  // what the variable of a clause holds, where the comparison has made it
  for (CaseClause* c : s->body) {
    bodies.push_back(newBlock());
    if (c->isDefault) otherwise = bodies.back();
  }
  for (size_t i = 0; i < s->body.size(); i++) {
    for (Expr* e : s->body[i]->cases) {
      At at(*this, e->pos);
      Block* next = newBlock();
      Value* is;
      if (types::Mode(e->mode) == types::Mode::NilValue) {
        is = compare(Op::Eq, dynamic, nilPtr());
      } else if (Type* t = typeOf(e); types::isInterface(underOf(t))) {
        auto [v, ok] = assertToOk(x, t);
        is = ok;
        bound[i] = v;
      } else {
        is = compare(Op::Eq, dynamic, typeAddr(t));
      }
      branch(is, bodies[i], next);
      sealAndSet(next);
    }
  }
  jump(otherwise);
  targets_.push_back({s, exit, nullptr});
  for (size_t i = 0; i < bodies.size(); i++) {
    CaseClause* c = s->body[i];
    sealAndSet(bodies[i]);
    if (auto* v = types::as<types::Var>(c->implicit); v != nullptr && guard->lhs != nullptr && live()) {
      Temps temps(*this);
      Type* t = subst(v->type);
      bool one = c->cases.size() == 1 && types::Mode(c->cases[0]->mode) != types::Mode::NilValue;
      if (!one) declareAs(v, x);
      else if (types::isInterface(underOf(t))) declareAs(v, bound[i]);
      else declareAs(v, unbox(x.w[1], t));
    }
    stmts(c->body);
    jump(exit);
  }
  targets_.pop_back();
  sealAndSet(exit);
}

}  // namespace gosub::ir
