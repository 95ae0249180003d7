// Tables made from bytecode.def.
#include "interp/bytecode.h"

#include <array>

namespace gosub::interp {

namespace {

constexpr uint8_t wordsOf(std::string_view operands) {
  uint8_t n = 1;
  for (char c : operands) n += c == ':';
  return n;
}

constexpr std::array<BcInfo, kOpcodes> kInfo = {{
#define OPCODE(name, operands) {#name, operands, Bc::name, wordsOf(operands)},
#define POLLED(name, twin, operands) {#name, operands, Bc::twin, wordsOf(operands)},
#include "interp/bytecode.def"
}};

}  // namespace

const BcInfo& info(Bc op) { return kInfo[size_t(op)]; }

uint32_t lengthOf(const uint64_t* insn) {
  Bc op = opcodeOf(*insn);
  switch (op) {
    case Bc::SwitchTable: return 3 + uint32_t(wide(insn, 7) + 1) / 2;
    case Bc::SwitchSearch: return 2 + uint32_t(wide(insn, 3)) + uint32_t(wide(insn, 3) + 1) / 2;
    default: return info(op).words;
  }
}

}  // namespace gosub::interp
