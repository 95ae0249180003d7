// The disassembler. See disasm.h.
#include "interp/disasm.h"

#include <cstdio>

#include "interp/assembler.h"
#include "runtime/types/table.h"

namespace gosub::interp {

namespace {

std::string hex(uint64_t v) {
  char buf[24];
  std::snprintf(buf, sizeof buf, "0x%llx", static_cast<unsigned long long>(v));
  return buf;
}

std::string wordText(int64_t w) { return (w < 0 ? "out" : "w") + std::to_string(w < 0 ? -w : w); }

void operand(std::string& out, const uint64_t* insn, uint32_t pc, OpShape::Operand o) {
  uint64_t whole;
  switch (o.letter) {
    case 'd': case 's': out += wordText(field(insn, o.field)); break;
    case 'D': case 'S': out += wordText(field(insn, o.field)) + ".."; break;
    case 'i': out += "#" + std::to_string(field(insn, o.field)); break;
    case 'u': out += "#" + std::to_string(uint16_t(field(insn, o.field))); break;
    case 'K': out += "#" + std::to_string(wide(insn, o.field)); break;
    case 'j': out += "->" + std::to_string(int64_t(pc) + field(insn, o.field)); break;
    case 'J': out += "->" + std::to_string(int64_t(pc) + wide(insn, o.field)); break;
    default:
      std::memcpy(&whole, reinterpret_cast<const char*>(insn) + 2 * (o.field + 1), 8);
      if (o.letter == 'q') {
        out += "#" + std::to_string(int64_t(whole));
      } else if (o.letter == 'f' && whole != 0) {
        out += "@" + std::string(reinterpret_cast<const abi::FuncDesc*>(whole)->name.view());
      } else if (o.letter == 't' && whole != 0) {
        out += "type " + rt::typeText(reinterpret_cast<const abi::TypeDesc*>(whole));
      } else {
        out += hex(whole);
      }
  }
}

void variablePart(std::string& out, const uint64_t* insn, uint32_t pc) {
  auto target = [&](int at) { return "->" + std::to_string(int64_t(pc) + wide(insn, at)); };
  if (opcodeOf(*insn) == Bc::SwitchTable) {
    for (int32_t i = 0; i < wide(insn, 7); i++) out += " " + std::to_string(int64_t(insn[1]) + i) + target(11 + 2 * i);
  } else if (opcodeOf(*insn) == Bc::SwitchSearch) {
    int32_t n = wide(insn, 3);
    for (int32_t i = 0; i < n; i++) out += " " + std::to_string(int64_t(insn[2 + i])) + target(7 + 4 * n + 2 * i);
  }
}

void mapText(std::string& out, const abi::StackMapTable& t, uint32_t map, const Code& code) {
  out += "            ; live:";
  uint32_t argBase = code.frameWords - t.argWords;
  for (uint32_t i = 0; i < t.localWords; i++)
    if (t.bit(map, i)) out += " w" + std::to_string(abi::kFrameLinkWords + i);
  for (uint32_t i = 0; i < t.argWords; i++)
    if (t.bit(map, t.localWords + i)) out += " w" + std::to_string(argBase + i);
  for (uint32_t i = 0; i < t.slots.size(); i++)
    if (t.bit(map, t.localWords + t.argWords + i))
      out += " slot w" + std::to_string(t.slots[i].wordOffset) + "+" + std::to_string(t.slots[i].words);
  out += '\n';
}

}  // namespace

void disassembleInstruction(std::string& out, const uint64_t* insn, uint32_t pc) {
  Bc op = opcodeOf(*insn);
  if (op >= Bc::Count) {
    out += "? " + hex(*insn);
    return;
  }
  out += info(op).name;
  const OpShape& form = shape(op);
  for (int i = 0; i < form.count; i++) {
    out += i == 0 ? std::string(std::max<size_t>(1, 12 - std::min<size_t>(12, info(op).name.size())), ' ') : ", ";
    operand(out, insn, pc, form.operands[i]);
  }
  variablePart(out, insn, pc);
}

void disassemble(std::string& out, const Code& code, std::string_view name, const DisasmOptions& options) {
  out += name;
  out += ": frame " + std::to_string(code.frameWords) + ", out " + std::to_string(code.outWords) + ", words " +
         std::to_string(code.words.size()) + "\n";
  uint32_t n = uint32_t(code.words.size());
  size_t line = 0, map = 0;
  for (uint32_t pc = 0; pc < n; pc += lengthOf(&code.words[pc])) {
    char at[16];
    std::snprintf(at, sizeof at, "%6u  ", pc);
    if (int64_t(pc) == code.recoverOffset) out += "recover:\n";
    out += at;
    size_t from = out.size();
    disassembleInstruction(out, &code.words[pc], pc);
    bool place = false;
    for (; line < code.lines.size() && code.lines[line].pc <= pc; line++) place = true;
    if (place && options.sources != nullptr) {
      if (out.size() - from < 44) out.append(44 - (out.size() - from), ' ');
      out += "  ; " + options.sources->toString(Pos{code.lines[line - 1].pos});
      if (code.lines[line - 1].inlined != 0) out += " (inlined " + std::to_string(code.lines[line - 1].inlined) + ")";
    }
    out += '\n';
    if (!options.maps || code.maps == nullptr) continue;
    uint32_t after = pc + lengthOf(&code.words[pc]);
    for (; map < code.maps->pcs.size() && code.maps->pcs[map] < after + 1; map++) {
      bool here = code.maps->pcs[map] == (isPolled(opcodeOf(code.words[pc])) ? pc : after);
      if (!here && code.maps->pcs[map] == after) break;
      if (here && code.maps->index[map] != 0) mapText(out, *code.maps, code.maps->index[map], code);
    }
  }
}

}  // namespace gosub::interp
