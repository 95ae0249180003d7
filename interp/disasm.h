// Bytecode as text, for `gosub dump --stage=bytecode`, tests and debuggers.
#pragma once

#include <string>

#include "interp/encode.h"

namespace gosub::interp {

struct DisasmOptions {
  bool maps = true;                // live words at safepoints
  const SourceMap* sources = nullptr;  // adds file:line where the place changes
};

// One instruction: name and operands; pc is its offset, for jump targets.
void disassembleInstruction(std::string& out, const uint64_t* insn, uint32_t pc);
void disassemble(std::string& out, const Code& code, std::string_view name, const DisasmOptions& options = {});

}  // namespace gosub::interp
