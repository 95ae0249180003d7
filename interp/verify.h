// Checks bytecode before it runs.
//
// BC-1 opcodes exist, instructions end within the code, and only their own fields are set
// BC-2 (addresses of slots excepted) words of the frame are written and read within it: locals, slots, arguments, and the outgoing words below fp
// BC-3 jumps go to begins of instructions
// BC-4 control cannot run off the end
// BC-5 keys of the maps are begins of instructions: what follows a call, or a polled instruction; every call that can be a
//      safepoint and every polled instruction has one
// BC-6 the line table ascends and names begins of instructions
#pragma once

#include <string>

#include "interp/encode.h"

namespace gosub::interp {

// Empty when all is well, else the first violation.
std::string verify(const Code& code);

}  // namespace gosub::interp
