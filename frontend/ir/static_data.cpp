// Writing constant expressions into images. See static_data.h.
#include "frontend/ir/static_data.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/check.h"
#include "frontend/ir/builder.h"
#include "frontend/types/const.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::ir {

using syntax::NodeKind;
using types::TypeKind;

namespace {

// Larger content would cost more memory than the code that makes it.
constexpr uint64_t kMaxImage = uint64_t{64} << 20;

}  // namespace

int64_t literalLength(syntax::CompositeLit* e) {
  int64_t index = 0, length = 0;
  for (syntax::Expr* elem : e->elems) {
    if (auto* kv = syntax::as<syntax::KeyValueExpr>(elem)) GOSUB_CHECK(types::int64Val(kv->key->constVal, &index));
    length = std::max(length, ++index);
  }
  return length;
}

int literalField(types::Struct* s, syntax::KeyValueExpr* kv) {
  auto* name = syntax::cast<syntax::NameExpr>(kv->key);
  int i = types::fieldIndex(s->fields, name->object->pkg, name->name);
  GOSUB_CHECK(i >= 0);
  return i;
}

void StaticData::put(StaticImage& image, uint64_t offset, const void* from, size_t n) {
  GOSUB_CHECK(offset + n <= image.bytes.size());
  std::memcpy(image.bytes.data() + offset, from, n);
}

StaticImage* StaticData::newImage(types::Type* t) {
  uint64_t size = program_.layout(t).size;
  if (size > kMaxImage) return nullptr;
  StaticImage* image = program_.newImage();
  image->bytes.resize(size);
  return image;
}

bool StaticData::write(syntax::Expr* e, types::Type* to, StaticImage& image, uint64_t offset) {
  e = syntax::unparen(e);
  if (types::Mode(e->mode) == types::Mode::NilValue && e->constVal == nullptr) return true;
  types::Type* t = typeOf(e);
  if (types::isInterface(to)) return !types::isInterface(t) && interfaceValue(e, t, to, image, offset);
  return value(e, t, image, offset);
}

bool StaticData::value(syntax::Expr* e, types::Type* t, StaticImage& image, uint64_t offset) {
  if (e->constVal != nullptr) return constant(e->constVal, t, image, offset);
  switch (e->kind) {
    case NodeKind::CompositeLit:
      if (auto* p = types::as<types::Pointer>(types::under(t)); p != nullptr) return address(e, t, image, offset);
      return composite(static_cast<syntax::CompositeLit*>(e), t, image, offset);
    case NodeKind::FuncLit: {
      auto* lit = static_cast<syntax::FuncLit*>(e);
      if (!Builder::capturesNothing(program_, lit)) return false;
      image.relocs.push_back({offset, SymKind::Func, program_.literal(lit, outer_), 0});
      return true;
    }
    case NodeKind::NameExpr: {
      auto* n = static_cast<syntax::NameExpr*>(e);
      return function(types::as<types::Func>(n->object), n->instance, image, offset);
    }
    case NodeKind::SelectorExpr: {
      auto* s = static_cast<syntax::SelectorExpr*>(e);
      return s->selection == nullptr && function(types::as<types::Func>(s->sel->object), s->sel->instance, image, offset);
    }
    case NodeKind::Operation: {
      auto* o = static_cast<syntax::Operation*>(e);
      return o->unary() && o->op == syntax::Token::And && address(syntax::unparen(o->x), t, image, offset);
    }
    case NodeKind::CallExpr: {
      auto* c = static_cast<syntax::CallExpr*>(e);
      if (types::Mode(syntax::unparen(c->fun)->mode) != types::Mode::TypeExpr) return false;
      syntax::Expr* x = syntax::unparen(c->args[0]);
      if (types::Mode(x->mode) == types::Mode::NilValue && x->constVal == nullptr) return true;
      types::Type* from = typeOf(x);
      if (types::isInterface(from) || !types::identicalIgnoreTags(types::under(from), types::under(t))) return false;
      return value(x, from, image, offset);
    }
    default: return false;
  }
}

bool StaticData::constant(const types::ConstValue* c, types::Type* t, StaticImage& image, uint64_t offset) {
  auto* b = types::as<types::Basic>(types::under(t));
  if (b == nullptr) return false;
  auto real = [&](const types::ConstValue* x, Ty ty, uint64_t at) {
    if (ty == Ty::F32) {
      float f = types::float32Val(x);
      put(image, at, &f, 4);
    } else {
      double d = types::float64Val(x);
      put(image, at, &d, 8);
    }
  };
  if (b->info & types::kIsString) {
    std::string_view s = types::stringVal(c);
    int64_t n = int64_t(s.size());
    if (n > 0) image.relocs.push_back({offset, SymKind::Data, program_.data(s), 0});
    put(image, offset + 8, &n, 8);
    return true;
  }
  if (b->info & types::kIsComplex) {
    const TypeInfo& ti = program_.layout(t);
    types::ConstPool& pool = program_.world().constants();
    real(types::realPart(pool, c), ti.parts[0].ty, offset);
    real(types::imagPart(pool, c), ti.parts[1].ty, offset + ti.parts[1].offset);
    return true;
  }
  Ty ty = scalarOf(t);
  if (b->info & types::kIsBoolean) {
    uint8_t v = types::boolVal(c);
    put(image, offset, &v, 1);
    return true;
  }
  if (isFloat(ty)) {
    real(c, ty, offset);
    return true;
  }
  int64_t i;
  uint64_t u;
  if (types::int64Val(c, &i)) u = uint64_t(i);
  else if (!types::uint64Val(c, &u)) return false;
  if (ty == Ty::Ptr && u != 0) return false;
  put(image, offset, &u, size_t(sizeOf(ty)));
  return true;
}

// Boxes are never written, so that one serves all evaluations.
bool StaticData::interfaceValue(syntax::Expr* e, types::Type* t, types::Type* to, StaticImage& image, uint64_t offset) {
  if (isDirect(t)) {
    if (!value(e, t, image, offset + 8)) return false;
  } else {
    StaticImage* box = newImage(t);
    if (box == nullptr || !value(e, t, *box, 0)) return false;
    if (box->bytes.empty()) box->bytes.resize(1);  // a value of no size has an address, too
    image.relocs.push_back({offset + 8, SymKind::Global, program_.anonymousGlobal(t, box), 0});
  }
  auto* inter = static_cast<types::Interface*>(types::under(to));
  if (types::typeSet(inter)->methods.empty()) {
    image.relocs.push_back({offset, SymKind::Type, program_.keys().canonical(t), 0});
  } else {
    image.relocs.push_back({offset, SymKind::Itab, program_.itab(to, t), 0});
  }
  return true;
}

bool StaticData::composite(syntax::CompositeLit* e, types::Type* t, StaticImage& image, uint64_t offset) {
  types::Type* u = types::under(t);
  if (auto* a = types::as<types::Array>(u)) return elements(e, a->elem, image, offset);
  if (auto* s = types::as<types::Slice>(u)) return use_ == Use::Global && sliceLit(e, s->elem, image, offset);
  auto* s = types::as<types::Struct>(u);
  if (s == nullptr) return false;
  const TypeInfo& ti = program_.layout(t);
  for (size_t i = 0; i < e->elems.size(); i++) {
    auto* kv = syntax::as<syntax::KeyValueExpr>(e->elems[i]);
    size_t f = kv != nullptr ? size_t(literalField(s, kv)) : i;
    if (s->fields[f]->name.blank()) {
      if (e->elems[i]->constVal == nullptr) return false;
      continue;  // not stored
    }
    if (!write(kv != nullptr ? kv->value : e->elems[i], s->fields[f]->type, image, offset + ti.fieldOffsets[f])) return false;
  }
  return true;
}

bool StaticData::elements(syntax::CompositeLit* e, types::Type* elem, StaticImage& image, uint64_t offset) {
  uint64_t size = program_.layout(elem).size;
  int64_t index = 0;
  for (syntax::Expr* x : e->elems) {
    if (auto* kv = syntax::as<syntax::KeyValueExpr>(x)) {
      GOSUB_CHECK(types::int64Val(kv->key->constVal, &index));
      x = kv->value;
    }
    if (!write(x, elem, image, offset + uint64_t(index) * size)) return false;
    index++;
  }
  return true;
}

bool StaticData::sliceLit(syntax::CompositeLit* e, types::Type* elem, StaticImage& image, uint64_t offset) {
  int64_t n = literalLength(e);
  types::Type* array = program_.arrayOf(elem, n);
  StaticImage* content = newImage(array);
  if (content == nullptr || !elements(e, elem, *content, 0)) return false;
  if (content->bytes.empty()) content->bytes.resize(1);  // empty, but not nil
  image.relocs.push_back({offset, SymKind::Global, program_.anonymousGlobal(array, content), 0});
  put(image, offset + 8, &n, 8);
  put(image, offset + 16, &n, 8);
  return true;
}

// &T{...}, &variable.
bool StaticData::address(syntax::Expr* x, types::Type* pointer, StaticImage& image, uint64_t offset) {
  if (auto* lit = syntax::as<syntax::CompositeLit>(x)) {
    if (use_ != Use::Global) return false;
    types::Type* t = static_cast<types::Pointer*>(types::under(pointer))->elem;
    StaticImage* content = newImage(t);
    if (content == nullptr || !composite(lit, t, *content, 0)) return false;
    image.relocs.push_back({offset, SymKind::Global, program_.anonymousGlobal(t, content), 0});
    return true;
  }
  auto* name = syntax::as<syntax::NameExpr>(x);
  auto* v = name != nullptr ? types::as<types::Var>(name->object) : nullptr;
  if (v == nullptr || !isPackageVar(v)) return false;
  GlobalSym* g = program_.global(v);
  // Taking the address is no use that would run a lazy initialiser.
  if (g->lazyInit != nullptr) return false;
  image.relocs.push_back({offset, SymKind::Global, g, 0});
  return true;
}

bool StaticData::function(types::Func* fn, types::Instance* instance, StaticImage& image, uint64_t offset) {
  if (fn == nullptr) return false;
  std::vector<types::Type*> args;
  if (instance != nullptr)
    for (types::Type* t : instance->typeArgs) args.push_back(program_.substitute(t, env_));
  image.relocs.push_back({offset, SymKind::Func, program_.function(fn, args), 0});
  return true;
}

}  // namespace gosub::ir
