// Tests of running bytecode: IR text is encoded and run by a scheduler. Links interpreter, runtime and IR alone: no checker's world, no
// engine, no other tier.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/ir/test_texts.h"
#include "interp/test_program.h"

using namespace gosub;
using interp::TestProgram;

TEST_CASE("fib") {
  TestProgram p(ir::kFibText);
  CHECK(p.call("fib", {20}) == std::vector<abi::Word>{6765});
}

namespace {

// f recovers in d and returns what its result slot holds.
const char* kRecover = R"(global "main.seen" "[4]int"
func "main.d" () -> () {
b0:
  v0 = recover -> (ptr ptr)
  v1 = extract ptr v0
  v2 = extract ptr v0 #1
  v3 = global @"main.seen"
  v4 = ptrtoint u64 v2
  store v3 v4
  return
}
func "main.thrower" (ptr i64) -> () {
b0:
  v0 = param ptr
  v1 = param i64 #1
  v2 = const i64
  v3 = eq u8 v1 v2
  if v3 b1 b2
b1: b0
  v4 = inttoptr ptr v5
  panic v0 v4
  unreachable
b2: b0
  v6 = const i64 #1
  v7 = sub i64 v1 v6
  call v0 v7 @"main.thrower"
  return
}
func "main.f" (i64) -> (i64) defer {
  slot 0 "int" zero
recover b1
b0:
  v0 = param i64
  v1 = slot ptr
  v2 = const i64 #7
  store v1 v2
  v3 = funcaddr ptr @"main.d"
  defer v3
  v4 = type ptr @"int"
  call v4 v0 @"main.thrower"
  v5 = const i64 #8
  store v1 v5
  rundefers
  v6 = load i64 v1
  return v6
b1:
  v7 = slot ptr
  rundefers
  v8 = load i64 v7
  return v8
}
)";

}  // namespace

TEST_CASE("a recovered panic continues at the deferring function") {
  std::string text = kRecover;
  size_t at = text.find("  v4 = inttoptr ptr v5\n");
  text.replace(at, 23, "  v5 = const u64 #4711\n  v4 = inttoptr ptr v5\n");
  for (int64_t depth : {0, 3, 1000, 100000}) {
    TestProgram p(text);
    auto r = p.call("main.f", {abi::Word(depth)});
    REQUIRE(r.size() == 1);
    CHECK(r[0] == 7);
  }
}
