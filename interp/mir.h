// Bytecode before its operands have words: what lowering makes and allocation and assembly consume. One MInst becomes one
// instruction (or none); operands are virtual words (VReg), in SSA form except that phis are edge copies.
//
// Positions: instruction k reads its sources at 2k and writes its results at 2k + 1. Each block begins with a Header, where
// its phis are written, and ends with its terminator.
#pragma once

#include <cstdint>
#include <span>

#include "base/arena_vector.h"
#include "frontend/ir/ir.h"
#include "interp/bytecode.h"

namespace gosub::interp {

using VReg = uint32_t;
inline constexpr VReg kNoReg = ~0u;
// Fixed words, which take no part in allocation: word n of the slot area, word n of the frame.
inline constexpr VReg kSlotWord = 0x80000000u;
inline constexpr VReg kFrameWord = 0x40000000u;
inline bool isVirtual(VReg r) { return r < kFrameWord; }

// What can be moved to a word: a register, a 64-bit constant, the address of a slot.
struct MSrc {
  enum Kind : uint8_t { Reg, Imm, SlotAddr } kind = Imm;
  VReg reg = kNoReg;
  int64_t imm = 0;
};

enum class MKind : uint8_t {
  Plain,     // op and operands as bytecode.def says
  Header,    // first of a block
  Keep,      // only keeps its sources alive
  Call,      // calls[extra]: moves arguments, op, moves results
  Jump,      // the terminators
  Branch,    // op compares d-less operands; succ 0 when it holds
  Switch,    // switches[extra]
  Return,    // returns[extra]
  Stop,      // control never leaves the preceding instruction
};

struct MInst {
  MKind kind = MKind::Plain;
  Bc op = Bc::Nop;
  bool safepoint = false;   // the collector may run here
  bool clobbersOut = false; // the words below fp are lost here
  bool earlyDef = false;    // results are written before sources are read
  bool slotBased = false;   // the first immediate is relative to the slot area
  VReg d[2] = {kNoReg, kNoReg};
  // None after the first kNoReg.
  VReg s[5] = {kNoReg, kNoReg, kNoReg, kNoReg, kNoReg};
  int64_t k[3] = {0, 0, 0};
  uint32_t extra = 0;
  Pos pos;
  uint32_t inlined = 0;
};

struct MCall {
  std::span<MSrc> args;         // one per argument word
  std::span<VReg> results;      // one per result word; kNoReg: unused
};

struct MPhi {
  VReg d;
  std::span<MSrc> from;         // one per predecessor
};

struct MBlock {
  ir::Block* block = nullptr;
  uint32_t first = 0, last = 0;  // instructions, header and terminator included; blocks follow each other
  uint32_t depth = 0;            // of loops
  bool loopHeader = false;
  uint32_t loop = kNoReg;        // header of the innermost loop around the block (itself for a header)
  uint32_t outerLoop = kNoReg;   // of a header: header of the loop around its loop
  std::span<MPhi> phis;
  std::span<uint32_t> succs, preds;
};

struct MSlot {
  uint64_t offset = 0;           // bytes in the slot area
  uint32_t words = 0;
  bool hasPointers = false;
  types::Type* type = nullptr;
};

// All of it lives in `arena`, and so does what allocation and assembly need.
struct Mir {
  explicit Mir(Arena& a)
      : arena(a), blocks(a), insts(a), calls(a), returns(a), switches(a), isPtr(a), params(a), slots(a) {}

  Arena& arena;
  ArenaVector<MBlock> blocks;   // reverse postorder; [0] is the entry
  ArenaVector<MInst> insts;
  ArenaVector<MCall> calls;
  ArenaVector<std::span<MSrc>> returns;
  ArenaVector<std::span<const int64_t>> switches;  // cases
  ArenaVector<uint8_t> isPtr;   // by VReg
  ArenaVector<VReg> params;     // by argument word; kNoReg: unused
  ArenaVector<MSlot> slots;     // of the IR function
  uint64_t slotWords = 0;
  uint64_t clearedBytes = 0;    // prefix of the slot area that is cleared at entry
  bool hasDefer = false;
  uint32_t recoverBlock = kNoReg;
  uint32_t maxOut = 0;          // most words below fp that a call needs
  uint32_t resultWords = 0, argWords = 0;

  size_t regCount() const { return isPtr.size(); }
};

}  // namespace gosub::interp
