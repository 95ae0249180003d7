// Where a collection starts: everything outside the heap that holds pointers into it. Each holder is a RootProvider;
// the collector is a RootVisitor. The interpreter's provider walks the frames of all goroutines, the scheduler's its
// sudogs and timers; globals and handles live here.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <vector>

#include "runtime/abi/typedesc.h"

namespace gosub::rt {

class RootVisitor {
 public:
  virtual ~RootVisitor() = default;
  // A pointer; may be null, interior, or point outside the heap.
  virtual void pointer(const void* p) = 0;
  // `count` adjacent values of the type.
  virtual void values(const void* base, const abi::TypeDesc* type, size_t count) = 0;
  // Words of which bit i of the mask says that word i is a pointer.
  virtual void masked(const void* base, const uint64_t* mask, size_t words) = 0;
  // Any aligned word in [low, high) may be a pointer.
  virtual void conservative(const void* low, const void* high) = 0;
};

class RootProvider {
 public:
  virtual ~RootProvider() = default;
  // Called at a safepoint: no Go code and no native runs.
  virtual void visitRoots(RootVisitor& visitor) = 0;
  // Called before any root is visited: the last moment to let go of something.
  virtual void beforeMark() {}
};

class Roots {
 public:
  void add(RootProvider* provider);
  void remove(RootProvider* provider);
  // Memory outside the heap that holds a Go value for as long as the instance lives.
  // (Pointer-free ones are remembered too: SetFinalizer accepts addresses in them.)
  void addGlobal(void* base, const abi::TypeDesc* type);
  bool inGlobal(const void* p) const;
  uint64_t globalBytes() const { return globalBytes_.load(std::memory_order_relaxed); }  // that hold pointers
  // A copy of their list.
  struct Global {
    void* base;
    const abi::TypeDesc* type;
  };
  std::vector<Global> globals() const;
  // Stopped, both: before marking, and what the providers hold.
  void beforeMark() const;
  void visit(RootVisitor& visitor) const;

 private:
  mutable std::mutex mutex_;
  std::vector<RootProvider*> providers_;  // guarded by mutex_ like the rest, but for visit
  std::vector<Global> globals_;
  std::atomic<uint64_t> globalBytes_{0};
};

}  // namespace gosub::rt
