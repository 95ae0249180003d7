// For unit tests: checks a piece of Go source and finds the types of its package-level objects by name.
#pragma once

#include <string>

#include "base/source.h"
#include "frontend/syntax/parser.h"
#include "frontend/types/checker.h"
#include "frontend/types/typestring.h"

namespace gosub::types {

class TestProgram {
 public:
  explicit TestProgram(const std::string& source, int langMinor = 23) {
    SourceFile* file = sources.add("test.go", source);
    ast = syntax::parseFile({world.arena, names, diags}, *file);
    pkg.path = pkg.name = "p";
    CheckConfig config;
    config.langMinor = langMinor;
    checker = std::make_unique<Checker>(world, &pkg, config);
    pkg.checker = checker.get();
    checker->collect({&ast, 1});
    checker->checkAll();
  }

  Object* object(std::string_view name) { return lookupPackage(&pkg, names.intern(name)); }
  // The type of the object: declared type, variable's type, function's signature.
  Type* type(std::string_view name) {
    Object* o = object(name);
    return o != nullptr ? o->type : nullptr;
  }
  std::string string(Type* t) { return typeString(t, Qualifier(&pkg)); }
  std::string typeOf(std::string_view name) { return string(type(name)); }
  // All messages, one per line.
  std::string errors() const {
    std::string out;
    for (const Diagnostic& d : diags.sorted(sources)) out += sources.toString(d.pos) + ": " + d.message + "\n";
    return out;
  }

  syntax::File* ast = nullptr;
  SourceMap sources;
  Interner names;
  DiagnosticSink diags;
  World world{sources, names, diags};
  Package pkg;
  std::unique_ptr<Checker> checker;
};

}  // namespace gosub::types
