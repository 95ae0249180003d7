// Natives of package unicode/utf8: what runs over whole texts. Decoding single runes is Go code.
#include "stdlib/internal/text/search.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Slice;
using abi::String;

int64_t runeCount(Slice p) { return text::runeCount(text::view(p)); }
int64_t runeCountInString(String s) { return text::runeCount(s.view()); }
bool valid(Slice p) { return unicode::valid(text::view(p)); }
bool validString(String s) { return unicode::valid(s.view()); }

const NativeRow kRows[] = {
#include "stdlib/unicode/utf8/natives.def"
};

}  // namespace

NATIVE_TABLE(unicode_utf8, kRows)

}  // namespace gosub::stdlib
