// The stack of a thread's signal handlers, for as long as the object lives: handlers must not run on what a thread that runs Go
// code has as its stack pointer (the owner of the handlers sets SA_ONSTACK). A thread that has one keeps it.
#pragma once

#include <signal.h>

#include <cstddef>

namespace gosub::rt {

class AltStack {
 public:
  AltStack();
  ~AltStack();
  AltStack(const AltStack&) = delete;

 private:
  void* memory_ = nullptr;
  size_t bytes_ = 0;
};

}  // namespace gosub::rt
