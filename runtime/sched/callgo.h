// How a native gets a Go function called: it asks with callGo() and returns the Status; the caller (interpreter, stubs)
// makes the call on the goroutine's stack and then runs the continuation.
//
// What the caller does on kCallGo:
//   1. The native has a frame like any function: [link words, two words for the caller's use, ..., its argument words], so
//      that its arguments stay where they are (and are scanned by the descriptor's argPtrMask) until it has finished.
//   2. g.callFn->desc->argWords words from SchedState::callArgs are copied to the outgoing area below that frame, before
//      anything can happen that collects; callThen is kept in the native's frame; the function is called.
//   3. When it has returned, callThen(g, arguments, returned, results) runs, a native in all respects: it may return any
//      Status, kCallGo included. `arguments` are the native's own argument words, `returned` the callee's results, `results`
//      where the native's go. They may overlap: read before you write. Without a continuation the native is done.
// A panic in the callee unwinds the native's frame like any other; the continuation is then never run.
//
// A native that is called through a func value (not by name) finds that value in g.callFn on entry: made functions
// (stdlib/reflect) have data behind their descriptor.
#pragma once

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/sched/park.h"

namespace gosub::rt {

// `args` are fn's argument words; they are read before the caller does anything else. Returns kCallGo.
inline abi::Status callGo(abi::G& g, const abi::FuncVal* fn, const abi::Word* args, GoContinuation then = nullptr) {
  g.callFn = const_cast<abi::FuncVal*>(fn);
  g.sched->callArgs = args;
  g.sched->callThen = then;
  return abi::kCallGo;
}

// The same with up to four words that need not outlive the native.
template <class... W>
abi::Status callGoWith(abi::G& g, const abi::FuncVal* fn, GoContinuation then, W... words) {
  static_assert(sizeof...(W) <= 4);
  abi::Word* w = g.sched->callWords;
  ((*w++ = abi::Word(words)), ...);
  return callGo(g, fn, g.sched->callWords, then);
}

}  // namespace gosub::rt
