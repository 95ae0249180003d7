// Types that contain themselves without a pointer, slice, map, channel, function or interface value between: they
// would have infinite size. Cycles between declarations as such are the business of decl.cpp.
#pragma once

#include <span>

#include "frontend/types/types.h"

namespace gosub::types {

// Reports an "invalid recursive type" error when t contains itself, and makes its underlying type invalid.
// Called for each declared type once the declarations it refers to are set up (a delayed action).
void checkValidType(Checker& checker, Named* t);

// The error for a cycle of declarations through these types, in order.
void reportTypeCycle(Checker& checker, std::span<Named* const> cycle);

}  // namespace gosub::types
