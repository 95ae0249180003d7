// The interpreter of an instance: gives functions their code, runs goroutines on it, and describes their stacks to the
// collector. One per instance; wired by the engine.
//
// Not here: how bytecode is made (encode.h), what instructions do (loop*.cpp), scheduling (runtime/sched), panics
// (runtime/panic), stacks and tracebacks (runtime/stack).
#pragma once

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

#include "interp/encode.h"
#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/gc/roots.h"
#include "runtime/runtime.h"
#include "runtime/sched/scheduler.h"
#include "runtime/stack/static_code.h"

namespace gosub::interp {

// Makes the code of a function when it is first called. Implemented by the engine (and by tests).
class Lowerer {
 public:
  virtual ~Lowerer() = default;
  // Before it returns true, Interpreter::publish has been called for desc, or desc->quick was set to a descriptor that has code;
  // it is then called again when the function has been called often. Does nothing when another thread has been faster
  // (Interpreter::wantsCode). Runs on the thread's stack while the goroutine waits; may use Interpreter::runNested. False is a
  // check failure: the body was checked before.
  virtual bool lower(abi::FuncDesc* desc) = 0;
};

class Interpreter final : public rt::Executor {
 public:
  // Registers itself with the runtime: static code for the walker.
  Interpreter(rt::Runtime& runtime, Lowerer& lowerer);
  ~Interpreter() override;
  Interpreter(const Interpreter&) = delete;
  // Of a goroutine of the instance; the scheduler must have been made with this interpreter.
  static Interpreter& of(abi::G& g) { return static_cast<Interpreter&>(g.runtime->scheduler->executor()); }

  // ---- functions. The engine fills the descriptor's words, flags, name, id, startPos, argPtrMask and self before.
  // Lowered on the first call.
  void initLazy(abi::FuncDesc* f);
  void initNative(abi::FuncDesc* f, abi::RawNative raw, abi::NativeEffect effect);
  // Where code for install() is made.
  Arena& codeArena() { return codeArena_; }
  // Gives a function its code, which calls see once it is published. inlineTree and inlineCount are the caller's.
  void prepare(abi::FuncDesc* f, const Code& code);
  static void publish(abi::FuncDesc* f, const uint64_t* code, uint32_t frameWords) { f->setBegin(code, frameWords); }
  void install(abi::FuncDesc* f, const Code& code) {
    prepare(f, code);
    publish(f, code.words.data(), code.frameWords);
  }
  // Has the function no code yet, or been called so often that it should get better code?
  static bool wantsCode(const abi::FuncDesc& f);

  // ---- rt::Executor
  void prepare(abi::G& g, const abi::FuncVal* fn) override;
  abi::Status enter(abi::G& g) override;
  void release(abi::G& g) override;
  void visitFrames(abi::G& g, rt::RootVisitor& visitor) override;

  // Calls fn (no arguments, no results) on the running goroutine from C++ that one of its handlers called, and comes back
  // when it has returned. It can't wait: a park in it is an internal error. An uncaught panic in it ends the instance, whatever
  // its callers have deferred. kDone, or kExit when the instance ended meanwhile.
  abi::Status runNested(const abi::FuncVal* fn);

  // ---- for handlers
  Lowerer& lowerer() { return lowerer_; }
  // Slow path of polls: collects, fires timers, ends time slices. kDone: go on.
  abi::Status poll(abi::G& g);
  // Stress mode: should this call get a new stack segment?
  bool wantsSegment();
  abi::Status stackOverflow(abi::G& g);
  bool exiting() const;
  // What calling a nil function value deferred comes to.
  const abi::FuncVal* nilFunction() const { return reinterpret_cast<const abi::FuncVal*>(&nilFunction_); }

 private:
  void dieOfInvalidPointer();

  rt::Runtime& runtime_;
  Lowerer& lowerer_;
  rt::StaticCode staticCode_;
  Arena codeArena_;
  abi::FuncDesc nilFunction_;
  std::atomic<uint64_t> callCount_{0};
};

}  // namespace gosub::interp
