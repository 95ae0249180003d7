// Map layouts. See layout.h.
#include "runtime/map/layout.h"

#include <algorithm>

#include "runtime/heap/alloc.h"
#include "runtime/map/map.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Kind;
using abi::TypeDesc;

namespace {

// Whether any part of a key of the type satisfies the test.
template <class F>
bool anyPart(const TypeDesc* t, F test) {
  if (test(t->kind)) return true;
  if (t->kind == Kind::Array) return anyPart(t->elem, test);
  if (t->kind != Kind::Struct) return false;
  return std::ranges::any_of(t->fields, [&](auto& f) { return anyPart(f.type, test); });
}

bool isFloat(Kind k) { return k >= Kind::Float32 && k <= Kind::Complex128; }
bool isInterface(Kind k) { return k == Kind::Interface; }

KeyForm formOf(const TypeDesc* key) {
  if (key->kind == Kind::String) return KeyForm::String;
  if (!(key->flags & abi::kTypeRegularMemory)) return KeyForm::Any;
  // A key of bytes may lie at any address: the fast forms load it with memcpy.
  return key->size == 4 ? KeyForm::Bits32 : key->size == 8 ? KeyForm::Bits64 : KeyForm::Any;
}

const TypeDesc* slotType(TypeTable& types, const TypeDesc* key, const TypeDesc* elem) {
  if (elem->size == 0) return key;
  FieldSpec fields[] = {{"key", "runtime", "", key}, {"elem", "runtime", "", elem}};
  return types.structOf(fields, "runtime");
}

const TypeDesc* headerType(TypeTable& types) {
  const TypeDesc* word = types.uintptrType();
  const TypeDesc* pointer = types.unsafePointerType();
  FieldSpec fields[] = {{"count", "runtime", "", word},
                        {"ctrl", "runtime", "", pointer},
                        {"slots", "runtime", "", pointer},
                        {"rest", "runtime", "", types.arrayOf(word, int64_t(sizeof(Map) / 8) - 3)}};
  return types.structOf(fields, "runtime");
}

const void* zeroElem(TypeTable& types, const TypeDesc* elem) {
  if (elem->size <= kMaxZeroElem) return zeroBlock();
  void* p = types.allocate(elem->size, 16);
  std::fill_n(static_cast<char*>(p), elem->size, 0);
  return p;
}

}  // namespace

const MapLayout& makeMapLayout(Runtime& runtime, const TypeDesc* t) {
  TypeTable& types = *runtime.types;
  auto* l = new (types.allocate(sizeof(MapLayout), alignof(MapLayout))) MapLayout{};
  l->key = t->key;
  l->elem = t->elem;
  l->slot = slotType(types, t->key, t->elem);
  l->header = headerType(types);
  l->slotSize = l->slot->size;
  l->elemOffset = t->elem->size == 0 ? 0 : l->slot->fields[1].offset;
  l->zero = zeroElem(types, t->elem);
  l->form = formOf(t->key);
  l->mayBeUnhashable = anyPart(t->key, isInterface);
  l->reflexive = !l->mayBeUnhashable && !anyPart(t->key, isFloat);
  l->updateKey = !l->reflexive || anyPart(t->key, [](Kind k) { return k == Kind::String; });
  t->mapLayout.store(l, std::memory_order_release);
  return *l;
}

}  // namespace gosub::rt
