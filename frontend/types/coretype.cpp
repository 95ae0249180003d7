// Core types: the one underlying type that all types of a type parameter's type set share, which gives operations on
// its values a shape. Whether the operation is allowed at all is asked with typeset.h's loops.
#include "frontend/types/checker.h"
#include "frontend/types/construct.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"

namespace gosub::types {

namespace {

// x when both are identical; channels that differ by direction only give the restricted one. Else null.
Type* matchTypes(Type* x, Type* y) {
  if (identical(x, y)) return x;
  auto* cx = as<Chan>(x);
  auto* cy = as<Chan>(y);
  if (cx == nullptr || cy == nullptr || !identical(cx->elem, cy->elem)) return nullptr;
  if (cx->dir == ChanDir::Both) return y;
  return cy->dir == ChanDir::Both ? x : nullptr;
}

}  // namespace

Type* coreType(Type* t) {
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return under(t);
  Type* core = nullptr;
  bool ok = forEachUnder(typeSet(p), [&](Type* u) {
    if (u == nullptr) return false;
    core = core == nullptr ? u : matchTypes(core, u);
    return core != nullptr;
  });
  return ok ? core : nullptr;
}

Type* coreString(World& world, Type* t) {
  auto* p = as<TypeParam>(t);
  if (p == nullptr) return under(t);
  Type* core = nullptr;
  bool sawString = false;
  bool ok = forEachUnder(typeSet(p), [&](Type* u) {
    if (u == nullptr) return false;
    if (isString(u)) {
      u = newSlice(world.arena, world.byteType);
      sawString = true;
    }
    core = core == nullptr ? u : matchTypes(core, u);
    return core != nullptr;
  });
  if (!ok) return nullptr;
  return sawString ? world.basic(BasicKind::String) : core;
}

}  // namespace gosub::types
