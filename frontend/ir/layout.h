// How a Go type lies in memory and travels in SSA values: size, pointer words, and for types that flatten into at most four scalars ("register class") the scalars
// with their offsets. gc's sizes come from frontend/types/sizes.h; descriptors of types at run time are runtime/types.
//
// Flattening: strings are (Ptr, I64), slices (Ptr, I64, I64), interfaces (Ptr, Ptr), complex numbers two floats, structs their fields, arrays of length 1
// their element. Types of size zero have no scalars. Longer arrays and anything with more than four scalars are "memory class": an address stands for them.
//
// L-1: a TypeInfo is made once per Type object (Type::lowered) and lives as long as its Layouts.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "base/arena.h"
#include "frontend/ir/ir.h"

namespace gosub::ir {

struct Component {
  Ty ty;
  uint32_t offset;
};

struct TypeInfo {
  uint64_t size;
  uint32_t align;
  bool memory;       // memory class: parts is empty
  bool hasPointers;
  uint64_t ptrBytes;  // prefix that can hold pointers
  std::span<const Component> parts;
  std::span<const uint64_t> fieldOffsets;  // of a struct's fields

  size_t words() const { return memory ? 1 : parts.size(); }  // when passed as an argument
};

class Layouts {
 public:
  const TypeInfo& of(types::Type* t) {
    if (t->lowered != nullptr) return *static_cast<const TypeInfo*>(t->lowered);
    return make(t);
  }

  // One bit per word of the value that holds a pointer (ptrBytes / 8 words), at wordOffset words into `mask`.
  void pointerMask(types::Type* t, std::vector<uint64_t>& mask, uint64_t wordOffset = 0);

  // Appends the words that pass a value of the type: its scalars, or one address.
  void appendWords(types::Type* t, std::vector<Ty>& out);

 private:
  const TypeInfo& make(types::Type* t);
  bool flatten(types::Type* t, uint32_t base, std::vector<Component>& out);
  uint64_t pointerBytes(types::Type* t);

  Arena arena_;
};

// The scalar of a type with exactly one machine representation (numbers, bool, pointers); Void for others.
Ty scalarOf(types::Type* t);

}  // namespace gosub::ir
