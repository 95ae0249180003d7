// Interface values: assertions and boxing (entries.def). Itabs are found by types/itab.h, error texts are made by
// runtime/panic.
#pragma once

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/abi/typedesc.h"

namespace gosub::rt {

// The itab for a dynamic type in an interface with methods; TypeAssertionError when there is none or the value was nil.
abi::Status assertE2I(abi::G& g, abi::Results<const abi::Itab*> out, const abi::TypeDesc* inter, const abi::TypeDesc* type);
// The same for x.(I) with two results: null when it fails.
const abi::Itab* assertE2I2(abi::G& g, const abi::TypeDesc* inter, const abi::TypeDesc* type);
// x.(T) failed for a concrete type T.
abi::Status panicDotType(abi::G& g, abi::Results<> out, const abi::TypeDesc* have, const abi::TypeDesc* want,
                         const abi::TypeDesc* inter);

// The address of an immutable copy of a value of at most 8 bytes in its frame-word form.
void* boxWord(abi::G& g, const abi::TypeDesc* type, abi::Word word);

// An empty interface holding the value at `value`, copied unless it is stored directly.
abi::Eface makeEface(abi::G& g, const abi::TypeDesc* type, const void* value);
// Where the value of an interface is: its copy, or the data word itself.
inline const void* valueAddress(const abi::Eface& e) { return e.type->isDirect() ? static_cast<const void*>(&e.data) : e.data; }

}  // namespace gosub::rt
