// Function descriptors, interpreter frames and the calling convention between Go functions.
//
// A Go value is passed as 0..4 scalar words when its type flattens into at most four scalars (ir: "register class":
// string is 2 words, slice 3, interface 2, small structs their fields), each word canonically extended to 64 bits
// (signed by sign, unsigned and bool by zero, float32 in the low half); larger values ("memory class") are passed as
// the address of a copy which the callee owns. Memory-class results are written through hidden pointer arguments,
// which come first, before receiver and parameters.
//
// A frame grows downward. fp is its lowest address; words by index from fp:
//   fp[0] return pc (interpreter instruction in the caller)    fp[1] caller's fp
//   fp[2] the FuncVal* that was called (root; gives FuncDesc and captured values)
//   fp[3 ..] locals            fp[frameWords - argWords ..] arguments (nearest to the caller's frame)
// The caller writes argument i to callerFp[i - argWords], and finds result j at callerFp[j - resultWords]
// after the call. So the words just below a frame's fp are the outgoing area, and offsets in
// instructions are signed words from fp. When the callee's frame starts in a new stack segment the arguments are
// copied there; results go straight to the caller's outgoing area.
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/abi/value.h"

namespace gosub::abi {

struct G;
struct StackMapTable;  // interp: liveness per safepoint

enum FuncFlag : uint16_t {
  kFuncWrapper = 1,    // compiler-made adapter: transparent to recover, hidden in tracebacks
  kFuncNative = 2,     // bound to C++
  kFuncHasDefer = 4,
  kFuncRuntime = 8,    // package runtime: hidden in user tracebacks unless GOTRACEBACK=system
  kFuncClosure = 16,   // a function literal
  kFuncBlocking = 32,  // native that may block in the operating system
};

// One row per instruction range: from this pc offset (in 8-byte instruction units) on, position and inlined frame.
struct LineEntry {
  uint32_t pc;
  uint32_t pos;      // base/source.h Pos, resolved by the engine
  uint32_t inlined;  // index + 1 into FuncDesc::inlineTree, 0: the function itself
};

// An inlined call: the code belongs to `name` called from pos within `parent`.
struct InlineEntry {
  String name;
  uint32_t parent;   // index + 1, 0: the function itself
  uint32_t callPos;  // where it was called
  uint32_t startPos; // position of the func keyword
};

struct FuncDesc {
  const FuncDesc* self;         // == this: a descriptor is also a FuncVal
  // What interpreted callers run, and the words of the frame that they make for it: see begin(). In one word, so that a caller
  // never takes the one of the stub and the other of the bytecode that another thread is just publishing.
  std::atomic<uint64_t> codeAndFrame;
  // What compiled callers jump to. Null until the JIT tier exists.
  std::atomic<void*> entry;
  uint16_t argWords;
  uint16_t resultWords;
  uint16_t flags;               // FuncFlag
  uint16_t captureWords;        // size of the captured part of a FuncVal
  uint32_t codeWords;           // instructions in `code` once lowered
  uint32_t startPos;            // Pos of the declaration
  uint32_t id;                  // index in the instance's function table; the high half of visible PCs
  String name;                  // as gc names it: main.f, main.(*T).M, main.f.func1, main.F[...]
  // Bit i: argument word i holds a pointer (scan of a callee stopped in its prologue); argWords bits.
  const uint64_t* argPtrMask;
  const StackMapTable* maps;
  const LineEntry* lines;
  uint32_t lineCount;
  uint32_t inlineCount;
  const InlineEntry* inlineTree;
  // kFuncNative: the raw native, see native.h.
  int (*native)(G*, Word* args, Word* results);
  void* owner;                  // the engine's record of this function (symbol, IR)
  // pc to continue at after a recovered panic (loads the results and returns); null without defer.
  const uint64_t* recoverPc;
  // Code for the first calls, made quickly: a descriptor of the same function with tables of its own, or null. Frames that run it
  // name the function's descriptor all the same: see versionOf. A function with defer never has one.
  std::atomic<const FuncDesc*> quick{nullptr};
  std::atomic<uint32_t> quickCalls{0};  // how often it was used, about

  // Code whose frame is too large for codeAndFrame: it is always begun through the stub of functions without code.
  std::atomic<const uint64_t*> farCode{nullptr};
  uint32_t farFrameWords = 0;

  struct Begin {
    const uint64_t* code;  // the function's bytecode, or a static stub (lower on first call, native call)
    uint32_t frameWords;   // whole frame including the three link words and arguments; a multiple of 2
  };
  // The address in units of 8 bytes, below it half of the frame's words.
  static constexpr int kFrameBits = 20;
  static constexpr uint32_t kMostFrameWords = 2 * ((1u << kFrameBits) - 1);
  Begin begin() const {
    uint64_t w = codeAndFrame.load(std::memory_order_acquire);
    return {reinterpret_cast<const uint64_t*>(w >> kFrameBits << 3), uint32_t(w & ((1u << kFrameBits) - 1)) * 2};
  }
  Begin farBegin() const { return {farCode.load(std::memory_order_acquire), farFrameWords}; }
  // Of the function's own code wherever it stands: for the stub and who looks at frames.
  Begin ownBegin() const {
    Begin far = farBegin();
    return far.code != nullptr ? far : begin();
  }
  const uint64_t* code() const { return ownBegin().code; }
  uint32_t frameWords() const { return ownBegin().frameWords; }
  void setBegin(const uint64_t* code, uint32_t frameWords) {
    if (frameWords > kMostFrameWords) {
      farFrameWords = frameWords;
      farCode.store(code, std::memory_order_release);
      return;
    }
    codeAndFrame.store(reinterpret_cast<uint64_t>(code) >> 3 << kFrameBits | frameWords / 2, std::memory_order_release);
  }
};

// The descriptor whose code and tables a frame of f at pc uses.
inline const FuncDesc* versionOf(const FuncDesc* f, const uint64_t* pc) {
  const FuncDesc* q = f->quick.load(std::memory_order_acquire);
  if (q == nullptr) return f;
  const uint64_t* code = q->code();
  return pc >= code && pc <= code + q->codeWords ? q : f;
}

inline constexpr int kFrameRetPc = 0, kFrameCallerFp = 1, kFrameFuncVal = 2, kFrameLinkWords = 3;
// Words below fp that every frame may use for outgoing arguments and results without asking (bytecode: StackCheck).
inline constexpr int kFrameFreeWords = 32;
// A native's frame has two words of its own between the links and the arguments (sched/callgo.h).
inline constexpr int kFrameNativeThen = 3, kFrameNativeWords = 2;

// Words of the frame in which a function waits to be lowered: links and arguments.
inline constexpr uint32_t stubFrameWords(uint32_t argWords) { return (kFrameLinkWords + argWords + 1) & ~1u; }
inline constexpr uint32_t nativeFrameWords(uint32_t argWords) {
  return (kFrameLinkWords + kFrameNativeWords + argWords + 1) & ~1u;
}

}  // namespace gosub::abi
