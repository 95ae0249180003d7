// The public face of the checker: World (what all packages of an instance share) and Checker (one package).
//
// A package is checked whole (checkFiles) or lazily (Package::lazy, the embedded library): then only the names of
// its declarations are entered, a declaration is checked when something refers to it (resolve), and a function body
// when it is about to be lowered (checkBody). Everything runs under the instance's frontend lock.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "base/arena.h"
#include "base/diag.h"
#include "base/intern.h"
#include "base/source.h"
#include "frontend/syntax/ast.h"
#include "frontend/types/const.h"
#include "frontend/types/types.h"

namespace gosub::types {

// Shared by all packages of one instance: names, predeclared types and objects, constants, the table that makes
// identical instances of generic types one object.
class World {
 public:
  World(SourceMap& sources, Interner& names, DiagnosticSink& diags);
  ~World();
  World(const World&) = delete;

  SourceMap& sources;
  Interner& names;
  DiagnosticSink& diags;
  Arena arena;

  Scope* universe = nullptr;
  Package* unsafePackage = nullptr;
  Basic* basic(BasicKind k) const { return basics_[int(k)]; }
  Basic* byteType = nullptr;      // prints "byte", identical to uint8
  Basic* runeType = nullptr;
  Named* errorType = nullptr;
  Named* comparableType = nullptr;
  Type* anyType = nullptr;        // the predeclared any: an empty Interface that prints "any"
  ConstPool& constants() const { return *constants_; }

  uint64_t nextTypeParamId = 0;
  uint32_t nextStamp = 0;  // of declarations, see Object::depStamp

  // What the checkers put off until the declaration at hand is complete (checker_impl.h).
  struct Delayed {
    void (*run)(void*);
    void* closure;
  };
  std::vector<Delayed> delayed;

  // De-duplicates instances: returns the one Named for (origin, args), making it when new.
  Named* instantiate(Named* origin, std::span<Type* const> args);

 private:
  friend struct UniverseBuilder;
  Basic* basics_[int(BasicKind::Count)] = {};
  std::unique_ptr<ConstPool, void (*)(ConstPool*)> constants_;
  struct InstanceTable;                          // named.cpp
  static InstanceTable* newInstanceTable();
  static void deleteInstanceTable(InstanceTable*);
  std::unique_ptr<InstanceTable, void (*)(InstanceTable*)> instances_;
};

struct CheckConfig {
  int langMinor = 23;            // -lang=go1.N; files may override by //go:build go1.N
  bool ignoreFuncBodies = false;
  bool requireMain = false;      // package main must have func main (`run`; not `check`)
  bool allowBodylessFuncs = false;
  bool scriptMode = false;       // unused variables and imports are allowed, automatic imports by importName
  // Resolves an import path as written in `from`; null when the loader already reported the failure.
  std::function<Package*(Package* from, std::string_view path, Pos pos)> importPackage;
};

class Checker {
 public:
  Checker(World& world, Package* pkg, CheckConfig config);
  ~Checker();

  // Enters the names of the files' declarations. May be called again later with more files (prompt, host).
  void collect(std::span<syntax::File* const> files);
  // Checks every declaration and body, unused imports and variables, initialisation order and cycles.
  void checkAll();

  // Lazy use. All are idempotent and cheap when the work is already done.
  void resolve(Object* obj);      // gives obj->type (and constant value, method set of types)
  void checkBody(Func* fn);       // types of the body's expressions; parses it first when skipped
  void parseBody(Func* fn);       // only that
  // How a package-level variable is initialised, without the order; rhs null: not at all. Resolves it, and nothing else.
  Initializer initializer(Var* v);
  // Dependencies of package-level variables in execution order, without checking unrelated declarations when lazy.
  std::span<const Initializer> initOrder();

  World& world() const;
  Package* package() const;

  struct Impl;  // checker_impl.h: for the files of this folder
  Impl& impl() const { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// The object that `name` denotes at package level (resolved), or null.
Object* lookupPackage(Package* pkg, Name name);

}  // namespace gosub::types
