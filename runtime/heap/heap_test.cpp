// The heap under several threads, each with a cache of its own, and what a sweep leaves.
#include <catch2/catch.hpp>

#include <cstring>
#include <thread>
#include <vector>

#include "runtime/gc/collector.h"
#include "runtime/gc/handles.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

namespace {

bool isZero(const void* p, size_t n) {
  auto* bytes = static_cast<const uint8_t*>(p);
  for (size_t i = 0; i < n; i++)
    if (bytes[i] != 0) return false;
  return true;
}

// Allocates objects of many sizes, fills them with `tag`, and counts those that did not come zeroed or have changed.
int churn(HeapCache& cache, uint8_t tag, const abi::TypeDesc* pointers) {
  struct Held {
    uint8_t* p;
    size_t size;
  };
  std::vector<Held> held;
  int bad = 0;
  for (size_t i = 0; i < 20'000; i++) {
    size_t size = 1 + (i * 37 + tag) % (i % 500 == 0 ? 50'000 : 700);
    auto* p = static_cast<uint8_t*>(cache.allocate(size, nullptr));
    bad += !isZero(p, size);
    std::memset(p, tag, size);
    held.push_back({p, size});
    if (i % 7 == 0) bad += !isZero(cache.allocate(pointers->size, pointers), pointers->size);
  }
  for (const Held& h : held)
    for (size_t i = 0; i < h.size; i++) bad += h.p[i] != tag;
  return bad;
}

}  // namespace

TEST_CASE("threads allocate from caches of their own") {
  Runtime runtime({});
  constexpr int kThreads = 4;
  const abi::TypeDesc* node = runtime.types->sliceOf(runtime.types->intType());
  for (int round = 0; round < 3; round++) {
    std::vector<HeapCache*> caches;
    std::vector<std::thread> threads;
    int bad[kThreads] = {};
    for (int t = 0; t < kThreads; t++) caches.push_back(&runtime.heap->newCache());
    for (int t = 0; t < kThreads; t++)
      threads.emplace_back([&, t] { bad[t] = churn(*caches[size_t(t)], uint8_t(t + 1), node); });
    for (std::thread& t : threads) t.join();
    for (int t = 0; t < kThreads; t++) CHECK(bad[t] == 0);
    for (HeapCache* c : caches) runtime.heap->deleteCache(*c);
    HeapStats before = runtime.heap->stats();
    CHECK(before.mallocs - before.frees >= kThreads * 20'000);
    runtime.collector->collectHere(false);
    runtime.heap->verify();  // sweeps
    HeapStats after = runtime.heap->stats();
    CHECK(after.live == 0);
    CHECK(after.mallocs == after.frees);
  }
}

TEST_CASE("tiny objects share a block and live as long as any of them") {
  Runtime runtime({});
  auto* a = static_cast<uint8_t*>(allocNoScan(runtime, 3));
  auto* b = static_cast<uint8_t*>(allocNoScan(runtime, 4));
  CHECK(runtime.heap->find(a).base == runtime.heap->find(b).base);
  CHECK(reinterpret_cast<uintptr_t>(b) % 4 == 0);
  CHECK(runtime.heap->stats().mallocs == 2);
  Handles::Id kept = runtime.handles->make(b);
  runtime.collector->collectHere(false);
  CHECK(runtime.heap->find(a).base != nullptr);
  runtime.handles->release(kept);
  runtime.collector->collectHere(false);
  runtime.heap->finishSweep();
  CHECK(runtime.heap->find(a).base == nullptr);
}

TEST_CASE("a collection leaves sweeping to allocations") {
  Runtime runtime({});
  for (int i = 0; i < 10'000; i++) allocNoScan(runtime, 1024);
  HeapStats before = runtime.heap->stats();
  runtime.collector->collectHere(false);
  CHECK(runtime.heap->stats().live == before.live);
  for (int i = 0; i < 10'000; i++) allocNoScan(runtime, 512);
  CHECK(runtime.heap->stats().live < before.live);
  runtime.heap->finishSweep();
  CHECK(runtime.heap->stats().live == 10'000 * 512);
}

TEST_CASE("freed slots are given out again, zeroed") {
  Runtime runtime({});
  std::vector<Handles::Id> kept;
  for (int i = 0; i < 10'000; i++) {
    void* p = allocNoScan(runtime, 64);
    std::memset(p, 0xff, 64);
    if (i % 2 == 0) kept.push_back(runtime.handles->make(p));
  }
  runtime.collector->collectHere(false);
  uint64_t inUse = runtime.heap->stats().inUse;
  for (int i = 0; i < 5'000; i++) CHECK(isZero(allocNoScan(runtime, 64), 64));
  CHECK(runtime.heap->stats().inUse <= inUse + 2 * kPageSize);
  for (Handles::Id id : kept) CHECK(!isZero(runtime.handles->get(id), 64));
}

}  // namespace gosub::rt
