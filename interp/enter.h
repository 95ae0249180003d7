// The thunk through which C++ enters the interpreter's handlers. See enter.cpp.
#pragma once

#include "runtime/abi/g.h"

namespace gosub::interp {
struct HandlerEntry;
}

extern "C" int gosubEnter(gosub::abi::G* g, const gosub::interp::HandlerEntry* table);
