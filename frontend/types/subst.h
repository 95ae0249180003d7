// Substitution of type arguments for type parameters. Types that do not mention a substituted parameter are shared,
// not copied; instances of generic types go through World::instantiate and stay lazy.
#pragma once

#include <span>

#include "frontend/types/types.h"

namespace gosub::types {

class World;

// from[i] stands at index i of its list (TypeParam::index == i). A null in `to` leaves its parameter alone.
struct SubstMap {
  std::span<TypeParam* const> from;
  std::span<Type* const> to;
  // For frontend/ir: what a defined type that is no instance stands for (types declared inside generic functions).
  Named* (*local)(void* context, Named* n) = nullptr;
  void* context = nullptr;

  Type* lookup(TypeParam* p) const {
    size_t i = size_t(p->index);
    return i < from.size() && from[i] == p && to[i] != nullptr ? to[i] : p;
  }
};

Type* subst(World& world, Type* t, const SubstMap& map);
Tuple* substTuple(World& world, Tuple* t, const SubstMap& map);

// The signature with its type parameters replaced; no longer generic. Always a new Signature.
Signature* instantiateSignature(World& world, Signature* generic, std::span<Type* const> typeArgs);

// Copies with another type; origins are kept.
Var* substVar(World& world, Var* v, Type* type);
Func* substFunc(World& world, Func* f, Type* type);

}  // namespace gosub::types
