// The scheduler's parts that programs can't tell apart: run queues, locks, notes, timer heaps.
#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "runtime/sched/lock.h"
#include "runtime/sched/runqueue.h"
#include "runtime/sched/timer.h"

namespace gosub::rt {

namespace {

abi::G* gOf(uintptr_t n) { return reinterpret_cast<abi::G*>(n * 64); }
uintptr_t numberOf(abi::G* g) { return reinterpret_cast<uintptr_t>(g) / 64; }

}  // namespace

TEST_CASE("a run queue is first in, first out, but for the next") {
  RunQueue q;
  bool isNext;
  CHECK(q.empty());
  CHECK(q.pop(&isNext) == nullptr);
  for (uintptr_t i = 1; i <= 3; i++) CHECK(q.push(gOf(i)));
  CHECK(q.exchangeNext(gOf(9)) == nullptr);
  CHECK(q.exchangeNext(gOf(8)) == gOf(9));
  CHECK(q.pop(&isNext) == gOf(8));
  CHECK(isNext);
  for (uintptr_t i = 1; i <= 3; i++) {
    CHECK(q.pop(&isNext) == gOf(i));
    CHECK(!isNext);
  }
  CHECK(q.empty());
}

TEST_CASE("a full run queue says so and gives half away") {
  RunQueue q;
  for (uintptr_t i = 0; i < RunQueue::kSize; i++) REQUIRE(q.push(gOf(i + 1)));
  CHECK(!q.push(gOf(1000)));
  RunQueue::Batch batch;
  REQUIRE(q.takeHalf(batch) == RunQueue::kSize / 2);
  for (uintptr_t i = 0; i < RunQueue::kSize / 2; i++) CHECK(batch[i] == gOf(i + 1));
  CHECK(q.size() == RunQueue::kSize / 2);
}

TEST_CASE("thieves and the owner take each goroutine once") {
  constexpr uintptr_t kCount = 200'000;
  RunQueue q;
  std::vector<std::atomic<int>> taken(kCount + 1);
  std::atomic<bool> done{false};
  auto thief = [&] {
    RunQueue::Batch batch;
    while (!done) {
      uint32_t n = q.takeHalf(batch);
      for (uint32_t i = 0; i < n; i++) taken[numberOf(batch[i])]++;
      if (abi::G* g = q.takeNext()) taken[numberOf(g)]++;
    }
  };
  std::thread a(thief), b(thief);
  bool isNext;
  for (uintptr_t i = 1; i <= kCount; i++) {
    abi::G* g = i % 5 == 0 ? q.exchangeNext(gOf(i)) : gOf(i);
    while (g != nullptr && !q.push(g))
      if (abi::G* own = q.pop(&isNext)) taken[numberOf(own)]++;
    if (i % 3 == 0)
      if (abi::G* own = q.pop(&isNext)) taken[numberOf(own)]++;
  }
  while (abi::G* own = q.pop(&isNext)) taken[numberOf(own)]++;
  done = true;
  a.join();
  b.join();
  bool once = true;
  for (uintptr_t i = 1; i <= kCount; i++) once &= taken[i] == 1;
  CHECK(once);
}

TEST_CASE("a lock excludes, and may be released elsewhere by the same thread") {
  Lock lock(LockRank::Leaf);
  int64_t n = 0;
  auto add = [&] {
    for (int i = 0; i < 100'000; i++) {
      LockGuard guard(lock);
      n++;
    }
  };
  std::thread a(add), b(add), c(add);
  a.join();
  b.join();
  c.join();
  CHECK(n == 300'000);
  lock.lock();
  CHECK(!lock.tryLock());
  [](Lock& l) { l.unlock(); }(lock);
  CHECK(lock.tryLock());
}

TEST_CASE("a note keeps a wake that comes first, and wakes in time") {
  Note note;
  note.wake();
  note.sleep();
  int64_t begin = monotonicNow();
  CHECK(!note.sleepUntil(begin + 2'000'000));
  CHECK(monotonicNow() - begin >= 2'000'000);
  std::thread waker([&] { note.wake(); });
  note.sleep();
  waker.join();
  int rounds = 0;
  Note there, back;
  std::thread other([&] {
    for (int i = 0; i < 10'000; i++) {
      there.sleep();
      back.wake();
    }
  });
  for (; rounds < 10'000; rounds++) {
    there.wake();
    back.sleep();
  }
  other.join();
  CHECK(rounds == 10'000);
}

TEST_CASE("timers fire in the order of their times, equal ones in that of their start") {
  static std::vector<int64_t> fired;
  fired.clear();
  TimerHeap heap;
  std::vector<Timer> timers(100);
  for (size_t i = 0; i < timers.size(); i++) {
    timers[i].when = int64_t(i * 37 % 50);
    timers[i].owner = &timers[i];
    timers[i].fire = [](Timer& t, int64_t) { fired.push_back(t.when * 1000 + (&t - static_cast<Timer*>(t.owner))); };
    heap.add(timers[i]);
  }
  CHECK(heap.nextWhen() == 0);
  CHECK(heap.remove(timers[0]));
  CHECK(!heap.remove(timers[0]));
  CHECK(heap.runDue(24));
  CHECK(fired.size() == 49);
  CHECK(heap.nextWhen() == 25);
  CHECK(heap.runDue(100));
  CHECK(fired.size() == 99);
  CHECK(std::is_sorted(fired.begin(), fired.end()));
  CHECK(heap.nextWhen() == INT64_MAX);
}

TEST_CASE("a periodic timer is due again, once for all that was missed") {
  static int count;
  count = 0;
  TimerHeap heap;
  Timer t;
  t.when = 10;
  t.period = 10;
  t.fire = [](Timer&, int64_t) { count++; };
  heap.add(t);
  CHECK(heap.runDue(10));
  CHECK(heap.nextWhen() == 20);
  CHECK(heap.runDue(47));
  CHECK(count == 2);
  CHECK(heap.nextWhen() == 50);
}

}  // namespace gosub::rt
