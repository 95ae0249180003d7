// Natives of internal/distribution: the tables of the ziggurats.
#include <cstdint>

#include "runtime/abi/native.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

struct Strip {
  uint32_t limit;
  float width, top;
};

#include "stdlib/internal/distribution/strips.inc"

// limit, width, top, bottom: see distribution.go.
using Parts = abi::Ret<uint32_t, float, float, float>;

template <uint32_t kCount>
Parts parts(const Strip (&table)[kCount], uint32_t i) {
  const Strip& s = table[i & (kCount - 1)];
  return {s.limit, s.width, s.top, i > 0 ? table[(i - 1) & (kCount - 1)].top : 0.0f};
}

Parts normalStrip(uint32_t i) { return parts(kNormal, i); }
Parts exponentialStrip(uint32_t i) { return parts(kExponential, i); }

const NativeRow kRows[] = {
#include "stdlib/internal/distribution/natives.def"
};

}  // namespace

NATIVE_TABLE(internal_distribution, kRows)

}  // namespace gosub::stdlib
