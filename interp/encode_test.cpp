// Tests of the encoder on IR texts: what is run must give what the IR says, and what is encoded must pass the verifier.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "frontend/ir/dominance.h"
#include "frontend/ir/test_texts.h"
#include "frontend/ir/verify.h"
#include "interp/disasm.h"
#include "interp/test_support.h"

using namespace gosub;
using namespace gosub::interp;

namespace {

struct Loaded {
  std::unique_ptr<ir::Module> module;
  std::unique_ptr<TestMachine> machine;
  uint64_t call(const char* name, const std::vector<uint64_t>& args) {
    return machine->run(module->findFunc(name), args, 1)[0];
  }
};

Loaded load(const std::string& text, bool show = false) {
  std::string error;
  Loaded l;
  l.module = ir::parseModule(text, &error);
  INFO(error);
  REQUIRE(l.module != nullptr);
  l.machine = std::make_unique<TestMachine>(l.module->layouts);
  for (auto& f : l.module->bodies) {
    std::string broken = ir::verify(*f);
    INFO(f->sym->name << ": " << broken);
    REQUIRE(broken == "");
    std::string bad = l.machine->add(*f);
    if (std::getenv("GOSUB_SHOW")) show = true;
    std::string out;
    disassemble(out, l.machine->last(), f->sym->name);
    if (show) std::fprintf(stderr, "%s", out.c_str());
    INFO(out << bad);
    REQUIRE(bad == "");
  }
  return l;
}

std::string disassembly(const std::string& text) {
  Loaded l = load(text);
  std::string out;
  disassemble(out, l.machine->last(), "f", {.maps = false});
  return out;
}

size_t count(const std::string& text, const std::string& word) {
  size_t n = 0;
  for (size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) n++;
  return n;
}

}  // namespace

TEST_CASE("a counted loop is two instructions") {
  Loaded l = load(ir::kSumText);
  int64_t data[5] = {1, 2, 3, 4, 5};
  CHECK(l.call("sum", {uint64_t(data), 5}) == 15);
  CHECK(l.call("sum", {uint64_t(data), 0}) == 0);
  std::string text = disassembly(ir::kSumText);
  INFO(text);
  CHECK(count(text, "LoopLt ") == 1);
  CHECK(count(text, "AddIdx64 ") == 1);
  CHECK(count(text, "Move") == 0);
  CHECK(count(text, "Jump") == 0);
}

TEST_CASE("fib") {
  const char* text = ir::kFibText;
  Loaded l = load(text);
  CHECK(l.call("fib", {20}) == 6765);
  std::string code = disassembly(text);
  INFO(code);
  CHECK(count(code, "Move") == 1);
  CHECK(count(code, "Add") == 3);
}

TEST_CASE("switches") {
  std::string small = R"(func "f" (i64) -> (i64) {
b0:
  v0 = param i64
  v1 = const i64 #10
  v2 = const i64 #20
  v3 = const i64 #30
  switch v0 CASES b3
b1: b0
  return v1
b2: b0
  return v2
b3: b0
  return v3
}
)";
  auto with = [&](const char* cases) {
    std::string s = small;
    return s.replace(s.find("CASES"), 5, cases);
  };
  for (const char* cases : {"-1:b1 7:b2", "-100000:b1 7:b2", "1:b1 7000000:b2"}) {
    Loaded l = load(with(cases));
    int64_t a = std::strtoll(cases, nullptr, 10), b = std::strtoll(std::strchr(cases, ' ') + 1, nullptr, 10);
    CHECK(l.call("f", {uint64_t(a)}) == 10);
    CHECK(l.call("f", {uint64_t(b)}) == 20);
    CHECK(l.call("f", {uint64_t(b + 1)}) == 30);
    CHECK(l.call("f", {uint64_t(a - 1)}) == 30);
    CHECK(l.call("f", {5}) == 30);
  }
  // A phi behind a switch: several edges of one block to another.
  std::string head = "func \"f\" (i64) -> (i64) {\nb0:\n  v0 = param i64\n", cases, preds, phi;
  for (int i = 0; i < 9; i++) {
    head += "  v" + std::to_string(i + 1) + " = const i64 #" + std::to_string(100 + i) + "\n";
    cases += " " + std::to_string(i * 3) + ":b1";
    preds += " b0";
    phi += " v" + std::to_string(i + 1);
  }
  Loaded l = load(head + "  switch v0" + cases + " b2\nb1:" + preds + "\n  v20 = phi i64" + phi + "\n  return v20\nb2: b0\n  return v0\n}\n");
  for (uint64_t i = 0; i < 9; i++) CHECK(l.call("f", {i * 3}) == 100 + i);
  CHECK(l.call("f", {25}) == 25);
  CHECK(l.call("f", {1}) == 1);
}

TEST_CASE("many results and arguments") {
  Loaded l = load(R"(func "g" (i64 i64 i64 i64 i64 i64) -> (i64 i64 i64 i64 i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  v2 = param i64 #2
  v3 = param i64 #3
  v4 = param i64 #4
  v5 = param i64 #5
  v6 = sub i64 v0 v5
  v7 = const i64 #77
  return v4 v6 v7 v1 v0
}
func "h" (i64 i64) -> (i64 i64 i64 i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  v2 = const i64
  return v1 v2 v2 v0
}
func "f" (i64 i64) -> (i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  v2 = const i64 #3
  v3 = call v1 v0 v2 v2 v1 v0 @"g" -> (i64 i64 i64 i64 i64)
  v4 = extract i64 v3
  v5 = extract i64 v3 #1
  v6 = extract i64 v3 #2
  v7 = extract i64 v3 #3
  v8 = extract i64 v3 #4
  v9 = call v7 v8 @"h" -> (i64 i64 i64 i64)
  v10 = extract i64 v9
  v11 = extract i64 v9 #3
  v12 = const i64 #1000
  v13 = mul i64 v4 v12
  v14 = add i64 v13 v5
  v15 = mul i64 v14 v12
  v16 = add i64 v15 v6
  v17 = mul i64 v16 v12
  v18 = add i64 v17 v10
  v19 = mul i64 v18 v12
  v20 = add i64 v19 v11
  return v20
}
)");
  // g(b, a, 3, 3, b, a) = (b, b - a, 77, a, b); h(a, b) = (b, 0, 0, a)
  CHECK(l.call("f", {5, 9}) == uint64_t(9004077009005ll));
}

TEST_CASE("slots") {
  Loaded l = load(R"(type "T" "struct{a int; b int32; c int16; d uint8}"
func "f" (i64) -> (i64) {
  slot 0 "T" "t"
  slot 1 "[4]int" "a"
b0:
  v0 = param i64
  v1 = slot ptr
  store v1 v0
  v2 = conv i32 v0
  store v1 v2 #8
  v3 = conv i16 v0
  store v1 v3 #12
  v4 = conv u8 v0
  store v1 v4 #14
  v5 = load i64 v1
  v6 = load i32 v1 #8
  v7 = load i16 v1 #12
  v8 = load u8 v1 #14
  v9 = conv i64 v6
  v10 = conv i64 v7
  v11 = conv i64 v8
  v12 = add i64 v5 v9
  v13 = add i64 v12 v10
  v14 = add i64 v13 v11
  v15 = slot ptr #4294967296
  zero v15 @"[4]int"
  v16 = const i64 #2
  v17 = ptrindex ptr v15 v16 #8
  store v17 v14
  v18 = load i64 v15 #16
  v19 = load i64 v15 #8
  v20 = add i64 v18 v19
  return v20
}
)");
  int64_t x = 0x1234567890123;
  CHECK(int64_t(l.call("f", {uint64_t(x)})) == x + int32_t(x) + int16_t(x) + uint8_t(x));
}

TEST_CASE("a frame beyond 16-bit offsets") {
  Loaded l = load(R"(func "g" (i64 i64) -> (i64 i64) {
b0:
  v0 = param i64
  v1 = param i64 #1
  return v1 v0
}
func "f" (i64 i64 ptr) -> (i64) {
  slot 0 "[40000]int" "a"
b0:
  v0 = param i64
  v1 = param i64 #1
  v30 = param ptr #2
  v2 = slot ptr
  store v2 v0 #319992
  v3 = load i64 v2 #319992
  v4 = add i64 v3 v1
  v5 = const i64
  jump b1
b1: b0 b2
  v6 = phi i64 v5 v9
  v7 = phi i64 v4 v16
  v8 = lt u8 v6 v0
  if v8 b2 b3
b2: b1
  v10 = const i64 #1
  v9 = add i64 v6 v10
  v11 = call v7 v1 @"g" -> (i64 i64)
  v12 = extract i64 v11
  v13 = extract i64 v11 #1
  v14 = ptrindex ptr v30 v10 #8
  v15 = load i64 v14
  v17 = add i64 v12 v13
  v16 = add i64 v15 v17
  poll
  jump b1
b3: b1
  return v7
}
)");
  int64_t memory[2] = {0, 1000};
  int64_t want = 3 + 4;
  for (int i = 0; i < 3; i++) want = want + 4 + 1000;
  CHECK(int64_t(l.call("f", {3, 4, uint64_t(memory)})) == want);
}

TEST_CASE("stack maps name the live pointers") {
  Loaded l = load(R"(func "g" () -> () {
b0:
  return
}
func "f" (ptr ptr i64) -> (ptr) {
  slot 0 "*int" "p"
b0:
  v0 = param ptr
  v1 = param ptr #1
  call @"g"
  v2 = load ptr v1
  call @"g"
  v3 = slot ptr
  store v3 v2
  call @"g"
  v4 = load ptr v3
  nilcheck v4
  v5 = load ptr v4
  call @"g"
  return v0
}
)");
  const Code& code = l.machine->last();
  REQUIRE(code.maps->pcs.size() == 4);
  auto live = [&](size_t i) {
    std::string s;
    uint32_t map = code.maps->index[i];
    uint32_t n = code.maps->localWords + code.maps->argWords + uint32_t(code.maps->slots.size());
    int pointers = 0;
    for (uint32_t b = 0; b < n; b++) pointers += code.maps->bit(map, b);
    return pointers;
  };
  REQUIRE(code.maps->slots.size() == 1);
  CHECK(live(0) == 3);  // v0, v1, the slot
  CHECK(live(1) == 3);  // v0, v2, the slot
  CHECK(live(2) == 2);  // v0, the slot
  CHECK(live(3) == 1);  // v0
  CHECK(code.argPtrMask[0] == 3);
}

TEST_CASE("irregular flow and endless loops encode") {
  load(R"(func "f" (i64) -> () {
b0:
  v0 = param i64
  v1 = const i64 #1
  v2 = eq u8 v0 v1
  if v2 b1 b2
b1: b0 b2
  poll
  jump b2
b2: b0 b1
  poll
  jump b1
}
func "g" () -> () {
b0:
  jump b1
b1: b0 b1
  poll
  jump b1
}
func "h" (u8) -> () {
b0:
  v0 = param u8
  jump b1
b1: b0 b1 b2
  if v0 b1 b2
b2: b1
  jump b1
}
)");
}

TEST_CASE("long functions jump far") {
  // 20,000 ifs between a jump and its target.
  std::string text = "func \"f\" (i64 ptr) -> (i64) {\nb0:\n  v0 = param i64\n  v1 = param ptr #1\n  v2 = const i64 #1\n  v3 = lt u8 v0 v2\n  if v3 b1 b2\n";
  const int n = 20000;
  text += "b1: b0 b" + std::to_string(2 * n + 2) + "\n  return v0\n";
  int v = 4;
  for (int i = 0; i < n; i++) {
    std::string b = std::to_string(2 * i + 2), inner = std::to_string(2 * i + 3), next = std::to_string(2 * i + 4);
    text += "b" + b + (i == 0 ? ": b0\n" : ": b" + std::to_string(2 * i) + " b" + std::to_string(2 * i + 1) + "\n");
    text += "  v" + std::to_string(v) + " = load i64 v1\n  v" + std::to_string(v + 1) + " = lt u8 v" + std::to_string(v) + " v0\n  if v" +
            std::to_string(v + 1) + " b" + inner + " b" + next + "\n";
    text += "b" + inner + ": b" + b + "\n  v" + std::to_string(v + 2) + " = add i64 v" + std::to_string(v) + " v2\n  store v1 v" +
            std::to_string(v + 2) + "\n  jump b" + next + "\n";
    v += 3;
  }
  text += "b" + std::to_string(2 * n + 2) + ": b" + std::to_string(2 * n) + " b" + std::to_string(2 * n + 1) + "\n  jump b1\n}\n";
  Loaded l = load(text);
  uint64_t cell = 0;
  CHECK(l.call("f", {5000, uint64_t(&cell)}) == 5000);
  CHECK(cell == 5000);
  CHECK(l.call("f", {0, uint64_t(&cell)}) == 0);
}
