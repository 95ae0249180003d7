// Natives of internal/godebug.
#include "runtime/heap/alloc.h"
#include "runtime/runtime.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

abi::String defaults(abi::G& g) { return rt::newString(g, g.runtime->config.debugDefaults); }

const NativeRow kRows[] = {
#include "stdlib/internal/godebug/natives.def"
};

}  // namespace

NATIVE_TABLE(internal_godebug, kRows)

}  // namespace gosub::stdlib
