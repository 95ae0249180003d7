// Natives of package runtime: goroutines, processors, memory, finalizers. Stacks and program counters: trace.cpp.
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

// Found once, as in gc: a program may change its affinity.
struct Processors final : rt::Extension {
  explicit Processors(rt::Runtime&) : cpus(rt::usableProcessors()) {}
  int64_t cpus;
};

int64_t numCPU(G& g) { return rt::extension<Processors>(*g.runtime).cpus; }

Status gomaxprocs(G& g, Results<int64_t> out, int64_t n) {
  rt::Scheduler& scheduler = rt::schedulerOf(g);
  int64_t old = scheduler.procs();
  n = std::min<int64_t>(n, rt::Scheduler::kMaxProcs);
  if (n <= 0 || n == old) {
    out.set(old);
    return abi::kDone;
  }
  Status status = scheduler.withWorldStopped(g, rt::WaitReason::GCWait, [&scheduler, n] { scheduler.setProcs(int(n)); });
  g.sched->results = out.words;
  g.sched->completionData = reinterpret_cast<void*>(old);
  g.sched->completion = [](G& self, Word* results) {
    *results = reinterpret_cast<Word>(self.sched->completionData);
    return abi::kDone;
  };
  return status;
}

void lockOSThread(G& g) { rt::schedulerOf(g).lockThread(g); }
void unlockOSThread(G& g) { rt::schedulerOf(g).unlockThread(g); }

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
  void setLoop(const FuncVal* f) {
    rt::LockGuard guard(lock);
    loop = f;
  }
  void wake() {
    rt::LockGuard guard(lock);
    if (!running) {
      running = true;
      runtime.scheduler->spawnSystem(loop);
    } else if (waiting != nullptr) {
      runtime.scheduler->ready(*std::exchange(waiting, nullptr));
    }
  }
  rt::Runtime& runtime;
  rt::Lock lock{rt::LockRank::Finalizers};  // guards running and waiting, and that no call is queued while the goroutine goes to sleep
  const FuncVal* loop = nullptr;
  bool running = false;
  G* waiting = nullptr;
};

Status setFinalizer(G& g, Results<> out, Eface object, Eface finalizer, const FuncVal* loop) {
  rt::extension<FinalizerLoop>(*g.runtime).setLoop(loop);
  return rt::setFinalizer(g, out, object, finalizer);
}

Status callFinalizer(G& g, Results<>) {
  rt::Finalizers& finalizers = *g.runtime->finalizers;
  rt::FinalizerCall call;
  auto& loop = rt::extension<FinalizerLoop>(*g.runtime);
  loop.lock.lock();
  if (!finalizers.take(&call)) {
    loop.waiting = &g;
    return rt::parkUnlocking(g, rt::WaitReason::FinalizerWait, nullptr, nullptr, loop.lock);
  }
  loop.lock.unlock();
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
