// Strings: concatenation, comparison, and conversions to and from bytes and runes (entries.def). Invalid UTF-8 decodes as
// U+FFFD, one byte at a time; invalid runes encode as U+FFFD.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/value.h"

namespace gosub::rt {

// When at most one operand is not empty the result shares its memory.
abi::String concat2(abi::G& g, abi::String a, abi::String b);
abi::String concat3(abi::G& g, abi::String a, abi::String b, abi::String c);
abi::String concatN(abi::G& g, const abi::String* parts, int64_t count);

bool stringEqual(abi::String a, abi::String b);
int64_t stringCompare(abi::String a, abi::String b);  // -1, 0, 1

// The rune that starts at byte `index` (< len), and where the next one starts.
abi::Ret<int32_t, int64_t> decodeRune(abi::String s, int64_t index);

abi::String intToString(abi::G& g, int64_t rune);
abi::String bytesToString(abi::G& g, abi::Slice bytes);
abi::Slice stringToBytes(abi::G& g, abi::String s);
abi::String runesToString(abi::G& g, abi::Slice runes);
abi::Slice stringToRunes(abi::G& g, abi::String s);

}  // namespace gosub::rt
