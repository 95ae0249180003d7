// Natives of package runtime: goroutines, processors, memory, finalizers. Stacks and program counters: trace.cpp.
#include <sched.h>
#include <signal.h>

#include <algorithm>
#include <cstdlib>
#include <string>

#include "base/version.h"
#include "runtime/gc/collect.h"
#include "runtime/gc/finalizer.h"
#include "runtime/heap/alloc.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "runtime/sched/callgo.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"
#include "stdlib/reflect/calls.h"
#include "stdlib/runtime/trace.h"

namespace gosub::stdlib {

namespace {

using abi::Eface;
using abi::FuncVal;
using abi::G;
using abi::Results;
using abi::Status;
using abi::String;
using abi::TypeDesc;
using abi::Word;

// ---- goroutines and processors

Status gosched(G&, Results<>) { return abi::kYield; }
Status goexit(G&, Results<>) { return abi::kGoexit; }
int64_t numGoroutine(G& g) { return g.runtime->scheduler->goroutineCount(); }

std::string_view environment(const rt::Runtime& runtime, std::string_view name) {
  if (runtime.host == nullptr) return {};
  std::string_view found;
  for (const std::string& entry : runtime.host->env) {
    std::string_view e = entry;
    if (e.size() > name.size() && e.starts_with(name) && e[name.size()] == '=') found = e.substr(name.size() + 1);
  }
  return found;
}

int64_t usableCPUs() {
  cpu_set_t set;
  if (sched_getaffinity(0, sizeof set, &set) != 0) return 1;
  return CPU_COUNT(&set);
}

// What GOMAXPROCS and NumCPU answer. First form: one goroutine runs at a time whatever is set.
struct Processors final : rt::Extension {
  explicit Processors(rt::Runtime& runtime) : cpus(usableCPUs()), max(cpus) {
    std::string text(environment(runtime, "GOMAXPROCS"));
    char* end = nullptr;
    long n = std::strtol(text.c_str(), &end, 10);
    if (n > 0 && *end == 0) max = n;
  }
  int64_t cpus;
  int64_t max;
};

int64_t numCPU(G& g) { return rt::extension<Processors>(*g.runtime).cpus; }

int64_t gomaxprocs(G& g, int64_t n) {
  constexpr int64_t kMost = 1 << 16;
  auto& p = rt::extension<Processors>(*g.runtime);
  int64_t old = p.max;
  if (n > 0) p.max = std::min(n, kMost);
  return old;
}

void lockOSThread(G& g) { g.sched->lockedToThread = ++g.sched->threadLocks > 0; }
void unlockOSThread(G& g) {
  if (g.sched->threadLocks > 0) g.sched->lockedToThread = --g.sched->threadLocks > 0;
}

Status breakpoint(G& g, Results<>) { return rt::schedulerOf(g).dieOf(SIGTRAP); }

String version(G& g) { return g.runtime->types->internString(kGoVersion); }
String goroot(G& g) { return rt::newString(g, environment(*g.runtime, "GOROOT")); }

// ---- finalizers

void keepAlive(Eface) {}

// The finalizer goroutine, made when there is the first call for it.
struct FinalizerLoop final : rt::Extension {
  explicit FinalizerLoop(rt::Runtime& r) : runtime(r) {
    runtime.finalizers->onQueued = [this] { wake(); };
  }
  void wake() {
    if (!running) {
      running = true;
      runtime.scheduler->spawnSystem(loop);
    } else if (waiting != nullptr) {
      G* g = waiting;
      waiting = nullptr;
      runtime.scheduler->ready(*g);
    }
  }
  rt::Runtime& runtime;
  const FuncVal* loop = nullptr;
  bool running = false;
  G* waiting = nullptr;
};

Status setFinalizer(G& g, Results<> out, Eface object, Eface finalizer, const FuncVal* loop) {
  rt::extension<FinalizerLoop>(*g.runtime).loop = loop;
  return rt::setFinalizer(g, out, object, finalizer);
}

Status callFinalizer(G& g, Results<>) {
  rt::Finalizers& finalizers = *g.runtime->finalizers;
  rt::FinalizerCall call;
  if (!finalizers.take(&call)) {
    rt::extension<FinalizerLoop>(*g.runtime).waiting = &g;
    return rt::park(g, rt::WaitReason::FinalizerWait, nullptr);
  }
  // Results are ignored; those in memory need a place.
  size_t n = 0;
  auto* words = static_cast<Word*>(rt::allocNoScan(g, 8 * (call.fnType->out.size() + 2)));
  for (const TypeDesc* result : call.fnType->out)
    if (reflect::WordShape(result).inMemory()) words[n++] = reinterpret_cast<Word>(rt::newObject(g, result));
  finalizers.argumentWords(call, words + n);
  return rt::callGo(g, call.fn, words);
}

const NativeRow kRows[] = {
#include "stdlib/runtime/natives.def"
};

}  // namespace

NATIVE_TABLE(runtime, kRows)

}  // namespace gosub::stdlib
