// Sizes, alignments and offsets as gc lays types out on amd64. The same figures as in runtime type descriptors,
// unsafe.Sizeof and reflect. Types must be complete and free of type parameters (hasVarSize).
#pragma once

#include <cstdint>
#include <span>

#include "frontend/types/types.h"

namespace gosub::types {

// Negative: too large for an int64.
int64_t sizeOf(Type* t);
int64_t alignOf(Type* t);
// Whether the size of a finite type depends on a type parameter.
bool isOpen(Type* t);
// offsets[i] of fields[i]; -1 from where the struct is too large.
void fieldOffsets(std::span<Var* const> fields, std::span<int64_t> offsets);
int64_t fieldOffset(Struct* s, int index);
// Offset of the field that the path (Selection::path without pointers on the way) reaches; negative: too large.
int64_t offsetOf(Type* t, std::span<const int> path);

// The size depends on a type parameter, or is infinite.
bool hasVarSize(Type* t);

}  // namespace gosub::types
