// Runtime: what one instance needs to run Go code. It owns the heap, the type table, the roots and the finalizers;
// the scheduler, the interpreter's records and the engine's tables belong to their makers and are linked here.
// It starts nothing: wiring is the engine's.
//
// Thread rule: what stands here may be used by every M of the scheduler while it has a P, and by the host's thread outside of
// Scheduler::run(); each part locks itself.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

#include "runtime/extension.h"

namespace gosub::rt {

class Collector;
class Finalizers;
class Handles;
class Heap;
class HeapCache;
class Itabs;
class Roots;
class Scheduler;
class SemaTable;
class StackPool;
class TypeTable;
class WeakTable;
struct Host;          // runtime/host.h
struct PanicSupport;  // runtime/panic
struct StaticCode;    // runtime/stack

// Knobs, from the engine's options and GOGC, GOMEMLIMIT and GODEBUG. They tune or check and never change results, but for
// the settings of debugvars.def.
struct RuntimeConfig {
  int gcPercent = 100;                  // < 0: off
  int64_t memoryLimit = INT64_MAX;      // bytes, soft
  uint64_t gcStress = 0;                // request a collection at every n-th allocation; 0: off
  bool clobberFree = false;             // fill freed objects with 0xdeadbeef
  bool clobberDead = false;             // the interpreter overwrites slots that its maps call dead
  int gcTrace = 0, gcPacerTrace = 0, scavengeTrace = 0;  // lines of gc/trace.h
  bool allocFreeTrace = false;          // tell of each allocation and each freed object
  bool invalidPtr = true;               // a small number in a pointer of a frame is fatal
  int stopTheWorld = 0;                 // 1: mark with the world stopped; 2: sweep too
  bool madvDontNeed = true;             // else MADV_FREE
  bool hardDecommit = false;            // memory given back is inaccessible
  bool neverFree = false;               // sweeping frees nothing
  bool onePerPage = false;              // every object is a large one, and sweeping frees nothing
  bool checkMarks = false;              // mark again at the end of each cycle: nothing may have been missed
  bool verifyHeap = false;              // check the heap before and after each collection
  bool preemptStress = false;           // every poll takes its slow path
  uint64_t segmentStress = 0;           // a new stack segment at every n-th call; 0: off
  bool panicNil = false;                // panic(nil) stays nil
  bool autoSeed = true;                 // math/rand's functions begin at random
  bool asyncTimers = false;             // timer channels are buffered as before go1.23
  std::string debugText;                // GODEBUG as it was when the instance began, and what the host adds
  std::string debugDefaults;            // GODEBUG text below the environment's: the program's version, and what it says itself
  int procs = 1;                        // GOMAXPROCS at the start
  uint64_t schedSeed = 0;               // of select and scheduling; 0: from the system
  int64_t maxStack = 1000000000;        // bytes per goroutine: debug.SetMaxStack
  int64_t maxThreads = 10000;           // debug.SetMaxThreads
  uint64_t seed = 0;                    // of hashes and iteration order; 0: from the system
  int stderrFd = 2;                     // where print, panics and fatals go
  // GOTRACEBACK: 0 none, 1 the user's frames, 2 with those of package runtime.
  int traceLevel = 1;
  bool traceAll = false;                // all goroutines, not only the one that panicked
  bool traceCrash = false;              // end by SIGABRT (tools/gosub does it)
  int traceAncestors = 0;               // GODEBUG tracebackancestors
  bool secure = false;                  // as under setuid: nothing of the program's state is shown, whatever is asked
};

struct Runtime {
  explicit Runtime(const RuntimeConfig& config);
  ~Runtime();
  Runtime(const Runtime&) = delete;
  Runtime& operator=(const Runtime&) = delete;

  // Cheap random numbers for iteration order and hash seeds; not for secrets.
  uint64_t random();
  // To the instance's standard error, unbuffered; short writes are continued, failures ignored.
  void writeStderr(std::string_view text);
  // The report of an uncaught panic or fatal error: to standard error, or to fatalText when a host wants it, and to crashFd.
  void writeFatal(std::string_view text);
  std::string* fatalText = nullptr;
  int crashFd = -1;  // debug.SetCrashOutput; -1: none

  // The collector marks: stores of pointers go through the barrier (heap/barrier.h). Changes while the world is stopped.
  std::atomic<bool> marking{false};
  RuntimeConfig config;
  uint64_t hashSeed;
  std::unique_ptr<TypeTable> types;    // outlives the heap: objects name their types
  std::unique_ptr<Itabs> itabs;
  std::unique_ptr<Roots> roots;
  std::unique_ptr<Handles> handles;
  std::unique_ptr<Finalizers> finalizers;
  std::unique_ptr<WeakTable> weak;
  std::unique_ptr<Heap> heap;
  HeapCache* heapCache = nullptr;      // of the first P, and outside of the scheduler: heap/cache.h, cacheOf
  std::unique_ptr<Collector> collector;
  std::unique_ptr<StackPool> stacks;   // segments of goroutine stacks

  // Linked by their owners.
  Scheduler* scheduler = nullptr;
  SemaTable* semas = nullptr;
  PanicSupport* panics = nullptr;
  const StaticCode* staticCode = nullptr;  // the interpreter's
  void* engine = nullptr;
  Host* host = nullptr;  // null: no arguments, empty environment, no signals

  // By kind: see extension.h. They go before the heap does.
  std::recursive_mutex extensionsLock;  // making one may ask for another
  std::unordered_map<const void*, std::unique_ptr<Extension>> extensions;

 private:
  static void writeAll(int fd, std::string_view text);
  std::atomic<uint64_t> randomState_;
};

}  // namespace gosub::rt
