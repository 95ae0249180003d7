// Natives of package math/rand: seeding.
#include "runtime/abi/g.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace rand {

namespace {

using abi::G;

#include "stdlib/math/rand/seed.inc"

constexpr int32_t kModulus = 2147483647;

int32_t lehmer(int32_t x) { return int32_t(uint64_t(x) * 48271 % kModulus); }

void fillSeed(int64_t* vec, int64_t seed) {
  int32_t x = int32_t(seed % kModulus);
  if (x < 0) x += kModulus;
  if (x == 0) x = 89482311;
  for (int i = 0; i < 20; i++) x = lehmer(x);
  for (uint64_t c : kCooked) {
    x = lehmer(x);
    uint64_t u = uint64_t(x) << 40;
    x = lehmer(x);
    u ^= uint64_t(x) << 20;
    x = lehmer(x);
    u ^= uint64_t(x);
    *vec++ = int64_t(u ^ c);
  }
}

uint64_t systemUint64(G& g) { return g.runtime->random(); }

bool autoSeed(G& g) { return g.runtime->config.autoSeed; }

const NativeRow kRows[] = {
#include "stdlib/math/rand/natives.def"
};

}  // namespace

}  // namespace rand

NATIVE_TABLE(math_rand, rand::kRows)

}  // namespace gosub::stdlib
