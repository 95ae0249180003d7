// Helpers of type inference that calls and instantiations use too. The inference itself is Checker::Impl::infer.
#pragma once

#include <span>
#include <vector>

#include "frontend/types/types.h"

namespace gosub::types {

class World;

// Whether t mentions one of the type parameters. A generic signature's own parameter list does not count.
bool isParameterized(std::span<TypeParam* const> params, Type* t);

// Fresh copies of the type parameters (bounds included). A function that calls itself has its own parameters among
// the types of the arguments; inference must not take them for those that it is to solve.
std::span<TypeParam*> renameTypeParams(World& world, std::span<TypeParam* const> params);
// t with the old parameters replaced by the new.
Type* renamed(World& world, std::span<TypeParam* const> from, std::span<TypeParam* const> to, Type* t);

}  // namespace gosub::types
