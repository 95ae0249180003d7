// Lock and Note: how threads of the runtime exclude and wait for each other. Both are one word and use futexes, so that a
// channel can carry its lock in Go memory, and a Note can be woken in a signal handler.
//
// A Lock may be released by another function, even another stack frame, than the one that took it, but by the same thread:
// a goroutine that parks keeps its channel's lock until its thread has left it (sched/park.h).
// Order: a thread that holds a lock takes only locks that stand below it in runtime/lock_ranks.def.
#pragma once

#include <atomic>
#include <cstdint>

namespace gosub::rt {

enum class LockRank : uint8_t {
#define LOCKRANK(name, why) name,
#include "runtime/lock_ranks.def"
#undef LOCKRANK
};

class Lock {
 public:
#ifdef NDEBUG
  explicit constexpr Lock(LockRank) {}
#else
  explicit constexpr Lock(LockRank rank) : rank_(rank) {}
#endif
  Lock(const Lock&) = delete;
  void lock() {
    noteTaken();
    uint32_t free = kFree;
    if (!state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire)) lockSlow();
  }
  bool tryLock() {
    uint32_t free = kFree;
    bool ok = state_.compare_exchange_strong(free, kHeld, std::memory_order_acquire);
    if (ok) noteTaken();
    return ok;
  }
  void unlock() {
    noteReleased();
    if (state_.exchange(kFree, std::memory_order_release) == kContended) wakeOne();
  }

 private:
  enum : uint32_t { kFree, kHeld, kContended };
  void lockSlow();
  void wakeOne();
#ifdef NDEBUG
  void noteTaken() {}
  void noteReleased() {}
#else
  // Check failure when the order is broken.
  void noteTaken();
  void noteReleased();
  LockRank rank_;
#endif
  std::atomic<uint32_t> state_{kFree};
};

class LockGuard {
 public:
  explicit LockGuard(Lock& lock) : lock_(lock) { lock_.lock(); }
  ~LockGuard() { lock_.unlock(); }
  LockGuard(const LockGuard&) = delete;

 private:
  Lock& lock_;
};

// One thread sleeps until another wakes it; a wake that comes first is kept.
class Note {
 public:
  void sleep() { sleepUntil(INT64_MAX); }
  // Until monotonic time `when` at most; whether it was woken.
  bool sleepUntil(int64_t when);
  void wake();

 private:
  std::atomic<uint32_t> woken_{0};
};

}  // namespace gosub::rt
