// How C++ raises Go's run-time errors: each function sets g.panicValue to a runtime.Error value and returns kPanic for
// the native to return. Texts: errors.def. Unwinding, defer and recover: panic.h.
#pragma once

#include <cstdint>
#include <string_view>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

enum class ErrorId : uint8_t {
#define ERROR(id, type, text) id,
#include "runtime/panic/errors.def"
#undef ERROR
};

abi::Status raiseRuntimeError(abi::G& g, ErrorId id);
abi::Status raiseRuntimeError(abi::G& g, ErrorId id, std::string_view arg);

// An access through a nil pointer, which gc notices as a fault at that address.
abi::Status raiseNilDeref(abi::G& g, uintptr_t address);

// The same for an address that is not near nil, under debug.SetPanicOnFault: a value with an Addr method.
abi::Status raiseFault(abi::G& g, uintptr_t address);

// runtime.boundsError. The kinds are numbered as ir::BoundsKind; x is what was out of bounds, y the bound.
inline constexpr int kBoundsKinds = 9;
abi::Status raiseBounds(abi::G& g, int kind, bool isUnsigned, int64_t x, int64_t y);

// *runtime.TypeAssertionError. Null `dynamic`: the interface value was nil; `missingMethod` empty: the types differ.
abi::Status raiseTypeAssertion(abi::G& g, const abi::TypeDesc* interfaceType, const abi::TypeDesc* dynamic,
                               const abi::TypeDesc* wanted, abi::String missingMethod);

// A panic with a plain string, as panic("...") in package runtime and others: not a runtime.Error.
abi::Status raiseString(abi::G& g, std::string_view text);

// What panic(nil) panics with.
abi::Status raisePanicNil(abi::G& g);

}  // namespace gosub::rt
