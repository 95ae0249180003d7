// Stacks as people and package runtime see them: logical frames with inlined calls, their source lines, and the texts of
// tracebacks. Program counters that Go code sees are logical: function number and place in its bytecode.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/panic/support.h"
#include "runtime/stack/walk.h"

namespace gosub::rt {

// ---- logical program counters
// (number + 1) << 32 | depth of inlined calls that are skipped << 27 | 8 * instruction word. Return addresses as in gc: the
// call is at pc - 1. A frame that is stopped at an instruction shows it + 2, so that pc - 1 is in it too.
inline constexpr int kPcInlineShift = 27, kPcFuncShift = 32;
inline uintptr_t entryPc(const abi::FuncDesc* f) { return (uintptr_t(f->id) + 1) << kPcFuncShift; }
uintptr_t logicalPc(const Frame& f);
// Null: no such function.
const abi::FuncDesc* funcOfPc(Runtime& runtime, uintptr_t pc);

// One call, perhaps inlined.
struct CallSite {
  abi::String function;
  Location where;
  int startLine = 0;          // of the function
  const abi::FuncDesc* physical = nullptr;
  uint32_t depth = 0;         // 0: innermost
  bool inlined = false;
  bool more = false;          // it was inlined into another: ask for depth + 1
};
// The depth'th call at an instruction (word offset) of f, innermost first.
CallSite callSiteAt(Runtime& runtime, const abi::FuncDesc* f, uint32_t offset, uint32_t depth);
// The same for a logical pc, of which callers' pcs point behind the call (exact: at the instruction itself). False past the end.
bool locatePc(Runtime& runtime, uintptr_t pc, uint32_t depth, CallSite* site);

// Fills pcs with the logical pcs of g's frames after skipping that many logical frames; the number stored. Wrappers and
// frames of natives do not count.
size_t callers(abi::G& g, size_t skip, uintptr_t* pcs, size_t n);

// ---- texts
struct TraceOptions {
  int level = 1;        // GOTRACEBACK: 2 shows package runtime
  size_t maxFrames = 100;
};
// "goroutine 1 [running]:\nmain.f(...)\n\t/a.go:3 +0x1\n..." with "created by".
void appendGoroutine(std::string& out, abi::G& g, const TraceOptions& options);
// All but `except`, each after an empty line.
void appendOthers(std::string& out, Runtime& runtime, const abi::G* except, const TraceOptions& options);
// runtime.Stack
std::string stackText(abi::G& g);

}  // namespace gosub::rt
