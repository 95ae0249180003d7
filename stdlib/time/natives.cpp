// Natives of package time: clocks, sleeping, and what happens when a timer fires. Timers live in Go memory (clockTimer of
// timer.go); the scheduler's heap keeps those alive that run.
#include <time.h>

#include <cstddef>

#include "runtime/chan/chan.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/park.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/timer.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace timers {

namespace {

using abi::G;
using abi::Results;
using abi::Ret;
using abi::Status;

// time.Time, see time.go for what the words mean.
struct Time {
  uint64_t wall;
  int64_t ext;
  void* loc;
};

struct ClockTimer {
  rt::Timer timer;
  int32_t kind;
  rt::Runtime* runtime;
  G* sleeper;
  rt::Hchan* channel;
  abi::FuncVal* f;
  void* local;
  int64_t start;
};
static_assert(sizeof(rt::Timer) == 48 && offsetof(ClockTimer, kind) == 48 && offsetof(ClockTimer, channel) == 72);

enum Kind : int32_t { kWakeSleeper, kSendTime, kCallFunc };

constexpr int64_t kUnixToWall = int64_t{(1969 * 365 + 1969 / 4 - 1969 / 100 + 1969 / 400) -
                                        (1884 * 365 + 1884 / 4 - 1884 / 100 + 1884 / 400)} * 86400;
constexpr int64_t kWallEpoch = int64_t{1884 * 365 + 1884 / 4 - 1884 / 100 + 1884 / 400} * 86400;

Ret<int64_t, int32_t, int64_t> now() {
  timespec wall;
  clock_gettime(CLOCK_REALTIME, &wall);
  return {int64_t(wall.tv_sec), int32_t(wall.tv_nsec), rt::monotonicNow()};
}

int64_t runtimeNano() { return rt::monotonicNow(); }

// As time.Now does it.
Time currentTime(const ClockTimer& t) {
  auto [sec, nsec, mono] = now();
  sec += kUnixToWall;
  if (uint64_t(sec) >> 33 != 0) return {uint64_t(nsec), sec + kWallEpoch, t.local};
  return {uint64_t{1} << 63 | uint64_t(sec) << 30 | uint64_t(nsec), mono - t.start, t.local};
}

void fire(rt::Timer& timer, int64_t) {
  auto& t = reinterpret_cast<ClockTimer&>(timer);
  rt::Scheduler& scheduler = *t.runtime->scheduler;
  switch (t.kind) {
    case kWakeSleeper:
      scheduler.ready(*t.sleeper);
      break;
    case kSendTime: {
      Time value = currentTime(t);
      rt::LockGuard guard(t.channel->lock);
      rt::trySend(*scheduler.mainG(), t.channel, &value);  // nobody waits for room
      break;
    }
    case kCallFunc:
      scheduler.spawn(t.f, nullptr);
      break;
  }
}

void start(G& g, ClockTimer* t, int64_t when, int64_t period, int32_t kind) {
  rt::Scheduler& scheduler = rt::schedulerOf(g);
  if (t->runtime == nullptr) {  // never started
    t->timer.fire = fire;
    t->timer.owner = t;
    t->timer.heapOwner = true;
    t->timer.index = -1;
    t->kind = kind;
    t->runtime = g.runtime;
  }
  scheduler.startTimer(t->timer, when, period);
}

void startTimer(G& g, ClockTimer* t, int64_t when, int64_t period, int32_t kind) { start(g, t, when, period, kind); }

bool stopTimer(G& g, ClockTimer* t) {
  if (t->runtime == nullptr) return false;
  bool running = rt::schedulerOf(g).stopTimer(t->timer);
  if (t->channel == nullptr || !t->channel->hidesBuffer) return running;
  rt::LockGuard guard(t->channel->lock);
  if (t->channel->count > 0) {
    Time stale;
    bool ok;
    rt::tryRecv(g, t->channel, &stale, &ok);
    running = true;
  }
  return running;
}

Status sleepUntil(G& g, Results<> out, ClockTimer* t, int64_t when) {
  t->sleeper = &g;
  t->start = when;
  return rt::park(g, rt::WaitReason::Sleep, nullptr, nullptr, [](G& self, void* data) {
    auto* t = static_cast<ClockTimer*>(data);
    start(self, t, t->start, 0, kWakeSleeper);
  }, t);
}

void hideBuffer(G& g, rt::Hchan* c) {
  c->hidesBuffer = !g.runtime->config.asyncTimers;
}

const NativeRow kRows[] = {
#include "stdlib/time/natives.def"
};

}  // namespace

}  // namespace timers

NATIVE_TABLE(time, timers::kRows)

}  // namespace gosub::stdlib
