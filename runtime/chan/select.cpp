// select: looks at the cases in random order, takes the first that can go on, else waits on all of them at once. All channels
// are locked meanwhile (CHAN-2).
#include <algorithm>
#include <array>
#include <span>
#include <utility>
#include <vector>

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

// The cases with a channel, by its address.
class LockOrder {
 public:
  LockOrder(SelectCase* cases, int64_t n) {
    uint16_t* first = few_.data();
    if (size_t(n) > few_.size()) {
      many_.resize(size_t(n));
      first = many_.data();
    }
    uint16_t* end = first;
    for (int64_t i = 0; i < n; i++)
      if (cases[i].chan != nullptr) *end++ = uint16_t(i);
    std::sort(first, end, [&](uint16_t a, uint16_t b) { return cases[a].chan < cases[b].chan; });
    order_ = {first, end};
  }
  LockOrder(const LockOrder&) = delete;
  auto begin() const { return order_.begin(); }
  auto end() const { return order_.end(); }

 private:
  std::array<uint16_t, 16> few_;
  std::vector<uint16_t> many_;
  std::span<uint16_t> order_;
};

// Calls f with each channel once.
template <class F>
void forEachChannel(SelectCase* cases, const LockOrder& order, F f) {
  Hchan* last = nullptr;
  for (uint16_t i : order)
    if (Hchan* c = std::exchange(last, cases[i].chan); c != last) f(last);
}

// The same by the sudogs of a waiting goroutine, which are linked in that order. Nothing of the goroutine is touched behind the
// last call.
template <class F>
void forEachChannel(Sudog* d, F f) {
  while (d != nullptr) {
    void* c = d->queueOf;
    while (d != nullptr && d->queueOf == c) d = d->waitLink;
    f(static_cast<Hchan*>(c));
  }
}

void lockAll(Sudog* waiting) {
  forEachChannel(waiting, [](Hchan* c) { c->lock.lock(); });
}
void unlockAll(Sudog* waiting) {
  forEachChannel(waiting, [](Hchan* c) { c->lock.unlock(); });
}

// On the woken goroutine: leaves the queues of the cases that lost and reports the one that won.
Status selectWoken(G& g, abi::Word* results) {
  SchedState& s = *g.sched;
  auto sends = int64_t(intptr_t(s.completionData));
  lockAll(s.waiting);
  Sudog* won = s.wokenBy;
  for (Sudog* d = s.waiting; d != nullptr; d = d->waitLink)
    if (d != won) queueOf(static_cast<Hchan*>(d->queueOf), int64_t(d->ticket) < sends).remove(d);
  unlockAll(s.waiting);
  int64_t index = won->ticket;
  bool success = won->success;
  while (Sudog* d = s.waiting) {
    s.waiting = d->waitLink;
    releaseSudog(g, d);
  }
  s.wokenBy = nullptr;
  bool send = index < sends;
  if (send && !success) return raiseRuntimeError(g, ErrorId::SendClosed);
  Results<int64_t, bool>{results}.set(index, !send && success);
  return abi::kDone;
}

void enqueueAll(G& g, SelectCase* cases, const LockOrder& order, int64_t sends) {
  SchedState& s = *g.sched;
  s.waiting = nullptr;
  s.wokenBy = nullptr;
  s.selectDone.store(false, std::memory_order_relaxed);
  Sudog** link = &s.waiting;
  for (uint16_t i : order) {
    Sudog* d = acquireSudog(g);
    d->g = &g;
    d->elem = cases[i].elem;
    d->queueOf = cases[i].chan;
    d->ticket = i;
    d->isSelect = true;
    *link = d;
    link = &d->waitLink;
    queueOf(cases[i].chan, i < sends).push(d);
  }
}

}  // namespace

Status selectGo(G& g, Results<int64_t, bool> out, SelectCase* cases, int64_t sends, int64_t recvs, bool blocking) {
  int64_t n = sends + recvs;
  if (n == 0 && blocking) return park(g, WaitReason::SelectNoCases, nullptr);
  LockOrder order(cases, n);
  forEachChannel(cases, order, [](Hchan* c) { c->lock.lock(); });
  bool ok = false, closed = false;
  int64_t hit = inRandomOrder(schedulerOf(g), n, [&](int64_t i) {
    Hchan* c = cases[i].chan;
    if (c == nullptr) return false;
    TryResult r = i < sends ? trySend(g, c, cases[i].elem) : tryRecv(g, c, cases[i].elem, &ok);
    closed = r == TryResult::Closed;
    return r != TryResult::WouldBlock;
  });
  if (hit < 0 && blocking) {
    enqueueAll(g, cases, order, sends);
    g.sched->completionData = reinterpret_cast<void*>(intptr_t(sends));
    return park(g, WaitReason::Select, out.words, selectWoken, [](G& self, void*) { unlockAll(self.sched->waiting); });
  }
  forEachChannel(cases, order, [](Hchan* c) { c->lock.unlock(); });
  if (closed) return raiseRuntimeError(g, ErrorId::SendClosed);
  out.set(hit, hit >= sends && ok);
  return abi::kDone;
}

}  // namespace gosub::rt
