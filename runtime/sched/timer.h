// Timers: a heap ordered by time, looked at by the scheduler's run loop. A timer's function runs on the scheduler's
// thread between goroutines, so it must be short and must not run Go code: it readies a goroutine, sends on a channel
// without waiting, or spawns a goroutine (time.AfterFunc).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace gosub::rt {

struct Timer {
  int64_t when = 0;    // monotonic ns
  int64_t period = 0;  // > 0: repeats
  void (*fire)(Timer& t, int64_t now) = nullptr;
  void* owner = nullptr;   // what fire works on; a root for the collector when heapOwner is set
  bool heapOwner = false;
  int32_t index = -1;      // in the heap; -1: not there
  uint64_t order = 0;      // equal times fire in the order they were added
};

class TimerHeap {
 public:
  void add(Timer& t);
  bool remove(Timer& t);  // false: was not active
  bool empty() const { return heap_.empty(); }
  int64_t nextWhen() const { return heap_.empty() ? INT64_MAX : heap_[0]->when; }
  // Fires what is due; returns whether anything was.
  bool runDue(int64_t now);
  template <class F>
  void forEach(F f) {
    for (Timer* t : heap_) f(*t);
  }

 private:
  bool before(const Timer& a, const Timer& b) const {
    return a.when != b.when ? a.when < b.when : a.order < b.order;
  }
  void place(size_t i, Timer* t) {
    heap_[i] = t;
    t->index = int32_t(i);
  }
  void up(size_t i);
  void down(size_t i);
  std::vector<Timer*> heap_;
  uint64_t nextOrder_ = 0;
};

int64_t monotonicNow();  // ns

}  // namespace gosub::rt
