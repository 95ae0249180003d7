// Operators: constants, arithmetic, shifts, comparison and equality of all types, concatenation, complex numbers, conditions.
#include <algorithm>

#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/const.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"

namespace gosub::ir {

using syntax::NodeKind;
using syntax::Token;
using types::BasicKind;

// ---- constants -----------------------------------------------------------------------------------------------------

static int64_t integerWord(const types::ConstValue* c) {
  int64_t i;
  uint64_t u;
  if (types::int64Val(c, &i)) return i;
  GOSUB_CHECK(types::uint64Val(c, &u));
  return int64_t(u);
}

GoVal Builder::constant(const types::ConstValue* c, Type* t) {
  Type* u = underOf(t);
  auto* b = types::as<types::Basic>(u);
  if (b == nullptr) {
    // A constant that an interface holds has its default type (the checker gives constants basic types).
    GOSUB_UNREACHABLE("constant of a type of kind %d", int(u->kind));
  }
  auto real = [&](const types::ConstValue* x, Ty ty) {
    int64_t bits = ty == Ty::F32 ? int64_t(std::bit_cast<uint32_t>(types::float32Val(x))) : std::bit_cast<int64_t>(types::float64Val(x));
    return emit(Op::ConstFloat, ty, {}, bits);
  };
  if (b->info & types::kIsString) {
    std::string_view s = types::stringVal(c);
    return words(t, {dataAddr(s), i64(int64_t(s.size()))});
  }
  if (b->info & types::kIsComplex) {
    types::ConstPool& pool = program_.world().constants();
    Ty part = info(t).parts[0].ty;
    Value* re = real(types::realPart(pool, c), part);
    return words(t, {re, real(types::imagPart(pool, c), part)});
  }
  Ty ty = scalarOf(u);
  if (b->info & types::kIsBoolean) return scalar(t, boolConst(types::boolVal(c)));
  if (isFloat(ty)) return scalar(t, real(c, ty));
  if (ty == Ty::Ptr) return scalar(t, integerWord(c) == 0 ? nilPtr() : emit(Op::IntToPtr, Ty::Ptr, {intConst(Ty::U64, integerWord(c))}));
  return scalar(t, intConst(ty, integerWord(c)));
}

// ---- dispatch ------------------------------------------------------------------------------------------------------

static bool isComparisonToken(Token op) {
  switch (op) {
    case Token::Eql: case Token::Neq: case Token::Lss: case Token::Leq: case Token::Gtr: case Token::Geq: return true;
    default: return false;
  }
}

GoVal Builder::operand(Expr* e, Type* t) {
  if (e->constVal == nullptr) return value(e);
  At at(*this, e->pos);
  return constant(e->constVal, t);
}

GoVal Builder::operation(syntax::Operation* e) {
  Type* t = typeOf(e);
  if (e->unary()) {
    switch (e->op) {
      case Token::And: return addressOf(e);
      case Token::Mul: return deref(e->x);
      case Token::Recv: return receive(e);
      default: return unaryOp(e->op, operand(e->x, t), t);
    }
  }
  if (e->op == Token::AndAnd || e->op == Token::OrOr) return logical(e);
  if (isComparisonToken(e->op)) return scalar(t, compareExprs(e));
  if (e->op == Token::Shl || e->op == Token::Shr) {
    GoVal x = operand(e->x, t);
    GoVal count = value(e->y);
    return shiftOp(e->op, x, count, t);
  }
  if (e->op == Token::Add && types::isString(t)) {
    std::vector<Expr*> parts;
    concatOperands(e, parts);
    std::vector<GoVal> values;
    for (Expr* p : parts) values.push_back(operand(p, t));
    return concat(values, t);
  }
  GoVal x = operand(e->x, t);
  GoVal y = operand(e->y, t);
  return binaryOp(e->op, x, y, t);
}

// ---- arithmetic ----------------------------------------------------------------------------------------------------

GoVal Builder::unaryOp(Token op, const GoVal& x, Type* t) {
  GoVal r = x;
  r.type = t;
  for (size_t i = 0; i < r.n; i++) {
    Value*& w = r.w[i];
    switch (op) {
      case Token::Add: break;
      case Token::Sub: w = emit(Op::Neg, w->type, {w}); break;
      case Token::Xor: case Token::Tilde: w = emit(Op::Not, w->type, {w}); break;
      case Token::Not: w = emit(Op::BoolNot, Ty::U8, {w}); break;
      default: GOSUB_UNREACHABLE("unary operator %d", int(op));
    }
  }
  return r;
}

GoVal Builder::binaryOp(Token op, const GoVal& x, const GoVal& y, Type* t) {
  if (op == Token::Shl || op == Token::Shr) return shiftOp(op, x, y, t);
  if (types::isString(t)) {
    GoVal both[] = {x, y};
    return concat(both, t);
  }
  if (types::isComplex(t)) return complexOp(op, x, y, t);
  Value *a = x.w[0], *b = y.w[0];
  Op o;
  switch (op) {
    case Token::Add: o = Op::Add; break;
    case Token::Sub: o = Op::Sub; break;
    case Token::Mul: o = Op::Mul; break;
    case Token::Div: o = Op::Div; break;
    case Token::Rem: o = Op::Mod; break;
    case Token::And: o = Op::And; break;
    case Token::Or: o = Op::Or; break;
    case Token::Xor: o = Op::Xor; break;
    case Token::AndNot: o = Op::AndNot; break;
    default: GOSUB_UNREACHABLE("binary operator %d", int(op));
  }
  if ((o == Op::Div || o == Op::Mod) && isInt(a->type)) divCheck(b);
  return scalar(t, binary(o, a, b));
}

GoVal Builder::shiftOp(Token op, const GoVal& x, const GoVal& count, Type* t) {
  shiftCheck(count.w[0]);
  return scalar(t, emit(op == Token::Shl ? Op::Shl : Op::Shr, x.w[0]->type, {x.w[0], count.w[0]}));
}

GoVal Builder::complexOp(Token op, const GoVal& x, const GoVal& y, Type* t) {
  Ty part = x.w[0]->type;
  if (op == Token::Add || op == Token::Sub) {
    Op o = op == Token::Add ? Op::Add : Op::Sub;
    return words(t, {binary(o, x.w[0], y.w[0]), binary(o, x.w[1], y.w[1])});
  }
  // In double precision, as gc does it.
  Value* w[4];
  for (int i = 0; i < 2; i++) w[i] = convertScalar(x.w[i], Ty::F64), w[i + 2] = convertScalar(y.w[i], Ty::F64);
  Value *re, *im;
  if (op == Token::Mul) {
    re = binary(Op::Sub, binary(Op::Mul, w[0], w[2]), binary(Op::Mul, w[1], w[3]));
    im = binary(Op::Add, binary(Op::Mul, w[0], w[3]), binary(Op::Mul, w[1], w[2]));
  } else {
    GOSUB_CHECK(op == Token::Div);
    Value* q = runtime(Entry::complexdiv, {w[0], w[1], w[2], w[3]}, {Ty::F64, Ty::F64});
    re = extract(q, 0);
    im = extract(q, 1);
  }
  return words(t, {convertScalar(re, part), convertScalar(im, part)});
}

// ---- concatenation -------------------------------------------------------------------------------------------------

void Builder::concatOperands(Expr* e, std::vector<Expr*>& out) {
  Expr* x = syntax::unparen(e);
  auto* o = syntax::as<syntax::Operation>(x);
  if (o == nullptr || o->unary() || o->op != Token::Add || x->constVal != nullptr) {
    out.push_back(x);
    return;
  }
  // Leftmost first, without recursion along the usual left-leaning chain.
  std::vector<Expr*> right;
  while (true) {
    right.push_back(o->y);
    x = syntax::unparen(o->x);
    auto* left = syntax::as<syntax::Operation>(x);
    if (left == nullptr || left->unary() || left->op != Token::Add || x->constVal != nullptr) break;
    o = left;
  }
  out.push_back(x);
  for (size_t i = right.size(); i-- > 0;) concatOperands(right[i], out);
}

GoVal Builder::concat(std::span<const GoVal> parts, Type* t) {
  Value* r;
  if (parts.size() == 2) {
    r = runtime(Entry::concat2, {parts[0].w[0], parts[0].w[1], parts[1].w[0], parts[1].w[1]}, {Ty::Ptr, Ty::I64});
  } else if (parts.size() == 3) {
    r = runtime(Entry::concat3, {parts[0].w[0], parts[0].w[1], parts[1].w[0], parts[1].w[1], parts[2].w[0], parts[2].w[1]},
                {Ty::Ptr, Ty::I64});
  } else {
    Addr list = tempSlot(program_.arrayOf(basic(BasicKind::String), int64_t(parts.size())));
    for (size_t i = 0; i < parts.size(); i++) {
      storeWord(list.at(i * 16), parts[i].w[0]);
      storeWord(list.at(i * 16 + 8), parts[i].w[1]);
    }
    r = runtime(Entry::concatn, {list.base, i64(int64_t(parts.size()))}, {Ty::Ptr, Ty::I64});
  }
  return words(t, {extract(r, 0), extract(r, 1)});
}

// ---- comparison ----------------------------------------------------------------------------------------------------

static bool isNil(const syntax::Expr* e) { return types::Mode(e->mode) == types::Mode::NilValue && e->constVal == nullptr; }

// x == y or an ordering, as expressions; with != the result is that of ==, inverted.
Value* Builder::compareExprs(syntax::Operation* e) {
  if (e->op != Token::Eql && e->op != Token::Neq) {
    Type* t = typeOf(e->x->constVal != nullptr ? e->y : e->x);
    GoVal x = operand(e->x, t);
    GoVal y = operand(e->y, t);
    return comparison(e->op, x, y);
  }
  Value* eq = equalExprs(e->x, e->y);
  if (e->op == Token::Eql) return eq;
  if (eq->op == Op::Eq && eq == cur_->values.back()) {
    eq->op = Op::Ne;
    return eq;
  }
  return emit(Op::BoolNot, Ty::U8, {eq});
}

Value* Builder::isNilValue(const GoVal& v) { return compare(Op::Eq, v.w[0], nilPtr()); }

Value* Builder::equalExprs(Expr* x, Expr* y) {
  if (isNil(x)) std::swap(x, y);
  if (isNil(y)) {
    if (isNil(x)) return boolConst(true);
    return isNilValue(value(x));
  }
  GoVal a, b;
  if (compareMixed(x, y, &a, &b)) return equal(a, b);
  return equalDynamic(a, b);
}

// Evaluates both sides of ==. True: they have one type now. False: x is an interface's value, y one of concrete type.
bool Builder::compareMixed(Expr* x, Expr* y, GoVal* a, GoVal* b) {
  Type *tx = typeOf(x), *ty = typeOf(y);
  bool ix = types::isInterface(tx), iy = types::isInterface(ty);
  if (!ix && !iy) {
    Type* t = x->constVal != nullptr ? ty : tx;
    *a = operand(x, t);
    *b = operand(y, t);
    return true;
  }
  *a = value(x);
  *b = value(y);
  if (ix && iy) {
    // The one with more methods becomes the other.
    if (types::identical(tx, ty)) return true;
    if (types::missingMethod(ty, tx, true)) {
      *a = assignConv(*a, ty);
    } else {
      *b = assignConv(*b, tx);
    }
    return true;
  }
  if (iy) std::swap(*a, *b);
  return false;
}

// An interface's value and one of concrete type.
Value* Builder::equalDynamic(const GoVal& iface, const GoVal& v) {
  Var32 r = newVar(Ty::U8);
  Block *same = newBlock(), *done = newBlock();
  Value* is = isDynamicType(iface, v.type);
  writeVar(r, is);
  branch(is, same, done);
  sealAndSet(same);
  writeVar(r, equal(unbox(iface.w[1], v.type), v));
  jump(done);
  sealAndSet(done);
  return readVar(r);
}

Value* Builder::comparison(Token op, const GoVal& x, const GoVal& y) {
  if (op == Token::Eql) return equal(x, y);
  if (op == Token::Neq) return emit(Op::BoolNot, Ty::U8, {equal(x, y)});
  Op o = op == Token::Lss ? Op::Lt : op == Token::Leq ? Op::Le : op == Token::Gtr ? Op::Gt : Op::Ge;
  if (!types::isString(x.type)) return compare(o, x.w[0], y.w[0]);
  Value* c = runtime(Entry::strcmp, {x.w[0], x.w[1], y.w[0], y.w[1]}, {Ty::I64});
  return compare(o, c, i64(0));
}

namespace {

// == is that of the scalars.
bool plainEqual(types::Type* t) {
  types::Type* u = types::under(t);
  switch (u->kind) {
    case types::TypeKind::Basic: return !(static_cast<types::Basic*>(u)->info & types::kIsString);
    case types::TypeKind::Interface: return false;
    case types::TypeKind::Array: {
      auto* a = static_cast<types::Array*>(u);
      return a->length == 0 || plainEqual(a->elem);
    }
    case types::TypeKind::Struct: {
      auto fields = static_cast<types::Struct*>(u)->fields;
      return std::all_of(fields.begin(), fields.end(), [](types::Var* f) { return f->name.blank() || plainEqual(f->type); });
    }
    default: return true;
  }
}

}  // namespace

// == is that of the bytes: no floats, strings, interfaces, padding or blank fields.
bool Builder::byteEqual(Type* t) {
  Type* u = underOf(t);
  switch (u->kind) {
    case types::TypeKind::Basic: {
      unsigned bits = static_cast<types::Basic*>(u)->info;
      return !(bits & (types::kIsString | types::kIsFloat | types::kIsComplex));
    }
    case types::TypeKind::Interface: return false;
    case types::TypeKind::Array: return byteEqual(static_cast<types::Array*>(u)->elem);
    case types::TypeKind::Struct: {
      uint64_t end = 0;
      auto* s = static_cast<types::Struct*>(u);
      for (size_t i = 0; i < s->fields.size(); i++) {
        types::Var* f = s->fields[i];
        if (f->name.blank() || !byteEqual(f->type) || info(u).fieldOffsets[i] != end) return false;
        end += info(f->type).size;
      }
      return end == info(u).size;
    }
    default: return true;
  }
}

Value* Builder::equal(const GoVal& x, const GoVal& y) {
  if (x.n == 0) return boolConst(true);
  if (!x.memory && plainEqual(x.type)) return equalScalars(x, y);
  if (x.memory && byteEqual(x.type))
    return runtime(Entry::memequal, {x.w[0], y.w[0], intConst(Ty::U64, int64_t(info(x.type).size))}, {Ty::U8});
  if (x.memory) return runtime(Entry::typeequal, {typeAddr(x.type), x.w[0], y.w[0]}, {Ty::U8});
  Var32 r = newVar(Ty::U8);
  Block *yes = newBlock(), *no = newBlock(), *done = newBlock();
  equalBranch(x, y, yes, no);
  sealAndSet(yes);
  writeVar(r, boolConst(true));
  jump(done);
  sealAndSet(no);
  writeVar(r, boolConst(false));
  jump(done);
  sealAndSet(done);
  return readVar(r);
}

// All scalars alike; blank fields are not compared.
Value* Builder::equalScalars(const GoVal& x, const GoVal& y) {
  if (auto* s = types::as<types::Struct>(underOf(x.type))) {
    Value* all = nullptr;
    for (size_t i = 0; i < s->fields.size(); i++) {
      if (s->fields[i]->name.blank() || info(s->fields[i]->type).parts.empty()) continue;
      Value* one = equalScalars(field(x, int(i)), field(y, int(i)));
      all = all == nullptr ? one : binary(Op::And, all, one);
    }
    return all != nullptr ? all : boolConst(true);
  }
  if (auto* a = types::as<types::Array>(underOf(x.type)); a != nullptr && x.n > 0)
    return equalScalars(words(a->elem, x.words()), words(a->elem, y.words()));
  Value* all = nullptr;
  for (size_t i = 0; i < x.n; i++) {
    Value* one = compare(Op::Eq, x.w[i], y.w[i]);
    all = all == nullptr ? one : binary(Op::And, all, one);
  }
  return all != nullptr ? all : boolConst(true);
}

// Ends the block; yes and no are not sealed. Register class, or memory.
void Builder::equalBranch(const GoVal& x, const GoVal& y, Block* yes, Block* no) {
  Type* u = underOf(x.type);
  if (x.n == 0) return jump(yes);
  if (x.memory || plainEqual(x.type)) return branch(equal(x, y), yes, no);
  auto then = [&](Block* b) { sealAndSet(b); };
  if (u->kind == types::TypeKind::Basic) {
    // A nil pointer to data means the empty string: its length says all.
    if (isEmptyConst(y)) return branch(compare(Op::Eq, x.w[1], i64(0)), yes, no);
    if (isEmptyConst(x)) return branch(compare(Op::Eq, y.w[1], i64(0)), yes, no);
    Block* same = newBlock();
    branch(compare(Op::Eq, x.w[1], y.w[1]), same, no);
    then(same);
    return branch(runtime(Entry::streq, {x.w[0], x.w[1], y.w[0], y.w[1]}, {Ty::U8}), yes, no);
  }
  if (auto* i = types::as<types::Interface>(u)) {
    Block* same = newBlock();
    branch(compare(Op::Eq, x.w[0], y.w[0]), same, no);
    then(same);
    Entry e = isEmptyInterface(i) ? Entry::efaceeq : Entry::ifaceeq;
    return branch(runtime(e, {x.w[0], x.w[1], y.w[0], y.w[1]}, {Ty::U8}), yes, no);
  }
  if (auto* a = types::as<types::Array>(u)) return equalBranch(words(a->elem, x.words()), words(a->elem, y.words()), yes, no);
  // Calls last, as gc compares, except that nothing moves across a comparison of interfaces, which may panic.
  std::vector<std::pair<GoVal, GoVal>> parts, calls;
  comparedParts(x, y, parts);
  auto next = [&](const GoVal& a, const GoVal& b) {
    Block* more = newBlock();
    equalBranch(a, b, more, no);
    then(more);
  };
  auto flush = [&] {
    for (auto& [a, b] : calls) {
      Block* more = newBlock();
      branch(runtime(Entry::streq, {a.w[0], a.w[1], b.w[0], b.w[1]}, {Ty::U8}), more, no);
      then(more);
    }
    calls.clear();
  };
  for (auto& [a, b] : parts) {
    if (!types::isString(a.type)) {
      if (types::isInterface(a.type)) flush();
      next(a, b);
      continue;
    }
    Block* more = newBlock();
    branch(compare(Op::Eq, a.w[1], b.w[1]), more, no);
    then(more);
    calls.push_back({a, b});
  }
  flush();
  jump(yes);
}

// The fields of two structs that are compared, those of structs in them singly.
void Builder::comparedParts(const GoVal& x, const GoVal& y, std::vector<std::pair<GoVal, GoVal>>& out) {
  if (auto* a = types::as<types::Array>(underOf(x.type)); a != nullptr && x.n > 0)
    return comparedParts(words(a->elem, x.words()), words(a->elem, y.words()), out);
  auto* s = types::as<types::Struct>(underOf(x.type));
  if (s == nullptr) {
    if (x.n > 0) out.push_back({x, y});
    return;
  }
  for (size_t i = 0; i < s->fields.size(); i++)
    if (!s->fields[i]->name.blank()) comparedParts(field(x, int(i)), field(y, int(i)), out);
}

bool Builder::isEmptyConst(const GoVal& s) { return s.w[1]->op == Op::ConstInt && s.w[1]->imm == 0; }

// ---- conditions ----------------------------------------------------------------------------------------------------

GoVal Builder::logical(syntax::Operation* e) {
  Var32 r = newVar(Ty::U8);
  Block *more = newBlock(), *done = newBlock();
  Value* x = cond(e->x);
  writeVar(r, x);
  if (e->op == Token::AndAnd) {
    branch(x, more, done);
  } else {
    branch(x, done, more);
  }
  sealAndSet(more);
  writeVar(r, cond(e->y));
  jump(done);
  sealAndSet(done);
  return scalar(typeOf(e), readVar(r));
}

Value* Builder::cond(Expr* e) { return expr(e).w[0]; }

void Builder::condBranch(Expr* e, Block* yes, Block* no, int likely) {
  e = syntax::unparen(e);
  At at(*this, e->pos);
  auto* o = syntax::as<syntax::Operation>(e);
  if (o == nullptr || e->constVal != nullptr || o->unary()) {
    if (o != nullptr && e->constVal == nullptr && o->op == Token::Not) return condBranch(o->x, no, yes, -likely);
    return branch(cond(e), yes, no, likely);
  }
  if (o->op == Token::AndAnd || o->op == Token::OrOr) {
    Block* more = newBlock();
    if (o->op == Token::AndAnd) {
      condBranch(o->x, more, no);
    } else {
      condBranch(o->x, yes, more);
    }
    sealAndSet(more);
    return condBranch(o->y, yes, no, likely);
  }
  if ((o->op == Token::Eql || o->op == Token::Neq) && !isNil(o->x) && !isNil(o->y)) {
    if (o->op == Token::Neq) std::swap(yes, no), likely = -likely;
    if (hoists(e)) order(e);
    GoVal a, b;
    if (!compareMixed(o->x, o->y, &a, &b)) return branch(equalDynamic(a, b), yes, no, likely);
    if (a.memory || plainEqual(a.type)) return branch(equal(a, b), yes, no, likely);
    return equalBranch(a, b, yes, no);
  }
  branch(cond(e), yes, no, likely);
}

}  // namespace gosub::ir
