// Defer statements in the bodies of range-over-func loops: the body runs in a frame further in, but the deferred call belongs to the frame of
// the function with the loop, which the loop's token names.
//
// The new record goes before the first one that is the function's own or was there when the loop began: PANIC-1. Like the function's
// other records it remembers the newest panic of that time: PANIC-2.
#include "runtime/panic/entries.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/fatal.h"

namespace gosub::rt {

namespace {

struct Token {
  abi::Word* fp;
  DeferRecord* head;
  PanicRecord* panic;
};
static_assert(sizeof(Token) == 3 * sizeof(uintptr_t));

}  // namespace

abi::Status rangeDeferBegin(abi::G& g, abi::Results<>, uintptr_t* token) {
  *reinterpret_cast<Token*>(token) = {g.fp, g.defers, g.panics};
  return abi::kDone;
}

abi::Status rangeDeferPush(abi::G& g, abi::Results<>, uintptr_t* token, const abi::FuncVal* fn) {
  const Token& t = *reinterpret_cast<Token*>(token);
  DeferRecord** at = &g.defers;
  while (*at != nullptr && *at != t.head && (*at)->fp != t.fp) at = &(*at)->next;
  DeferRecord* d = schedulerOf(g).proc().defers.take();
  *d = {*at, t.fp, fn, t.panic};
  *at = d;
  return abi::kDone;
}

}  // namespace gosub::rt
