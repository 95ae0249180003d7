// The table of package math's natives; the functions are in the other files of this folder.
#include "stdlib/natives.h"

#include "stdlib/math/functions.h"

namespace gosub::stdlib {

namespace gomath {

namespace {

const NativeRow kRows[] = {
#include "stdlib/math/natives.def"
};

}  // namespace

}  // namespace gomath

NATIVE_TABLE(math, gomath::kRows)

}  // namespace gosub::stdlib
