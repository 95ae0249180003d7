// The ziggurat tables of math/rand, which math/rand/v2 uses too.
#pragma once

#include <cstdint>

#include "runtime/abi/native.h"

namespace gosub::stdlib::rand {

// limit, width, top, bottom: see distributions.go.
using StripParts = abi::Ret<uint32_t, float, float, float>;

StripParts normalStrip(int64_t i);
StripParts exponentialStrip(int64_t i);

}  // namespace gosub::stdlib::rand
