// Lowering of IR to bytecode on virtual words (mir.h): instruction selection. Works backwards, so that a value gets code
// only when something needs it in a word: constants become immediates, comparisons branches, checks and address
// arithmetic part of loads and stores.
//
// Not here: which word a VReg gets (allocate.h), block order and jumps (assemble.h).
#pragma once

#include "frontend/ir/dominance.h"
#include "interp/encode.h"
#include "interp/mir.h"

namespace gosub::interp {

class Lowering {
 public:
  Lowering(ir::Function& f, Linker& linker, ir::Layouts& layouts);
  Mir run();

 private:
  using Value = ir::Value;
  using Ty = ir::Ty;
  using Op = ir::Op;

  // ---- lower.cpp: driver
  void numberBlocks();
  void findLoops();
  void layoutSlots();
  void countUses();
  void collectExtracts();
  void lowerPhis(MBlock& mb);
  void lowerBlock(uint32_t index);
  void lowerTerminator(MBlock& mb);
  void lowerBranch(MBlock& mb, Value* cond);
  void lowerEntry();
  bool isRoot(Value* v);
  void lowerValue(Value* v);
  void flush();
  void addHoisted(uint32_t index);
  void turnAround();
  static bool fusePair(MInst& a, MInst& b);
  void fuseElements(uint32_t first);

  // ---- operands
  // Through conversions that change nothing.
  Value* resolve(Value* v) const {
    bool may = v->op == Op::Copy || v->op == Op::PtrToInt || v->op == Op::Convert || v->op == Op::Bitcast;
    return may ? resolveConversion(v) : v;
  }
  Value* resolveConversion(Value* v) const;
  bool slotOffset(Value* v, int64_t* offset) const;  // an address in the slot area: bytes from its begin
  bool constBits(Value* v, int64_t* bits);  // the 64-bit word of a constant or symbol address
  bool smallConst(Value* v, int64_t* k);  // an integer or nil constant that fits into an immediate field
  VReg use(Value* v);                   // as a word; makes constants
  VReg constReg(int64_t bits, bool slotAddr);
  MSrc source(Value* v);                // as something that can be moved
  VReg def(Value* v);                   // the word that v is wanted in; a fresh one when nobody wants it
  bool wanted(Value* v) const { return regs_[v->id] != kNoReg; }
  VReg newReg(bool ptr);
  MInst& emit(Bc op);
  MInst& emitOp(Bc op, VReg d, VReg s0, VReg s1 = kNoReg, VReg s2 = kNoReg, VReg s3 = kNoReg);
  MInst& emitImm(Bc op, VReg d, VReg s0, int64_t k);

  // ---- lower_arith.cpp
  bool lowerArith(Value* v);
  void lowerAdd(Value* v);
  void lowerFloatAdd(Value* v);
  void lowerMul(Value* v);
  void lowerDivMod(Value* v);
  void lowerShift(Value* v);
  void lowerBitwise(Value* v);
  void lowerCompare(Value* v);
  void lowerConvert(Value* v);
  void lowerBitcast(Value* v);
  void lowerMinMax(Value* v);
  void extend(Value* v, VReg d, VReg s);

  // ---- lower_mem.cpp
  struct Address {
    Value* base;       // resolved
    int64_t offset;
    bool slot;         // base is a SlotAddr; offset is into the slot area
  };
  Address address(Value* v, int64_t offset, bool fitField);
  bool lowerMemory(Value* v);
  void lowerLoad(Value* v);
  void lowerStore(Value* v);
  void lowerSlotLoad(Value* v, int64_t offset);
  void lowerSlotStore(Value* v, int64_t offset);
  bool beyondSlots(int64_t offset, uint64_t bytes) const;
  void lowerMove(Value* v);
  void lowerZero(Value* v);
  void lowerPtrAdd(Value* v);
  void lowerPtrIndex(Value* v);
  void lowerAtomic(Value* v);
  void lowerCheck(Value* v);
  VReg addressReg(const Address& a);
  void emitMemory(Bc family, Bc checked, VReg d, VReg value, const Address& a, Value* v);
  void emitElement(Value* v, Value* element, Bc checked, Bc unchecked, VReg d, VReg value);
  void zeroWords(const Address& a, uint64_t bytes);
  Value* elementOf(Value* v) const;     // the PtrIndex that a Load or Store goes exactly through, or null
  void takeCheck(MInst& m, Value* v);   // m does the check that v also does: place of the panic
  void planChecks(ir::Block* b);
  void planNilCheck(ir::Block* b, size_t i);
  void planBoundsCheck(ir::Block* b, size_t i);
  void planDivCheck(ir::Block* b, size_t i);

  // ---- lower_fuse.cpp: each true when the pattern was there and code was made
  bool sinks(Value* v, Value* user, Value* also) const;
  bool ownedBy(Value* v, Value* user) const;
  bool sameElement(const Value* a, const Value* b) const;
  bool memoryOperand(Value* v, Value* user, Address* a, Value* also);
  Value* elementOperand(Value* v, Value* user) const;
  void absorb(MInst& m, Value* load);
  bool fuseFloat(Value* v, Bc inMemory, Bc bothInMemory);
  bool fuseSum(Value* v);
  bool fuseWordAdd(Value* v);
  bool fuseUpdate(Value* store);
  bool updateMemory(Value* store, Value* v, Value* load, Value* other);
  bool updateElement(Value* store, Value* v, Value* load, Value* other, Value* element);
  bool fuseSwap(Value* store);
  Value* testedBits(Value* v, int64_t* mask);

  // ---- lower_call.cpp
  bool lowerCall(Value* v);
  MInst& emitCall(Value* v, Bc op, size_t firstArg);
  void lowerMakeClosure(Value* v);

  ir::Function& f_;
  Linker& linker_;
  ir::Layouts& layouts_;
  const ir::Dominance* dominance_ = nullptr;  // null: no loops
  Mir mir_;
  ArenaVector<uint32_t> blockIndex_;       // ir::Block::id -> index in mir_.blocks
  ArenaVector<uint32_t> preheader_;        // of the outermost loop around a block; kNoReg: in no loop
  ArenaVector<VReg> regs_;                 // ir value -> register
  ArenaVector<uint32_t> useCounts_;        // ir value -> operands and controls that name it
  ArenaVector<uint32_t> order_;            // ir value -> position in its block
  ArenaVector<uint8_t> needsAddress_;      // PtrIndex values that are used for more than loads and stores of whole elements
  ArenaVector<Value*> firstExtract_, nextExtract_;  // ir value (call, Extract) -> Extracts of the call
  ArenaVector<Value*> fusedCheck_;         // ir value -> the check that it also does
  ArenaVector<uint8_t> folded_;            // done by another value's instruction
  ArenaVector<uint32_t> regUses_;          // by VReg

  // Constants in loops are made once, before the outermost loop.
  struct Hoisted {
    int64_t bits;
    uint32_t home;    // block that makes it
    bool slot;
    VReg reg;
    uint32_t next;    // of the same home
  };
  ArenaVector<Hoisted> hoisted_;
  ArenaVector<uint32_t> hoistTable_;   // open addressing into hoisted_, a power of two
  ArenaVector<uint32_t> hoistHead_;    // by block
  VReg hoist(int64_t bits, bool slotAddr, uint32_t home);

  ArenaVector<MInst> buf_;       // of the IR value at hand, forwards
  ArenaVector<MInst> reversed_;  // all instructions, last first
  uint32_t current_ = 0;        // block index
  Pos pos_;
  uint32_t inlined_ = 0;
};

// Index of an integer type (F32 as U32, other 8-byte types as I64) in the opcode families of seven.
int familyIndex(ir::Ty t);
inline Bc familyOp(Bc first, ir::Ty t) { return Bc(int(first) + familyIndex(t)); }
inline bool fitsField(int64_t v) { return v >= -32768 && v <= 32767; }
inline bool fits32(int64_t v) { return v >= INT32_MIN && v <= INT32_MAX; }

}  // namespace gosub::interp
