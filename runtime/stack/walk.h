// Walking the frames of a goroutine, innermost first: for the collector, tracebacks and runtime.Callers. The goroutine must be
// stopped, or running C++ that one of its frames called (then G::pc and G::fp are up to date).
#pragma once

#include <cstdint>

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/stack/alloc.h"

namespace gosub::rt {

struct StaticCode;

struct Frame {
  enum Kind : uint8_t {
    Code,      // a function with bytecode
    Native,    // a native's own frame
    Waiting,   // called, but not begun: at StaticCode::lowerStub, in a frame of stubFrameWords
    Panicking, // as Code, but control never returns to pc: a panic started here, or this is beneath one
  };
  Kind kind;
  bool isReturn;            // pc is a return address: the call before it is in progress
  bool beneathPanic;        // a panic that started in this frame runs the deferred call above it
  const abi::FuncDesc* func;
  const uint64_t* pc;
  abi::Word* fp;
  abi::Word* end;           // of the frame: its arguments are the words before it
  abi::Word* args() const { return end - func->argWords; }
  // Instruction words from the function's start; 0 for frames without code of their own.
  uint32_t offset() const {
    auto* code = func->code();
    return pc >= code && pc <= code + func->codeWords ? uint32_t(pc - code) : 0;
  }
};

class FrameWalker {
 public:
  explicit FrameWalker(abi::G& g);
  bool next(Frame* f);

 private:
  bool step();

  const StaticCode& code_;
  StackSegment* segment_;
  const PanicRecord* panic_;  // the next one to meet
  const uint64_t* pc_;
  abi::Word* fp_;
  bool isReturn_ = false, beneathPanic_ = false, ended_ = false;
};

}  // namespace gosub::rt
