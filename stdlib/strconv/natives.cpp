// The table of strconv's natives; what they do is in the other files of this folder.
#include "stdlib/strconv/natives.h"

#include "stdlib/internal/text/search.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace strconv {

namespace {

int64_t indexByte(abi::String s, uint8_t c) { return text::indexByte(s.view(), c); }

const NativeRow kRows[] = {
#include "stdlib/strconv/natives.def"
};

}  // namespace

}  // namespace strconv

NATIVE_TABLE(strconv, strconv::kRows)

}  // namespace gosub::stdlib
