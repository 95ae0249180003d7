// Natives of internal/swapper: the shape of a slice's elements, and swapping those of no common shape.
#include <algorithm>
#include <memory>

#include "runtime/abi/typedesc.h"
#include "runtime/heap/barrier.h"
#include "stdlib/natives.h"

namespace gosub::stdlib {

namespace {

using abi::Eface;
using abi::G;
using abi::Kind;
using abi::Slice;
using abi::String;
using abi::TypeDesc;

// The constants of swapper.go.
enum Shape : int64_t { kNotSlice = -1, kOther, kWord8, kWord16, kWord32, kWord64, kPointer, kString };

int64_t shape(Eface x) {
  if (x.type == nullptr || x.type->kind != Kind::Slice) return kNotSlice;
  const TypeDesc* elem = x.type->elem;
  if (elem->kind == Kind::String) return kString;
  if (elem->hasPointers()) return elem->size == 8 ? kPointer : kOther;
  switch (elem->size) {
    case 1: return kWord8;
    case 2: return elem->align == 2 ? kWord16 : kOther;
    case 4: return elem->align == 4 ? kWord32 : kOther;
    case 8: return elem->align == 8 ? kWord64 : kOther;
    default: return kOther;
  }
}

String kindName(Eface x) {
  static constexpr const char* kNames[] = {
#define KIND(name, number, size, rule, text) text,
#include "runtime/abi/kinds.def"
#undef KIND
  };
  if (x.type == nullptr) return {};
  const char* name = kNames[int(x.type->kind)];
  return {reinterpret_cast<const uint8_t*>(name), int64_t(std::strlen(name))};
}

// One value is held outside the Go heap meanwhile, which the collector does not see, nor need to: natives are no safepoints.
void swapElems(G& g, Eface x, int64_t i, int64_t j) {
  const TypeDesc* elem = x.type->elem;
  auto* base = static_cast<Slice*>(x.data)->as<uint8_t>();
  uint8_t* p = base + uint64_t(i) * elem->size;
  uint8_t* q = base + uint64_t(j) * elem->size;
  if (!elem->hasPointers()) {
    std::swap_ranges(p, p + elem->size, q);
    return;
  }
  alignas(8) uint8_t small[512];
  std::unique_ptr<uint8_t[]> large;
  if (elem->size > sizeof(small)) large.reset(new uint8_t[elem->size]);
  uint8_t* held = large ? large.get() : small;
  std::memcpy(held, p, elem->size);
  rt::typedMove(g, elem, p, q);
  rt::typedMove(g, elem, q, held);
}

const NativeRow kRows[] = {
#include "stdlib/internal/swapper/natives.def"
};

}  // namespace

NATIVE_TABLE(internal_swapper, kRows)

}  // namespace gosub::stdlib
