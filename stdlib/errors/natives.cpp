// Natives of package errors: what Is and As ask about types.
#include "runtime/abi/typedesc.h"
#include "runtime/heap/barrier.h"
#include "runtime/runtime.h"
#include "runtime/types/itab.h"
#include "runtime/types/table.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Eface;
using abi::G;
using abi::Iface;
using abi::Kind;
using abi::TypeDesc;

bool isComparable(Iface err) { return (err.tab->type->flags & abi::kTypeComparable) != 0; }

// As's constants, wrap.go.
enum : int64_t { kTargetOk, kTargetNotPointer, kTargetNotError };

int64_t asTarget(G& g, Eface target) {
  if (target.type->kind != Kind::Pointer || target.data == nullptr) return kTargetNotPointer;
  const TypeDesc* elem = target.type->elem;
  bool fits = elem->kind == Kind::Interface || g.runtime->itabs->implements(g.runtime->types->errorType(), elem);
  return fits ? kTargetOk : kTargetNotError;
}

bool asAssign(G& g, Iface err, Eface target) {
  const TypeDesc* elem = target.type->elem;
  const TypeDesc* type = err.tab->type;
  if (elem == type) {
    // The data word is the value itself or points to it.
    rt::typedMove(g, type, target.data, type->isDirect() ? static_cast<const void*>(&err.data) : err.data);
    return true;
  }
  if (elem->kind != Kind::Interface) return false;
  if (elem->interfaceMethods.empty()) {
    Eface value{type, err.data};
    rt::typedMove(g, elem, target.data, &value);
    return true;
  }
  Iface value{g.runtime->itabs->get(elem, type), err.data};
  if (value.tab == nullptr) return false;
  rt::typedMove(g, elem, target.data, &value);
  return true;
}

const NativeRow kRows[] = {
#include "stdlib/errors/natives.def"
};

}  // namespace

NATIVE_TABLE(errors, kRows)

}  // namespace gosub::stdlib
