// Types, objects and signatures as gc's messages print them.
//
// A Qualifier says how package-level names appear: bare in their own package, pkg.Name elsewhere, "path".Name when
// two packages that the program imports have the same name.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "frontend/types/predicates.h"
#include "frontend/types/types.h"

namespace gosub::types {

class World;

class Qualifier {
 public:
  // from null: every name is qualified by its import path (runtime and reflect style is not here).
  explicit Qualifier(const Package* from) : from_(from) {}
  // Appends "pkg." or nothing.
  void write(std::string& out, const Package* pkg) const;
  bool full() const { return from_ == nullptr; }
  // Names the predeclared type that a type parameter of this name would be taken for: " /* with P declared at ... */".
  void writeShadowNote(std::string& out, const TypeName* object) const;

 private:
  void markImports(const Package* pkg) const;
  const Package* from_;
  mutable bool marked_ = false;
  mutable std::unordered_set<const Package*> seen_;
  mutable std::unordered_map<std::string_view, std::unordered_set<std::string_view>> pathsOfName_;
};

struct TypeStyle {
  bool paramNames = true;      // names of function parameters
  bool packageNotes = false;   // mark the first unexported field with its package
};

void writeType(std::string& out, Type* t, const Qualifier& q, const TypeStyle& style = {});
// Parameters and results without "func".
void writeSignature(std::string& out, Signature* s, const Qualifier& q, const TypeStyle& style = {});
std::string typeString(Type* t, const Qualifier& q);
std::string typeListString(std::span<Type* const> list, const Qualifier& q);  // [A, B]
// name(params) results, without parameter names; packageInfo: fully qualified.
std::string funcString(Func* f, const Qualifier& q, bool packageInfo);
// ~T or T
std::string termString(const UnionTerm& t, const Qualifier& q);
std::string termListString(const struct TermList& list, const Qualifier& q);
// Why values of a type can't be compared; empty when there is nothing to add.
std::string incomparableText(const Incomparable& why, const Qualifier& q);
// "P", "P and Q", "P, Q, and R"
std::string typeParamNames(std::span<TypeParam* const> list);

}  // namespace gosub::types
