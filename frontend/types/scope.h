// Scopes: from names to objects, and to the enclosing scope. Universe, package, file, then one per function and
// block. Which declarations go into which scope is decl.cpp's and stmt.cpp's business.
#pragma once

#include "base/arena.h"
#include "frontend/types/types.h"

namespace gosub::types {

Scope* newScope(Arena& arena, Scope* parent, Pos start, Pos end);
// The object in this very scope, or null.
Object* lookupIn(const Scope* s, Name name);
// Enters everything that an indexed package declares.
void enterAll(const Scope* s);
// Enters obj and gives null, or gives the object that already has the name. Sets obj->parent when it has none.
Object* insertIn(Arena& arena, Scope* s, Object* obj);
// Puts obj in the place of `old`, which is in the scope and has the same name.
void replaceIn(Scope* s, const Object* old, Object* obj);
// The object of the innermost scope that has the name; *where (if not null) is that scope.
Object* lookupParent(Scope* s, Name name, Scope** where = nullptr);

// f(Object*) for each object, in no useful order.
template <class F>
void forEachObject(const Scope* s, F&& f) {
  for (uint32_t i = 0; i < s->capacity; i++)
    if (s->table[i] != nullptr) f(s->table[i]);
}

}  // namespace gosub::types
