// Functions, goroutines and nested runs. See interpreter.h; what the collector sees of stacks is scan.cpp.
#include "interp/interpreter.h"

#include <cstdio>

#include "base/check.h"
#include "interp/enter.h"
#include "interp/fault.h"
#include "interp/loop.h"
#include "runtime/gc/collect.h"
#include "runtime/panic/panic.h"
#include "runtime/panic/raise.h"
#include "runtime/runtime.h"
#include "runtime/sched/fatal.h"
#include "runtime/sched/preempt.h"
#include "runtime/stack/alloc.h"

namespace gosub::interp {

namespace {

constexpr uint64_t kLowerStub = encode(Bc::LowerStub), kNativeStub = encode(Bc::NativeStub),
                   kSegmentReturn = encode(Bc::SegmentReturn), kGoroutineEnd = encode(Bc::GoroutineEnd),
                   kCallGoReturn = encode(Bc::CallGoReturn), kPanicReturn = encode(Bc::PanicReturn),
                   kPrintReturn = encode(Bc::PrintReturn);

int callNil(G* g, Word*, Word*) { return rt::raiseRuntimeError(*g, rt::ErrorId::NilDeref); }

constexpr int kBaseWords = 4;

// The frame of a call that is not begun yet, below the base frame of a goroutine or nested run.
void pushEntry(G& g, Word* base, const FuncVal* fn, const rt::StaticCode& code) {
  Word* frame = base - abi::stubFrameWords(fn->desc->argWords);
  frame[abi::kFrameRetPc] = reinterpret_cast<Word>(code.goroutineEnd);
  frame[abi::kFrameCallerFp] = reinterpret_cast<Word>(base);
  frame[abi::kFrameFuncVal] = reinterpret_cast<Word>(fn);
  g.pc = code.lowerStub;
  g.fp = frame;
  g.resume = resumeAt(&hResumeNext);
}

}  // namespace

Interpreter::Interpreter(rt::Runtime& runtime, Lowerer& lowerer)
    : runtime_(runtime),
      lowerer_(lowerer),
      staticCode_{&kLowerStub, &kNativeStub, &kSegmentReturn, &kGoroutineEnd, &kCallGoReturn, &kPanicReturn, &kPrintReturn},
      nilFunction_{} {
  runtime.staticCode = &staticCode_;
  if (runtime.config.segmentStress != 0) runtime.stacks->setSmallSteps();
  nilFunction_.self = &nilFunction_;
  nilFunction_.flags = abi::kFuncWrapper;
  initNative(&nilFunction_, &callNil, abi::fallible);
}

Interpreter::~Interpreter() {
  runtime_.staticCode = nullptr;
}

// ---- functions

void Interpreter::initLazy(FuncDesc* f) {
  f->codeWords = 0;
  f->setBegin(&kLowerStub, uint32_t(abi::stubFrameWords(f->argWords)));
}

void Interpreter::initNative(FuncDesc* f, abi::RawNative raw, abi::NativeEffect effect) {
  f->native = raw;
  f->flags = uint16_t(f->flags | abi::kFuncNative | (effect == abi::blocking ? abi::kFuncBlocking : 0));
  f->setBegin(&kNativeStub, uint32_t(abi::nativeFrameWords(f->argWords)));
}

void Interpreter::prepare(FuncDesc* f, const Code& c) {
  f->codeWords = uint32_t(c.words.size());
  f->maps = c.maps;
  f->lines = c.lines.data();
  f->lineCount = uint32_t(c.lines.size());
  if (!c.argPtrMask.empty()) f->argPtrMask = c.argPtrMask.data();
  f->recoverPc = c.recoverOffset >= 0 ? c.words.data() + c.recoverOffset : nullptr;
}

bool Interpreter::wantsCode(const FuncDesc& f) {
  constexpr uint32_t kQuickCalls = 30;  // of quick code before the function is lowered for good
  if (f.code() != &kLowerStub) return false;
  return f.quick.load(std::memory_order_acquire) == nullptr || f.quickCalls.load(std::memory_order_relaxed) >= kQuickCalls;
}

// ---- goroutines

void Interpreter::prepare(G& g, const FuncVal* fn) {
  rt::StackPool::setCurrent(g, runtime_.stacks->first());
  Word* base = g.segment->top() - kBaseWords;
  base[0] = base[1] = base[2] = 0;
  pushEntry(g, base, fn, staticCode_);
  if (runtime_.config.preemptStress || runtime_.config.segmentStress != 0) requestPoll(g, rt::kPreemptStress);
}

Status Interpreter::enter(G& g) {
  G* before = setRunning(&g);
  auto status = Status(gosubEnter(&g, handlersFor(&g)));
  setRunning(before);
  return status;
}

void Interpreter::release(G& g) {
  rt::dropPanics(g);
  runtime_.stacks->release(g);
}

Status Interpreter::runNested(const FuncVal* fn) {
  rt::M& m = *rt::Scheduler::currentM();
  G& g = *m.g;
  const uint64_t* pc = g.pc;
  Word* fp = g.fp;
  const void* resume = g.resume;
  uintptr_t msp = g.msp;
  // Below what a native at fp may have in its outgoing words.
  Word* base = fp - rt::StackSegment::kSlackWords - kBaseWords;
  if (reinterpret_cast<uintptr_t>(base) < g.trueLimit) {
    if (!runtime_.stacks->grow(g, kBaseWords, size_t(runtime_.config.maxStack))) return stackOverflow(g);
    base = g.segment->top() - kBaseWords;
  }
  base[0] = reinterpret_cast<Word>(pc);
  base[1] = reinterpret_cast<Word>(fp);
  base[2] = 0;
  rt::pushDefer(g, nullptr, nullptr);
  pushEntry(g, base, fn, staticCode_);
  m.nested++;
  Status status = enter(g);
  m.nested--;
  if (status == abi::kExit) return status;
  GOSUB_CHECK(status == abi::kDone);  // an initialiser of a library package does not wait
  rt::takeDefer(g, nullptr);
  runtime_.stacks->unwindTo(g, fp);
  saveState(&g, pc, fp);
  g.resume = resume;
  g.msp = msp;
  return abi::kDone;
}

// ---- for handlers

Status Interpreter::poll(G& g) {
  uint32_t reasons = g.preempt.exchange(0, std::memory_order_seq_cst);
  g.limit.store(g.trueLimit, std::memory_order_seq_cst);
  if (g.preempt.load(std::memory_order_seq_cst) != 0) g.limit.store(abi::kPollLimit, std::memory_order_relaxed);
  if (reasons & rt::kPreemptStress) {
    requestPoll(g, rt::kPreemptStress);
    if (runtime_.config.preemptStress) reasons |= rt::kPreemptYield;
  }
  // Inside C++ that holds locks nothing stops; whoever waits for that asks again.
  if (rt::Scheduler::currentM()->nested > 0) return abi::kDone;
  if (reasons & rt::kPreemptCollect) runtime_.scheduler->safepoint();
  return runtime_.scheduler->poll(g, reasons);
}

bool Interpreter::wantsSegment() {
  uint64_t every = runtime_.config.segmentStress;
  return every != 0 && (callCount_.fetch_add(1, std::memory_order_relaxed) + 1) % every == 0;
}

Status Interpreter::stackOverflow(G& g) {
  char text[200];
  std::snprintf(text, sizeof text,
                "runtime: goroutine stack exceeds %lld-byte limit\nruntime: sp=%p stack=[%p, %p]\n",
                static_cast<long long>(runtime_.config.maxStack), static_cast<void*>(g.fp),
                static_cast<void*>(g.segment), static_cast<void*>(g.segment->top()));
  runtime_.writeFatal(text);
  return rt::fatal(g, "stack overflow");
}

bool Interpreter::exiting() const { return runtime_.scheduler->exiting(); }

}  // namespace gosub::interp
