// Semaphore and notify list queues. See sema.h.
#include "runtime/sched/sema.h"

#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Status;

namespace {

Sudog* newWaiter(G& g, uint32_t ticket) {
  Sudog* s = acquireSudog(g);
  s->g = &g;
  s->ticket = ticket;
  g.sched->waiting = s;
  return s;
}

// The releaser has already given the count away, so there is nothing to take.
Status woken(G& g, abi::Word*) {
  releaseSudog(g, g.sched->waiting);
  g.sched->waiting = nullptr;
  return abi::kDone;
}

void pushFront(WaitQueue& q, Sudog* s) {
  s->prev = nullptr;
  s->next = q.first;
  (q.first != nullptr ? q.first->prev : q.last) = s;
  q.first = s;
}

}  // namespace

Status SemaTable::acquire(G& g, uint32_t* addr, WaitReason reason, bool lifo) {
  if (*addr > 0) {
    --*addr;
    return abi::kDone;
  }
  Sudog* s = newWaiter(g, 0);
  WaitQueue& q = queues_[addr];
  if (lifo) {
    pushFront(q, s);
  } else {
    q.push(s);
  }
  return park(g, reason, nullptr, woken);
}

void SemaTable::release(G& g, uint32_t* addr, bool handoff) {
  auto it = queues_.find(addr);
  if (it == queues_.end()) {
    ++*addr;
    return;
  }
  Sudog* s = it->second.pop();
  if (it->second.first == nullptr) queues_.erase(it);
  if (handoff) {
    schedulerOf(g).readyNext(*s->g);
  } else {
    schedulerOf(g).ready(*s->g);
  }
}

Status NotifyTable::wait(G& g, NotifyList* list, uint32_t ticket) {
  // Notified between add and wait.
  if (int32_t(ticket - list->notify) < 0) return abi::kDone;
  queues_[list].push(newWaiter(g, ticket));
  return park(g, WaitReason::SyncCondWait, nullptr, woken);
}

void NotifyTable::notifyAll(G& g, NotifyList* list) {
  list->notify = list->wait;
  auto it = queues_.find(list);
  if (it == queues_.end()) return;
  WaitQueue q = it->second;
  queues_.erase(it);
  while (Sudog* s = q.pop()) schedulerOf(g).ready(*s->g);
}

void NotifyTable::notifyOne(G& g, NotifyList* list) {
  if (list->notify == list->wait) return;
  uint32_t ticket = list->notify++;
  auto it = queues_.find(list);
  if (it == queues_.end()) return;
  for (Sudog* s = it->second.first; s != nullptr; s = s->next) {
    if (s->ticket != ticket) continue;
    it->second.remove(s);
    if (it->second.first == nullptr) queues_.erase(it);
    schedulerOf(g).ready(*s->g);
    return;
  }
}

}  // namespace gosub::rt
