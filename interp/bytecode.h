// The form of bytecode: opcodes and their operand layout (bytecode.def), instruction lengths, and access to fields.
// Not here: what instructions do (loop.cpp), how they are chosen (lower*.cpp) and put together (assemble.cpp).
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace gosub::interp {

enum class Bc : uint16_t {
#define OPCODE(name, operands) name,
#include "interp/bytecode.def"
  Count,
};

inline constexpr int kOpcodes = int(Bc::Count);

struct BcInfo {
  std::string_view name;
  std::string_view operands;
  Bc twin;        // of polled instructions: the same without the poll; else itself
  uint8_t words;  // of fixed-length instructions
};
extern const BcInfo kBytecodes[kOpcodes];
inline const BcInfo& info(Bc op) { return kBytecodes[size_t(op)]; }
inline bool isPolled(Bc op) { return info(op).twin != op; }

inline Bc opcodeOf(uint64_t word) { return Bc(uint16_t(word)); }
// i: 0..2 in the first word, then 3.. in following words (four per word).
inline int16_t field(const uint64_t* insn, int i) {
  int16_t v;
  std::memcpy(&v, reinterpret_cast<const char*>(insn) + 2 * (i + 1), 2);
  return v;
}
inline int32_t wide(const uint64_t* insn, int i) {
  int32_t v;
  std::memcpy(&v, reinterpret_cast<const char*>(insn) + 2 * (i + 1), 4);
  return v;
}
inline void setField(uint64_t* insn, int i, int16_t v) { std::memcpy(reinterpret_cast<char*>(insn) + 2 * (i + 1), &v, 2); }
inline void setWide(uint64_t* insn, int i, int32_t v) { std::memcpy(reinterpret_cast<char*>(insn) + 2 * (i + 1), &v, 4); }

// Words of the instruction at insn, the variable part included.
inline uint32_t lengthOf(const uint64_t* insn) {
  Bc op = opcodeOf(*insn);
  if (op == Bc::SwitchTable) return 3 + uint32_t(wide(insn, 7) + 1) / 2;
  if (op == Bc::SwitchSearch) return 2 + uint32_t(wide(insn, 3)) + uint32_t(wide(insn, 3) + 1) / 2;
  return info(op).words;
}

constexpr uint64_t encode(Bc op, int a = 0, int b = 0, int c = 0) {
  return uint64_t(uint16_t(op)) | uint64_t(uint16_t(a)) << 16 | uint64_t(uint16_t(b)) << 32 | uint64_t(uint16_t(c)) << 48;
}
constexpr uint64_t encodeK(Bc op, int a, int32_t k) {
  return uint64_t(uint16_t(op)) | uint64_t(uint16_t(a)) << 16 | uint64_t(uint32_t(k)) << 32;
}

}  // namespace gosub::interp
