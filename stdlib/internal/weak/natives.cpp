// Natives of internal/weak.
#include "runtime/gc/weak.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

void* handleFor(abi::G& g, void* p) { return g.runtime->weak->handleFor(g, p); }

const NativeRow kRows[] = {
#include "stdlib/internal/weak/natives.def"
};

}  // namespace

NATIVE_TABLE(internal_weak, kRows)

}  // namespace gosub::stdlib
