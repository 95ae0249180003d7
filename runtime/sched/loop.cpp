// The loop of an M: finds a goroutine, runs it, and acts on why it stopped. See scheduler.h.
#include <time.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "runtime/gc/collector.h"
#include "runtime/gc/finalizer.h"
#include "runtime/heap/cache.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

namespace {

thread_local M* running = nullptr;

// The global queue is looked at now and then even when there is work at hand, and so is the clock.
constexpr uint32_t kGlobalEvery = 61, kTimersEvery = 16;
constexpr int kStealRounds = 4;

}  // namespace

M* Scheduler::currentM() { return running; }

G* Scheduler::current() const { return running != nullptr && &running->scheduler == this ? running->g : nullptr; }

P& Scheduler::proc() {
  M* m = running;
  return m != nullptr && &m->scheduler == this && m->p != nullptr ? *m->p : *all_ps_[0];
}

// ---- the host ----------------------------------------------------------------------------------------------------------

RunEnd Scheduler::run(G* until) {
  M* before = std::exchange(running, &host_);
  untilDone_.store(false, std::memory_order_relaxed);
  untilId_.store(until != nullptr ? until->id : 0, std::memory_order_relaxed);
  if (host_.p == nullptr) takeFrom(host_, *all_ps_[0]);  // else it has kept one
  currentCache = host_.p->cache;
  inRun_ = true;
  startTheWorld();
  loop(host_);
  RunEnd end = exiting() ? RunEnd::Exit : untilDone_.load(std::memory_order_acquire) ? RunEnd::Finished : RunEnd::Stopped;
  if (end == RunEnd::Exit) {
    requestPolls(kPreemptStop);
  } else {
    stopForHost();
  }
  untilId_.store(0, std::memory_order_relaxed);
  inRun_ = false;
  running = before;
  currentCache = before != nullptr && before->p != nullptr ? before->p->cache : nullptr;
  return end;
}

bool Scheduler::mayLeave(M& m) {
  if (!m.host) return shutdown_.load(std::memory_order_acquire);
  return exiting() || stop_.load(std::memory_order_acquire) || untilDone_.load(std::memory_order_acquire);
}

void Scheduler::threadMain(M& m) {
  running = &m;
  if (P* p = std::exchange(m.next, nullptr)) acquire(m, *p);
  loop(m);
  if (m.p != nullptr) giveBack(m);
  running = nullptr;
}

// ---- the loop -------------------------------------------------------------------------------------------------------------

void Scheduler::loop(M& m) {
  while (!mayLeave(m)) {
    if (int signal = fatalSignal_.load(std::memory_order_relaxed); signal != 0 && fatalSignal_.exchange(0) == signal) {
      dieOf(signal);
      hostWanted();
    } else if (const char* text = fatalText_.load(std::memory_order_relaxed); text != nullptr && !exiting()) {
      fatal(runtime_, text);
      hostWanted();
    } else if (m.blocking != nullptr) {
      executeDelegated(m);
    } else if (m.p == nullptr) {
      sleepIdle(m);
    } else if (exiting()) {
      giveBack(m);
    } else if (worldIsStopping()) {
      stopHere(m);
    } else if (m.locked != nullptr) {
      runLocked(m);
    } else if (G* g = findRunnable(m)) {
      if (g->sched->lockedM != nullptr) {
        giveToLocked(m, *g);
      } else {
        stopSpinning(m);
        runOne(m, *g);
      }
    }
    if (m.ended) return;
  }
}

// The first that finds work lets another look for more.
void Scheduler::stopSpinning(M& m) {
  if (!m.spinning) return;
  m.spinning = false;
  if (spinning_.fetch_sub(1, std::memory_order_seq_cst) == 1) wakeProc();
}

void Scheduler::runDueTimers(P& p) {
  if (p.timers.nextWhen() != INT64_MAX) p.timers.runDue(monotonicNow());
}

G* Scheduler::localWork(M& m) {
  P& p = *m.p;
  uint32_t tick = p.tick.load(std::memory_order_relaxed);
  if (tick % kTimersEvery == 0 || p.queue.empty()) runDueTimers(p);
  if (runtime_.heap->wantsPoll()) [[unlikely]] safepoint();
  if (finalizersQueued_.load(std::memory_order_relaxed)) [[unlikely]] {
    finalizersQueued_.store(false, std::memory_order_relaxed);
    runtime_.finalizers->notify();
  }
  m.inheritSlice = false;
  if (tick % kGlobalEvery == 0)
    if (G* g = globalWork(p, 1)) return g;
  if (G* g = p.queue.pop(&m.inheritSlice)) return g;
  return globalWork(p, RunQueue::kSize / 2);
}

// A fair share of the global queue: one to run, the rest for the P's own queue.
G* Scheduler::globalWork(P& p, uint32_t most) {
  if (globalCount_.load(std::memory_order_acquire) == 0) return nullptr;
  LockGuard guard(lock_);
  auto count = uint32_t(globalCount_.load(std::memory_order_relaxed));
  uint32_t n = std::min({count, count / uint32_t(procs()) + 1, most});
  if (n == 0) return nullptr;
  auto take = [&] {
    G* g = globalHead_;
    globalHead_ = g->sched->queueNext;
    if (globalHead_ == nullptr) globalTail_ = nullptr;
    globalCount_.fetch_sub(1, std::memory_order_relaxed);
    return g;
  };
  G* first = take();
  for (uint32_t i = 1; i < n; i++)
    if (G* g = take(); !p.queue.push(g)) pushGlobal(g);
  return first;
}

// Null when there is none now: the M may have lost its P, and has slept.
G* Scheduler::findRunnable(M& m) {
  if (G* g = localWork(m)) return g;
  int busy = procs() - idleCount_.load(std::memory_order_relaxed);
  if (procs() > 1 && (m.spinning || 2 * spinning_.load(std::memory_order_relaxed) < busy)) {
    if (!m.spinning) {
      m.spinning = true;
      spinning_.fetch_add(1, std::memory_order_seq_cst);
    }
    if (G* g = steal(m)) return g;
  }
  stopWithoutWork(m);
  return nullptr;
}

G* Scheduler::stealFrom(P& from, P& to, bool evenNext) {
  RunQueue::Batch batch;
  uint32_t n = from.queue.takeHalf(batch);
  if (n > 0) {
    for (uint32_t i = 0; i + 1 < n; i++) pushLast(to, batch[i]);
    return batch[n - 1];
  }
  if (!evenNext || !from.queue.hasNext()) return nullptr;
  // Most likely its P is about to run it: two goroutines that wake each other should stay together.
  if (from.status.load(std::memory_order_relaxed) == PStatus::Running) {
    timespec pause{0, 3000};
    nanosleep(&pause, nullptr);
  }
  return from.queue.takeNext();
}

G* Scheduler::steal(M& m) {
  P& own = *m.p;
  auto n = uint64_t(procs());
  for (int round = 0; round < kStealRounds; round++) {
    bool last = round + 1 == kStealRounds;
    uint64_t start = random() % n;
    for (uint64_t i = 0; i < n; i++) {
      if (worldIsStopping() || mayLeave(m)) return nullptr;
      P& from = *all_ps_[(start + i) % n];
      if (&from == &own) continue;
      if (last && from.timers.nextWhen() <= monotonicNow()) {
        runDueTimers(from);
        bool isNext;
        if (G* g = own.queue.pop(&isNext)) return g;
      }
      if (G* g = stealFrom(from, own, last)) return g;
    }
  }
  return nullptr;
}

bool Scheduler::anyWork() {
  if (globalCount_.load(std::memory_order_seq_cst) > 0 || finalizersQueued_.load(std::memory_order_seq_cst)) return true;
  for (int i = 0; i < procs(); i++)
    if (!all_ps_[size_t(i)]->queue.empty()) return true;
  return false;
}

// Gives the P up and sleeps. Work may arrive between the last look and the moment when others see that the P is idle; whoever
// brought it then relied on an M that was looking (SCHED-3).
void Scheduler::stopWithoutWork(M& m) {
  {
    LockGuard guard(lock_);
    if (worldIsStopping() || globalCount_.load(std::memory_order_relaxed) > 0) return;
    putIdle(*release(m));
  }
  if (m.spinning) {
    m.spinning = false;
    spinning_.fetch_sub(1, std::memory_order_seq_cst);
  }
  std::atomic_thread_fence(std::memory_order_seq_cst);
  if (anyWork()) {
    P* p;
    {
      LockGuard guard(lock_);
      p = takeIdle();
    }
    if (p != nullptr) {
      acquire(m, *p);
      m.spinning = true;
      spinning_.fetch_add(1, std::memory_order_seq_cst);
      return;
    }
  }
  sleepIdle(m);
}

int64_t Scheduler::nextTimer() {
  int64_t when = INT64_MAX;
  for (int i = 0; i < procs(); i++) when = std::min(when, all_ps_[size_t(i)]->timers.nextWhen());
  return when;
}

// Without a P, until it is given one, a timer is due, or the host is wanted.
void Scheduler::sleepIdle(M& m) {
  int64_t when = INT64_MAX;
  bool asleep = false;
  {
    LockGuard guard(lock_);
    if (mayLeave(m) || m.blocking != nullptr) return;
    if (m.next == nullptr) {
      asleep = isDeadlock();
      if (!asleep) {
        putIdleM(m);
        if (m.locked == nullptr && timerSleeper_ == nullptr && idleCount_.load(std::memory_order_relaxed) > 0) when = nextTimer();
        if (when != INT64_MAX) {
          timerSleeper_ = &m;
          sleepUntil_.store(when, std::memory_order_seq_cst);
        }
      }
    }
  }
  if (asleep) return deadlock();
  m.note.sleepUntil(when);
  LockGuard guard(lock_);
  if (timerSleeper_ == &m) {
    timerSleeper_ = nullptr;
    sleepUntil_.store(INT64_MAX, std::memory_order_seq_cst);
  }
  removeIdleM(m);
  P* p = std::exchange(m.next, nullptr);
  if (p == nullptr && when != INT64_MAX && !worldIsStopping()) p = takeIdle();
  if (p != nullptr) acquire(m, *p);
}

// Nothing runs, and nothing can make anything run. lock_ is held.
bool Scheduler::isDeadlock() {
  if (!inRun_ || worldIsStopping() || exiting() || stop_.load(std::memory_order_relaxed)) return false;
  return idleCount_.load(std::memory_order_relaxed) == procs() && globalCount_.load(std::memory_order_relaxed) == 0 &&
         blocked_.load(std::memory_order_relaxed) == 0 && externalWaits_.load(std::memory_order_relaxed) == 0 &&
         nextTimer() == INT64_MAX && !anyWork() && !finalizersQueued_.load(std::memory_order_relaxed) && !untilDone_.load(std::memory_order_relaxed);
}

void Scheduler::deadlock() {
  fatal(runtime_, mainGone_ ? "no goroutines (main called runtime.Goexit) - deadlock!"
                            : "all goroutines are asleep - deadlock!");
  hostWanted();
}

// ---- running one -----------------------------------------------------------------------------------------------------------

void Scheduler::runOne(M& m, G& g) {
  SchedState& s = *g.sched;
  setStatus(g, GStatus::Running);
  m.g = &g;
  if (!s.started) {
    executor_.prepare(g, s.entry);
    s.started = true;
  }
  if (!m.inheritSlice) m.p->tick.store(m.p->tick.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  m.p->running.store(&g, std::memory_order_seq_cst);
  if (worldIsStopping()) requestPoll(g, kPreemptWorld);
  if (m.host && mayLeave(m)) requestPoll(g, kPreemptYield);
  // Whoever else there is may become runnable at any time: by a timer, a descriptor, another thread.
  if (!monitorStarted_.load(std::memory_order_relaxed) && !alone()) startMonitor();
  if (runtime_.marking.load(std::memory_order_relaxed)) [[unlikely]] runtime_.collector->beforeRun(g);
  Status status = executor_.enter(g);
  if (m.p != nullptr) m.p->running.store(nullptr, std::memory_order_release);
  m.g = nullptr;
  switch (status) {
    case abi::kPark: {
      ParkCommit commit = std::exchange(s.commit, nullptr);
      void* data = s.commitData;
      if (s.status.load(std::memory_order_relaxed) != GStatus::Syscall) setStatus(g, GStatus::Waiting);
      if (commit != nullptr) commit(g, data);
      break;
    }
    case abi::kYield:
      setStatus(g, GStatus::Runnable);
      enqueue(g, false);
      break;
    case abi::kExit:
      hostWanted();
      break;
    default: {
      bool wasLocked = m.locked == &g;
      if (wasLocked) m.locked = nullptr;
      finish(g);
      // The thread may be in a state that only the goroutine knew.
      m.ended = wasLocked && !m.host;
    }
  }
}

// ---- goroutines locked to threads --------------------------------------------------------------------------------------------

// m has a P and a locked goroutine: runs it if it was given to it, else gives the P up.
void Scheduler::runLocked(M& m) {
  bool ready;
  P* extra = nullptr;
  {
    LockGuard guard(lock_);
    ready = std::exchange(m.lockedReady, false);
    // Who found the goroutine gave it with a P, perhaps before m has given up its own.
    if (ready) extra = std::exchange(m.next, nullptr);
  }
  if (extra != nullptr) handOff(*extra);
  if (!ready) return handOff(*release(m));
  m.inheritSlice = false;
  runOne(m, *m.locked);
}

void Scheduler::giveToLocked(M& m, G& g) {
  stopSpinning(m);
  M& other = *g.sched->lockedM;
  P* p = release(m);
  {
    LockGuard guard(lock_);
    other.lockedReady = true;
    other.next = p;
  }
  other.note.wake();
}

Status Scheduler::poll(G& g, uint32_t reasons) {
  if (int signal = reasons & kPreemptSignal ? fatalSignal_.exchange(0) : 0) return dieOf(signal);
  M& m = *running;
  if (exiting()) return abi::kExit;
  if (const char* text = fatalText_.load(std::memory_order_relaxed)) return fatal(runtime_, text);
  if (worldIsStopping()) {
    stopHere(m);
    if (m.p == nullptr) return abi::kYield;
  }
  if (m.host && mayLeave(m)) return abi::kYield;
  if (reasons & (kPreemptYield | kPreemptTimer)) {
    runDueTimers(*m.p);
    return othersRunnable() ? abi::kYield : abi::kDone;
  }
  return abi::kDone;
}

bool Scheduler::othersRunnable() { return globalCount_.load(std::memory_order_relaxed) > 0 || !proc().queue.empty(); }

}  // namespace gosub::rt
