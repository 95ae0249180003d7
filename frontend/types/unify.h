// Unification: makes two types structurally equal by finding types for a list of type parameters. The engine of type
// inference (infer.cpp), which says what is unified with what.
//
// Inexact matching lets a defined type match a type literal with the same underlying type, ignores channel
// directions, and (from go1.21 on) matches an interface with a type that has its methods. A type parameter outside
// the list is a type like others, except that its core type may match.
#pragma once

#include <span>
#include <vector>

#include "frontend/types/types.h"

namespace gosub::types {

enum UnifyMode : unsigned {
  kUnifyInexact = 0,
  kUnifyAssign = 1,  // inexact at the top, exact for element types
  kUnifyExact = 2,
};

class Unifier {
 public:
  // args may be shorter than params and hold nulls: not known yet.
  Unifier(std::span<TypeParam* const> params, std::span<Type* const> args, bool interfaceInference);

  bool unify(Type* x, Type* y, unsigned mode);

  Type* at(TypeParam* p) const { return types_[size_t(handle_[size_t(indexOf(p))])]; }
  void set(TypeParam* p, Type* t) { types_[size_t(handle_[size_t(indexOf(p))])] = t; }
  size_t unknowns() const;
  std::vector<Type*> inferred() const;  // in the order of the parameters; null where unknown

 private:
  struct Pair;
  int indexOf(const Type* t) const;  // -1: not one of ours
  bool match(Type* x, Type* y, unsigned mode, const Pair* pairs);
  bool matchBound(int px, Type* y, unsigned mode, const Pair* pairs);
  bool agree(int px, Type* x, Type* y, unsigned mode);
  bool join(int x, int y);
  bool matchInterfaces(Interface* x, Interface* y, const Pair* pairs);
  bool matchMethods(Interface* x, Type* y, const Pair* pairs);
  bool matchStructure(Type* x, Type* y, unsigned mode, const Pair* pairs);
  bool matchStruct(Struct* x, Struct* y, unsigned mode, const Pair* pairs);
  bool matchTuple(Tuple* x, Tuple* y, unsigned mode, const Pair* pairs);
  bool matchExactInterfaces(Interface* x, Interface* y, const Pair* pairs);
  bool matchNamed(Named* x, Named* y, unsigned mode, const Pair* pairs);

  std::span<TypeParam* const> params_;
  std::vector<int> handle_;   // parameter -> slot of types_; joined parameters share one
  std::vector<Type*> types_;  // null: unknown
  int depth_ = 0;
  bool interfaceInference_;
};

}  // namespace gosub::types
