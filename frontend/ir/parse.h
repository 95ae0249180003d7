// Reading the text form of IR (print.h): test inputs for passes, the interpreter and the JIT without a frontend.
//
// Types in it are spelled as in Go, without named types other than the predeclared ones and those that a line `type "main.T" "struct{a int}"`
// defines. Functions that are called but have no body become symbols without one (natives). Positions are not read.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "frontend/ir/layout.h"

namespace gosub::ir {

// Everything a text defines. Owns it all.
struct Module {
  Arena arena;
  Layouts layouts;
  Interner names;
  std::vector<std::unique_ptr<FuncSym>> funcs;        // in order of first mention
  std::vector<std::unique_ptr<GlobalSym>> globals;
  std::vector<std::unique_ptr<Function>> bodies;      // in order of the text; Function::sym
  FuncSym* findFunc(std::string_view name) const;     // null: none
  Function* findBody(std::string_view name) const;
};

// Null on error, which then says line and reason.
std::unique_ptr<Module> parseModule(std::string_view text, std::string* error);

}  // namespace gosub::ir
