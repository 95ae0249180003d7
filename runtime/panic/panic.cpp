// Defer records, panics, recovery. See panic.h; what an uncaught panic prints is report.cpp.
#include "runtime/panic/panic.h"

#include "base/check.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/sched/fatal.h"
#include "runtime/stack/alloc.h"
#include "runtime/stack/static_code.h"

namespace gosub::rt {

using abi::Eface;
using abi::FuncDesc;
using abi::FuncVal;
using abi::G;
using abi::Word;

// ---- defer

void pushDefer(G& g, Word* fp, const FuncVal* fn) {
  DeferRecord* d = schedulerOf(g).proc().defers.take();
  *d = {g.defers, fp, fn, g.panics};
  g.defers = d;
}

const FuncVal* takeDefer(G& g, Word* fp) {
  DeferRecord* d = g.defers;
  if (d == nullptr || d->fp != fp) return nullptr;
  g.defers = d->next;
  const FuncVal* fn = d->fn;
  schedulerOf(g).proc().defers.give(d);
  return fn;
}

// ---- panic

PanicRecord* startPanic(G& g, Word* fp, const uint64_t* pc, bool atReturn, bool goexit) {
  auto* p = new PanicRecord{.link = g.panics, .value = goexit ? Eface{} : g.panicValue, .fp = fp, .pc = pc,
                            .atReturn = atReturn, .goexit = goexit, .isFault = !goexit && g.isFault,
                            .faultAddress = g.faultAddress};
  g.panicValue = {};
  g.isFault = false;
  g.panics = p;
  return p;
}

const FuncVal* nextPanicDefer(G& g, PanicRecord* p) {
  DeferRecord* d = g.defers;
  if (d == nullptr || d->fp == nullptr) return nullptr;
  p->deferFp = d->fp;
  p->deferPanic = d->panic;
  return takeDefer(g, d->fp);
}

namespace {

const FuncDesc* funcAt(const Word* fp) {
  auto* v = reinterpret_cast<const FuncVal*>(fp[abi::kFrameFuncVal]);
  return v != nullptr ? v->desc : nullptr;
}

// The return word of a frame, looking through segment borders.
const uint64_t* returnPcOf(G& g, const Word* fp) {
  auto* pc = reinterpret_cast<const uint64_t*>(fp[abi::kFrameRetPc]);
  StackSegment* s = g.segment;
  if (pc == g.runtime->staticCode->segmentReturn)
    while (!s->holds(fp)) s = s->prev;
  for (; pc == g.runtime->staticCode->segmentReturn; s = s->prev) pc = s->returnPc;
  return pc;
}

// Was the frame's function called by the panic's run of deferred calls, directly or through wrappers?
bool isDeferredCallOf(G& g, Word* fp, const PanicRecord& p) {
  // "defer recover()": as if the function that deferred it called recover at its end, when it gets there.
  if (funcAt(fp)->flags & abi::kFuncWrapper) {
    if (returnPcOf(g, fp) == g.runtime->staticCode->panicReturn) return false;
    fp = reinterpret_cast<Word*>(fp[abi::kFrameCallerFp]);
  }
  for (;;) {
    auto* caller = reinterpret_cast<Word*>(fp[abi::kFrameCallerFp]);
    if (returnPcOf(g, fp) == g.runtime->staticCode->panicReturn) return caller == p.fp;
    const FuncDesc* f = funcAt(caller);
    if (f == nullptr || !(f->flags & abi::kFuncWrapper)) return false;
    fp = caller;
  }
}

void dropTop(G& g) {
  PanicRecord* p = g.panics;
  g.panics = p->link;
  delete p;
}

}  // namespace

Eface recoverValue(G& g, Word* fp) {
  PanicRecord* p = g.panics;
  if (p == nullptr || p->goexit || p->recovered || !isDeferredCallOf(g, fp, *p)) return {};
  p->recovered = true;
  return p->value;
}

PanicRecord* finishRecovery(G& g, PanicRecord* p, Word** fp) {
  GOSUB_DCHECK(g.panics == p && p->recovered);
  Word* target = p->deferFp;
  PanicRecord* stays = p->deferPanic;
  while (g.panics != stays) {
    // Recovering a panic that a deferred call of Goexit raised does not stop the Goexit.
    if (g.panics->goexit) {
      *fp = g.panics->fp;
      return g.panics;
    }
    dropTop(g);
  }
  *fp = target;
  return nullptr;
}

void dropPanics(G& g) {
  while (g.panics != nullptr) dropTop(g);
  while (g.defers != nullptr) {
    DeferRecord* d = g.defers;
    g.defers = d->next;
    schedulerOf(g).proc().defers.give(d);
  }
}

}  // namespace gosub::rt
