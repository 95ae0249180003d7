// Range loops over everything but functions: arrays, pointers to arrays, slices, strings, maps, channels, integers. Range over functions:
// build_rangefunc.cpp.
//
// Each loop counts with variables of its own and hands their values to the iteration variables at the beginning of an iteration: new ones
// each time (from go1.22 on), or those declared before the loop.
#include "base/check.h"
#include "frontend/ir/builder.h"

namespace gosub::ir {

using namespace syntax;

namespace {

bool isWanted(std::span<Expr* const> lhs, size_t i) {
  if (i >= lhs.size() || lhs[i] == nullptr) return false;
  auto* n = as<NameExpr>(unparen(lhs[i]));
  return n == nullptr || !n->name.blank();
}

types::Var* varOf(Expr* e) {
  auto* n = as<NameExpr>(e);
  return n == nullptr ? nullptr : types::as<types::Var>(n->object);
}

}  // namespace

// Arrays larger than this are copied to the heap, not to the frame.
static constexpr uint64_t kMaxArrayTemp = 64 << 10;

void Builder::rangeStmt(ForStmt* s, RangeClause* r) {
  Type* u = underOf(typeOf(r->x));
  if (u->kind == types::TypeKind::Signature) return rangeFunc(s, r);
  RangeBuild b;
  b.stmt = s;
  b.clause = r;
  b.wantKey = isWanted(r->lhs, 0);
  b.wantValue = isWanted(r->lhs, 1);
  if (r->def && langMinor() < 22) {
    b.shared = true;
    for (Expr* e : r->lhs)
      if (types::Var* v = varOf(e); v != nullptr && !v->name.blank()) declareZero(v);
  }
  b.head = newBlock();
  b.body = newBlock();
  b.post = newBlock();
  b.exit = newBlock();
  switch (u->kind) {
    case types::TypeKind::Basic:
      if (types::isString(u)) rangeString(b);
      else rangeInt(b);
      break;
    case types::TypeKind::Array: rangeArray(b); break;
    case types::TypeKind::Pointer: rangeArrayPointer(b, static_cast<types::Pointer*>(u)); break;
    case types::TypeKind::Slice: rangeSlice(b); break;
    case types::TypeKind::Map: rangeMap(b); break;
    case types::TypeKind::Chan: rangeChan(b); break;
    default: GOSUB_UNREACHABLE("range over a type of kind %d", int(u->kind));
  }
  sealAndSet(b.exit);
}

// Assigns to the iteration variables and lowers the body; afterwards control is where the next iteration is prepared.
void Builder::rangeBodyOf(RangeBuild& b, const GoVal* key, const GoVal* val) {
  setRangeVars(b.clause, b.shared, b.wantKey ? key : nullptr, b.wantValue ? val : nullptr);
  rangeIteration(b);
}

void Builder::rangeIteration(RangeBuild& b) {
  targets_.push_back({b.stmt, b.exit, b.post});
  stmt(b.stmt->body);
  targets_.pop_back();
  jump(b.post);
  sealAndSet(b.post);
}

void Builder::setRangeVars(RangeClause* r, bool shared, const GoVal* key, const GoVal* val) {
  Temps temps(*this);
  At at(*this, r->pos);
  const GoVal* vals[2] = {key, val};
  if (r->def) {
    for (size_t i = 0; i < 2; i++) {
      if (vals[i] == nullptr) continue;
      types::Var* v = varOf(r->lhs[i]);
      GoVal x = assignConv(*vals[i], subst(v->type));
      if (shared) writeHome(home(v), x);
      else declareAs(v, x);
    }
    return;
  }
  LValue places[2];
  for (size_t i = 0; i < 2; i++)
    if (vals[i] != nullptr) order(unparen(r->lhs[i]));
  for (size_t i = 0; i < 2; i++)
    if (vals[i] != nullptr) places[i] = lvalue(unparen(r->lhs[i]));
  for (size_t i = 0; i < 2; i++)
    if (vals[i] != nullptr) storeLValue(places[i], assignConv(*vals[i], places[i].type));
}

// for i from 0 while i < n, counted in a variable of the type.
Value* Builder::countedHead(RangeBuild& b, Var32 counter, Value* n) {
  writeVar(counter, intConst(n->type, 0));
  jump(b.head);
  setBlock(b.head);
  Value* i = readVar(counter);
  branch(compare(Op::Lt, i, n), b.body, b.exit);
  sealAndSet(b.body);
  return i;
}
void Builder::countedLatch(RangeBuild& b, Var32 counter, Value* i) {
  if (live()) writeVar(counter, binary(Op::Add, i, intConst(i->type, 1)));
  jump(b.head);
  seal(b.head);
}

void Builder::rangeInt(RangeBuild& b) {
  Expr* x = b.clause->x;
  Type* t = typeOf(x);
  // An untyped constant has the type of the variable.
  if (types::isUntyped(t)) {
    Expr* key = b.clause->lhs.empty() ? nullptr : unparen(b.clause->lhs[0]);
    types::Var* v = key != nullptr && b.clause->def ? varOf(key) : nullptr;
    t = v != nullptr && v->type != nullptr ? subst(v->type) : key != nullptr && b.wantKey ? typeOf(key) : basic(types::BasicKind::Int);
  }
  Value* n = exprAs(x, t).w[0];
  Var32 counter = newVar(n->type);
  Value* i = countedHead(b, counter, n);
  GoVal key = scalar(t, i);
  rangeBodyOf(b, &key, nullptr);
  countedLatch(b, counter, i);
}

void Builder::rangeElements(RangeBuild& b, Value* data, Value* len, Type* elem) {
  Var32 counter = newVar(Ty::I64);
  Value* i = countedHead(b, counter, len);
  GoVal key = scalar(basic(types::BasicKind::Int), i), val;
  if (b.wantValue) {
    Value* p = emit(Op::PtrIndex, Ty::Ptr, {data, i}, int64_t(info(elem).size));
    val = load({p, 0, 0}, elem);
  }
  rangeBodyOf(b, &key, &val);
  countedLatch(b, counter, i);
}

void Builder::rangeSlice(RangeBuild& b) {
  Type* t = typeOf(b.clause->x);
  GoVal x = expr(b.clause->x);
  rangeElements(b, x.w[0], x.w[1], static_cast<types::Slice*>(underOf(t))->elem);
}

void Builder::rangeArray(RangeBuild& b) {
  Type* t = typeOf(b.clause->x);
  auto* a = static_cast<types::Array*>(underOf(t));
  if (!b.wantValue) {
    // Evaluated only if it contains calls or receives: else its length is a constant.
    if (hoists(b.clause->x)) effects(b.clause->x);
    return rangeElements(b, nullptr, i64(a->length), a->elem);
  }
  GoVal x = expr(b.clause->x);
  if (x.memory) {
    Addr copy = x.owned ? addrOf(x) : info(t).size > kMaxArrayTemp ? inHeap(x) : inTemp(x);
    return rangeElements(b, address(copy), i64(a->length), a->elem);
  }
  // At most one element, in registers.
  Var32 counter = newVar(Ty::I64);
  Value* i = countedHead(b, counter, i64(a->length));
  GoVal key = scalar(basic(types::BasicKind::Int), i);
  GoVal val = a->length > 0 ? words(a->elem, x.words()) : zeroValue(a->elem);
  rangeBodyOf(b, &key, &val);
  countedLatch(b, counter, i);
}

void Builder::rangeArrayPointer(RangeBuild& b, types::Pointer* p) {
  auto* a = static_cast<types::Array*>(underOf(p->elem));
  if (!b.wantValue) {
    if (hoists(b.clause->x)) effects(b.clause->x);
    return rangeElements(b, nullptr, i64(a->length), a->elem);
  }
  Value* data = expr(b.clause->x).w[0];
  if (a->length > 0) nilCheck(data);
  rangeElements(b, data, i64(a->length), a->elem);
}

void Builder::rangeString(RangeBuild& b) {
  GoVal x = expr(b.clause->x);
  Value *data = x.w[0], *len = x.w[1];
  Var32 counter = newVar(Ty::I64), next = newVar(Ty::I64), rune = newVar(Ty::I32);
  Value* i = countedHead(b, counter, len);
  // Bytes below 0x80 are runes of one byte.
  Value* byte = loadWord(Ty::U8, {emit(Op::PtrIndex, Ty::Ptr, {data, i}, 1), 0, 0});
  Block* wide = newBlock();
  Block* ready = newBlock();
  writeVar(rune, convertScalar(byte, Ty::I32));
  writeVar(next, binary(Op::Add, i, i64(1)));
  branch(compare(Op::Lt, byte, intConst(Ty::U8, 0x80)), ready, wide, 1);
  sealAndSet(wide);
  Value* decoded = runtime(Entry::decoderune, {data, len, i}, {Ty::I32, Ty::I64});
  writeVar(rune, extract(decoded, 0));
  writeVar(next, extract(decoded, 1));
  jump(ready);
  sealAndSet(ready);
  Value* after = readVar(next);
  GoVal key = scalar(basic(types::BasicKind::Int), i), val = scalar(basic(types::BasicKind::Int32), readVar(rune));
  rangeBodyOf(b, &key, &val);
  if (live()) writeVar(counter, after);
  jump(b.head);
  seal(b.head);
}

void Builder::rangeMap(RangeBuild& b) {
  Type* t = typeOf(b.clause->x);
  auto* m = static_cast<types::Map*>(underOf(t));
  Value* map = expr(b.clause->x).w[0];
  Type* iterType = program_.mapIterType();
  Addr iter = tempSlot(iterType);
  zero(iter, iterType);
  runtime(Entry::mapiterinit, {typeAddr(t), map, address(iter)});
  jump(b.head);
  setBlock(b.head);
  Value* keyAddr = loadWord(Ty::Ptr, iter);
  branch(compare(Op::Ne, keyAddr, nilPtr()), b.body, b.exit);
  sealAndSet(b.body);
  GoVal key, val;
  if (b.wantKey) key = load({keyAddr, 0, 0}, m->key);
  if (b.wantValue) val = load({loadWord(Ty::Ptr, iter.at(8)), 0, 0}, m->elem);
  rangeBodyOf(b, &key, &val);
  if (live()) runtime(Entry::mapiternext, {address(iter)});
  jump(b.head);
  seal(b.head);
}

void Builder::rangeChan(RangeBuild& b) {
  auto* c = static_cast<types::Chan*>(underOf(typeOf(b.clause->x)));
  Value* chan = expr(b.clause->x).w[0];
  Addr slot = b.wantKey ? tempSlot(c->elem) : Addr{};
  jump(b.head);
  setBlock(b.head);
  Value* ok = runtime(Entry::chanrecv2, {chan, b.wantKey ? address(slot) : nilPtr()}, {Ty::U8});
  branch(ok, b.body, b.exit);
  sealAndSet(b.body);
  if (b.wantKey) {
    GoVal val = load(slot, c->elem);
    setRangeVars(b.clause, b.shared, &val, nullptr);
    // The body may let go of what was received; nothing else holds it.
    if (info(c->elem).hasPointers) zero(slot, c->elem);
  }
  rangeIteration(b);
  jump(b.head);
  seal(b.head);
}

}  // namespace gosub::ir
