// Scopes. Tiny ones are searched in order; from kLinear objects on they are hash tables, at most half full.
#include "frontend/types/scope.h"

#include "frontend/types/checker_impl.h"

namespace gosub::types {

namespace {

constexpr uint32_t kLinear = 8;

void place(Object** table, uint32_t capacity, Object* obj) {
  uint32_t i = obj->name.hash() & (capacity - 1);
  while (table[i] != nullptr) i = (i + 1) & (capacity - 1);
  table[i] = obj;
}

void grow(Arena& arena, Scope* s) {
  uint32_t capacity = s->capacity == 0 ? 4 : s->capacity < kLinear ? kLinear : s->capacity * 4;
  Object** table = arena.makeArray<Object*>(capacity).data();
  if (capacity <= kLinear) {
    for (uint32_t i = 0; i < s->count; i++) table[i] = s->table[i];
  } else {
    forEachObject(s, [&](Object* o) { place(table, capacity, o); });
  }
  s->table = table;
  s->capacity = capacity;
}

}  // namespace

Scope* newScope(Arena& arena, Scope* parent, Pos start, Pos end) {
  Scope* s = arena.make<Scope>();
  s->parent = parent;
  s->start = start;
  s->end = end;
  return s;
}

static Object* lookupEntered(const Scope* s, Name name) {
  if (s->capacity <= kLinear) {
    for (uint32_t i = 0; i < s->count; i++)
      if (s->table[i]->name == name) return s->table[i];
    return nullptr;
  }
  uint32_t mask = s->capacity - 1;
  for (uint32_t i = name.hash() & mask; s->table[i] != nullptr; i = (i + 1) & mask)
    if (s->table[i]->name == name) return s->table[i];
  return nullptr;
}

Object* lookupIn(const Scope* s, Name name) {
  Object* o = lookupEntered(s, name);
  if (o != nullptr || s->indexed == nullptr) return o;
  return s->indexed->impl().enterIndexed(name) ? lookupEntered(s, name) : nullptr;
}

void enterAll(const Scope* s) {
  if (s->indexed != nullptr) s->indexed->impl().enterAllIndexed();
}

Object* insertIn(Arena& arena, Scope* s, Object* obj) {
  if (Object* other = lookupEntered(s, obj->name)) return other;
  bool full = s->capacity <= kLinear ? s->count == s->capacity : s->count * 2 >= s->capacity;
  if (full) grow(arena, s);
  if (s->capacity <= kLinear) {
    s->table[s->count] = obj;
  } else {
    place(s->table, s->capacity, obj);
  }
  s->count++;
  if (obj->parent == nullptr) obj->parent = s;
  return nullptr;
}

void replaceIn(Scope* s, const Object* old, Object* obj) {
  for (uint32_t i = 0; i < s->capacity; i++) {
    if (s->table[i] != old) continue;
    s->table[i] = obj;
    if (obj->parent == nullptr) obj->parent = s;
    return;
  }
}

Object* lookupParent(Scope* s, Name name, Scope** where) {
  for (; s != nullptr; s = s->parent) {
    Object* o = lookupIn(s, name);
    if (o == nullptr) continue;
    if (where != nullptr) *where = s;
    return o;
  }
  return nullptr;
}

}  // namespace gosub::types
