// Composite literals. Values of register class are put together from scalars; others are written where they are wanted, their
// constant parts with one copy of static data when there are enough of them.
#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/ir/static_data.h"
#include "frontend/types/const.h"
#include "frontend/types/predicates.h"

namespace gosub::ir {

using types::TypeKind;

namespace {

// With fewer constant elements than this, stores are as good as a copy, and can become scalars.
constexpr size_t kMinStatic = 6;
// Map literals with more constant entries are filled by a loop over two arrays.
constexpr size_t kMinMapLoop = 16;

}  // namespace

GoVal Builder::compositeLit(syntax::CompositeLit* e) {
  Type* t = typeOf(e);
  Type* u = underOf(t);
  switch (u->kind) {
    case TypeKind::Pointer: return addressOfLit(e, t);
    case TypeKind::Slice: return sliceLit(e, t);
    case TypeKind::Map: return mapLit(e, t);
    default: break;
  }
  if (isMemory(t)) {
    Addr a = tempSlot(t);
    compositeInto(e, a, false);
    GoVal v = load(a, t);
    v.owned = true;
    return v;
  }
  GoVal v = zeroValue(t);
  if (auto* s = types::as<types::Struct>(u)) {
    for (size_t i = 0; i < e->elems.size(); i++) {
      auto* kv = syntax::as<syntax::KeyValueExpr>(e->elems[i]);
      int f = kv != nullptr ? literalField(s, kv) : int(i);
      GoVal x = valueAs(kv != nullptr ? kv->value : e->elems[i], s->fields[size_t(f)]->type);
      if (s->fields[size_t(f)]->name.blank()) continue;
      uint32_t first, count;
      fieldParts(t, f, &first, &count);
      for (uint32_t k = 0; k < count; k++) v.w[first + k] = x.w[k];
    }
    return v;
  }
  // An array of at most one element, or of elements without size.
  for (Expr* x : e->elems) {
    auto* kv = syntax::as<syntax::KeyValueExpr>(x);
    GoVal elem = valueAs(kv != nullptr ? kv->value : x, static_cast<types::Array*>(u)->elem);
    for (size_t k = 0; k < elem.n; k++) v.w[k] = elem.w[k];
  }
  return v;
}

// The elements of a literal with where they go.
std::vector<Builder::LitPart> Builder::litParts(syntax::CompositeLit* e, Type* t) {
  std::vector<LitPart> parts;
  parts.reserve(e->elems.size());
  Type* u = underOf(t);
  auto* s = types::as<types::Struct>(u);
  Type* elem = s != nullptr ? nullptr : static_cast<types::Array*>(u)->elem;
  int64_t index = 0;
  for (size_t i = 0; i < e->elems.size(); i++) {
    Expr* x = e->elems[i];
    auto* kv = syntax::as<syntax::KeyValueExpr>(x);
    if (kv != nullptr) x = kv->value;
    if (s != nullptr) {
      size_t f = kv != nullptr ? size_t(literalField(s, kv)) : i;
      parts.push_back({x, s->fields[f]->type, info(t).fieldOffsets[f], s->fields[f]->name.blank()});
      continue;
    }
    if (kv != nullptr) GOSUB_CHECK(types::int64Val(kv->key->constVal, &index));
    parts.push_back({x, elem, uint64_t(index) * info(elem).size, false});
    index++;
  }
  return parts;
}

void Builder::compositeInto(syntax::CompositeLit* e, Addr dst, bool zeroed) {
  Type* t = typeOf(e);
  if (auto* p = types::as<types::Pointer>(underOf(t))) t = p->elem;
  if (underOf(t)->kind != TypeKind::Struct && underOf(t)->kind != TypeKind::Array) return store(dst, value(e));
  fillLit(e, t, dst, zeroed);
}

// Writes the elements of e, described by a struct or array type, to dst, which e does not read.
void Builder::fillLit(syntax::CompositeLit* e, Type* t, Addr dst, bool zeroed) {
  std::vector<LitPart> parts = litParts(e, t);
  if (parts.size() >= kMinStatic && info(t).size <= (uint64_t{64} << 20)) {
    StaticImage* image = program_.newImage();
    image->bytes.resize(info(t).size);
    StaticData data(program_, env_, sym_, StaticData::Use::Shared);
    std::vector<LitPart> rest;
    for (const LitPart& p : parts) {
      size_t relocs = image->relocs.size();
      if (!p.blank && (p.expr->checkerBits & kHoistedBit) == 0 && data.write(p.expr, p.type, *image, p.offset)) continue;
      // What a failed attempt left must not remain.
      image->relocs.resize(relocs);
      std::fill_n(image->bytes.begin() + int64_t(p.offset), info(p.type).size, uint8_t{0});
      rest.push_back(p);
    }
    if (parts.size() - rest.size() >= kMinStatic) {
      Value* from = globalAddr(program_.anonymousGlobal(t, image));
      Value* move = emit(Op::Move, Ty::Void, {address(dst), from});
      move->goType = program_.keys().canonical(t);
      for (const LitPart& p : rest) fillPart(p, dst, true);
      return;
    }
  }
  auto* s = types::as<types::Struct>(underOf(t));
  size_t all = s != nullptr ? s->fields.size() : size_t(static_cast<types::Array*>(underOf(t))->length);
  if (!zeroed && parts.size() < all) zero(dst, t);
  for (const LitPart& p : parts) fillPart(p, dst, zeroed);
}

void Builder::fillPart(const LitPart& p, Addr dst, bool zeroed) {
  if (!p.blank) return valueInto(p.expr, dst.at(p.offset), p.type);
  effects(p.expr);
  if (!zeroed) zero(dst.at(p.offset), p.type);
}

GoVal Builder::addressOfLit(syntax::CompositeLit* e, Type* pointerType) {
  At at(*this, e->pos);
  Type* t = static_cast<types::Pointer*>(underOf(pointerType))->elem;
  TypeKind kind = underOf(t)->kind;
  if (kind == TypeKind::Slice || kind == TypeKind::Map) {
    GoVal v = kind == TypeKind::Slice ? sliceLit(e, t) : mapLit(e, t);
    return scalar(pointerType, inHeap(v).base);
  }
  Addr object;
  if (!isMemory(t)) {
    // Values first: the object is fresh then.
    std::vector<std::pair<LitPart, GoVal>> values;
    for (const LitPart& p : litParts(e, t)) values.push_back({p, valueAs(p.expr, p.type)});
    object = newObject(t);
    for (auto& [p, v] : values)
      if (!p.blank) store(object.at(p.offset), v);
  } else {
    object = newObject(t);
    fillLit(e, t, object, true);
  }
  return scalar(pointerType, object.base);
}

GoVal Builder::sliceLit(syntax::CompositeLit* e, Type* t) {
  Type* elem = static_cast<types::Slice*>(underOf(t))->elem;
  int64_t n = literalLength(e);
  Type* array = program_.arrayOf(elem, n);
  Addr object;
  if (e->elems.size() < kMinStatic && !isMemory(elem)) {
    std::vector<std::pair<LitPart, GoVal>> values;
    for (const LitPart& p : litParts(e, array)) values.push_back({p, valueAs(p.expr, p.type)});
    object = newObject(array);
    for (auto& [p, v] : values) store(object.at(p.offset), v);
  } else {
    object = newObject(array);
    fillLit(e, array, object, true);
  }
  Value* len = i64(n);
  return words(t, {object.base, len, len});
}

// ---- maps ----------------------------------------------------------------------------------------------------------

// Constant entries come first, as in gc; then the others in order, each evaluated before the next.
GoVal Builder::mapLit(syntax::CompositeLit* e, Type* t) {
  auto* m = static_cast<types::Map*>(underOf(t));
  Value* map = runtime(Entry::makemap, {typeAddr(t), i64(int64_t(e->elems.size()))}, {Ty::Ptr});
  std::vector<syntax::KeyValueExpr*> entries;
  for (Expr* x : e->elems) entries.push_back(syntax::cast<syntax::KeyValueExpr>(x));
  if (entries.size() >= kMinMapLoop) entries = staticEntries(entries, t, map);
  for (syntax::KeyValueExpr* kv : entries) {
    At at(*this, kv->pos);
    order(kv->key);
    order(kv->value);
    GoVal key = stable(valueAs(kv->key, m->key));
    GoVal v = valueAs(kv->value, m->elem);
    store(mapAssign(t, map, key), v);
  }
  return scalar(t, map);
}

// Fills the map with the constant entries, by a loop if they are many; gives those that need code.
std::vector<syntax::KeyValueExpr*> Builder::staticEntries(std::span<syntax::KeyValueExpr* const> entries, Type* t, Value* map) {
  auto* m = static_cast<types::Map*>(underOf(t));
  Type* keyArray = program_.arrayOf(m->key, int64_t(entries.size()));
  Type* elemArray = program_.arrayOf(m->elem, int64_t(entries.size()));
  uint64_t keySize = info(m->key).size, elemSize = info(m->elem).size;
  if (info(keyArray).size + info(elemArray).size > (uint64_t{64} << 20)) return {entries.begin(), entries.end()};
  StaticImage *keys = program_.newImage(), *elems = program_.newImage();
  keys->bytes.resize(info(keyArray).size);
  elems->bytes.resize(info(elemArray).size);
  StaticData data(program_, env_, sym_, StaticData::Use::Shared);
  std::vector<syntax::KeyValueExpr*> rest;
  uint64_t n = 0;
  for (syntax::KeyValueExpr* kv : entries) {
    size_t keyRelocs = keys->relocs.size(), elemRelocs = elems->relocs.size();
    if (data.write(kv->key, m->key, *keys, n * keySize) && data.write(kv->value, m->elem, *elems, n * elemSize)) {
      n++;
      continue;
    }
    keys->relocs.resize(keyRelocs);
    elems->relocs.resize(elemRelocs);
    std::fill_n(keys->bytes.begin() + int64_t(n * keySize), keySize, uint8_t{0});
    std::fill_n(elems->bytes.begin() + int64_t(n * elemSize), elemSize, uint8_t{0});
    rest.push_back(kv);
  }
  if (n < kMinMapLoop) return {entries.begin(), entries.end()};
  Value* keyBase = globalAddr(program_.anonymousGlobal(keyArray, keys));
  Value* elemBase = globalAddr(program_.anonymousGlobal(elemArray, elems));
  Var32 i = newVar(Ty::I64);
  Block *head = newBlock(), *body = newBlock(), *done = newBlock();
  writeVar(i, i64(0));
  jump(head);
  setBlock(head);
  branch(compare(Op::Lt, readVar(i), i64(int64_t(n))), body, done);
  sealAndSet(body);
  Value* index = readVar(i);
  GoVal key = load({emit(Op::PtrIndex, Ty::Ptr, {keyBase, index}, int64_t(keySize)), 0, 0}, m->key);
  GoVal elem = load({emit(Op::PtrIndex, Ty::Ptr, {elemBase, index}, int64_t(elemSize)), 0, 0}, m->elem);
  store(mapAssign(t, map, key), elem);
  writeVar(i, binary(Op::Add, index, i64(1)));
  jump(head);
  seal(head);
  sealAndSet(done);
  return rest;
}

}  // namespace gosub::ir
