// How natives stop a goroutine. A native never waits in C++: it leaves what it waits for in a Sudog or timer, says why
// with park(), and returns the Status; another goroutine, a timer or a worker thread calls ready().
//
// The results of the interrupted native are written by whoever wakes it, or by its completion: a function that runs on
// the woken goroutine before its Go code continues, and may panic or park again.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"

namespace gosub::rt {

class Lock;
class Scheduler;
struct M;

enum class WaitReason : uint8_t {
#define WAITREASON(name, text) name,
#include "runtime/sched/waitreason.def"
#undef WAITREASON
};
const char* waitReasonText(WaitReason r);

enum class GStatus : uint8_t {
#define GSTATUS(name, text, next) name,
#include "runtime/sched/gstatus.def"
#undef GSTATUS
};

// Runs on the woken goroutine; `results` are the result words of the parked native. Null: nothing to do.
using Completion = abi::Status (*)(abi::G& g, abi::Word* results);

// Runs on the M's loop when the goroutine has stopped and its state is saved: what lets others find it (unlocks the queue that it
// is in, starts its timer). From then on it may run elsewhere, so nothing of it is touched any more.
using ParkCommit = void (*)(abi::G& g, void* data);

// Runs when a Go function that a native asked for has returned: see callgo.h.
using GoContinuation = abi::Status (*)(abi::G& g, abi::Word* arguments, const abi::Word* returned, abi::Word* results);

// A goroutine's place in the queue of a channel, semaphore or condition. Owned by the scheduler's free list.
struct Sudog {
  abi::G* g = nullptr;
  Sudog* next = nullptr;
  Sudog* prev = nullptr;
  Sudog* waitLink = nullptr;   // the G's next sudog (select), or the next in a semaphore's list
  void* elem = nullptr;        // where the data is or goes; points into a frame or live heap object
  void* queueOf = nullptr;     // Hchan of a channel wait
  uint32_t ticket = 0;         // case index of a select; ticket of a notify list
  bool isSelect = false;
  bool success = false;        // woken by a partner rather than by close
};

// The stack of a go statement, kept for tracebacks (GODEBUG tracebackancestors).
struct Ancestor {
  uint64_t id;
  std::vector<uintptr_t> pcs;  // logical (stack/traceback.h)
};

// The scheduler's part of a goroutine (G::sched).
struct SchedState {
  abi::G* g = nullptr;
  std::atomic<GStatus> status{GStatus::Idle};
  WaitReason reason = WaitReason::None;
  std::atomic<bool> selectDone{false};  // a partner has claimed this select
  bool lockedToThread = false;
  bool panicOnFault = false;       // debug.SetPanicOnFault
  uint32_t threadLocks = 0;        // runtime.LockOSThread calls not undone
  bool system = false;             // runtime's own goroutine: not counted, hidden in dumps
  bool started = false;            // its entry function has been set up on the stack
  abi::G* queueNext = nullptr;     // link of the global queue
  M* lockedM = nullptr;            // that alone runs it
  ParkCommit commit = nullptr;
  void* commitData = nullptr;
  Sudog* waiting = nullptr;        // sudogs of the current wait, by waitLink
  Sudog* wokenBy = nullptr;        // which of them fired; null for close of ... see select
  Completion completion = nullptr;
  abi::Word* results = nullptr;    // of the parked native
  void* completionData = nullptr;  // for the completion
  const abi::Word* callArgs = nullptr;   // kCallGo: read at once (callgo.h)
  GoContinuation callThen = nullptr;
  abi::Word callWords[4] = {};           // room for short argument lists of kCallGo
  int64_t waitSince = 0;           // monotonic ns
  uint32_t scannedIn = 0;          // the cycle of the collector that has scanned its stack
  uint64_t parentId = 0;           // goroutine that executed the go statement
  const abi::FuncDesc* createdBy = nullptr;
  const uint64_t* createdPc = nullptr;
  std::unique_ptr<std::vector<Ancestor>> ancestors;  // nearest first; null: not kept
  const abi::FuncVal* entry = nullptr;  // root while not started
  uint32_t printDepth = 0;              // print statements begun
  std::string* printing = nullptr;      // what they have so far; made by the first

  SchedState() = default;
  ~SchedState() { delete printing; }
  // As new, for another goroutine of the same G.
  void reset();
};

// Marks g as waiting; returns kPark for the native to return. `results` may be null when there are none.
abi::Status park(abi::G& g, WaitReason reason, abi::Word* results, Completion completion = nullptr, ParkCommit commit = nullptr,
                 void* data = nullptr);
// The same for a native that holds the lock of what it waits for: it is released when others may wake g.
abi::Status parkUnlocking(abi::G& g, WaitReason reason, abi::Word* results, Completion completion, Lock& lock);

// Makes a parked goroutine runnable; from any thread.
void ready(abi::G& g);

Sudog* acquireSudog(abi::G& g);
void releaseSudog(abi::G& g, Sudog* s);

}  // namespace gosub::rt
