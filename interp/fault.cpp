// See fault.h.
#include "interp/fault.h"

#include <ucontext.h>

#include <utility>

#include "interp/loop.h"

// The linker's names for the bounds of the section of MEMORY_HANDLERs.
extern "C" const char __start_gosub_memory[], __stop_gosub_memory[];

namespace gosub::interp {

namespace {

// The goroutine whose code this thread runs.
thread_local G* running = nullptr;

constexpr uintptr_t kNilPage = 4096;

bool inMemoryHandler(uintptr_t rip) {
  return rip >= reinterpret_cast<uintptr_t>(__start_gosub_memory) && rip < reinterpret_cast<uintptr_t>(__stop_gosub_memory);
}

// Natives and runtime entries hold no lock and own no memory while they read what the program gave them. At a nil address
// it is a mistake of theirs: they are not called with nil, or look for it.
bool inNative(const G& g, uintptr_t address) {
  if (address < kNilPage) return false;
  switch (opcodeOf(*g.pc)) {
    case Bc::CallRt: case Bc::CallRtLeaf: case Bc::NativeStub: return true;
    case Bc::CallNative: return (reinterpret_cast<const FuncDesc*>(g.pc[1])->flags & abi::kFuncBlocking) == 0;
    default: return false;
  }
}

}  // namespace

G* setRunning(G* g) { return std::exchange(running, g); }

bool redirectFault(void* context, uintptr_t address) {
  greg_t* regs = static_cast<ucontext_t*>(context)->uc_mcontext.gregs;
  G* g = running;
  if (inMemoryHandler(uintptr_t(regs[REG_RIP]))) {
    // r12 .. r15 are as at the handler's entry; what it may have pushed is dropped.
    g = reinterpret_cast<G*>(regs[REG_R13]);
  } else if (g != nullptr && inNative(*g, address)) {
    regs[REG_R12] = greg_t(reinterpret_cast<uintptr_t>(g->pc));
    regs[REG_R13] = greg_t(reinterpret_cast<uintptr_t>(g));
    regs[REG_R14] = greg_t(reinterpret_cast<uintptr_t>(g->fp));
    regs[REG_R15] = greg_t(reinterpret_cast<uintptr_t>(handlersFor(g)));
  } else {
    return false;
  }
  regs[REG_RSP] = greg_t(g->msp);
  regs[REG_RDI] = greg_t(address);
  regs[REG_RIP] = greg_t(reinterpret_cast<uintptr_t>(&hRaiseFault));
  return true;
}

}  // namespace gosub::interp
