// Values of run-time errors. See raise.h.
#include "runtime/panic/raise.h"

#include <cstring>
#include <string>

#include "base/check.h"
#include "runtime/heap/alloc.h"
#include "runtime/panic/entries.h"
#include "runtime/panic/support.h"
#include "runtime/runtime.h"
#include "runtime/types/table.h"

namespace gosub::rt {

using abi::Eface;
using abi::G;
using abi::Status;
using abi::String;
using abi::TypeDesc;

namespace {

struct ErrorRow {
  RuntimeType type;
  std::string_view text;
};
constexpr RuntimeType Error = RuntimeType::ErrorString, Plain = RuntimeType::PlainError;
constexpr ErrorRow kErrors[] = {
#define ERROR(id, type, text) {type, text},
#include "runtime/panic/errors.def"
#undef ERROR
};

// All these types are one string in memory, behind the interface's data word.
Status raiseText(G& g, RuntimeType which, std::string_view text) {
  PanicSupport* support = g.runtime->panics;
  const TypeDesc* type = support != nullptr ? support->runtimeType(which) : nullptr;
  const TypeDesc* stringType = g.runtime->types->stringType();
  const TypeDesc* memory = type == nullptr ? stringType : type->kind == abi::Kind::Pointer ? type->elem : type;
  GOSUB_CHECK(memory->size >= sizeof(String) || which == RuntimeType::PanicNilError);
  void* p = newObject(g, memory);
  if (memory->size >= sizeof(String)) *static_cast<String*>(p) = newString(g, text);
  g.panicValue = {type != nullptr ? type : stringType, p};
  return abi::kPanic;
}

std::string filled(std::string_view text, std::string_view arg) {
  std::string s(text);
  size_t at = s.find("%s");
  if (at != std::string::npos) s.replace(at, 2, arg);
  return s;
}

}  // namespace

Status raiseRuntimeError(G& g, ErrorId id) { return raiseRuntimeError(g, id, {}); }

Status raiseRuntimeError(G& g, ErrorId id, std::string_view arg) {
  if (id == ErrorId::NilDeref) return raiseNilDeref(g, 0);
  const ErrorRow& row = kErrors[size_t(id)];
  return raiseText(g, row.type, filled(row.text, arg));
}

Status raiseNilDeref(G& g, uintptr_t address) {
  const ErrorRow& row = kErrors[size_t(ErrorId::NilDeref)];
  raiseText(g, row.type, row.text);
  g.faultAddress = address;
  g.isFault = true;
  return abi::kPanic;
}

Status raiseFault(G& g, uintptr_t address) {
  raiseNilDeref(g, address);
  Eface plain = g.panicValue;
  raiseText(g, RuntimeType::ErrorAddress, kErrors[size_t(ErrorId::NilDeref)].text);
  if (g.panicValue.type == plain.type || g.panicValue.type->size != sizeof(String) + sizeof address) return abi::kPanic;
  std::memcpy(static_cast<String*>(g.panicValue.data) + 1, &address, sizeof address);
  return abi::kPanic;
}

namespace {

// x and y stand for the numbers.
struct BoundsText {
  std::string_view usual, negative;
};
constexpr BoundsText kBounds[kBoundsKinds] = {
    {"index out of range [x] with length y", "index out of range [x]"},
    {"slice bounds out of range [:x] with length y", "slice bounds out of range [:x]"},
    {"slice bounds out of range [:x] with capacity y", "slice bounds out of range [:x]"},
    {"slice bounds out of range [x:y]", "slice bounds out of range [x:]"},
    {"slice bounds out of range [::x] with length y", "slice bounds out of range [::x]"},
    {"slice bounds out of range [::x] with capacity y", "slice bounds out of range [::x]"},
    {"slice bounds out of range [:x:y]", "slice bounds out of range [:x:]"},
    {"slice bounds out of range [x:y:]", "slice bounds out of range [x::]"},
    {"cannot convert slice with length x to array or pointer to array with length y", ""},
};

}  // namespace

Status raiseBounds(G& g, int kind, bool isUnsigned, int64_t x, int64_t y) {
  GOSUB_CHECK(kind >= 0 && kind < kBoundsKinds);
  std::string_view text = !isUnsigned && x < 0 ? kBounds[kind].negative : kBounds[kind].usual;
  std::string s;
  for (size_t i = 0; i < text.size(); i++) {
    char before = i > 0 ? text[i - 1] : ' ', after = i + 1 < text.size() ? text[i + 1] : ' ';
    bool letter = (before >= 'a' && before <= 'z') || (after >= 'a' && after <= 'z');
    if (text[i] == 'x' && !letter) {
      s += isUnsigned ? std::to_string(uint64_t(x)) : std::to_string(x);
    } else if (text[i] == 'y' && !letter) {
      s += std::to_string(y);
    } else {
      s += text[i];
    }
  }
  return raiseText(g, RuntimeType::BoundsError, s);
}

// Of a type's name, or of the unexported names of its fields or methods.
static std::string_view packageOf(const TypeDesc* t) { return (t->pkgPath.len != 0 ? t->pkgPath : t->structPkgPath).view(); }

Status raiseTypeAssertion(G& g, const TypeDesc* inter, const TypeDesc* dynamic, const TypeDesc* wanted, String missing) {
  std::string from = inter != nullptr ? typeText(inter) : "interface";
  std::string to = typeText(wanted), is = dynamic != nullptr ? typeText(dynamic) : "";
  std::string text = "interface conversion: ";
  if (dynamic == nullptr) {
    text += from + " is nil, not " + to;
  } else if (missing.len != 0) {
    text += is + " is not " + to + ": missing method " + std::string(missing.view());
  } else {
    text += from + " is " + is + ", not " + to;
    if (is == to)
      text += packageOf(dynamic) != packageOf(wanted) ? " (types from different packages)" : " (types from different scopes)";
  }
  return raiseText(g, RuntimeType::TypeAssertionError, text);
}

Status raiseString(G& g, std::string_view text) {
  const TypeDesc* type = g.runtime->types->stringType();
  auto* p = static_cast<String*>(newObject(g, type));
  *p = newString(g, text);
  g.panicValue = {type, p};
  return abi::kPanic;
}

Status raisePanicNil(G& g) {
  return raiseText(g, RuntimeType::PanicNilError, "panic called with nil argument (use GODEBUG=panicnil=1 to disable)");
}

// ---- entries.def

Status panicWrap(G& g, abi::Results<>, String pkg, String type, String method) {
  std::string name(pkg.view()), t(type.view());
  return raiseRuntimeError(g, ErrorId::NilReceiver,
                           name + "." + t + "." + std::string(method.view()) + " called using nil *" + t);
}

Status panicRangeState(G& g, abi::Results<>, int64_t state) {
  switch (state) {  // what frontend/ir keeps in a range-over-func loop's state variable
    case 0: return raiseRuntimeError(g, ErrorId::RangeDone);
    case 2: return raiseRuntimeError(g, ErrorId::RangePanic);
    case 3: return raiseRuntimeError(g, ErrorId::RangeExhausted);
    case 4: return raiseRuntimeError(g, ErrorId::RangeMissedPanic);
    default: GOSUB_UNREACHABLE("range state %lld", static_cast<long long>(state));
  }
}

}  // namespace gosub::rt
