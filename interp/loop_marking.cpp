// The handlers of marking.def, and the table for the time of marking.
#include <array>

#include "interp/loop.h"
#include "runtime/heap/barrier.h"

namespace gosub::interp {

#define BARRIER(name, refuse, address)                            \
  MEMORY_HANDLER(name##Marking) {                                 \
    if (!(refuse)) [[likely]] {                                   \
      Word old = loadAt<uint64_t>(address);                       \
      if (old != 0) rt::shade(*g, old);                           \
    }                                                             \
    TAIL h##name(pc, g, fp, table, x);                            \
  }
#define BARRIER2(name, refuse, address, second)                   \
  MEMORY_HANDLER(name##Marking) {                                 \
    if (!(refuse)) [[likely]] {                                   \
      Word a = loadAt<uint64_t>(address), b = loadAt<uint64_t>(second); \
      if (a != 0) rt::shade(*g, a);                               \
      if (b != 0) rt::shade(*g, b);                               \
    }                                                             \
    TAIL h##name(pc, g, fp, table, x);                            \
  }
// A first access shows whether the address is good, as it would in the handler.
#define BARRIER_BLOCK(name, bytes)                                \
  MEMORY_HANDLER(name##Marking) {                                 \
    *reinterpret_cast<volatile uint8_t*>(R0);                     \
    rt::shadeWords(*g, reinterpret_cast<const void*>(R0), bytes); \
    TAIL h##name(pc, g, fp, table, x);                            \
  }
#include "interp/marking.def"
#undef BARRIER
#undef BARRIER2
#undef BARRIER_BLOCK

namespace {

constexpr std::array<HandlerEntry, kOpcodes> markingHandlers() {
  std::array<HandlerEntry, kOpcodes> table = {{
#define OPCODE(name, operands) {&h##name},
#include "interp/bytecode.def"
  }};
#define BARRIER(name, refuse, address) table[size_t(Bc::name)] = {&h##name##Marking};
#define BARRIER2(name, refuse, address, second) BARRIER(name, refuse, address)
#define BARRIER_BLOCK(name, bytes) BARRIER(name, false, 0)
#include "interp/marking.def"
#undef BARRIER
#undef BARRIER2
#undef BARRIER_BLOCK
  return table;
}
constexpr std::array<HandlerEntry, kOpcodes> kMarkingHandlers = markingHandlers();

}  // namespace

Table handlersFor(const G* g) { return rt::isMarking(*g) ? kMarkingHandlers.data() : kHandlers; }

}  // namespace gosub::interp
