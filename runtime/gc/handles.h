// Handles: how C++ that outlives a native (embedding API, engine, timers of natives) keeps Go objects alive.
#pragma once

#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/gc/roots.h"

namespace gosub::rt {

class Handles final : public RootProvider {
 public:
  using Id = uint32_t;  // 0 is no handle

  Id make(const void* object);
  void* get(Id id) const;
  void set(Id id, const void* object);
  void release(Id id);
  void visitRoots(RootVisitor& visitor) override;

 private:
  struct Slot {
    const void* object = nullptr;
    Id nextFree = 0;
  };
  mutable std::mutex mutex_;
  std::vector<Slot> slots_{1};  // guarded by mutex_ like the rest
  Id free_ = 0;
};

}  // namespace gosub::rt
