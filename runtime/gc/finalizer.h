// Finalizers: which objects have one, and the queue of those found unreachable. They run in dependency order: what a
// finalizable object refers to is kept, so an object is queued only when no other finalizable one leads to it; objects on
// a cycle never are. Calling them is the finalizer goroutine's work (runtime natives), which takes calls from here.
#pragma once

#include <deque>
#include <functional>
#include <mutex>
#include <unordered_map>

#include "runtime/abi/g.h"
#include "runtime/abi/native.h"
#include "runtime/gc/roots.h"
#include "runtime/heap/heap.h"

namespace gosub::rt {

struct FinalizerCall {
  const abi::FuncVal* fn = nullptr;
  const abi::TypeDesc* fnType = nullptr;
  const abi::TypeDesc* pointerType = nullptr;  // the object as it was given to SetFinalizer
  void* object = nullptr;
};

class Finalizers final : public RootProvider {
 public:
  explicit Finalizers(Runtime& runtime) : runtime_(runtime) {}

  // False: the object has one already.
  bool set(void* object, FinalizerCall call);
  void remove(void* object);

  // Next queued call; false when none is left. The caller keeps its object alive.
  bool take(FinalizerCall* call);
  bool pending() const;
  // The argument words of a call (1 or 2), by the function's parameter type.
  int argumentWords(const FinalizerCall& call, abi::Word* words);

  // Called after a collection that queued something: wakes or starts the finalizer goroutine.
  std::function<void()> onQueued;

  void markDependents(MarkView& view);
  // Stopped.
  void visitRoots(RootVisitor& visitor) override;  // the queue
  void afterMark(MarkView& view);
  void notify() {
    if (pending() && onQueued) onQueued();
  }

 private:
  Runtime& runtime_;
  mutable std::mutex mutex_;
  std::unordered_map<void*, FinalizerCall> byObject_;  // guarded by mutex_ unless the world is stopped, like queue_
  std::deque<FinalizerCall> queue_;
};

// runtime.SetFinalizer: Go's checks and fatal texts.
abi::Status setFinalizer(abi::G& g, abi::Results<> out, abi::Eface object, abi::Eface finalizer);

}  // namespace gosub::rt
