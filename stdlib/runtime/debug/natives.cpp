// Natives of runtime/debug: settings of the collector, stacks and threads.
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "runtime/gc/collect.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/park.h"
#include "runtime/sched/scheduler.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::G;
using abi::String;

int64_t setMaxStack(G& g, int64_t bytes) {
  int64_t old = g.runtime->config.maxStack;
  g.runtime->config.maxStack = bytes;
  return old;
}

abi::Status setMaxThreads(G& g, abi::Results<int64_t> out, int64_t threads) {
  out.set(g.runtime->config.maxThreads);
  return rt::schedulerOf(g).setMaxThreads(std::min<int64_t>(threads, INT32_MAX));
}

int64_t setCrashFD(G& g, int64_t fd) { return std::exchange(g.runtime->crashFd, int(fd)); }

bool setPanicOnFault(G& g, bool enabled) { return std::exchange(g.sched->panicOnFault, enabled); }

// What GOTRACEBACK said: debug.SetTraceback only adds to it.
struct TraceSetting final : rt::Extension {
  explicit TraceSetting(rt::Runtime& r)
      : level(r.config.traceLevel), all(r.config.traceAll), crash(r.config.traceCrash) {}
  int level;
  bool all, crash;
};

void setTraceback(G& g, String text) {
  rt::RuntimeConfig& c = g.runtime->config;
  if (c.secure) return;
  auto& atStart = rt::extension<TraceSetting>(*g.runtime);
  std::string_view s = text.view();
  int level = s == "single" || s.empty() || s == "all" ? 1 : s == "system" || s == "crash" ? 2 : 0;
  bool all = s != "none" && s != "single" && !s.empty();
  uint32_t number;
  auto [end, error] = std::from_chars(s.data(), s.data() + s.size(), number);
  if (error == std::errc{} && end == s.data() + s.size()) level = int(std::min<uint32_t>(number, 2));
  c.traceLevel = std::max(level, atStart.level);
  c.traceAll = all || atStart.all;
  c.traceCrash = s == "crash" || atStart.crash;
}

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
