// The bytecode verifier. See verify.h.
#include "interp/verify.h"

#include <algorithm>

#include "interp/assembler.h"
#include "runtime/abi/frame.h"

namespace gosub::interp {

namespace {

constexpr bool isCall(Bc op) {
  switch (op) {
    case Bc::Call: case Bc::CallClosure: case Bc::CallIface: case Bc::CallNative: case Bc::CallRt: case Bc::Go: case Bc::Defer:
    case Bc::RunDefers: return true;
    default: return false;
  }
}

constexpr bool endsControl(Bc op) {
  switch (op) {
    case Bc::Jump: case Bc::JumpP: case Bc::SwitchTable: case Bc::SwitchSearch: case Bc::Ret: case Bc::Ret1: case Bc::Ret1I: case Bc::Ret2:
    case Bc::Ret3: case Bc::Ret4: case Bc::RetN: case Bc::Unreachable: return true;
    default: return false;
  }
}

// Whether there is more to it than its operands: Verifier::special looks at it.
constexpr bool isSpecial(Bc op, Bc twin) {
  switch (op) {
    case Bc::MoveBlock: case Bc::RetN: case Bc::MoveFromFar: case Bc::MoveToFar: case Bc::ZeroSlot: case Bc::SwitchTable:
    case Bc::SwitchSearch: case Bc::CallRtLeaf: return true;
    default: return isCall(op) || op != twin;
  }
}

constexpr bool kSpecial[kOpcodes] = {
#define OPCODE(name, operands) isSpecial(Bc::name, Bc::name),
#define POLLED(name, twin, operands) isSpecial(Bc::name, Bc::twin),
#include "interp/bytecode.def"
};

class Verifier {
 public:
  explicit Verifier(const Code& code)
      : code_(code), n_(uint32_t(code.words.size())), most_(std::max(code.frameWords, uint32_t(abi::kFrameLinkWords)) - abi::kFrameLinkWords) {}

  std::string run() {
    if (n_ == 0) return "no code";
    marks_.assign(n_ + 1, 0);
    if (!findBegins()) return error_;
    tables();
    for (uint32_t pc = 0; pc < n_ && error_.empty();) pc = instruction(pc);
    return error_;
  }

 private:
  bool fail(uint32_t pc, std::string why) {
    if (error_.empty()) error_ = "word " + std::to_string(pc) + ": " + std::move(why);
    return false;
  }

  bool findBegins() {
    uint32_t pc = 0;
    Bc last = Bc::Nop;
    while (pc < n_) {
      last = opcodeOf(code_.words[pc]);
      if (last >= Bc::LowerStub) return fail(pc, "opcode " + std::to_string(int(last)) + " is not for functions");
      if (pc + info(last).words > n_) return fail(pc, "instruction runs over the end");
      marks_[pc] = kBegins;
      uint32_t length = lengthOf(&code_.words[pc]);
      if (length > n_ - pc) return fail(pc, "instruction runs over the end");
      pc += length;
    }
    return endsControl(last) || fail(n_, "control runs off the end");
  }

  // Most are locals: one comparison.
  void word(uint32_t pc, int64_t w, bool written, int width) {
    uint64_t at = uint64_t(w - abi::kFrameLinkWords);
    if (at < most_ && at + uint64_t(width) <= most_) return;
    otherWord(pc, w, written, width);
  }
  [[gnu::noinline]] void otherWord(uint32_t pc, int64_t w, bool written, int width) {
    bool ok = w + width <= int64_t(code_.frameWords) && w >= -int64_t(code_.outWords) && !(w < 0 && w + width > 0);
    if (w >= 0 && w < abi::kFrameLinkWords && (written || w + width - 1 != abi::kFrameFuncVal)) ok = false;
    if (!ok) fail(pc, std::string(info(opcodeOf(code_.words[pc])).name) + ": word " + std::to_string(w) + " is not of the frame");
  }

  void bytes(uint32_t pc, int64_t offset, int64_t size) {
    int64_t low = offset / 8, high = (offset + size + 7) / 8;
    if (offset < 0 && -offset <= int64_t(code_.outWords) * 8 && offset + size <= 0) return;
    if (low < abi::kFrameLinkWords || high > int64_t(code_.frameWords)) fail(pc, "slot bytes are not of the frame");
  }

  void jump(uint32_t pc, int64_t distance) {
    int64_t to = int64_t(pc) + distance;
    if (to < 0 || to >= int64_t(n_) || !begins(size_t(to))) fail(pc, "jump to word " + std::to_string(to) + ", where no instruction begins");
  }

  // Returns where the next one begins. Not looked at: addresses of slots, which behind a check that always fails may lie outside of the
  // frame.
  uint32_t instruction(uint32_t pc) {
    const uint64_t* insn = &code_.words[pc];
    Bc op = opcodeOf(*insn);
    const OpShape& form = shape(op);
    for (int i = 0; i < form.count; i++) {
      int at = form.operands[i].field;
      switch (form.operands[i].letter) {
        case 'd': word(pc, field(insn, at), true, 1); break;
        case 's': word(pc, field(insn, at), false, 1); break;
        case 'D': word(pc, field(insn, at), true, 2); break;
        case 'S': word(pc, field(insn, at), false, 2); break;
        case 'j': jump(pc, field(insn, at)); break;
        case 'J': jump(pc, wide(insn, at)); break;
        default: break;
      }
    }
    return kSpecial[size_t(op)] ? special(pc, insn, op) : pc + info(op).words;
  }

  uint32_t special(uint32_t pc, const uint64_t* insn, Bc op) {
    auto range = [&](int64_t w, int64_t count, bool written) { word(pc, w, written, int(std::max<int64_t>(count, 1))); };
    switch (op) {
      case Bc::MoveBlock:
        range(field(insn, 0), uint16_t(field(insn, 2)), true);
        range(field(insn, 1), uint16_t(field(insn, 2)), false);
        break;
      case Bc::RetN: range(field(insn, 0), uint16_t(field(insn, 1)), false); break;
      case Bc::MoveFromFar: word(pc, int64_t(insn[1]), false, 1); break;
      case Bc::MoveToFar: word(pc, int64_t(insn[1]), true, 1); break;
      case Bc::ZeroSlot: bytes(pc, wide(insn, 1), int64_t(insn[1])); break;
      case Bc::SwitchTable:
        for (int32_t i = 0; i < wide(insn, 7); i++) jump(pc, wide(insn, 11 + 2 * i));
        break;
      case Bc::SwitchSearch: {
        int32_t n = wide(insn, 3);
        for (int32_t i = 0; i < n; i++) jump(pc, wide(insn, 7 + 4 * n + 2 * i));
        for (int32_t i = 1; i < n; i++)
          if (int64_t(insn[2 + i - 1]) >= int64_t(insn[2 + i])) fail(pc, "cases are not sorted");
        break;
      }
      case Bc::Call: case Bc::CallNative: case Bc::CallRt: case Bc::CallRtLeaf: outgoing(pc, field(insn, 0), field(insn, 1)); break;
      case Bc::CallClosure: case Bc::CallIface: outgoing(pc, field(insn, 1), field(insn, 2)); break;
      case Bc::RunDefers:
        if (opcodeOf(insn[1]) != Bc::RunDefersNext) fail(pc, "RunDefersNext does not follow");
        break;
      default: break;
    }
    uint32_t after = pc + lengthOf(insn);
    if (isCall(op) && !hasMap(after)) fail(pc, "no stack map for the return address");
    if (isPolled(op) && !hasMap(pc)) fail(pc, "no stack map for the poll");
    return after;
  }

  void outgoing(uint32_t pc, int args, int results) {
    if (uint32_t(std::max(args, results)) > code_.outWords) fail(pc, "more outgoing words than stated");
  }

  bool begins(size_t pc) const { return (marks_[pc] & kBegins) != 0; }
  bool hasMap(uint32_t pc) const { return (marks_[pc] & kHasMap) != 0; }

  void tables() {
    const auto& pcs = code_.maps->pcs;
    for (size_t i = 0; i < pcs.size(); i++) {
      if (pcs[i] >= n_ || !begins(pcs[i])) return void(fail(pcs[i], "a stack map where no instruction begins"));
      marks_[pcs[i]] |= kHasMap;
      if (i > 0 && pcs[i - 1] >= pcs[i]) fail(pcs[i], "stack maps are not sorted");
      size_t count = code_.maps->mapWords == 0 ? 1 : code_.maps->maps.size() / code_.maps->mapWords;
      if (code_.maps->index[i] >= count) fail(pcs[i], "no such map");
    }
    for (size_t i = 0; i < code_.lines.size(); i++) {
      if (code_.lines[i].pc >= n_ || !begins(code_.lines[i].pc)) fail(code_.lines[i].pc, "a line where no instruction begins");
      if (i > 0 && code_.lines[i - 1].pc >= code_.lines[i].pc) fail(code_.lines[i].pc, "lines do not ascend");
    }
    if (code_.recoverOffset >= int64_t(n_) || (code_.recoverOffset >= 0 && !begins(size_t(code_.recoverOffset))))
      fail(0, "recover block is no instruction");
  }

  const Code& code_;
  uint32_t n_;
  uint32_t most_;  // words behind the link words
  static constexpr uint8_t kBegins = 1, kHasMap = 2;
  std::vector<uint8_t> marks_;  // by word
  std::string error_;
};

}  // namespace

std::string verify(const Code& code) { return Verifier(code).run(); }

}  // namespace gosub::interp
