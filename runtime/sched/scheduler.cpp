// Goroutines from their beginning to their end, and the API of the scheduler. The loop of an M is loop.cpp, Ms and Ps and stopping
// the world procs.cpp, blocking natives syscall.cpp, the monitor and signals monitor.cpp. See scheduler.h.
#include "runtime/sched/scheduler.h"

#include <sys/random.h>

#include <utility>

#include "base/check.h"
#include "runtime/gc/collector.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/netpoll.h"
#include "runtime/stack/traceback.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

namespace {

constexpr unsigned bit(GStatus s) { return 1u << unsigned(s); }

[[maybe_unused]] bool legalChange(GStatus from, GStatus to) {
  using enum GStatus;
  static constexpr unsigned kNext[] = {
#define GSTATUS(name, text, next) (next),
#include "runtime/sched/gstatus.def"
#undef GSTATUS
  };
  return kNext[unsigned(from)] & bit(to);
}

uint64_t seedFromSystem() {
  uint64_t s = 0;
  if (getrandom(&s, sizeof s, 0) != sizeof s) s = uint64_t(monotonicNow());
  return s | 1;
}

}  // namespace

const char* waitReasonText(WaitReason r) {
  static constexpr const char* kText[] = {
#define WAITREASON(name, text) text,
#include "runtime/sched/waitreason.def"
#undef WAITREASON
  };
  return kText[unsigned(r)];
}

Scheduler::Scheduler(Runtime& runtime, Executor& executor) : runtime_(runtime), executor_(executor), all_ps_(kMaxProcs) {
  runtime.roots->add(this);
  runtime.collector->setWorld(this);
  setProcs(runtime.config.procs);
  seed(seedFromSystem());
}

Scheduler::~Scheduler() {
  shutdown_.store(true, std::memory_order_release);
  runtime_.collector->shutdown();
  netpoll_.reset();
  {
    LockGuard guard(lock_);
    for (auto& m : ms_) m->note.wake();
  }
  exiting_.store(true, std::memory_order_release);
  requestPolls(kPreemptStop);
  monitorNote_.wake();
  if (monitor_.joinable()) monitor_.join();
  // A thread inside a blocking system call can't be interrupted; it holds no Go memory of ours beyond the call's buffers, so
  // closing waits for it.
  for (auto& m : ms_) m->thread.join();
  for (G* g : all_) {
    releaseWaits(*g->sched);
    if (g->sched->started && g->sched->status != GStatus::Dead) executor_.release(*g);
    delete g->sched;
    delete g;
  }
  forEachP([](P& p) {
    for (Sudog* s : p.freeSudogs) delete s;
  });
}

// ---- goroutines ---------------------------------------------------------------------------------------------------

// The status stays Dead until the G is used again; link and M are the scheduler's.
void SchedState::reset() {
  reason = WaitReason::None;
  selectDone.store(false, std::memory_order_relaxed);
  lockedToThread = panicOnFault = system = started = false;
  threadLocks = printDepth = 0;
  lockedM = nullptr;
  commit = nullptr;
  commitData = nullptr;
  waiting = wokenBy = nullptr;
  completion = nullptr;
  results = nullptr;
  completionData = nullptr;
  callArgs = nullptr;
  callThen = nullptr;
  waitSince = 0;
  parentId = 0;
  createdBy = nullptr;
  createdPc = nullptr;
  ancestors.reset();
  entry = nullptr;
  delete std::exchange(printing, nullptr);
}

G* Scheduler::freeG(P& p) {
  if (!p.freeGs.empty()) {
    G* g = p.freeGs.back();
    p.freeGs.pop_back();
    return g;
  }
  auto* g = new G{};
  g->sched = new SchedState{};
  g->sched->g = g;
  g->runtime = &runtime_;
  LockGuard guard(allLock_);
  all_.push_back(g);
  return g;
}

// Each P takes ids in small batches.
uint64_t Scheduler::newId(P& p) {
  constexpr uint64_t kBatch = 16;
  if (p.nextId == p.idEnd) {
    uint64_t n = procs() > 1 ? kBatch : 1;
    p.nextId = nextId_.fetch_add(n, std::memory_order_relaxed);
    p.idEnd = p.nextId + n;
  }
  return p.nextId++;
}

G* Scheduler::newG() {
  P& p = proc();
  G* g = freeG(p);
  g->id = newId(p);
  g->sched->scannedIn = runtime_.collector->cycle();  // it holds nothing that its creator does not
  return g;
}

void Scheduler::keepAncestors(G& g, G& creator) {
  constexpr size_t kDepth = 100;
  auto list = std::make_unique<std::vector<Ancestor>>();
  Ancestor& nearest = list->emplace_back();
  nearest.id = creator.id;
  nearest.pcs.resize(kDepth);
  nearest.pcs.resize(callers(creator, 0, nearest.pcs.data(), kDepth));
  if (creator.sched->ancestors != nullptr)
    for (const Ancestor& a : *creator.sched->ancestors)
      if (list->size() < size_t(runtime_.config.traceAncestors)) list->push_back(a);
  g.sched->ancestors = std::move(list);
}

G* Scheduler::spawn(const abi::FuncVal* fn, G* creator) {
  G* g = newG();
  proc().goroutines.fetch_add(1, std::memory_order_relaxed);
  if (main_ == nullptr) main_ = g;
  g->sched->entry = fn;
  if (creator != nullptr) {
    g->sched->parentId = creator->id;
    g->sched->createdPc = creator->pc;
    if (creator->fp != nullptr) {
      auto* caller = reinterpret_cast<const abi::FuncVal*>(creator->fp[abi::kFrameFuncVal]);
      g->sched->createdBy = caller != nullptr ? caller->desc : nullptr;
    }
    if (runtime_.config.traceAncestors > 0) keepAncestors(*g, *creator);
  }
  setStatus(*g, GStatus::Runnable);
  enqueue(*g, true);
  return g;
}

G* Scheduler::spawnSystem(const abi::FuncVal* fn) {
  G* g = newG();
  g->sched->entry = fn;
  g->sched->system = true;
  setStatus(*g, GStatus::Runnable);
  enqueue(*g, true);
  return g;
}

// On the M that ran it. The G is used again; nobody may rely on what it points to, but its address stays good, so that a late
// request for a poll does no harm.
void Scheduler::finish(G& g) {
  SchedState& s = *g.sched;
  executor_.release(g);
  P& p = proc();
  if (!s.system) p.goroutines.fetch_sub(1, std::memory_order_relaxed);
  setStatus(g, GStatus::Dead);
  bool wasUntil = g.id == untilId_.load(std::memory_order_relaxed);
  s.reset();
  g.reset();
  p.freeGs.push_back(&g);
  if (wasUntil && !mainGone_.load(std::memory_order_relaxed)) {
    untilDone_.store(true, std::memory_order_release);
    hostWanted();
  }
}

void Scheduler::setStatus(G& g, GStatus to) {
  GOSUB_DCHECK(legalChange(g.sched->status.load(std::memory_order_relaxed), to));
  g.sched->status.store(to, std::memory_order_release);
}

int64_t Scheduler::goroutineCount() const {
  int64_t n = 0;
  for (int i = 0; i < madeProcs_.load(std::memory_order_acquire); i++)
    n += all_ps_[size_t(i)]->goroutines.load(std::memory_order_relaxed);
  return n;
}

// ---- making goroutines runnable --------------------------------------------------------------------------------------

void Scheduler::pushGlobal(G* g) {
  g->sched->queueNext = nullptr;
  (globalTail_ != nullptr ? globalTail_->sched->queueNext : globalHead_) = g;
  globalTail_ = g;
  globalCount_.fetch_add(1, std::memory_order_release);
}

// When the ring is full, half of it goes to the global queue with g.
void Scheduler::pushLast(P& p, G* g) {
  while (!p.queue.push(g)) {
    RunQueue::Batch batch;
    uint32_t n = p.queue.takeHalf(batch);
    LockGuard guard(lock_);
    for (uint32_t i = 0; i < n; i++) pushGlobal(batch[i]);
  }
}

void Scheduler::enqueue(G& g, bool next) {
  M* m = currentM();
  bool mine = m != nullptr && &m->scheduler == this;
  if (mine ? m->p != nullptr : !inRun_) {
    P& p = proc();
    G* other = next ? p.queue.exchangeNext(&g) : &g;
    if (other != nullptr) pushLast(p, other);
  } else {
    LockGuard guard(lock_);
    pushGlobal(&g);
  }
  wakeProc();
}

void Scheduler::ready(G& g) {
  setStatus(g, GStatus::Runnable);
  enqueue(g, true);
}

void Scheduler::readyLast(G& g) {
  setStatus(g, GStatus::Runnable);
  enqueue(g, false);
}

Status park(G& g, WaitReason reason, abi::Word* results, Completion completion, ParkCommit commit, void* data) {
  SchedState& s = *g.sched;
  s.reason = reason;
  s.results = results;
  s.completion = completion;
  s.commit = commit;
  s.commitData = data;
  return abi::kPark;
}

Status parkUnlocking(G& g, WaitReason reason, abi::Word* results, Completion completion, Lock& lock) {
  return park(g, reason, results, completion, [](G&, void* data) { static_cast<Lock*>(data)->unlock(); }, &lock);
}

Scheduler& schedulerOf(G& g) { return *g.runtime->scheduler; }
void ready(G& g) { schedulerOf(g).ready(g); }
Sudog* acquireSudog(G& g) { return schedulerOf(g).acquireSudog(); }
void releaseSudog(G& g, Sudog* s) { schedulerOf(g).releaseSudog(s); }

Sudog* Scheduler::acquireSudog() {
  std::vector<Sudog*>& free = proc().freeSudogs;
  if (free.empty()) return new Sudog{};
  Sudog* s = free.back();
  free.pop_back();
  *s = Sudog{};
  return s;
}

void Scheduler::releaseSudog(Sudog* s) { proc().freeSudogs.push_back(s); }

// Of a goroutine that will not run again.
void Scheduler::releaseWaits(SchedState& state) {
  while (Sudog* s = state.waiting) {
    state.waiting = s->waitLink;
    releaseSudog(s);
  }
}

uint64_t Scheduler::random() {  // xorshift64*
  uint64_t& r = proc().random;
  r ^= r >> 12;
  r ^= r << 25;
  r ^= r >> 27;
  return r * 0x2545F4914F6CDD1Dull;
}

void Scheduler::seed(uint64_t s) {
  forEachP([s](P& p) { p.random = (s + p.id * 0x9E3779B97F4A7C15u) | 1; });
}

// ---- the end ------------------------------------------------------------------------------------------------------------

void Scheduler::exit(int code) {
  bool first = false;
  if (!ending_.compare_exchange_strong(first, true)) return;
  exitCode_ = code;
  exiting_.store(true, std::memory_order_release);
}

void Scheduler::exitByCrash() {
  exit(2);
  crashed_ = runtime_.config.traceCrash;
}

void Scheduler::requestStop() {
  stop_.store(true, std::memory_order_release);
  requestPolls(kPreemptStop);
  hostWanted();
}

// The host's M may sleep or run a goroutine.
void Scheduler::hostWanted() {
  if (P* p = hostP_.load(std::memory_order_acquire))
    if (G* g = p->running.load(std::memory_order_acquire)) requestPoll(*g, kPreemptYield);
  host_.note.wake();
}

// ---- timers -------------------------------------------------------------------------------------------------------------

namespace {

// One thread at a time starts or stops a timer.
class TimerClaim {
 public:
  explicit TimerClaim(Timer& t) : busy_(t.busy) {
    while (__atomic_test_and_set(&busy_, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
  }
  ~TimerClaim() { __atomic_clear(&busy_, __ATOMIC_RELEASE); }
  TimerClaim(const TimerClaim&) = delete;

 private:
  bool& busy_;
};

}  // namespace

void Scheduler::startTimer(Timer& t, int64_t when, int64_t period) {
  TimerClaim claim(t);
  P& p = proc();
  all_ps_[t.proc]->timers.remove(t);
  t.when = when;
  t.period = period;
  t.proc = p.id;
  if (p.timers.add(t)) timerStarted(when);
}

bool Scheduler::stopTimer(Timer& t) {
  TimerClaim claim(t);
  return all_ps_[t.proc]->timers.remove(t);
}

// Somebody has to wake for it: the M that sleeps until the next timer, or one that begins to.
void Scheduler::timerStarted(int64_t when) {
  int64_t until = sleepUntil_.load(std::memory_order_seq_cst);
  if (until == INT64_MAX) {
    wakeProc();
  } else if (when < until) {
    LockGuard guard(lock_);
    if (timerSleeper_ != nullptr) timerSleeper_->note.wake();
  }
}

// ---- natives ------------------------------------------------------------------------------------------------------------

Netpoll& Scheduler::netpoll() {
  LockGuard guard(netpollLock_);
  if (netpoll_ == nullptr) netpoll_ = std::make_unique<Netpoll>(*this);
  return *netpoll_;
}

void Scheduler::lockThread(G& g) {
  g.sched->threadLocks++;
  g.sched->lockedToThread = true;
  M* m = currentM();
  m->locked = &g;
  g.sched->lockedM = m;
}

void Scheduler::unlockThread(G& g) {
  if (g.sched->threadLocks == 0 || --g.sched->threadLocks > 0) return;
  g.sched->lockedToThread = false;
  g.sched->lockedM = nullptr;
  currentM()->locked = nullptr;
}

void Scheduler::visitRoots(RootVisitor& visitor) {
  forEachP([&](P& p) {
    p.timers.forEach([&](Timer& t) {
      if (t.heapOwner) visitor.pointer(t.owner);
    });
  });
}

}  // namespace gosub::rt
