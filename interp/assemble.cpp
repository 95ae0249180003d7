// Instructions to words. See assembler.h.
#include "interp/assemble.h"

#include <algorithm>

#include "base/check.h"
#include "interp/assembler.h"
#include "interp/block_order.h"

namespace gosub::interp {

namespace {

constexpr bool contains(std::string_view s, std::string_view part) { return s.find(part) != std::string_view::npos; }

// By name: memory accesses with a nil or bounds check, checks, division, allocation, calls, polls.
constexpr bool traps(std::string_view name) {
  constexpr std::string_view kParts[] = {"LoadN", "StoreN", "Idx", "MF64", "AddM64", "ToM64", "Chk", "Div", "Mod", "New", "MakeClosure", "Call",
                                         "Defer", "Panic", "Poll", "StackCheck"};
  for (std::string_view p : kParts)
    if (contains(name, p)) return true;
  return name == "Go" || name == "Recover";
}

constexpr OpShape shapeOf(std::string_view name, std::string_view operands) {
  OpShape s;
  s.canTrap = traps(name);
  int field = 0, word = 0;
  for (char c : operands) {
    if (c == ':') {
      word++;
      field = 4 * word - 1;
      continue;
    }
    if (c == '*') break;
    if (c != '.') s.operands[s.count++] = {c, uint8_t(field)};
    field += c == 'K' || c == 'J' ? 2 : 1;
  }
  return s;
}

}  // namespace

constexpr OpShape kShapes[kOpcodes] = {
#define OPCODE(name, operands) shapeOf(#name, operands),
#include "interp/bytecode.def"
};

bool Assembler::run(Assembly* out) {
  prepareEdges();
  prepareBlocks();
  label_.assign(mir_.blocks.size(), kNone);
  out_.words.reserve(mir_.insts.size() + mir_.insts.size() / 2);
  if (mir_.maxOut > kOutSlack) out_.words.push_back(encodeK(Bc::StackCheck, 0, int32_t(mir_.maxOut)));
  ArenaVector<uint32_t> order = orderBlocks(mir_, removed_);
  for (size_t i = 0; i < order.size(); i++) emitBlock(order[i], i + 1 < order.size() ? order[i + 1] : kNone);
  emitLate();
  if (mir_.recoverBlock != kNoReg) out_.recoverOffset = label_[mir_.recoverBlock];
  if (!patch()) return false;
  *out = std::move(out_);
  return true;
}

void Assembler::emitBlock(uint32_t b, uint32_t next) {
  const MBlock& mb = mir_.blocks[b];
  label_[b] = pc();
  Tail tail;
  uint32_t k = mb.first + 1, end = mb.last;
  if (end > k && mir_.insts[end - 1].op == Bc::Poll && mir_.insts[end - 1].kind == MKind::Plain) {
    end--;
    tail.poll = true;
    tail.pollPosition = 4 * end;
    tail.pollInst = &mir_.insts[end];
  }
  if (end > k && !words_.far) {
    const MInst& add = mir_.insts[end - 1];
    bool inPlace = add.kind == MKind::Plain && (add.op == Bc::AddI64 || add.op == Bc::Add64) && wordOf(add.d[0]) == wordOf(add.s[0]);
    if (inPlace) {
      end--;
      tail.add = &add;
      tail.addPosition = 4 * end;
    }
  }
  for (; k < end; k++) emitInst(k);
  emitTerminator(b, next, tail);
}

void Assembler::line(const MInst& m) {
  if (!m.pos.valid() && m.inlined == 0) return;
  if (!out_.lines.empty() && out_.lines.back().pos == m.pos.offset && out_.lines.back().inlined == m.inlined) return;
  if (!out_.lines.empty() && out_.lines.back().pc == pc()) {
    out_.lines.back() = {pc(), m.pos.offset, m.inlined};
    return;
  }
  out_.lines.push_back({pc(), m.pos.offset, m.inlined});
}

void Assembler::emitInst(uint32_t k) {
  const MInst& m = mir_.insts[k];
  switch (m.kind) {
    case MKind::Header: case MKind::Keep: return;
    case MKind::Call: return emitCall(k);
    default: break;
  }
  if (shape(m.op).canTrap) line(m);
  if (m.op == Bc::Move) {
    if (wordOf(m.d[0]) != wordOf(m.s[0])) emitMove(wordOf(m.d[0]), wordOf(m.s[0]));
    return;
  }
  if (m.op == Bc::Poll) safepoint(pc(), 4 * k);
  if (words_.far) emitFar(m);
  else emitPlain(m);
  if (m.op == Bc::RunDefers) {
    safepoint(pc(), 4 * k + 1);
    put(Bc::RunDefersNext);
  } else if (m.safepoint && m.op != Bc::Poll) {
    safepoint(pc(), 4 * k + 1);
  }
}

uint64_t* Assembler::begin(Bc op) {
  size_t at = out_.words.size();
  out_.words.resize(at + info(op).words);
  out_.words[at] = uint64_t(op);
  return &out_.words[at];
}

void Assembler::emitPlain(const MInst& m) {
  uint64_t* insn = begin(m.op);
  const OpShape& form = shape(m.op);
  int d = 0, s = 0, k = 0;
  for (int i = 0; i < form.count; i++) {
    int at = form.operands[i].field;
    switch (form.operands[i].letter) {
      case 'd': case 'D': setField(insn, at, int16_t(wordOf(m.d[d++]))); break;
      case 's': case 'S': setField(insn, at, int16_t(wordOf(m.s[s++]))); break;
      case 'i': case 'u': setField(insn, at, int16_t(m.k[k++])); break;
      case 'K': {
        int64_t v = m.k[k++];
        if (m.slotBased && k == 1) v += int64_t(words_.slotBase) * 8;
        setWide(insn, at, int32_t(v));
        break;
      }
      default: {
        int64_t v = m.k[k++];
        if (m.op == Bc::ModMagic && k == 3) v &= 1;
        std::memcpy(reinterpret_cast<char*>(insn) + 2 * (at + 1), &v, 8);
        if (m.op == Bc::ModMagic && k == 3) k--;
      }
    }
  }
  if (m.op == Bc::ModMagic) insn[3] = uint64_t(m.k[2]) >> 1;
}

// Words out of reach go through scratch words.
int32_t Assembler::nearSource(int32_t word, uint32_t scratch) {
  if (near(word)) return word;
  int32_t at = int32_t(words_.scratch + scratch);
  put(Bc::MoveFromFar, at);
  put64(uint64_t(int64_t(word)));
  return at;
}

void Assembler::emitFar(const MInst& m) {
  MInst copy = m;
  // Words below fp are near, and kFrameWord can't name them.
  for (int i = 0; i < 5; i++)
    if (m.s[i] != kNoReg && !near(wordOf(m.s[i]))) copy.s[i] = kFrameWord | uint32_t(nearSource(wordOf(m.s[i]), uint32_t(i)));
  for (int i = 0; i < 2; i++)
    if (m.d[i] != kNoReg && !near(wordOf(m.d[i]))) copy.d[i] = kFrameWord | (words_.scratch + 5 + uint32_t(i));
  emitPlain(copy);
  for (int i = 0; i < 2; i++)
    if (m.d[i] != kNoReg && !near(wordOf(m.d[i]))) emitMove(wordOf(m.d[i]), int32_t(words_.scratch + 5 + uint32_t(i)));
}

void Assembler::constant(int32_t to, int64_t value) {
  int32_t at = near(to) ? to : int32_t(words_.scratch);
  if (value >= INT32_MIN && value <= INT32_MAX) {
    put64(encodeK(Bc::Const, at, int32_t(value)));
  } else {
    put(Bc::Const64, at);
    put64(uint64_t(value));
  }
  if (at != to) emitMove(to, at);
}

// ---- calls and returns -------------------------------------------------------------------------------------------------

void Assembler::emitCall(uint32_t k) {
  const MInst& m = mir_.insts[k];
  const MCall& c = mir_.calls[m.extra];
  int args = int(c.args.size()), results = int(c.results.size());
  for (int i = 0; i < args; i++) addMove(i - args, c.args[size_t(i)]);
  flushMoves();
  int32_t callee = m.s[0] == kNoReg ? 0 : nearSource(wordOf(m.s[0]), 1);
  line(m);
  switch (m.op) {
    case Bc::CallClosure: put(m.op, callee, args, results); break;
    case Bc::CallIface:
      put(m.op, callee, args, results);
      put64(uint64_t(m.k[2]));
      break;
    case Bc::Recover: put(m.op); break;
    default:
      put(m.op, args, results);
      put64(uint64_t(m.k[2]));
  }
  if (m.safepoint) safepoint(pc(), 4 * k + 1);
  for (int j = 0; j < results; j++)
    if (c.results[size_t(j)] != kNoReg) {
      MSrc from;
      from.kind = MSrc::Reg;
      from.reg = kNoReg;
      moves_.push_back({wordOf(c.results[size_t(j)]), MSrc::Reg, j - results, 0});
    }
  flushMoves();
}

void Assembler::emitReturn(const MInst& m) {
  std::span<const MSrc> list = mir_.returns[m.extra];
  size_t n = list.size();
  if (n == 0) return put(Bc::Ret);
  if (n == 1 && list[0].kind == MSrc::Imm && list[0].imm >= INT32_MIN && list[0].imm <= INT32_MAX) {
    put64(encodeK(Bc::Ret1I, 0, int32_t(list[0].imm)));
    return;
  }
  int32_t base = int32_t(words_.scratch + (words_.far ? kScratchWords : 0)), words[4];
  if (n > 4) {
    for (size_t i = 0; i < n; i++) addMove(base + int32_t(i), list[i]);
    flushMoves();
    return put(Bc::RetN, base, int(n));
  }
  // Constants get words that no other result is in; far words are brought near.
  uint32_t next = 0;
  auto inUse = [&](int32_t w) {
    for (const MSrc& s : list)
      if (s.kind == MSrc::Reg && wordOf(s.reg) == w) return true;
    return false;
  };
  for (size_t i = 0; i < n; i++) {
    bool keep = list[i].kind == MSrc::Reg && near(wordOf(list[i].reg));
    if (keep) {
      words[i] = wordOf(list[i].reg);
      continue;
    }
    // The same constant twice needs one word.
    size_t same = 0;
    for (; same < i; same++)
      if (list[i].kind == MSrc::Imm && list[same].kind == MSrc::Imm && list[same].imm == list[i].imm) break;
    if (same < i) {
      words[i] = words[same];
      continue;
    }
    while (inUse(base + int32_t(next))) next++;
    words[i] = base + int32_t(next++);
    addMove(words[i], list[i]);
  }
  flushMoves();
  switch (n) {
    case 1: put(Bc::Ret1, words[0]); break;
    case 2: put(Bc::Ret2, words[0], words[1]); break;
    case 3: put(Bc::Ret3, words[0], words[1], words[2]); break;
    default:
      put(Bc::Ret4, words[0], words[1], words[2]);
      put64(uint16_t(words[3]));
  }
}

Assembly assemble(const Mir& mir, const Allocation& allocation) {
  Assembly out(mir.arena);
  if (Assembler(mir, allocation, false).run(&out)) return out;
  GOSUB_CHECK(Assembler(mir, allocation, true).run(&out));
  return out;
}

}  // namespace gosub::interp
