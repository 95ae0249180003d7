// Natives of package strings: names for the functions of internal/text/search.h.
#include "stdlib/internal/text/search.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Slice;
using abi::String;

int64_t index(String s, String sub) { return text::index(s.view(), sub.view()); }
int64_t indexByte(String s, uint8_t c) { return text::indexByte(s.view(), c); }
int64_t lastIndex(String s, String sub) { return text::lastIndex(s.view(), sub.view()); }
int64_t lastIndexByte(String s, uint8_t c) { return text::lastIndexByte(s.view(), c); }
int64_t count(String s, String sub) { return text::count(s.view(), sub.view()); }
int64_t compare(String a, String b) { return text::compare(a.view(), b.view()); }
int64_t joinedLen(Slice elems, int64_t sepLen) { return text::joinedLen(elems.as<String>(), elems.len, sepLen); }
void joinInto(Slice dst, Slice elems, String sep) {
  text::joinInto(dst.as<uint8_t>(), elems.as<String>(), elems.len, sep.view());
}

const NativeRow kRows[] = {
#include "stdlib/strings/natives.def"
};

}  // namespace

NATIVE_TABLE(strings, kRows)

}  // namespace gosub::stdlib
