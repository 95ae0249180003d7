// P and M, as in Go: an M is a thread that runs goroutines; a P is the right to do so, with what is then at hand without locks.
// GOMAXPROCS is the number of Ps. Who may change what is said beside the fields; everything else is in scheduler.h.
#pragma once

#include <atomic>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/panic/panic.h"
#include "runtime/sched/lock.h"
#include "runtime/sched/park.h"
#include "runtime/sched/runqueue.h"
#include "runtime/sched/timer.h"

namespace gosub::rt {

struct M;
class HeapCache;
class Scheduler;

enum class PStatus : uint8_t {
  Idle,     // nobody's: in the list of idle Ps
  Running,  // an M's
  Syscall,  // of an M that is in a blocking native: whoever changes it by compare-and-swap has it
  Stopped,  // for whoever stopped the world, or at its M until it goes on
};

struct P {
  explicit P(uint16_t id) : id(id) {}
  const uint16_t id;
  std::atomic<PStatus> status{PStatus::Idle};
  M* m = nullptr;                          // its M while Running
  P* idleNext = nullptr;                   // Scheduler::lock_
  RunQueue queue;
  TimerHeap timers;
  std::atomic<uint32_t> tick{0};           // goroutines run: the monitor sees slices by it
  std::atomic<uint32_t> syscallTick{0};    // blocking natives begun
  std::atomic<abi::G*> running{nullptr};   // the goroutine that its M runs

  // The M's alone.
  std::vector<abi::G*> freeGs;
  std::vector<Sudog*> freeSudogs;
  DeferPool defers;
  HeapCache* cache = nullptr;              // the heap's
  uint64_t random = 1;
  uint64_t nextId = 1, idEnd = 1;          // goroutine ids that it may give
  std::atomic<int64_t> goroutines{0};      // begun here less those ended here; the sum over all Ps counts
};

struct M {
  explicit M(Scheduler& scheduler, bool host) : scheduler(scheduler), host(host) {}
  Scheduler& scheduler;
  const bool host;                 // the thread inside Scheduler::run()
  P* p = nullptr;
  P* next = nullptr;               // given to it with a wake of its note
  abi::G* g = nullptr;             // that it runs
  abi::G* locked = nullptr;        // LockOSThread: runs this one only
  bool spinning = false;           // looks for work
  bool inheritSlice = false;
  bool lockedReady = false;        // woken to run `locked`
  bool ended = false;              // leaves its loop for good
  int nested = 0;                  // runs of Go code inside C++ that can't stop (Interpreter::runNested)
  abi::G* blocking = nullptr;      // whose blocking native it is to execute (Scheduler::delegate)
  bool idle = false;               // in the list of idle Ms; with idleNext: Scheduler::lock_
  M* idleNext = nullptr;
  std::atomic<bool> stopped{false};  // waits for the world to go on
  Note note;
  std::thread thread;              // none: the host's
};

}  // namespace gosub::rt
