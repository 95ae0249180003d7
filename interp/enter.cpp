// The table of handlers and the one way into them. Handlers are preserve_none functions: their caller must save everything,
// which a C++ caller can't be trusted with (LOOP-1), so this thunk is the only one.
#include "interp/enter.h"

#include "interp/loop.h"

#if !defined(__x86_64__)
#error "gosub's interpreter is entered through x86-64 assembly"
#endif

namespace gosub::interp {

const HandlerEntry kHandlers[kOpcodes] = {
#define OPCODE(name, operands) {&h##name},
#include "interp/bytecode.def"
};

const uint16_t kTwins[kOpcodes] = {
#define OPCODE(name, operands) uint16_t(Bc::name),
#define POLLED(name, twin, operands) uint16_t(Bc::twin),
#include "interp/bytecode.def"
};

static_assert(offsetof(G, limit) == abi::kGLimit && offsetof(G, sp) == abi::kGSp && offsetof(G, msp) == abi::kGMsp &&
              offsetof(G, resume) == abi::kGResume && offsetof(G, pc) == abi::kGPc && offsetof(G, fp) == abi::kGFp);

// int gosubEnter(G* g, Table table): continues at g->resume with the interpreter's registers; handlers come back by returning
// a Status. G::msp is where the return address of that call is, for compiled code that has left the thread's stack.
asm(R"(
  .text
  .p2align 4
  .globl gosubEnter
  .hidden gosubEnter
  .type gosubEnter, @function
gosubEnter:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  subq $8, %rsp
  movq %rdi, %r13
  movq %rsi, %r15
  movq 32(%r13), %r12
  movq 40(%r13), %r14
  leaq -8(%rsp), %rax
  movq %rax, 16(%r13)
  movq (%r12), %rdi
  callq *24(%r13)
  addq $8, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  retq
  .size gosubEnter, .-gosubEnter
)");

}  // namespace gosub::interp
