// Handlers: defer, recover, panic, Goexit, and the way of an uncaught panic. Decisions are runtime/panic's; here frames are
// entered and left.
#include "base/check.h"
#include "interp/interpreter.h"
#include "interp/loop.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/alloc.h"
#include "runtime/stack/static_code.h"

namespace gosub::interp {

HANDLER(Defer) {
  auto* f = reinterpret_cast<const FuncVal*>(R0);
  if (f == nullptr) [[unlikely]] f = Interpreter::of(*g).nilFunction();
  rt::pushDefer(*g, fp, f);
  NEXT(1);
}

HANDLER(RunDefers) {
  const FuncVal* f = rt::takeDefer(*g, fp);
  if (f == nullptr) NEXT(2);
  pc += 1;
  CONTINUE(CallDeferred, f);
}
HANDLER(RunDefersNext) {
  const FuncVal* f = rt::takeDefer(*g, fp);
  if (f == nullptr) NEXT(1);
  CONTINUE(CallDeferred, f);
}
// x: FuncVal*; it returns to pc.
HANDLER(CallDeferred) {
  const FuncDesc* d = reinterpret_cast<const FuncVal*>(x)->desc;
  FuncDesc::Begin begin = d->begin();
  Word* frame = fp - begin.frameWords;
  if (reinterpret_cast<uintptr_t>(frame) < g->limit.load(std::memory_order_relaxed)) [[unlikely]] CONTINUE(CallSlow, x);
  frame[abi::kFrameRetPc] = reinterpret_cast<Word>(pc);
  frame[abi::kFrameCallerFp] = reinterpret_cast<Word>(fp);
  frame[abi::kFrameFuncVal] = x;
  pc = begin.code;
  fp = frame;
  NEXT(0);
}

HANDLER(Recover) {
  saveState(g, pc, fp);
  if (g->panics == nullptr) {
    fp[-2] = fp[-1] = 0;
  } else {
    abi::Eface e = rt::recoverValue(*g, fp);
    fp[-2] = reinterpret_cast<Word>(e.type);
    fp[-1] = reinterpret_cast<Word>(e.data);
  }
  NEXT(1);
}

COLD(Panic) {
  saveState(g, pc, fp);
  g->panicValue = {reinterpret_cast<const abi::TypeDesc*>(R0), reinterpret_cast<void*>(R1)};
  if (R0 == 0 && !g->runtime->config.panicNil) rt::raisePanicNil(*g);
  CONTINUE(RaisePending, 0);
}

COLD(RaisePending) {
  saveState(g, pc, fp);
  rt::PanicRecord* p = rt::startPanic(*g, fp, pc, false, false);
  CONTINUE(RunPanic, p);
}
COLD(StartGoexit) {
  saveState(g, pc, fp);
  rt::PanicRecord* p = rt::startPanic(*g, fp, pc, false, true);
  CONTINUE(RunPanic, p);
}

// Calls the next deferred function on top of the frame that panicked.
COLD(RunPanic) {
  auto* p = reinterpret_cast<rt::PanicRecord*>(x);
  fp = p->fp;
  if (const FuncVal* f = rt::nextPanicDefer(*g, p)) {
    pc = g->runtime->staticCode->panicReturn;
    CONTINUE(CallSlow, f);
  }
  pc = p->pc;
  saveState(g, pc, fp);
  if (!p->goexit) CONTINUE(PanicTexts, 0);
  if (rt::schedulerOf(*g).mainG() == g) rt::schedulerOf(*g).mainExited();
  return abi::kDone;
}

COLD(PanicReturn) {
  rt::PanicRecord* p = g->panics;
  if (!p->recovered) CONTINUE(RunPanic, p);
  rt::PanicRecord* goexit = rt::finishRecovery(*g, p, &fp);
  g->runtime->stacks->unwindTo(*g, fp);
  if (goexit != nullptr) CONTINUE(RunPanic, goexit);
  pc = reinterpret_cast<const FuncVal*>(fp[abi::kFrameFuncVal])->desc->recoverPc;
  GOSUB_CHECK(pc != nullptr);
  NEXT(0);
}

// Nobody recovered: asks the values for their texts, then reports.
COLD(PanicTexts) {
  Word receiver;
  saveState(g, g->panics->pc, g->panics->fp);
  if (rt::panicInText(*g)) return rt::reportPanicInText(*g);
  const FuncDesc* method = rt::nextTextMethod(*g, &receiver);
  if (method == nullptr) return rt::reportPanic(*g);
  fp[-1] = receiver;
  pc = g->runtime->staticCode->printReturn;
  CONTINUE(CallSlow, method);
}
COLD(PrintReturn) {
  rt::setPanicText(*g, {reinterpret_cast<const uint8_t*>(fp[-2]), int64_t(fp[-1])});
  pc = g->panics->pc;
  CONTINUE(PanicTexts, 0);
}

COLD(Unreachable) {
  auto* d = reinterpret_cast<const FuncVal*>(fp[abi::kFrameFuncVal])->desc;
  GOSUB_UNREACHABLE("unreachable code in %.*s", int(d->name.len), reinterpret_cast<const char*>(d->name.data));
}

}  // namespace gosub::interp
