// The frame walker. See walk.h.
#include "runtime/stack/walk.h"

#include "runtime/panic/panic.h"
#include "runtime/runtime.h"
#include "runtime/stack/static_code.h"

namespace gosub::rt {

using abi::FuncVal;
using abi::G;
using abi::Word;

FrameWalker::FrameWalker(G& g)
    : code_(*g.runtime->staticCode), segment_(g.segment), panic_(g.panics), pc_(g.pc), fp_(g.fp) {}

bool FrameWalker::next(Frame* f) {
  while (fp_ != nullptr && fp_[abi::kFrameFuncVal] == 0) {  // a base frame: {pc, fp} of the frame that a nested run interrupted
    pc_ = reinterpret_cast<const uint64_t*>(fp_[0]);
    fp_ = reinterpret_cast<Word*>(fp_[1]);
    isReturn_ = false;
    while (fp_ != nullptr && !segment_->holds(fp_)) segment_ = segment_->prev;
  }
  if (fp_ == nullptr) return false;
  f->func = abi::versionOf(reinterpret_cast<const FuncVal*>(fp_[abi::kFrameFuncVal])->desc, pc_);
  f->fp = fp_;
  f->pc = pc_;
  f->isReturn = isReturn_;
  f->beneathPanic = beneathPanic_;
  bool waiting = pc_ == code_.lowerStub;
  uint32_t words = waiting ? abi::stubFrameWords(f->func->argWords) : f->func->frameWords();
  f->end = fp_ + words;
  if (waiting) {
    f->kind = Frame::Waiting;
  } else if (f->func->flags & abi::kFuncNative) {
    f->kind = Frame::Native;
  } else {
    f->kind = ended_ ? Frame::Panicking : Frame::Code;
  }
  step();
  return true;
}

// To the frame's caller.
bool FrameWalker::step() {
  pc_ = reinterpret_cast<const uint64_t*>(fp_[abi::kFrameRetPc]);
  Word* caller = reinterpret_cast<Word*>(fp_[abi::kFrameCallerFp]);
  while (pc_ == code_.segmentReturn) {  // more than once when the frame was moved on from the start of a segment
    pc_ = segment_->returnPc;
    segment_ = segment_->prev;
  }
  fp_ = caller;
  isReturn_ = true;
  beneathPanic_ = ended_ = false;
  if (pc_ == code_.panicReturn || pc_ == code_.printReturn) {
    while (panic_ != nullptr && panic_->fp != caller) panic_ = panic_->link;
    if (panic_ == nullptr) return false;
    ended_ = true;
    beneathPanic_ = pc_ == code_.panicReturn;
    pc_ = panic_->pc;
    isReturn_ = panic_->atReturn;
    panic_ = panic_->link;
  }
  return true;
}

}  // namespace gosub::rt
