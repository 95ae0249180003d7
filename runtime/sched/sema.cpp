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

// Takes one without waiting.
bool tryTake(uint32_t* addr) {
  uint32_t n = __atomic_load_n(addr, __ATOMIC_RELAXED);
  while (n > 0)
    if (__atomic_compare_exchange_n(addr, &n, n - 1, false, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED)) return true;
  return false;
}

}  // namespace

Status SemaTable::acquire(G& g, uint32_t* addr, WaitReason reason, bool lifo) {
  auto& part = table_.partOf(addr);
  part.lock.lock();
  if (tryTake(addr)) {
    part.lock.unlock();
    return abi::kDone;
  }
  Sudog* s = newWaiter(g, 0);
  WaitQueue& q = part.queues[addr];
  if (lifo) {
    pushFront(q, s);
  } else {
    q.push(s);
  }
  return parkUnlocking(g, reason, nullptr, woken, part.lock);
}

void SemaTable::release(G& g, uint32_t* addr, bool) {
  auto& part = table_.partOf(addr);
  LockGuard guard(part.lock);
  auto it = part.queues.find(addr);
  if (it == part.queues.end()) {
    __atomic_fetch_add(addr, 1, __ATOMIC_ACQ_REL);
    return;
  }
  Sudog* s = it->second.pop();
  if (it->second.first == nullptr) part.queues.erase(it);
  schedulerOf(g).ready(*s->g);
}

Status NotifyTable::wait(G& g, NotifyList* list, uint32_t ticket) {
  auto& part = table_.partOf(list);
  part.lock.lock();
  // Notified between add and wait.
  if (int32_t(ticket - list->notify) < 0) {
    part.lock.unlock();
    return abi::kDone;
  }
  part.queues[list].push(newWaiter(g, ticket));
  return parkUnlocking(g, WaitReason::SyncCondWait, nullptr, woken, part.lock);
}

void NotifyTable::notifyAll(G& g, NotifyList* list) {
  auto& part = table_.partOf(list);
  LockGuard guard(part.lock);
  list->notify = __atomic_load_n(&list->wait, __ATOMIC_SEQ_CST);
  auto it = part.queues.find(list);
  if (it == part.queues.end()) return;
  WaitQueue q = it->second;
  part.queues.erase(it);
  while (Sudog* s = q.pop()) schedulerOf(g).ready(*s->g);
}

void NotifyTable::notifyOne(G& g, NotifyList* list) {
  auto& part = table_.partOf(list);
  LockGuard guard(part.lock);
  if (list->notify == __atomic_load_n(&list->wait, __ATOMIC_SEQ_CST)) return;
  uint32_t ticket = list->notify++;
  auto it = part.queues.find(list);
  if (it == part.queues.end()) return;
  for (Sudog* s = it->second.first; s != nullptr; s = s->next) {
    if (s->ticket != ticket) continue;
    it->second.remove(s);
    if (it->second.first == nullptr) part.queues.erase(it);
    schedulerOf(g).ready(*s->g);
    return;
  }
}

}  // namespace gosub::rt
