// Computing TypeInfo. See layout.h.
#include "frontend/ir/layout.h"

#include "base/check.h"
#include "frontend/types/sizes.h"

namespace gosub::ir {

namespace {

constexpr size_t kMaxParts = 4;

Ty scalarOfBasic(types::BasicKind k) {
  using enum types::BasicKind;
  switch (k) {
    case Bool: case Uint8: case UntypedBool: return Ty::U8;
    case Int8: return Ty::I8;
    case Int16: return Ty::I16;
    case Uint16: return Ty::U16;
    case Int32: case UntypedRune: return Ty::I32;
    case Uint32: return Ty::U32;
    case Int: case Int64: case UntypedInt: return Ty::I64;
    case Uint: case Uint64: case Uintptr: return Ty::U64;
    case Float32: return Ty::F32;
    case Float64: case UntypedFloat: return Ty::F64;
    case UnsafePointer: case UntypedNil: return Ty::Ptr;
    default: return Ty::Void;
  }
}

void addBasic(types::BasicKind k, uint32_t base, std::vector<Component>& out) {
  using enum types::BasicKind;
  switch (k) {
    case String: case UntypedString:
      out.push_back({Ty::Ptr, base});
      out.push_back({Ty::I64, base + 8});
      return;
    case Complex64:
      out.push_back({Ty::F32, base});
      out.push_back({Ty::F32, base + 4});
      return;
    case Complex128: case UntypedComplex:
      out.push_back({Ty::F64, base});
      out.push_back({Ty::F64, base + 8});
      return;
    default:
      GOSUB_CHECK(scalarOfBasic(k) != Ty::Void);
      out.push_back({scalarOfBasic(k), base});
  }
}

bool appendParts(const TypeInfo& part, uint32_t base, std::vector<Component>& out) {
  if (part.memory || out.size() + part.parts.size() > kMaxParts) return false;
  for (Component c : part.parts) out.push_back({c.ty, base + c.offset});
  return true;
}

}  // namespace

Ty scalarOf(types::Type* t) {
  types::Type* u = types::under(t);
  switch (u->kind) {
    case types::TypeKind::Basic: return scalarOfBasic(static_cast<types::Basic*>(u)->basic);
    case types::TypeKind::Pointer:
    case types::TypeKind::Map:
    case types::TypeKind::Chan:
    case types::TypeKind::Signature: return Ty::Ptr;
    default: return Ty::Void;
  }
}

bool Layouts::flatten(types::Type* t, uint32_t base, std::vector<Component>& out) {
  types::Type* u = types::under(t);
  switch (u->kind) {
    case types::TypeKind::Basic: addBasic(static_cast<types::Basic*>(u)->basic, base, out); break;
    case types::TypeKind::Slice:
      out.push_back({Ty::Ptr, base});
      out.push_back({Ty::I64, base + 8});
      out.push_back({Ty::I64, base + 16});
      break;
    case types::TypeKind::Interface:
      out.push_back({Ty::Ptr, base});
      out.push_back({Ty::Ptr, base + 8});
      break;
    case types::TypeKind::Array: {
      auto* a = static_cast<types::Array*>(u);
      const TypeInfo& elem = of(a->elem);
      if (a->length == 0 || (elem.size == 0 && !elem.memory)) return true;
      return a->length == 1 && appendParts(elem, base, out);
    }
    case types::TypeKind::Struct: {
      auto* s = static_cast<types::Struct*>(u);
      const TypeInfo& outer = of(t);
      for (size_t i = 0; i < s->fields.size(); i++)
        if (!appendParts(of(s->fields[i]->type), base + uint32_t(outer.fieldOffsets[i]), out)) return false;
      break;
    }
    default: out.push_back({Ty::Ptr, base});
  }
  return out.size() <= kMaxParts;
}

uint64_t Layouts::pointerBytes(types::Type* t) {
  types::Type* u = types::under(t);
  switch (u->kind) {
    case types::TypeKind::Basic: {
      types::BasicKind k = static_cast<types::Basic*>(u)->basic;
      using enum types::BasicKind;
      return k == String || k == UnsafePointer || k == UntypedString || k == UntypedNil ? 8 : 0;
    }
    case types::TypeKind::Array: {
      auto* a = static_cast<types::Array*>(u);
      const TypeInfo& elem = of(a->elem);
      if (!elem.hasPointers || a->length == 0) return 0;
      return uint64_t(a->length - 1) * elem.size + elem.ptrBytes;
    }
    case types::TypeKind::Struct: {
      auto* s = static_cast<types::Struct*>(u);
      size_t last = s->fields.size();
      while (last > 0 && of(s->fields[last - 1]->type).ptrBytes == 0) last--;
      if (last == 0) return 0;
      return uint64_t(types::fieldOffset(s, int(last - 1))) + of(s->fields[last - 1]->type).ptrBytes;
    }
    case types::TypeKind::Interface: return 16;
    default: return 8;
  }
}

const TypeInfo& Layouts::make(types::Type* t) {
  types::Type* u = types::under(t);
  // Shared with the underlying type's, so that a chain of names costs one TypeInfo.
  if (u != t) {
    const TypeInfo& info = of(u);
    t->lowered = const_cast<TypeInfo*>(&info);
    return info;
  }
  GOSUB_CHECK(t->kind != types::TypeKind::TypeParam && t->kind != types::TypeKind::Tuple);
  TypeInfo* info = arena_.make<TypeInfo>();
  info->size = uint64_t(types::sizeOf(t));
  info->align = uint32_t(types::alignOf(t));
  info->ptrBytes = pointerBytes(t);
  info->hasPointers = info->ptrBytes != 0;
  if (auto* s = types::as<types::Struct>(t)) {
    std::vector<int64_t> offsets(s->fields.size());
    types::fieldOffsets(s->fields, offsets);
    std::span<uint64_t> kept = arena_.makeArray<uint64_t>(offsets.size());
    for (size_t i = 0; i < offsets.size(); i++) kept[i] = uint64_t(offsets[i]);
    info->fieldOffsets = kept;
  }
  t->lowered = info;  // flatten asks for the struct's own offsets
  std::vector<Component> parts;
  info->memory = !flatten(t, 0, parts);
  if (!info->memory) info->parts = arena_.copy(parts);
  return *info;
}

void Layouts::pointerMask(types::Type* t, std::vector<uint64_t>& mask, uint64_t wordOffset) {
  const TypeInfo& info = of(t);
  if (!info.hasPointers) return;
  types::Type* u = types::under(t);
  auto set = [&](uint64_t w) {
    if (mask.size() <= w / 64) mask.resize(w / 64 + 1);
    mask[w / 64] |= uint64_t{1} << (w % 64);
  };
  if (auto* a = types::as<types::Array>(u)) {
    uint64_t stride = of(a->elem).size / 8;
    for (int64_t i = 0; i < a->length; i++) pointerMask(a->elem, mask, wordOffset + uint64_t(i) * stride);
  } else if (auto* s = types::as<types::Struct>(u)) {
    for (size_t i = 0; i < s->fields.size(); i++)
      if (of(s->fields[i]->type).hasPointers) pointerMask(s->fields[i]->type, mask, wordOffset + info.fieldOffsets[i] / 8);
  } else {
    set(wordOffset);
    if (u->kind == types::TypeKind::Interface) set(wordOffset + 1);
  }
}

void Layouts::appendWords(types::Type* t, std::vector<Ty>& out) {
  const TypeInfo& info = of(t);
  if (info.memory) {
    out.push_back(Ty::Ptr);
    return;
  }
  for (const Component& c : info.parts) out.push_back(c.ty);
}

}  // namespace gosub::ir
