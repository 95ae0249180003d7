// Tables made from bytecode.def.
#include "interp/bytecode.h"

namespace gosub::interp {

namespace {

constexpr uint8_t wordsOf(std::string_view operands) {
  uint8_t n = 1;
  for (char c : operands) n += c == ':';
  return n;
}

}  // namespace

constexpr BcInfo kBytecodes[kOpcodes] = {
#define OPCODE(name, operands) {#name, operands, Bc::name, wordsOf(operands)},
#define POLLED(name, twin, operands) {#name, operands, Bc::twin, wordsOf(operands)},
#include "interp/bytecode.def"
};

}  // namespace gosub::interp
