// Channels: a queue of elements and two queues of waiting goroutines.
//
// Invariants
//   CHAN-1  At least one of recvq and sendq is empty, except for an unbuffered channel with one goroutine blocked in a select
//           that both sends and receives on it.
//   CHAN-2  All but elemType, capacity and buffer is guarded by `lock`; so are the sudogs in the queues. A select takes the locks of
//           its channels in the order of their addresses. A goroutine that parks releases them when its state is saved.
//   CHAN-3  count > 0 implies that recvq is empty; count < capacity implies that sendq is empty (buffered channels).
// A blocked goroutine's element stays in its frame (or wherever `elem` points): frames don't move, and a partner copies
// straight from or to it.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"
#include "runtime/sched/lock.h"
#include "runtime/sched/park.h"

namespace gosub::rt {

struct WaitQueue {
  Sudog* first = nullptr;
  Sudog* last = nullptr;
  void push(Sudog* s);
  // The first waiter that can still be woken: selects that another case has won are passed over. Claims selects.
  Sudog* pop();
  void remove(Sudog* s);
};

// In the Go heap; scanned by its descriptor (buffer is its only heap pointer).
struct Hchan {
  void* buffer;         // capacity elements
  int64_t count;        // elements in the buffer
  int64_t capacity;
  const abi::TypeDesc* elemType;
  int64_t sendIndex, recvIndex;
  WaitQueue recvq, sendq;
  Lock lock;            // placed by makeChan
  bool closed;
  bool hidesBuffer;     // a timer's: len and cap are 0 for Go code (go1.23)
};

abi::Status makeChan(abi::G& g, abi::Results<Hchan*> out, const abi::TypeDesc* type, int64_t size);
abi::Status chanSend(abi::G& g, abi::Results<> out, Hchan* c, void* elem);
abi::Status chanRecv1(abi::G& g, abi::Results<> out, Hchan* c, void* elem);
abi::Status chanRecv2(abi::G& g, abi::Results<bool> out, Hchan* c, void* elem);
abi::Status chanClose(abi::G& g, abi::Results<> out, Hchan* c);
int64_t chanLen(Hchan* c);
int64_t chanCap(Hchan* c);

struct SelectCase {
  Hchan* chan;
  void* elem;
};
abi::Status selectGo(abi::G& g, abi::Results<int64_t, bool> out, SelectCase* cases, int64_t sends, int64_t recvs,
                     bool blocking);

// What can be done at once, for callers that hold the lock. Ready: done; Closed: send on closed channel.
enum class TryResult : uint8_t { Ready, WouldBlock, Closed };
TryResult trySend(abi::G& g, Hchan* c, const void* elem);
TryResult tryRecv(abi::G& g, Hchan* c, void* elem, bool* ok);

}  // namespace gosub::rt
