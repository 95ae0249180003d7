// What all handlers share: their signature, operand access, dispatch. A handler is one tail-called function per opcode; the
// interpreter's registers are its arguments (preserve_none: pc r12, g r13, fp r14, table r15, the instruction word rdi).
//
// Rules for handlers
//   LOOP-1  They are entered only through enter() (enter.cpp), have no arrays, no over-aligned locals and no alloca: clang 19's
//           preserve_none spoils the base pointer of ordinary functions that need one.
//   LOOP-2  Fast paths are inline; what is rare is a cold function of the same signature, reached by a tail call.
//   LOOP-3  Before C++ is called that may look at the goroutine, pc and fp are saved in G.
//   LOOP-4  After what may have let the collector stop the world (polls, nested calls, blocking natives), the table is that of
//           handlersFor: while the collector marks, stores have other handlers (marking.def).
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#include "interp/bytecode.h"
#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::interp {

using abi::FuncDesc;
using abi::FuncVal;
using abi::G;
using abi::Status;
using abi::Word;

struct HandlerEntry;
using Table = const HandlerEntry*;
#define INTERP_CC __attribute__((preserve_none))
using Handler = int(INTERP_CC*)(const uint64_t* pc, G* g, Word* fp, Table table, uint64_t x);
struct HandlerEntry {
  Handler fn;
};

// The handlers by opcode; handler names are those of the opcodes.
extern const HandlerEntry kHandlers[kOpcodes];
extern const uint16_t kTwins[kOpcodes];
Table handlersFor(const G* g);
// Which StaticCode words there are: interpreter.cpp.

#define HANDLER(name) \
  INTERP_CC int h##name([[maybe_unused]] const uint64_t* pc, [[maybe_unused]] G* g, [[maybe_unused]] Word* fp, \
                        [[maybe_unused]] Table table, [[maybe_unused]] uint64_t x)
// The same for handlers that touch addresses of the program's: a fault in one is the program's (fault.h). They change no
// interpreter register before.
#define MEMORY_HANDLER(name) __attribute__((section("gosub_memory"))) HANDLER(name)
#define COLD(name) __attribute__((cold, noinline)) HANDLER(name)

#define OPCODE(name, operands) HANDLER(name);
#include "interp/bytecode.def"

// Cold continuations that several files use. x is the instruction word unless said otherwise.
HANDLER(RaiseDivide);
HANDLER(RaiseNilAt);    // x: the address
HANDLER(RaiseFault);    // x: the address
HANDLER(RaisePending);  // g->panicValue is set
HANDLER(StartGoexit);
HANDLER(PollSlow);
HANDLER(CallSlow);      // x: FuncVal* called; pc: where the callee returns to; fp: the caller's frame
HANDLER(RunPanic);      // x: PanicRecord* whose deferred calls go on
HANDLER(PanicTexts);
HANDLER(CallDeferred);
HANDLER(CallBlocking);
HANDLER(CallGo);
HANDLER(StackCheckSlow);
HANDLER(NativeStatus);  // x: Status of the native that the instruction called
HANDLER(ResumeNext);    // values of G::resume
HANDLER(ResumeTwin);
HANDLER(ResumeNative);

#define TAIL [[clang::musttail]] return
// The instruction n words further.
#define NEXT(n)                                            \
  do {                                                     \
    const uint64_t* next_ = pc + (n);                      \
    uint64_t word_ = *next_;                               \
    TAIL table[uint16_t(word_)].fn(next_, g, fp, table, word_); \
  } while (0)
#define CONTINUE(cold, x) TAIL h##cold(pc, g, fp, table, uint64_t(x))

// ---- fields of the first word
#define F0 int64_t(int16_t(x >> 16))
#define F1 int64_t(int16_t(x >> 32))
#define F2 (int64_t(x) >> 48)
#define U0 uint16_t(x >> 16)
#define U1 uint16_t(x >> 32)
#define U2 uint16_t(x >> 48)
#define K1 (int64_t(x) >> 32)  // fields 1 and 2 as one
// ---- fields 3 to 6 and wide fields of following words
#define FIELD(i) int64_t(field(pc, i))
#define UFIELD(i) uint16_t(field(pc, i))
#define WIDE(i) int64_t(wide(pc, i))

#define R0 fp[F0]
#define R1 fp[F1]
#define R2 fp[F2]
#define RF(i) fp[FIELD(i)]

inline double f64(Word w) { return std::bit_cast<double>(w); }
inline float f32(Word w) { return std::bit_cast<float>(uint32_t(w)); }
inline Word bitsOf(double d) { return std::bit_cast<Word>(d); }
inline Word bitsOf(float f) { return std::bit_cast<uint32_t>(f); }

// The word re-extended as a T.
template <class T>
inline Word extended(Word w) {
  return Word(int64_t(T(w)));
}
template <>
inline Word extended<uint32_t>(Word w) { return uint32_t(w); }
template <>
inline Word extended<uint16_t>(Word w) { return uint16_t(w); }
template <>
inline Word extended<uint8_t>(Word w) { return uint8_t(w); }

// Go memory: relaxed, since a script may race.
template <class T>
inline Word loadAt(Word address) {
  return extended<T>(Word(__atomic_load_n(reinterpret_cast<T*>(address), __ATOMIC_RELAXED)));
}
template <class T>
inline void storeAt(Word address, Word v) {
  __atomic_store_n(reinterpret_cast<T*>(address), T(v), __ATOMIC_RELAXED);
}

// The seven integer widths: X(suffix, type).
#define FOR_EACH_WIDTH(X) X(64, int64_t) X(32s, int32_t) X(32u, uint32_t) X(16s, int16_t) X(16u, uint16_t) X(8s, int8_t) X(8u, uint8_t)
#define FOR_EACH_STORE(X) X(64, uint64_t) X(32, uint32_t) X(16, uint16_t) X(8, uint8_t)

inline void saveState(G* g, const uint64_t* pc, Word* fp) {
  g->pc = pc;
  g->fp = fp;
}
inline bool pollWanted(G* g) { return g->limit.load(std::memory_order_relaxed) == abi::kPollLimit; }
// The address to continue at, for G::resume.
inline const void* resumeAt(Handler h) { return reinterpret_cast<const void*>(h); }

}  // namespace gosub::interp
