// Semaphores and notify lists: what package sync parks on (stdlib/sync natives).
//
// A semaphore is a uint32 in Go memory. Waiters of one address queue in a table of the instance, first in first out; a release finds
// the first waiter and gives it the count. The tables are split by address, each part with a lock of its own, which also guards the
// words of its semaphores and lists.
#pragma once

#include <array>
#include <cstdint>
#include <unordered_map>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/chan/chan.h"
#include "runtime/sched/lock.h"
#include "runtime/sched/park.h"

namespace gosub::rt {

// sync.Cond's list, in Go memory: {wait, notify uint32; head, tail as indices} — only the two tickets are used, waiters
// are kept in the table by address.
struct NotifyList {
  uint32_t wait;
  uint32_t notify;
};

// A table of queues by address, in parts.
template <class Address>
class WaitTable {
 public:
  struct Part {
    Lock lock{LockRank::Semaphores};
    std::unordered_map<Address*, WaitQueue> queues;
  };
  Part& partOf(Address* a) { return parts_[(reinterpret_cast<uintptr_t>(a) >> 3) * 0x9E3779B97F4A7C15u >> 58]; }

 private:
  std::array<Part, 64> parts_;
};

class NotifyTable {
 public:
  uint32_t add(NotifyList* list) { return __atomic_fetch_add(&list->wait, 1, __ATOMIC_SEQ_CST); }
  abi::Status wait(abi::G& g, NotifyList* list, uint32_t ticket);
  void notifyAll(abi::G& g, NotifyList* list);
  void notifyOne(abi::G& g, NotifyList* list);

 private:
  WaitTable<NotifyList> table_;
};

class SemaTable {
 public:
  abi::Status acquire(abi::G& g, uint32_t* addr, WaitReason reason, bool lifo);
  void release(abi::G& g, uint32_t* addr, bool handoff);

  NotifyTable notify;

 private:
  WaitTable<uint32_t> table_;
};

}  // namespace gosub::rt
