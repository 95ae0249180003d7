// Tests of the passes on IR text.
#include <catch2/catch.hpp>

#include "frontend/ir/parse.h"
#include "frontend/ir/passes.h"
#include "frontend/ir/print.h"
#include "frontend/ir/test_texts.h"
#include "frontend/ir/verify.h"

using namespace gosub;
using namespace gosub::ir;

namespace {

// Bodies of the module itself; the pass under test must not change a callee while it is used, so tests optimize one function each.
struct ModuleBodies : InlineSource {
  Module& module;
  explicit ModuleBodies(Module& m) : module(m) {}
  const Function* body(FuncSym* callee) override {
    Function* f = module.findBody(callee->name);
    if (f != nullptr) f->facts = inspectBody(*f);
    return f;
  }
};

struct Fixture {
  std::unique_ptr<Module> module;
  explicit Fixture(const char* text) {
    std::string error;
    module = parseModule(text, &error);
    INFO(error);
    REQUIRE(module != nullptr);
  }

  // The text of the function after the passes.
  std::string run(const char* name, std::initializer_list<bool (*)(Function&, PassContext&)> passes) {
    Function* f = module->findBody(name);
    REQUIRE(f != nullptr);
    ModuleBodies bodies(*module);
    PassContext context{module->layouts, &bodies, true, nullptr};
    for (auto pass : passes) {
      pass(*f, context);
      std::string problem = verify(*f);
      INFO(problem);
      if (!problem.empty()) {
        std::string text;
        printFunction(text, *f);
        FAIL(problem + "\n" + text);
      }
    }
    std::string text;
    printFunction(text, *f);
    return text;
  }
};

bool has(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }
size_t count(const std::string& text, const std::string& part) {
  size_t n = 0;
  for (size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) n++;
  return n;
}

}  // namespace

TEST_CASE("inline: results of several returns meet in a phi") {
  Fixture t(R"(func "abs" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64
  v2 = lt u8 v0 v1
  if v2 b1 b2
b1: b0
  v3 = neg i64 v0
  return v3
b2: b0
  return v0
}
func "f" (i64 i64) -> (i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  v2 = call i64 v0 @"abs"
  v3 = call i64 v1 @"abs"
  v4 = add i64 v2 v3
  return v4
}
)");
  std::string text = t.run("f", {inlineCalls, simplify, cleanup});
  CHECK(!has(text, "call"));
  CHECK(count(text, "phi") == 2);
  CHECK(count(text, "neg") == 2);
  CHECK(t.module->findBody("f")->inlineTree.size() == 2);
}

TEST_CASE("inline: several results") {
  Fixture t(R"(func "divmod" (i64 i64) -> (i64 i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  divcheck v1
  v2 = div i64 v0 v1
  v3 = mod i64 v0 v1
  return v2 v3
}
func "f" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64 #10
  v2 = call v0 v1 @"divmod" -> (i64 i64)
  v3 = extract i64 v2
  v4 = extract i64 v2 #1
  v5 = add i64 v3 v4
  return v5
}
)");
  std::string text = t.run("f", {inlineCalls, simplify, cleanup});
  CHECK(!has(text, "call"));
  CHECK(!has(text, "divcheck"));
  CHECK(has(text, "div i64"));
}

TEST_CASE("inline: a recursive function once per call site") {
  Fixture t(kFibText);
  std::string text = t.run("fib", {simplify, inlineCalls, simplify, cleanup});
  CHECK(count(text, "call i64") == 4);
}

TEST_CASE("inline: callbacks through known closures") {
  Fixture t(R"(func "lit" (i64) -> (i64) captures "struct{a int}" {
b0:
  v0 = param i64
  v1 = closure ptr
  v2 = load i64 v1 #8
  v3 = add i64 v0 v2
  return v3
}
func "apply" (ptr i64) -> (i64) {
b0:
  v0 = param ptr
  v1 = param i64 #1
  nilcheck v0
  v2 = callclosure i64 v0 v1
  return v2
}
func "f" (i64 i64) -> (i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  v2 = makeclosure ptr v1 @"lit"
  v3 = call i64 v2 v0 @"apply"
  return v3
}
)");
  std::string text = t.run("f", {inlineCalls, simplify, cleanup});
  CHECK(!has(text, "call"));
  CHECK(!has(text, "makeclosure"));
  CHECK(!has(text, "load"));
  CHECK(has(text, "add i64"));
}

TEST_CASE("inline: not what recovers, and nothing that calls into wrappers") {
  Fixture t(R"(func "r" () -> () {
b0:
  v0 = recover -> (ptr ptr)
  return
}
func "calls" () -> () {
b0:
  call @"native"
  return
}
func "native" () -> ()
func "f" () -> () {
b0:
  call @"r"
  return
}
func "w" () -> () wrapper {
b0:
  call @"calls"
  return
}
)");
  CHECK(has(t.run("f", {inlineCalls}), "call @\"r\""));
  CHECK(has(t.run("w", {inlineCalls}), "call @\"calls\""));
}

TEST_CASE("promote: a loop counter in a slot") {
  Fixture t(R"(func "f" (i64) -> (i64) {
  slot 0 "int"
  slot 1 "int"
b0:
  v0 = param i64
  v1 = slot ptr
  v2 = slot ptr #4294967296
  zero v1 @"int"
  zero v2 @"int"
  jump b1
b1: b0 b2
  v3 = load i64 v1
  v4 = lt u8 v3 v0
  if v4 b2 b3
b2: b1
  v5 = load i64 v2
  v6 = load i64 v1
  v7 = add i64 v5 v6
  store v2 v7
  v8 = const i64 #1
  v9 = load i64 v1
  v10 = add i64 v9 v8
  store v1 v10
  jump b1
b3: b1
  v11 = load i64 v2
  return v11
}
)");
  std::string text = t.run("f", {promoteSlots, simplify, cleanup});
  CHECK(!has(text, "slot"));
  CHECK(!has(text, "load"));
  CHECK(count(text, "phi") == 2);
}

TEST_CASE("promote: no phi for what does not change") {
  Fixture t(R"(func "f" (i64) -> (i64) {
  slot 0 "int"
b0:
  v0 = param i64
  v1 = slot ptr
  store v1 v0
  v2 = const i64
  jump b1
b1: b0 b3
  v3 = phi i64 v2 v5
  v4 = load i64 v1
  v6 = lt u8 v3 v4
  if v6 b2 b4
b2: b1
  v7 = gt u8 v3 v2
  if v7 b5 b3
b5: b2
  jump b3
b3: b2 b5
  v8 = const i64 #1
  v5 = add i64 v3 v8
  jump b1
b4: b1
  v9 = load i64 v1
  return v9
}
)");
  std::string text = t.run("f", {promoteSlots});
  CHECK(count(text, "phi") == 1);
}

TEST_CASE("promote: not when the address is passed on, nor for the recover block") {
  Fixture t(R"(func "g" (ptr) -> ()
func "f" () -> (i64) {
  slot 0 "int"
b0:
  v0 = slot ptr
  zero v0 @"int"
  call v0 @"g"
  v1 = load i64 v0
  return v1
}
func "r" () -> (i64) defer {
  slot 0 "int"
  recover b1
b0:
  v0 = slot ptr
  v1 = const i64 #7
  store v0 v1
  rundefers
  v2 = load i64 v0
  return v2
b1:
  v3 = slot ptr
  v4 = load i64 v3
  return v4
}
)");
  CHECK(has(t.run("f", {promoteSlots}), "load"));
  CHECK(count(t.run("r", {promoteSlots}), "load") == 2);
}

TEST_CASE("escape: what stays and what goes") {
  Fixture t(R"(global "g" "*int"
func "local" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = new ptr @"int"
  store v1 v0
  v2 = load i64 v1
  return v2
}
func "returned" () -> (ptr) {
b0:
  v0 = new ptr @"int"
  return v0
}
func "stored" () -> () {
b0:
  v0 = new ptr @"int"
  v1 = global ptr @"g"
  storeptr v1 v0
  return
}
func "inside" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = new ptr @"struct{p *int}"
  v2 = new ptr @"int"
  store v2 v0
  storeptr v1 v2
  v3 = load ptr v1
  v4 = load i64 v3
  return v4
}
func "leaves" () -> (ptr) {
b0:
  v1 = new ptr @"struct{p *int}"
  v2 = new ptr @"int"
  storeptr v1 v2
  v3 = load ptr v1
  return v3
}
func "inparam" (ptr) -> () {
b0:
  v0 = param ptr
  v1 = new ptr @"int"
  nilcheck v0
  storeptr v0 v1
  return
}
)");
  CHECK(!has(t.run("local", {escape}), "new"));
  CHECK(!has(t.run("local", {promoteSlots, simplify}), "load"));
  CHECK(has(t.run("returned", {escape}), "new"));
  CHECK(has(t.run("stored", {escape}), "new"));
  CHECK(!has(t.run("inside", {escape, simplify}), "new"));
  CHECK(count(t.run("leaves", {escape}), "new") == 1);
  CHECK(has(t.run("inparam", {escape}), "new"));
}

TEST_CASE("escape: in loops only what dies in its iteration") {
  Fixture t(R"(func "dies" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64
  jump b1
b1: b0 b2
  v2 = phi i64 v1 v5
  v3 = lt u8 v2 v0
  if v3 b2 b3
b2: b1
  v4 = new ptr @"int"
  store v4 v2
  v6 = load i64 v4
  v7 = const i64 #1
  v5 = add i64 v6 v7
  jump b1
b3: b1
  return v2
}
func "list" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64
  v8 = nil ptr
  jump b1
b1: b0 b2
  v2 = phi i64 v1 v5
  v9 = phi ptr v8 v4
  v3 = lt u8 v2 v0
  if v3 b2 b3
b2: b1
  v4 = new ptr @"struct{next *int}"
  store v4 v9
  v7 = const i64 #1
  v5 = add i64 v2 v7
  jump b1
b3: b1
  return v2
}
)");
  CHECK(!has(t.run("dies", {escape}), "new"));
  CHECK(has(t.run("list", {escape}), "new"));
}

TEST_CASE("escape: closures and summaries") {
  Fixture t(R"(func "lit" () -> (i64) captures "struct{a *int}" {
b0:
  v1 = closure ptr
  v2 = load ptr v1 #8
  v3 = load i64 v2
  return v3
}
func "apply" (ptr) -> (i64) {
b0:
  v0 = param ptr
  nilcheck v0
  v2 = callclosure i64 v0
  return v2
}
func "f" () -> (i64) {
b0:
  v0 = new ptr @"int"
  v1 = makeclosure ptr v0 @"lit"
  v2 = call i64 v1 @"apply"
  return v2
}
)");
  EscapeSummary lit, apply;
  t.module->findFunc("lit")->summary = &lit;
  t.module->findFunc("apply")->summary = &apply;
  t.run("lit", {escape});
  t.run("apply", {escape});
  CHECK(lit.captureEscapes == 0);
  CHECK(apply.escapes == 0);
  std::string text = t.run("f", {escape});
  CHECK(!has(text, "new"));
  INFO(text);
  CHECK(has(text, "makeclosure ptr v0 @\"lit\" #2"));
}

TEST_CASE("hoist: an invariant load with its check, under the loop's condition") {
  Fixture t(R"(func "f" (ptr i64 i64 i64) -> (f64) {
b0:
  v0 = param ptr
  v1 = param i64 #1
  v2 = param i64 #2
  v3 = param i64 #3
  v4 = const i64
  v5 = fconst f64
  jump b1
b1: b0 b2
  v6 = phi i64 v4 v12
  v7 = phi f64 v5 v10
  v8 = lt u8 v6 v3
  if v8 b2 b3
b2: b1
  boundscheck v2 v1
  v9 = ptrindex ptr v0 v2 #8
  v13 = load f64 v9
  v10 = add f64 v7 v13
  v11 = const i64 #1
  v12 = add i64 v6 v11
  jump b1
b3: b1
  return v7
}
)");
  std::string text = t.run("f", {hoistInvariants, cleanup});
  INFO(text);
  // Only where the loop is entered, and before its header.
  CHECK(count(text, "lt u8") == 2);
  CHECK(text.find("load f64") < text.find("phi f64"));
  CHECK(text.find("boundscheck") < text.find("load f64"));
}

TEST_CASE("hoist: not what the loop may overwrite, nor past another check") {
  // The store has the load's type; in g the load's check comes after one that depends on the iteration.
  Fixture t(R"(func "f" (ptr ptr i64) -> (i64) {
b0:
  v0 = param ptr
  v1 = param ptr #1
  v2 = param i64 #2
  v4 = const i64
  nilcheck v0
  nilcheck v1
  jump b1
b1: b0 b2
  v6 = phi i64 v4 v12
  v8 = lt u8 v6 v2
  if v8 b2 b3
b2: b1
  v9 = load i64 v0
  store v1 v9
  v11 = const i64 #1
  v12 = add i64 v6 v11
  jump b1
b3: b1
  return v6
}
func "g" (ptr i64 ptr i64) -> (i64) {
b0:
  v0 = param ptr
  v1 = param i64 #1
  v2 = param ptr #2
  v3 = param i64 #3
  v4 = const i64
  jump b1
b1: b0 b2
  v6 = phi i64 v4 v12
  v5 = phi i64 v4 v14
  v8 = lt u8 v6 v3
  if v8 b2 b3
b2: b1
  boundscheck v6 v1
  nilcheck v2
  v9 = load i64 v2
  v14 = add i64 v5 v9
  v11 = const i64 #1
  v12 = add i64 v6 v11
  jump b1
b3: b1
  return v5
}
)");
  std::string f = t.run("f", {hoistInvariants, cleanup});
  CHECK(f.find("load i64") > f.find("phi i64"));
  std::string g = t.run("g", {hoistInvariants, cleanup});
  CHECK(g.find("load i64") > g.find("boundscheck"));
  CHECK(g.find("nilcheck") > g.find("boundscheck"));
}

TEST_CASE("hoist: a store to another part of an element is no obstacle") {
  Fixture t(R"(func "f" (ptr i64 i64) -> () {
b0:
  v0 = param ptr
  v1 = param i64 #1
  v2 = param i64 #2
  v4 = const i64
  v3 = ptrindex ptr v0 v1 #24
  jump b1
b1: b0 b2
  v6 = phi i64 v4 v12
  v8 = lt u8 v6 v2
  if v8 b2 b3
b2: b1
  v9 = load f64 v3 #8
  v10 = ptrindex ptr v0 v6 #24
  store v10 v9 #16
  v11 = const i64 #1
  v12 = add i64 v6 v11
  jump b1
b3: b1
  return
}
)");
  std::string text = t.run("f", {hoistInvariants, cleanup});
  CHECK(text.find("load f64") < text.find("phi i64"));
}
