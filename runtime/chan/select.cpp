// select: looks at the cases in random order, takes the first that can go on, else waits on all of them at once.
#include "runtime/chan/chan.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Results;
using abi::Status;

namespace {

WaitQueue& queueOf(Hchan* c, bool send) { return send ? c->sendq : c->recvq; }

// Visits 0..n-1 once each, starting anywhere, with a step that has no common divisor with n: uniform in the first
// case looked at, which is what fairness needs. Returns the first index for which f is true, or -1.
template <class F>
int64_t inRandomOrder(Scheduler& sched, int64_t n, F f) {
  if (n == 0) return -1;
  uint64_t r = sched.random();
  uint64_t start = (r >> 32) % uint64_t(n);
  uint64_t step = 1 + (r & 0xFFFFFFFF) % uint64_t(n);
  auto divisor = [](uint64_t a, uint64_t b) {
    while (b != 0) a %= b, std::swap(a, b);
    return a;
  };
  while (divisor(step, uint64_t(n)) != 1) step = step % uint64_t(n) + 1;
  for (int64_t i = 0; i < n; i++) {
    uint64_t k = (start + uint64_t(i) * step) % uint64_t(n);
    if (f(int64_t(k))) return int64_t(k);
  }
  return -1;
}

// On the woken goroutine: leaves the queues of the cases that lost and reports the one that won.
Status selectWoken(G& g, abi::Word* results) {
  SchedState& s = *g.sched;
  Sudog* won = s.wokenBy;
  int64_t index = won->ticket;
  bool success = won->success;
  bool send = index < int64_t(intptr_t(s.completionData));
  for (Sudog* d = s.waiting; d != nullptr;) {
    Sudog* next = d->waitLink;
    if (d != won) queueOf(static_cast<Hchan*>(d->queueOf), d->ticket < uint32_t(intptr_t(s.completionData))).remove(d);
    releaseSudog(g, d);
    d = next;
  }
  s.waiting = nullptr;
  s.wokenBy = nullptr;
  if (send && !success) return raiseRuntimeError(g, ErrorId::SendClosed);
  Results<int64_t, bool>{results}.set(index, !send && success);
  return abi::kDone;
}

void enqueueAll(G& g, SelectCase* cases, int64_t sends, int64_t n) {
  SchedState& s = *g.sched;
  s.waiting = nullptr;
  s.wokenBy = nullptr;
  s.selectDone = false;
  for (int64_t i = 0; i < n; i++) {
    if (cases[i].chan == nullptr) continue;
    Sudog* d = acquireSudog(g);
    d->g = &g;
    d->elem = cases[i].elem;
    d->queueOf = cases[i].chan;
    d->ticket = uint32_t(i);
    d->isSelect = true;
    d->waitLink = s.waiting;
    s.waiting = d;
    queueOf(cases[i].chan, i < sends).push(d);
  }
}

}  // namespace

Status selectGo(G& g, Results<int64_t, bool> out, SelectCase* cases, int64_t sends, int64_t recvs, bool blocking) {
  int64_t n = sends + recvs;
  bool ok = false, closed = false;
  int64_t hit = inRandomOrder(schedulerOf(g), n, [&](int64_t i) {
    Hchan* c = cases[i].chan;
    if (c == nullptr) return false;
    TryResult r = i < sends ? trySend(g, c, cases[i].elem) : tryRecv(g, c, cases[i].elem, &ok);
    closed = r == TryResult::Closed;
    return r != TryResult::WouldBlock;
  });
  if (closed) return raiseRuntimeError(g, ErrorId::SendClosed);
  if (hit >= 0 || !blocking) {
    out.set(hit, hit >= sends && ok);
    return abi::kDone;
  }
  if (n == 0) return park(g, WaitReason::SelectNoCases, nullptr);
  enqueueAll(g, cases, sends, n);
  g.sched->completionData = reinterpret_cast<void*>(intptr_t(sends));
  return park(g, WaitReason::Select, out.words, selectWoken);
}

}  // namespace gosub::rt
