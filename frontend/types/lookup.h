// Finding fields and methods by name through embedding, and whether a type has the methods of an interface.
// What a type must satisfy beyond methods (type sets, comparable) is in instantiate.cpp: Checker::Impl::implements.
#pragma once

#include <span>

#include "frontend/types/types.h"

namespace gosub::types {

struct LookupResult {
  Object* obj = nullptr;   // Var (field) or Func (method; its type may be unresolved: resolveType(obj)), or null
  std::span<int> path;     // as Selection::path; empty without an arena
  bool indirect = false;   // a pointer was followed; with no obj: the method exists but needs an addressable receiver
  bool ambiguous = false;  // no obj: the name occurs more than once at its depth
};

// Looks up `name` as written in package `pkg` in t. addressable: of a variable, so that pointer methods are found.
// path is made in *arena when it is not null.
LookupResult lookupFieldOrMethod(Arena* arena, Type* t, bool addressable, const Package* pkg, Name name,
                                 bool foldCase = false);
// Does not refuse methods of named pointer types; what missingMethod uses.
LookupResult lookupFieldOrMethodRaw(Arena* arena, Type* t, bool addressable, const Package* pkg, Name name,
                                    bool foldCase);

int fieldIndex(std::span<Var* const> fields, const Package* pkg, Name name);  // -1: none

// Gives obj->type when the object's declaration was not checked yet (also inside a running check).
void resolveType(Object* obj);

// Why a type lacks a method of an interface.
struct MissingMethod {
  enum class Why : uint8_t {
    None,        // nothing is missing
    NotFound, WrongName, Unexported, WrongSignature, Ambiguous, PointerReceiver, Field,
  } why = Why::None;
  Func* want = nullptr;  // the interface's method
  Func* have = nullptr;  // WrongName, Unexported, WrongSignature
  explicit operator bool() const { return why != Why::None; }
  bool wrongType() const { return why == Why::WrongSignature || why == Why::PointerReceiver; }
};

// The first method of interface t that v lacks. isStatic false: v is an interface and methods absent from it do not
// count (type assertions). equal compares signatures; identical when not given.
template <class Equal>
MissingMethod missingMethod(Type* v, Type* t, bool isStatic, Equal&& equal);
MissingMethod missingMethod(Type* v, Type* t, bool isStatic);

// One method of the interface against v; the loop body of missingMethod.
MissingMethod missingMethodOf(Type* v, Interface* vi, Func* m, bool isStatic);
const struct TypeSet* methodsOf(Type* interfaceType);

}  // namespace gosub::types

#include "frontend/types/lookup.inc"
