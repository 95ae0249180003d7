// Faults of the program: a load or store at an address that is neither nil nor mapped (unsafe, mmap). The handler of such an
// instruction faults, or the native that was given the address; whoever owns the signal handler (the command line, or a host
// that lets gosub) asks here first.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"

namespace gosub::interp {

// Tells which goroutine's code the calling thread is about to run (null: none), and gives what was told before.
abi::G* setRunning(abi::G* g);

// In a handler of SIGSEGV or SIGBUS on the alternate stack: when the fault is the program's, changes the context (ucontext_t*)
// so that returning from the handler goes on with Go's panic or fatal error. False: it is a bug of gosub's own.
bool redirectFault(void* context, uintptr_t address);

}  // namespace gosub::interp
