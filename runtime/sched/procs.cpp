// Ms and Ps: who has which, waking and making Ms, stopping the world. See scheduler.h.
#include <sched.h>

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "runtime/gc/collect.h"
#include "runtime/gc/collector.h"
#include "runtime/heap/cache.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/sched/altstack.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

int usableProcessors() {
  cpu_set_t set;
  return sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
}

// ---- Ps and who has them -------------------------------------------------------------------------------------------------

void Scheduler::acquire(M& m, P& p) {
  p.m = &m;
  m.p = &p;
  p.status.store(PStatus::Running, std::memory_order_release);
  if (m.host) hostP_.store(&p, std::memory_order_release);
  currentCache = p.cache;
}

P* Scheduler::release(M& m) {
  P* p = std::exchange(m.p, nullptr);
  p->m = nullptr;
  if (&m == currentM()) currentCache = nullptr;
  if (m.host) hostP_.store(nullptr, std::memory_order_release);
  return p;
}

void Scheduler::putIdle(P& p) {
  p.status.store(PStatus::Idle, std::memory_order_release);
  p.idleNext = idlePs_;
  idlePs_ = &p;
  idleCount_.fetch_add(1, std::memory_order_seq_cst);
}

// On its way to an M, so that stopping the world waits for it.
P* Scheduler::takeIdle() {
  P* p = idlePs_;
  if (p == nullptr) return nullptr;
  idlePs_ = p->idleNext;
  idleCount_.fetch_sub(1, std::memory_order_seq_cst);
  p->status.store(PStatus::Running, std::memory_order_release);
  return p;
}

// ---- Ms -------------------------------------------------------------------------------------------------------------------

void Scheduler::putIdleM(M& m) {
  if (m.locked != nullptr) return;  // woken for its goroutine only
  m.idle = true;
  m.idleNext = idleMs_;
  idleMs_ = &m;
}

M* Scheduler::takeIdleM() {
  M* m = idleMs_;
  if (m == nullptr) return nullptr;
  idleMs_ = m->idleNext;
  m->idle = false;
  return m;
}

void Scheduler::removeIdleM(M& m) {
  if (!m.idle) return;
  M** at = &idleMs_;
  while (*at != &m) at = &(*at)->idleNext;
  *at = m.idleNext;
  m.idle = false;
}

// What it is to do is set before.
void Scheduler::startThread(M& m) {
  m.thread = std::thread([this, &m] {
    AltStack stack;
    threadMain(m);
  });
}

int64_t Scheduler::threadCount() const {
  return 1 + threads_.load(std::memory_order_relaxed) + monitorStarted_.load(std::memory_order_relaxed) + (netpoll_ != nullptr);
}

// An idle M or a new one, awake or about to be once `assign` has said what for. False: there are too many threads already.
template <class F>
bool Scheduler::withM(F assign) {
  M* m;
  bool isNew = false;
  {
    LockGuard guard(lock_);
    m = takeIdleM();
    if (m == nullptr) {
      if (threadCount() >= runtime_.config.maxThreads) return false;
      m = ms_.emplace_back(std::make_unique<M>(*this, false)).get();
      threads_.fetch_add(1, std::memory_order_relaxed);
      isNew = true;
    }
    assign(*m);
  }
  if (isNew) {
    startThread(*m);
  } else {
    m->note.wake();
  }
  return true;
}

void Scheduler::startM(P* p, bool spinning) {
  if (p == nullptr) {
    LockGuard guard(lock_);
    p = takeIdle();
  }
  if (p == nullptr) {
    if (spinning) spinning_.fetch_sub(1, std::memory_order_seq_cst);
    return;
  }
  bool ok = withM([&](M& m) {
    m.spinning = spinning;
    m.next = p;
  });
  if (ok) return;
  if (spinning) spinning_.fetch_sub(1, std::memory_order_seq_cst);
  threadsExhausted();
  hostWanted();
}

void Scheduler::startBlocking(G& g) {
  if (!withM([&](M& m) { m.blocking = &g; })) {
    threadsExhausted();
    hostWanted();
  }
}

// There is more work: an idle P should look for it, unless somebody is looking already.
void Scheduler::wakeProc() {
  int32_t none = 0;
  if (idleCount_.load(std::memory_order_seq_cst) == 0 || spinning_.load(std::memory_order_seq_cst) != 0) return;
  if (!inRun_ || worldIsStopping() || !spinning_.compare_exchange_strong(none, 1, std::memory_order_seq_cst)) return;
  startM(nullptr, true);
}

// Finds an M for a P that lost its own, if there is anything for it to do.
void Scheduler::handOff(P& p) {
  bool busy = !p.queue.empty() || globalCount_.load(std::memory_order_acquire) > 0 ||
              (sleepUntil_.load(std::memory_order_seq_cst) == INT64_MAX && nextTimer() != INT64_MAX);
  bool others = spinning_.load(std::memory_order_relaxed) + idleCount_.load(std::memory_order_relaxed) > 0;
  if (!worldIsStopping() && !exiting() && (busy || !others)) return startM(&p, false);
  LockGuard guard(lock_);
  if (worldIsStopping()) return countStopped(p);
  putIdle(p);
}

void Scheduler::giveBack(M& m) {
  dropSpinning(m);
  handOff(*release(m));
}

void Scheduler::dropSpinning(M& m) {
  if (!m.spinning) return;
  m.spinning = false;
  spinning_.fetch_sub(1, std::memory_order_seq_cst);
}

Status Scheduler::threadsExhausted() {
  runtime_.writeFatal("runtime: program exceeds " + std::to_string(runtime_.config.maxThreads) + "-thread limit\n");
  return fatal(runtime_, "thread exhaustion");
}

Status Scheduler::setMaxThreads(int64_t n) {
  runtime_.config.maxThreads = n;
  return threadCount() > n ? threadsExhausted() : abi::kDone;
}

// ---- the world --------------------------------------------------------------------------------------------------------------

void Scheduler::requestPolls(PreemptBit why) {
  for (int i = 0; i < madeProcs_.load(std::memory_order_acquire); i++)
    if (G* g = all_ps_[size_t(i)]->running.load(std::memory_order_seq_cst)) requestPoll(*g, why);
}

// lock_ is held.
void Scheduler::countStopped(P& p) {
  if (p.status.exchange(PStatus::Stopped, std::memory_order_acq_rel) == PStatus::Stopped) return;
  if (--stopWait_ == 0) allStopped_.wake();
}

// Whether there is anybody to wait for.
bool Scheduler::beginStop() {
  LockGuard guard(lock_);
  M* self = currentM();
  stopWait_ = procs() + 1;  // so that the own steps below wake nobody
  stopping_.store(true, std::memory_order_seq_cst);
  if (self != nullptr && &self->scheduler == this && self->p != nullptr) countStopped(*self->p);
  while (P* p = takeIdle()) countStopped(*p);
  for (int i = 0; i < procs(); i++) {
    P& p = *all_ps_[size_t(i)];
    PStatus blocking = PStatus::Syscall;
    if (!p.status.compare_exchange_strong(blocking, PStatus::Stopped, std::memory_order_acq_rel)) continue;
    p.syscallTick.fetch_add(1, std::memory_order_relaxed);
    stopWait_--;
  }
  return --stopWait_ > 0;
}

// Growing a stack may overwrite a request, and code inside C++ looks late: ask again. False: not by the time given.
bool Scheduler::awaitOthers(int64_t until) {
  constexpr int64_t kAskAgain = 100'000;
  for (;;) {
    requestPolls(kPreemptWorld);
    if (allStopped_.sleepUntil(monotonicNow() + kAskAgain)) return true;
    if (monotonicNow() >= until) return false;
  }
}

bool Scheduler::tryStopTheWorld() {
  if (!inRun_) return true;
  if (worldClaimed_.exchange(true, std::memory_order_acq_rel)) return false;
  if (beginStop()) awaitOthers(INT64_MAX);
  return true;
}

void Scheduler::freezeTheWorld() {
  constexpr int64_t kLongest = 5'000'000;
  if (inRun_ && !worldClaimed_.exchange(true, std::memory_order_acq_rel) && beginStop()) awaitOthers(monotonicNow() + kLongest);
}

void Scheduler::stopTheWorld() {
  while (!tryStopTheWorld()) {
    M& m = *currentM();
    stopHere(m);
    if (m.p == nullptr) reacquire(m);
  }
}

// There are fewer Ps than before, and m's was among those that went.
void Scheduler::reacquire(M& m) {
  constexpr timespec kRetry{0, 20'000};
  for (;;) {
    {
      LockGuard guard(lock_);
      if (P* p = worldIsStopping() ? nullptr : takeIdle()) return acquire(m, *p);
    }
    nanosleep(&kRetry, nullptr);
  }
}

void Scheduler::stopHere(M& m) {
  {
    LockGuard guard(lock_);
    if (!worldIsStopping()) return;
    dropSpinning(m);
    m.stopped.store(true, std::memory_order_release);
    countStopped(*m.p);
  }
  while (m.stopped.load(std::memory_order_acquire) && !exiting()) m.note.sleep();
}

// lock_ is held.
void Scheduler::goOn(M& m, std::vector<M*>* woken) {
  if (!m.stopped.exchange(false, std::memory_order_acq_rel)) return;
  woken->push_back(&m);
}

void Scheduler::startTheWorld() {
  if (!inRun_) return;
  M* self = currentM();
  std::vector<M*> woken;
  std::vector<P*> busy;
  {
    LockGuard guard(lock_);
    stopping_.store(false, std::memory_order_seq_cst);
    for (int i = procs() - 1; i >= 0; i--) {
      P& p = *all_ps_[size_t(i)];
      if (p.m != nullptr || !p.queue.empty()) {
        p.status.store(PStatus::Running, std::memory_order_release);
        if (p.m == nullptr) busy.push_back(&p);
      } else {
        putIdle(p);
      }
    }
    for (auto& m : ms_) goOn(*m, &woken);
    goOn(host_, &woken);
    worldClaimed_.store(false, std::memory_order_release);
  }
  for (M* m : woken)
    if (m != self) m->note.wake();
  for (P* p : busy) startM(p, false);
  // One goroutine in the own queue is the caller's next.
  bool own = self != nullptr && self->p != nullptr && self->p->queue.size() + self->p->queue.hasNext() > 1;
  if (own || globalCount_.load(std::memory_order_relaxed) > 0 || nextTimer() != INT64_MAX) wakeProc();
}

// The host leaves run(): all others stop. It keeps a P, or takes the first.
void Scheduler::stopForHost() {
  constexpr int64_t kRetry = 50'000;
  refuseNext(host_);
  while (!tryStopTheWorld()) {
    if (host_.p != nullptr) {
      stopHere(host_);
    } else {
      host_.note.sleepUntil(monotonicNow() + kRetry);
    }
  }
  dropSpinning(host_);
  if (host_.p == nullptr) takeFrom(host_, *all_ps_[0]);
}

// A P that m was given, but has no use for.
void Scheduler::refuseNext(M& m) {
  P* p;
  {
    LockGuard guard(lock_);
    removeIdleM(m);
    p = std::exchange(m.next, nullptr);
  }
  if (p != nullptr) handOff(*p);
}

// The world is stopped: m gets p, whose M goes on without one.
void Scheduler::takeFrom(M& m, P& p) {
  if (p.m != nullptr) release(*p.m);
  if (m.p != nullptr) release(m);
  acquire(m, p);
  p.status.store(PStatus::Stopped, std::memory_order_release);
}

// ---- for the collector -----------------------------------------------------------------------------------------------------

bool Scheduler::stop() {
  constexpr timespec kRetry{0, 20'000};
  // The host outside of run(), or an M, has stopped it.
  while (worldClaimed_.exchange(true, std::memory_order_acq_rel)) {
    if (shutdown_.load(std::memory_order_acquire)) return false;
    nanosleep(&kRetry, nullptr);
  }
  if (beginStop())
    while (!awaitOthers(monotonicNow() + 1'000'000))
      if (shutdown_.load(std::memory_order_acquire)) return false;
  return true;
}

void Scheduler::start() { startTheWorld(); }

void Scheduler::notifyFinalizers() {
  finalizersQueued_.store(true, std::memory_order_seq_cst);
  wakeProc();
}

// Those whose Ms are inside run them next without asking.
bool Scheduler::scanStacks(RootVisitor& visitor, int64_t until) {
  uint32_t cycle = runtime_.collector->cycle();
  auto scan = [&](G& g) {
    if (std::exchange(g.sched->scannedIn, cycle) != cycle) visitGoroutine(g, visitor);
  };
  auto scanOf = [&](M& m) {
    if (m.g != nullptr) scan(*m.g);
  };
  {
    LockGuard guard(lock_);
    scanOf(host_);
    for (auto& m : ms_) scanOf(*m);
  }
  for (; scanNext_ < all_.size() && monotonicNow() < until; scanNext_++) {
    GStatus status = all_[scanNext_]->sched->status.load(std::memory_order_acquire);
    if (status != GStatus::Dead && status != GStatus::Idle) scan(*all_[scanNext_]);
  }
  return scanNext_ < all_.size();
}

void Scheduler::visitGoroutine(G& g, RootVisitor& visitor) {
  const SchedState& s = *g.sched;
  if (!s.started) visitor.pointer(s.entry);
  for (Sudog* d = s.waiting; d != nullptr; d = d->waitLink) {
    visitor.pointer(d->elem);
    visitor.pointer(d->queueOf);
  }
  executor_.visitFrames(g, visitor);
}

void Scheduler::safepoint() {
  constexpr timespec kPause{0, 20'000};
  Collector& collector = *runtime_.collector;
  M& m = *currentM();
  if (runtime_.heap->takePoll() && collector.prefersHere(false) && tryStopTheWorld()) {
    collect(runtime_, false);
    startTheWorld();
  }
  while (collector.overLimit() && !exiting() && !stop_.load(std::memory_order_relaxed)) {
    if (worldIsStopping()) stopHere(m);
    if (m.p == nullptr) return;
    nanosleep(&kPause, nullptr);
  }
}

void Scheduler::setProcs(int n) {
  n = std::clamp(n, 1, kMaxProcs);
  for (int i = madeProcs_; i < n; i++) {
    all_ps_[size_t(i)] = std::make_unique<P>(uint16_t(i));
    P& p = *all_ps_[size_t(i)];
    p.cache = i == 0 ? runtime_.heapCache : &runtime_.heap->newCache();
    p.random = (proc().random + uint64_t(i) * 0x9E3779B97F4A7C15u) | 1;
    p.status.store(PStatus::Stopped, std::memory_order_relaxed);
    madeProcs_.store(i + 1, std::memory_order_release);
  }
  M* self = currentM();
  bool mine = self != nullptr && &self->scheduler == this && self->p != nullptr;
  if (mine && self->p->id >= n) takeFrom(*self, *all_ps_[0]);
  for (int i = n; i < procs(); i++) retire(*all_ps_[size_t(i)]);
  procs_.store(n, std::memory_order_release);
}

// Its goroutines and timers go to others; it may come back.
void Scheduler::retire(P& p) {
  if (p.m != nullptr) release(*p.m);
  bool isNext;
  LockGuard guard(lock_);
  while (G* g = p.queue.pop(&isNext)) pushGlobal(g);
  all_ps_[0]->timers.adopt(p.timers, 0);
}

}  // namespace gosub::rt
