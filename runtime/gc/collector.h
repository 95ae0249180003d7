// Collections: a cycle marks from the roots while Go code runs and leaves the rest to lazy sweeping (heap/sweep.cpp).
//
//   off    nothing happens but sweeping
//   begin  the world is stopped: other roots than globals and waiting goroutines are marked, the barrier begins
//   mark   the collector's thread and allocating goroutines scan; goroutines are scanned before they run again, the others in
//          stops of kStop each
//   end    the world is stopped and nothing is left to scan: weak pointers, finalizers; the barrier ends, all is unswept
//
// A cycle may also be run in one stop by a thread at a safepoint (collectHere): stress modes, and heaps so small that it
// takes no longer than the stops of a concurrent one.
//
// Invariants: GC-1 (heap/barrier.h), and
//   GC-2  One cycle at a time, and it begins with everything swept.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/gc/trace.h"
#include "runtime/gc/world.h"

namespace gosub::rt {

class Heap;
class HeapCache;
class Marker;
struct Runtime;

struct GcStats {
  uint64_t lastUnixNs = 0, pauseTotalNs = 0;
  uint64_t pauseNs[256] = {}, pauseEnd[256] = {};
  uint32_t cycles = 0, forced = 0;
  double cpuFraction = 0;  // of the CPUs since the instance began
};

class Collector {
 public:
  explicit Collector(Runtime& runtime);
  ~Collector();
  // The scheduler, when it is made. Without one only collectHere works.
  void setWorld(World* world) { world_ = world; }
  // Ends the thread; before the world goes.
  void shutdown();

  // From any thread: a cycle should begin. With a callback it is a forced one (runtime.GC): it begins after this call, and the
  // callback runs on the collector's thread when all is swept.
  void request();
  void request(std::function<void()> done);
  // The world is stopped: a whole cycle. False: one is going on.
  bool collectHere(bool forced);
  // Whether collectHere is the way.
  bool prefersHere(bool forced) const;

  // Of a thread at a safepoint, whose goroutine has allocated too much before or while the collector marks: waits for the end, or
  // a little.
  bool overLimit() const;
  void waitForMarking();

  bool marking() const;
  // While marking: a goroutine about to run, and what this thread has to scan because it has allocated.
  void beforeRun(abi::G& g);
  void assist(HeapCache& cache, uint64_t allocated);

  // debug.FreeOSMemory: after a forced cycle.
  void releaseAll();

  uint32_t cycle() const { return cycle_.load(std::memory_order_relaxed); }
  GcStats stats() const;

 private:
  static constexpr int64_t kStop = 100'000;  // ns
  static constexpr int64_t kMostAssist = 512 << 10;  // bytes scanned in one allocation

  bool enter(bool forced);
  void wholeCycle(int64_t since);
  void leave();
  void threadLoop();
  void runCycle(bool forced);
  bool begin();
  void markBeside();
  bool mark();
  bool tryEnd();
  void end(Marker& marker);
  void checkMarks();
  void sweep();
  void countPause(int64_t since);
  void startTrace(bool forced);
  void finishStats();
  void scavenge();
  void traceRelease(uint64_t before, bool forced);

  Runtime& runtime_;
  Heap& heap_;
  World* world_ = nullptr;
  std::atomic<uint32_t> cycle_{0};

  // Of the cycle; written while the world is stopped.
  uint64_t liveAtStart_ = 0, expected_ = 0;
  double survival_ = 1;                    // which part of the heap the last cycle found reachable
  bool stacksLeft_ = false;
  int64_t pause_ = 0;                      // ns so far
  const int64_t born_;                     // when the instance began
  int64_t marking_ = 0;                    // since when
  int64_t gcCpu_ = 0;                      // ns of all cycles
  CycleTrace trace_;
  PacerTrace pacerTrace_;
  std::atomic<int64_t> assistNs_{0};
  std::atomic<uint64_t> scanned_{0};
  std::atomic<int64_t> credit_{0};         // bytes that the collector's thread has scanned and no allocation has used

  mutable std::mutex mutex_;               // guards what follows
  std::condition_variable wake_, markingEnds_;
  bool active_ = false;                    // a cycle runs, here or on the thread
  std::atomic<bool> requested_{false};
  std::atomic<bool> shutdown_{false};
  std::vector<std::function<void()>> waiting_;
  std::thread thread_;
  GcStats stats_;
};

}  // namespace gosub::rt
