// Why a goroutine's limit was set to kPollLimit. Bits of G::preempt; set from any thread, taken by the poll's slow path.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"

namespace gosub::rt {

enum PreemptBit : uint32_t {
  kPreemptYield = 1,    // the time slice is over and others wait
  kPreemptCollect = 2,  // the heap wants a collection
  kPreemptStop = 4,     // the instance is being closed, or a host asked to stop
  kPreemptTimer = 8,    // a timer is due
  kPreemptStress = 16,  // a stress mode wants every poll to be slow
  kPreemptSignal = 32,  // a fatal signal has arrived
  kPreemptWorld = 64,   // the world is to stop
};

// The order matters: the reason is visible before the poll can be taken. Growing the stack may overwrite the limit,
// so its slow paths look at G::preempt again after they set it (INT: stack-scheme.md pitfall 3).
inline void requestPoll(abi::G& g, PreemptBit why) {
  g.preempt.fetch_or(why, std::memory_order_seq_cst);
  g.limit.store(abi::kPollLimit, std::memory_order_seq_cst);
}

}  // namespace gosub::rt
