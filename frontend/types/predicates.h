// Questions about types: classes of basic types, identity, comparability, default types, core types.
//
// The isX predicates look through Named but not into type parameters; the allX ones hold for a type parameter when
// they hold for every type of its type set (which must have specific types). Nothing here reports errors.
#pragma once

#include <string>

#include "frontend/types/types.h"

namespace gosub::types {

class World;

bool isValid(const Type* t);  // not the invalid type (also false for null)
bool isBasic(Type* t, unsigned info);
bool isBasicKind(Type* t, BasicKind kind);  // of the underlying type
inline bool isBoolean(Type* t) { return isBasic(t, kIsBoolean); }
inline bool isInteger(Type* t) { return isBasic(t, kIsInteger); }
inline bool isUnsigned(Type* t) { return isBasic(t, kIsUnsigned); }
inline bool isFloat(Type* t) { return isBasic(t, kIsFloat); }
inline bool isComplex(Type* t) { return isBasic(t, kIsComplex); }
inline bool isNumeric(Type* t) { return isBasic(t, kIsNumeric); }
inline bool isString(Type* t) { return isBasic(t, kIsString); }
inline bool isIntegerOrFloat(Type* t) { return isBasic(t, kIsInteger | kIsFloat); }
inline bool isConstType(Type* t) { return isBasic(t, kIsConstType); }

bool allBasic(Type* t, unsigned info);
inline bool allBoolean(Type* t) { return allBasic(t, kIsBoolean); }
inline bool allInteger(Type* t) { return allBasic(t, kIsInteger); }
inline bool allUnsigned(Type* t) { return allBasic(t, kIsUnsigned); }
inline bool allNumeric(Type* t) { return allBasic(t, kIsNumeric); }
inline bool allString(Type* t) { return allBasic(t, kIsString); }
inline bool allOrdered(Type* t) { return allBasic(t, kIsOrdered); }
inline bool allNumericOrString(Type* t) { return allBasic(t, kIsNumeric | kIsString); }

// Safe on types that are not set up yet:
bool hasName(const Type* t);    // predeclared, defined or type parameter
bool isTypeLit(const Type* t);  // neither Named nor TypeParam
inline bool isUntyped(const Type* t) {
  auto* b = as<Basic>(t);
  return b != nullptr && (b->info & kIsUntyped) != 0;
}
inline bool isTyped(const Type* t) { return !isUntyped(t); }
inline bool isTypeParam(const Type* t) { return t != nullptr && t->kind == TypeKind::TypeParam; }

inline bool isInterface(Type* t) { return as<Interface>(under(t)) != nullptr; }  // type parameters included
inline bool isNonTypeParamInterface(Type* t) { return !isTypeParam(t) && isInterface(t); }
bool isInterfacePtr(Type* t);
bool isGeneric(Type* t);  // a generic type without type arguments
bool isBytesOrRunes(Type* t);
bool isUintptr(Type* t);
bool isUnsafePointer(Type* t);
bool isPointer(Type* t);
bool hasNil(Type* t);

// Identity as the specification defines it. Signatures compare their type parameters up to renaming.
bool identical(Type* x, Type* y);
bool identicalIgnoreTags(Type* x, Type* y);
// Invalid types count as identical to anything (initialisation cycles, duplicate methods after errors).
bool identicalIgnoreInvalids(Type* x, Type* y);

// The part of a type that makes it incomparable, for messages.
struct Incomparable {
  enum class Why : uint8_t { None, Struct, Array, EmptyTypeSet, TypeSet } why = Why::None;
  Type* type = nullptr;  // the field's type, or the array
};
// dynamic: interfaces that are not type parameters count as comparable (they may panic).
bool comparable(Type* t, bool dynamic = true, Incomparable* why = nullptr);
// "struct containing %s cannot be compared" and its like need a qualifier: typestring.h, incomparableText().

// Untyped kinds become typed ones; other types are returned as they are.
Type* defaultType(World& world, Type* t);
// The larger of two untyped numeric types (or the common type); null when there is none.
Type* maxType(Type* x, Type* y);

// The single underlying type of all types of a type parameter's type set, else null; under(t) for other types.
Type* coreType(Type* t);
// The same, but []byte and string count as one, then giving string.
Type* coreString(World& world, Type* t);

bool sameId(const Object* o, const Package* pkg, Name name);
// *A where A is an array gives A, else t.
Type* arrayPtrDeref(Type* t);
// The base and true for a *Pointer that is not hidden in a Named.
Type* derefPointer(Type* t, bool* wasPointer);
// The struct behind a (named or not) pointer to a struct, else t.
Type* derefStructPtr(Type* t);

}  // namespace gosub::types
