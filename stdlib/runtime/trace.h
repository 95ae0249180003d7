// Natives of package runtime about stacks and program counters; natives.cpp binds them.
#pragma once

#include "runtime/abi/frame.h"
#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::stdlib::trace {

// runtime.Func is a FuncDesc: the function's own, or a copy that stands for a function inlined into it.
using GoFunc = const abi::FuncDesc;

// location in extern.go.
struct GoLocation {
  abi::String function, file;
  int64_t line, startLine;
  uint64_t entry;
  GoFunc* func;
};

abi::Status stack(abi::G& g, abi::Results<int64_t> out, abi::Slice buf, bool all);
int64_t callers(abi::G& g, int64_t skip, abi::Slice pcs);
bool locate(abi::G& g, GoLocation* out, uint64_t pc);
GoFunc* funcOf(abi::G& g, uint64_t pc);
abi::String funcName(GoFunc* f);
uint64_t funcEntry(GoFunc* f);
abi::Ret<abi::String, int64_t> funcLine(abi::G& g, GoFunc* f, uint64_t pc);
abi::Status goroutineStacks(abi::G& g, abi::Results<int64_t> out, abi::Slice records);

}  // namespace gosub::stdlib::trace
