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

// By the definition: a block dominates those that cannot be reached without it.
TEST_CASE("dominators of random graphs, small and large") {
  unsigned random = 1;
  auto next = [&](unsigned n) { return random = random * 1664525u + 1013904223u, (random >> 8) % n; };
  for (int round = 0; round < 120; round++) {
    unsigned n = round % 4 == 3 ? 101 + next(60) : 1 + next(25);
    Function f;
    for (unsigned i = 0; i < n; i++) f.newBlock();
    if (round % 5 == 4) f.recoverBlock = f.blocks[next(n)];
    if (f.recoverBlock == f.blocks[0]) f.recoverBlock = nullptr;
    for (unsigned i = 0; i < n; i++)
      for (unsigned k = next(3) + (i + 1 < n ? 1 : 0); k > 0; k--) {
        bool forward = i + 1 < n && next(4) != 0;
        Block* to = f.blocks[forward ? i + 1 + next(std::min(4u, n - i - 1)) : next(n)];
        if (to != f.blocks[0] && to != f.recoverBlock) addEdge(f.blocks[i], to);
      }
    auto reached = [&](const Block* without) {
      std::vector<bool> seen(n, false);
      std::vector<Block*> work;
      auto reach = [&](Block* b) {
        if (b != nullptr && b != without && !seen[b->id]) seen[b->id] = true, work.push_back(b);
      };
      reach(f.blocks[0]);
      reach(f.recoverBlock);
      while (!work.empty()) {
        Block* b = work.back();
        work.pop_back();
        for (Block* s : b->succs) reach(s);
      }
      return seen;
    };
    Dominance dom(f);
    std::vector<bool> all = reached(nullptr);
    bool right = true;
    for (Block* a : f.blocks) {
      if (!all[a->id]) continue;
      std::vector<bool> others = reached(a);
      for (Block* b : f.blocks)
        if (all[b->id]) right = right && dom.dominates(a, b) == !others[b->id];
    }
    CHECK(right);
  }
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
