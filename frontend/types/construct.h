// Making types and objects in an arena, with their kinds set. The structs are in types.h; de-duplicated instances
// of generic types come from World::instantiate only.
#pragma once

#include <span>

#include "base/arena.h"
#include "frontend/types/types.h"

namespace gosub::types {

// A type or object of kind T, all else zero.
template <class T>
inline T* newNode(Arena& arena) {
  T* t = arena.make<T>();
  t->kind = T::kKind;
  return t;
}

inline Pointer* newPointer(Arena& arena, Type* elem) {
  auto* t = newNode<Pointer>(arena);
  t->elem = elem;
  return t;
}

inline Slice* newSlice(Arena& arena, Type* elem) {
  auto* t = newNode<Slice>(arena);
  t->elem = elem;
  return t;
}

inline Array* newArray(Arena& arena, Type* elem, int64_t length) {
  auto* t = newNode<Array>(arena);
  t->elem = elem;
  t->length = length;
  return t;
}

inline Map* newMap(Arena& arena, Type* key, Type* elem) {
  auto* t = newNode<Map>(arena);
  t->key = key;
  t->elem = elem;
  return t;
}

inline Chan* newChan(Arena& arena, ChanDir dir, Type* elem) {
  auto* t = newNode<Chan>(arena);
  t->dir = dir;
  t->elem = elem;
  return t;
}

// The spans are kept, not copied.
inline Tuple* newTuple(Arena& arena, std::span<Var*> vars) {
  auto* t = newNode<Tuple>(arena);
  t->vars = vars;
  return t;
}

inline Signature* newSignature(Arena& arena, Tuple* params, Tuple* results, bool variadic) {
  auto* t = newNode<Signature>(arena);
  t->params = params;
  t->results = results;
  t->variadic = variadic;
  return t;
}

inline Var* newVar(Arena& arena, Pos pos, Package* pkg, Name name, Type* type) {
  auto* v = newNode<Var>(arena);
  v->color = Color::Black;
  v->pos = pos;
  v->pkg = pkg;
  v->name = name;
  v->type = type;
  return v;
}

// An anonymous parameter or result.
inline Var* newParam(Arena& arena, Type* type) {
  Var* v = newVar(arena, Pos{}, nullptr, Name{}, type);
  v->isParam = true;
  return v;
}

inline Named* newNamed(Arena& arena, TypeName* object) {
  auto* t = newNode<Named>(arena);
  t->object = object;
  t->origin = t;
  if (object != nullptr && object->type == nullptr) object->type = t;
  return t;
}

// id is World::nextTypeParamId++. The bound may be set later; index is the place in the list it will be in.
inline TypeParam* newTypeParam(Arena& arena, TypeName* object, int index, Type* bound, uint64_t id) {
  auto* t = newNode<TypeParam>(arena);
  t->object = object;
  t->index = index;
  t->bound = bound;
  t->id = id;
  if (object != nullptr && object->type == nullptr) object->type = t;
  return t;
}

}  // namespace gosub::types
