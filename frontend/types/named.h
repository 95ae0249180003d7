// Defined types: lazy underlying types and methods of instances. World::instantiate (checker.h) makes instances and
// keeps identical ones unique; under() (types.h) completes a type's underlying type.
//
// An instance starts with origin and typeArgs only. Its underlying type is substituted when under() first asks, each
// method when method(i) first asks, so that infinitely expanding instances cost nothing until they are walked.
#pragma once

#include "frontend/types/types.h"

namespace gosub::types {

// Number of declared methods, and the i-th with its signature for this type (an instance's is substituted on demand;
// the origin's declaration is checked first).
size_t methodCount(Named* t);
Func* method(Named* t, size_t i);
// Index of the declared method, or -1. Does not substitute.
int methodIndex(Named* t, const Package* pkg, Name name, bool foldCase = false);

// Type parameters of the origin; empty for types that are not generic.
std::span<TypeParam*> typeParamsOf(Named* t);

// The underlying type as far as it is known, without expanding an instance; may be null or a Named during checking.
Type* safeUnderlying(Type* t);

}  // namespace gosub::types
