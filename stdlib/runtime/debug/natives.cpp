// Natives of runtime/debug: settings of the collector, stacks and threads.
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "runtime/gc/collect.h"
#include "runtime/runtime.h"
#include "runtime/sched/park.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::G;

int64_t setMaxStack(G& g, int64_t bytes) {
  int64_t old = g.runtime->config.maxStack;
  g.runtime->config.maxStack = bytes;
  return old;
}

// Remembered only: an instance's threads are few and bounded by the pool.
struct MaxThreads final : rt::Extension {
  explicit MaxThreads(rt::Runtime&) {}
  int64_t max = 10000;
};

int64_t setMaxThreads(G& g, int64_t threads) {
  return std::exchange(rt::extension<MaxThreads>(*g.runtime).max, std::min<int64_t>(threads, INT32_MAX));
}

bool setPanicOnFault(G& g, bool enabled) { return std::exchange(g.sched->panicOnFault, enabled); }

// The header and an end record; objects are not dumped yet.
void writeHeapDump(G&, uint64_t fd) {
  static constexpr std::string_view kDump{"go1.7 heap dump\n\0", 17};
  [[maybe_unused]] ssize_t n = write(int(fd), kDump.data(), kDump.size());
}

const NativeRow kRows[] = {
#include "stdlib/runtime/debug/natives.def"
};

}  // namespace

NATIVE_TABLE(runtime_debug, kRows)

}  // namespace gosub::stdlib
