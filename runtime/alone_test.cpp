// The runtime alone: this program links all of it and nothing above it. It makes a runtime, allocates and collects; no Go code
// runs.
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>

#include "runtime/gc/collector.h"
#include "runtime/gc/handles.h"
#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

TEST_CASE("what a handle holds lives, what nothing holds goes") {
  Runtime runtime({});
  const abi::TypeDesc* node = runtime.types->sliceOf(runtime.types->intType());
  Handles::Id kept = runtime.handles->make(newObject(runtime, node));
  for (int i = 0; i < 1000; i++) newObject(runtime, node);
  uint64_t before = runtime.heap->stats().live;
  runtime.collector->collectHere(false);
  runtime.heap->verify();  // sweeps
  CHECK(runtime.heap->stats().live < before);
  CHECK(runtime.heap->find(runtime.handles->get(kept)).base != nullptr);
  runtime.handles->release(kept);
}

TEST_CASE("two runtimes know nothing of each other") {
  Runtime a({}), b({});
  void* object = newObject(a, a.types->stringType());
  CHECK(a.heap->find(object).base != nullptr);
  CHECK(b.heap->find(object).base == nullptr);
  CHECK(a.types->stringType() != b.types->stringType());
}

TEST_CASE("unnamed types are spelled when asked") {
  Runtime runtime({});
  TypeTable& t = *runtime.types;
  const abi::TypeDesc* type = t.intType();
  for (int i = 0; i < 100'000; i++) type = t.sliceOf(type);
  CHECK(t.stringOf(type).len == 200'003);
  FieldSpec field{"F", "", "json:\"f\"", t.chanOf(t.chanOf(t.stringType(), ChanDir::Recv), ChanDir::Both)};
  CHECK(t.stringOf(t.structOf({&field, 1})).view() == "struct { F chan (<-chan string) \"json:\\\"f\\\"\" }");
}

}  // namespace gosub::rt
