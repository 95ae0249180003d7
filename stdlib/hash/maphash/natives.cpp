// What hash/maphash (loaded from a Go tree) takes from the runtime.
#include "runtime/runtime.h"
#include "runtime/types/equal.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

uint64_t fastrand64(abi::G& g) { return g.runtime->random(); }
uint64_t memhash(const void* p, uint64_t seed, uint64_t bytes) { return rt::hashBytes(p, bytes, seed); }

const NativeRow kRows[] = {
#include "stdlib/hash/maphash/natives.def"
};

}  // namespace

NATIVE_TABLE(hash_maphash, kRows)

}  // namespace gosub::stdlib
