// See fault.h.
#include "interp/fault.h"

#include <ucontext.h>

#include "interp/loop.h"

// The linker's names for the bounds of the section of MEMORY_HANDLERs.
extern "C" const char __start_gosub_memory[], __stop_gosub_memory[];

namespace gosub::interp {

bool redirectFault(void* context, uintptr_t address) {
  greg_t* regs = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  auto at = uintptr_t(regs[REG_RIP]);
  if (at < reinterpret_cast<uintptr_t>(__start_gosub_memory) || at >= reinterpret_cast<uintptr_t>(__stop_gosub_memory))
    return false;
  // r12 .. r15 are as at the handler's entry; what it may have pushed is dropped.
  auto* g = reinterpret_cast<G*>(regs[REG_R13]);
  regs[REG_RSP] = greg_t(g->msp);
  regs[REG_RDI] = greg_t(address);
  regs[REG_RIP] = greg_t(reinterpret_cast<uintptr_t>(&hRaiseFault));
  return true;
}

}  // namespace gosub::interp
