// Collections and their statistics. See collect.h.
#include "runtime/gc/collect.h"

#include <algorithm>
#include <cstring>

#include "runtime/gc/collector.h"
#include "runtime/gc/finalizer.h"
#include "runtime/heap/heap.h"
#include "runtime/heap/sizeclass.h"
#include "runtime/runtime.h"
#include "runtime/sched/park.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/alloc.h"

namespace gosub::rt {

void collect(Runtime& runtime, bool forced) {
  if (runtime.collector->collectHere(forced)) runtime.finalizers->notify();
}

namespace {

// The goroutine waits for a forced collection and what is to be done then. It goes on behind the others, so that finalizers that
// were found run before.
using Then = void (*)(Runtime&);

void goOn(abi::G& g, Then then) {
  if (then != nullptr) then(*g.runtime);
  g.runtime->scheduler->readyLast(g);
}

abi::Status afterCollection(abi::G& g, Then then) {
  auto commit = [](abi::G& self, void* data) {
    Runtime& rt = *self.runtime;
    auto then = reinterpret_cast<Then>(data);
    if (rt.collector->prefersHere(true)) {
      rt.scheduler->stopTheWorld();
      bool done = rt.collector->collectHere(true);
      rt.scheduler->startTheWorld();
      if (done) {
        rt.finalizers->notify();
        return goOn(self, then);
      }
    }
    rt.scheduler->holdAlive();
    rt.collector->request([&self, &rt, then] {
      goOn(self, then);
      rt.scheduler->releaseAlive();
    });
  };
  return park(g, WaitReason::GCWait, nullptr, nullptr, commit, reinterpret_cast<void*>(then));
}

}  // namespace

abi::Status gcNow(abi::G& g, abi::Results<>) { return afterCollection(g, nullptr); }

abi::Status freeOSMemory(abi::G& g, abi::Results<>) {
  return afterCollection(g, [](Runtime& rt) { rt.collector->releaseAll(); });
}

namespace {

// Memory that shrinks inside the instance stays obtained from the system: MemStats.Sys never falls.
struct Obtained final : Extension {
  explicit Obtained(Runtime&) {}
  uint64_t atLeast(uint64_t metadata) { return most = std::max(most, metadata); }
  uint64_t most = 0;
};

void fillBySize(const HeapStats& s, MemStats* m) {
  for (size_t i = 0; i < std::size(m->bySize); i++) {
    m->bySize[i].size = kClassSize[i];
    m->bySize[i].mallocs = i == 0 ? 0 : s.bySize[i].mallocs;
    m->bySize[i].frees = i == 0 ? 0 : s.bySize[i].frees;
  }
}

}  // namespace

void readMemStats(abi::G& g, MemStats* m) {
  HeapStats s = g.runtime->heap->stats();
  GcStats gc = g.runtime->collector->stats();
  std::memset(static_cast<void*>(m), 0, sizeof *m);
  m->alloc = m->heapAlloc = s.live;
  m->totalAlloc = s.totalAlloc;
  m->mallocs = s.mallocs;
  m->frees = s.frees;
  m->heapObjects = s.mallocs - s.frees;
  m->heapSys = s.sys + s.released;
  m->heapInuse = s.inUse;
  m->heapIdle = m->heapSys - s.inUse;
  m->heapReleased = s.released;
  m->gcSys = extension<Obtained>(*g.runtime).atLeast(s.metadata);
  m->stackInuse = g.runtime->stacks->inUse();
  m->stackSys = std::max<uint64_t>(g.runtime->stacks->mapped(), m->stackInuse);
  m->mspanInuse = s.spansInUse;
  m->mspanSys = s.spansSys;
  m->mcacheInuse = m->mcacheSys = s.caches;
  m->sys = m->heapSys + m->stackSys + m->mspanSys + m->mcacheSys + m->gcSys;
  m->nextGC = std::min<uint64_t>(s.nextGoal, INT64_MAX);
  m->lastGC = gc.lastUnixNs;
  m->pauseTotalNs = gc.pauseTotalNs;
  std::memcpy(m->pauseNs, gc.pauseNs, sizeof gc.pauseNs);
  std::memcpy(m->pauseEnd, gc.pauseEnd, sizeof gc.pauseEnd);
  m->numGC = gc.cycles;
  m->numForcedGC = gc.forced;
  m->gcCPUFraction = gc.cpuFraction;
  m->enableGC = true;
  fillBySize(s, m);
}

namespace {

// A new goal may already be passed: the next allocation looks.
void goalChanged(abi::G& g) { g.runtime->heap->updateGoal(); }

}  // namespace

int64_t setGCPercent(abi::G& g, int64_t percent) {
  RuntimeConfig& c = g.runtime->config;
  int64_t old = c.gcPercent;
  c.gcPercent = percent < 0 ? -1 : int(std::min<int64_t>(percent, INT32_MAX));
  goalChanged(g);
  return old;
}

int64_t setMemoryLimit(abi::G& g, int64_t limit) {
  RuntimeConfig& c = g.runtime->config;
  int64_t old = c.memoryLimit;
  if (limit >= 0) c.memoryLimit = limit;
  goalChanged(g);
  return old;
}

}  // namespace gosub::rt
