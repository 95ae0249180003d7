// What panics and tracebacks need to know of the program: types of package runtime, source lines, functions by number.
// Implemented by the engine; without one (unit tests) panics carry plain strings and lines are unknown.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/abi/frame.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// Types that stdlib/runtime/error.go declares. Each is a string, or a struct of one string (a pointer to one where so noted).
enum class RuntimeType : uint8_t {
  ErrorString,         // errorString: "runtime error: " + text
  PlainError,          // plainError: the text
  BoundsError,         // boundsError: "runtime error: " + text
  TypeAssertionError,  // *TypeAssertionError
  PanicNilError,       // *PanicNilError
  ErrorAddress,        // errorAddressString: as ErrorString, then the address
  Count,
};

struct Location {
  std::string_view file;  // as tracebacks show it
  int line = 0;
};

struct PanicSupport {
  virtual ~PanicSupport() = default;
  // The type itself or the pointer type. May check its declaration first; null: there is none.
  virtual const abi::TypeDesc* runtimeType(RuntimeType which) = 0;
  virtual Location locate(uint32_t pos) = 0;
  // Null: no function has that number.
  virtual const abi::FuncDesc* function(uint32_t id) = 0;
};

}  // namespace gosub::rt
