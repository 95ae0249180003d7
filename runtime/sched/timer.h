// Timers: each P has a heap of them, ordered by time, which the scheduler's loop looks at. A timer's function runs on a thread of
// the scheduler between goroutines, with the heap locked, so it must be short and must not run Go code or touch timers: it readies
// a goroutine, sends on a channel without waiting, or spawns a goroutine (time.AfterFunc).
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/sched/lock.h"

namespace gosub::rt {

struct Timer {
  int64_t when = 0;    // monotonic ns
  int64_t period = 0;  // > 0: repeats
  void (*fire)(Timer& t, int64_t now) = nullptr;
  void* owner = nullptr;   // what fire works on; a root for the collector when heapOwner is set
  bool heapOwner = false;
  bool busy = false;       // being started or stopped (Scheduler); taken by compare-and-swap
  uint16_t proc = 0;       // in whose heap it is or was last
  int32_t index = -1;      // in the heap; -1: not there. Guarded by that heap's lock
  uint64_t order = 0;      // equal times fire in the order they were added
};

class TimerHeap {
 public:
  // Whether it is the first to fire now.
  bool add(Timer& t);
  bool remove(Timer& t);  // false: was not active
  // Monotonic ns; INT64_MAX: none. Read without a lock, so perhaps just past.
  int64_t nextWhen() const { return nextWhen_.load(std::memory_order_acquire); }
  // Fires what is due; returns whether anything was.
  bool runDue(int64_t now);
  // The world is stopped.
  template <class F>
  void forEach(F f) {
    for (Timer* t : heap_) f(*t);
  }
  // Takes over all timers of another heap, whose P ends. The world is stopped.
  void adopt(TimerHeap& from, uint16_t proc);

 private:
  bool before(const Timer& a, const Timer& b) const {
    return a.when != b.when ? a.when < b.when : a.order < b.order;
  }
  void place(size_t i, Timer* t) {
    heap_[i] = t;
    t->index = int32_t(i);
  }
  void insert(Timer& t);
  bool erase(Timer& t);
  void up(size_t i);
  void down(size_t i);
  void publish() {
    nextWhen_.store(heap_.empty() ? INT64_MAX : heap_[0]->when, std::memory_order_release);
  }

  Lock lock_{LockRank::Timers};  // guards what follows
  std::vector<Timer*> heap_;
  uint64_t nextOrder_ = 0;
  std::atomic<int64_t> nextWhen_{INT64_MAX};
};

int64_t monotonicNow();  // ns

}  // namespace gosub::rt
