// From the checker's types to run-time descriptors: the only place where both are known. Descriptors are interned by
// runtime/types; this remembers which descriptor a checker's type has, makes descriptors of defined types (identity
// is the Named), and answers the type table's questions about method sets.
// Not here: layouts (runtime/types computes them, the checker's sizes agree), code of methods (func_link.h).
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/types/checker.h"
#include "frontend/types/types.h"
#include "runtime/types/table.h"

namespace gosub::engine {

// Gives the code of methods; implemented by FuncLink.
class MethodCode {
 public:
  virtual ~MethodCode() = default;
  virtual const abi::FuncDesc* methodCode(types::Type* receiver, types::Func* method, bool ifaceReceiver) = 0;
};

class TypeLink final : public rt::TypeResolver {
 public:
  TypeLink(types::World& world, rt::TypeTable& table, MethodCode& code);

  const abi::TypeDesc* desc(types::Type* t);

  void resolveMethods(const abi::TypeDesc& t) override;
  const abi::TypeDesc* resolveMethodType(const abi::TypeDesc& t, size_t index) override;
  void resolveMethodCode(const abi::TypeDesc& t, size_t index, abi::Method* m) override;

 private:
  struct MethodSource {
    types::Func* func;
  };
  types::Type* sourceOf(const abi::TypeDesc& t);
  const abi::TypeDesc* make(types::Type* t);
  const abi::TypeDesc* makeNamed(types::Named* t);
  const abi::TypeDesc* makeStruct(types::Struct* t);
  const abi::TypeDesc* makeInterface(types::Interface* t);
  const abi::TypeDesc* makeFunc(types::Signature* s);
  const abi::TypeDesc* makeBasic(types::Basic* t);
  std::vector<const abi::TypeDesc*> descs(types::Tuple* t);
  const abi::TypeDesc* signatureDesc(types::Func* f);
  types::Func* methodOf(types::Type* receiver, const abi::Method& m);

  types::World& world_;
  rt::TypeTable& table_;
  MethodCode& code_;
  std::unordered_map<types::Type*, const abi::TypeDesc*> known_;
  std::unordered_map<types::Type*, types::Type*> pointers_;  // see sourceOf
};

// "main.T", "main.G[int]", "main.G[example.com/a/b.T]": as reflect prints a defined type, without or with its package.
std::string namedText(types::Named* t, bool withPackage);

}  // namespace gosub::engine
