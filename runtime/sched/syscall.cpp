// Natives that may block. The M gives its P up for the time: the monitor takes it when others need it, else the M goes on with it as
// if nothing had happened. The host's M hands such a native to another M instead, so that it can leave run() at any time.
#include <algorithm>
#include <array>

#include "base/check.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Status;
using abi::Word;

namespace {

constexpr uint32_t kMostResults = 4;

}  // namespace

// A call whose results can't go to their place yet: the collector may be looking at the frame.
struct BlockingCall {
  abi::RawNative fn;
  Word* args;
  uint32_t resultWords;
  Completion after;
  int status = abi::kDone;
  std::array<Word, kMostResults> results = {};

  void execute(G& g) { status = fn(&g, args, results.data()); }
  Status finish(G& g, Word* to) const {
    std::copy_n(results.begin(), resultWords, to);
    return status == abi::kDone && after != nullptr ? after(g, to) : Status(status);
  }
};

Status Scheduler::deliver(G& g, Word* results) {
  std::unique_ptr<BlockingCall> call(static_cast<BlockingCall*>(g.sched->completionData));
  return call->finish(g, results);
}

bool Scheduler::alone() const {
  if (goroutineCount() > 1 || globalCount_.load(std::memory_order_relaxed) > 0) return false;
  for (int i = 0; i < procs(); i++) {
    const P& p = *all_ps_[size_t(i)];
    if (p.timers.nextWhen() != INT64_MAX || !p.queue.empty()) return false;
  }
  return true;
}

Status Scheduler::callBlocking(G& g, abi::RawNative fn, Word* args, Word* results, uint32_t resultWords, Completion after) {
  GOSUB_CHECK(resultWords <= kMostResults);
  M& m = *currentM();
  BlockingCall call{fn, args, resultWords, after};
  // Alone in the instance: nothing could run meanwhile.
  if (m.nested > 0 || alone()) {
    call.execute(g);
    return call.finish(g, results);
  }
  if (m.host && m.locked == nullptr) return delegate(g, call, results);
  if (!monitorStarted_.load(std::memory_order_relaxed)) startMonitor();
  blocked_.fetch_add(1, std::memory_order_seq_cst);
  setStatus(g, GStatus::Syscall);
  P* p = release(m);
  p->running.store(nullptr, std::memory_order_release);
  p->syscallTick.fetch_add(1, std::memory_order_relaxed);
  p->status.store(PStatus::Syscall, std::memory_order_seq_cst);
  if (worldIsStopping()) stopBlocked(*p);
  call.execute(g);
  if (P* mine = leaveBlocking(*p)) {
    acquire(m, *mine);
    mine->running.store(&g, std::memory_order_seq_cst);
    if (worldIsStopping()) requestPoll(g, kPreemptWorld);
    setStatus(g, GStatus::Running);
    blocked_.fetch_sub(1, std::memory_order_seq_cst);
    return call.finish(g, results);
  }
  g.sched->completionData = new BlockingCall(call);
  return park(g, WaitReason::None, results, deliver, [](G& self, void*) { schedulerOf(self).comeBack(self); });
}

// The world may have been stopped before the P's new state was to be seen.
void Scheduler::stopBlocked(P& p) {
  LockGuard guard(lock_);
  PStatus blocking = PStatus::Syscall;
  if (!worldIsStopping() || !p.status.compare_exchange_strong(blocking, PStatus::Stopped, std::memory_order_acq_rel)) return;
  if (--stopWait_ == 0) allStopped_.wake();
}

P* Scheduler::leaveBlocking(P& old) {
  PStatus blocking = PStatus::Syscall;
  if (old.status.compare_exchange_strong(blocking, PStatus::Running, std::memory_order_acq_rel)) return &old;
  LockGuard guard(lock_);
  return worldIsStopping() ? nullptr : takeIdle();
}

// From a blocking native that has lost its P.
void Scheduler::comeBack(G& g) {
  setStatus(g, GStatus::Runnable);
  {
    LockGuard guard(lock_);
    pushGlobal(&g);
  }
  blocked_.fetch_sub(1, std::memory_order_seq_cst);
  wakeProc();
}

Status Scheduler::delegate(G& g, const BlockingCall& call, Word* results) {
  g.sched->completionData = new BlockingCall(call);
  blocked_.fetch_add(1, std::memory_order_seq_cst);
  setStatus(g, GStatus::Syscall);
  return park(g, WaitReason::None, results, deliver, [](G& self, void*) { schedulerOf(self).startBlocking(self); });
}

void Scheduler::executeDelegated(M& m) {
  G& g = *std::exchange(m.blocking, nullptr);
  if (m.p != nullptr) giveBack(m);
  static_cast<BlockingCall*>(g.sched->completionData)->execute(g);
  comeBack(g);
}

}  // namespace gosub::rt
