// Library functions that are operations of the IR. One table; a call of any other function is an ordinary call. Those functions have bodies or
// natives as well, for uses as values.
#include <algorithm>
#include <iterator>
#include <string_view>

#include "frontend/ir/builder.h"

namespace gosub::ir {

namespace {

enum class Form : uint8_t {
  Unary,       // op on the operand, same type
  Binary,
  Fma,
  Bits,        // bit count: operand of one type, int result
  Len,         // width - leading zeros
  Bitcast,
  Rotate,
  Load,        // atomics: nil-checked address first
  Store,
  Swap,        // also add, and, or: (address, value) -> word
  Cas,
  KeepAlive,
};

struct Row {
  std::string_view pkg, name;
  Form form;
  Op op;
};

// Sorted by package and name.
constexpr Row kRows[] = {
    {"math", "Abs", Form::Unary, Op::FAbs},
    {"math", "Ceil", Form::Unary, Op::Ceil},
    {"math", "Copysign", Form::Binary, Op::CopySign},
    {"math", "FMA", Form::Fma, Op::FMA},
    {"math", "Float32bits", Form::Bitcast, Op::Bitcast},
    {"math", "Float32frombits", Form::Bitcast, Op::Bitcast},
    {"math", "Float64bits", Form::Bitcast, Op::Bitcast},
    {"math", "Float64frombits", Form::Bitcast, Op::Bitcast},
    {"math", "Floor", Form::Unary, Op::Floor},
    {"math", "Sqrt", Form::Unary, Op::Sqrt},
    {"math", "Trunc", Form::Unary, Op::Trunc},
    {"math/bits", "LeadingZeros", Form::Bits, Op::Clz},
    {"math/bits", "LeadingZeros16", Form::Bits, Op::Clz},
    {"math/bits", "LeadingZeros32", Form::Bits, Op::Clz},
    {"math/bits", "LeadingZeros64", Form::Bits, Op::Clz},
    {"math/bits", "LeadingZeros8", Form::Bits, Op::Clz},
    {"math/bits", "Len", Form::Len, Op::Clz},
    {"math/bits", "Len16", Form::Len, Op::Clz},
    {"math/bits", "Len32", Form::Len, Op::Clz},
    {"math/bits", "Len64", Form::Len, Op::Clz},
    {"math/bits", "Len8", Form::Len, Op::Clz},
    {"math/bits", "OnesCount", Form::Bits, Op::Popcnt},
    {"math/bits", "OnesCount16", Form::Bits, Op::Popcnt},
    {"math/bits", "OnesCount32", Form::Bits, Op::Popcnt},
    {"math/bits", "OnesCount64", Form::Bits, Op::Popcnt},
    {"math/bits", "OnesCount8", Form::Bits, Op::Popcnt},
    {"math/bits", "ReverseBytes", Form::Unary, Op::Bswap},
    {"math/bits", "ReverseBytes16", Form::Unary, Op::Bswap},
    {"math/bits", "ReverseBytes32", Form::Unary, Op::Bswap},
    {"math/bits", "ReverseBytes64", Form::Unary, Op::Bswap},
    {"math/bits", "RotateLeft", Form::Rotate, Op::RotL},
    {"math/bits", "RotateLeft16", Form::Rotate, Op::RotL},
    {"math/bits", "RotateLeft32", Form::Rotate, Op::RotL},
    {"math/bits", "RotateLeft64", Form::Rotate, Op::RotL},
    {"math/bits", "RotateLeft8", Form::Rotate, Op::RotL},
    {"math/bits", "TrailingZeros", Form::Bits, Op::Ctz},
    {"math/bits", "TrailingZeros16", Form::Bits, Op::Ctz},
    {"math/bits", "TrailingZeros32", Form::Bits, Op::Ctz},
    {"math/bits", "TrailingZeros64", Form::Bits, Op::Ctz},
    {"math/bits", "TrailingZeros8", Form::Bits, Op::Ctz},
    {"runtime", "KeepAlive", Form::KeepAlive, Op::KeepAlive},
    {"sync/atomic", "AddInt32", Form::Swap, Op::AtomicAdd},
    {"sync/atomic", "AddInt64", Form::Swap, Op::AtomicAdd},
    {"sync/atomic", "AddUint32", Form::Swap, Op::AtomicAdd},
    {"sync/atomic", "AddUint64", Form::Swap, Op::AtomicAdd},
    {"sync/atomic", "AddUintptr", Form::Swap, Op::AtomicAdd},
    {"sync/atomic", "AndInt32", Form::Swap, Op::AtomicAnd},
    {"sync/atomic", "AndInt64", Form::Swap, Op::AtomicAnd},
    {"sync/atomic", "AndUint32", Form::Swap, Op::AtomicAnd},
    {"sync/atomic", "AndUint64", Form::Swap, Op::AtomicAnd},
    {"sync/atomic", "AndUintptr", Form::Swap, Op::AtomicAnd},
    {"sync/atomic", "CompareAndSwapInt32", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "CompareAndSwapInt64", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "CompareAndSwapPointer", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "CompareAndSwapUint32", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "CompareAndSwapUint64", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "CompareAndSwapUintptr", Form::Cas, Op::AtomicCas},
    {"sync/atomic", "LoadInt32", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "LoadInt64", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "LoadPointer", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "LoadUint32", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "LoadUint64", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "LoadUintptr", Form::Load, Op::AtomicLoad},
    {"sync/atomic", "OrInt32", Form::Swap, Op::AtomicOr},
    {"sync/atomic", "OrInt64", Form::Swap, Op::AtomicOr},
    {"sync/atomic", "OrUint32", Form::Swap, Op::AtomicOr},
    {"sync/atomic", "OrUint64", Form::Swap, Op::AtomicOr},
    {"sync/atomic", "OrUintptr", Form::Swap, Op::AtomicOr},
    {"sync/atomic", "StoreInt32", Form::Store, Op::AtomicStore},
    {"sync/atomic", "StoreInt64", Form::Store, Op::AtomicStore},
    {"sync/atomic", "StorePointer", Form::Store, Op::AtomicStore},
    {"sync/atomic", "StoreUint32", Form::Store, Op::AtomicStore},
    {"sync/atomic", "StoreUint64", Form::Store, Op::AtomicStore},
    {"sync/atomic", "StoreUintptr", Form::Store, Op::AtomicStore},
    {"sync/atomic", "SwapInt32", Form::Swap, Op::AtomicXchg},
    {"sync/atomic", "SwapInt64", Form::Swap, Op::AtomicXchg},
    {"sync/atomic", "SwapPointer", Form::Swap, Op::AtomicXchg},
    {"sync/atomic", "SwapUint32", Form::Swap, Op::AtomicXchg},
    {"sync/atomic", "SwapUint64", Form::Swap, Op::AtomicXchg},
    {"sync/atomic", "SwapUintptr", Form::Swap, Op::AtomicXchg},
};

constexpr bool before(const Row& a, std::string_view pkg, std::string_view name) {
  return a.pkg != pkg ? a.pkg < pkg : a.name < name;
}
constexpr bool isSorted() {
  for (size_t i = 1; i < std::size(kRows); i++)
    if (!before(kRows[i - 1], kRows[i].pkg, kRows[i].name)) return false;
  return true;
}
static_assert(isSorted());

const Row* find(std::string_view pkg, std::string_view name) {
  const Row* r = std::lower_bound(std::begin(kRows), std::end(kRows), 0, [&](const Row& a, int) { return before(a, pkg, name); });
  return r != std::end(kRows) && r->pkg == pkg && r->name == name ? r : nullptr;
}

}  // namespace

bool Builder::intrinsic(types::Func* fn, std::span<const GoVal> args, types::Signature* sig, GoVal* result) {
  if (fn->pkg == nullptr || fn->pkg->path.empty()) return false;
  char c = fn->pkg->path[0];
  if (c != 'm' && c != 'r' && c != 's') return false;
  const Row* row = find(fn->pkg->path, fn->name.text());
  if (row == nullptr || sig->recv != nullptr) return false;
  Type* t = sig->results->vars.empty() ? nullptr : sig->results->vars[0]->type;
  Ty word = t != nullptr ? scalarOf(t) : Ty::Void;
  auto arg = [&](size_t i) { return args[i].w[0]; };
  auto give = [&](Value* v) {
    *result = scalar(t, v);
    return true;
  };
  switch (row->form) {
    case Form::Unary: return give(emit(row->op, word, {arg(0)}));
    case Form::Binary: return give(emit(row->op, word, {arg(0), arg(1)}));
    case Form::Fma: return give(emit(Op::FMA, word, {arg(0), arg(1), arg(2)}));
    case Form::Bits: return give(emit(row->op, word, {arg(0)}));
    case Form::Len: return give(binary(Op::Sub, i64(8 * sizeOf(arg(0)->type)), emit(Op::Clz, Ty::I64, {arg(0)})));
    case Form::Bitcast: return give(emit(Op::Bitcast, word, {arg(0)}));
    case Form::Rotate: return give(emit(Op::RotL, word, {arg(0), arg(1)}));
    case Form::KeepAlive:
      emit(Op::KeepAlive, Ty::Void, {args[0].w[1]});
      *result = {};
      return true;
    default: break;
  }
  nilCheck(arg(0));
  switch (row->form) {
    case Form::Load: return give(emit(Op::AtomicLoad, word, {arg(0)}));
    case Form::Swap: return give(emit(row->op, word, {arg(0), arg(1)}));
    case Form::Cas: return give(emit(Op::AtomicCas, Ty::U8, {arg(0), arg(1), arg(2)}));
    default:
      emit(Op::AtomicStore, Ty::Void, {arg(0), arg(1)});
      *result = {};
      return true;
  }
}

}  // namespace gosub::ir
