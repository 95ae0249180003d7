// Handlers: calls, returns, stubs, natives, polls, and how a stopped goroutine goes on. Panics are loop_panic.cpp's.
//
// A call writes the links of the callee's frame right below the caller's outgoing words and goes on with the callee's code,
// whatever that is: bytecode, or a stub that lowers the function or calls its native. Everything rare (no room, a poll, a
// function without code) takes one way: a stub frame that holds only links and arguments, from which LowerStub begins the
// function anew.
#include "base/check.h"
#include "interp/interpreter.h"
#include "interp/loop.h"
#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/sched/callgo.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/alloc.h"
#include "runtime/stack/static_code.h"

namespace gosub::interp {

namespace {

const rt::StaticCode& staticCode(G* g) { return *g->runtime->staticCode; }
const FuncDesc* funcOf(const Word* fp) { return reinterpret_cast<const FuncVal*>(fp[abi::kFrameFuncVal])->desc; }
Word* callerOf(const Word* fp) { return reinterpret_cast<Word*>(fp[abi::kFrameCallerFp]); }

}  // namespace

// ---- calls

// Begins the function of funcVal, whose descriptor is d, called from the frame fp; it returns to ret.
#define CALL_FUNCTION(d, funcVal, ret)                                                              \
  do {                                                                                              \
    FuncDesc::Begin begin_ = (d)->begin();                                                          \
    Word* callee_ = fp - begin_.frameWords;                                                         \
    if (reinterpret_cast<uintptr_t>(callee_) < g->limit.load(std::memory_order_relaxed)) [[unlikely]] { \
      x = Word(funcVal);                                                                            \
      pc = (ret);                                                                                   \
      CONTINUE(CallSlow, x);                                                                        \
    }                                                                                               \
    callee_[abi::kFrameRetPc] = reinterpret_cast<Word>(ret);                                        \
    callee_[abi::kFrameCallerFp] = reinterpret_cast<Word>(fp);                                      \
    callee_[abi::kFrameFuncVal] = Word(funcVal);                                                    \
    pc = begin_.code;                                                                               \
    fp = callee_;                                                                                   \
    NEXT(0);                                                                                        \
  } while (0)

HANDLER(Call) {
  auto* d = reinterpret_cast<const FuncDesc*>(pc[1]);
  CALL_FUNCTION(d, pc[1], pc + 2);
}
HANDLER(CallClosure) {
  Word f = R0;
  if (f == 0) [[unlikely]] CONTINUE(RaiseNilAt, 0);
  const FuncDesc* d = reinterpret_cast<const FuncVal*>(f)->desc;
  CALL_FUNCTION(d, f, pc + 1);
}
HANDLER(CallIface) {
  Word itab = R0;
  if (itab == 0) [[unlikely]] CONTINUE(RaiseNilAt, 0);
  const FuncDesc* d = reinterpret_cast<const abi::Itab*>(itab)->fun[UFIELD(3)];
  CALL_FUNCTION(d, reinterpret_cast<Word>(d), pc + 2);
}

COLD(CallSlow) {
  auto* f = reinterpret_cast<const FuncVal*>(x);
  Word* frame = fp - abi::stubFrameWords(f->desc->argWords);
  frame[abi::kFrameRetPc] = reinterpret_cast<Word>(pc);
  frame[abi::kFrameCallerFp] = reinterpret_cast<Word>(fp);
  frame[abi::kFrameFuncVal] = x;
  pc = staticCode(g).lowerStub;
  fp = frame;
  if (pollWanted(g)) {
    saveState(g, pc, fp);
    if (Status status = Interpreter::of(*g).poll(*g); status != abi::kDone) {
      g->resume = resumeAt(&hResumeNext);
      return status;
    }
    table = handlersFor(g);
  }
  NEXT(0);
}

namespace {

// Gives the function in a stub frame its own frame: in place, or at the top of a new segment. Null: the stack is full.
Word* beginFrame(G* g, Word* stub, const FuncDesc* d, uint32_t frameWords) {
  Word* end = stub + abi::stubFrameWords(d->argWords);
  Word* frame = end - frameWords;
  rt::Runtime& runtime = *g->runtime;
  bool fits = reinterpret_cast<uintptr_t>(frame) >= g->trueLimit;
  if (fits && !Interpreter::of(*g).wantsSegment()) {
    Word ret = stub[0], caller = stub[1], f = stub[2];
    frame[0] = ret;
    frame[1] = caller;
    frame[2] = f;
    return frame;
  }
  auto* ret = reinterpret_cast<const uint64_t*>(stub[abi::kFrameRetPc]);
  if (!runtime.stacks->grow(*g, frameWords, size_t(runtime.config.maxStack))) return nullptr;
  g->segment->returnPc = ret;
  end = g->segment->top();
  frame = end - frameWords;
  frame[0] = reinterpret_cast<Word>(runtime.staticCode->segmentReturn);
  frame[1] = stub[1];
  frame[2] = stub[2];
  std::memcpy(end - d->argWords, stub + abi::stubFrameWords(d->argWords) - d->argWords, size_t(d->argWords) * 8);
  return frame;
}

// Moves a frame of which only links and arguments matter to a new segment with room for more words below it.
Word* moveFrame(G* g, Word* fp, const FuncDesc* d, size_t words) {
  rt::Runtime& runtime = *g->runtime;
  auto* ret = reinterpret_cast<const uint64_t*>(fp[abi::kFrameRetPc]);
  if (!runtime.stacks->grow(*g, d->frameWords() + words, size_t(runtime.config.maxStack))) return nullptr;
  g->segment->returnPc = ret;
  Word* frame = g->segment->top() - d->frameWords();
  std::memcpy(frame, fp, size_t(d->frameWords()) * 8);
  frame[abi::kFrameRetPc] = reinterpret_cast<Word>(runtime.staticCode->segmentReturn);
  return frame;
}

}  // namespace

HANDLER(StackCheck) {
  if (reinterpret_cast<uintptr_t>(fp) - Word(K1) * 8 < g->limit.load(std::memory_order_relaxed)) [[unlikely]]
    CONTINUE(StackCheckSlow, x);
  NEXT(1);
}

COLD(StackCheckSlow) {
  if (reinterpret_cast<uintptr_t>(fp) - Word(K1) * 8 < g->trueLimit) {
    saveState(g, pc, fp);
    Word* frame = moveFrame(g, fp, abi::versionOf(funcOf(fp), pc), size_t(K1));
    if (frame == nullptr) return Interpreter::of(*g).stackOverflow(*g);
    fp = frame;
  }
  NEXT(1);  // a poll that is wanted waits for the next call or latch
}

COLD(LowerStub) {
  auto* d = const_cast<FuncDesc*>(funcOf(fp));
  saveState(g, pc, fp);
  if (Interpreter::wantsCode(*d)) {
    Interpreter& interpreter = Interpreter::of(*g);
    GOSUB_CHECK(interpreter.lowerer().lower(d));
    table = handlersFor(g);
    if (interpreter.exiting()) return abi::kExit;
  }
  FuncDesc::Begin begin = d->ownBegin();
  if (begin.code == pc) {
    d->quickCalls.store(d->quickCalls.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed);
    begin = d->quick.load(std::memory_order_acquire)->ownBegin();
  }
  fp = beginFrame(g, fp, d, begin.frameWords);
  if (fp == nullptr) return Interpreter::of(*g).stackOverflow(*g);
  pc = begin.code;
  NEXT(0);
}

HANDLER(SegmentReturn) {
  pc = g->segment->returnPc;
  g->runtime->stacks->leave(*g);
  NEXT(0);
}

HANDLER(GoroutineEnd) { return abi::kDone; }

// ---- returns

#define LEAVE_FRAME()                                                    \
  do {                                                                   \
    pc = reinterpret_cast<const uint64_t*>(fp[abi::kFrameRetPc]);        \
    fp = callerOf(fp);                                                   \
    NEXT(0);                                                             \
  } while (0)

HANDLER(Ret) { LEAVE_FRAME(); }
HANDLER(Ret1) {
  Word a = R0;
  callerOf(fp)[-1] = a;
  LEAVE_FRAME();
}
HANDLER(Ret1I) {
  callerOf(fp)[-1] = Word(K1);
  LEAVE_FRAME();
}
HANDLER(Ret2) {
  Word a = R0, b = R1;
  Word* caller = callerOf(fp);
  caller[-2] = a;
  caller[-1] = b;
  LEAVE_FRAME();
}
HANDLER(Ret3) {
  Word a = R0, b = R1, c = R2;
  Word* caller = callerOf(fp);
  caller[-3] = a;
  caller[-2] = b;
  caller[-1] = c;
  LEAVE_FRAME();
}
HANDLER(Ret4) {
  Word a = R0, b = R1, c = R2, d = RF(3);
  Word* caller = callerOf(fp);
  caller[-4] = a;
  caller[-3] = b;
  caller[-2] = c;
  caller[-1] = d;
  LEAVE_FRAME();
}
HANDLER(RetN) {
  Word* caller = callerOf(fp);
  const uint64_t* ret = reinterpret_cast<const uint64_t*>(fp[abi::kFrameRetPc]);
  std::memmove(caller - U1, &R0, size_t(U1) * 8);
  pc = ret;
  fp = caller;
  NEXT(0);
}

// ---- natives

HANDLER(CallNative) {
  auto* d = reinterpret_cast<const FuncDesc*>(pc[1]);
  saveState(g, pc, fp);
  if (d->flags & abi::kFuncBlocking) [[unlikely]] CONTINUE(CallBlocking, x);
  int status = d->native(g, fp - U0, fp - U1);
  if (status != abi::kDone) [[unlikely]] CONTINUE(NativeStatus, status);
  NEXT(2);
}
COLD(CallBlocking) {
  auto* d = reinterpret_cast<const FuncDesc*>(pc[1]);
  int status = rt::schedulerOf(*g).callBlocking(*g, d->native, fp - d->argWords, fp - d->resultWords, d->resultWords);
  table = handlersFor(g);
  CONTINUE(NativeStatus, status);
}
HANDLER(CallRt) {
  saveState(g, pc, fp);
  int status = reinterpret_cast<abi::RawNative>(pc[1])(g, fp - U0, fp - U1);
  if (status != abi::kDone) [[unlikely]] CONTINUE(NativeStatus, status);
  NEXT(2);
}
HANDLER(CallRtLeaf) {
  saveState(g, pc, fp);
  reinterpret_cast<abi::RawNative>(pc[1])(g, fp - U0, fp - U1);
  NEXT(2);
}

HANDLER(NativeStub) {
  const FuncDesc* d = funcOf(fp);
  saveState(g, pc, fp);
  g->callFn = reinterpret_cast<FuncVal*>(fp[abi::kFrameFuncVal]);
  Word *args = fp + d->frameWords() - d->argWords, *results = callerOf(fp) - d->resultWords;
  int status;
  if (d->flags & abi::kFuncBlocking) [[unlikely]] {
    status = rt::schedulerOf(*g).callBlocking(*g, d->native, args, results, d->resultWords);
    table = handlersFor(g);
  } else {
    status = d->native(g, args, results);
  }
  if (status != abi::kDone) [[unlikely]] CONTINUE(NativeStatus, status);
  LEAVE_FRAME();
}

COLD(NativeStatus) {
  switch (Status(x)) {
    case abi::kDone:
      if (opcodeOf(*pc) == Bc::NativeStub || opcodeOf(*pc) == Bc::CallGoReturn) LEAVE_FRAME();
      NEXT(2);
    case abi::kPark:
    case abi::kYield:
      saveState(g, pc, fp);
      g->resume = resumeAt(&hResumeNative);
      return int(x);
    case abi::kPanic: CONTINUE(RaisePending, 0);
    case abi::kCallGo: CONTINUE(CallGo, 0);
    case abi::kExit: return abi::kExit;
    case abi::kGoexit: CONTINUE(StartGoexit, 0);
  }
  GOSUB_UNREACHABLE("native returned %d", int(x));
}

namespace {

// The frame of a native that was called without one.
Word* nativeFrame(G* g, Word* fp, const uint64_t* ret, const FuncDesc* d) {
  uint32_t words = d->frameWords();
  Word* frame = fp - words;
  rt::Runtime& runtime = *g->runtime;
  Word link = reinterpret_cast<Word>(ret);
  if (reinterpret_cast<uintptr_t>(frame) < g->trueLimit) {
    if (!runtime.stacks->grow(*g, words, size_t(runtime.config.maxStack))) return nullptr;
    g->segment->returnPc = ret;
    frame = g->segment->top() - words;
    link = reinterpret_cast<Word>(runtime.staticCode->segmentReturn);
    std::memcpy(frame + words - d->argWords, fp - d->argWords, size_t(d->argWords) * 8);
  }
  frame[abi::kFrameRetPc] = link;
  frame[abi::kFrameCallerFp] = reinterpret_cast<Word>(fp);
  frame[abi::kFrameFuncVal] = reinterpret_cast<Word>(d);
  return frame;
}

}  // namespace

// See sched/callgo.h.
COLD(CallGo) {
  FuncVal* f = g->callFn;
  rt::SchedState& sched = *g->sched;
  size_t argWords = f->desc->argWords;
  Bc op = opcodeOf(*pc);
  GOSUB_CHECK(op != Bc::CallRt);
  if (op == Bc::CallNative) fp = nativeFrame(g, fp, pc + 2, reinterpret_cast<const FuncDesc*>(pc[1]));
  if (fp != nullptr && argWords > abi::kFrameFreeWords &&
      reinterpret_cast<uintptr_t>(fp - argWords) < g->trueLimit)
    fp = moveFrame(g, fp, funcOf(fp), argWords);
  if (fp == nullptr) return Interpreter::of(*g).stackOverflow(*g);
  std::memmove(fp - argWords, sched.callArgs, argWords * 8);
  fp[abi::kFrameNativeThen] = reinterpret_cast<Word>(sched.callThen);
  fp[abi::kFrameNativeThen + 1] = f->desc->resultWords;
  g->callFn = nullptr;
  pc = staticCode(g).callGoReturn;
  CONTINUE(CallSlow, f);
}

HANDLER(CallGoReturn) {
  auto then = reinterpret_cast<rt::GoContinuation>(fp[abi::kFrameNativeThen]);
  if (then == nullptr) LEAVE_FRAME();
  const FuncDesc* d = funcOf(fp);
  saveState(g, pc, fp);
  int status = then(*g, fp + d->frameWords() - d->argWords, fp - fp[abi::kFrameNativeThen + 1], callerOf(fp) - d->resultWords);
  if (status != abi::kDone) [[unlikely]] CONTINUE(NativeStatus, status);
  LEAVE_FRAME();
}

// ---- polls and resumption

COLD(PollSlow) {
  saveState(g, pc, fp);
  if (Status status = Interpreter::of(*g).poll(*g); status != abi::kDone) {
    g->resume = resumeAt(&hResumeTwin);
    return status;
  }
  table = handlersFor(g);
  CONTINUE(ResumeTwin, x);
}

HANDLER(ResumeNext) { NEXT(0); }
HANDLER(ResumeTwin) {
  x = *pc;
  TAIL table[kTwins[uint16_t(x)]].fn(pc, g, fp, table, x);
}
HANDLER(ResumeNative) {
  rt::SchedState& sched = *g->sched;
  rt::Completion completion = sched.completion;
  sched.completion = nullptr;
  sched.reason = rt::WaitReason::None;
  int status = completion != nullptr ? completion(*g, sched.results) : abi::kDone;
  if (status != abi::kDone) [[unlikely]] CONTINUE(NativeStatus, status);
  if (opcodeOf(*pc) == Bc::NativeStub || opcodeOf(*pc) == Bc::CallGoReturn) LEAVE_FRAME();
  NEXT(2);
}

// ---- goroutines

HANDLER(Go) {
  saveState(g, pc, fp);
  auto* f = reinterpret_cast<const FuncVal*>(R0);
  if (f == nullptr) [[unlikely]] return rt::fatal(*g, "go of nil func value");
  rt::schedulerOf(*g).spawn(f, g);
  NEXT(1);
}

}  // namespace gosub::interp
