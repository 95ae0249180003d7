// The frontend alone: this program links all of it and nothing above it. Text is loaded, checked and lowered to IR.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/ir/print.h"
#include "frontend/ir/program.h"
#include "frontend/ir/verify.h"
#include "frontend/load/loader.h"
#include "frontend/types/test_program.h"

namespace gosub {

TEST_CASE("a loader without an embedded library") {
  Arena arena;
  Interner names;
  DiagnosticSink diags;
  SourceMap sources;
  load::Loader loader({arena, names, diags}, sources, nullptr, {});
  load::LoadResult r = loader.loadText("x.go", "package main\n\nimport \"fmt\"\n\nfunc main() { fmt.Println() }\n", false);
  CHECK(!r.ok);
  REQUIRE(diags.count() == 1);
  CHECK(diags.raw()[0].message.find("package fmt is not in std") == 0);
}

TEST_CASE("a program is checked and lowered") {
  types::TestProgram p("package p\n\nfunc double(x int) int { return x + x }\n");
  CHECK(p.errors() == "");
  ir::Program program(p.world, {});
  ir::FuncSym* sym = program.function(types::as<types::Func>(p.object("double")), {});
  REQUIRE(sym != nullptr);
  std::unique_ptr<ir::Function> f = program.build(sym);
  REQUIRE(f != nullptr);
  CHECK(ir::verify(*f) == "");
  std::string text;
  ir::printFunction(text, *f);
  CHECK(text.find("add i64 v0 v0") != text.npos);
}

TEST_CASE("a program with an error") {
  types::TestProgram p("package p\n\nvar x int = \"a\"\n");
  CHECK(p.errors() == "test.go:3:13: cannot use \"a\" (untyped string constant) as int value in variable declaration\n");
}

}  // namespace gosub
