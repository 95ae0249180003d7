// The timer heap. See timer.h.
#include "runtime/sched/timer.h"

#include <time.h>

namespace gosub::rt {

int64_t monotonicNow() {
  timespec ts;
  clock_gettime(CLOCK_MONOTONIC, &ts);
  return int64_t(ts.tv_sec) * 1000000000 + ts.tv_nsec;
}

bool TimerHeap::add(Timer& t) {
  LockGuard guard(lock_);
  insert(t);
  publish();
  return heap_[0] == &t;
}

bool TimerHeap::remove(Timer& t) {
  LockGuard guard(lock_);
  bool active = erase(t);
  publish();
  return active;
}

bool TimerHeap::runDue(int64_t now) {
  LockGuard guard(lock_);
  bool any = false;
  while (!heap_.empty() && heap_[0]->when <= now) {
    Timer& t = *heap_[0];
    erase(t);
    if (t.period > 0) {
      t.when += t.period * (1 + (now - t.when) / t.period);
      insert(t);
    }
    t.fire(t, now);
    any = true;
  }
  publish();
  return any;
}

void TimerHeap::adopt(TimerHeap& from, uint16_t proc) {
  for (Timer* t : from.heap_) {
    t->proc = proc;
    insert(*t);
  }
  from.heap_.clear();
  from.publish();
  publish();
}

void TimerHeap::insert(Timer& t) {
  t.order = nextOrder_++;
  heap_.push_back(&t);
  up(heap_.size() - 1);
}

bool TimerHeap::erase(Timer& t) {
  if (t.index < 0) return false;
  size_t i = size_t(t.index);
  t.index = -1;
  Timer* last = heap_.back();
  heap_.pop_back();
  if (last == &t) return true;
  place(i, last);
  up(i);
  down(size_t(last->index));
  return true;
}

void TimerHeap::up(size_t i) {
  Timer* t = heap_[i];
  while (i > 0) {
    size_t parent = (i - 1) / 4;
    if (!before(*t, *heap_[parent])) break;
    place(i, heap_[parent]);
    i = parent;
  }
  place(i, t);
}

void TimerHeap::down(size_t i) {
  Timer* t = heap_[i];
  for (;;) {
    size_t best = 0, first = 4 * i + 1;
    Timer* least = t;
    for (size_t c = first; c < first + 4 && c < heap_.size(); c++) {
      if (before(*heap_[c], *least)) least = heap_[c], best = c;
    }
    if (least == t) break;
    place(i, least);
    i = best;
  }
  place(i, t);
}

}  // namespace gosub::rt
