// Hashing types by structure. See typekey.h.
#include "frontend/ir/typekey.h"

#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::ir {

namespace {

uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29);
}

uint64_t walk(uint64_t h, types::Type* t);

uint64_t walkVars(uint64_t h, std::span<types::Var* const> vars) {
  h = mix(h, vars.size());
  for (types::Var* v : vars) h = walk(h, v->type);
  return h;
}

uint64_t walk(uint64_t h, types::Type* t) {
  using enum types::TypeKind;
  h = mix(h, uint64_t(t->kind) + 1);
  switch (t->kind) {
    case Basic: return mix(h, uint64_t(static_cast<types::Basic*>(t)->basic));
    case Array:
      return walk(mix(h, uint64_t(static_cast<types::Array*>(t)->length)), static_cast<types::Array*>(t)->elem);
    case Slice: return walk(h, static_cast<types::Slice*>(t)->elem);
    case Pointer: return walk(h, static_cast<types::Pointer*>(t)->elem);
    case Struct: return walkVars(h, static_cast<types::Struct*>(t)->fields);
    case Tuple: return walkVars(h, static_cast<types::Tuple*>(t)->vars);
    case Signature: {
      auto* s = static_cast<types::Signature*>(t);
      return walkVars(walkVars(h, s->params->vars), s->results->vars);
    }
    case Map: return walk(walk(h, static_cast<types::Map*>(t)->key), static_cast<types::Map*>(t)->elem);
    case Chan: return walk(mix(h, uint64_t(static_cast<types::Chan*>(t)->dir)), static_cast<types::Chan*>(t)->elem);
    case Named: {
      auto* n = static_cast<types::Named*>(t);
      h = mix(h, reinterpret_cast<uintptr_t>(n->origin));
      for (types::Type* a : n->typeArgs) h = walk(h, a);
      return h;
    }
    case TypeParam: return mix(h, reinterpret_cast<uintptr_t>(t));
    case Interface: {
      // Method names only: signatures may refer back to the interface.
      const types::TypeSet* set = types::typeSet(static_cast<types::Interface*>(t));
      h = mix(h, set->methods.size());
      for (types::Func* m : set->methods) h = mix(h, m->name.hash());
      return h;
    }
    case Union: return h;
  }
  return h;
}

}  // namespace

uint64_t hashOf(types::Type* t) { return walk(1, t); }

types::Type* TypeKeys::find(types::Type* t) {
  auto known = known_.find(t);
  if (known != known_.end()) return known->second;
  std::vector<types::Type*>& same = table_[hashOf(t)];
  types::Type* found = t;
  for (types::Type* other : same)
    if (types::identical(other, t)) {
      found = other;
      break;
    }
  if (found == t) same.push_back(t);
  known_.emplace(t, found);
  return found;
}

}  // namespace gosub::ir
