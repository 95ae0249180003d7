// The table of runtime entries. See entries.h.
#include "runtime/entries.h"

#include "runtime/chan/chan.h"
#include "runtime/heap/alloc.h"
#include "runtime/iface/iface.h"
#include "runtime/map/map.h"
#include "runtime/panic/entries.h"
#include "runtime/print/print.h"
#include "runtime/string/string.h"
#include "runtime/types/complex.h"
#include "runtime/types/equal.h"

namespace gosub::rt {

namespace {

constexpr abi::RawNative kEntries[] = {
#define ENTRY(name, fn, resultWords, argWords, effect) &abi::nativeThunk<&fn>,
#include "runtime/abi/entries.def"
#undef ENTRY
};

#define ENTRY(name, fn, resultWords, argWords, effect) \
  static_assert(abi::NativeTraits<decltype(&fn)>::kArgWords == argWords, #name ": argument words");
#include "runtime/abi/entries.def"
#undef ENTRY

}  // namespace

abi::RawNative runtimeEntry(int index) { return kEntries[index]; }

}  // namespace gosub::rt
