// Natives of package net, which comes from an installed Go tree: what its runtime gives it there, under the names of several versions.
#include "runtime/abi/g.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace net {

namespace {

uint64_t randomWord(abi::G& g) { return g.runtime->random(); }

const NativeRow kRows[] = {
#include "stdlib/net/natives.def"
};

}  // namespace

}  // namespace net

NATIVE_TABLE(net, net::kRows)

}  // namespace gosub::stdlib
