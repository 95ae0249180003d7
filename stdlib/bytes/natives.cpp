// Natives of package bytes: names for the functions of internal/text/search.h.
#include "stdlib/internal/text/search.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Slice;
using text::view;

bool equal(Slice a, Slice b) { return text::equal(view(a), view(b)); }
int64_t compare(Slice a, Slice b) { return text::compare(view(a), view(b)); }
int64_t index(Slice s, Slice sub) { return text::index(view(s), view(sub)); }
int64_t indexByte(Slice s, uint8_t c) { return text::indexByte(view(s), c); }
int64_t lastIndex(Slice s, Slice sub) { return text::lastIndex(view(s), view(sub)); }
int64_t lastIndexByte(Slice s, uint8_t c) { return text::lastIndexByte(view(s), c); }
int64_t count(Slice s, Slice sub) { return text::count(view(s), view(sub)); }
int64_t joinedLen(Slice elems, int64_t sepLen) { return text::joinedLen(elems.as<Slice>(), elems.len, sepLen); }
void joinInto(Slice dst, Slice elems, Slice sep) {
  text::joinInto(dst.as<uint8_t>(), elems.as<Slice>(), elems.len, view(sep));
}

const NativeRow kRows[] = {
#include "stdlib/bytes/natives.def"
};

}  // namespace

NATIVE_TABLE(bytes, kRows)

}  // namespace gosub::stdlib
