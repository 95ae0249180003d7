// Division of signed 64-bit numbers by a constant d >= 3 through multiplication: with the high half h of n * multiplier,
// plus n when addDividend, the quotient is (h >> shift) + (n < 0). The multiplier is the least one that is exact for all n:
// ceil(2^(64 + shift) / d), taken modulo 2^64 as a signed number.
#pragma once

#include <cstdint>

namespace gosub::interp {

struct Magic {
  uint64_t multiplier;
  int shift;
  bool addDividend;
};

constexpr Magic signedMagic(int64_t d) {
  // With 2^shift the largest power of two below d, m = floor(2^(64+shift) / d) + 1 satisfies m*d - 2^(64+shift) <= 2^(shift+1),
  // which makes the quotient exact for |n| < 2^63 (m < 2^64 because d > 2^shift).
  int shift = 63 - __builtin_clzll(uint64_t(d));
  unsigned __int128 m = ((static_cast<unsigned __int128>(1) << (64 + shift)) / uint64_t(d)) + 1;
  uint64_t multiplier = uint64_t(m);
  return {multiplier, shift, int64_t(multiplier) < 0};
}

}  // namespace gosub::interp
