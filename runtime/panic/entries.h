// The panics of runtime/abi/entries.def that have no check operation.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::rt {

abi::Status panicWrap(abi::G& g, abi::Results<> out, abi::String pkg, abi::String type, abi::String method);
abi::Status panicRangeState(abi::G& g, abi::Results<> out, int64_t state);
// rangedefer.cpp
abi::Status rangeDeferBegin(abi::G& g, abi::Results<> out, uintptr_t* token);
abi::Status rangeDeferPush(abi::G& g, abi::Results<> out, uintptr_t* token, const abi::FuncVal* fn);

}  // namespace gosub::rt
