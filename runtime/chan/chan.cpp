// Send, receive and close. See chan.h for the invariants and select.cpp for several cases at once.
#include "runtime/chan/chan.h"

#include <cstring>

#include "runtime/heap/alloc.h"
#include "runtime/heap/barrier.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"

namespace gosub::rt {

using abi::G;
using abi::Results;
using abi::Status;
using abi::TypeDesc;

void WaitQueue::push(Sudog* s) {
  s->next = nullptr;
  s->prev = last;
  (last != nullptr ? last->next : first) = s;
  last = s;
}

void WaitQueue::remove(Sudog* s) {
  if (s->prev == nullptr && s->next == nullptr && first != s) return;  // already popped
  (s->prev != nullptr ? s->prev->next : first) = s->next;
  (s->next != nullptr ? s->next->prev : last) = s->prev;
  s->next = s->prev = nullptr;
}

Sudog* WaitQueue::pop() {
  while (Sudog* s = first) {
    remove(s);
    // Partners on other channels may claim the select at the same time.
    if (!s->isSelect || !s->g->sched->selectDone.exchange(true, std::memory_order_acq_rel)) return s;
  }
  return nullptr;
}

namespace {

// Hchan's only heap pointer is its first word.
constexpr uint64_t kHchanMask[1] = {1};
const TypeDesc* hchanType() {
  static constinit TypeDesc type{
      .size = sizeof(Hchan), .ptrBytes = 8, .hash = 0, .flags = 0, .align = 8, .fieldAlign = 8,
      .kind = abi::Kind::Struct, .ptrMask = kHchanMask, .string = {}, .name = {}, .pkgPath = {}, .elem = nullptr,
      .key = nullptr, .len = 0, .fields = {}, .in = {}, .out = {}, .interfaceMethods = {}, .methods = {},
      .ptrTo = nullptr, .lazyFlags = 0, .source = nullptr, .structPkgPath = {}};
  return &type;
}

void* slotAt(Hchan* c, int64_t i) { return static_cast<char*>(c->buffer) + uint64_t(i) * c->elemType->size; }
void advance(Hchan* c, int64_t& i) { i = i + 1 == c->capacity ? 0 : i + 1; }

// The element's words may lie in a frame or in the heap; typedMove knows about barriers.
void copyElem(G& g, Hchan* c, void* to, const void* from) {
  if (to != nullptr && c->elemType->size != 0) typedMove(g, c->elemType, to, from);
}
void clearElem(G& g, Hchan* c, void* p) {
  if (p != nullptr && c->elemType->size != 0) typedClear(g, c->elemType, p);
}

// Wakes the goroutine of a sudog that was popped from a queue.
void wake(Sudog* s, bool success) {
  s->success = success;
  s->g->sched->wokenBy = s;
  schedulerOf(*s->g).ready(*s->g);
}

void enqueueSelf(G& g, WaitQueue& queue, Hchan* c, void* elem) {
  Sudog* s = acquireSudog(g);
  s->g = &g;
  s->elem = elem;
  s->queueOf = c;
  g.sched->waiting = s;
  g.sched->wokenBy = nullptr;
  queue.push(s);
}

// Takes back the sudog of a plain wait; whether a partner (not close) woke it.
bool takeResult(G& g) {
  Sudog* s = g.sched->waiting;
  g.sched->waiting = nullptr;
  bool success = s->success;
  releaseSudog(g, s);
  return success;
}

Status sendWoken(G& g, abi::Word*) {
  return takeResult(g) ? abi::kDone : raiseRuntimeError(g, ErrorId::SendClosed);
}
Status recv1Woken(G& g, abi::Word*) {
  takeResult(g);
  return abi::kDone;
}
Status recv2Woken(G& g, abi::Word* results) {
  *results = takeResult(g);
  return abi::kDone;
}

Status receive(G& g, Hchan* c, void* elem, abi::Word* okWord) {
  if (c == nullptr) return park(g, WaitReason::ChanReceiveNil, nullptr);
  bool ok = false;
  c->lock.lock();
  if (tryRecv(g, c, elem, &ok) == TryResult::Ready) {
    c->lock.unlock();
    if (okWord != nullptr) *okWord = ok;
    return abi::kDone;
  }
  enqueueSelf(g, c->recvq, c, elem);
  return parkUnlocking(g, WaitReason::ChanReceive, okWord, okWord != nullptr ? recv2Woken : recv1Woken, c->lock);
}

}  // namespace

Status makeChan(G& g, Results<Hchan*> out, const TypeDesc* type, int64_t size) {
  const TypeDesc* elem = type->elem;
  constexpr uint64_t kMaxBuffer = uint64_t{1} << 47;
  if (size < 0 || (elem->size != 0 && uint64_t(size) > (kMaxBuffer - sizeof(Hchan)) / elem->size))
    return raiseRuntimeError(g, ErrorId::MakeChanSize);
  auto* c = static_cast<Hchan*>(newObject(g, hchanType()));
  new (&c->lock) Lock(LockRank::Channel);
  c->capacity = size;
  c->elemType = elem;
  if (size > 0 && elem->size > 0) storePtr(g, &c->buffer, newArray(g, elem, size));
  out.set(c);
  return abi::kDone;
}

TryResult trySend(G& g, Hchan* c, const void* elem) {
  if (c->closed) return TryResult::Closed;
  if (Sudog* s = c->recvq.pop()) {
    copyElem(g, c, s->elem, elem);
    wake(s, true);
    return TryResult::Ready;
  }
  if (c->count == c->capacity) return TryResult::WouldBlock;
  copyElem(g, c, slotAt(c, c->sendIndex), elem);
  advance(c, c->sendIndex);
  c->count++;
  return TryResult::Ready;
}

TryResult tryRecv(G& g, Hchan* c, void* elem, bool* ok) {
  *ok = true;
  if (c->count > 0) {
    void* slot = slotAt(c, c->recvIndex);
    copyElem(g, c, elem, slot);
    clearElem(g, c, slot);
    advance(c, c->recvIndex);
    c->count--;
    // The queue was full if someone waits to send: the freed place is his.
    if (Sudog* s = c->sendq.pop()) {
      copyElem(g, c, slotAt(c, c->sendIndex), s->elem);
      advance(c, c->sendIndex);
      c->count++;
      wake(s, true);
    }
    return TryResult::Ready;
  }
  if (Sudog* s = c->sendq.pop()) {
    copyElem(g, c, elem, s->elem);
    wake(s, true);
    return TryResult::Ready;
  }
  if (!c->closed) return TryResult::WouldBlock;
  clearElem(g, c, elem);
  *ok = false;
  return TryResult::Ready;
}

Status chanSend(G& g, Results<>, Hchan* c, void* elem) {
  if (c == nullptr) return park(g, WaitReason::ChanSendNil, nullptr);
  c->lock.lock();
  TryResult r = trySend(g, c, elem);
  if (r != TryResult::WouldBlock) {
    c->lock.unlock();
    return r == TryResult::Ready ? abi::kDone : raiseRuntimeError(g, ErrorId::SendClosed);
  }
  enqueueSelf(g, c->sendq, c, elem);
  return parkUnlocking(g, WaitReason::ChanSend, nullptr, sendWoken, c->lock);
}

Status chanRecv1(G& g, Results<>, Hchan* c, void* elem) { return receive(g, c, elem, nullptr); }
Status chanRecv2(G& g, Results<bool> out, Hchan* c, void* elem) { return receive(g, c, elem, out.words); }

Status chanClose(G& g, Results<>, Hchan* c) {
  if (c == nullptr) return raiseRuntimeError(g, ErrorId::CloseNil);
  LockGuard guard(c->lock);
  if (c->closed) return raiseRuntimeError(g, ErrorId::CloseClosed);
  c->closed = true;
  while (Sudog* s = c->recvq.pop()) {
    clearElem(g, c, s->elem);
    wake(s, false);
  }
  while (Sudog* s = c->sendq.pop()) wake(s, false);
  return abi::kDone;
}

int64_t chanLen(Hchan* c) {
  return c != nullptr && !c->hidesBuffer ? __atomic_load_n(&c->count, __ATOMIC_RELAXED) : 0;
}
int64_t chanCap(Hchan* c) { return c != nullptr && !c->hidesBuffer ? c->capacity : 0; }

}  // namespace gosub::rt
