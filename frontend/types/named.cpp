// Lazy completion of defined types, and the table that makes identical instances one object.
//
// N-1: an instance is expanded only when its origin's underlying type is complete enough to be copied; before that
// under() answers "invalid" and remembers nothing.
#include "frontend/types/named.h"

#include <vector>

#include "base/check.h"
#include "frontend/types/checker.h"
#include "frontend/types/construct.h"
#include "frontend/types/lookup.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"
#include "frontend/types/validtype.h"

namespace gosub::types {

namespace {

enum State : uint8_t { kLazy = 0, kExpanded = 1 };

bool isInstance(const Named* n) { return n->origin != n; }

Checker& checkerOf(Named* n) {
  Package* pkg = n->origin->object->pkg;
  GOSUB_CHECK(pkg != nullptr && pkg->checker != nullptr);
  return *pkg->checker;
}

Type* invalidFor(Named* n) { return checkerOf(n).world().basic(BasicKind::Invalid); }

// Not ready to be copied: null, or still being filled by the declaration of `origin`.
bool incomplete(Type* t) {
  if (t == nullptr) return true;
  switch (t->kind) {
    case TypeKind::Interface: return !static_cast<Interface*>(t)->complete;
    case TypeKind::Struct: return static_cast<Struct*>(t)->declaring;
    case TypeKind::Signature: return static_cast<Signature*>(t)->params == nullptr;
    case TypeKind::Array: return static_cast<Array*>(t)->elem == nullptr;
    case TypeKind::Slice: return static_cast<Slice*>(t)->elem == nullptr;
    case TypeKind::Pointer: return static_cast<Pointer*>(t)->elem == nullptr;
    case TypeKind::Map: return static_cast<Map*>(t)->elem == nullptr;
    case TypeKind::Chan: return static_cast<Chan*>(t)->elem == nullptr;
    default: return false;
  }
}

// The instance's underlying type from that of its origin, which may still be a Named during checking.
Type* expand(Named* n) {
  Named* origin = n->origin;
  if (origin->underlying == nullptr) resolveType(origin->object);
  Type* generic = origin->underlying;
  if (incomplete(generic)) return nullptr;
  World& world = checkerOf(n).world();
  n->state = kExpanded;
  n->fromRhs = origin->fromRhs;
  if (origin->typeParams.size() != n->typeArgs.size()) {
    n->underlying = world.basic(BasicKind::Invalid);
  } else {
    n->underlying = subst(world, generic, {origin->typeParams, n->typeArgs});
  }
  return n->underlying;
}

// One step: what is known of the underlying type, a Named while the chain is unresolved, null when unknown.
Type* step(Named* n) {
  if (isInstance(n)) return n->state == kExpanded ? n->underlying : expand(n);
  if (n->underlying == nullptr && n->object != nullptr) resolveType(n->object);
  return n->underlying;
}

// Follows a chain of Named and gives all of them its end. A cycle is an error, reported once.
Type* followChain(Named* start, Named* next) {
  std::vector<Named*> seen{start};
  Type* end = nullptr;
  bool known = true;
  for (Named* n = next; end == nullptr; ) {
    for (size_t i = 0; i < seen.size(); i++) {
      if (seen[i] != n) continue;
      reportTypeCycle(checkerOf(n), std::span<Named* const>(seen).subspan(i));
      end = invalidFor(n);
    }
    if (end != nullptr) break;
    seen.push_back(n);
    Type* u = step(n);
    known = u != nullptr;
    if (!known) return invalidFor(n);
    if (auto* more = as<Named>(u)) {
      n = more;
    } else {
      end = u;
    }
  }
  for (Named* n : seen) n->underlying = end;
  return end;
}

Type* underNamed(Named* n) {
  Type* u = n->underlying;
  if (u == nullptr || (isInstance(n) && n->state != kExpanded)) u = step(n);
  if (u == nullptr) return invalidFor(n);
  auto* next = as<Named>(u);
  return next == nullptr ? u : followChain(n, next);
}

// The origin's method for the instance's arguments; the origin's own when the instance is that of its receiver.
Func* expandMethod(Named* n, Func* generic) {
  resolveType(generic);
  auto* sig = as<Signature>(generic->type);
  if (sig == nullptr || sig->recv == nullptr) return generic;
  World& world = checkerOf(n).world();
  bool isPointer;
  if (derefPointer(sig->recv->type, &isPointer) == n) return generic;
  Signature* copy = world.arena.make<Signature>(*sig);
  if (sig->recvTypeParams.size() == n->typeArgs.size()) {
    SubstMap map{sig->recvTypeParams, n->typeArgs};
    copy->params = substTuple(world, sig->params, map);
    copy->results = substTuple(world, sig->results, map);
  }
  Type* recv = isPointer ? static_cast<Type*>(newPointer(world.arena, n)) : n;
  copy->recv = substVar(world, sig->recv, recv);
  return substFunc(world, generic, copy);
}

}  // namespace

Type* underOther(Type* t) {
  if (t->kind == TypeKind::Named) return underNamed(static_cast<Named*>(t));
  return t->kind == TypeKind::TypeParam ? iface(static_cast<TypeParam*>(t)) : t;
}

Type* safeUnderlying(Type* t) {
  if (auto* n = as<Named>(t)) return n->underlying;
  return under(t);
}

std::span<TypeParam*> typeParamsOf(Named* t) {
  Named* origin = t->origin;
  if (origin->underlying == nullptr && origin->typeParams.empty() && origin->object != nullptr)
    resolveType(origin->object);
  return origin->typeParams;
}

size_t methodCount(Named* t) {
  typeParamsOf(t);  // completes a lazy declaration
  return t->origin->methods.size();
}

Func* method(Named* t, size_t i) {
  if (!isInstance(t)) return t->methods[i];
  std::span<Func*> generic = t->origin->methods;
  if (t->methods.size() != generic.size()) {
    std::span<Func*> grown = checkerOf(t).world().arena.makeArray<Func*>(generic.size());
    for (size_t k = 0; k < t->methods.size(); k++) grown[k] = t->methods[k];
    t->methods = grown;
  }
  // Expanding may resolve declarations that ask for this very method: look again before keeping a second copy.
  if (t->methods[i] == nullptr) {
    Func* f = expandMethod(t, generic[i]);
    if (t->methods[i] == nullptr) t->methods[i] = f;
  }
  return t->methods[i];
}

int methodIndex(Named* t, const Package* pkg, Name name, bool foldCase) {
  typeParamsOf(t);
  return findMethod(t->origin->methods, pkg, name, foldCase);
}

// ---- Instances ------------------------------------------------------------------------------------------------

// Open addressing, at most half full; entries are never removed.
struct World::InstanceTable {
  struct Entry {
    uint64_t hash;
    Named* instance;
  };
  std::vector<Entry> slots = std::vector<Entry>(256, Entry{0, nullptr});
  size_t count = 0;

  void grow() {
    std::vector<Entry> old = std::move(slots);
    slots.assign(old.size() * 2, Entry{0, nullptr});
    for (const Entry& e : old)
      if (e.instance != nullptr) slots[freeSlot(e.hash)] = e;
  }
  size_t freeSlot(uint64_t hash) const {
    size_t i = hash & (slots.size() - 1);
    while (slots[i].instance != nullptr) i = (i + 1) & (slots.size() - 1);
    return i;
  }
};

namespace {

uint64_t mix(uint64_t h, uint64_t v) {
  h = (h ^ v) * 0x9E3779B97F4A7C15u;
  return h ^ (h >> 29);
}

uint64_t mixPointer(uint64_t h, const void* p) { return mix(h, reinterpret_cast<uintptr_t>(p)); }

// Equal for identical types. Interfaces hash by kind only: their type sets may not be complete yet.
uint64_t hashType(uint64_t h, Type* t);

uint64_t hashVars(uint64_t h, std::span<Var* const> vars) {
  h = mix(h, vars.size());
  for (Var* v : vars) h = hashType(h, v->type);
  return h;
}

uint64_t hashType(uint64_t h, Type* t) {
  if (t == nullptr) return h;
  h = mix(h, uint64_t(t->kind) + 1);
  switch (t->kind) {
    case TypeKind::Basic: return mix(h, uint64_t(static_cast<Basic*>(t)->basic));
    case TypeKind::Array: return hashType(h, static_cast<Array*>(t)->elem);
    case TypeKind::Slice: return hashType(h, static_cast<Slice*>(t)->elem);
    case TypeKind::Pointer: return hashType(h, static_cast<Pointer*>(t)->elem);
    case TypeKind::Struct: return hashVars(h, static_cast<Struct*>(t)->fields);
    case TypeKind::Tuple: return hashVars(h, static_cast<Tuple*>(t)->vars);
    case TypeKind::Signature: {
      auto* s = static_cast<Signature*>(t);
      if (!s->typeParams.empty() || s->params == nullptr || s->results == nullptr) return h;
      return hashVars(hashVars(h, s->params->vars), s->results->vars);
    }
    case TypeKind::Map: return hashType(hashType(h, static_cast<Map*>(t)->key), static_cast<Map*>(t)->elem);
    case TypeKind::Chan: return mix(hashType(h, static_cast<Chan*>(t)->elem), uint64_t(static_cast<Chan*>(t)->dir));
    case TypeKind::Named: {
      auto* n = static_cast<Named*>(t);
      h = mixPointer(h, n->origin);
      for (Type* arg : n->typeArgs) h = hashType(h, arg);
      return h;
    }
    case TypeKind::TypeParam: return mixPointer(h, t);
    case TypeKind::Interface:
    case TypeKind::Union: return h;
  }
  return h;
}

bool sameArgs(std::span<Type* const> x, std::span<Type* const> y) {
  if (x.size() != y.size()) return false;
  for (size_t i = 0; i < x.size(); i++)
    if (!identical(x[i], y[i])) return false;
  return true;
}

}  // namespace

World::InstanceTable* World::newInstanceTable() { return new InstanceTable; }
void World::deleteInstanceTable(InstanceTable* t) { delete t; }

Named* World::instantiate(Named* origin, std::span<Type* const> args) {
  InstanceTable& table = *instances_;
  uint64_t hash = mixPointer(0, origin);
  for (Type* arg : args) hash = hashType(hash, arg);
  for (size_t i = hash & (table.slots.size() - 1); table.slots[i].instance != nullptr;
       i = (i + 1) & (table.slots.size() - 1)) {
    const InstanceTable::Entry& e = table.slots[i];
    if (e.hash == hash && e.instance->origin == origin && sameArgs(e.instance->typeArgs, args)) return e.instance;
  }
  auto* n = newNode<Named>(arena);
  n->object = origin->object;
  n->origin = origin;
  n->typeArgs = arena.copy(args);
  if (++table.count * 2 > table.slots.size()) table.grow();
  table.slots[table.freeSlot(hash)] = {hash, n};
  return n;
}

}  // namespace gosub::types
