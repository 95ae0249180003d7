// How the C++ natives of the embedded library are bound to the bodyless functions of its Go files.
//
// A package with natives has stdlib/<path>/natives.def, rows NATIVE("path.Func", cppFunction, effect), and at the end of the C++
// file that defines the functions (as static or in an anonymous namespace of gosub::stdlib):
//
//     const NativeRow kRows[] = {
//     #include "stdlib/<path>/natives.def"
//     };
//     NATIVE_TABLE(<path with _ for />, kRows)
//
// The build collects the tables (tools/embed finds natives.def); the engine looks functions up by name when it makes
// their descriptors. A bodyless function without a row, or a row without a function, fails the test stdlib/natives_test.
#pragma once

#include <span>

#include "runtime/abi/native.h"

namespace gosub::stdlib {

using abi::NativeRow;

struct NativeTable {
  std::span<const NativeRow> rows;
};

#define NATIVE(name, fn, effect) \
  {name, &::gosub::abi::nativeThunk<&fn>, ::gosub::abi::NativeTraits<decltype(&fn)>::kArgWords, ::gosub::abi::effect},

// A native that is written in the raw form (runtime/abi/native.h), because it hands its argument words on.
#define NATIVE_RAW(name, fn, argWords, effect) {name, &fn, argWords, ::gosub::abi::effect},

#define NATIVE_TABLE(package, rows)        \
  extern const NativeTable kNatives_##package; \
  const NativeTable kNatives_##package{rows};

}  // namespace gosub::stdlib
