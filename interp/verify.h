// Checks bytecode before it runs.
//
// B-1 opcodes exist, instructions end within the code, and only their own fields are set
// B-2 (addresses of slots excepted) words of the frame are written and read within it: locals, slots, arguments, and the outgoing words below fp
// B-3 jumps go to begins of instructions
// B-4 control cannot run off the end
// B-5 keys of the maps are begins of instructions: what follows a call, or a polled instruction; every call that can be a
//     safepoint and every polled instruction has one
// B-6 the line table ascends and names begins of instructions
#pragma once

#include <string>

#include "interp/encode.h"

namespace gosub::interp {

// Empty when all is well, else the first violation.
std::string verify(const Code& code);

}  // namespace gosub::interp
