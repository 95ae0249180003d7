// The example of each row of errors.def gives the row's error.
#include <catch2/catch.hpp>

#include "frontend/types/errors.h"
#include "frontend/types/test_program.h"

namespace gosub::types {

TEST_CASE("each error's example gives it") {
  struct Row {
    const char* code;
    std::string example;
  };
  static const Row kRows[] = {
#define ERROR(code, section, example) {#code, example},
#include "frontend/types/errors.def"
  };
  for (const Row& row : kRows) {
    if (row.example.empty()) continue;
    INFO(row.code << ": " << row.example);
    TestProgram p("package p\n" + row.example + "\n");
    std::string codes;
    for (const Diagnostic& d : p.diags.raw()) codes += std::string(d.code) + " ";
    CHECK((" " + codes).find(" " + std::string(row.code) + " ") != std::string::npos);
    CHECK(codes.find("syntax") == std::string::npos);
  }
}

TEST_CASE("MismatchedPkgName: a file of another package") {
  TestProgram p("package q\n");
  REQUIRE(p.diags.count() == 1);
  CHECK(std::string(p.diags.raw()[0].code) == "MismatchedPkgName");
  CHECK(p.diags.raw()[0].message == "package q; expected package p");
}

}  // namespace gosub::types
