// Weak pointers (internal/weak, unique): a handle is a pointer-free heap word that holds the object's address until the
// object is found unreachable, before its finalizer runs. One handle per object while anyone holds it.
#pragma once

#include <mutex>
#include <unordered_map>

#include "runtime/abi/g.h"
#include "runtime/heap/heap.h"

namespace gosub::rt {

class WeakTable {
 public:
  // The handle of the object that p points into (p itself is what the handle yields).
  void* handleFor(abi::G& g, void* p);
  // The object, or null when it is gone.
  static void* strong(abi::G& g, void* handle);
  // Stopped.
  void afterMark(MarkView& view);

 private:
  std::mutex mutex_;  // guards handles_ unless the world is stopped
  std::unordered_map<void*, void**> handles_;
};

}  // namespace gosub::rt
