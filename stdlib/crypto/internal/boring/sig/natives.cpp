// The functions that gc's crypto packages (loaded from a Go tree) leave as marks in a binary: they do nothing.
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

void mark() {}

const NativeRow kRows[] = {
#include "stdlib/crypto/internal/boring/sig/natives.def"
};

}  // namespace

NATIVE_TABLE(crypto_internal_boring_sig, kRows)

}  // namespace gosub::stdlib
