// Natives of package os/signal: the host's SignalSource, and the inbox that a goroutine of the package waits on.
#include <signal.h>

#include <utility>

#include "runtime/abi/g.h"
#include "runtime/host.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/park.h"
#include "runtime/sched/scheduler.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace signals {

namespace {

using abi::G;
using abi::Results;
using abi::Status;

// inboxState of signal.go; a Go variable, so it stays where it is.
struct Inbox {
  uint64_t pending[2];
  G* waiter;
};

// Guards the inbox, and counts signals on their way from the host's thread to it.
struct Arrivals final : rt::Extension {
  explicit Arrivals(rt::Runtime&) {}
  rt::Lock lock{rt::LockRank::Signals};
};

rt::SignalSource* source(G& g) { return g.runtime->host != nullptr ? g.runtime->host->signals : nullptr; }

// Faults of gosub itself, and what the C library needs, are not the program's business.
bool reserved(int signal) {
  return signal == SIGSEGV || signal == SIGBUS || signal == SIGFPE || signal == SIGILL || signal == SIGKILL ||
         signal == SIGSTOP || (signal > SIGSYS && signal < SIGRTMIN);
}

void setAction(G& g, int64_t signal, int64_t action) {
  if (rt::SignalSource* s = source(g); s != nullptr && !reserved(int(signal)))
    s->setAction(int(signal), rt::SignalSource::Action(action));
}

bool isIgnored(G& g, int64_t signal) {
  rt::SignalSource* s = source(g);
  return s != nullptr && s->ignored(int(signal));
}

int64_t take(Inbox& in) {
  for (int i = 0; i < 2; i++) {
    if (in.pending[i] == 0) continue;
    int bit = __builtin_ctzll(in.pending[i]);
    in.pending[i] &= in.pending[i] - 1;
    return 64 * i + bit;
  }
  return -1;
}

void arrive(rt::Scheduler& scheduler, Arrivals& arrivals, Inbox& in, int signal) {
  rt::LockGuard guard(arrivals.lock);
  in.pending[signal / 64 & 1] |= uint64_t{1} << (signal % 64);
  if (in.waiter == nullptr) return;
  G* g = std::exchange(in.waiter, nullptr);
  *g->sched->results = abi::Word(take(in));
  scheduler.ready(*g);
  scheduler.releaseAlive();
}

void openInbox(G& g, Inbox* in) {
  rt::SignalSource* s = source(g);
  if (s == nullptr) return;
  rt::Scheduler& scheduler = rt::schedulerOf(g);
  auto& arrivals = rt::extension<Arrivals>(*g.runtime);
  s->setReceiver([&scheduler, &arrivals, in](int signal) { arrive(scheduler, arrivals, *in, signal); });
}

Status receive(G& g, Results<int64_t> out, Inbox* in) {
  rt::Lock& lock = rt::extension<Arrivals>(*g.runtime).lock;
  lock.lock();
  int64_t n = take(*in);
  if (n >= 0) {
    lock.unlock();
    out.set(n);
    return abi::kDone;
  }
  in->waiter = &g;
  rt::schedulerOf(g).holdAlive();
  return rt::parkUnlocking(g, rt::WaitReason::None, out.words, nullptr, lock);
}

// The goroutine waits again once it has dealt with all signals.
bool settled(G& g, Inbox* in) {
  rt::SignalSource* s = source(g);
  if (s == nullptr) return true;
  rt::LockGuard guard(rt::extension<Arrivals>(*g.runtime).lock);
  return s->idle() && in->waiter != nullptr;
}

const NativeRow kRows[] = {
#include "stdlib/os/signal/natives.def"
};

}  // namespace

}  // namespace signals

NATIVE_TABLE(os_signal, signals::kRows)

}  // namespace gosub::stdlib
