// Natives of package math/rand/v2.
#include <bit>

#include "runtime/abi/g.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace rand2 {

namespace {

using abi::G;

uint64_t systemUint64(G& g) { return g.runtime->random(); }

// Word i of the four blocks, one in each lane.
using Lanes = uint32_t __attribute__((vector_size(16)));

Lanes rotate(Lanes x, int n) { return x << n | x >> (32 - n); }

void quarter(Lanes& a, Lanes& b, Lanes& c, Lanes& d) {
  a += b;
  d = rotate(d ^ a, 16);
  c += d;
  b = rotate(b ^ c, 12);
  a += b;
  d = rotate(d ^ a, 8);
  c += d;
  b = rotate(b ^ c, 7);
}

// ChaCha with eight rounds. Of the initial state only the key is added at the end, as the rest is known; the words of the blocks
// stay interleaved.
void chachaBlock(const uint64_t* key, uint64_t* buf, uint32_t counter) {
  static constexpr uint32_t kConstants[] = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};
  Lanes s[16] = {};
  auto all = [](uint32_t v) { return Lanes{v, v, v, v}; };
  for (int i = 0; i < 4; i++) s[i] = all(kConstants[i]);
  for (int i = 0; i < 4; i++) {
    s[4 + 2 * i] = all(uint32_t(key[i]));
    s[5 + 2 * i] = all(uint32_t(key[i] >> 32));
  }
  s[12] = Lanes{counter, counter + 1, counter + 2, counter + 3};
  for (int round = 0; round < 4; round++) {
    for (int i = 0; i < 4; i++) quarter(s[i], s[4 + i], s[8 + i], s[12 + i]);
    for (int i = 0; i < 4; i++) quarter(s[i], s[4 + (i + 1) % 4], s[8 + (i + 2) % 4], s[12 + (i + 3) % 4]);
  }
  for (int i = 0; i < 4; i++) {
    s[4 + 2 * i] += all(uint32_t(key[i]));
    s[5 + 2 * i] += all(uint32_t(key[i] >> 32));
  }
  std::memcpy(buf, s, sizeof s);
}

const NativeRow kRows[] = {
#include "stdlib/math/rand/v2/natives.def"
};

}  // namespace

}  // namespace rand2

NATIVE_TABLE(math_rand_v2, rand2::kRows)

}  // namespace gosub::stdlib
