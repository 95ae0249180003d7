// Semaphores and notify lists: what package sync parks on (stdlib/sync natives).
//
// A semaphore is a uint32 in Go memory. Waiters of one address queue in a table of the instance, first in first out;
// release with hand-off gives the count straight to the first waiter and runs it next.
#pragma once

#include <cstdint>
#include <unordered_map>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/chan/chan.h"
#include "runtime/sched/park.h"

namespace gosub::rt {

// sync.Cond's list, in Go memory: {wait, notify uint32; head, tail as indices} — only the two tickets are used, waiters
// are kept in the table by address.
struct NotifyList {
  uint32_t wait;
  uint32_t notify;
};

class NotifyTable {
 public:
  uint32_t add(NotifyList* list) { return list->wait++; }
  abi::Status wait(abi::G& g, NotifyList* list, uint32_t ticket);
  void notifyAll(abi::G& g, NotifyList* list);
  void notifyOne(abi::G& g, NotifyList* list);

 private:
  std::unordered_map<NotifyList*, WaitQueue> queues_;
};

class SemaTable {
 public:
  abi::Status acquire(abi::G& g, uint32_t* addr, WaitReason reason, bool lifo);
  void release(abi::G& g, uint32_t* addr, bool handoff);

  NotifyTable notify;

 private:
  std::unordered_map<uint32_t*, WaitQueue> queues_;
};

}  // namespace gosub::rt
