// The runtime functions of abi/entries.def as natives, by their number.
#pragma once

#include "runtime/abi/native.h"

namespace gosub::rt {

abi::RawNative runtimeEntry(int index);

}  // namespace gosub::rt
