// Arenas, their pool, lists in them, pages.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include <cstring>
#include <memory>
#include <vector>

#include "base/arena.h"
#include "base/arena_allocator.h"
#include "base/arena_vector.h"
#include "base/os/pages.h"

namespace gosub {

namespace {

struct Piece {
  unsigned char* at;
  size_t size;
  unsigned char fill;
};

// Sizes from bytes to megabytes; every piece is filled, and all are looked at in the end.
void fillAndCheck(Arena& arena, unsigned seed, int count) {
  std::vector<Piece> pieces;
  unsigned random = seed;
  auto next = [&] { return random = random * 1664525u + 1013904223u, random >> 8; };
  for (int i = 0; i < count; i++) {
    size_t size = 1 + next() % (i % 50 == 49 ? 300'000 : i % 7 == 6 ? 5'000 : 60), align = size_t{1} << next() % 5;
    auto* p = static_cast<unsigned char*>(arena.allocate(size, align));
    REQUIRE(reinterpret_cast<uintptr_t>(p) % align == 0);
    pieces.push_back({p, size, static_cast<unsigned char>(next())});
    std::memset(p, pieces.back().fill, size);
  }
  for (const Piece& p : pieces)
    for (size_t i = 0; i < p.size; i++)
      if (p.at[i] != p.fill) FAIL("a piece was overwritten");
}

}  // namespace

TEST_CASE("an arena gives pieces that do not overlap") {
  for (size_t first : {size_t{64}, size_t{4096}, size_t{16} << 10, size_t{64} << 10, size_t{100'000}}) {
    Arena arena(first);
    fillAndCheck(arena, unsigned(first), 500);
    arena.reset();
    fillAndCheck(arena, unsigned(first) + 1, 500);
    arena.release();
    CHECK(arena.bytesReserved() == 0);
    fillAndCheck(arena, unsigned(first) + 2, 50);
  }
}

TEST_CASE("arenas of one pool do not share memory") {
  ArenaPool pool;
  std::vector<std::unique_ptr<Arena>> arenas;
  for (unsigned round = 0; round < 200; round++) {
    size_t first = round % 3 == 0 ? 1000 + 37 * round : size_t{1024} << round % 8;
    arenas.push_back(std::make_unique<Arena>(first, &pool));
    fillAndCheck(*arenas.back(), round, 60);
    if (round % 4 != 0) arenas.erase(arenas.begin() + ptrdiff_t(round * 7 % arenas.size()));
  }
}

TEST_CASE("two live arenas of a pool keep what they hold") {
  ArenaPool pool;
  Arena a(1024, &pool), b(1500, &pool);
  ArenaVector<uint64_t> x(a), y(b);
  for (uint64_t i = 0; i < 100'000; i++) x.push_back(i), y.push_back(~i);
  bool same = true;
  for (uint64_t i = 0; i < 100'000; i++) same = same && x[i] == i && y[i] == ~i;
  CHECK(same);
}

TEST_CASE("lists in an arena") {
  Arena arena;
  ArenaVector<int> v(arena);
  for (int i = 0; i < 10; i++) v.push_back(i);
  v.insert(v.begin() + 3, 100);
  int more[] = {7, 8, 9};
  v.insert(v.begin(), std::span<const int>(more));
  v.erase(v.begin() + 1);
  eraseIf(v, [](int x) { return x == 9; });
  CHECK(std::vector<int>(v.begin(), v.end()) == std::vector<int>{7, 0, 1, 2, 100, 3, 4, 5, 6, 7, 8});
  ArenaVector<int> w = std::move(v);
  CHECK(v.empty());
  CHECK(w.size() == 11);
  v.push_back(1);
  CHECK(v.size() == 1);
  v.reserve(3);
  v.assign(5, 2);
  CHECK(v.back() == 2);

  std::vector<int, ArenaAllocator<int>> standard(arena);
  for (int i = 0; i < 1000; i++) standard.push_back(i);
  CHECK(standard[999] == 999);
}

TEST_CASE("pages") {
  constexpr size_t kBytes = 64 * os::kPage;
  auto* p = static_cast<unsigned char*>(os::mapPages(kBytes));
  REQUIRE(p != nullptr);
  os::backPages(p, 8 * os::kPage);
  bool zero = true;
  for (size_t i = 0; i < kBytes; i++) zero = zero && p[i] == 0;
  CHECK(zero);
  p[0] = 1;
  os::backPages(p, kBytes);
  CHECK(p[0] == 1);  // pages that are there stay as they are
  os::unmapPages(p, kBytes);

  os::HeapGrowth growth;
  growth.back();
  std::vector<std::unique_ptr<char[]>> heap;
  for (int i = 0; i < 200; i++) {
    heap.push_back(std::make_unique<char[]>(10'000));
    heap.back()[9'999] = char(i);
    growth.back();
  }
  CHECK(heap[150][9'999] == char(150));
}

}  // namespace gosub
