// The run loop, the run queue, blocking natives and the monitor. See scheduler.h.
#include "runtime/sched/scheduler.h"

#include <signal.h>
#include <string.h>
#include <sys/random.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

#include "base/check.h"
#include "runtime/gc/collect.h"
#include "runtime/gc/collector.h"
#include "runtime/gc/finalizer.h"
#include "runtime/heap/heap.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/netpoll.h"
#include "runtime/sched/preempt.h"
#include "runtime/stack/traceback.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

namespace {

constexpr int64_t kTimeSlice = 10'000'000;  // ns; as gc's forcePreemptNS

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

Scheduler::Scheduler(Runtime& runtime, Executor& executor)
    : runtime_(runtime), executor_(executor), random_(seedFromSystem()) {
  runtime.roots->add(this);
  runtime.collector->setWorld(this);
}

Scheduler::~Scheduler() {
  {
    std::lock_guard lock(worldMutex_);
    closing_ = true;
    worldChanged_.notify_all();
  }
  runtime_.collector->shutdown();
  netpoll_.reset();
  {
    std::lock_guard lock(mutex_);
    shutdown_ = true;
    workerWake_.notify_all();
    monitorWake_.notify_all();
  }
  // A worker inside a blocking system call can't be interrupted; it holds no Go memory of ours beyond the call's
  // buffers, so closing waits for it.
  for (std::thread& t : workers_) t.join();
  if (monitor_.joinable()) monitor_.join();
  forEachG([this](G& g) { releaseWaits(*g.sched); });
  while (allHead_ != nullptr) finish(*allHead_);
  for (G* g : freeGs_) {
    delete g->sched;
    delete g;
  }
  for (Sudog* s : freeSudogs_) delete s;
}

// ---- goroutines ---------------------------------------------------------------------------------------------------

G* Scheduler::newG() {
  G* g;
  if (!freeGs_.empty()) {
    g = freeGs_.back();
    freeGs_.pop_back();
    *g->sched = SchedState{};
  } else {
    g = new G{};
    g->sched = new SchedState{};
  }
  g->sched->g = g;
  g->runtime = &runtime_;
  g->id = nextId_++;
  g->sched->scannedIn = runtime_.collector->cycle();  // it holds nothing that its creator does not
  g->sched->allNext = allHead_;
  if (allHead_ != nullptr) allHead_->sched->allPrev = g;
  allHead_ = g;
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
  userCount_++;
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
  enqueueNext(*g);
  return g;
}

G* Scheduler::spawnSystem(const abi::FuncVal* fn) {
  G* g = spawn(fn, nullptr);
  g->sched->system = true;
  userCount_--;
  return g;
}

void Scheduler::finish(G& g) {
  SchedState& s = *g.sched;
  if (s.started) executor_.release(g);
  if (!s.system) userCount_--;
  if (s.allPrev != nullptr) s.allPrev->sched->allNext = s.allNext;
  if (s.allNext != nullptr) s.allNext->sched->allPrev = s.allPrev;
  if (allHead_ == &g) allHead_ = s.allNext;
  if (scanNext_ == &g) scanNext_ = s.allNext;
  s.status = GStatus::Dead;
  SchedState* sched = g.sched;
  {
    std::lock_guard lock(mutex_);  // the monitor and post() ask goroutines for a poll under it
    g.~G();
    new (&g) G{};
    g.sched = sched;
  }
  freeGs_.push_back(&g);
}

void Scheduler::setStatus(G& g, GStatus to) {
  GOSUB_DCHECK(legalChange(g.sched->status, to));
  g.sched->status = to;
}

// ---- run queue -------------------------------------------------------------------------------------------------------

void Scheduler::enqueue(G& g) {
  g.sched->queueNext = nullptr;
  if (queueTail_ != nullptr) {
    queueTail_->sched->queueNext = &g;
  } else {
    queueHead_ = &g;
  }
  queueTail_ = &g;
}

void Scheduler::enqueueNext(G& g) {
  G* before = next_;
  next_ = &g;
  if (before != nullptr) enqueue(*before);
}

G* Scheduler::dequeue() {
  if (G* g = next_) {
    next_ = nullptr;
    inheritSlice_ = true;
    return g;
  }
  inheritSlice_ = false;
  G* g = queueHead_;
  if (g == nullptr) return nullptr;
  queueHead_ = g->sched->queueNext;
  if (queueHead_ == nullptr) queueTail_ = nullptr;
  g->sched->queueNext = nullptr;
  return g;
}

void Scheduler::ready(G& g) {
  setStatus(g, GStatus::Runnable);
  enqueueNext(g);
}

void Scheduler::readyLast(G& g) {
  setStatus(g, GStatus::Runnable);
  enqueue(g);
}

Status park(G& g, WaitReason reason, abi::Word* results, Completion completion) {
  SchedState& s = *g.sched;
  s.reason = reason;
  s.results = results;
  s.completion = completion;
  return abi::kPark;
}

Scheduler& schedulerOf(G& g) { return *g.runtime->scheduler; }
void ready(G& g) { schedulerOf(g).ready(g); }
Sudog* acquireSudog(G& g) { return schedulerOf(g).acquireSudog(); }
void releaseSudog(G& g, Sudog* s) { schedulerOf(g).releaseSudog(s); }

Sudog* Scheduler::acquireSudog() {
  if (freeSudogs_.empty()) return new Sudog{};
  Sudog* s = freeSudogs_.back();
  freeSudogs_.pop_back();
  *s = Sudog{};
  return s;
}

void Scheduler::releaseSudog(Sudog* s) { freeSudogs_.push_back(s); }

// Of a goroutine that will not run again.
void Scheduler::releaseWaits(SchedState& state) {
  while (Sudog* s = state.waiting) {
    state.waiting = s->waitLink;
    releaseSudog(s);
  }
}

uint64_t Scheduler::random() {  // xorshift64*
  random_ ^= random_ >> 12;
  random_ ^= random_ << 25;
  random_ ^= random_ >> 27;
  return random_ * 0x2545F4914F6CDD1Dull;
}

// ---- the run loop -------------------------------------------------------------------------------------------------------

RunEnd Scheduler::run(G* until) {
  uint64_t untilId = until != nullptr ? until->id : 0;
  thread_.store(pthread_self(), std::memory_order_relaxed);
  while (!exiting_) {
    if (stop_.load(std::memory_order_relaxed)) return RunEnd::Stopped;
    if (hasPosted_.load(std::memory_order_relaxed)) runPosted();
    // Looking at the clock costs more than a switch, so timers are looked at now and then while others run.
    if (!timers_.empty() && (!othersRunnable() || (tick_ & 15) == 0)) timers_.runDue(monotonicNow());
    if (runtime_.heap->wantsPoll() || stopWanted_.load(std::memory_order_relaxed)) [[unlikely]] safepoint();
    G* g = dequeue();
    if (g == nullptr) {
      if (!idle()) deadlock();
      continue;
    }
    tick_++;
    uint64_t id = g->id;
    runOne(*g);
    if (id == untilId && (g->id != id || g->sched->status == GStatus::Dead)) {
      if (!mainGone_) return exiting_ ? RunEnd::Exit : RunEnd::Finished;
      untilId = 0;
    }
  }
  return RunEnd::Exit;
}

void Scheduler::runOne(G& g) {
  SchedState& s = *g.sched;
  setStatus(g, GStatus::Running);
  current_ = &g;
  if (!s.started) {
    executor_.prepare(g, s.entry);
    s.started = true;
  }
  // Whoever else there is may become runnable at any time: by a timer, a descriptor, a worker.
  if (!monitor_.joinable() && (userCount_ > 1 || othersRunnable() || !timers_.empty())) startMonitor();
  if (!inheritSlice_) sliceId_.store(sliceId_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
  slice_.store(&g, std::memory_order_release);
  if (runtime_.marking.load(std::memory_order_relaxed)) [[unlikely]] runtime_.collector->beforeRun(g);
  Status status = executor_.enter(g);
  slice_.store(nullptr, std::memory_order_release);
  current_ = nullptr;
  switch (status) {
    case abi::kPark:
      s.waitSince = 0;
      if (s.status != GStatus::Syscall) setStatus(g, GStatus::Waiting);
      break;
    case abi::kYield:
      setStatus(g, GStatus::Runnable);
      enqueue(g);
      break;
    case abi::kExit:
      exiting_ = true;
      break;
    default:
      finish(g);
  }
}

Status Scheduler::poll(G& g, uint32_t reasons) {
  if (reasons & kPreemptSignal) return dieOf(fatalSignal_.load(std::memory_order_relaxed));
  if (reasons & kPreemptStop) return abi::kYield;
  if (reasons & (kPreemptYield | kPreemptTimer)) {
    if (!timers_.empty()) timers_.runDue(monotonicNow());
    if (hasPosted_.load(std::memory_order_relaxed)) runPosted();
    return exiting_ || othersRunnable() ? abi::kYield : abi::kDone;
  }
  return abi::kDone;
}

void Scheduler::post(std::function<void()> fn) {
  std::lock_guard lock(mutex_);
  posted_.push_back(std::move(fn));
  hasPosted_.store(true, std::memory_order_release);
  wake_.notify_one();
  if (G* g = slice_.load(std::memory_order_acquire)) requestPoll(*g, kPreemptYield);
}

void Scheduler::requestStop() {
  stop_.store(true, std::memory_order_release);
  std::lock_guard lock(mutex_);
  wake_.notify_one();
  if (G* g = slice_.load(std::memory_order_acquire)) requestPoll(*g, kPreemptStop);
}

void Scheduler::runPosted() {
  std::vector<std::function<void()>> work;
  {
    std::lock_guard lock(mutex_);
    work.swap(posted_);
    hasPosted_.store(false, std::memory_order_relaxed);
  }
  for (auto& fn : work) fn();
}

bool Scheduler::idle() {
  std::unique_lock lock(mutex_);
  if (!posted_.empty() || stop_) return true;
  int64_t when = timers_.nextWhen();
  if (when == INT64_MAX && blockingCount_ == 0 && externalWaits_ == 0) return false;
  idling_.store(true, std::memory_order_seq_cst);
  if (fatalSignal_.load(std::memory_order_seq_cst) != 0) {
    idling_.store(false, std::memory_order_relaxed);
    dieOf(fatalSignal_.load(std::memory_order_relaxed));
    return true;
  }
  enterSafe();
  if (when == INT64_MAX) {
    wake_.wait(lock);
  } else {
    int64_t wait = when - monotonicNow();
    if (wait > 0) wake_.wait_for(lock, std::chrono::nanoseconds(wait));
  }
  lock.unlock();
  leaveSafe();
  idling_.store(false, std::memory_order_seq_cst);
  return true;
}

// ---- the world ----------------------------------------------------------------------------------------------------------

bool Scheduler::stop() {
  auto again = std::chrono::microseconds(50);  // the goroutine asked may have been about to end its slice
  std::unique_lock lock(worldMutex_);
  stopWanted_.store(true, std::memory_order_seq_cst);
  while (!safe_ && !closing_) {
    if (G* g = slice_.load(std::memory_order_acquire)) requestPoll(*g, kPreemptCollect);
    worldChanged_.wait_for(lock, again);
    again = std::min(2 * again, std::chrono::microseconds(10'000));
  }
  return !closing_;
}

void Scheduler::start() {
  std::lock_guard lock(worldMutex_);
  stopWanted_.store(false, std::memory_order_seq_cst);
  worldChanged_.notify_all();
}

void Scheduler::notifyFinalizers() {
  post([this] { runtime_.finalizers->notify(); });
}

void Scheduler::enterSafe() {
  std::lock_guard lock(worldMutex_);
  safe_ = true;
  worldChanged_.notify_all();
}

void Scheduler::leaveSafe() {
  std::unique_lock lock(worldMutex_);
  worldChanged_.wait(lock, [this] { return !stopWanted_ || closing_; });
  safe_ = false;
}

void Scheduler::safepoint() {
  if (runtime_.heap->takePoll() && runtime_.collector->prefersHere(false)) collect(runtime_, false);
  bool over = runtime_.collector->overLimit();
  if (!over && !stopWanted_.load(std::memory_order_seq_cst)) return;
  enterSafe();
  if (over) runtime_.collector->waitForMarking();
  leaveSafe();
}

bool Scheduler::scanStacks(RootVisitor& visitor, int64_t until) {
  uint32_t cycle = runtime_.collector->cycle();
  auto scan = [&](G& g) {
    if (std::exchange(g.sched->scannedIn, cycle) != cycle) visitGoroutine(g, visitor);
  };
  if (current_ != nullptr) scan(*current_);
  while (scanNext_ != nullptr && monotonicNow() < until) {
    scan(*scanNext_);
    scanNext_ = scanNext_->sched->allNext;
  }
  return scanNext_ != nullptr;
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

void Scheduler::visitRoots(RootVisitor& visitor) {
  timers_.forEach([&](Timer& t) {
    if (t.heapOwner) visitor.pointer(t.owner);
  });
}

void Scheduler::exitByCrash() {
  exit(2);
  crashed_ = runtime_.config.traceCrash;
}

// ---- fatal signals

bool Scheduler::fatalSignal(int signal) {
  pthread_t runner = thread_.load(std::memory_order_relaxed);
  if (!pthread_equal(pthread_self(), runner)) {
    pthread_kill(runner, signal);
    return false;
  }
  fatalSignal_.store(signal, std::memory_order_seq_cst);
  // While that very thread waits, nothing else touches what the report reads.
  if (idling_.load(std::memory_order_seq_cst)) {
    reportSignal(signal);
    return true;
  }
  if (G* g = slice_.load(std::memory_order_acquire)) requestPoll(*g, kPreemptSignal);
  return false;
}

Status Scheduler::dieOf(int signal) {
  reportSignal(signal);
  exitByCrash();
  return abi::kExit;
}

void Scheduler::reportSignal(int signal) {
  const char* name = sigabbrev_np(signal);
  const char* what = signal == SIGQUIT ? "quit" : signal == SIGABRT ? "abort" : signal == SIGTRAP ? "trace trap" : "signal";
  std::string out = std::string("SIG") + (name != nullptr ? name : "?") + ": " + what + "\nPC=0x0 m=0 sigcode=0\n";
  TraceOptions options{runtime_.config.traceLevel, 100};
  if (options.level > 0) {
    if (current_ != nullptr) {
      out += "\n";
      appendGoroutine(out, *current_, options);
    }
    appendOthers(out, runtime_, current_, options);
  }
  runtime_.writeFatal(out);
}

void Scheduler::deadlock() {
  fatal(runtime_, mainGone_ ? "no goroutines (main called runtime.Goexit) - deadlock!"
                            : "all goroutines are asleep - deadlock!");
}

// ---- blocking natives ------------------------------------------------------------------------------------------------------

Status Scheduler::callBlocking(G& g, abi::RawNative fn, abi::Word* args, abi::Word* results, uint32_t resultWords) {
  GOSUB_CHECK(resultWords <= kBlockingResults);
  // Alone in the instance: nothing could run meanwhile, so a thread switch would buy nothing.
  if (alone()) return Status(fn(&g, args, results));
  std::unique_lock lock(mutex_);
  bool idleOne = idleWorkers_ > int(blockingQueue_.size());
  if (!idleOne && threadCount() >= runtime_.config.maxThreads) {
    lock.unlock();
    return threadsExhausted();
  }
  setStatus(g, GStatus::Syscall);
  blockingCount_++;
  blockingQueue_.push_back({&g, fn, args, results, resultWords});
  if (!idleOne) startWorker();
  workerWake_.notify_one();
  return park(g, WaitReason::None, results,
              [](G& self, abi::Word*) { return Status(int(intptr_t(self.sched->completionData))); });
}

Netpoll& Scheduler::netpoll() {
  if (netpoll_ == nullptr) netpoll_ = std::make_unique<Netpoll>(*this);
  return *netpoll_;
}

Status Scheduler::threadsExhausted() {
  runtime_.writeFatal("runtime: program exceeds " + std::to_string(runtime_.config.maxThreads) + "-thread limit\n");
  return fatal(runtime_, "thread exhaustion");
}

Status Scheduler::setMaxThreads(int64_t n) {
  runtime_.config.maxThreads = n;
  return threadCount() > n ? threadsExhausted() : abi::kDone;
}

void Scheduler::startWorker() {
  workers_.emplace_back([this] { workerLoop(); });
}

void Scheduler::workerLoop() {
  std::unique_lock lock(mutex_);
  for (;;) {
    idleWorkers_++;
    workerWake_.wait(lock, [&] { return shutdown_ || !blockingQueue_.empty(); });
    idleWorkers_--;
    if (blockingQueue_.empty()) return;
    Blocking work = blockingQueue_.front();
    blockingQueue_.erase(blockingQueue_.begin());
    lock.unlock();
    std::array<abi::Word, kBlockingResults> results = {};
    int status = work.fn(work.g, work.args, results.data());
    post([this, work, status, results] {
      blockingCount_--;
      std::copy_n(results.begin(), work.resultWords, work.results);
      work.g->sched->completionData = reinterpret_cast<void*>(intptr_t(status));
      ready(*work.g);
    });
    lock.lock();
    if (shutdown_) return;
  }
}

// ---- monitor ------------------------------------------------------------------------------------------------------

void Scheduler::startMonitor() {
  monitor_ = std::thread([this] { monitorLoop(); });
}

void Scheduler::monitorLoop() {
  std::unique_lock lock(mutex_);
  uint64_t seen = 0;
  while (!shutdown_) {
    monitorWake_.wait_for(lock, std::chrono::nanoseconds(kTimeSlice));
    uint64_t id = sliceId_.load(std::memory_order_relaxed);
    G* g = slice_.load(std::memory_order_acquire);
    // G structs are never freed before the monitor has ended, so a stale pointer only causes a needless poll.
    if (g != nullptr && id == seen) requestPoll(*g, kPreemptYield);
    seen = id;
  }
}

}  // namespace gosub::rt
