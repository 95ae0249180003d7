// Natives of package os/signal: the host's SignalSource, and the inbox that a goroutine of the package waits on.
#include <signal.h>

#include <atomic>

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

// Signals on their way from the host's thread to the inbox.
struct Underway final : rt::Extension {
  explicit Underway(rt::Runtime&) {}
  std::atomic<int64_t> count{0};
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

void arrive(rt::Scheduler& scheduler, Inbox& in, int signal) {
  in.pending[signal / 64 & 1] |= uint64_t{1} << (signal % 64);
  if (in.waiter == nullptr) return;
  G* g = in.waiter;
  in.waiter = nullptr;
  *g->sched->results = abi::Word(take(in));
  scheduler.releaseAlive();
  scheduler.ready(*g);
}

void openInbox(G& g, Inbox* in) {
  rt::SignalSource* s = source(g);
  if (s == nullptr) return;
  rt::Scheduler& scheduler = rt::schedulerOf(g);
  auto& underway = rt::extension<Underway>(*g.runtime);
  s->setReceiver([&scheduler, &underway, in](int signal) {
    underway.count++;
    scheduler.post([&scheduler, &underway, in, signal] {
      arrive(scheduler, *in, signal);
      underway.count--;
    });
  });
}

Status receive(G& g, Results<int64_t> out, Inbox* in) {
  int64_t n = take(*in);
  if (n >= 0) {
    out.set(n);
    return abi::kDone;
  }
  in->waiter = &g;
  rt::schedulerOf(g).holdAlive();
  return rt::park(g, rt::WaitReason::None, out.words);
}

// The goroutine waits again once it has dealt with all signals.
bool settled(G& g, Inbox* in) {
  rt::SignalSource* s = source(g);
  if (s == nullptr) return true;
  return s->idle() && rt::extension<Underway>(*g.runtime).count == 0 && in->waiter != nullptr;
}

const NativeRow kRows[] = {
#include "stdlib/os/signal/natives.def"
};

}  // namespace

}  // namespace signals

NATIVE_TABLE(os_signal, signals::kRows)

}  // namespace gosub::stdlib
