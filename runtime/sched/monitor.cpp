// The monitor: a thread without a P that ends time slices and takes Ps from natives that block. And fatal signals, which a process
// may send at any time. See scheduler.h.
#include <signal.h>
#include <string.h>

#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/traceback.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

namespace {

constexpr int64_t kTimeSlice = 10'000'000;  // ns; as gc's forcePreemptNS
constexpr int64_t kShortest = 20'000, kLongest = 10'000'000, kAllIdle = 50'000'000;
constexpr int kRounds = 50;                 // without anything to do before it looks more rarely

}  // namespace

void Scheduler::startMonitor() {
  LockGuard guard(lock_);
  if (monitorStarted_.exchange(true, std::memory_order_acq_rel)) return;
  monitor_ = std::thread([this] { monitorLoop(); });
}

void Scheduler::monitorLoop() {
  std::vector<Slice> slices(kMaxProcs);
  int64_t delay = kShortest;
  int rounds = 0;
  while (!shutdown_.load(std::memory_order_acquire)) {
    bool idle = idleCount_.load(std::memory_order_relaxed) == procs();
    monitorNote_.sleepUntil(monotonicNow() + (idle ? kAllIdle : delay));
    if (worldIsStopping() || exiting()) continue;
    if (look(slices, monotonicNow())) {
      rounds = 0;
      delay = kShortest;
    } else if (++rounds > kRounds) {
      delay = std::min(delay * 2, kLongest);
    }
  }
}

// Whether it took a P from a native.
bool Scheduler::look(std::vector<Slice>& slices, int64_t now) {
  bool took = false;
  for (int i = 0; i < procs(); i++) {
    P& p = *all_ps_[size_t(i)];
    Slice& s = slices[size_t(i)];
    PStatus status = p.status.load(std::memory_order_acquire);
    bool blocking = status == PStatus::Syscall;
    if (!blocking && status != PStatus::Running) continue;
    uint32_t tick = (blocking ? p.syscallTick : p.tick).load(std::memory_order_relaxed);
    if (tick != s.tick || blocking != s.blocking) {
      s = {tick, blocking, now};
    } else if (blocking) {
      took |= retake(p, now - s.since);
    } else if (now - s.since >= kTimeSlice) {
      if (G* g = p.running.load(std::memory_order_acquire)) requestPoll(*g, kPreemptYield);
    }
  }
  if (nextTimer() <= now) wakeProc();
  return took;
}

// A P without work may wait for its native as long as others can look for work.
bool Scheduler::retake(P& p, int64_t blockedFor) {
  bool others = spinning_.load(std::memory_order_relaxed) + idleCount_.load(std::memory_order_relaxed) > 0;
  if (p.queue.empty() && others && blockedFor < kTimeSlice) return false;
  PStatus blocking = PStatus::Syscall;
  if (!p.status.compare_exchange_strong(blocking, PStatus::Running, std::memory_order_acq_rel)) return false;
  p.syscallTick.fetch_add(1, std::memory_order_relaxed);
  handOff(p);
  return true;
}

// ---- fatal signals ---------------------------------------------------------------------------------------------------------

bool Scheduler::fatalSignal(int signal) {
  fatalSignal_.store(signal, std::memory_order_seq_cst);
  // While all threads wait, nothing touches what the report reads.
  if (inRun_ && idleCount_.load(std::memory_order_seq_cst) == procs()) {
    reportSignal(signal);
    return true;
  }
  requestPolls(kPreemptSignal);
  host_.note.wake();
  return false;
}

void Scheduler::dieSoon(const char* text) {
  fatalText_.store(text, std::memory_order_seq_cst);
  requestPolls(kPreemptYield);
  host_.note.wake();
}

Status Scheduler::dieOf(int signal) {
  freezeTheWorld();
  reportSignal(signal);
  exitByCrash();
  return abi::kExit;
}

void Scheduler::reportSignal(int signal) {
  if (reported_.exchange(true)) return;
  const char* name = sigabbrev_np(signal);
  const char* what = signal == SIGQUIT ? "quit" : signal == SIGABRT ? "abort" : signal == SIGTRAP ? "trace trap" : "signal";
  std::string out = std::string("SIG") + (name != nullptr ? name : "?") + ": " + what + "\nPC=0x0 m=0 sigcode=0\n";
  TraceOptions options{runtime_.config.traceLevel, 100};
  if (options.level > 0) {
    G* running = current();
    if (running != nullptr) {
      out += "\n";
      appendGoroutine(out, *running, options);
    }
    appendOthers(out, runtime_, running, options);
  }
  runtime_.writeFatal(out);
}

}  // namespace gosub::rt
