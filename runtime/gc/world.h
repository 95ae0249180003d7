// The goroutines as the collector needs them: how all of them are brought to safepoints, and whose stacks are still to be
// scanned. The scheduler implements it.
#pragma once

#include <cstdint>

#include "runtime/abi/g.h"
#include "runtime/gc/roots.h"

namespace gosub::rt {

class World {
 public:
  virtual ~World() = default;
  // Waits until every thread that runs Go code or natives is at a safepoint and stays there. Only from the collector's
  // thread. False: the instance is being closed.
  virtual bool stop() = 0;
  virtual void start() = 0;
  // Not stopped: finalizers are queued (Finalizers::notify, where it may be called).
  virtual void notifyFinalizers() = 0;

  virtual int procs() const = 0;  // GOMAXPROCS
  // From any thread: no goroutine runs just now, so that a stop costs nobody anything.
  virtual bool nothingRuns() const = 0;

  // The rest while the world is stopped.
  virtual void beginStackScan() = 0;
  // Scans stacks of goroutines that this cycle has not scanned yet, those that run first, until the time (monotonic ns) has
  // come; at least the running ones. False: all are scanned.
  virtual bool scanStacks(RootVisitor& visitor, int64_t until) = 0;
  // Everything of one goroutine that the collector must see.
  virtual void visitGoroutine(abi::G& g, RootVisitor& visitor) = 0;
};

}  // namespace gosub::rt
