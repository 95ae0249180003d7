// The assembler's state, shared by assemble.cpp (instructions, calls, returns), moves.cpp (parallel moves) and
// control.cpp (jumps, branches, switches, latches).
#pragma once

#include "interp/assemble.h"

namespace gosub::interp {

// Operand letters of an opcode with the fields they stand in.
struct OpShape {
  struct Operand {
    char letter = 0;
    uint8_t field = 0;
  };
  Operand operands[10];
  uint8_t count = 0;
  bool canTrap = false;   // may panic or call: its place is in the line table
};
extern const OpShape kShapes[kOpcodes];
inline const OpShape& shape(Bc op) { return kShapes[size_t(op)]; }

class Assembler {
 public:
  Assembler(const Mir& mir, const Allocation& words, bool longJumps)
      : mir_(mir), words_(words), arena_(mir.arena), longJumps_(longJumps), out_(arena_), moves_(arena_), ordered_(arena_), readers_(arena_),
        byTarget_(arena_), ready_(arena_), edgeBase_(arena_), edgePred_(arena_), edgeHasMoves_(arena_), skip_(arena_), tiny_(arena_), removed_(arena_),
        pollsAtBranch_(arena_), label_(arena_), fixups_(arena_), stubs_(arena_), stubOfEdge_(arena_), late_(arena_) {}
  // False: a jump does not reach; once more with longJumps.
  bool run(Assembly* out);

 private:
  struct Move {
    int32_t to;
    MSrc::Kind kind;
    int32_t from;
    int64_t imm;
  };
  struct Fixup {
    uint32_t insn, at;   // word of the instruction; field, counted in 16-bit units from its begin
    bool wide;
    uint32_t block;      // target, or kNone: stub
    uint32_t stub;
  };
  struct Stub {
    uint32_t owner, edge;
    uint32_t pc = kNone;
  };
  // What a block's last instructions leave for its terminator.
  struct Tail {
    const MInst* add = nullptr;   // AddI64 or Add64 in place
    uint32_t addPosition = 0;
    bool poll = false;
    uint32_t pollPosition = 0;
    const MInst* pollInst = nullptr;
  };
  struct Target {
    uint32_t owner, edge;  // the edge
    uint32_t block;        // where it ends after threading
    bool moves;
  };

  // ---- assemble.cpp
  void emitBlock(uint32_t b, uint32_t next);
  void emitInst(uint32_t k);
  void emitPlain(const MInst& m);
  void emitFar(const MInst& m);
  void emitCall(uint32_t k);
  void emitReturn(const MInst& m);
  void line(const MInst& m);
  void safepoint(uint32_t pc, uint32_t position) { out_.safepoints.push_back({pc, position}); }
  uint32_t pc() const { return uint32_t(out_.words.size()); }
  uint64_t* begin(Bc op);
  void put(Bc op, int a = 0, int b = 0, int c = 0) { out_.words.push_back(encode(op, a, b, c)); }
  void put64(uint64_t w) { out_.words.push_back(w); }
  int32_t wordOf(VReg r) const { return words_.wordOf(r); }
  bool near(int32_t word) const { return word <= 32767; }
  int32_t nearSource(int32_t word, uint32_t scratch);   // the word, or a scratch word that now holds it
  void constant(int32_t to, int64_t value);

  // ---- moves.cpp
  void addMove(int32_t to, const MSrc& from);
  void flushMoves();
  void orderMoves();
  void emitMoves();
  void emitMove(int32_t to, int32_t from);
  void emitSwap(int32_t a, int32_t b);
  void emitConstants();

  // ---- control.cpp
  void prepareEdges();
  void prepareBlocks();
  uint32_t edgeIndex(uint32_t block, uint32_t edge) const { return edgeBase_[block] + edge; }
  bool edgeMoves(uint32_t block, uint32_t edge) const { return edgeHasMoves_[edgeIndex(block, edge)]; }
  void emitEdgeMoves(uint32_t block, uint32_t edge);
  uint32_t threaded(uint32_t block) const;
  Target target(uint32_t owner, uint32_t edge) const;
  bool isTiny(uint32_t b) const { return tiny_[b]; }
  void emitTerminator(uint32_t b, uint32_t next, Tail tail);
  bool onlyReturns(uint32_t b) const;
  void emitGoto(const Target& t, uint32_t next, Tail tail, int depth);
  void emitBranch(uint32_t owner, uint32_t next, Tail tail, int depth);
  void emitSwitch(uint32_t b, uint32_t next);
  void jumpTo(Bc op, const Target& t);
  void conditional(Bc op, int a, int b, const Target& t);
  bool fuseLatch(Bc op, const MInst& branch, const Target& t, const Tail& tail);
  void flushTail(Tail& tail, bool poll);
  void reference(uint32_t insn, uint32_t at, bool wide, const Target& t);
  void emitStubs();
  void emitLate();
  bool patch();

  const Mir& mir_;
  const Allocation& words_;
  Arena& arena_;
  bool longJumps_;
  Assembly out_;
  ArenaVector<Move> moves_, ordered_;
  ArenaVector<uint32_t> readers_, byTarget_;
  ArenaVector<uint32_t> ready_;
  ArenaVector<uint32_t> edgeBase_;
  ArenaVector<uint32_t> edgePred_;       // by edge: position among the successor's predecessors
  ArenaVector<uint8_t> edgeHasMoves_;
  ArenaVector<uint8_t> skip_, tiny_, removed_, pollsAtBranch_;
  ArenaVector<uint32_t> label_;          // by block: pc, or kNone
  ArenaVector<Fixup> fixups_;
  ArenaVector<Stub> stubs_;
  ArenaVector<uint32_t> stubOfEdge_;     // by edge
  ArenaVector<uint32_t> late_;           // removed blocks that something jumps to after all
};

// ---- opcodes of branches (control.cpp)
struct BranchForm {
  Bc op;
  bool swap;   // operands exchanged
};
BranchForm inverted(Bc op);
Bc polledForm(Bc op);   // Nop: there is none

}  // namespace gosub::interp
