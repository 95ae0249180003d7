// Collections as package runtime asks for them and tells of them. The cycle itself is collector.h's.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::rt {

struct Runtime;

// The world is stopped: every goroutine's frames can be described, no native runs.
void collect(Runtime& runtime, bool forced);

// runtime.GC
abi::Status gcNow(abi::G& g, abi::Results<> out);
// runtime/debug.FreeOSMemory
abi::Status freeOSMemory(abi::G& g, abi::Results<> out);

// runtime.MemStats, field by field as in stdlib/runtime/memstats.go.
struct MemStats {
  uint64_t alloc, totalAlloc, sys, lookups, mallocs, frees;
  uint64_t heapAlloc, heapSys, heapIdle, heapInuse, heapReleased, heapObjects;
  uint64_t stackInuse, stackSys, mspanInuse, mspanSys, mcacheInuse, mcacheSys, buckHashSys, gcSys, otherSys;
  uint64_t nextGC, lastGC, pauseTotalNs, pauseNs[256], pauseEnd[256];
  uint32_t numGC, numForcedGC;
  double gcCPUFraction;
  bool enableGC, debugGC;
  struct {
    uint32_t size;
    uint64_t mallocs, frees;
  } bySize[61];
};
static_assert(sizeof(MemStats) == 5776);
void readMemStats(abi::G& g, MemStats* m);

// runtime/debug.SetGCPercent and SetMemoryLimit: return the previous setting; a negative limit only asks.
int64_t setGCPercent(abi::G& g, int64_t percent);
int64_t setMemoryLimit(abi::G& g, int64_t limit);

}  // namespace gosub::rt
