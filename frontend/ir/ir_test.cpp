// Tests of the text form, the verifier and dominators.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/ir/dominance.h"
#include "frontend/ir/parse.h"
#include "frontend/ir/print.h"
#include "frontend/ir/test_texts.h"
#include "frontend/ir/verify.h"

using namespace gosub;
using namespace gosub::ir;

static std::unique_ptr<Module> parse(const char* text) {
  std::string error;
  auto m = parseModule(text, &error);
  INFO(error);
  REQUIRE(m != nullptr);
  return m;
}

TEST_CASE("text round trip") {
  auto m = parse(kSumText);
  std::string out;
  printFunction(out, *m->bodies[0]);
  CHECK(out == kSumText);
  CHECK(verify(*m->bodies[0]) == "");
}

TEST_CASE("dominators of a loop") {
  auto m = parse(kSumText);
  Function& f = *m->bodies[0];
  Dominance dom(f);
  CHECK(dom.idom(f.blocks[3]) == f.blocks[1]);
  CHECK(dom.isBackEdge(f.blocks[2], f.blocks[1]));
  CHECK(!dom.dominates(f.blocks[2], f.blocks[3]));
}

TEST_CASE("verifier finds a use before its definition") {
  auto m = parse(R"(func "f" () -> (i64) {
b0:
  v1 = add i64 v2 v2
  v2 = const i64 #1
  return v1
}
)");
  CHECK(verify(*m->bodies[0]).find("not defined before") != std::string::npos);
}

TEST_CASE("verifier rejects a raw store of a pointer") {
  auto m = parse(R"(func "f" (ptr ptr) -> () {
b0:
  v0 = param ptr
  v1 = param ptr #1
  store v0 v1
  return
}
)");
  CHECK(verify(*m->bodies[0]).find("raw store") != std::string::npos);
}
