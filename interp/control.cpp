// Jumps, branches, switches and loop latches. See assembler.h.
//
// A block that only jumps is threaded through. A block that only compares and branches ("tiny", as loop headers are) is
// repeated at each jump to it, so that a loop tests at its bottom and a counted loop's latch becomes one instruction. So is a
// block that only returns. Repeating other short blocks was measured and rejected: it saves a jump, but the processor predicts the
// dispatch behind the copies worse (a range loop with `continue` lost a third, most programs gained nothing).
#include <algorithm>

#include "base/check.h"
#include "interp/assembler.h"

namespace gosub::interp {

namespace {

constexpr int kInlineDepth = 4;

struct InversionRow {
  Bc op, inverse;
  bool swap;
};
constexpr InversionRow kInversions[] = {
    {Bc::JEq, Bc::JNe, false},       {Bc::JNe, Bc::JEq, false},       {Bc::JLtS, Bc::JLeS, true},      {Bc::JLeS, Bc::JLtS, true},
    {Bc::JLtU, Bc::JLeU, true},      {Bc::JLeU, Bc::JLtU, true},      {Bc::JEqI, Bc::JNeI, false},     {Bc::JNeI, Bc::JEqI, false},
    {Bc::JLtSI, Bc::JGeSI, false},   {Bc::JGeSI, Bc::JLtSI, false},   {Bc::JLeSI, Bc::JGtSI, false},   {Bc::JGtSI, Bc::JLeSI, false},
    {Bc::JZeroI, Bc::JBitsI, false}, {Bc::JBitsI, Bc::JZeroI, false},
    {Bc::JEqF64, Bc::JNeF64, false}, {Bc::JNeF64, Bc::JEqF64, false}, {Bc::JEqF32, Bc::JNeF32, false}, {Bc::JNeF32, Bc::JEqF32, false},
    {Bc::JLtF64, Bc::JNotLtF64, false}, {Bc::JLeF64, Bc::JNotLeF64, false}, {Bc::JLtF32, Bc::JNotLtF32, false},
    {Bc::JLeF32, Bc::JNotLeF32, false}, {Bc::JNotLtF64, Bc::JLtF64, false}, {Bc::JNotLeF64, Bc::JLeF64, false},
    {Bc::JNotLtF32, Bc::JLtF32, false}, {Bc::JNotLeF32, Bc::JLeF32, false},
};

struct PollRow {
  Bc op, polled;
};
constexpr PollRow kPolled[] = {
    {Bc::Jump, Bc::JumpP},   {Bc::JEq, Bc::JEqP},     {Bc::JNe, Bc::JNeP},     {Bc::JLtS, Bc::JLtSP},   {Bc::JLeS, Bc::JLeSP},
    {Bc::JLtU, Bc::JLtUP},   {Bc::JLeU, Bc::JLeUP},   {Bc::JEqI, Bc::JEqIP},   {Bc::JNeI, Bc::JNeIP},   {Bc::JLtSI, Bc::JLtSIP},
    {Bc::JZeroI, Bc::JZeroIP}, {Bc::JBitsI, Bc::JBitsIP},
    {Bc::JLeSI, Bc::JLeSIP}, {Bc::JGtSI, Bc::JGtSIP}, {Bc::JGeSI, Bc::JGeSIP},
};

}  // namespace

BranchForm inverted(Bc op) {
  for (const InversionRow& r : kInversions)
    if (r.op == op) return {r.inverse, r.swap};
  GOSUB_UNREACHABLE("branch %s has no inverse", std::string(info(op).name).c_str());
}

Bc polledForm(Bc op) {
  for (const PollRow& r : kPolled)
    if (r.op == op) return r.polled;
  return Bc::Nop;
}

// Latches that jump to the header after a poll leave the poll to its branch.
bool pollsAtBranch(const Mir& mir, uint32_t b) {
  const MBlock& mb = mir.blocks[b];
  const MInst& end = mir.insts[mb.last];
  bool only = mb.last == mb.first + 1;
  if (b == 0 || b == mir.recoverBlock || only || !mb.loopHeader) return false;
  if (end.kind != MKind::Branch || polledForm(end.op) == Bc::Nop) return false;
  return std::any_of(mb.preds.begin(), mb.preds.end(), [&](uint32_t p) {
    const MBlock& latch = mir.blocks[p];
    return p >= b && latch.last > latch.first + 1 && mir.insts[latch.last].kind == MKind::Jump &&
           mir.insts[latch.last - 1].op == Bc::Poll;
  });
}

// ---- preparation -----------------------------------------------------------------------------------------------------

// Pairs each edge with its place among the successor's predecessors; parallel edges pair in order.
void Assembler::prepareEdges() {
  size_t n = mir_.blocks.size();
  edgeBase_.resize(n);
  uint32_t edges = 0;
  for (size_t b = 0; b < n; b++) {
    edgeBase_[b] = edges;
    edges += uint32_t(mir_.blocks[b].succs.size());
  }
  edgePred_.assign(edges, 0);
  edgeHasMoves_.assign(edges, 0);
  stubOfEdge_.assign(edges, kNone);
  // Edges into blocks with phis, by block, from the last one back.
  struct In { uint32_t edge, next; };
  ArenaVector<In> in(arena_);
  ArenaVector<uint32_t> incoming(arena_), order(arena_);
  incoming.assign(n, kNone);
  for (uint32_t b = 0; b < n; b++)
    for (uint32_t e = 0; e < mir_.blocks[b].succs.size(); e++) {
      uint32_t s = mir_.blocks[b].succs[e];
      if (mir_.blocks[s].phis.empty()) continue;
      in.push_back({edgeIndex(b, e), incoming[s]});
      incoming[s] = uint32_t(in.size()) - 1;
    }
  for (uint32_t s = 0; s < n; s++) {
    if (incoming[s] == kNone) continue;
    const MBlock& mb = mir_.blocks[s];
    order.clear();
    for (uint32_t i = 0; i < mb.preds.size(); i++) order.push_back(i);
    std::sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) { return mb.preds[x] != mb.preds[y] ? mb.preds[x] < mb.preds[y] : x < y; });
    uint32_t at = incoming[s];
    for (size_t i = order.size(); i-- > 0; at = in[at].next) {
      GOSUB_CHECK(at != kNone);
      uint32_t edge = in[at].edge;
      edgePred_[edge] = order[i];
      for (const MPhi& phi : mb.phis) {
        const MSrc& from = phi.from[order[i]];
        if (from.kind == MSrc::Reg && wordOf(from.reg) == wordOf(phi.d)) continue;
        edgeHasMoves_[edge] = 1;
        break;
      }
    }
  }
}

void Assembler::prepareBlocks() {
  uint32_t n = uint32_t(mir_.blocks.size());
  skip_.assign(n, 0);
  tiny_.assign(n, 0);
  removed_.assign(n, 0);
  pollsAtBranch_.assign(n, 0);
  for (uint32_t b = 0; b < n; b++) {
    const MBlock& mb = mir_.blocks[b];
    const MInst& end = mir_.insts[mb.last];
    bool only = mb.last == mb.first + 1;
    if (b == 0 || b == mir_.recoverBlock) continue;
    if (only && end.kind == MKind::Jump && mb.succs[0] != b) skip_[b] = removed_[b] = !edgeMoves(b, 0);
    if (only && end.kind == MKind::Branch) tiny_[b] = removed_[b] = 1;
    pollsAtBranch_[b] = pollsAtBranch(mir_, b);
  }
  // A tiny block that a branch or switch reaches directly is needed as a block.
  for (uint32_t b = 0; b < n; b++) {
    const MBlock& mb = mir_.blocks[b];
    if (skip_[b] || mir_.insts[mb.last].kind == MKind::Jump) continue;
    for (uint32_t e = 0; e < mb.succs.size(); e++)
      if (!edgeMoves(b, e)) {
        uint32_t t = threaded(mb.succs[e]);
        if (tiny_[t]) removed_[t] = 0;
      }
  }
}

uint32_t Assembler::threaded(uint32_t block) const {
  for (int hops = 0; hops < 16 && skip_[block]; hops++) block = mir_.blocks[block].succs[0];
  return block;
}

Assembler::Target Assembler::target(uint32_t owner, uint32_t edge) const {
  return {owner, edge, threaded(mir_.blocks[owner].succs[edge]), edgeMoves(owner, edge)};
}

void Assembler::emitEdgeMoves(uint32_t block, uint32_t edge) {
  if (!edgeMoves(block, edge)) return;
  uint32_t pred = edgePred_[edgeIndex(block, edge)];
  for (const MPhi& phi : mir_.blocks[mir_.blocks[block].succs[edge]].phis) addMove(wordOf(phi.d), phi.from[pred]);
  flushMoves();
}

// ---- terminators -------------------------------------------------------------------------------------------------------

void Assembler::flushTail(Tail& tail, bool poll) {
  if (tail.add != nullptr) emitPlain(*tail.add);
  tail.add = nullptr;
  if (!poll || !tail.poll) return;
  line(*tail.pollInst);
  safepoint(pc(), tail.pollPosition);
  put(Bc::Poll);
  tail.poll = false;
}

void Assembler::emitTerminator(uint32_t b, uint32_t next, Tail tail) {
  const MInst& m = mir_.insts[mir_.blocks[b].last];
  switch (m.kind) {
    case MKind::Jump: return emitGoto(target(b, 0), next, tail, 0);
    case MKind::Branch:
      if (pollsAtBranch_[b] && !tail.poll) {
        tail.poll = true;
        tail.pollInst = &m;
        tail.pollPosition = 4 * mir_.blocks[b].last;
      }
      return emitBranch(b, next, tail, 0);
    case MKind::Switch:
      flushTail(tail, true);
      return emitSwitch(b, next);
    case MKind::Return:
      flushTail(tail, true);
      return emitReturn(m);
    case MKind::Stop:
      flushTail(tail, true);
      return put(Bc::Unreachable);
    default: GOSUB_UNREACHABLE("block %u has no terminator", b);
  }
}

// The block only returns few results: a copy is as short as a jump to it.
bool Assembler::onlyReturns(uint32_t b) const {
  const MBlock& mb = mir_.blocks[b];
  const MInst& end = mir_.insts[mb.last];
  return end.kind == MKind::Return && mb.last == mb.first + 1 && mir_.returns[end.extra].size() <= 3;
}

// The moves of an edge, then control to its end.
void Assembler::emitGoto(const Target& t, uint32_t next, Tail tail, int depth) {
  bool inlines = tiny_[t.block] && depth < kInlineDepth && (t.block != next || tail.poll || tail.add != nullptr);
  if (!inlines) {
    if (pollsAtBranch_[t.block]) tail.poll = false;
    bool polledJump = tail.poll && t.block != next;
    flushTail(tail, !polledJump);
    emitEdgeMoves(t.owner, t.edge);
    if (t.block == next) return;
    if (!polledJump && onlyReturns(t.block)) return emitReturn(mir_.insts[mir_.blocks[t.block].last]);
    if (polledJump) {
      line(*tail.pollInst);
      // Behind the moves the words are as the successor wants them.
      uint32_t header = mir_.blocks[mir_.blocks[t.owner].succs[t.edge]].first;
      safepoint(pc(), t.moves ? 4 * header + 3 : tail.pollPosition);
    }
    return jumpTo(polledJump ? Bc::JumpP : Bc::Jump, {t.owner, t.edge, t.block, false});
  }
  bool pollable = !longJumps_ && polledForm(mir_.insts[mir_.blocks[t.block].last].op) != Bc::Nop;
  if (t.moves) flushTail(tail, !pollable);
  emitEdgeMoves(t.owner, t.edge);
  emitBranch(t.block, next, tail, depth + 1);
}

void Assembler::emitBranch(uint32_t owner, uint32_t next, Tail tail, int depth) {
  const MInst& m = mir_.insts[mir_.blocks[owner].last];
  Target yes = target(owner, m.extra ? 1 : 0), no = target(owner, m.extra ? 0 : 1);
  // Falls into what stands next, or else into the edge whose moves are best made here.
  bool invert = yes.block == next && !yes.moves;
  if (!invert && !(no.block == next && !no.moves)) invert = yes.moves && !no.moves;
  // A loop's way back is the jump.
  if (!invert && !yes.moves && !no.moves && no.block != next && label_[no.block] != kNone && label_[yes.block] == kNone) invert = true;
  Bc op = m.op;
  VReg a = m.s[0], b = m.s[1];
  if (invert) {
    BranchForm form = inverted(op);
    op = form.op;
    if (form.swap) std::swap(a, b);
    std::swap(yes, no);
  }
  Tail none;
  bool imm = b == kNoReg;
  MInst branch = m;
  branch.op = op;
  branch.s[0] = a;
  branch.s[1] = b;
  if (tail.add != nullptr && !yes.moves && fuseLatch(op, branch, yes, tail)) return emitGoto(no, next, none, depth);
  Bc polled = tail.poll && !longJumps_ ? polledForm(op) : Bc::Nop;
  flushTail(tail, polled == Bc::Nop);
  int x = nearSource(wordOf(a), 0);
  int y = imm ? int(m.k[0]) : nearSource(wordOf(b), 1);
  if (tail.poll) {
    op = polled;
    line(*tail.pollInst);
    // The branch's own place: what it compares is live, and moves of phis are done.
    safepoint(pc(), 4 * mir_.blocks[owner].last);
  }
  conditional(op, x, y, yes);
  emitGoto(no, next, none, depth);
}

namespace {

struct LatchRow {
  Bc branch;
  bool counterFirst;   // word compared first
  Bc polled;           // ... and its twin is the form without poll
};
// counter op limit, or limit op counter.
constexpr LatchRow kLatches[] = {
    {Bc::JLtS, true, Bc::LoopLt},    {Bc::JLeS, true, Bc::LoopLe},    {Bc::JLtS, false, Bc::LoopGt},  {Bc::JLeS, false, Bc::LoopGe},
    {Bc::JNe, true, Bc::LoopNe},     {Bc::JNe, false, Bc::LoopNe},    {Bc::JLtSI, true, Bc::LoopLtI}, {Bc::JLeSI, true, Bc::LoopLeI},
    {Bc::JGtSI, true, Bc::LoopGtI},  {Bc::JGeSI, true, Bc::LoopGeI},  {Bc::JNeI, true, Bc::LoopNeI},
};

}  // namespace

// counter += step; compare; jump back, as one instruction.
bool Assembler::fuseLatch(Bc op, const MInst& branch, const Target& t, const Tail& tail) {
  const MInst& add = *tail.add;
  bool imm = branch.s[1] == kNoReg;
  int32_t counter = wordOf(add.d[0]), x = wordOf(branch.s[0]), y = imm ? 0 : wordOf(branch.s[1]);
  if (!imm && x == y) return false;
  Bc fused = Bc::Nop;
  int second = 0, third = 0;
  if (add.op == Bc::AddI64) {
    for (const LatchRow& r : kLatches)
      if (r.branch == op && (r.counterFirst ? x : y) == counter) {
        if (!r.counterFirst && imm) continue;
        fused = r.polled;
        second = imm ? int(branch.k[0]) : r.counterFirst ? y : x;
        third = int(add.k[0]);
        break;
      }
  } else if (!imm && x == counter && (op == Bc::JLtS || op == Bc::JLeS) && y != counter) {
    fused = op == Bc::JLtS ? Bc::LoopAddLt : Bc::LoopAddLe;
    second = wordOf(add.s[1]);
    third = y;
    if (second == counter) return false;
  }
  if (fused == Bc::Nop) return false;
  if (tail.poll) {
    line(*tail.pollInst);
    safepoint(pc(), tail.addPosition);
  } else {
    fused = info(fused).twin;
  }
  uint32_t insn = pc();
  put(fused, counter, second, third);
  put64(0);
  reference(insn, 3, true, t);
  return true;
}

void Assembler::jumpTo(Bc op, const Target& t) {
  uint32_t insn = pc();
  put(op);
  reference(insn, 1, true, t);
}

void Assembler::conditional(Bc op, int a, int b, const Target& t) {
  if (longJumps_) {
    // Over a long jump.
    BranchForm form = inverted(op);
    put(form.op, form.swap ? b : a, form.swap ? a : b, 2);
    return jumpTo(Bc::Jump, t);
  }
  uint32_t insn = pc();
  put(op, a, b, 0);
  reference(insn, 2, false, t);
}

void Assembler::emitSwitch(uint32_t b, uint32_t next) {
  const MBlock& mb = mir_.blocks[b];
  const MInst& m = mir_.insts[mb.last];
  std::span<const int64_t> cases = mir_.switches[m.extra];
  ArenaVector<uint32_t> order(arena_);
  order.resize(cases.size());
  for (uint32_t i = 0; i < order.size(); i++) order[i] = i;
  std::sort(order.begin(), order.end(), [&](uint32_t x, uint32_t y) { return cases[x] < cases[y]; });
  int32_t word = nearSource(wordOf(m.s[0]), 0);
  uint32_t n = uint32_t(cases.size()), otherwise = uint32_t(mb.succs.size()) - 1;
  bool small = n <= 4 && std::all_of(cases.begin(), cases.end(), [](int64_t c) { return c >= -32768 && c <= 32767; });
  if (small) {
    for (uint32_t i = 0; i < n; i++) conditional(Bc::JEqI, word, int(cases[i]), target(b, i));
    return emitGoto(target(b, otherwise), next, {}, 0);
  }
  uint64_t span = uint64_t(cases[order[n - 1]]) - uint64_t(cases[order[0]]);
  uint32_t insn = pc();
  if (span < 4 * uint64_t(n) + 8) {
    uint32_t entries = uint32_t(span) + 1;
    put(Bc::SwitchTable, word);
    put64(uint64_t(cases[order[0]]));
    put64(entries);
    reference(insn, 9, true, target(b, otherwise));
    out_.words.resize(out_.words.size() + (entries + 1) / 2);
    uint32_t i = 0;
    for (uint32_t e = 0; e < entries; e++) {
      bool hit = cases[order[i]] == int64_t(uint64_t(cases[order[0]]) + e);
      reference(insn, 11 + 2 * e, true, target(b, hit ? order[i++] : otherwise));
    }
    return;
  }
  put(Bc::SwitchSearch, word);
  put64(n);
  reference(insn, 5, true, target(b, otherwise));
  for (uint32_t i : order) put64(uint64_t(cases[i]));
  out_.words.resize(out_.words.size() + (n + 1) / 2);
  for (uint32_t i = 0; i < n; i++) reference(insn, 7 + 4 * n + 2 * i, true, target(b, order[i]));
}

// ---- references ----------------------------------------------------------------------------------------------------------

void Assembler::reference(uint32_t insn, uint32_t at, bool wide, const Target& t) {
  if (t.moves) {
    uint32_t& stub = stubOfEdge_[edgeIndex(t.owner, t.edge)];
    if (stub == kNone) {
      stub = uint32_t(stubs_.size());
      stubs_.push_back({t.owner, t.edge});
    }
    fixups_.push_back({insn, at, wide, kNone, stub});
    return;
  }
  if (removed_[t.block] && label_[t.block] == kNone) late_.push_back(t.block);
  fixups_.push_back({insn, at, wide, t.block, kNone});
}

// Stubs of edges with moves, and blocks that were left out but are wanted.
void Assembler::emitLate() {
  size_t stub = 0, late = 0;
  while (stub < stubs_.size() || late < late_.size()) {
    if (stub < stubs_.size()) {
      stubs_[stub].pc = pc();
      Stub s = stubs_[stub++];
      emitGoto(target(s.owner, s.edge), kNone, {}, 0);
      continue;
    }
    uint32_t b = late_[late++];
    if (label_[b] == kNone) emitBlock(b, kNone);
  }
}

bool Assembler::patch() {
  for (const Fixup& f : fixups_) {
    uint32_t to = f.block == kNone ? stubs_[f.stub].pc : label_[f.block];
    GOSUB_CHECK(to != kNone);
    int64_t distance = int64_t(to) - int64_t(f.insn);
    if (f.wide) {
      setWide(&out_.words[f.insn], int(f.at), int32_t(distance));
    } else if (distance < -32768 || distance > 32767) {
      return false;
    } else {
      setField(&out_.words[f.insn], int(f.at), int16_t(distance));
    }
  }
  return true;
}

}  // namespace gosub::interp
