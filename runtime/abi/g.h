// G: one goroutine, as generated code, stubs and natives see it. The words at the top have offsets that assembly
// knows (kGLimit .. kGFp below). Scheduling state that only C++ needs lives in sched's part of the struct (schedState).
//
// Thread rule: a G is owned by the M that runs it; other threads touch only `limit`, `preempt` and what sched locks.
#pragma once

#include <atomic>
#include <cstdint>

#include "runtime/abi/frame.h"
#include "runtime/abi/value.h"

namespace gosub::rt {
struct Runtime;   // one per instance: runtime/runtime.h
struct Sudog;
struct DeferRecord;
struct PanicRecord;
struct SchedState;
struct StackSegment;
}  // namespace gosub::rt

namespace gosub::abi {

// limit value that makes every prologue and latch poll take its slow path.
inline constexpr uintptr_t kPollLimit = ~uintptr_t{0};

struct G {
  // Lowest address that a frame may use in the current segment; kPollLimit asks for a poll.
  std::atomic<uintptr_t> limit;
  uintptr_t sp;            // saved stack pointer of compiled code while C++ runs or while parked
  uintptr_t msp;           // the thread's stack pointer inside enter
  const void* resume;      // where enter continues
  const uint64_t* pc;      // interpreter state while not running bytecode (native call, park)
  Word* fp;
  rt::Runtime* runtime;

  uintptr_t trueLimit;     // what limit is when nobody asks for a poll
  std::atomic<uint32_t> preempt;  // why limit is kPollLimit (bits: sched/preempt.h)

  // CallGo: the function a native wants called, its arguments, and the native continuation (sched/callgo.h).
  FuncVal* callFn;
  // kPanic: the value to raise; for a nil dereference where it would have faulted.
  Eface panicValue;
  uintptr_t faultAddress;
  bool isFault;

  rt::DeferRecord* defers;   // innermost first
  rt::PanicRecord* panics;   // innermost first
  rt::StackSegment* segment; // current
  rt::SchedState* sched;     // status, id, wait reason, sudogs, M, ...
  uint64_t id;

  // As new, for another goroutine: all but runtime and sched.
  void reset() {
    sp = msp = 0;
    resume = nullptr;
    pc = nullptr;
    fp = nullptr;
    trueLimit = 0;
    limit.store(0, std::memory_order_relaxed);
    preempt.store(0, std::memory_order_relaxed);
    callFn = nullptr;
    panicValue = {};
    faultAddress = 0;
    isFault = false;
    defers = nullptr;
    panics = nullptr;
    segment = nullptr;
  }
};

// Offsets that assembly knows (interp/enter.cpp).
inline constexpr int kGLimit = 0, kGSp = 8, kGMsp = 16, kGResume = 24, kGPc = 32, kGFp = 40;

}  // namespace gosub::abi
